"""Which tiles may share a description: every difference that matters keeps them apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.unit.describe.made_up import tile_of

from tilescribe.catalog.types import ScannedTile
from tilescribe.domain.description import Measurements, Tag, VisualVector
from tilescribe.domain.tile import TileRef, Window
from tilescribe.indexing.near_duplicates import Groups, ValueRange, first_of_each

SEA = Measurements(water=1.0, vegetation=0.0, built_up=0.0, brightness=0.2, texture=0.02)


def scanned(number: int, **changes: Any) -> ScannedTile:
    """Open sea, as a first scan sees it."""
    fields: dict[str, Any] = {
        "ref": TileRef(number, 1, 128.0, Window(0, 100 * number, 100, 100)),
        "content_hash": str(number),
        "valid_share": 1.0,
        "measurements": SEA,
        "tags": (Tag("sea", 0.9), Tag("water", 0.8)),
        "visual": vector(0.0),
        "state": "",
        "inherited_from": None,
    }
    return ScannedTile(**{**fields, **changes})


def vector(angle: float, *, space: str = "space") -> VisualVector:
    return VisualVector.of(np.array([np.cos(angle), np.sin(angle)]), space=space)


def test_the_first_of_its_kind_is_described_and_the_others_inherit() -> None:
    groups = Groups()
    chosen = first_of_each([scanned(n) for n in (5, 3, 4)], groups)
    assert [tile.ref.id for tile in chosen] == [5]
    assert [tile.ref.id for tile in groups.near_duplicates[5]] == [3, 4]


def test_tags_count_as_a_set_whatever_their_probability() -> None:
    other = scanned(2, tags=(Tag("water", 0.5), Tag("sea", 0.95)))
    assert len(first_of_each([scanned(1), other], Groups())) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"tags": (Tag("sea", 0.9),)},
        {"tags": ()},
        {"visual": vector(0.2)},
        {"visual": vector(0.0, space="another embedder")},
        {"visual": None},
        {"measurements": None},
        {"measurements": replace(SEA, water=0.96)},
        {"measurements": replace(SEA, vegetation=0.03)},
        {"measurements": replace(SEA, brightness=0.24)},
        {"measurements": replace(SEA, texture=0.06)},
        {"measurements": replace(SEA, snow=0.0)},
        {"ref": TileRef(2, 9, 128.0, Window(0, 0, 100, 100))},
        {"ref": TileRef(2, 1, 512.0, Window(0, 0, 400, 400))},
    ],
    ids=[
        "fewer tags", "no tags", "looks different", "not comparable", "unseen", "unmeasured", "land", "some green",
        "brighter", "rougher", "measured more", "another raster", "another level",
    ],
)  # fmt: skip
def test_a_difference_keeps_tiles_apart(changes: dict[str, Any]) -> None:
    assert len(first_of_each([scanned(1), scanned(2, **changes)], Groups())) == 2


@pytest.mark.parametrize(
    "measured",
    [
        replace(SEA, water=0.9, bare=0.1),
        replace(SEA, built_up=0.03),
        replace(SEA, built_up=None),
        Measurements(brightness=0.2, texture=0.02),
    ],
    ids=["two covers", "built up", "who knows", "nothing known"],
)
def test_only_one_plain_cover_is_ever_shared(measured: Measurements) -> None:
    tiles = [scanned(n, measurements=measured) for n in (1, 2)]
    assert len(first_of_each(tiles, Groups())) == 2


def range_of(data: np.ndarray[Any, Any]) -> ValueRange:
    return ValueRange.of(tile_of(data))


def noise(seed: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(seed).normal(60, 4, (3, 64, 64)).clip(0, 255).astype(np.uint8)


def test_noise_alone_does_not_keep_pictures_apart() -> None:
    assert all(range_of(noise(0)).is_close_to(range_of(noise(seed))) for seed in range(1, 20))


@pytest.mark.parametrize("value", [140, 0])
def test_a_few_pixels_that_stand_out_keep_pictures_apart_either_way(value: int) -> None:
    boat = noise(1)
    boat[:, 30, 30:32] = value
    assert not range_of(noise(0)).is_close_to(range_of(boat))
    assert not range_of(boat).is_close_to(range_of(noise(0)))


def test_what_is_not_valid_does_not_stand_out() -> None:
    data = noise(1)
    data[:, :8] = 255
    valid = np.ones((64, 64), bool)
    valid[:8] = False
    assert range_of(noise(0)).is_close_to(ValueRange.of(tile_of(data, valid=valid)))
