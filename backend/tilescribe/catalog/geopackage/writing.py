"""One batch of results into the catalog. Everything here runs inside the caller's one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.geopackage import pairs, text_store
from tilescribe.catalog.geopackage.pending import MEASURES, author_ids
from tilescribe.catalog.geopackage.times import NOW
from tilescribe.catalog.types import TileResult
from tilescribe.domain.description import USER, DescriptionKind

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.types import EmbedderInfo
    from tilescribe.domain.description import Author, Caption
    from tilescribe.domain.pair import PairAlignment

__all__ = ["BEST_SUMMARY", "count_corrections_not_shown", "drop_caption", "show_corrections", "write_batch"]

BEST_SUMMARY = (
    "SELECT text FROM descriptions JOIN texts ON texts.id = text_id JOIN authors ON authors.id = author_id "
    "WHERE tile_id = tiles.id AND kind IN ('summary', 'change') "
    "ORDER BY captioner <> 'user', captioner = 'facts', captioner = 'builtin', author_id DESC, variant, "
    "descriptions.id LIMIT 1"
)
"""Scalar query for the summary of `tiles.id`: what a person says goes before what a captioner has seen, that before
what was measured, a deeper look before the quick scan, and of several the author that came last to this catalog."""


@dataclass(frozen=True, slots=True)
class _OldCaption:
    author_id: int
    captioner: str
    state: str
    content_hash: str | None


@dataclass(slots=True)
class _Rows:
    """What a batch deletes and inserts, collected so that each table is written in one go."""

    dropped: list[tuple[int, int]] = field(default_factory=list)
    """(tile, author) whose caption goes, with descriptions and measurements."""
    revived: list[tuple[int, int]] = field(default_factory=list)
    """(tile, author) whose stale caption turns out to be true of the pixels."""
    captions: list[tuple[Any, ...]] = field(default_factory=list)
    descriptions: list[tuple[Any, ...]] = field(default_factory=list)
    measurements: list[tuple[Any, ...]] = field(default_factory=list)
    visuals: list[tuple[Any, ...]] = field(default_factory=list)
    tags: list[tuple[Any, ...]] = field(default_factory=list)
    inheritances: list[tuple[Any, ...]] = field(default_factory=list)
    changes: list[tuple[Any, ...]] = field(default_factory=list)
    alignments: list[tuple[int, PairAlignment | None]] = field(default_factory=list)
    tiles: list[dict[str, Any]] = field(default_factory=list)


def write_batch(
    db: sqlite3.Connection,
    results: Sequence[TileResult],
    *,
    embedder: EmbedderInfo,
    vectors: Mapping[str, NDArray[np.float32]],
) -> None:
    """Store one batch; see `Catalog.write_batch`. Tiles deleted meanwhile, in a GIS say, are passed over.

    Raises:
        ValueError: a result says nothing or several things, or a tile comes twice.
    """
    _check(results)
    present = [result for result in results if _exists(db, result.tile_id)]
    authors = _put_authors(db, (author for result in present for author in result.captions))
    rows = _Rows()
    for result in present:
        _collect(rows, result, authors, _old_captions(db, result.tile_id))
    replaced = _drop(db, rows.dropped)
    _insert(db, rows)
    # What was blank may have turned out to show something.
    show_corrections(db, [result.tile_id for result in present if result.captions])
    text_store.put_vectors(db, embedder, vectors)
    text_store.delete_unused(db, replaced)


def drop_caption(db: sqlite3.Connection, tile_id: int, author: Author) -> None:
    """Delete what one author says of a tile; a tile that nobody else has described is pending again."""
    for author_id in author_ids(db, [author]).values():
        text_store.delete_unused(db, _drop(db, [(tile_id, author_id)]))
    db.execute(
        f"UPDATE tiles SET summary = ifnull(({BEST_SUMMARY}), ''), updated = {NOW}, state = CASE WHEN state = 'done' "
        "AND NOT EXISTS (SELECT 1 FROM captions WHERE tile_id = tiles.id AND state = 'done') THEN 'pending' "
        "ELSE state END WHERE id = ?",
        (tile_id,),
    )


def show_corrections(db: sqlite3.Connection, tile_ids: Sequence[int] | None = None) -> None:
    """Write corrections as descriptions of their tiles, by the author `user`, where they do not stand yet.

    A blank tile does not show one. Where other descriptions of a tile wait for its pixels to be looked at again, the
    correction waits with them; else the tile is done, and the other captioners still have their turn.

    Args:
        db: Inside the caller's transaction.
        tile_ids: Only of these; None for all.
    """
    lacking = _corrections_not_shown(db, tile_ids)
    if not lacking:
        return
    author_id = _put_authors(db, [USER])[USER]
    replaced = _drop(db, [(tile_id, author_id) for tile_id, _, _ in lacking])
    text_store.put(db, (text for _, text, _ in lacking))
    for tile_id, text, waits in lacking:
        db.execute(
            "INSERT INTO captions (tile_id, author_id, state, reason, content_hash, descriptions, updated) "
            f"VALUES (?, ?, ?, '', NULL, 1, {NOW})",
            (tile_id, author_id, "stale" if waits else "done"),
        )
        db.execute(
            "INSERT INTO descriptions (tile_id, author_id, kind, variant, text_id) "
            "SELECT ?, ?, ?, 0, id FROM texts WHERE text = ?",
            (tile_id, author_id, DescriptionKind.SUMMARY, text),
        )
    db.executemany(
        f"UPDATE tiles SET state = CASE WHEN ? THEN state ELSE 'done' END, summary = ifnull(({BEST_SUMMARY}), ''), "
        f"updated = {NOW} WHERE id = ?",
        [(waits, tile_id) for tile_id, _, waits in lacking],
    )
    text_store.delete_unused(db, replaced)


def count_corrections_not_shown(db: sqlite3.Connection) -> int:
    """How many corrections do not stand among the descriptions of their tile, which is not blank."""
    return len(_corrections_not_shown(db, None))


def _corrections_not_shown(db: sqlite3.Connection, tile_ids: Sequence[int] | None) -> list[tuple[int, str, bool]]:
    """(tile id, text, whether other descriptions of the tile are stale)."""
    chosen = "" if tile_ids is None else "AND c.tile_id IN (SELECT value FROM json_each(:ids)) "
    return db.execute(
        "SELECT t.id, c.text, EXISTS (SELECT 1 FROM captions WHERE tile_id = t.id AND state = 'stale') "
        "FROM corrections AS c JOIN tiles AS t ON t.id = c.tile_id WHERE t.state <> 'blank' "
        "AND NOT EXISTS (SELECT 1 FROM descriptions AS d JOIN authors ON authors.id = author_id "
        f"JOIN texts ON texts.id = text_id WHERE d.tile_id = t.id AND captioner = 'user' AND text = c.text) {chosen}"
        "ORDER BY t.id",
        {"ids": json.dumps(tile_ids)},
    ).fetchall()


def _check(results: Sequence[TileResult]) -> None:
    for result in results:
        if bool(result.blank) + bool(result.failure) + bool(result.captions) != 1:
            raise ValueError(f"tile {result.tile_id} must have exactly one of blank, failure and captions")
    if len({result.tile_id for result in results}) != len(results):
        raise ValueError("a batch holds each tile at most once")


def _exists(db: sqlite3.Connection, tile_id: int) -> bool:
    return db.execute("SELECT 1 FROM tiles WHERE id = ?", (tile_id,)).fetchone() is not None


def _put_authors(db: sqlite3.Connection, authors: Iterable[Author]) -> dict[Author, int]:
    distinct = set(authors)
    known = author_ids(db, distinct)
    new = sorted((author.captioner, author.model, author.prompt_version) for author in distinct - known.keys())
    if not new:
        return known
    db.executemany("INSERT INTO authors (captioner, model, prompt_version) VALUES (?, ?, ?)", new)
    return author_ids(db, distinct)


def _old_captions(db: sqlite3.Connection, tile_id: int) -> list[_OldCaption]:
    rows = db.execute(
        "SELECT author_id, captioner, state, content_hash FROM captions JOIN authors ON authors.id = author_id "
        "WHERE tile_id = ?",
        (tile_id,),
    )
    return [_OldCaption(*row) for row in rows]


def _collect(rows: _Rows, result: TileResult, authors: Mapping[Author, int], old: Sequence[_OldCaption]) -> None:
    tile_id = result.tile_id
    for caption in old:
        if _is_replaced(caption, result, authors):
            rows.dropped.append((tile_id, caption.author_id))
        elif caption.state == "stale" and result.captions:
            rows.revived.append((tile_id, caption.author_id))
    rows.alignments.append((tile_id, result.alignment))
    reasons = [result.blank or result.failure]
    for author, caption_ in result.captions.items():
        reasons.append(caption_.failure or "")
        _collect_caption(rows, result, authors[author], caption_)
    rows.tiles.append(
        {
            "id": tile_id,
            "blank": bool(result.blank),
            "reason": next(filter(None, reasons), ""),
            "content_hash": result.content_hash,
            "valid_share": result.valid_share,
        }
    )


def _is_replaced(old: _OldCaption, result: TileResult, authors: Mapping[Author, int]) -> bool:
    """Whether an earlier caption goes: it lost its object, is superseded, or describes other pixels.

    What a person said belongs to the place, and outlives its pixels.
    """
    if result.blank:
        return True
    for author, caption in result.captions.items():
        if old.author_id == authors[author]:
            return True
        # What an older model wrote stays until the newer one has succeeded.
        if old.captioner == author.captioner and (caption.failure is None or old.state == "failed"):
            return True
    if old.captioner == USER.captioner:
        return False
    return bool(result.captions) and old.state == "stale" and old.content_hash != result.content_hash


def _collect_caption(rows: _Rows, result: TileResult, author_id: int, caption: Caption) -> None:
    key = (result.tile_id, author_id)
    said = () if caption.failure else caption.descriptions
    state = "failed" if caption.failure else "done"
    rows.captions.append((*key, state, caption.failure or "", result.content_hash, len(said)))
    rows.descriptions.extend((*key, one.kind, one.variant, one.text) for one in said)
    if caption.failure:
        return
    if caption.measurements is not None:
        rows.measurements.append((*key, *astuple(caption.measurements)))
    if caption.change is not None:
        rows.changes.append((*key, *astuple(caption.change)))
    if caption.visual is not None:
        rows.visuals.append((*key, caption.visual))
    rows.tags.extend((*key, tag.name, tag.probability) for tag in caption.tags)
    if caption.inherited_from is not None:
        rows.inheritances.append((*key, caption.inherited_from))


def _drop(db: sqlite3.Connection, keys: Sequence[tuple[int, int]]) -> set[int]:
    """Delete captions with what hangs on them; the ids of the texts that may have lost their last use."""
    used: set[int] = set()
    for key in keys:
        used.update(
            text_id
            for (text_id,) in db.execute("SELECT text_id FROM descriptions WHERE tile_id = ? AND author_id = ?", key)
        )
    for table in ("descriptions", "measurements", "visuals", "tags", "inheritances", "changes", "captions"):
        db.executemany(f"DELETE FROM {table} WHERE tile_id = ? AND author_id = ?", keys)
    return used


def _insert(db: sqlite3.Connection, rows: _Rows) -> None:
    db.executemany("UPDATE captions SET state = 'done' WHERE tile_id = ? AND author_id = ?", rows.revived)
    text_store.put(db, (text for *_, text in rows.descriptions))
    db.executemany(
        "INSERT INTO captions (tile_id, author_id, state, reason, content_hash, descriptions, updated) "
        f"VALUES (?, ?, ?, ?, ?, ?, {NOW})",
        rows.captions,
    )
    db.executemany(
        "INSERT INTO descriptions (tile_id, author_id, kind, variant, text_id) "
        "SELECT ?, ?, ?, ?, id FROM texts WHERE text = ?",
        rows.descriptions,
    )
    marks = ", ".join("?" * (2 + len(MEASURES)))
    db.executemany(
        f"INSERT OR REPLACE INTO measurements (tile_id, author_id, {', '.join(MEASURES)}) VALUES ({marks})",
        rows.measurements,
    )
    spaces = {visual.space: (visual.dim, visual.encoder) for *_, visual in rows.visuals}
    space_ids = {
        space: text_store.put_space(db, space, dim=dim, encoder=encoder) for space, (dim, encoder) in spaces.items()
    }
    db.executemany(
        "INSERT INTO visuals (tile_id, author_id, space_id, vector) VALUES (?, ?, ?, ?)",
        [(*key, space_ids[visual.space], visual.data) for *key, visual in rows.visuals],
    )
    db.executemany("INSERT INTO tags (tile_id, author_id, tag, probability) VALUES (?, ?, ?, ?)", rows.tags)
    pairs.put_changes(db, rows.changes)
    pairs.put_alignments(db, rows.alignments)
    db.executemany("INSERT INTO inheritances (tile_id, author_id, source_id) VALUES (?, ?, ?)", rows.inheritances)
    db.executemany(
        "UPDATE tiles SET state = CASE WHEN :blank THEN 'blank' "
        "WHEN EXISTS (SELECT 1 FROM captions WHERE tile_id = tiles.id AND state = 'done') THEN 'done' "
        f"ELSE 'failed' END, reason = :reason, summary = ifnull(({BEST_SUMMARY}), ''), "
        "content_hash = ifnull(:content_hash, content_hash), valid_share = ifnull(:valid_share, valid_share), "
        f"updated = {NOW} WHERE id = :id",
        rows.tiles,
    )
