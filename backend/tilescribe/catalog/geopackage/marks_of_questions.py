"""Several marks of one place, one for each question, as the one mark of the place: what becomes of those of before
version 8. Runs inside the migration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import schema_8

if TYPE_CHECKING:
    import sqlite3

__all__ = ["collapse"]


@dataclass(frozen=True, slots=True)
class _Mark:
    id: int
    tile_id: int | None
    geom: bytes
    path: str
    level_m: float
    question: str
    verdict: str | None
    note: str
    updated: str

    @property
    def place(self) -> tuple[object, ...]:
        """What it is of: the tile, or what was seen where no tile stands for it."""
        return (self.tile_id,) if self.tile_id is not None else (self.path, self.level_m, self.geom)


def collapse(db: sqlite3.Connection) -> None:
    """Bring what `schema_8.TABLES` set aside into `marks`.

    The latest mark with a verdict leads, or the latest where none has one; the others are told in its note.
    """
    of_places: dict[tuple[object, ...], list[_Mark]] = {}
    for row in db.execute(schema_8.LATEST_QUESTIONS):
        mark = _Mark(*row)
        of_places.setdefault(mark.place, []).append(mark)
    db.executemany(schema_8.ADOPT, [_collapsed(marks) for marks in of_places.values()])


def _collapsed(marks: list[_Mark]) -> tuple[str, str, int]:
    """(note, updated, id of the leading one) of the marks of one place, the latest first."""
    leading = next((mark for mark in marks if mark.verdict), marks[0])
    others = [_told(mark) for mark in marks if mark is not leading]
    return "\n".join(part for part in (leading.note, *others) if part), marks[0].updated, leading.id


def _told(mark: _Mark) -> str:
    """`"an airport": rejected on 2026-11-25: a road` of a mark that does not lead."""
    question = f'"{mark.question}"' if mark.question else "Without a question"
    judged = f"{mark.verdict or 'noted'} on {mark.updated[:10]}"
    return f"{question}: {judged}: {mark.note}" if mark.note else f"{question}: {judged}"
