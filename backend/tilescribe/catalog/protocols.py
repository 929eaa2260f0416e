"""The catalog's operations: all that indexing, search and people may ask of it, whatever stores it.

Three protocols, for reading, for writing and for the work that is to be done, make up a `Catalog`; what people say has
one of its own, `Annotations`, for it may be written while a run is at work. `tilescribe.testing.store_contract` has
the tests that every form must pass.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from tilescribe.catalog.fusion import Weights
    from tilescribe.catalog.query import ScoredTiles, ScoreMatrix, TileQuery, TileRanking
    from tilescribe.catalog.types import (
        AnnotationCounts,
        Correction,
        Coverage,
        EmbedderInfo,
        Failure,
        Judgement,
        Mark,
        PairedDates,
        PlacedMark,
        PlannedPair,
        RasterEdit,
        RasterOutline,
        RunRecord,
        ScannedTile,
        StoredDescription,
        StoredPair,
        StoredRaster,
        StoredTile,
        TileResult,
        VectorSpace,
        Verdict,
    )
    from tilescribe.domain.description import Author, Caption, Measurements, Tag
    from tilescribe.domain.period import Period
    from tilescribe.domain.query import Filters
    from tilescribe.domain.raster import Bounds, FileSignature, Raster, RasterState
    from tilescribe.domain.tile import Tile, TileRef

__all__ = [
    "Annotations",
    "Catalog",
    "CatalogReader",
    "CatalogWriter",
    "Mode",
    "PendingWork",
    "ScoresEveryTile",
    "Store",
]

Mode: TypeAlias = Literal["r", "w", "a"]
"""`r` reads, `w` writes to an existing catalog, `a` makes it when it is not there."""


class CatalogReader(Protocol):
    """What is known about a set of rasters. Reading is possible while others write."""

    def snapshot(self) -> AbstractContextManager[None]:
        """What this thread reads inside the block is of one state of the catalog, whatever is written meanwhile.

        The state is that of the first reading. Snapshots may stand inside one another; the outermost counts. Make it
        no longer than a question: what is written meanwhile cannot be tidied away.

        Raises:
            CatalogChangedError: that could not be held to, in a form that cannot always; ask again.
        """
        ...

    def version(self) -> int:
        """Another number than before where this or another program has committed something; costs microseconds."""
        ...

    def size_bytes(self) -> int:
        """How much room the catalog takes up where it is stored."""
        ...

    # --- runs ---------------------------------------------------------------------------------------------------------

    def runs(self, *, limit: int) -> list[RunRecord]:
        """The latest first."""
        ...

    def failures(self, *, limit: int) -> list[Failure]:
        """Those of the latest run, in order of happening."""
        ...

    def coverage(self) -> list[Coverage]:
        """What each author has described, by captioner name."""
        ...

    # --- rasters ------------------------------------------------------------------------------------------------------

    def rasters(self) -> list[StoredRaster]:
        """All rasters in order of path."""
        ...

    def outlines(self) -> list[RasterOutline]:
        """Where all rasters lie, in order of path, and who has described how much of them."""
        ...

    def load_raster(self, raster_id: int) -> Raster:
        """The raster as it was opened at planning."""
        ...

    def load_scene(self, raster_id: int) -> str | None:
        """What `put_scene` kept of the raster since its pixels or their meaning last changed; else None."""
        ...

    # --- tiles --------------------------------------------------------------------------------------------------------

    def captioners(self) -> list[str]:
        """Names of those that have described a tile, in order."""
        ...

    def tiles(self, tile_ids: Sequence[int]) -> list[StoredTile]:
        """In the order asked for; unknown ids raise UnknownTileError."""
        ...

    def blank_reasons(self, *, limit: int) -> list[tuple[str, int]]:
        """Why tiles are blank, each reason with the number of its tiles, the commonest first."""
        ...

    def tiles_at(self, place: Bounds) -> list[int]:
        """Ids of the tiles, in any state, that touch a box (or a point: west = east, south = north), smallest first."""
        ...

    def footprints(self, tile_ids: Sequence[int]) -> list[MultiPolygon]:
        """WGS84 outlines of tiles, in the order asked for; unknown ids raise UnknownTileError."""
        ...

    def descriptions(self, tile_id: int) -> list[StoredDescription]: ...

    def measurements(self, tile_id: int) -> Measurements | None: ...

    def tags(self, tile_id: int) -> list[Tag]:
        """What captioners tagged the tile with, most probable first."""
        ...

    # --- pairs of dates -----------------------------------------------------------------------------------------------

    def has_pairs(self) -> bool:
        """Whether it is a catalog of changes: its tiles are later dates that are compared with earlier ones."""
        ...

    def pairs(self, tile_ids: Sequence[int]) -> list[StoredPair]:
        """Those of the tiles that are compared with an earlier date, in the order asked for; others are left out."""
        ...

    def pairs_of(self, source_ids: Sequence[int]) -> list[StoredPair]:
        """Those whose later date is one of these tiles of the compared catalog, in order of the pair's tile."""
        ...

    def paired_dates(self) -> list[PairedDates]:
        """Which dates are compared with which earlier ones, in order of time; what has no date comes first."""
        ...

    def magnitudes(self, filters: Filters) -> ScoredTiles:
        """Of all tiles that were compared and pass the filters, how much has changed, 0 to 1."""
        ...

    # --- vectors ------------------------------------------------------------------------------------------------------

    def spaces(self) -> list[VectorSpace]:
        """All vector spaces that something was written to; the one whose text encoder wrote last comes first."""
        ...

    def embedders(self) -> list[EmbedderInfo]:
        """Text embedders that have vectors of descriptions here, the most recently used first."""
        ...

    def text_vectors(self, texts: Sequence[str], *, space: str) -> dict[str, NDArray[np.float32]]:
        """Text to its vector, (dim,) float32, L2-normalised, for those of the texts that have one in this space."""
        ...

    def visual_vector(self, tile_id: int, *, space: str) -> NDArray[np.float32] | None:
        """The tile's latest visual vector in this space, (dim,) float32, L2-normalised; None for none that is sound.

        None as well where the latest says that the picture was not understood.
        """
        ...

    def visual_sample(self, *, space: str, limit: int) -> NDArray[np.float32]:
        """Up to `limit` of the visual vectors in a space, spread over the catalog: (n, dim) float32, L2-normalised.

        The same ones each time, as long as nothing is written. Those of pictures that were not understood are left out.
        """
        ...

    # --- questions ----------------------------------------------------------------------------------------------------

    def search(self, query: TileQuery) -> TileRanking:
        """The best tiles of a question with their channel scores; see `TileQuery`. Of one state of the catalog."""
        ...

    def tile_scores(self, query: TileQuery) -> ScoredTiles:
        """Every tile that passes the filters and can be scored, by the formulas of `search`; `query.page` says nothing.

        Of one state of the catalog. All scores are in memory at once: 20 bytes a tile.
        """
        ...

    def candidates(self, filters: Filters) -> NDArray[np.int64]:
        """Ids of described tiles that pass the filters, ascending."""
        ...

    def prepare(self) -> None:
        """Make what questions need and is kept between them, which otherwise the next one waits for."""
        ...


class CatalogWriter(Protocol):
    """What a run writes.

    Every method is one transaction: when it raises nothing has changed, and after it returns the change survives the
    death of the process. A loss of power may take the last few of them with it, wholly, and damages nothing; what
    people typed, in `Annotations`, survives that too.
    """

    # --- runs ---------------------------------------------------------------------------------------------------------

    def begin_run(self, settings: Mapping[str, object]) -> int:
        """Record the start of a run."""
        ...

    def end_run(self, run_id: int, *, status: str, counts: Mapping[str, int]) -> None: ...

    def record_failure(self, run_id: int, *, path: str, tile_id: int | None, stage: str, reason: str) -> None: ...

    # --- rasters ------------------------------------------------------------------------------------------------------

    def put_scene(self, raster_id: int, scene: str) -> None:
        """Keep what was computed of the raster as a whole, as JSON."""
        ...

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
        """Add a raster with its planned tiles, or replace the row of the same path.

        Its label stays where `raster` has none. With `keep_date` a date that a person has given the row since it was
        read, or taken back, goes before the one of `raster` and `overrides` (`Annotations.edit_rasters`).

        On replacement, tiles with the same level and window keep their id and descriptions and become pending when
        the fingerprint, the roles or the scaling changed, or with `reread`; tiles no longer planned are deleted; new
        ones are added.
        """
        ...

    def put_pairs(self, pairs: Sequence[PlannedPair]) -> None:
        """Say with what tiles are to be compared, in place of what was said before; unknown tiles are left out."""
        ...

    def move_raster(self, raster_id: int, *, path: str, stamp: FileSignature) -> None: ...

    def relocate_rasters(self) -> list[tuple[str, str]]:
        """Write down where the rasters are, as seen from the catalog now; (previous, new) path of those that moved.

        A form whose catalogs lie in no folder has none to tell.
        """
        ...

    def touch_raster(self, raster_id: int, *, stamp: FileSignature, has_overviews: bool | None = None) -> None:
        """The file's time changed and its content did not; `has_overviews` where that was looked at."""
        ...

    def set_raster_state(self, raster_id: int, state: RasterState, *, reason: str = "") -> None: ...

    def remove_rasters(self, raster_ids: Iterable[int]) -> None:
        """Delete rasters with their tiles, descriptions and texts that nothing else uses."""
        ...

    # --- results ------------------------------------------------------------------------------------------------------

    def write_batch(
        self,
        results: Sequence[TileResult],
        *,
        embedder: EmbedderInfo,
        vectors: Mapping[str, NDArray[np.float32]],
    ) -> None:
        """Store one batch of results, and the vectors of its new texts, in one transaction; see `write_vectors`.

        A caption replaces the tile's captions of the same captioner (older model or prompt). The tile is `done` when
        any author described it, `blank`, or `failed` with the reason when none did. Tiles that are gone are left out.

        Raises:
            ValueError: a result says nothing or several things, a tile comes twice, or a vector has a wrong length.
        """
        ...

    def write_vectors(self, embedder: EmbedderInfo, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Store vectors by text, each (dim,) float32, L2-normalised; texts that the catalog lacks are passed over.

        The embedder's space is from then on the most recently used one, also where there is nothing to store.

        Raises:
            ValueError: a vector has another length than the embedder's.
        """
        ...

    # --- health -------------------------------------------------------------------------------------------------------

    def verify(self, *, repair: bool = False) -> list[str]:
        """What is inconsistent, one sentence each; with `repair`, what was mended. Empty means sound."""
        ...


class PendingWork(Protocol):
    """What is still to be described and embedded."""

    def pending(self, authors: Sequence[Author], *, raster_id: int | None = None) -> dict[int, int]:
        """Raster id to number of tiles that are not blank and lack a caption of any of `authors`; no zeros.

        A caption that failed, or is of earlier pixels, is none.
        """
        ...

    def pending_tiles(self, raster_id: int, authors: Sequence[Author]) -> list[TileRef]:
        """Those tiles, in reading order: level, row, column."""
        ...

    def coarse_results(self, raster_id: int, author: Author) -> list[ScannedTile]:
        """The described tiles of a raster, in reading order, with what any captioner found out about them."""
        ...

    def known_captions(
        self, content_hashes: Sequence[str], authors: Sequence[Author]
    ) -> dict[str, dict[Author, Caption]]:
        """Captions already written for the same pixels by the same author."""
        ...

    def texts_without_vectors(self, texts: Sequence[str], embedder: EmbedderInfo) -> list[str]:
        """Those of `texts` that still need embedding, each once, in order."""
        ...

    def all_texts_without_vectors(self, embedder: EmbedderInfo, *, limit: int) -> list[str]:
        """Up to `limit` texts anywhere in the catalog that lack a vector of this embedder."""
        ...

    def count_texts_without_vectors(self, embedder: EmbedderInfo) -> int: ...


class Catalog(CatalogReader, CatalogWriter, PendingWork, Protocol):
    """Everything known about a set of rasters: an open catalog, a context manager that closes it.

    Methods may be called from any thread. How many may write at a time is the form's affair: a GeoPackage has one
    writer, and opening a second one for writing raises CatalogLockedError.
    """

    path: str
    """A location that leads to it, to open it again. Who shows it to people hides the password that a URL may have
    (`tilescribe.passwords.without_passwords`, as the text of every `TilescribeError` does)."""

    def close(self) -> None:
        """Closing twice does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


@runtime_checkable
class ScoresEveryTile(Protocol):
    """A form of the catalog that can hold the scores of all tiles in memory at once. Only measuring asks for that."""

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
        """Scores of every tile for every question, by the formulas of `search`.

        Args:
            queries: (n, dim) float32, L2-normalised, in `space`; text and visual vectors of that space are compared.
            words: Of the n questions.
            weights: Of the n questions.
            space: Id of the vector space.
            tile_ids: Ascending; None means all described tiles.
            visual: (n, dim) of the questions in other spaces, whose visual vectors count beside those of `space`.
        """
        ...


class Annotations(Protocol):
    """What people add to a catalog: marks on hits, and corrections of descriptions. A context manager.

    Written beside a run at work, so that people can judge hits while a catalog fills. What is said belongs to a place:
    it outlives the tile, and shows on whichever tile stands for the place. Methods may be called from any thread; after
    a writing one returns the change is durable, whatever happens to the process or the power.

    Writing ones raise CatalogReadOnlyError, CatalogFullError and CatalogLockedError (another program holds on to the
    catalog for too long), and UnknownTileError where the tile is not there.
    """

    path: str

    def close(self) -> None:
        """Closing twice does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...

    def mark(self, tile_id: int, judgement: Judgement) -> Mark:
        """Set or replace what the judgement's author thinks of the place; an empty one takes it back, as `unmark`.

        Raises:
            InvalidOptionError: a text is too long, the count is negative, or the shape is no geometry on the globe.
        """
        ...

    def put_marks(self, judgements: Sequence[tuple[int, Judgement]]) -> int:
        """`mark` of (tile id, judgement), all or none of them; how many. Of several of one tile and author the last
        counts.

        Raises:
            InvalidOptionError: as `mark`.
        """
        ...

    def unmark(self, tile_id: int, *, author: str = "") -> None:
        """Take back what an author thinks of the place; where there is nothing, nothing happens."""
        ...

    def marks(self, *, verdict: Verdict | None = None, author: str | None = None) -> list[PlacedMark]:
        """All marks, or those with a verdict or of an author, the latest first; those too whose place has no tile any
        more."""
        ...

    def marks_of_tiles(self, tile_ids: Sequence[int]) -> dict[int, tuple[Mark, ...]]:
        """Tile id to the marks of its place by all authors, the latest first; without those that have none.

        Also those made on another tile of the same day whose ground is about the same: at least half of what both
        cover. Unknown ids have none.
        """
        ...

    def marks_state(self) -> str:
        """Another text than before where `marks` would answer otherwise, whoever has written; costs microseconds."""
        ...

    def count(self) -> AnnotationCounts: ...

    def correct(self, tile_id: int, text: str, *, embedder: EmbedderInfo, vector: NDArray[np.float32]) -> None:
        """Keep what a person says a tile shows, with its vector, (dim,) float32; it replaces an earlier correction.

        Raises:
            InvalidOptionError: the tile is blank, or its pixels have not been looked at.
        """
        ...

    def uncorrect(self, tile_id: int) -> None:
        """Take the correction of a tile back; where there is none, nothing happens."""
        ...

    def corrections(self) -> list[Correction]:
        """All corrections, the latest first; those too that no tile shows at the moment."""
        ...

    def edit_rasters(self, edits: Sequence[RasterEdit]) -> int:
        """Give rasters dates and labels, all in one transaction; how many of them differ from before.

        Tiles and the places of marks and corrections take the date of their raster.

        Raises:
            InvalidOptionError: the catalog has no raster of one of the numbers.
        """
        ...

    def redate_pairs(self, periods: Mapping[str, Period | None]) -> int:
        """Of a catalog of changes: the rasters of these paths have other dates, on whichever side they are.

        Pairs of which all earlier rasters are among them bear their new date; of all pairs that they take part in the
        later raster loses its `StoredRaster.plan`, so that the next comparison plans it anew. How many pairs these are.
        """
        ...


@runtime_checkable
class Store(Protocol):
    """One form of the catalog: a module or an object, which the entry points `tilescribe.stores` name by URL scheme.

    An entry point's object is made once in a process. Its methods may be called from any thread, and `identity` with
    every request to the service.
    """

    def open_catalog(self, location: str, *, mode: Mode = "r") -> Catalog:
        """See `tilescribe.catalog.open_catalog`."""
        ...

    def open_annotations(self, location: str) -> Annotations:
        """See `tilescribe.catalog.open_annotations`."""
        ...

    def is_catalog(self, location: str) -> bool:
        """Whether there is a catalog, of any version, at this location; never raises because there is none."""
        ...

    def identity(self, location: str) -> Hashable | None:
        """What tells the catalog that is there now from another that was there before; None where there is none."""
        ...
