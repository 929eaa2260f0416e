"""When and how the catalog was written, and what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import encoding, schema
from tilescribe.catalog.geopackage.times import NOW

if TYPE_CHECKING:
    import sqlite3

__all__ = ["begin", "end", "record_failure"]


def begin(db: sqlite3.Connection, settings: Mapping[str, object]) -> int:
    """A new run. Whatever still counts as running belongs to a process that died, for there is only one writer."""
    db.execute("UPDATE runs SET status = 'interrupted' WHERE status = 'running'")
    cursor = db.execute(
        f"INSERT INTO runs (started, status, settings, counts) VALUES ({NOW}, 'running', ?, '{{}}')",
        (json.dumps(dict(settings), default=str, ensure_ascii=False),),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def end(db: sqlite3.Connection, run_id: int, *, status: str, counts: Mapping[str, int]) -> None:
    """The run is over; layers get the time of their last change."""
    db.execute(
        f"UPDATE runs SET ended = {NOW}, status = ?, counts = ? WHERE id = ?",
        (status, json.dumps(dict(counts)), run_id),
    )
    encoding.touch_contents(db, *schema.FEATURES, *schema.ATTRIBUTES)


def record_failure(
    db: sqlite3.Connection, run_id: int, *, path: str, tile_id: int | None, stage: str, reason: str
) -> None:
    """One raster or tile that could not be used."""
    db.execute(
        "INSERT INTO failures (run_id, path, tile_id, stage, reason, at) "
        f"VALUES (?, ?, (SELECT id FROM tiles WHERE id = ?), ?, ?, {NOW})",
        (run_id, path, tile_id, stage, reason),
    )
