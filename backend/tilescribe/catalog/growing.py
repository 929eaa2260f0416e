"""A table as arrays that follow it: the bulk in the cache, what came since in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.catalog import vocabulary
from tilescribe.catalog.cachefiles import Arrays, CacheFolder, Sink, Stamp, Stored

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

__all__ = ["GrowingTable", "Segments"]

LIVE_ROWS = 10_000
"""Up to this many newer rows stay out of the cache: reading them from SQLite takes some 30 ms."""
LIVE_SHARE = 0.25
"""Nor are they added before they are this share of what is stored, so that filling a catalog of n rows writes O(n)."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Rows in two parts, the first usually mapped from a file; arrays of one name agree in all but their length."""

    parts: tuple[Arrays, ...]

    def of(self, name: str) -> tuple[NDArray[Any], ...]:
        """One array for each part."""
        return tuple(part[name] for part in self.parts)

    def joined(self, name: str) -> NDArray[Any]:
        """One array of all parts; not for large rows, for it is copied when there are several."""
        arrays = self.of(name)
        return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)

    def __len__(self) -> int:
        return sum(_length(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Held:
    stamp: Stamp
    stored: Stored
    segments: Segments


class GrowingTable:
    """Follows one table whose ids only grow. Safe to use from any thread.

    Args:
        cache: Where arrays are kept between processes.
        name: Of the arrays in the cache.
        table: Of the catalog, with a column `id`.
        read: Gives the rows with an id above a number in pieces, at least one; called within one snapshot.
    """

    def __init__(
        self,
        cache: CacheFolder,
        name: str,
        *,
        table: str,
        read: Callable[[sqlite3.Connection, int], Iterator[Arrays]],
    ) -> None:
        self._cache = cache
        self._name = name
        self._table = table
        self._read = read
        self._lock = threading.Lock()
        self._held: _Held | None = None

    def current(self, db: sqlite3.Connection) -> Segments:
        """The rows as of the snapshot of `db` or a later one; the same object while nothing has changed."""
        now = self._stamp(db)
        with self._lock:
            held = self._held
            if held is None or held.stamp.generation < now.generation:
                held = self._open(db, now)
            if held.stamp.generation == now.generation and held.stamp.last_id < now.last_id:
                held = self._grown(db, held, now)
            self._held = held
            return held.segments

    def _stamp(self, db: sqlite3.Connection) -> Stamp:
        (uuid,) = db.execute("SELECT value FROM tilescribe_meta WHERE key = 'uuid'").fetchone()
        (last_id,) = db.execute(f"SELECT ifnull(max(id), 0) FROM {self._table}").fetchone()
        return Stamp(uuid, vocabulary.generation(db), last_id)

    def _open(self, db: sqlite3.Connection, now: Stamp) -> _Held:
        stored = self._cache.load(self._name, uuid=now.uuid, generation=now.generation)
        if stored is None:

            def fill(sink: Sink) -> None:
                for piece in self._read(db, 0):
                    _pour(sink, piece)

            stored = self._cache.build(self._name, now, fill)
        return _Held(stored.stamp, stored, Segments((stored.arrays,)))

    def _grown(self, db: sqlite3.Connection, held: _Held, now: Stamp) -> _Held:
        new = _joined(list(self._read(db, held.stamp.last_id)))
        if not _length(new):
            return _Held(now, held.stored, held.segments)
        newer = _joined([*held.segments.parts[1:], new])
        if _length(newer) > max(LIVE_ROWS, LIVE_SHARE * _length(held.stored.arrays)):

            def fill(sink: Sink) -> None:
                _pour(sink, held.stored.arrays)
                _pour(sink, newer)

            stored = self._cache.build(self._name, now, fill)
            return _Held(now, stored, Segments((stored.arrays,)))
        return _Held(now, held.stored, Segments((held.stored.arrays, newer)))


def _pour(sink: Sink, arrays: Mapping[str, NDArray[Any]]) -> None:
    for name, rows in arrays.items():
        sink.append(name, rows)


def _joined(pieces: list[Arrays]) -> Arrays:
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def _length(arrays: Arrays) -> int:
    return len(next(iter(arrays.values())))
