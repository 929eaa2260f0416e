"""Quick runs with a fake captioner and embedder, and what a catalog holds after them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tilescribe import index
from tilescribe.domain import events
from tilescribe.indexing import IndexOptions
from tilescribe.testing import FakeCaptioner, HashEmbedder


def run(
    paths: Sequence[Path],
    catalog: Path,
    *,
    captioner: FakeCaptioner | None = None,
    embedder: HashEmbedder | None = None,
    **options: object,
) -> list[events.Event]:
    return list(
        index(
            paths,
            catalog=catalog,
            options=IndexOptions(**options),  # type: ignore[arg-type]
            captioner=captioner or FakeCaptioner(),
            embedder=embedder or HashEmbedder(),
        )
    )


def last(happened: list[events.Event]) -> events.RunFinished:
    finished = happened[-1]
    assert isinstance(finished, events.RunFinished)
    return finished


def contents(catalog: Path) -> set[tuple[object, ...]]:
    """All that a catalog says, without row ids and times."""
    with sqlite3.connect(catalog) as db:
        rows = db.execute(
            """
            SELECT t.raster, t.level_m, t.row, t.col, t.height, t.width, t.state, t.summary, t.content_hash,
                   d.kind, d.variant, x.text, a.captioner, length(v.vector)
            FROM tiles t LEFT JOIN descriptions d ON d.tile_id = t.id LEFT JOIN texts x ON x.id = d.text_id
            LEFT JOIN authors a ON a.id = d.author_id LEFT JOIN vectors v ON v.text_id = x.id
            """
        ).fetchall()
    return set(rows)
