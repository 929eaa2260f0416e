"""Compass words follow the raster's orientation, and fall silent where it has none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from tests.unit.describe.made_up import tile_of

from tilescribe.describe import load_captioner
from tilescribe.describe.facts.evidence import gather
from tilescribe.describe.facts.position import where
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.pixels import TilePixels

COMPASS = ("north", "south", "east", "west")


def scene_with_a_pond(*, top: int, left: int, transform: tuple[float, ...] | None) -> TilePixels:
    """Crops with a pond whose corner is at the given pixel of the *stored* array."""
    data = np.empty((4, 224, 224), np.float32)
    data[:] = np.array([0.05, 0.09, 0.04, 0.45], np.float32)[:, None, None]
    data[:, top : top + 40, left : left + 40] = np.array([0.04, 0.06, 0.07, 0.02], np.float32)[:, None, None]
    roles = (Role.RED, Role.GREEN, Role.BLUE, Role.NIR)
    return tile_of(data, roles, quantity=Quantity.REFLECTANCE, transform=transform, gsd_m=10.0)


def place_of_the_pond(tile: TilePixels) -> str:
    (caption,) = load_captioner("facts").describe([tile])
    summary = caption.descriptions[0].text
    assert "a small area of water" in summary
    return summary.partition(" in the ")[2].rstrip(".")


def rotated(degrees: float) -> tuple[float, ...]:
    """Columns run `degrees` counter-clockwise of east, rows 90 degrees clockwise of that."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cosine, sine, 0.0, sine, -cosine, 0.0)


@pytest.mark.parametrize(
    ("transform", "place"),
    [
        ((1.0, 0.0, 0.0, 0.0, -1.0, 0.0), "north-west"),
        ((1.0, 0.0, 0.0, 0.0, 1.0, 0.0), "south-west"),
        ((-1.0, 0.0, 0.0, 0.0, -1.0, 0.0), "north-east"),
        ((0.0, 1.0, 0.0, -1.0, 0.0, 0.0), "north-west"),
        ((0.0, 1.0, 0.0, 1.0, 0.0, 0.0), "south-west"),
        (rotated(90), "south-west"),
        (rotated(-90), "north-east"),
        (rotated(180), "south-east"),
        (rotated(10), "north-west"),
        ((9e-06, 0.0, 15.0, 0.0, -6e-06, 52.0), "north-west"),
    ],
)
def test_the_upper_left_pixel_is_named_by_where_it_lies_on_the_ground(transform: tuple[float, ...], place: str) -> None:
    assert place_of_the_pond(scene_with_a_pond(top=10, left=10, transform=transform)) == place


@pytest.mark.parametrize("transform", [None, rotated(45), rotated(30), rotated(-60)])
def test_without_a_side_that_faces_north_nothing_is_said_of_places(transform: tuple[float, ...] | None) -> None:
    (caption,) = load_captioner("facts").describe([scene_with_a_pond(top=10, left=10, transform=transform)])
    assert "a small area of water" in caption.descriptions[0].text
    assert not any(word in said.text for said in caption.descriptions for word in COMPASS)


def test_tiles_that_lie_differently_have_different_hashes() -> None:
    """Equal hashes share descriptions, which name places."""
    north, south = (
        scene_with_a_pond(top=10, left=10, transform=(1.0, 0.0, 0.0, 0.0, step, 0.0)).content_hash() for step in (-1, 1)
    )
    assert north != south


@pytest.mark.parametrize(
    ("rows", "columns", "place"),
    [
        (slice(0, 10), slice(0, 10), "in the north-west"),
        (slice(0, 10), slice(None), "in the north"),
        (slice(0, 15), slice(None), "in the north"),
        (slice(None), slice(20, 30), "in the east"),
        (slice(11, 19), slice(11, 19), "in the centre"),
        (slice(None), slice(None), ""),
        (slice(0, 0), slice(0, 0), ""),
    ],
)
def test_a_part_is_placed(rows: slice, columns: slice, place: str) -> None:
    part = np.zeros((30, 30), np.bool_)
    part[rows, columns] = True
    assert where(part) == place


@given(hnp.arrays(np.bool_, hnp.array_shapes(min_dims=2, max_dims=2, max_side=24)))
def test_turning_a_part_turns_its_place(part: NDArray[np.bool_]) -> None:
    place = where(part)
    assert where(part[::-1]) == place.replace("north", "*").replace("south", "north").replace("*", "south")
    assert where(part[:, ::-1]) == place.replace("east", "*").replace("west", "east").replace("*", "west")


def test_a_tile_is_measured_once_and_its_digest_made_once_whoever_asks() -> None:
    tile = scene_with_a_pond(top=10, left=10, transform=(1.0, 0.0, 0.0, 0.0, -1.0, 0.0))
    evidence, digest = gather(tile), tile.content_hash()
    tile.data[:] = 0
    assert gather(tile) is evidence
    assert tile.content_hash() == digest
