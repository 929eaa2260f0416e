"""What people think of places: one mark for each place and author. In the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.geopackage import encoding, places, schema_8
from tilescribe.catalog.geopackage.judgements import checked
from tilescribe.catalog.geopackage.marked_ground import marks_on_ground
from tilescribe.catalog.geopackage.times import NOW
from tilescribe.catalog.types import Judgement, Mark, PlacedMark, Verdict
from tilescribe.domain.shapes import check_shape
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    import sqlite3

__all__ = ["count", "count_without_tile", "delete", "list_all", "of_tiles", "put", "put_all", "state"]

_COLUMNS = "tile_id, question, verdict, grade, note, author, shape, count, updated"
_WRITTEN = f"{places.COLUMNS}, question, verdict, grade, note, author, shape, count, updated"
_VALUES = f"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {NOW}"
_ADD = f"INSERT INTO marks ({_WRITTEN}) VALUES ({_VALUES})"
_REPLACE = f"UPDATE marks SET ({_WRITTEN}) = ({_VALUES}) WHERE id = ?"


def put(db: sqlite3.Connection, tile_id: int, judgement: Judgement) -> Mark:
    """Set or replace one mark; an empty one is taken back. Errors as `put_all`."""
    kept = checked(judgement)
    put_all(db, [(tile_id, kept)])
    if kept.empty:
        ((now,),) = db.execute(f"SELECT {NOW}").fetchall()
        return Mark(tile_id=tile_id, question=kept.question, author=kept.author, updated=now)
    row = db.execute(
        f"SELECT {_COLUMNS} FROM marks WHERE tile_id = ? AND author = ?", (tile_id, kept.author)
    ).fetchone()
    return _mark(row)


def put_all(db: sqlite3.Connection, judgements: Sequence[tuple[int, Judgement]]) -> int:
    """Set or replace many; how many tiles and authors that was.

    Raises:
        InvalidOptionError: see `judgements.checked`.
        UnknownTileError: one of the tiles is not there.
    """
    wanted = {(tile_id, one.author): one for tile_id, one in ((tile, checked(given)) for tile, given in judgements)}
    seen = places.of_tiles(db, list({tile_id for tile_id, _ in wanted}))
    taken_back: dict[str, list[int]] = {}
    for (tile_id, author), one in wanted.items():
        if one.empty:
            taken_back.setdefault(author, []).append(tile_id)
    for author, tile_ids in taken_back.items():
        _take_back(db, tile_ids, author)
    there = _ids(db, list(seen))
    # No upsert, under which the triggers of the spatial index do not replace what stands there.
    db.executemany(
        _REPLACE,
        [(*seen[key[0]], *_values(one), there[key]) for key, one in wanted.items() if key in there and not one.empty],
    )
    db.executemany(
        _ADD, [(*seen[key[0]], *_values(one)) for key, one in wanted.items() if key not in there and not one.empty]
    )
    encoding.refresh_extent(db, "marks")
    return len(wanted)


def delete(db: sqlite3.Connection, tile_ids: Sequence[int], *, author: str) -> None:
    """Take back what an author thinks of the places of tiles; none is none.

    Raises:
        UnknownTileError: one of the tiles is not there.
    """
    places.of_tiles(db, tile_ids)
    _take_back(db, tile_ids, " ".join(author.split()))
    encoding.refresh_extent(db, "marks")


def of_tiles(db: sqlite3.Connection, tile_ids: Sequence[int]) -> dict[int, tuple[Mark, ...]]:
    """Tile id to the marks of its place, the latest first, for those that have one."""
    of_ground = marks_on_ground(db, tile_ids)
    ids = sorted({mark_id for mark_ids in of_ground.values() for mark_id in mark_ids})
    found = {
        mark_id: _mark(row)
        for mark_id, *row in db.execute(
            f"SELECT marks.id, {_COLUMNS} FROM json_each(?) AS asked CROSS JOIN marks ON marks.id = asked.value",
            (json.dumps(ids),),
        )
    }
    return {
        tile_id: tuple(
            found[mark_id] for mark_id in sorted(mark_ids, key=lambda one: (found[one].updated, one), reverse=True)
        )
        for tile_id, mark_ids in of_ground.items()
    }


def list_all(db: sqlite3.Connection, *, verdict: Verdict | None, author: str | None) -> list[PlacedMark]:
    """All marks, or those with a verdict or of an author, the latest first; those without a tile too."""
    rows = db.execute(
        f"SELECT {_COLUMNS}, geom, raster_id, path, acquired, level_m FROM marks "
        "WHERE ifnull(verdict = :verdict, :verdict IS NULL) AND ifnull(author = :author, :author IS NULL) "
        "ORDER BY updated DESC, id DESC",
        {"verdict": verdict, "author": author},
    ).fetchall()
    found = places.read([row[9:] for row in rows])
    return [PlacedMark(_mark(row[:9]), place) for row, place in zip(rows, found, strict=True)]


def state(db: sqlite3.Connection) -> str:
    """Another text than before where anything that is shown of marks is another."""
    row = db.execute("SELECT value FROM tilescribe_meta WHERE key = ?", (schema_8.MARKS_GENERATION,)).fetchone()
    return str(row[0]) if row else ""


def count(db: sqlite3.Connection) -> dict[Verdict | None, int]:
    """How many marks have which verdict; None stands for those without one."""
    return dict(db.execute("SELECT verdict, count(*) FROM marks GROUP BY verdict").fetchall())


def count_without_tile(db: sqlite3.Connection) -> int:
    """How many have no tile at the moment."""
    (number,) = db.execute("SELECT count(*) FROM marks WHERE tile_id IS NULL").fetchone()
    return int(number)


def _ids(db: sqlite3.Connection, tile_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """(tile id, author) to id of the marks that stand on tiles."""
    rows = db.execute(
        "SELECT m.tile_id, m.author, m.id FROM json_each(?) AS asked CROSS JOIN marks AS m ON m.tile_id = asked.value",
        (json.dumps(list(tile_ids)),),
    )
    return {(tile_id, author): mark_id for tile_id, author, mark_id in rows}


def _take_back(db: sqlite3.Connection, tile_ids: Sequence[int], author: str) -> None:
    """Also what stands on another tile and shows on these: otherwise it would come to light again."""
    # First what costs little: mostly nothing is left to look for.
    db.executemany("DELETE FROM marks WHERE tile_id = ? AND author = ?", [(tile_id, author) for tile_id in tile_ids])
    found = {mark_id for mark_ids in marks_on_ground(db, tile_ids, author=author).values() for mark_id in mark_ids}
    db.executemany("DELETE FROM marks WHERE id = ?", [(mark_id,) for mark_id in found])


def _values(one: Judgement) -> tuple[object, ...]:
    shape = None if one.shape is None else json.dumps(one.shape, separators=(",", ":"))
    return one.question, one.verdict, one.grade, one.note, one.author, shape, one.count


def _mark(row: Sequence[Any]) -> Mark:
    tile_id, question, verdict, grade, note, author, shape, number, updated = row
    return Mark(
        tile_id=tile_id,
        question=question,
        verdict=verdict,
        grade=grade,
        note=note,
        author=author,
        shape=_shape(shape),
        count=number,
        updated=updated,
    )


def _shape(text: str | None) -> dict[str, Any] | None:
    """None also of what a GIS program has put there instead of a geometry."""
    if text is None:
        return None
    try:
        found = json.loads(text)
        return check_shape(found) if isinstance(found, dict) else None
    except (ValueError, InvalidOptionError):
        return None
