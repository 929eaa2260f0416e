"""What people think of places as answers: one mark for each tile and question. In the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import encoding, places
from tilescribe.catalog.geopackage.times import NOW
from tilescribe.catalog.types import Mark, PlacedMark, Verdict

if TYPE_CHECKING:
    import sqlite3


__all__ = [
    "Verdict",
    "count",
    "count_without_tile",
    "delete",
    "list_all",
    "of_tile",
    "of_tiles",
    "plain",
    "put",
]

_COLUMNS = "tile_id, question, verdict, note, updated"


def plain(question: str) -> str:
    """The form in which questions are compared; case does not count either, which the table sees to."""
    return " ".join(question.split())


def put(db: sqlite3.Connection, tile_id: int, *, question: str, verdict: Verdict | None, note: str) -> Mark:
    """Set or replace one mark. The tile must be there."""
    db.execute("DELETE FROM marks WHERE tile_id = ? AND question = ?", (tile_id, plain(question)))
    # No upsert, under which the triggers of the spatial index do not replace what stands there.
    row = db.execute(
        f"INSERT INTO marks ({places.COLUMNS}, question, verdict, note, updated) "
        f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, {NOW}) RETURNING {_COLUMNS}",
        (*places.of_tile(db, tile_id), plain(question), verdict, note),
    ).fetchone()
    encoding.refresh_extent(db, "marks")
    return Mark(*row)


def delete(db: sqlite3.Connection, tile_id: int, *, question: str) -> None:
    """Take one mark back; none is none."""
    db.execute("DELETE FROM marks WHERE tile_id = ? AND question = ?", (tile_id, plain(question)))
    encoding.refresh_extent(db, "marks")


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


def list_all(db: sqlite3.Connection, *, question: str | None) -> list[PlacedMark]:
    """All marks, or those of one question, the latest first; those without a tile too."""
    where, values = ("", ()) if question is None else ("WHERE question = ? ", (plain(question),))
    rows = db.execute(
        f"SELECT {_COLUMNS}, geom, raster_id, path, acquired, level_m FROM marks {where}ORDER BY updated DESC, id DESC",
        values,
    ).fetchall()
    found = places.read([row[5:] for row in rows])
    return [PlacedMark(Mark(*row[:5]), place) for row, place in zip(rows, found, strict=True)]


def count(db: sqlite3.Connection) -> dict[Verdict | None, int]:
    """How many marks have which verdict; None stands for notes without one."""
    return dict(db.execute("SELECT verdict, count(*) FROM marks GROUP BY verdict").fetchall())


def count_without_tile(db: sqlite3.Connection) -> int:
    """How many have no tile at the moment."""
    (number,) = db.execute("SELECT count(*) FROM marks WHERE tile_id IS NULL").fetchone()
    return int(number)
