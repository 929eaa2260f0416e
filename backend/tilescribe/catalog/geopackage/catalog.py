"""The catalog as one GeoPackage file, with the modules of this package behind one class."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from tilescribe.catalog.geopackage import candidates, files, lazy_modules, lexical, migrations, revisions, tile_queries
from tilescribe.catalog.geopackage.connections import Connections
from tilescribe.catalog.geopackage.vectors import VectorIndex
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.base import (
        AuthorFilter,
        Coverage,
        EmbedderInfo,
        Failure,
        RasterOutline,
        RunRecord,
        ScannedTile,
        StoredDescription,
        StoredRaster,
        StoredTile,
        TextMatch,
        TileResult,
        TileScores,
    )
    from tilescribe.catalog.geopackage.lock import WriterLock
    from tilescribe.domain.description import Author, Caption, Measurements, Tag
    from tilescribe.domain.query import Filters
    from tilescribe.domain.raster import Bounds, FileSignature, Raster, RasterState
    from tilescribe.domain.tile import Tile, TileRef

__all__ = ["GeoPackageCatalog", "Mode", "open_catalog"]

Mode = Literal["r", "w", "a"]
"""`r` reads, `w` writes to an existing catalog, `a` makes it when it is not there."""


def open_catalog(path: str | os.PathLike[str], *, mode: Mode = "r") -> GeoPackageCatalog:
    """Open a catalog; use it as a context manager, or `close` it.

    Readers may come and go while one writer writes. A catalog of an older version is migrated on opening.

    Raises:
        CatalogNotFoundError: there is no such file (`r`, `w`) or no such folder (`a`).
        NotACatalogError: it is not SQLite, not a GeoPackage, or not Tilescribe's.
        NewerCatalogError: a newer Tilescribe wrote it.
        CatalogLockedError: another process writes to it (`w`, `a`).
        CatalogReadOnlyError: file or folder may not be written (`w`, `a`).
        CatalogDamagedError: SQLite finds it inconsistent.
    """
    if mode not in ("r", "w", "a"):
        raise InvalidOptionError(f"{mode!r} is not a mode of a catalog", remedy='Use "r", "w" or "a"')
    name = os.fspath(path)
    if mode == "r":
        if files.check(name) < migrations.SCHEMA_VERSION:
            open_catalog(path, mode="w").close()
        return GeoPackageCatalog(name, lock=None)
    absent = not Path(name).exists()
    if absent and mode == "a":
        files.require_creatable(name)
    else:
        files.check(name)
        files.require_writable(name)
    from tilescribe.catalog.geopackage.lock import WriterLock

    lock = WriterLock(name)
    try:
        # Under the lock, for another process may just have made it.
        if not Path(name).exists() and mode == "a":
            files.create(name)
        files.upgrade(name, files.check(name))
        return GeoPackageCatalog(name, lock=lock)
    except BaseException:
        lock.release()
        raise


class GeoPackageCatalog:
    """Implements `tilescribe.catalog.base.Catalog`, where every method is explained. Made by `open_catalog`."""

    def __init__(self, path: str, *, lock: WriterLock | None) -> None:
        self.path = path
        self._lock = lock
        self._connections = Connections(path, writable=lock is not None)
        self._index = VectorIndex(str(Path(path).absolute()))
        self._words = lexical.WordCounts()
        self._embedded_up_to: dict[str, tuple[str, int]] = {}
        """Embedder fingerprint to (generation, text id): texts up to this id all had vectors in that generation."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let others write. Closing twice does nothing."""
        try:
            self._connections.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._connections.reading():
            yield

    # --- runs ---------------------------------------------------------------------------------------------------------

    def begin_run(self, settings: Mapping[str, object]) -> int:
        with self._connections.writing() as db:
            return lazy_modules.runs.begin(db, settings)

    def end_run(self, run_id: int, *, status: str, counts: Mapping[str, int]) -> None:
        with self._connections.writing() as db:
            lazy_modules.runs.end(db, run_id, status=status, counts=counts)

    def record_failure(self, run_id: int, *, path: str, tile_id: int | None, stage: str, reason: str) -> None:
        with self._connections.writing() as db:
            lazy_modules.runs.record_failure(db, run_id, path=path, tile_id=tile_id, stage=stage, reason=reason)

    def runs(self, *, limit: int) -> list[RunRecord]:
        with self._connections.reading() as db:
            return lazy_modules.history.runs(db, limit=limit)

    def failures(self, *, limit: int) -> list[Failure]:
        with self._connections.reading() as db:
            return lazy_modules.history.failures(db, limit=limit)

    def coverage(self) -> list[Coverage]:
        with self._connections.reading() as db:
            return lazy_modules.history.coverage(db)

    # --- rasters ------------------------------------------------------------------------------------------------------

    def rasters(self) -> list[StoredRaster]:
        with self._connections.reading() as db:
            return lazy_modules.rasters.list_rasters(db)

    def outlines(self) -> list[RasterOutline]:
        with self._connections.reading() as db:
            return lazy_modules.outlines.outlines(db)

    def load_raster(self, raster_id: int) -> Raster:
        with self._connections.reading() as db:
            return lazy_modules.rasters.load(db, raster_id)

    def load_scene(self, raster_id: int) -> str | None:
        with self._connections.reading() as db:
            return lazy_modules.rasters.load_scene(db, raster_id)

    def put_scene(self, raster_id: int, scene: str) -> None:
        with self._connections.writing() as db:
            lazy_modules.rasters.put_scene(db, raster_id, scene)

    def put_raster(
        self,
        raster: Raster,
        *,
        stamp: FileSignature,
        overrides: str,
        plan: str,
        tiles: Sequence[Tile],
        reread: bool = False,
    ) -> int:
        with self._connections.writing() as db:
            return lazy_modules.rasters.put(
                db, raster, stamp=stamp, overrides=overrides, plan=plan, tiles=tiles, reread=reread
            )

    def move_raster(self, raster_id: int, *, path: str, stamp: FileSignature) -> None:
        with self._connections.writing() as db:
            lazy_modules.rasters.move(db, raster_id, path=path, stamp=stamp)

    def relocate_rasters(self) -> list[tuple[str, str]]:
        with self._connections.writing() as db:
            return lazy_modules.rasters.relocate(db)

    def touch_raster(self, raster_id: int, *, stamp: FileSignature, has_overviews: bool | None = None) -> None:
        with self._connections.writing() as db:
            lazy_modules.rasters.touch(db, raster_id, stamp=stamp, has_overviews=has_overviews)

    def set_raster_state(self, raster_id: int, state: RasterState, *, reason: str = "") -> None:
        with self._connections.writing() as db:
            lazy_modules.rasters.set_state(db, raster_id, state, reason=reason)

    def remove_rasters(self, raster_ids: Iterable[int]) -> None:
        with self._connections.writing() as db:
            lazy_modules.rasters.remove(db, raster_ids)

    # --- work ---------------------------------------------------------------------------------------------------------

    def pending(self, authors: Sequence[Author], *, raster_id: int | None = None) -> dict[int, int]:
        with self._connections.reading() as db:
            return lazy_modules.pending.pending(db, authors, raster_id=raster_id)

    def pending_tiles(self, raster_id: int, authors: Sequence[Author]) -> list[TileRef]:
        with self._connections.reading() as db:
            return lazy_modules.pending.pending_tiles(db, raster_id, authors)

    def coarse_results(self, raster_id: int, author: Author) -> list[ScannedTile]:
        with self._connections.reading() as db:
            return lazy_modules.coarse_results.coarse_results(db, raster_id, author)

    def known_captions(
        self, content_hashes: Sequence[str], authors: Sequence[Author]
    ) -> dict[str, dict[Author, Caption]]:
        with self._connections.reading() as db:
            return lazy_modules.pending.known_captions(db, content_hashes, authors)

    def texts_without_vectors(self, texts: Sequence[str], embedder: EmbedderInfo) -> list[str]:
        with self._connections.reading() as db:
            return lazy_modules.text_store.without_vectors(db, texts, embedder)

    def all_texts_without_vectors(self, embedder: EmbedderInfo, *, limit: int) -> list[str]:
        with self._connections.reading() as db:
            # Going on where the last call found its first text keeps re-embedding linear in the number of texts.
            now = revisions.generation(db)
            before, after = self._embedded_up_to.get(embedder.fingerprint, (now, 0))
            found = lazy_modules.text_store.list_without_vectors(
                db, embedder, after=after if before == now else 0, limit=limit
            )
            if found:
                self._embedded_up_to[embedder.fingerprint] = (now, found[0][0] - 1)
            return [text for _, text in found]

    def count_texts_without_vectors(self, embedder: EmbedderInfo) -> int:
        with self._connections.reading() as db:
            return lazy_modules.text_store.count_without_vectors(db, embedder)

    def write_batch(
        self, results: Sequence[TileResult], *, embedder: EmbedderInfo, vectors: Mapping[str, NDArray[np.float32]]
    ) -> None:
        with self._connections.writing() as db:
            lazy_modules.writing.write_batch(db, results, embedder=embedder, vectors=vectors)

    def write_vectors(self, embedder: EmbedderInfo, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        with self._connections.writing() as db:
            lazy_modules.text_store.put_vectors(db, embedder, vectors)

    # --- questions ----------------------------------------------------------------------------------------------------

    def embedders(self) -> list[EmbedderInfo]:
        with self._connections.reading() as db:
            return tile_queries.embedders(db)

    def captioners(self) -> list[str]:
        with self._connections.reading() as db:
            return tile_queries.captioners(db)

    def candidates(self, filters: Filters) -> NDArray[np.int64]:
        with self._connections.reading() as db:
            return candidates.candidates(db, filters, self._index.tiles(db))

    def count_undated(self, filters: Filters) -> int:
        with self._connections.reading() as db:
            return candidates.count_undated(db, filters, lambda: self._index.tiles(db))

    def dense(
        self,
        query: NDArray[np.float32],
        *,
        embedder: EmbedderInfo,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        with self._connections.reading() as db:
            return self._index.dense(db, query, embedder=embedder, tile_ids=tile_ids, author_filter=author_filter)

    def visual(
        self,
        query: NDArray[np.float32],
        *,
        embedder: EmbedderInfo,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        with self._connections.reading() as db:
            return self._index.visual(db, query, embedder=embedder, tile_ids=tile_ids, author_filter=author_filter)

    def dense_many(
        self, queries: NDArray[np.float32], *, embedder: EmbedderInfo, author_filter: AuthorFilter
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        with self._connections.reading() as db:
            return self._index.dense_many(db, queries, embedder=embedder, author_filter=author_filter)

    def visual_many(
        self, queries: NDArray[np.float32], *, embedder: EmbedderInfo
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        with self._connections.reading() as db:
            return self._index.visual_many(db, queries, embedder=embedder)

    def visual_vector(self, tile_id: int, *, embedder: EmbedderInfo) -> NDArray[np.float32] | None:
        with self._connections.reading() as db:
            return tile_queries.visual_vector(db, tile_id, space=embedder.fingerprint)

    def tags(self, tile_id: int) -> list[Tag]:
        with self._connections.reading() as db:
            return tile_queries.tags(db, tile_id)

    def lexical(
        self,
        question: str,
        *,
        tile_ids: NDArray[np.int64] | None = None,
        least: NDArray[np.float32] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TextMatch:
        with self._connections.reading() as db:
            postings = self._index.postings(db, author_filter=author_filter)
            return lexical.lexical(db, question, postings=postings, words=self._words, tile_ids=tile_ids, least=least)

    def tiles(self, tile_ids: Sequence[int]) -> list[StoredTile]:
        with self._connections.reading() as db:
            return tile_queries.tiles(db, tile_ids)

    def tiles_at(self, place: Bounds) -> list[int]:
        with self._connections.reading() as db:
            return lazy_modules.outlines.tiles_at(db, place)

    def descriptions(self, tile_id: int) -> list[StoredDescription]:
        with self._connections.reading() as db:
            return tile_queries.descriptions(db, tile_id)

    def summaries(self, tile_ids: Sequence[int], *, captioner: str) -> dict[int, str]:
        with self._connections.reading() as db:
            return tile_queries.summaries(db, tile_ids, captioner=captioner)

    def description_texts(self, description_ids: Sequence[int]) -> dict[int, StoredDescription]:
        with self._connections.reading() as db:
            return tile_queries.description_texts(db, description_ids)

    def measurements(self, tile_id: int) -> Measurements | None:
        with self._connections.reading() as db:
            return tile_queries.measurements(db, tile_id)

    # --- health -------------------------------------------------------------------------------------------------------

    def verify(self, *, repair: bool = False) -> list[str]:
        if repair:
            with self._connections.writing() as db:
                return lazy_modules.health.repair(db, self._index)
        with self._connections.reading() as db:
            return lazy_modules.health.find(db, self._index)
