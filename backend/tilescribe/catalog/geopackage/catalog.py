"""The catalog as one GeoPackage file, with the modules of this package behind one class."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tilescribe.catalog.geopackage import (
    candidates,
    files,
    lazy_modules,
    lexical,
    migrations,
    revisions,
    search,
    tile_queries,
)
from tilescribe.catalog.geopackage.connections import Connections
from tilescribe.catalog.geopackage.vectors import VectorIndex
from tilescribe.errors import CatalogReadOnlyError, InvalidOptionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from tilescribe.catalog.fusion import Weights
    from tilescribe.catalog.geopackage.changes import ChangeCounter
    from tilescribe.catalog.geopackage.channels import Channels
    from tilescribe.catalog.geopackage.lock import WriterLock
    from tilescribe.catalog.protocols import Catalog, Mode, ScoresEveryTile
    from tilescribe.catalog.query import ScoredTiles, ScoreMatrix, TileQuery, TileRanking
    from tilescribe.catalog.types import (
        Coverage,
        EmbedderInfo,
        Failure,
        PairedDates,
        PlannedPair,
        RasterOutline,
        RunRecord,
        ScannedTile,
        StoredDescription,
        StoredPair,
        StoredRaster,
        StoredTile,
        TileResult,
        VectorSpace,
    )
    from tilescribe.domain.description import Author, Caption, Measurements, Tag
    from tilescribe.domain.query import Filters
    from tilescribe.domain.raster import Bounds, FileSignature, Raster, RasterState
    from tilescribe.domain.tile import Tile, TileRef

__all__ = ["GeoPackageCatalog", "open_catalog"]


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
        version = files.check(name)
        if version < migrations.SCHEMA_VERSION:
            _migrate(name, version)
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


def _migrate(path: str, version: int) -> None:
    """Bring an older catalog up to date for somebody who only wants to read it."""
    try:
        open_catalog(path, mode="w").close()
    except CatalogReadOnlyError as error:
        raise CatalogReadOnlyError(
            f"The catalog {path} has schema version {version} and must be brought to version "
            f"{migrations.SCHEMA_VERSION} first, for which you may not write to it",
            remedy="Let somebody who may open it once, or copy it to a place of your own",
        ) from error


class GeoPackageCatalog:
    """Implements `tilescribe.catalog.protocols.Catalog`, where every method is explained. Made by `open_catalog`.

    A GeoPackage has one writer at a time, across processes: hence a run that is still marked as running when the next
    begins was interrupted.
    """

    def __init__(self, path: str, *, lock: WriterLock | None) -> None:
        self.path = path
        self._lock = lock
        self._connections = Connections(path, writable=lock is not None)
        self._absolute = str(Path(path).absolute())
        """The working directory may change while the catalog is open."""
        self._index = VectorIndex(self._absolute)
        self._changes: ChangeCounter | None = None
        self._changes_lock = threading.Lock()
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
            with self._changes_lock:
                if self._changes is not None:
                    self._changes.close()
            self._connections.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._connections.reading():
            yield

    def version(self) -> int:
        with self._changes_lock:
            if self._changes is None:
                self._changes = lazy_modules.changes.ChangeCounter(self._absolute)
            return self._changes.version()

    def size_bytes(self) -> int:
        """Of the file, with what SQLite keeps beside it and has not yet worked in."""
        files = (Path(self._absolute + suffix) for suffix in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.is_file())

    @property
    def channels(self) -> Channels:
        """The scores of all tiles by channel; for tests and benchmarks."""
        return lazy_modules.channels.Channels(self._connections, self._index, self._words)

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
        keep_date: bool = False,
    ) -> int:
        with self._connections.writing() as db:
            return lazy_modules.rasters.put(
                db,
                raster,
                stamp=stamp,
                overrides=overrides,
                plan=plan,
                tiles=tiles,
                reread=reread,
                keep_date=keep_date,
            )

    def put_pairs(self, pairs: Sequence[PlannedPair]) -> None:
        with self._connections.writing() as db:
            lazy_modules.pairs.put(db, pairs)

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

    def prepare(self) -> None:
        with self._connections.reading() as db:
            self._index.prepare(db)

    def search(self, query: TileQuery) -> TileRanking:
        with self._connections.reading() as db:
            return search.search(db, query, index=self._index, words=self._words)

    def tile_scores(self, query: TileQuery) -> ScoredTiles:
        with self._connections.reading() as db:
            return search.tile_scores(db, query, index=self._index, words=self._words)

    def score_matrix(
        self,
        queries: NDArray[np.float32],
        words: Sequence[str],
        weights: Sequence[Weights],
        *,
        space: str,
        tile_ids: NDArray[np.int64] | None = None,
        visual: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> ScoreMatrix:
        """See `tilescribe.catalog.protocols.ScoresEveryTile`."""
        with self._connections.reading() as db:
            return lazy_modules.matrix.score_matrix(
                db,
                queries,
                words,
                weights,
                space=space,
                tile_ids=tile_ids,
                visual=visual or {},
                index=self._index,
                counts=self._words,
            )

    def has_pairs(self) -> bool:
        with self._connections.reading() as db:
            return tile_queries.has_pairs(db)

    def pairs(self, tile_ids: Sequence[int]) -> list[StoredPair]:
        with self._connections.reading() as db:
            return lazy_modules.pairs.list_pairs(db, tile_ids)

    def pairs_of(self, source_ids: Sequence[int]) -> list[StoredPair]:
        with self._connections.reading() as db:
            return lazy_modules.pairs.list_pairs_of(db, source_ids)

    def paired_dates(self) -> list[PairedDates]:
        with self._connections.reading() as db:
            return lazy_modules.pairs.paired_dates(db)

    def magnitudes(self, filters: Filters) -> ScoredTiles:
        with self._connections.reading() as db:
            passing = None if filters.empty else candidates.candidates(db, filters, self._index.tiles(db))
            return lazy_modules.pairs.magnitudes(db, passing)

    def spaces(self) -> list[VectorSpace]:
        with self._connections.reading() as db:
            return tile_queries.spaces(db)

    def text_vectors(self, texts: Sequence[str], *, space: str) -> dict[str, NDArray[np.float32]]:
        with self._connections.reading() as db:
            return lazy_modules.text_store.vectors_of(db, texts, space=space)

    def visual_vector(self, tile_id: int, *, space: str) -> NDArray[np.float32] | None:
        with self._connections.reading() as db:
            return tile_queries.visual_vector(db, tile_id, space=space)

    def visual_sample(self, *, space: str, limit: int) -> NDArray[np.float32]:
        with self._connections.reading() as db:
            return self._index.visual_sample(db, space=space, limit=limit)

    def tags(self, tile_id: int) -> list[Tag]:
        with self._connections.reading() as db:
            return tile_queries.tags(db, tile_id)

    def tiles(self, tile_ids: Sequence[int]) -> list[StoredTile]:
        with self._connections.reading() as db:
            return tile_queries.tiles(db, tile_ids)

    def blank_reasons(self, *, limit: int) -> list[tuple[str, int]]:
        with self._connections.reading() as db:
            return lazy_modules.outlines.blank_reasons(db, limit=limit)

    def tiles_at(self, place: Bounds) -> list[int]:
        with self._connections.reading() as db:
            return lazy_modules.outlines.tiles_at(db, place)

    def footprints(self, tile_ids: Sequence[int]) -> list[MultiPolygon]:
        with self._connections.reading() as db:
            return tile_queries.footprints(db, tile_ids)

    def descriptions(self, tile_id: int) -> list[StoredDescription]:
        with self._connections.reading() as db:
            return tile_queries.descriptions(db, tile_id)

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


if TYPE_CHECKING:

    def _holds_to_the_protocols(catalog: GeoPackageCatalog) -> tuple[Catalog, ScoresEveryTile]:
        return catalog, catalog
