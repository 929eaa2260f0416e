"""Exact scoring of tiles by the vectors of their descriptions, and which of millions are worth it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from tilescribe.catalog.geopackage.cachefiles import Arrays, CacheFolder
from tilescribe.catalog.geopackage.code_cache import CodeCache
from tilescribe.catalog.geopackage.described import SIDES, DescribedTiles, outer_boxes
from tilescribe.catalog.geopackage.encoding import envelopes
from tilescribe.catalog.geopackage.incremental_cache import IncrementalArrayCache
from tilescribe.catalog.geopackage.postings import Postings
from tilescribe.catalog.geopackage.scores import TileScores
from tilescribe.catalog.geopackage.scoring import Scorer, no_table
from tilescribe.catalog.types import AuthorFilter, ByCaptioner
from tilescribe.domain.description import MEASURED

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.code_index import CodeIndex

__all__ = ["VectorIndex"]

Value = TypeVar("Value")

PIECE = 8192
"""Rows read from SQLite at a time: 12 MB of 384 numbers."""
SHARE_STEPS = 10_000
"""Shares are read as whole numbers of these steps, so that a row is of integers only."""


class VectorIndex:
    """Descriptions and vectors of one catalog in the form that scoring needs. Safe to use from any thread.

    Vectors are kept as float32, mapped from the cache, 1.5 GB for a million of 384 numbers, which the system may drop
    from memory at any time. float16 would halve that and was measured: FAISS takes 430 ms to widen a million on one
    core and numpy 670 ms, where the whole product takes 50 ms.
    """

    def __init__(self, catalog_path: str) -> None:
        self._cache = CacheFolder(catalog_path)
        self._lock = threading.Lock()
        self._descriptions = IncrementalArrayCache(
            self._cache, "descriptions", table="descriptions", read=_read_descriptions
        )
        self._vectors: dict[tuple[int, int], IncrementalArrayCache] = {}
        """By row and dimension of the space."""
        self._visuals: dict[tuple[int, int], IncrementalArrayCache] = {}
        self._codes: dict[str, CodeCache] = {}
        """By name of the vectors in the cache."""
        self._tiles = _Derived[DescribedTiles]()
        self._postings = _Derived[Postings]()
        self._scorers = _Derived[Scorer]()
        self._visual_scorers = _Derived[Scorer]()

    def tiles(self, db: sqlite3.Connection) -> DescribedTiles:
        """All described tiles; the same object while nothing has changed."""
        segments = self._descriptions.current(db)
        return self._tiles.get((), (segments,), lambda: DescribedTiles.of(segments))

    def postings(self, db: sqlite3.Connection, *, author_filter: AuthorFilter = "all") -> Postings:
        """The descriptions of all described tiles; the same object while nothing has changed."""
        segments = self._descriptions.current(db)
        authors = None if author_filter == "all" else _author_ids(db, author_filter)

        def make() -> Postings:
            names = ("tile_ids", "text_ids", "ids", "summarised_by", "valid_shares")
            columns = {name: segments.joined(name) for name in names}
            if authors is not None:
                chosen = np.isin(segments.joined("author_ids"), authors)
                columns = {name: column[chosen] for name, column in columns.items()}
            return Postings.of(description_ids=columns.pop("ids"), **columns)

        return self._postings.get((author_filter, _key(authors)), (segments,), make)

    def dense(
        self,
        db: sqlite3.Connection,
        query: NDArray[np.float32],
        *,
        space: str,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        """Cosine of each tile's best statement with `query` ((dim,) float32, L2-normalised), exactly; see `TileQuery`.

        Texts that have no vector yet do not count, nor do tiles that have no other.

        Args:
            db: A reader in one snapshot.
            query: In `space`.
            space: Id of the vector space.
            tile_ids: Ascending; restricts the scoring. None means all described tiles.
            author_filter: Whose descriptions count.

        Raises:
            ValueError: the query has another length than the space's vectors.
        """
        found = _space_row(db, space)
        if found is None:
            return _no_scores()
        space_id, dim = found
        return self._scorer(db, space_id, dim, author_filter).score(_checked(query, dim), tile_ids)

    def visual(
        self,
        db: sqlite3.Connection,
        query: NDArray[np.float32],
        *,
        space: str,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        """Best cosine of each tile's visual vectors with `query`, exactly; arguments and errors as in `dense`.

        What stands for descriptions in the answer are ids of visual vectors.
        """
        found = _space_row(db, space)
        if found is None:
            return _no_scores()
        space_id, dim = found
        return self._visual_scorer(db, space_id, dim, author_filter).score(_checked(query, dim), tile_ids)

    def prepare(self, db: sqlite3.Connection) -> None:
        """Bring all that is kept in the cache up to what the catalog holds: descriptions, vectors and their codes."""
        self.postings(db)
        for space_id, dim in db.execute("SELECT id, dim FROM spaces").fetchall():
            for visual in (False, True):
                self._coded(db, space_id, dim, visual, "all")

    def has_codes(
        self, db: sqlite3.Connection, *, space: str, visual: bool = False, author_filter: AuthorFilter = "all"
    ) -> bool:
        """Whether the vectors of texts in a space, or the visual ones, are so many that they have codes."""
        found = _space_row(db, space)
        return found is not None and self._coded(db, *found, visual, author_filter)[1] is not None

    def nearest(
        self,
        db: sqlite3.Connection,
        query: NDArray[np.float32],
        *,
        space: str,
        count: int,
        visual: bool = False,
        author_filter: AuthorFilter = "all",
    ) -> NDArray[np.int64]:
        """Ids of about `count` tiles that have the vectors nearest to `query`, best first: as far as codes tell, or
        exactly where there are none.

        Arguments and errors as in `dense`; the vectors are those of texts, or visual ones.
        """
        found = _space_row(db, space)
        if found is None:
            return np.empty(0, dtype=np.int64)
        scorer, codes = self._coded(db, *found, visual, author_filter)
        return scorer.nearest(_checked(query, found[1]), codes, count)

    def count_tiles(
        self,
        db: sqlite3.Connection,
        *,
        space: str,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> int:
        """How many tiles `dense` would score."""
        found = _space_row(db, space)
        if found is None:
            return 0
        postings = self._scorer(db, *found, author_filter).postings
        return len(postings.tiles) if tile_ids is None else postings.count_tiles(tile_ids)

    def dense_many(
        self, db: sqlite3.Connection, queries: NDArray[np.float32], *, space: str, author_filter: AuthorFilter
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids of tiles that have such descriptions, ascending; (queries, tiles) float32 cosines as of `dense`).

        `queries` is (n, dim) float32, L2-normalised.
        """
        found = _space_row(db, space)
        return no_table(queries) if found is None else self._scorer(db, *found, author_filter).score_many(queries)

    def visual_many(
        self, db: sqlite3.Connection, queries: NDArray[np.float32], *, space: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """As `dense_many`, of visual vectors."""
        found = _space_row(db, space)
        return no_table(queries) if found is None else self._visual_scorer(db, *found, "all").score_many(queries)

    def visual_sample(self, db: sqlite3.Connection, *, space: str, limit: int) -> NDArray[np.float32]:
        """See `CatalogReader.visual_sample`."""
        found = _space_row(db, space)
        if found is None:
            return np.empty((0, 0), dtype=np.float32)
        vectors = self._visuals_of(*found).current(db).joined("vectors")
        at = np.unique(np.linspace(0, len(vectors) - 1, limit if len(vectors) else 0).astype(np.int64))
        some: NDArray[np.float32] = vectors[at]
        return some[some.any(axis=1)]

    def check(self, db: sqlite3.Connection, *, discard: bool) -> list[str]:
        """What the cache holds that the catalog does not, one sentence each; with `discard` it is thrown away."""
        findings = self._descriptions.check(db, discard=discard)
        for space_id, dim in db.execute("SELECT id, dim FROM spaces").fetchall():
            for cached, table in (
                (self._vectors_of(space_id, dim), "vectors"),
                (self._visuals_of(space_id, dim), "visuals"),
            ):
                findings += cached.check(db, discard=discard)
                codes = self._codes_of(f"{table}-{space_id}", table)
                if codes.stored:
                    findings += codes.check(db, cached.current(db), discard=discard)
        return findings

    def _coded(
        self, db: sqlite3.Connection, space_id: int, dim: int, visual: bool, author_filter: AuthorFilter
    ) -> tuple[Scorer, CodeIndex | None]:
        make, table = (self._visual_scorer, "visuals") if visual else (self._scorer, "vectors")
        scorer = make(db, space_id, dim, author_filter)
        return scorer, self._codes_of(f"{table}-{space_id}", table).current(db, scorer.vectors)

    def _visual_scorer(self, db: sqlite3.Connection, space_id: int, dim: int, author_filter: AuthorFilter) -> Scorer:
        visuals = self._visuals_of(space_id, dim).current(db)
        authors = None if author_filter == "all" else _author_ids(db, author_filter)

        def make() -> Scorer:
            ids, tile_ids = visuals.joined("ids"), visuals.joined("tile_ids")
            if authors is not None:
                chosen = np.isin(visuals.joined("author_ids"), authors)
                ids, tile_ids = ids[chosen], tile_ids[chosen]
            postings = Postings.of(tile_ids=tile_ids, text_ids=ids, description_ids=ids)
            return Scorer.of(postings, visuals, key="ids")

        return self._visual_scorers.get((space_id, author_filter, _key(authors)), (visuals,), make)

    def _scorer(self, db: sqlite3.Connection, space_id: int, dim: int, author_filter: AuthorFilter) -> Scorer:
        postings = self.postings(db, author_filter=author_filter)
        vectors = self._vectors_of(space_id, dim).current(db)
        return self._scorers.get((space_id, author_filter), (postings, vectors), lambda: Scorer.of(postings, vectors))

    def _codes_of(self, name: str, table: str) -> CodeCache:
        with self._lock:
            if name not in self._codes:
                self._codes[name] = CodeCache(self._cache, name, table=table)
            return self._codes[name]

    def _vectors_of(self, space_id: int, dim: int) -> IncrementalArrayCache:
        with self._lock:
            if (space_id, dim) not in self._vectors:
                self._vectors[space_id, dim] = IncrementalArrayCache(
                    self._cache, f"vectors-{space_id}", table="vectors", read=_VectorReader(space_id, dim)
                )
            return self._vectors[space_id, dim]

    def _visuals_of(self, space_id: int, dim: int) -> IncrementalArrayCache:
        with self._lock:
            if (space_id, dim) not in self._visuals:
                self._visuals[space_id, dim] = IncrementalArrayCache(
                    self._cache, f"visuals-{space_id}", table="visuals", read=_VisualReader(space_id, dim)
                )
            return self._visuals[space_id, dim]


class _Derived(Generic[Value]):
    """What was made of some objects, as long as they are the same. Safe to use from any thread.

    Two are kept for each key, so that a question behind the newest state does not undo what the others use.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[Hashable, list[tuple[tuple[object, ...], Value]]] = {}

    def get(self, key: Hashable, sources: tuple[object, ...], make: Callable[[], Value]) -> Value:
        """What `make` made of `sources`, now or before."""
        with self._lock:
            made = self._made.setdefault(key, [])
            for known, value in made:
                if all(one is other for one, other in zip(known, sources, strict=True)):
                    return value
            value = make()
            self._made[key] = [(sources, value), *made[:1]]
            return value


def _checked(query: NDArray[np.float32], dim: int) -> NDArray[np.float32]:
    if query.shape != (dim,):
        raise ValueError(f"the query has shape {query.shape}, not ({dim},)")
    return np.ascontiguousarray(query, dtype=np.float32)


def _space_row(db: sqlite3.Connection, space: str) -> tuple[int, int] | None:
    """(row id, dimension) of a vector space; None where nothing was ever written to it."""
    row: tuple[int, int] | None = db.execute("SELECT id, dim FROM spaces WHERE fingerprint = ?", (space,)).fetchone()
    return row


def _key(authors: NDArray[np.int64] | None) -> tuple[int, ...]:
    return () if authors is None else tuple(authors.tolist())


def _author_ids(db: sqlite3.Connection, author_filter: AuthorFilter) -> NDArray[np.int64]:
    """Of those whose descriptions count."""
    name = author_filter.captioner if isinstance(author_filter, ByCaptioner) else MEASURED
    compared = "<>" if author_filter == "described" else "="
    rows = db.execute(f"SELECT id FROM authors WHERE captioner {compared} ?", (name,))
    return np.array([author_id for (author_id,) in rows], dtype=np.int64)


def _no_scores() -> TileScores:
    nothing, none = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    return TileScores(nothing, none, nothing, none)


def _read_descriptions(db: sqlite3.Connection, after: int, up_to: int) -> Iterator[Arrays]:
    # Tiles that stop being done, move or change their level, and stale descriptions that become true again, change the
    # generation. What has lost its tile, raster, text or author (in a program that minds no foreign keys) cannot be
    # shown: `verify` reports it.
    cursor = db.execute(
        "SELECT d.tile_id, d.text_id, d.id, d.author_id, iif(d.kind = 'summary', d.author_id, 0), t.raster_id, "
        f"CAST(round({SHARE_STEPS} * ifnull(t.valid_share, 1)) AS INTEGER), t.level_m, t.geom "
        "FROM descriptions AS d CROSS JOIN tiles AS t ON t.id = d.tile_id "
        "WHERE d.id > ? AND d.id <= ? AND t.state = 'done' AND EXISTS (SELECT 1 FROM rasters WHERE id = t.raster_id) "
        "AND EXISTS (SELECT 1 FROM texts WHERE id = d.text_id) "
        "AND EXISTS (SELECT 1 FROM authors WHERE id = d.author_id) ORDER BY d.id",
        (after, up_to),
    )
    while True:
        rows: list[tuple[Any, ...]] = cursor.fetchmany(PIECE)
        table = np.array([row[:-2] for row in rows], dtype=np.int64).reshape(-1, 7)
        tile_ids, text_ids, ids, author_ids, summarised_by, raster_ids, valid_steps = table.T
        yield {
            "ids": ids,
            "tile_ids": tile_ids,
            "text_ids": text_ids,
            "author_ids": author_ids.astype(np.int32),
            "summarised_by": summarised_by,
            "valid_shares": (valid_steps / SHARE_STEPS).astype(np.float32),
            "raster_ids": raster_ids,
            "levels_m": np.array([row[-2] for row in rows], dtype=np.float64),
            **dict(zip(SIDES, outer_boxes(envelopes([row[-1] for row in rows])), strict=True)),
        }
        if len(rows) < PIECE:
            return


@dataclass(frozen=True, slots=True)
class _VectorReader:
    """Vectors of texts in one space as float32. Damaged ones (wrong length, not finite) are as good as absent: `verify`
    reports them."""

    space_id: int
    dim: int

    def __call__(self, db: sqlite3.Connection, after: int, up_to: int) -> Iterator[Arrays]:
        cursor = db.execute(
            # By id, hence in one sweep through the file; the index on spaces would jump.
            "SELECT id, text_id, vector FROM vectors NOT INDEXED "
            "WHERE id > ? AND id <= ? AND space_id = ? AND length(vector) = ? ORDER BY id",
            (after, up_to, self.space_id, 2 * self.dim),
        )
        rows: list[tuple[int, int, Any]] = []
        while True:
            rows = cursor.fetchmany(PIECE)
            vectors = np.frombuffer(b"".join(vector for *_, vector in rows), dtype="<f2").reshape(-1, self.dim)
            sound = np.isfinite(vectors).all(axis=1)
            ids, text_ids = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)[sound].T
            yield {"ids": ids, "text_ids": text_ids, "vectors": vectors[sound].astype(np.float32)}
            if len(rows) < PIECE:
                return


@dataclass(frozen=True, slots=True)
class _VisualReader:
    """Visual vectors of one space as float32; damaged ones are as good as absent."""

    space_id: int
    dim: int

    def __call__(self, db: sqlite3.Connection, after: int, up_to: int) -> Iterator[Arrays]:
        cursor = db.execute(
            "SELECT v.id, v.tile_id, v.author_id, v.vector FROM visuals AS v CROSS JOIN tiles AS t "
            "ON t.id = v.tile_id WHERE v.id > ? AND v.id <= ? AND v.space_id = ? AND length(v.vector) = ? "
            "AND t.state = 'done' ORDER BY v.id",
            (after, up_to, self.space_id, 2 * self.dim),
        )
        rows: list[tuple[int, int, int, Any]] = []
        while True:
            rows = cursor.fetchmany(PIECE)
            vectors = np.frombuffer(b"".join(vector for *_, vector in rows), dtype="<f2").reshape(-1, self.dim)
            sound = np.isfinite(vectors).all(axis=1)
            ids, tile_ids, author_ids = np.array([row[:3] for row in rows], dtype=np.int64).reshape(-1, 3)[sound].T
            yield {
                "ids": ids,
                "tile_ids": tile_ids,
                "author_ids": author_ids.astype(np.int32),
                "vectors": vectors[sound].astype(np.float32),
            }
            if len(rows) < PIECE:
                return
