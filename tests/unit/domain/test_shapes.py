"""What a person may draw: GeoJSON geometries on the globe, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import mapping

from tilescribe.domain.shapes import MAX_POSITIONS, check_shape
from tilescribe.errors import InvalidOptionError

RING = [[0, 0], [1, 0], [1, 1], [0, 0]]
SHAPES: list[dict[str, Any]] = [
    {"type": "Point", "coordinates": [15.05, 47.95]},
    {"type": "Point", "coordinates": [180, -90, 12.5]},
    {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]},
    {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
    {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]], [[2, 2], [3, 3], [4, 4]]]},
    {"type": "Polygon", "coordinates": [RING, RING]},
    {"type": "MultiPolygon", "coordinates": [[RING], [RING, RING]]},
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape["type"])
def test_geometries_are_taken_as_they_are(shape: dict[str, Any]) -> None:
    assert check_shape(shape) == shape


def test_members_that_are_no_geometry_are_left_out() -> None:
    assert check_shape({**SHAPES[0], "bbox": [0, 0, 1, 1], "crs": "x"}) == SHAPES[0]


@pytest.mark.parametrize(
    ("shape", "named"),
    [
        ({}, "None"),
        ({"type": "Feature", "geometry": SHAPES[0]}, "'Feature'"),
        ({"type": ["Point"], "coordinates": [0, 0]}, r"\['Point'\]"),
        ({"type": "GeometryCollection", "geometries": []}, "'GeometryCollection'"),
        ({"type": "Point", "coordinates": [200.0, 10.0]}, r"\[200.0, 10.0\] outside the world"),
        ({"type": "Point", "coordinates": [0, 91]}, r"\[0, 91\] outside"),
        ({"type": "Point", "coordinates": [500_000.0, 5_500_000.0]}, "outside the world"),
        ({"type": "Point", "coordinates": [0, float("nan")]}, "no pair of numbers"),
        ({"type": "Point", "coordinates": [True, 0]}, "no pair of numbers"),
        ({"type": "Point", "coordinates": ["0", "1"]}, "no pair of numbers"),
        ({"type": "Point", "coordinates": [0]}, "no pair of numbers"),
        ({"type": "Point", "coordinates": [[0, 0]]}, "no pair of numbers"),
        ({"type": "Point"}, "no pair of numbers"),
        ({"type": "LineString", "coordinates": [[0, 0]]}, "1 positions and needs 2"),
        ({"type": "LineString", "coordinates": []}, "0 positions and needs 2"),
        ({"type": "LineString", "coordinates": {"x": 1}}, "where a list belongs"),
        ({"type": "Polygon", "coordinates": RING}, "no pair of numbers"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, "3 positions and needs 4"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, r"ends at \[0, 1\]"),
        ({"type": "Polygon", "coordinates": []}, "has no positions"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "has no positions"),
        ({"type": "MultiPoint", "coordinates": []}, "has no positions"),
        ({"type": "MultiPoint", "coordinates": [[0, 0]] * (MAX_POSITIONS + 1)}, "more than 10,000 positions"),
    ],
)
def test_what_is_no_geometry_is_refused_with_what_it_has(shape: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidOptionError, match=named) as refused:
        check_shape(shape)
    assert refused.value.remedy


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-89, 89), st.floats(0.001, 0.9)), min_size=1, max_size=4))
def test_whatever_shapely_makes_is_taken_and_read_again(boxes: list[tuple[float, float, float]]) -> None:
    made = shapely.MultiPolygon([shapely.box(x, y, x + side, y + side) for x, y, side in boxes])
    assert shapely.geometry.shape(check_shape(mapping(made))).equals_exact(made, 0)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=4)))
def test_nothing_but_a_refusal_comes_of_nonsense(coordinates: object) -> None:
    for kind in ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"):
        try:
            check_shape({"type": kind, "coordinates": coordinates})
        except InvalidOptionError:
            continue
