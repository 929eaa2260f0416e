"""What was done to a catalog: by whom, when, and what went wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tilescribe.catalog.types import Coverage, Failure, RunRecord
from tilescribe.domain.description import Author

if TYPE_CHECKING:
    import sqlite3

__all__ = ["coverage", "failures", "runs"]


def runs(db: sqlite3.Connection, *, limit: int) -> list[RunRecord]:
    """The latest first."""
    rows = db.execute(
        "SELECT id, started, ended, status, counts, settings FROM runs ORDER BY id DESC LIMIT ?", (limit,)
    )
    return [
        RunRecord(run_id, started, ended, status, json.loads(counts), json.loads(settings))
        for run_id, started, ended, status, counts, settings in rows
    ]


def failures(db: sqlite3.Connection, *, limit: int) -> list[Failure]:
    """Those of the latest run, in order of happening."""
    rows = db.execute(
        "SELECT run_id, path, tile_id, stage, reason FROM failures "
        "WHERE run_id = (SELECT max(id) FROM runs) ORDER BY id LIMIT ?",
        (limit,),
    )
    return [Failure(*row) for row in rows]


def coverage(db: sqlite3.Connection) -> list[Coverage]:
    """What each author has described, by captioner name. Captions of changed rasters do not count."""
    rows = db.execute(
        "SELECT a.captioner, a.model, a.prompt_version, sum(c.state = 'done'), sum(c.state = 'failed'), "
        "sum(c.state = 'done' AND i.id IS NOT NULL) FROM captions c JOIN authors a ON a.id = c.author_id "
        "LEFT JOIN inheritances i ON (i.tile_id, i.author_id) = (c.tile_id, c.author_id) GROUP BY a.id ORDER BY 1, 2, 3"
    )
    return [Coverage(Author(*names), done, failed, inherited) for *names, done, failed, inherited in rows]
