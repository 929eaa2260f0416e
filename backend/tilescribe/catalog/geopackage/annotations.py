"""What people add to a catalog: marks on hits, and corrections of descriptions. Written beside a run at work."""

from __future__ import annotations

import os
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tilescribe.catalog.geopackage import corrections, files, marks, migrations, tile_queries
from tilescribe.catalog.geopackage.catalog import open_catalog
from tilescribe.catalog.geopackage.connections import Connections
from tilescribe.catalog.types import AnnotationCounts, Correction, EmbedderInfo, Mark, PlacedMark, Verdict
from tilescribe.domain.description import USER
from tilescribe.domain.tile import TileState
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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

    def mark(self, tile_id: int, *, question: str = "", verdict: Verdict | None = None, note: str = "") -> Mark:
        """Set or replace what is thought of a tile as an answer to a question; an empty one is the tile as such."""
        with self._connections.writing() as db:
            tile_queries.tiles(db, [tile_id])
            return marks.put(db, tile_id, question=question, verdict=verdict, note=note)

    def unmark(self, tile_id: int, *, question: str = "") -> None:
        """Take a mark back; where there is none, nothing happens."""
        with self._connections.writing() as db:
            tile_queries.tiles(db, [tile_id])
            marks.delete(db, tile_id, question=question)

    def marks(self, *, question: str | None = None) -> list[PlacedMark]:
        """All marks, or those of one question, the latest first; those too whose place has no tile any more."""
        with self._connections.reading() as db:
            return marks.list_all(db, question=question)

    def marks_of_tile(self, tile_id: int) -> list[Mark]:
        """The latest first."""
        with self._connections.reading() as db:
            return marks.of_tile(db, tile_id)

    def marks_of_hits(self, tile_ids: Sequence[int], *, question: str) -> dict[int, Mark]:
        """Tile id to mark, for those tiles that have one for this question."""
        with self._connections.reading() as db:
            return marks.of_tiles(db, tile_ids, question=question)

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
