"""Texts and their vectors: each different text once, one vector of it for each embedder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.geopackage import revisions
from tilescribe.catalog.geopackage.times import NOW

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.types import EmbedderInfo

__all__ = [
    "count_without_vectors",
    "delete_unused",
    "list_without_vectors",
    "put",
    "put_space",
    "put_vectors",
    "vectors_of",
    "without_vectors",
]

_HAS_VECTOR = (
    "EXISTS (SELECT 1 FROM vectors "
    "WHERE space_id = (SELECT id FROM spaces WHERE fingerprint = ?) AND text_id = texts.id)"
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
    space_id = put_space(db, embedder.fingerprint, dim=embedder.dim, encoder=embedder.name)
    db.executemany(
        "INSERT OR IGNORE INTO vectors (space_id, text_id, vector) SELECT ?, id, ? FROM texts WHERE text = ?",
        [(space_id, vector.astype("<f2").tobytes(), text) for text, vector in vectors.items()],
    )


def put_space(db: sqlite3.Connection, fingerprint: str, *, dim: int, encoder: str = "") -> int:
    """The row of a vector space that is written to, made where it is lacking.

    Args:
        db: Inside the caller's transaction.
        fingerprint: Of the text encoder that speaks it.
        dim: Length of its vectors; the encoder's word goes before that of a visual model, which may be wrong.
        encoder: The encoder's name; empty where only a visual model writes, which does not know it.
    """
    known = db.execute("SELECT id, dim FROM spaces WHERE fingerprint = ?", (fingerprint,)).fetchone()
    if known is None:
        added = f"INSERT INTO spaces (encoder, fingerprint, dim, used) VALUES (?, ?, ?, {NOW})"
        space_id = db.execute(added, (encoder, fingerprint, dim)).lastrowid
        assert space_id is not None
        return space_id
    space_id, known_dim = known
    if encoder:
        db.execute(f"UPDATE spaces SET encoder = ?, dim = ?, used = {NOW} WHERE id = ?", (encoder, dim, space_id))
        if dim != known_dim:
            revisions.renew_generation(db)  # caches left out what had this length
    return int(space_id)


def vectors_of(db: sqlite3.Connection, texts: Sequence[str], *, space: str) -> dict[str, NDArray[np.float32]]:
    """Text to its vector in a space, (dim,) float32, L2-normalised; damaged ones are as good as absent."""
    import numpy as np

    found = {}
    for text in dict.fromkeys(texts):
        row = db.execute(
            "SELECT dim, vector FROM texts JOIN vectors ON text_id = texts.id JOIN spaces ON spaces.id = space_id "
            "WHERE text = ? AND fingerprint = ?",
            (text, space),
        ).fetchone()
        if row is not None and len(row[1]) == 2 * row[0]:
            vector = np.frombuffer(row[1], dtype="<f2").astype(np.float32)
            length = np.linalg.norm(vector)
            if length > 0 and np.isfinite(length):
                found[text] = vector / length
    return found


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
