"""What people think of places, and what they drew there."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from tilescribe.service.schemas.base import Reply, Request

__all__ = ["MAX_MARKS", "Mark", "MarksWritten", "PutMark", "PutMarks", "PutTileMark", "Shape", "Verdict"]

MAX_MARKS = 50_000
"""Of one request: some seconds, in which nobody else can write to the catalog; they wait for ten."""

Verdict = Literal["confirmed", "rejected", "unsure"]


class PutMark(Request):
    """What a person thinks of a place. There is one mark for each place and author; one that says nothing is taken
    back."""

    verdict: Verdict | None = None
    grade: str = Field(
        default="", max_length=100, description="Of a scale that you agreed on.", examples=["none", "minor", "major"]
    )
    note: str = Field(default="", max_length=10_000)
    question: str = Field(
        default="", max_length=2000, description="The words under which it was judged, for information only."
    )
    author: str = Field(default="", max_length=200, description="Who says so.")
    shape: dict[str, Any] | None = Field(
        default=None,
        description="What the person drew there: a GeoJSON Point, LineString or Polygon, or a Multi of these, WGS84.",
        examples=[{"type": "Point", "coordinates": [15.05, 47.95]}],
    )
    count: int | None = Field(default=None, ge=0, le=2**53, description="How many the person counted there.")


class PutTileMark(PutMark):
    tile_id: int = Field(ge=1, le=2**53)


class PutMarks(Request):
    """Many marks, all or none of them; of several of one tile and author the last counts."""

    marks: list[PutTileMark] = Field(max_length=MAX_MARKS)


class MarksWritten(Reply):
    written: int = Field(description="Tiles and authors whose marks are now as they were sent.")


class Shape(Reply):
    """A geometry as it was sent."""

    type: Literal["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"]
    coordinates: list[Any]


class Mark(Reply):
    """What one author thinks of a place."""

    verdict: Verdict | None
    grade: str
    note: str
    question: str
    author: str
    updated: str = Field(description="ISO 8601, UTC.")
    shape: Shape | None
    count: int | None
