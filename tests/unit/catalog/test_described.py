"""What is known of described tiles in memory never leaves out a tile, and is only sure of what is so."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tilescribe.catalog.geopackage import described
from tilescribe.catalog.geopackage.described import DescribedTiles, outer_boxes
from tilescribe.catalog.geopackage.encoding import NOWHERE
from tilescribe.domain.raster import Bounds

# Tenths have no exact float32, so that boxes touch in float64 and not in what they are rounded to.
TENTHS = st.integers(-30, 30).map(lambda number: number / 10)
PLACES = st.one_of(TENTHS, st.floats(-3, 3, allow_subnormal=False))
POINTS = st.tuples(PLACES, PLACES)
FOOTPRINTS = st.tuples(POINTS, POINTS, POINTS).map(lambda corners: shapely.MultiPoint(corners).convex_hull)


def table_of(boxes: NDArray[np.float64]) -> DescribedTiles:
    ids = np.arange(len(boxes)) + 10
    return DescribedTiles(ids, np.ones_like(ids), np.ones(len(ids)), outer_boxes(boxes))


@pytest.mark.parametrize("block", [1, 2, 64])
@given(st.lists(FOOTPRINTS, max_size=9), st.tuples(POINTS, POINTS))
def test_no_footprint_is_missed_and_those_that_are_sure_intersect(
    block: int, footprints: list[shapely.Geometry], corners: tuple[tuple[float, float], tuple[float, float]]
) -> None:
    (west, east), (south, north) = (sorted(sides) for sides in zip(*corners, strict=True))
    shapes = np.array(footprints, dtype=object)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(described, "BLOCK", block)
        at, sure = table_of(shapely.bounds(shapes).reshape(-1, 4)).meeting((west, south, east, north))
    # The envelope makes a line or a point of a box without width or height.
    truly = np.flatnonzero(shapely.intersects(shapes, shapely.MultiPoint([(west, south), (east, north)]).envelope))
    assert set(truly) <= set(at.tolist())
    assert set(at[sure].tolist()) <= set(truly)
    assert at.tolist() == sorted(set(at.tolist()))


def test_only_tiles_at_the_corners_of_a_box_are_in_doubt() -> None:
    boxes = np.array([(x, y, x + 1, y + 1) for y in range(10) for x in range(10)], dtype=np.float64)
    at, sure = table_of(boxes).meeting((1.5, 2.5, 7.5, 8.5))
    assert len(at) == 7 * 7
    assert at[~sure].tolist() == [21, 27, 81, 87]


def test_an_empty_footprint_is_nowhere() -> None:
    world: Bounds = (-180.0, -90.0, 180.0, 90.0)
    at, sure = table_of(np.array([NOWHERE, (0, 0, 1, 1), NOWHERE])).meeting(world)
    assert (at.tolist(), sure.tolist()) == ([1], [True])


def test_no_tiles_meet_nothing() -> None:
    at, sure = table_of(np.empty((0, 4))).meeting((0.0, 0.0, 1.0, 1.0))
    assert (len(at), len(sure)) == (0, 0)
