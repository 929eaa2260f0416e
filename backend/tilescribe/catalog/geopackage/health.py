"""Is the catalog consistent, and can what is not be mended? One check for each promise that the schema makes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import encoding, places, schema, schema_5, structure, writing

if TYPE_CHECKING:
    from tilescribe.catalog.geopackage.vectors import VectorIndex

__all__ = ["find", "repair"]

_LAYERS = (*schema.FEATURES, *schema_5.FEATURES)


@dataclass(frozen=True, slots=True)
class _Check:
    """A promise that SQL can test."""

    finding: str
    """What is wrong, to which its count is added."""
    count: str
    """A query for one number; zero is sound."""
    mending: tuple[str, ...]
    """Statements after which the count is zero."""
    mended: str
    """What they did."""


def find(db: sqlite3.Connection, index: VectorIndex) -> list[str]:
    """What is inconsistent in the catalog, and in the cache beside it, one sentence each. Reads only."""
    missing = structure.find(db)
    # Where an index is missing, what should stand in it cannot be asked.
    return missing or [
        *_sqlite_findings(db),
        *_foreign_key_findings(db),
        *_check_findings(db),
        *_correction_findings(db),
        *_vector_findings(db),
        *_unembedded_findings(db),
        *index.check(db, discard=False),
    ]


def repair(db: sqlite3.Connection, index: VectorIndex) -> list[str]:
    """Mend what can be mended inside the caller's transaction; one sentence on each thing found."""
    mended = [
        *structure.repair(db),
        # Before the rows change, which makes every cache an old one.
        *(f"{finding}; deleted, to be made anew" for finding in index.check(db, discard=True)),
        *_repair_sqlite(db),
        *_repair_foreign_keys(db),
        *_repair_full_text(db),
        *_repair_vectors(db),
        *_repair_checks(db, _CHECKS),
        *_repair_corrections(db),
        *_repair_checks(db, (_UNUSED_TEXTS,)),
        # Only an embedder can mend these; they may have come about just now.
        *_unembedded_findings(db),
    ]
    places.assign(db)
    if mended:
        for table in _LAYERS:
            encoding.refresh_extent(db, table)
    return mended


# --- what SQLite itself can tell --------------------------------------------------------------------------------------


def _sqlite_findings(db: sqlite3.Connection) -> list[str]:
    faults = [message for (message,) in db.execute("PRAGMA integrity_check") if message != "ok"]
    for table in _LAYERS:
        (message,) = db.execute(f"SELECT rtreecheck('rtree_{table}_geom')").fetchone()
        if message != "ok":
            faults.append(message)
    return [f"SQLite finds the file damaged: {' '.join(fault.split())}" for fault in faults]


def _repair_sqlite(db: sqlite3.Connection) -> Iterator[str]:
    findings = _sqlite_findings(db)
    if not findings:
        return
    # Indexes of either kind can be made again from their tables; the tables themselves cannot.
    db.execute("REINDEX")
    for table in _LAYERS:
        for statement in encoding.rtree_rebuild(table):
            db.execute(statement)
    left = set(_sqlite_findings(db))
    for finding in findings:
        yield (
            f"{finding}; this cannot be mended, restore a backup" if finding in left else f"{finding}; index made anew"
        )


# --- foreign keys -----------------------------------------------------------------------------------------------------


def _foreign_key_faults(db: sqlite3.Connection) -> list[tuple[str, int, str, int]]:
    """(table, rowid, parent table, number of the key) of rows whose parent is missing."""
    return db.execute("PRAGMA foreign_key_check").fetchall()


def _foreign_key_findings(db: sqlite3.Connection) -> list[str]:
    tally: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in _foreign_key_faults(db):
        tally[table, parent] = tally.get((table, parent), 0) + 1
    return [f"Rows of {table} that refer to missing {parent}: {count:,}" for (table, parent), count in tally.items()]


def _repair_foreign_keys(db: sqlite3.Connection) -> list[str]:
    """Do what the key says of rows whose parent is deleted."""
    findings = _foreign_key_findings(db)
    for table, rowid, _, key in _foreign_key_faults(db):
        column, action = db.execute(
            'SELECT "from", on_delete FROM pragma_foreign_key_list(?) WHERE id = ?', (table, key)
        ).fetchone()
        if action == "SET NULL":
            db.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (rowid,))
        else:
            db.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
    return [f"{finding}; released or deleted" for finding in findings]


# --- checks in SQL ----------------------------------------------------------------------------------------------------


def _spatial_index_check(table: str) -> _Check:
    return _Check(
        finding=f"{table.capitalize()} that stand wrongly in the spatial index",
        # The index keeps float32, rounded outward: it must hold the box, and may be larger by one step (2^-23 of 180).
        count=f"""
            SELECT (SELECT count(*) FROM {table} LEFT JOIN rtree_{table}_geom AS box ON box.id = {table}.id
                    WHERE (box.id IS NULL) <> ST_IsEmpty(geom)
                       OR ST_MinX(geom) NOT BETWEEN minx AND minx + 1e-4
                       OR ST_MaxX(geom) NOT BETWEEN maxx - 1e-4 AND maxx
                       OR ST_MinY(geom) NOT BETWEEN miny AND miny + 1e-4
                       OR ST_MaxY(geom) NOT BETWEEN maxy - 1e-4 AND maxy)
                 + (SELECT count(*) FROM rtree_{table}_geom WHERE id NOT IN (SELECT id FROM {table}))""",
        mending=encoding.rtree_rebuild(table),
        mended="index made anew",
    )


_CONTRADICTS = """
    CASE state WHEN 'done' THEN NOT EXISTS (SELECT 1 FROM captions WHERE tile_id = tiles.id AND state = 'done')
               WHEN 'blank' THEN EXISTS (SELECT 1 FROM captions WHERE tile_id = tiles.id)
               ELSE EXISTS (SELECT 1 FROM captions WHERE tile_id = tiles.id AND state = 'done') END"""
_MISCOUNTED = (
    "descriptions <> (SELECT count(*) FROM descriptions "
    "WHERE tile_id = captions.tile_id AND author_id = captions.author_id)"
)

_UNUSED = "id NOT IN (SELECT text_id FROM descriptions) AND text NOT IN (SELECT text FROM corrections)"


def _uncaptioned_check(table: str) -> _Check:
    uncaptioned = (
        f"NOT EXISTS (SELECT 1 FROM captions "
        f"WHERE captions.tile_id = {table}.tile_id AND captions.author_id = {table}.author_id)"
    )
    return _Check(
        finding=f"{table.capitalize()} that belong to no caption",
        count=f"SELECT count(*) FROM {table} WHERE {uncaptioned}",
        mending=(f"DELETE FROM {table} WHERE {uncaptioned}",),
        mended="deleted",
    )


_FULL_TEXT = _Check(
    finding="Texts that stand wrongly in the full-text index",
    count="""
            SELECT (SELECT count(*) FROM texts WHERE id NOT IN (SELECT id FROM texts_fts_docsize))
                 + (SELECT count(*) FROM texts_fts_docsize WHERE id NOT IN (SELECT id FROM texts))""",
    mending=("INSERT INTO texts_fts (texts_fts) VALUES ('rebuild')",),
    mended="index made anew",
)
_CHECKS = (
    *(_spatial_index_check(table) for table in _LAYERS),
    _Check(
        finding="Captions that have lost descriptions or have too many",
        count=f"SELECT count(*) FROM captions WHERE {_MISCOUNTED}",
        mending=(f"DELETE FROM captions WHERE {_MISCOUNTED}",),
        mended="deleted, to be described again",
    ),
    *(_uncaptioned_check(table) for table in ("descriptions", "measurements", "visuals", "tags", "inheritances")),
    _Check(
        finding="Tiles that have a state that their captions contradict",
        count=f"SELECT count(*) FROM tiles WHERE {_CONTRADICTS}",
        mending=(
            # Stale captions are found by their pixels and taken over: nothing is described twice for this.
            f"""
            UPDATE captions SET state = 'stale'
            WHERE state = 'done' AND tile_id IN (SELECT id FROM tiles WHERE {_CONTRADICTS})""",
            f"UPDATE tiles SET state = 'pending' WHERE state = 'done' AND {_CONTRADICTS}",
            f"UPDATE tiles SET state = 'pending', reason = '' WHERE state = 'blank' AND {_CONTRADICTS}",
        ),
        mended="set pending again",
    ),
    _Check(
        finding="Tiles that failed without a reason",
        count="SELECT count(*) FROM tiles WHERE state = 'failed' AND reason = ''",
        mending=("UPDATE tiles SET state = 'pending' WHERE state = 'failed' AND reason = ''",),
        mended="set pending again",
    ),
)
"""In the order in which one mending may uncover work for the next."""


_UNUSED_TEXTS = _Check(
    finding="Texts that are used by no description",
    count=f"SELECT count(*) FROM texts WHERE {_UNUSED}",
    mending=(f"DELETE FROM texts WHERE {_UNUSED}",),
    mended="deleted",
)


def _check_findings(db: sqlite3.Connection) -> Iterator[str]:
    for check in (_FULL_TEXT, *_CHECKS, _UNUSED_TEXTS):
        (count,) = db.execute(check.count).fetchone()
        if count:
            yield f"{check.finding}: {count:,}"


def _repair_checks(db: sqlite3.Connection, checks: Sequence[_Check]) -> Iterator[str]:
    for check in checks:
        (count,) = db.execute(check.count).fetchone()
        if count:
            for statement in check.mending:
                db.execute(statement)
            yield f"{check.finding}: {count:,}; {check.mended}"


def _repair_full_text(db: sqlite3.Connection) -> Iterator[str]:
    """Before any text is deleted, for FTS5 must find in its index what it takes out of it."""
    found = list(_repair_checks(db, (_FULL_TEXT,)))
    yield from found
    if found:
        return
    try:
        # Compares the index with the texts themselves, which FTS5 counts as writing: `find` cannot do it.
        db.execute("INSERT INTO texts_fts (texts_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        db.execute("INSERT INTO texts_fts (texts_fts) VALUES ('rebuild')")
        yield "The full-text index does not agree with the texts; index made anew"


# --- what people said -------------------------------------------------------------------------------------------------


def _correction_findings(db: sqlite3.Connection) -> Iterator[str]:
    lacking = writing.count_corrections_not_shown(db)
    if lacking:
        yield f"Corrections that their tiles do not show: {lacking}"


def _repair_corrections(db: sqlite3.Connection) -> Iterator[str]:
    for finding in list(_correction_findings(db)):
        writing.show_corrections(db)
        yield f"{finding}; written again"


# --- vectors ----------------------------------------------------------------------------------------------------------

_BAD_VECTORS = "Vectors of a wrong length or not normalised"
_BAD_VISUALS = "Visual vectors of a wrong length or not normalised"
_NORM_TOLERANCE = 0.01
"""float16 rounds each component by at most 2^-11 of it, so the length of a stored unit vector errs by under 0.0005."""
_CHUNK = 4096
"""Vectors looked at together: 4096 * 768 bytes = 3 MiB for 384 dimensions."""


def _bad_vectors(db: sqlite3.Connection) -> Iterator[int]:
    """Ids of vectors that are not unit vectors of their space's length."""
    for space_id, dim in db.execute("SELECT id, dim FROM spaces").fetchall():
        yield from _bad(db.execute("SELECT id, vector FROM vectors WHERE space_id = ?", (space_id,)), dim)


def _bad_visuals(db: sqlite3.Connection) -> Iterator[int]:
    """The same of visual vectors."""
    for space_id, dim in db.execute("SELECT id, dim FROM spaces").fetchall():
        # Zero stands for a picture that was not understood.
        seen = "SELECT id, vector FROM visuals WHERE space_id = ? AND vector <> zeroblob(2 * ?)"
        yield from _bad(db.execute(seen, (space_id, dim)), dim)


def _bad(rows: sqlite3.Cursor, dim: int) -> Iterator[int]:
    import numpy as np

    while chunk := rows.fetchmany(_CHUNK):
        whole = [(vector_id, blob) for vector_id, blob in chunk if len(blob) == 2 * dim]
        if len(whole) < len(chunk):
            yield from sorted({vector_id for vector_id, _ in chunk} - {vector_id for vector_id, _ in whole})
        values = np.frombuffer(b"".join(blob for _, blob in whole), dtype="<f2").reshape(len(whole), dim)
        norms = np.linalg.norm(values.astype(np.float32), axis=1)
        # Written so that a NaN counts as bad.
        for position in np.flatnonzero(~(np.abs(norms - 1.0) <= _NORM_TOLERANCE)).tolist():
            yield whole[position][0]


def _vector_findings(db: sqlite3.Connection) -> Iterator[str]:
    for finding, bad in ((_BAD_VECTORS, _bad_vectors(db)), (_BAD_VISUALS, _bad_visuals(db))):
        count = sum(1 for _ in bad)
        if count:
            yield f"{finding}: {count:,}"


def _repair_vectors(db: sqlite3.Connection) -> Iterator[str]:
    bad = list(_bad_vectors(db))
    if bad:
        db.executemany("DELETE FROM vectors WHERE id = ?", [(vector_id,) for vector_id in bad])
        yield f"{_BAD_VECTORS}: {len(bad):,}; deleted, to be embedded again"
    bad = list(_bad_visuals(db))
    if bad:
        # Only the captioner can see again, so the caption goes too.
        where = "WHERE (tile_id, author_id) IN (SELECT tile_id, author_id FROM visuals WHERE id = ?)"
        for table in ("captions", "descriptions", "tags", "measurements", "inheritances"):
            db.executemany(f"DELETE FROM {table} {where}", [(visual_id,) for visual_id in bad])
        db.executemany("DELETE FROM visuals WHERE id = ?", [(visual_id,) for visual_id in bad])
        yield f"{_BAD_VISUALS}: {len(bad):,}; deleted, to be described again"


def _unembedded_findings(db: sqlite3.Connection) -> Iterator[str]:
    (count,) = db.execute(
        "SELECT count(DISTINCT text_id) FROM descriptions WHERE text_id NOT IN (SELECT text_id FROM vectors)"
    ).fetchone()
    if count:
        yield (
            f"Texts of descriptions without a vector, which questions pass over: {count:,}; "
            "the next run of `tilescribe index` embeds them"
        )
