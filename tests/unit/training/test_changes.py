"""The recipe of the change head: places at two dates, what is made up of one, and a fit that can be gone on with."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image
from tests.unit.describe.tiny import save_tiny
from training import change_sources
from training.change_head_report import average_precision, harmed, roc_area
from training.change_nuisance import another_day
from training.change_pairs import MADE_UP, Places, flood, labels
from training.change_rasters import joplin_places, labelled_places, years
from training.change_sayings import CHANGE_SAYINGS
from training.change_scenes import burnt_over, mixed, scrambled
from training.change_sources import Amounts, SeenPlaces, seen_places
from training.changes import ChangePlan, LearnedPairs, fit_head, fit_metric, pairs_of, write_head
from training.corpus import Corpus
from training.disasters import held_out_area

from tilescribe.describe.builtin.change import KINDS
from tilescribe.describe.builtin.change_features import FEATURES, ChangeMetric
from tilescribe.describe.builtin.change_model import ChangeModel
from tilescribe.describe.builtin.model import BuiltinModel
from tilescribe.describe.builtin.vocabulary import SCENES, THINGS

Pictures = NDArray[np.uint8]
CHANGED, FLOODED, RUINED = (KINDS.index(name) for name in ("changed", "flooded", "destroyed buildings"))


@pytest.fixture
def dice() -> np.random.Generator:
    return np.random.default_rng(4)


def checked(side: int = 64) -> Pictures:
    """Bright and dark squares on grey."""
    lines, columns = np.mgrid[:side, :side]
    grey = 90 + 90 * ((lines // 8 + columns // 8) % 2)
    return np.repeat(grey[..., None], 3, axis=-1).astype(np.uint8)


def order(picture: Pictures) -> float:
    """How well neighbours agree."""
    return float(np.corrcoef(picture[1:].ravel(), picture[:-1].ravel())[0, 1])


def test_what_collapses_loses_its_order_in_about_the_share_that_is_asked_for(dice: np.random.Generator) -> None:
    whole = checked()
    assert order(scrambled(whole, 1.0, dice)) < order(whole) - 0.1
    part = scrambled(whole, 0.3, dice)
    assert 0.1 < (np.abs(part.astype(int) - whole).max(-1) > 3).mean() < 0.6


def test_what_burns_gets_darker_and_what_is_mixed_shows_both(dice: np.random.Generator) -> None:
    field = np.full((64, 64, 3), (120, 150, 80), np.uint8)
    assert burnt_over(field, dice).mean() < 0.85 * field.mean()
    both = mixed(np.zeros_like(field), np.full_like(field, 200), dice)
    assert both.min() < 20
    assert both.max() > 60


def test_another_day_changes_the_light_and_not_the_ground(dice: np.random.Generator) -> None:
    some = np.stack([checked()] * 6)
    days = another_day(some, dice)
    np.testing.assert_array_equal(days, another_day(some, np.random.default_rng(4)))
    assert not np.array_equal(days[0], days[1])
    agreement = [np.corrcoef(day.mean(-1).ravel(), checked().mean(-1).ravel())[0, 1] for day in days]
    assert np.median(agreement) > 0.3


@pytest.fixture
def harvey(tmp_path: Path) -> Path:
    places = [(f"{number}", -95.0 + number * 0.02) for number in range(12)]
    entries = [
        {"filename": f"{date}_{place}.webp", "damage": date == "after", "place": place, "lon": lon, "lat": 29.0}
        for place, lon in places
        for date in ("before", "after")
    ]
    (tmp_path / "harvey_train.json").write_text(json.dumps({"images": entries}))
    with zipfile.ZipFile(tmp_path / "harvey_train.zip", "w") as archive:
        for entry in entries:
            out = io.BytesIO()
            Image.new("RGB", (32, 32), (90, 80, 60) if entry["damage"] else (60, 120, 60)).save(out, format="WEBP")
            archive.writestr(str(entry["filename"]), out.getvalue())
    return tmp_path


def test_floods_are_learned_from_both_dates_of_places_that_are_not_held_out(
    harvey: Path, dice: np.random.Generator
) -> None:
    (places,) = flood(harvey, 100, dice)
    learned = sum(not held_out_area(-95.0 + number * 0.02, 29.0) for number in range(12))
    assert 0 < len(places.before) == learned < 12
    assert places.before.shape[1] == places.after.shape[1] == 2
    assert (places.happened[:, [CHANGED, FLOODED]] == 1).all()
    assert (places.undone[:, FLOODED] == 0).all()
    assert (places.undone[:, KINDS.index("water gone")] == 1).all()


def test_sources_without_files_are_left_out(tmp_path: Path, dice: np.random.Generator) -> None:
    assert not list(flood(tmp_path, 5, dice))
    assert not list(joplin_places(tmp_path, 5, dice))
    assert not list(labelled_places(tmp_path, dice))
    assert not list(years(tmp_path, "rasters/naip", 5, dice))


def test_every_kind_has_sayings_and_something_made_up_or_real_teaches_it(dice: np.random.Generator) -> None:
    assert set(CHANGE_SAYINGS) == set(KINDS)
    names = ("residential area", "forest", "bare land", "meadow", "lake")
    n = 8 * len(names)
    corpus = Corpus(
        pictures=dice.integers(0, 255, (n, 160, 160, 3)).astype(np.uint8),
        captions=[()] * n,
        human=np.zeros(n, bool),
        scenes=np.repeat([SCENES.index(name) for name in names], 8),
        things=np.zeros((n, len(THINGS)), np.float32),
        things_known=np.zeros((n, len(THINGS)), bool),
        sources=np.zeros(n, np.int64),
    )
    taught = np.zeros(len(KINDS), bool)
    for make in MADE_UP.values():
        for places in make(corpus, 8, dice):
            for rows in (places.happened, places.undone):
                taught |= (rows == 1).any(0)
    assert taught.all()


def test_looks_at_one_date_teach_that_nothing_happened(tmp_path: Path, dice: np.random.Generator) -> None:
    model = BuiltinModel.load(save_tiny(tmp_path))
    seen = _seen(model, dice)
    metric = fit_metric([seen], ChangePlan())
    pairs = pairs_of(model, metric, seen)
    assert pairs.features.shape[2] == FEATURES
    assert len(pairs.features) == len(pairs.roles) == len(pairs.places) == 3 * (2 * 2 * 2 + 2 + 2)
    assert (pairs.happened[pairs.roles == 0] == 0).all()
    assert (pairs.happened[pairs.roles == 1][:, FLOODED] == 1).all()
    assert (pairs.happened[pairs.roles == 2][:, FLOODED] == 0).all()


def _seen(model: BuiltinModel, dice: np.random.Generator) -> SeenPlaces:
    before, after = (dice.integers(0, 255, (3, 2, 64, 64, 3)).astype(np.uint8) for _ in range(2))
    places = Places("drawn", before, after, labels(3, {"changed": 1, "flooded": 1}), labels(3, {"changed": 1}))
    return SeenPlaces(places, *(change_sources.cells_of(model, pictures) for pictures in (before, after)))


def test_a_fit_tells_what_it_was_taught_and_is_the_same_each_time(tmp_path: Path) -> None:
    random = torch.Generator().manual_seed(1)
    features = torch.randn(400, 4, FEATURES, generator=random)
    wet = torch.rand(400, generator=random) < 0.5
    features[wet, 1, 0] += 5
    happened = torch.full((400, len(KINDS)), torch.nan)
    happened[:, FLOODED] = wet.float()
    happened[:, RUINED] = 0
    pairs = LearnedPairs("drawn", features, happened, wet.long().numpy(), np.arange(400))
    metric = ChangeMetric(torch.zeros(2, 16), torch.eye(16).repeat(2, 1, 1))
    said = torch.nn.functional.normalize(torch.randn(len(KINDS) + 1, 384, generator=random), dim=1)
    plan = replace(ChangePlan(), steps=150)
    head = fit_head([pairs], metric, said, plan)
    again = fit_head([pairs], metric, said, plan)
    for name, tensor in head.tensors().items():
        assert torch.equal(tensor, again.tensors()[name]), name
    found, by_cell = head.probabilities(features, torch.ones(400, 4))
    assert found[wet, FLOODED].mean() > 0.8 > 0.2 > found[~wet, FLOODED].mean()
    assert found[:, RUINED].max() < 0.2
    assert (by_cell[wet, :, FLOODED].argmax(1) == 1).float().mean() > 0.8
    folder = save_tiny(tmp_path)
    write_head(head, folder)
    model = ChangeModel.load(folder)
    pictures = [checked(), checked()]
    seen = model.predict(pictures, pictures, [np.ones((64, 64), bool)] * 2)
    assert seen.probabilities.shape == (2, len(KINDS))
    np.testing.assert_allclose(np.linalg.norm(seen.vectors, axis=1), 1, atol=1e-5)


def test_what_was_kept_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dice: np.random.Generator
) -> None:
    model = BuiltinModel.load(save_tiny(tmp_path / "model"))
    made: list[str] = []

    def source(dice: np.random.Generator) -> Iterator[Places]:
        made.append("drawn")
        yield _seen(model, dice).places

    monkeypatch.setattr(change_sources, "sources", lambda folder, amounts: {"drawn": source})
    first, second = ([*seen_places(model, tmp_path, Amounts(), kept=tmp_path / "kept")] for _ in range(2))
    assert made == ["drawn"]
    for one, other in zip(first, second, strict=True):
        assert one.places.source == other.places.source
        np.testing.assert_array_equal(one.after, other.after)
        np.testing.assert_array_equal(one.places.undone, other.places.undone)


def test_the_figures_are_those_of_the_textbook() -> None:
    scores, truth = np.array([0.9, 0.8, 0.7, 0.1]), np.array([1, 0, 1, 0])
    assert average_precision(scores, truth) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.zeros(4), truth) == pytest.approx((1 / 3 + 2 / 4) / 2), "ties count against it"
    assert roc_area(scores[truth == 1], scores[truth == 0]) == pytest.approx(3 / 4)


def test_a_harmed_picture_is_darker_and_lies_aside() -> None:
    picture = np.full((1, 32, 32, 3), 100, np.uint8)
    picture[0, 10, 10] = 255
    dim = harmed(picture)
    assert dim.mean() < 0.7 * picture.mean()
    assert divmod(int(dim[0].sum(-1).argmax()), 32) == (13, 13)
