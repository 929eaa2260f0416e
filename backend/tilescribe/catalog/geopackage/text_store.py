"""Texts and their vectors: each different text once, one vector of it for each embedder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage.times import NOW

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.base import EmbedderInfo

__all__ = [
    "count_without_vectors",
    "delete_unused",
    "list_without_vectors",
    "put",
    "put_vectors",
    "without_vectors",
]

_HAS_VECTOR = (
    "EXISTS (SELECT 1 FROM vectors "
    "WHERE embedder_id = (SELECT id FROM embedders WHERE fingerprint = ?) AND text_id = texts.id)"
)


def put(db: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Add the texts that are not there yet."""
    db.executemany("INSERT OR IGNORE INTO texts (text) VALUES (?)", [(text,) for text in dict.fromkeys(texts)])


def delete_unused(db: sqlite3.Connection, text_ids: Iterable[int]) -> None:
    """Delete those of `text_ids` that no description uses any more, with their vectors.

    Those of corrections stay, whether a tile shows them at the moment or not.
    """
    db.executemany(
        "DELETE FROM texts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM descriptions WHERE text_id = texts.id) "
        "AND NOT EXISTS (SELECT 1 FROM corrections WHERE corrections.text = texts.text)",
        [(text_id,) for text_id in text_ids],
    )


def put_vectors(db: sqlite3.Connection, embedder: EmbedderInfo, vectors: Mapping[str, NDArray[np.float32]]) -> None:
    """Store vectors by text, each (dim,) float32; a text that is gone or has its vector is left alone.

    Raises:
        ValueError: a vector has another length than the embedder's.
    """
    for text, vector in vectors.items():
        if vector.shape != (embedder.dim,):
            raise ValueError(f"the vector of {text!r} has shape {vector.shape}, not ({embedder.dim},)")
    (embedder_id,) = db.execute(
        "INSERT INTO embedders (name, fingerprint, dim, used) VALUES (?, ?, ?, " + NOW + ") "
        "ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, used = excluded.used RETURNING id",
        (embedder.name, embedder.fingerprint, embedder.dim),
    ).fetchone()
    db.executemany(
        "INSERT OR IGNORE INTO vectors (embedder_id, text_id, vector) SELECT ?, id, ? FROM texts WHERE text = ?",
        [(embedder_id, vector.astype("<f2").tobytes(), text) for text, vector in vectors.items()],
    )


def without_vectors(db: sqlite3.Connection, texts: Sequence[str], embedder: EmbedderInfo) -> list[str]:
    """Those of `texts` that lack a vector of `embedder`, each once, in order; they need not be in the catalog yet."""
    known = f"SELECT 1 FROM texts WHERE text = ? AND {_HAS_VECTOR}"
    return [text for text in dict.fromkeys(texts) if db.execute(known, (text, embedder.fingerprint)).fetchone() is None]


def list_without_vectors(
    db: sqlite3.Connection, embedder: EmbedderInfo, *, after: int = 0, limit: int
) -> list[tuple[int, str]]:
    """(id, text) of up to `limit` texts with an id above `after` that lack a vector of `embedder`, in order of id."""
    return db.execute(
        f"SELECT id, text FROM texts WHERE id > ? AND NOT {_HAS_VECTOR} ORDER BY id LIMIT ?",
        (after, embedder.fingerprint, limit),
    ).fetchall()


def count_without_vectors(db: sqlite3.Connection, embedder: EmbedderInfo) -> int:
    """How many texts lack a vector of `embedder`."""
    (count,) = db.execute(f"SELECT count(*) FROM texts WHERE NOT {_HAS_VECTOR}", (embedder.fingerprint,)).fetchone()
    return int(count)
