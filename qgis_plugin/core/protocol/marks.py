"""What people think of places: one mark for each place and author."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Optional

__all__ = [
    "MAX_GRADE_CHARACTERS",
    "MAX_MARKS",
    "MAX_NOTE_CHARACTERS",
    "Mark",
    "MarkRequest",
    "MarkedTile",
    "MarkedTiles",
    "MarksWritten",
    "TileMark",
    "encode_marks",
]

MAX_NOTE_CHARACTERS = 10_000
MAX_GRADE_CHARACTERS = 100
MAX_MARKS = 50_000
"""Of one request."""


@dataclass(frozen=True)
class Mark:
    """What one author thinks of a place."""

    verdict: Optional[str] = None
    """confirmed, rejected, unsure or None"""
    grade: str = ""
    """Of a scale that the people agreed on: none, minor, major."""
    note: str = ""
    question: str = ""
    """The words under which it was judged, for information only."""
    author: str = ""
    """Empty where nobody said who."""
    updated: str = ""
    """ISO 8601 in UTC; empty until the engine has it."""
    shape: Optional[dict] = None
    """What the author drew there: a GeoJSON geometry in WGS84."""
    count: Optional[int] = None
    """How many the author counted there."""

    @property
    def has_content(self) -> bool:
        """It says something: the engine keeps none that does not."""
        said = (self.verdict, self.shape, self.count)
        return any(one is not None for one in said) or bool(self.grade or self.note.strip())

    def request(self) -> MarkRequest:
        """As it is put to the engine."""
        return MarkRequest(self.verdict, self.grade, self.note, self.question, self.author, self.shape, self.count)


@dataclass(frozen=True)
class MarkRequest:
    """What a person thinks of a place; one that says nothing takes the author's mark back."""

    verdict: Optional[str] = None
    grade: str = ""
    note: str = ""
    question: str = ""
    author: str = ""
    shape: Optional[dict] = None
    count: Optional[int] = None


@dataclass(frozen=True)
class TileMark:
    """One of many marks that are put together."""

    tile_id: int
    mark: Mark


@dataclass(frozen=True)
class MarksWritten:
    """How many tiles and authors have the marks that were sent."""

    written: int


@dataclass(frozen=True)
class MarkedTile:
    """A mark with the tile that stands for its place, or with the place as the person saw it."""

    geometry: dict
    tile_id: Optional[int]
    """None where no tile stands for the place."""
    raster_id: Optional[int]
    """None where the raster is gone from the catalog."""
    raster: str
    path: str
    acquired: Optional[str]
    level_m: float
    state: Optional[str]
    """Of the tile."""
    verdict: Optional[str]
    grade: str = ""
    note: str = ""
    question: str = ""
    author: str = ""
    updated: str = ""
    shape: Optional[dict] = None
    count: Optional[int] = None
    reason: str = ""
    summary: str = ""
    placed: bool = True
    """False while no tile stands for the place; the mark waits for one."""
    acquired_end: Optional[str] = None
    label: str = ""
    """Of the raster: before, after, or any word."""

    @property
    def mark(self) -> Mark:
        """What is thought of the place."""
        return Mark(
            self.verdict,
            self.grade,
            self.note,
            self.question,
            self.author,
            self.updated,
            self.shape,
            self.count,
        )


@dataclass(frozen=True)
class MarkedTiles:
    """All marks of a catalog, or some of them, the latest first."""

    tiles: tuple[MarkedTile, ...]
    etag: str = ""
    """Ask with it again to learn whether anything is different."""

    def by_tile(self) -> dict[int, tuple[Mark, ...]]:
        """Tile id to its marks, the latest first."""
        found: dict[int, list[Mark]] = {}
        for one in self.tiles:
            if one.tile_id is not None:
                found.setdefault(one.tile_id, []).append(one.mark)
        return {tile_id: tuple(marks) for tile_id, marks in found.items()}


def encode_marks(marks: Iterable[TileMark]) -> bytes:
    """The body of a request that puts marks. 50,000 take some 0.2 s: encode so many in a thread."""
    return json.dumps({"marks": [_plain(one) for one in marks]}, allow_nan=False, separators=(",", ":")).encode()


def _plain(one: TileMark) -> dict[str, Any]:
    """Without what says nothing."""
    mark = one.mark
    members = {
        "tile_id": one.tile_id,
        "verdict": mark.verdict,
        "grade": mark.grade,
        "note": mark.note,
        "question": mark.question,
        "author": mark.author,
        "shape": mark.shape,
        "count": mark.count,
    }
    return {name: value for name, value in members.items() if value is not None and value != ""}
