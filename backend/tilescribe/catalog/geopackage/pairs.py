"""Tiles that are compared with an earlier date: their plans, how the dates lie on each other, what was measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.catalog.geopackage.times import from_sql, to_sql
from tilescribe.catalog.query import ScoredTiles
from tilescribe.catalog.types import PairedDates, PlannedPair, StoredPair
from tilescribe.domain.pair import ChangeMeasures, PairAlignment
from tilescribe.domain.period import Period

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

__all__ = [
    "MEASURES",
    "change_of",
    "list_pairs",
    "list_pairs_of",
    "magnitudes",
    "paired_dates",
    "put",
    "put_alignments",
    "put_changes",
]

_PLAN = ("source_id", "before_acquired", "before_acquired_end", "before_paths", "before_tiles")
_ALIGNMENT = tuple(field.name for field in fields(PairAlignment))
"""Columns of `pairs`, named as the fields of `PairAlignment`."""
MEASURES = tuple(field.name for field in fields(ChangeMeasures))
"""Columns of `changes` besides its keys, named as the fields of `ChangeMeasures`."""


def put(db: sqlite3.Connection, pairs: Sequence[PlannedPair]) -> None:
    """Say with what tiles are to be compared; see `CatalogWriter.put_pairs`."""
    db.executemany(
        f"INSERT OR REPLACE INTO pairs (tile_id, {', '.join(_PLAN)}) SELECT id, ?, ?, ?, ?, ? FROM tiles WHERE id = ?",
        [
            (
                pair.source_id,
                to_sql(pair.before.start if pair.before else None),
                to_sql(pair.before.end if pair.before else None),
                json.dumps(pair.before_paths, ensure_ascii=False),
                json.dumps([(tile_id, round(share, 4)) for tile_id, share in pair.before_tiles]),
                pair.tile_id,
            )
            for pair in pairs
        ],
    )


def put_alignments(db: sqlite3.Connection, found: Sequence[tuple[int, PairAlignment | None]]) -> None:
    """(tile id, how its dates lie on each other); None where they could not be compared."""
    unknown = (None,) * len(_ALIGNMENT)
    db.executemany(
        f"UPDATE pairs SET {', '.join(f'{column} = ?' for column in _ALIGNMENT)} WHERE tile_id = ?",
        [(*(unknown if one is None else astuple(one)), tile_id) for tile_id, one in found],
    )


def put_changes(db: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """(tile id, author id, the fields of `ChangeMeasures`)."""
    marks = ", ".join("?" * (2 + len(MEASURES)))
    db.executemany(f"INSERT OR REPLACE INTO changes (tile_id, author_id, {', '.join(MEASURES)}) VALUES ({marks})", rows)


def change_of(db: sqlite3.Connection, key: tuple[int, int]) -> ChangeMeasures | None:
    """What an author measured of a tile, by (tile id, author id)."""
    row = db.execute(f"SELECT {', '.join(MEASURES)} FROM changes WHERE tile_id = ? AND author_id = ?", key).fetchone()
    return None if row is None else ChangeMeasures(*row)


def list_pairs(db: sqlite3.Connection, tile_ids: Sequence[int]) -> list[StoredPair]:
    """Those of the tiles that are compared, in the order asked for."""
    found = {pair.plan.tile_id: pair for pair in _pairs_where(db, "p.tile_id", tile_ids)}
    return [found[tile_id] for tile_id in tile_ids if tile_id in found]


def list_pairs_of(db: sqlite3.Connection, source_ids: Sequence[int]) -> list[StoredPair]:
    """Those whose later date is one of these tiles of the compared catalog, in order of id."""
    return _pairs_where(db, "p.source_id", source_ids)


def paired_dates(db: sqlite3.Connection) -> list[PairedDates]:
    """Which dates are compared with which, in order of time."""
    rows = db.execute(
        "SELECT p.before_acquired, p.before_acquired_end, r.acquired, r.acquired_end, count(*), sum(t.state = 'done') "
        "FROM pairs AS p JOIN tiles AS t ON t.id = p.tile_id JOIN rasters AS r ON r.id = t.raster_id "
        "GROUP BY 1, 2, 3, 4 ORDER BY 3, 4, 1, 2"
    )
    return [
        PairedDates(_period(start, end), _period(later, latest), pairs, compared)
        for start, end, later, latest, pairs, compared in rows
    ]


def magnitudes(db: sqlite3.Connection, passing: NDArray[np.int64] | None) -> ScoredTiles:
    """How much has changed in tiles that were compared; `passing`: ids ascending, None for all."""
    rows = db.execute(
        "SELECT tile_id, magnitude, level_m FROM changes JOIN tiles ON tiles.id = tile_id AND state = 'done' "
        "ORDER BY tile_id"
    ).fetchall()
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    keep = np.ones(len(ids), dtype=bool) if passing is None else np.isin(ids, passing)
    return ScoredTiles(
        ids[keep],
        np.array([row[1] for row in rows], dtype=np.float32)[keep],
        np.array([row[2] for row in rows], dtype=np.float64)[keep],
    )


def _pairs_where(db: sqlite3.Connection, column: str, ids: Sequence[int]) -> list[StoredPair]:
    plan = ", ".join(f"p.{column}" for column in _PLAN)
    alignment = ", ".join(f"p.{column}" for column in _ALIGNMENT)
    measures = ", ".join(f"c.{column}" for column in MEASURES)
    rows = db.execute(
        f"SELECT p.tile_id, {plan}, {alignment}, {measures} FROM pairs AS p LEFT JOIN changes AS c USING (tile_id) "
        f"WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY p.tile_id",
        (json.dumps([int(one) for one in ids]),),
    )
    return [_pair(row) for row in rows]


def _pair(row: Sequence[Any]) -> StoredPair:
    tile_id, source_id, start, end, paths, tiles = row[:6]
    alignment = row[6 : 6 + len(_ALIGNMENT)]
    measures = row[6 + len(_ALIGNMENT) :]
    plan = PlannedPair(
        tile_id=tile_id,
        source_id=source_id,
        before=_period(start, end),
        before_paths=tuple(json.loads(paths)),
        before_tiles=tuple((int(one), float(share)) for one, share in json.loads(tiles)),
    )
    return StoredPair(
        plan,
        None if None in alignment else PairAlignment(*alignment),
        None if measures[0] is None else ChangeMeasures(*measures),
    )


def _period(start: str | None, end: str | None) -> Period | None:
    begin, last = from_sql(start), from_sql(end)
    return None if begin is None else Period(begin, last or begin)
