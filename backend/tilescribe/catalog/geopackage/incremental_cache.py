"""A table as arrays that follow it: the bulk in the cache, what came since in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from tilescribe.catalog.geopackage import revisions
from tilescribe.catalog.geopackage.cachefiles import Arrays, CacheFolder, Sink, Stored
from tilescribe.catalog.geopackage.revisions import State

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

__all__ = ["ArraySegments", "IncrementalArrayCache"]

LIVE_ROWS = 10_000
"""Up to this many newer rows stay out of the cache: reading them from SQLite takes some 30 ms."""
LIVE_SHARE = 0.25
"""Nor are they added before they are this share of what is stored, so that filling a catalog of n rows writes O(n)."""
KNOWN_REVISIONS = 1_000
"""A snapshot that is behind by no more transactions than this takes its rows from those that are held."""

Read: TypeAlias = "Callable[[sqlite3.Connection, int, int], Iterator[Arrays]]"
"""(connection, id, id) to the rows with an id above the first and up to the second, by id, in pieces, at least one."""


@dataclass(frozen=True, slots=True, eq=False)
class ArraySegments:
    """Rows in two parts, the first usually mapped from a file; arrays of one name agree in all but their length."""

    parts: tuple[Arrays, ...]
    lineage: object | None = None
    """Of segments with the same one, the longer begin with the rows of the shorter. None: they are like no others."""

    def of(self, name: str) -> tuple[NDArray[Any], ...]:
        """One array for each part."""
        return tuple(part[name] for part in self.parts)

    def joined(self, name: str) -> NDArray[Any]:
        """One array of all parts; not for large rows, for it is copied when there are several."""
        arrays = self.of(name)
        return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)

    def rows(self, name: str, at: NDArray[np.int64]) -> NDArray[Any]:
        """Those at some positions, ascending, copied."""
        arrays, start = [], 0
        for part in self.of(name):
            first, last = np.searchsorted(at, (start, start + len(part)))
            arrays.append(part[at[first:last] - start])
            start += len(part)
        return np.concatenate(arrays)

    def up_to(self, last_id: int) -> ArraySegments:
        """The rows with no larger id."""
        ends = [int(np.searchsorted(ids, last_id, side="right")) for ids in self.of("ids")]
        parts = tuple(
            {name: rows[:end] for name, rows in part.items()} for part, end in zip(self.parts, ends, strict=True)
        )
        return ArraySegments(parts, self.lineage)

    def __len__(self) -> int:
        return sum(_length(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Held:
    state: State
    stored: Stored
    segments: ArraySegments
    known: Mapping[int, str]
    """Id to token of the revisions up to this state, the latest ones."""

    def reaches(self, now: State) -> bool:
        """Whether `now` is an earlier state of the same rows, but for those that have been added since."""
        return (
            (self.state.uuid, self.state.generation) == (now.uuid, now.generation)
            and self.known.get(now.revision.id) == now.revision.token
            and now.last_id <= self.state.last_id
        )

    def is_ahead_of(self, now: State) -> bool:
        return _order(self.state) > _order(now)


class IncrementalArrayCache:
    """Follows one table whose ids only grow. Safe to use from any thread.

    Args:
        cache: Where arrays are kept between processes.
        name: Of the arrays in the cache.
        table: Of the catalog, with a column `id`.
        read: Gives rows as arrays, one of them `ids`; called within one snapshot.
    """

    def __init__(self, cache: CacheFolder, name: str, *, table: str, read: Read) -> None:
        self._cache = cache
        self._name = name
        self._table = table
        self._read = read
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._earlier: tuple[State, ArraySegments] | None = None
        """For the last snapshot that was behind what is held."""

    def current(self, db: sqlite3.Connection) -> ArraySegments:
        """The rows of the snapshot of `db`, no more and no less; the same object while nothing has changed."""
        now = State.of(db, self._table)
        with self._lock:
            held = self._held
            if held is not None and held.state != now and not self._is_of(db, held.state):
                if held.reaches(now) or held.is_ahead_of(now):
                    return self._behind(db, held, now)
                held = None
            if held is None:
                held = self._open(db, now)
            if held.state.last_id < now.last_id:
                held = self._grown(db, held, now)
            self._held = held
            return held.segments

    def check(self, db: sqlite3.Connection, *, discard: bool) -> list[str]:
        """What is wrong in the cache, one sentence for each build that holds other rows than the table.

        Args:
            db: In a snapshot.
            discard: Delete such a build.
        """
        findings = []
        for folder, stored in self._cache.stored(self._name):
            if not self._is_of(db, stored.state) or self._agrees(db, stored):
                continue
            findings.append(f"The cache {folder.name} holds other rows than the table {self._table}")
            if discard:
                self._cache.discard(folder)
                with self._lock:
                    self._held = self._earlier = None
        return findings

    def _is_of(self, db: sqlite3.Connection, state: State) -> bool:
        return revisions.holds(db, self._table, state)

    def _agrees(self, db: sqlite3.Connection, stored: Stored) -> bool:
        start = 0
        for piece in self._read(db, 0, stored.state.last_id):
            end = start + _length(piece)
            if piece.keys() != stored.arrays.keys() or not all(
                np.array_equal(stored.arrays[name][start:end], rows) for name, rows in piece.items()
            ):
                return False
            start = end
        return start == _length(stored.arrays)

    def _behind(self, db: sqlite3.Connection, held: _Held, now: State) -> ArraySegments:
        """The rows of a snapshot that began before what is held was read; what is held stays."""
        if self._earlier is None or self._earlier[0] != now:
            if held.reaches(now):
                segments = held.segments.up_to(now.last_id)
            else:
                segments = ArraySegments((_joined(list(self._read(db, 0, now.last_id))),))
            self._earlier = (now, segments)
        return self._earlier[1]

    def _open(self, db: sqlite3.Connection, now: State) -> _Held:
        stored = self._cache.load(self._name, believed=lambda state: self._is_of(db, state))
        if stored is None:

            def fill(sink: Sink) -> None:
                for piece in self._read(db, 0, now.last_id):
                    _pour(sink, piece)

            stored = self._cache.build(self._name, now, fill)
        known = revisions.since(db, 0, most=KNOWN_REVISIONS)
        return _Held(stored.state, stored, ArraySegments((stored.arrays,), object()), known)

    def _grown(self, db: sqlite3.Connection, held: _Held, now: State) -> _Held:
        known = {**held.known, **revisions.since(db, held.state.revision.id, most=KNOWN_REVISIONS)}
        known = dict(sorted(known.items())[-KNOWN_REVISIONS:])
        new = _joined(list(self._read(db, held.state.last_id, now.last_id)))
        if not _length(new):
            return _Held(now, held.stored, held.segments, known)
        newer, lineage = _joined([*held.segments.parts[1:], new]), held.segments.lineage
        if _length(newer) > max(LIVE_ROWS, LIVE_SHARE * _length(held.stored.arrays)):

            def fill(sink: Sink) -> None:
                _pour(sink, held.stored.arrays)
                _pour(sink, newer)

            stored = self._cache.build(self._name, now, fill)
            return _Held(now, stored, ArraySegments((stored.arrays,), lineage), known)
        return _Held(now, held.stored, ArraySegments((held.stored.arrays, newer), lineage), known)


def _order(state: State) -> tuple[int, int]:
    return revisions.generation_number(state.generation), state.revision.id


def _pour(sink: Sink, arrays: Mapping[str, NDArray[Any]]) -> None:
    for name, rows in arrays.items():
        sink.append(name, rows)


def _joined(pieces: list[Arrays]) -> Arrays:
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def _length(arrays: Arrays) -> int:
    return len(next(iter(arrays.values())))
