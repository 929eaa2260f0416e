"""What people think of tiles as answers: one mark for each tile and question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from tilescribe.catalog.times import NOW

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Mark", "Verdict", "count", "delete", "list_all", "of_tile", "of_tiles", "plain", "put"]

Verdict: TypeAlias = Literal["confirmed", "rejected"]

_COLUMNS = "tile_id, question, verdict, note, updated"


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody thinks of one tile as an answer to one question."""

    tile_id: int
    question: str
    """Empty for the tile as such."""
    verdict: Verdict | None
    note: str
    updated: str
    """ISO 8601, UTC."""


def plain(question: str) -> str:
    """The form in which questions are compared; case does not count either, which the table sees to."""
    return " ".join(question.split())


def put(db: sqlite3.Connection, tile_id: int, *, question: str, verdict: Verdict | None, note: str) -> Mark:
    """Set or replace one mark. The tile must be there."""
    row = db.execute(
        f"INSERT INTO marks (tile_id, question, verdict, note, updated) VALUES (?, ?, ?, ?, {NOW}) "
        "ON CONFLICT (tile_id, question) DO UPDATE SET question = excluded.question, verdict = excluded.verdict, "
        f"note = excluded.note, updated = excluded.updated RETURNING {_COLUMNS}",
        (tile_id, plain(question), verdict, note),
    ).fetchone()
    return Mark(*row)


def delete(db: sqlite3.Connection, tile_id: int, *, question: str) -> None:
    """Take one mark back; none is none."""
    db.execute("DELETE FROM marks WHERE tile_id = ? AND question = ?", (tile_id, plain(question)))


def of_tile(db: sqlite3.Connection, tile_id: int) -> list[Mark]:
    """All marks of a tile, the latest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM marks WHERE tile_id = ? ORDER BY updated DESC, id DESC", (tile_id,))
    return [Mark(*row) for row in rows]


def of_tiles(db: sqlite3.Connection, tile_ids: Sequence[int], *, question: str) -> dict[int, Mark]:
    """Tile id to its mark for this question, for those that have one."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM marks WHERE question = ? AND tile_id IN (SELECT value FROM json_each(?))",
        (plain(question), json.dumps(list(tile_ids))),
    )
    return {row[0]: Mark(*row) for row in rows}


def list_all(db: sqlite3.Connection, *, question: str | None) -> list[Mark]:
    """All marks, or those of one question, the latest first."""
    where, values = ("", ()) if question is None else ("WHERE question = ? ", (plain(question),))
    return [Mark(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM marks {where}ORDER BY updated DESC, id", values)]


def count(db: sqlite3.Connection) -> dict[Verdict | None, int]:
    """How many marks have which verdict; None stands for notes without one."""
    return dict(db.execute("SELECT verdict, count(*) FROM marks GROUP BY verdict").fetchall())
