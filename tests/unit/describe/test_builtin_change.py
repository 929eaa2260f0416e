"""The model in the package on two dates: a flood is told, another light is not, and what it cannot tell it says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage
from tests.unit.describe.made_up import drawn_street, pair_of, tile_of

from tilescribe.describe.builtin.change_captioner import BuiltinChangeCaptioner
from tilescribe.describe.builtin.change_rendering import NO_CHANGE
from tilescribe.describe.builtin.files import CHANGE_FILE, CONFIG_FILE, WEIGHTS, WEIGHTS_FILE
from tilescribe.describe.builtin.rendering import UNCERTAIN
from tilescribe.domain.bands import Quantity
from tilescribe.domain.description import Caption, DescriptionKind
from tilescribe.embed import load_embedder
from tilescribe.errors import ModelDamagedError

Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def captioner() -> BuiltinChangeCaptioner:
    return BuiltinChangeCaptioner()


def said(caption: Caption) -> list[str]:
    assert caption.failure is None
    assert {description.kind for description in caption.descriptions} == {DescriptionKind.CHANGE}
    return [description.text for description in caption.descriptions]


def test_a_flood_is_told_and_is_like_what_is_asked_about_floods(captioner: BuiltinChangeCaptioner) -> None:
    (caption,) = captioner.describe([pair_of(drawn_street(), drawn_street(flooded=True))])
    assert "flooded" in said(caption)[0]
    assert "flooded" in [tag.name for tag in caption.tags]
    assert NO_CHANGE not in [tag.name for tag in caption.tags]
    assert caption.visual is not None
    embedder = load_embedder()
    assert caption.visual.space == embedder.fingerprint
    flooded, same = embedder.embed(["flooded houses", "nothing has changed"], query=True) @ caption.visual.array()
    assert flooded > same


@pytest.mark.parametrize(
    "harm",
    [
        lambda picture: picture,
        lambda picture: (picture * 0.6).astype(np.uint8),
        lambda picture: ndimage.gaussian_filter(picture, (0, 1.2, 1.2)),
        lambda picture: np.roll(picture, 3, axis=2),
        lambda picture: np.clip(picture * np.array((1.1, 1.0, 0.9))[:, None, None], 0, 255).astype(np.uint8),
    ],
    ids=["the same", "darker", "blurred", "shifted", "recoloured"],
)
def test_another_light_is_no_change_whichever_date_it_is(
    captioner: BuiltinChangeCaptioner, harm: Callable[[Picture], Picture]
) -> None:
    picture = drawn_street()
    for caption in captioner.describe([pair_of(picture, harm(picture)), pair_of(harm(picture), picture)]):
        assert caption.tags[0].name == NO_CHANGE
        assert said(caption)[0] == "The scene is the same as before."


def test_one_date_is_a_failure_with_its_reason(captioner: BuiltinChangeCaptioner) -> None:
    picture = drawn_street()
    first, second = captioner.describe([tile_of(picture), pair_of(picture, picture)])
    assert first.failure is not None
    assert "two" in first.failure
    assert not first.descriptions
    assert second.failure is None


def test_a_pair_is_told_alike_alone_and_beside_others(captioner: BuiltinChangeCaptioner) -> None:
    pairs = [pair_of(drawn_street(seed), drawn_street(seed, flooded=bool(seed % 2))) for seed in range(4)]
    together = captioner.describe(pairs)
    assert [said(caption) for caption in together] == [said(captioner.describe([pair])[0]) for pair in pairs]
    assert captioner.describe(pairs) == together


def test_where_nothing_can_be_compared_nothing_is_told(captioner: BuiltinChangeCaptioner) -> None:
    dry, wet = drawn_street(), drawn_street(flooded=True)
    clouded = pair_of(dry, wet, comparable=np.zeros((224, 224), np.bool_))
    radar = pair_of(dry, wet, quantity=Quantity.BACKSCATTER)
    noise = np.random.default_rng(1).integers(0, 256, dry.shape).astype(np.uint8)
    for caption in captioner.describe([clouded, radar, pair_of(dry, noise)]):
        assert [tag.name for tag in caption.tags] == [UNCERTAIN]
        assert said(caption) == ["It cannot be told what has changed."]
        assert caption.visual is not None
        assert not caption.visual.is_read


def test_what_cannot_be_compared_does_not_count(captioner: BuiltinChangeCaptioner) -> None:
    dry = drawn_street()
    wet_half = dry.copy()
    wet_half[:, :, 112:] = drawn_street(flooded=True)[:, :, 112:]
    comparable = np.ones((224, 224), np.bool_)
    comparable[:, 112:] = False
    (dry_half,) = captioner.describe([pair_of(dry, wet_half, comparable=comparable)])
    (all_of_it,) = captioner.describe([pair_of(dry, wet_half)])
    assert dry_half.tags[0].name == NO_CHANGE
    assert all_of_it.tags[0].name != NO_CHANGE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (CHANGE_FILE, CONFIG_FILE, WEIGHTS_FILE):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    return tmp_path


def cut_off(folder: Path) -> None:
    file = folder / CHANGE_FILE
    file.write_bytes(file.read_bytes()[:-100])


def of_another_model(folder: Path) -> None:
    config = folder / CONFIG_FILE
    config.write_text(config.read_text(encoding="utf-8") + "\n", encoding="utf-8")


@pytest.mark.parametrize("damage", [lambda folder: (folder / CHANGE_FILE).unlink(), cut_off, of_another_model])
def test_damage_is_told_before_any_work(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    with pytest.raises(ModelDamagedError, match=r"cannot be loaded") as caught:
        BuiltinChangeCaptioner(folder=folder)
    assert "Install Tilescribe again" in str(caught.value.remedy)


def test_a_new_change_head_makes_changes_anew_and_single_dates_not(folder: Path) -> None:
    from safetensors.numpy import load_file, save_file

    from tilescribe.describe.builtin import BuiltinCaptioner

    single, change = BuiltinCaptioner(folder=folder).author, BuiltinChangeCaptioner(folder=folder).author
    tensors = load_file(folder / CHANGE_FILE)
    tensors["shift"] = tensors["shift"] + 1
    save_file(tensors, folder / CHANGE_FILE, metadata={"model": single.model})
    assert BuiltinCaptioner(folder=folder).author == single
    assert BuiltinChangeCaptioner(folder=folder).author != change
    assert change.captioner == "builtin"
