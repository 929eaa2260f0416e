"""What is left to do, and what has been done before for the same pixels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.geopackage import pairs
from tilescribe.domain.description import (
    Author,
    Caption,
    Description,
    DescriptionKind,
    Measurements,
    Tag,
    VisualVector,
)
from tilescribe.domain.tile import TileRef, Window

if TYPE_CHECKING:
    import sqlite3

__all__ = ["MEASURES", "author_ids", "known_captions", "lacking", "pending", "pending_tiles"]

MEASURES = tuple(field.name for field in fields(Measurements))
"""Columns of `measurements` besides its keys, named as the fields of `Measurements`."""


def author_ids(db: sqlite3.Connection, authors: Iterable[Author]) -> dict[Author, int]:
    """Ids of those authors that the catalog knows."""
    found = {}
    for author in authors:
        row = db.execute(
            "SELECT id FROM authors WHERE captioner = ? AND model = ? AND prompt_version = ?",
            (author.captioner, author.model, author.prompt_version),
        ).fetchone()
        if row:
            found[author] = int(row[0])
    return found


def lacking(db: sqlite3.Connection, authors: Sequence[Author]) -> str:
    """SQL condition on `tiles`: not blank, and without a caption of at least one of `authors`."""
    known = author_ids(db, authors)
    if not authors:
        return "0"
    if any(author not in known for author in authors):
        return "state <> 'blank'"  # an author unknown to the catalog has described nothing
    described = (
        f"EXISTS (SELECT 1 FROM captions WHERE tile_id = tiles.id AND author_id = {author_id} AND state = 'done')"
        for author_id in known.values()
    )
    # A tile in the state `pending` has no caption that holds: saying so spares most of the look-ups.
    return f"state <> 'blank' AND (state = 'pending' OR NOT ({' AND '.join(described)}))"


def pending(db: sqlite3.Connection, authors: Sequence[Author], *, raster_id: int | None) -> dict[int, int]:
    """Raster id to number of tiles that are not blank and lack a caption of any of `authors`; no zeros."""
    where = "" if raster_id is None else " AND raster_id = :raster_id"
    return dict(
        db.execute(
            f"SELECT raster_id, count(*) FROM tiles WHERE {lacking(db, authors)}{where} GROUP BY raster_id",
            {} if raster_id is None else {"raster_id": raster_id},
        ).fetchall()
    )


def pending_tiles(db: sqlite3.Connection, raster_id: int, authors: Sequence[Author]) -> list[TileRef]:
    """Those tiles of one raster, in reading order: level, row, column."""
    rows = db.execute(
        f"SELECT id, level_m, row, col, height, width FROM tiles WHERE raster_id = ? AND {lacking(db, authors)} "
        "ORDER BY level_m, row, col, height, width",
        (raster_id,),
    )
    return [
        TileRef(id=tile_id, raster_id=raster_id, level_m=level_m, window=Window(*window))
        for tile_id, level_m, *window in rows
    ]


def known_captions(
    db: sqlite3.Connection, content_hashes: Sequence[str], authors: Sequence[Author]
) -> dict[str, dict[Author, Caption]]:
    """Captions already written for the same pixels by the same author, of any tile of any raster."""
    known: dict[str, dict[Author, Caption]] = defaultdict(dict)
    for author, author_id in author_ids(db, authors).items():
        for content_hash in dict.fromkeys(content_hashes):
            # A stale caption says that its tile has other pixels now; of these pixels it is still true.
            row = db.execute(
                "SELECT tile_id FROM captions LEFT JOIN inheritances USING (tile_id, author_id) "
                "WHERE content_hash = ? AND author_id = ? AND state <> 'failed' ORDER BY source_id IS NOT NULL LIMIT 1",
                (content_hash, author_id),
            ).fetchone()
            if row:
                known[content_hash][author] = _caption(db, row[0], author_id)
    return dict(known)


def _caption(db: sqlite3.Connection, tile_id: int, author_id: int) -> Caption:
    key = (tile_id, author_id)
    descriptions = db.execute(
        "SELECT kind, text, variant FROM descriptions JOIN texts ON texts.id = text_id "
        "WHERE tile_id = ? AND author_id = ? ORDER BY descriptions.id",
        key,
    )
    return Caption(
        descriptions=tuple(
            Description(kind=DescriptionKind(kind), text=text, variant=variant) for kind, text, variant in descriptions
        ),
        measurements=_measurements(db, key),
        visual=_visual(db, key),
        tags=_tags(db, key),
        inherited_from=_inherited_from(db, key),
        change=pairs.change_of(db, key),
    )


def _inherited_from(db: sqlite3.Connection, key: tuple[int, int]) -> int | None:
    row = db.execute("SELECT source_id FROM inheritances WHERE tile_id = ? AND author_id = ?", key).fetchone()
    return None if row is None else int(row[0])


def _visual(db: sqlite3.Connection, key: tuple[int, int]) -> VisualVector | None:
    row = db.execute(
        "SELECT fingerprint, vector FROM visuals JOIN spaces ON spaces.id = space_id "
        "WHERE tile_id = ? AND author_id = ? ORDER BY visuals.id DESC LIMIT 1",
        key,
    ).fetchone()
    return None if row is None else VisualVector(*row)


def _tags(db: sqlite3.Connection, key: tuple[int, int]) -> tuple[Tag, ...]:
    rows = db.execute("SELECT tag, probability FROM tags WHERE tile_id = ? AND author_id = ? ORDER BY id", key)
    return tuple(Tag(*row) for row in rows)


def _measurements(db: sqlite3.Connection, key: tuple[int, int]) -> Measurements | None:
    row: tuple[Any, ...] | None = db.execute(
        f"SELECT {', '.join(MEASURES)} FROM measurements WHERE tile_id = ? AND author_id = ?", key
    ).fetchone()
    return None if row is None else Measurements(**dict(zip(MEASURES, row, strict=True)))
