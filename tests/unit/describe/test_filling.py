"""What is not there is neither described nor measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from tests.unit.describe.made_up import tile_of

from tilescribe.describe import load_captioner
from tilescribe.describe.builtin.pictures import picture_of
from tilescribe.describe.builtin.rendering import _whereabouts
from tilescribe.describe.facts.position import where
from tilescribe.describe.facts.view import view_of
from tilescribe.describe.facts.water_bodies import WaterBody, water_body
from tilescribe.describe.filling import reflection
from tilescribe.describe.vlm import Context
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import Caption, DescriptionKind


def cut(share: float, *, degrees: float = 30.0, side: int = 224) -> NDArray[np.bool_]:
    """(side, side), valid on one side of a line that runs aslant, on about this share of the pixels."""
    rows, columns = np.indices((side, side))
    across = np.cos(np.radians(degrees)) * columns + np.sin(np.radians(degrees)) * rows
    return np.asarray(across <= np.quantile(across, share))


def town(side: int = 224) -> NDArray[np.uint8]:
    """(3, side, side): bright roofs in rows on brown ground, nothing of it smooth."""
    rng = np.random.default_rng(3)
    rows, columns = np.indices((side, side))
    roofs = (rows % 28 < 14) & (columns % 36 < 18)
    levels = np.where(roofs[None], np.array([200, 190, 185])[:, None, None], np.array([120, 105, 80])[:, None, None])
    return np.clip(levels + rng.normal(0, 14, (1, side, side)), 1, 255).astype(np.uint8)


def facts_of(data: NDArray[np.generic], valid: NDArray[np.bool_] | None = None, **known: object) -> Caption:
    (caption,) = load_captioner("facts").describe([tile_of(data, valid=valid, **known)])  # type: ignore[arg-type]
    return caption


# --- the filling itself -----------------------------------------------------------------------------------------------


def test_an_invalid_pixel_takes_the_one_as_far_behind_the_edge() -> None:
    valid = np.zeros((6, 12), dtype=bool)
    valid[:, 4:] = True
    places = reflection(valid)
    assert places is not None
    rows, columns = places
    assert (rows == np.arange(6)[:, None]).all()
    # The first valid column, mixed with the fill as it may be, is reflected over as well.
    assert columns[0].tolist() == [10, 9, 8, 7, 6, 5, 6, 7, 8, 9, 10, 11]


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.bool_, hnp.array_shapes(min_dims=2, max_dims=2, max_side=24)))
def test_only_valid_pixels_are_shown(valid: NDArray[np.bool_]) -> None:
    places = reflection(valid)
    if valid.all() or not valid.any():
        assert places is None
    else:
        assert places is not None
        assert places[0].shape == places[1].shape == valid.shape
        assert valid[places].all()


def test_thin_strips_are_not_thinned_away() -> None:
    valid = np.zeros((24, 24), dtype=bool)
    valid[:, ::3] = True
    places = reflection(valid)
    assert places is not None
    assert (places[1][:, ::3] == np.arange(0, 24, 3)).all()


# --- what the built-in model and vision-language models see -----------------------------------------------------------


def test_a_picture_cut_off_shows_its_own_colours_and_grain_all_over() -> None:
    data, valid = town(), cut(0.3)
    emptied = np.where(valid, data, 0).astype(np.uint8)
    picture = picture_of(tile_of(emptied, valid=valid))
    whole = picture_of(tile_of(data))
    # By the stretch of the tile made up here: valid pixels look alike, the others as if taken from among them.
    filled = picture[~valid].astype(float)
    assert filled.std(axis=0) == pytest.approx(picture[valid].astype(float).std(axis=0), rel=0.15)
    assert filled.mean(axis=0) == pytest.approx(picture[valid].astype(float).mean(axis=0), rel=0.15)
    assert whole.shape == picture.shape


@pytest.mark.parametrize("share", [0.12, 0.3, 0.6])
def test_the_built_in_model_sees_no_water_where_nothing_is(share: float) -> None:
    data, valid = town(), cut(share)
    emptied = np.where(valid, data, 0).astype(np.uint8)
    captioner = load_captioner("builtin")
    cut_off, whole = captioner.describe([tile_of(emptied, valid=valid), tile_of(data)])
    watery = {"water", "sea", "ponds", "rivers", "boats", "lake", "river", "beach"}
    assert not watery & {tag.name for tag in whole.tags}
    assert not watery & {tag.name for tag in cut_off.tags}
    said = " ".join(one.text for one in cut_off.descriptions).lower()
    assert not any(word in said for word in watery)


def test_things_have_no_place_where_nothing_is() -> None:
    logits = np.full((5, 5), -4.0, dtype=np.float32)
    logits[4, 4] = 4.0
    logits[0, 0] = 3.5
    valid = np.zeros((160, 160), dtype=bool)
    valid[:, :100] = True
    assert _whereabouts(logits, None) == ""
    assert _whereabouts(logits, valid) == "in the north-west"


def test_a_vision_language_model_is_told_what_is_filled() -> None:
    told = Context.of(tile_of(town(), valid=cut(0.2))).render()
    assert "Only about 20 % of it is a picture" in told
    assert "mirrored" in told
    assert "Measured from its bands: only" not in told
    assert "mirrored" not in Context.of(tile_of(town())).render()


# --- what is measured -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.12, 0.3, 0.6])
def test_measurements_are_those_of_the_valid_pixels(share: float) -> None:
    whole = facts_of(town()).measurements
    valid = cut(share)
    emptied = np.where(valid, town(), 0).astype(np.uint8)
    part = facts_of(emptied, valid).measurements
    assert whole is not None
    assert part is not None
    assert part.water == whole.water == 0
    assert part.vegetation == whole.vegetation == 0
    for name, tolerance in (("brightness", 0.05), ("texture", 0.05), ("lines", 0.12)):
        assert getattr(part, name) == pytest.approx(getattr(whole, name), abs=tolerance), name
    assert (part.colours or "").startswith("brown")


def test_the_texture_beside_an_edge_is_not_smoothed_by_what_is_beyond() -> None:
    valid = cut(0.5)
    emptied = np.where(valid, town(), 0).astype(np.uint8)
    grey = view_of(tile_of(emptied, valid=valid)).grey
    assert grey is not None
    beside = np.roll(valid, 3, axis=1) & ~valid
    assert grey[beside].std() > 0.6 * grey[valid].std()


def test_the_edge_of_the_picture_is_no_straight_band() -> None:
    rng = np.random.default_rng(0)
    grass = np.clip(np.array([85, 115, 60])[:, None, None] * rng.normal(1, 0.05, (1, 224, 224)), 1, 255).astype(
        np.uint8
    )
    valid = np.zeros((224, 224), dtype=bool)
    valid[:, 90:110] = True
    emptied = np.where(valid, grass, 0).astype(np.uint8)
    assert not any("straight band" in one.text for one in facts_of(emptied, valid).descriptions)


def test_how_much_can_be_seen_is_said_where_it_is_little() -> None:
    valid = np.zeros((224, 224), dtype=bool)
    valid[:90, :80] = True  # 14 %
    said = facts_of(town(), valid).descriptions
    assert [one.text for one in said if one.kind is DescriptionKind.FACTS and one.variant == 1] == [
        "Only about 10 % of the tile has a picture, in the north-west; the rest is empty."
    ]
    for full in (None, cut(0.9)):
        assert all("picture" not in one.text for one in facts_of(town(), full).descriptions)


def test_of_radar_too() -> None:
    noise = np.random.default_rng(0).exponential(0.1, (1, 96, 96)).astype(np.float32)
    said = facts_of(noise, cut(0.4, side=96), roles=(Role.VV,), quantity=Quantity.BACKSCATTER).descriptions
    assert [one.text[:16] for one in said if one.kind is DescriptionKind.FACTS] == ["Only about 40 % "]


def test_what_fills_all_that_can_be_seen_has_no_place() -> None:
    seen = np.zeros((56, 56), dtype=bool)
    seen[:20, :20] = True
    part = np.zeros_like(seen)
    part[4:18, 2:16] = True
    assert where(part) == where(seen) == "in the north-west"
    assert where(part, seen) == ""
    assert where(part, np.ones_like(seen)) == "in the north-west"


def test_water_that_the_edge_cuts_is_no_river() -> None:
    """A wide lake of which a strip along the edge of the picture can be seen."""
    seen = np.zeros((56, 56), dtype=bool)
    seen[:, :30] = True
    water = np.zeros_like(seen)
    water[:, 24:30] = True
    assert water_body(water, np.ones_like(seen)) is WaterBody.RIVER
    assert water_body(water, seen) is WaterBody.LAKE


def test_water_fills_a_tile_when_it_fills_what_can_be_seen() -> None:
    seen = np.zeros((56, 56), dtype=bool)
    seen[:, :20] = True
    assert water_body(seen, seen) is WaterBody.OPEN
