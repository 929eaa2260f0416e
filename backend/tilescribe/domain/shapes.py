"""Geometries that people draw: GeoJSON in WGS84."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from tilescribe.errors import InvalidOptionError

__all__ = ["MAX_POSITIONS", "check_shape"]

MAX_POSITIONS = 10_000
"""Of one shape: some 400 kB of JSON."""

_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How many lists deep the positions of each geometry stand."""
_LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
"""Positions of a line or a ring, RFC 7946, 3.1."""
_REMEDY = "Give a GeoJSON Point, LineString or Polygon, or a Multi of these, in degrees (longitude, latitude) on WGS84"


def check_shape(shape: Mapping[str, Any]) -> dict[str, Any]:
    """The geometry alone, once it is known to be one (RFC 7946), on the globe and not larger than `MAX_POSITIONS`.

    Raises:
        InvalidOptionError: it is not.
    """
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        raise InvalidOptionError(f"The shape of type {_short(kind)} is no geometry that can be kept", remedy=_REMEDY)
    number = 0
    for line in _lines(kind, coordinates, _DEPTHS[kind]):
        number += len(line)
        if number > MAX_POSITIONS:
            raise InvalidOptionError(
                f"The {kind} has more than {MAX_POSITIONS:,} positions", remedy="Simplify it, or draw fewer parts"
            )
        for position in line:
            _check_position(kind, position)
        if len(line) < _LEAST.get(kind, 0):
            raise InvalidOptionError(
                f"The {kind} has a part of {len(line)} positions and needs {_LEAST[kind]}", remedy=_REMEDY
            )
        if kind.endswith("Polygon") and line[0] != line[-1]:
            raise InvalidOptionError(
                f"The {kind} has a ring that ends at {_short(line[-1])} and not where it began, {_short(line[0])}",
                remedy="Repeat the first position of each ring as its last",
            )
    if not number:
        raise InvalidOptionError(f"The {kind} has no positions", remedy=_REMEDY)
    return {"type": kind, "coordinates": coordinates}


def _lines(kind: str, value: Any, depth: int) -> Iterator[list[Any]]:
    """Lists of positions: lines, rings, or points."""
    if depth == 0:
        yield [value]
    elif not isinstance(value, (list, tuple)):
        raise InvalidOptionError(f"The {kind} has {_short(value)} where a list belongs", remedy=_REMEDY)
    elif depth == 1:
        yield list(value)
    else:
        for part in value:
            yield from _lines(kind, part, depth - 1)


def _check_position(kind: str, position: Any) -> None:
    if not isinstance(position, (list, tuple)) or not 2 <= len(position) <= 4 or not all(map(_is_number, position)):
        raise InvalidOptionError(
            f"The {kind} has a position {_short(position)} that is no pair of numbers", remedy=_REMEDY
        )
    if not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
        raise InvalidOptionError(
            f"The {kind} has a position {_short(position)} outside the world (±180, ±90)", remedy=_REMEDY
        )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
