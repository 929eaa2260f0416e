"""What all requests and answers share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

__all__ = ["API_VERSION", "Bbox", "Geometry", "Moment", "Point", "Reply", "Request"]

API_VERSION = 1
"""Rises when a golden request or answer changes shape. New optional fields do not change it."""

Bbox = Annotated[
    tuple[float, float, float, float],
    Strict(strict=False),  # JSON has lists only; the numbers in it stay strict
    Field(
        description="[west, south, east, north] in WGS84 degrees; west > east crosses the antimeridian.",
        examples=[[15.0, 47.9, 15.1, 48.0]],
    ),
]
Point = Annotated[
    tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]],
    Strict(strict=False),
    Field(description="[longitude, latitude] in WGS84 degrees.", examples=[[15.05, 47.95]]),
]
Moment = Annotated[
    str,
    Field(
        max_length=40,
        description="ISO 8601 year, month, date or time, UTC where it names no zone; or 31.05.2026, 31-05-2026.",
        examples=["2026-09-14", "2026-09-14T10:20:30Z", "2026-09", "1985"],
    ),
]


class Request(BaseModel):
    """A request names only what is known: a field with a slip in its name is refused, not overlooked.

    Nor is a value guessed: `true` and `"2"` are no numbers, `1` is no yes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Reply(BaseModel):
    """An answer. Clients pass over fields they do not know, so that fields can be added within one version."""

    model_config = ConfigDict(frozen=True)


class Geometry(BaseModel):
    """A GeoJSON geometry (RFC 7946) with an area, in WGS84."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [{"type": "Polygon", "coordinates": [[[15.0, 47.9], [15.1, 47.9], [15.1, 48.0], [15.0, 47.9]]]}]
        },
    )

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any] = Field(description="As RFC 7946 nests them: longitude first.")
