"""What people add to a catalog: marks on hits, and corrections of descriptions. Written beside a run at work."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tilescribe.catalog.geopackage import corrections, files, marks, migrations, raster_edits, tile_queries
from tilescribe.catalog.geopackage.catalog import open_catalog
from tilescribe.catalog.geopackage.connections import Connections
from tilescribe.catalog.types import (
    AnnotationCounts,
    Correction,
    EmbedderInfo,
    Judgement,
    Mark,
    PlacedMark,
    RasterEdit,
    Verdict,
)
from tilescribe.domain.description import USER
from tilescribe.domain.tile import TileState
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.domain.period import Period

__all__ = ["USER", "GeoPackageAnnotations", "open_annotations"]


def open_annotations(path: str | os.PathLike[str]) -> GeoPackageAnnotations:
    """Open the notes of a catalog; use it as a context manager, or `close` it.

    Raises:
        CatalogNotFoundError, NotACatalogError, NewerCatalogError, CatalogDamagedError: as `open_catalog`.
    """
    name = os.fspath(path)
    if files.check(name) < migrations.SCHEMA_VERSION:
        open_catalog(name, mode="w").close()
    return GeoPackageAnnotations(name)


class GeoPackageAnnotations:
    """Marks and corrections of one catalog.

    Takes no writer lock: each change is one short transaction, which SQLite keeps apart from those of a run at work,
    so that people can judge hits while a catalog fills. What is said belongs to a place: it outlives the tile, and
    shows on whichever tile stands for the place. Methods may be called from any thread; after a writing one returns
    the change is durable, whatever happens to the process or the power.

    Writing ones raise CatalogReadOnlyError, CatalogFullError and CatalogLockedError (another program holds a
    transaction open for longer than ten seconds), and UnknownTileError where the tile is not there.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._connections = Connections(path, writable=True, durable=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closing twice does nothing."""
        self._connections.close()

    # --- marks --------------------------------------------------------------------------------------------------------

    def mark(self, tile_id: int, judgement: Judgement) -> Mark:
        """Set or replace what the judgement's author thinks of the place; an empty one takes it back."""
        with self._connections.writing() as db:
            return marks.put(db, tile_id, judgement)

    def put_marks(self, judgements: Sequence[tuple[int, Judgement]]) -> int:
        """`mark` of (tile id, judgement), all or none of them; how many."""
        with self._connections.writing() as db:
            return marks.put_all(db, judgements)

    def unmark(self, tile_id: int, *, author: str = "") -> None:
        """Take back what an author thinks of the place; where there is nothing, nothing happens."""
        with self._connections.writing() as db:
            marks.delete(db, [tile_id], author=author)

    def marks(self, *, verdict: Verdict | None = None, author: str | None = None) -> list[PlacedMark]:
        """All marks, or those with a verdict or of an author, the latest first; those too whose place has no tile any
        more."""
        with self._connections.reading() as db:
            return marks.list_all(db, verdict=verdict, author=author)

    def marks_of_tiles(self, tile_ids: Sequence[int]) -> dict[int, tuple[Mark, ...]]:
        """Tile id to the marks of its place by all authors, the latest first; without those that have none."""
        with self._connections.reading() as db:
            return marks.of_tiles(db, tile_ids)

    def marks_state(self) -> str:
        """Another text than before where `marks` would answer otherwise, whoever has written."""
        with self._connections.reading() as db:
            return marks.state(db)

    def count(self) -> AnnotationCounts:
        with self._connections.reading() as db:
            total, without_tile = corrections.count(db)
            return AnnotationCounts(marks.count(db), marks.count_without_tile(db), total, without_tile)

    # --- corrections --------------------------------------------------------------------------------------------------

    def correct(self, tile_id: int, text: str, *, embedder: EmbedderInfo, vector: NDArray[np.float32]) -> None:
        """Keep what a person says a tile shows, with its vector, (dim,) float32; it replaces an earlier correction.

        Raises:
            InvalidOptionError: the tile is blank, or its pixels have not been looked at.
        """
        with self._connections.writing() as db:
            tile = tile_queries.tiles(db, [tile_id])[0]
            if tile.state not in (TileState.DONE, TileState.FAILED):
                raise InvalidOptionError(
                    f"Tile {tile_id} is {tile.state} and has no description to correct",
                    remedy="Choose a described tile, or go on with the index first",
                )
            corrections.put(db, tile_id, text, embedder=embedder, vectors={text: vector})

    def uncorrect(self, tile_id: int) -> None:
        """Take the correction of a tile back; where there is none, nothing happens."""
        with self._connections.writing() as db:
            tile_queries.tiles(db, [tile_id])
            corrections.delete(db, tile_id)

    def corrections(self) -> list[Correction]:
        """All corrections, the latest first; those too that no tile shows at the moment."""
        with self._connections.reading() as db:
            return corrections.list_all(db)

    # --- rasters ------------------------------------------------------------------------------------------------------

    def edit_rasters(self, edits: Sequence[RasterEdit]) -> int:
        """Give rasters dates and labels; how many of them differ from before."""
        with self._connections.writing() as db:
            return raster_edits.edit(db, edits)

    def redate_pairs(self, periods: Mapping[str, Period | None]) -> int:
        """Of a catalog of changes: the rasters of these paths have other dates; how many pairs that is about."""
        with self._connections.writing() as db:
            return raster_edits.redate_pairs(db, periods)
