"""The catalog's operations: all that indexing and search may ask of it, whatever stores it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from tilescribe.domain.description import Author, Caption, Measurements, Tag, VisualVector
from tilescribe.domain.period import Period
from tilescribe.domain.raster import FileSignature, RasterState
from tilescribe.domain.tile import Tile, TileRef, TileState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from tilescribe.domain.query import Filters
    from tilescribe.domain.raster import Bounds, Raster

__all__ = [
    "AuthorFilter",
    "ByCaptioner",
    "Catalog",
    "Coverage",
    "EmbedderInfo",
    "Failure",
    "RasterOutline",
    "RunRecord",
    "ScannedTile",
    "StoredDescription",
    "StoredRaster",
    "StoredTile",
    "TextMatch",
    "TileResult",
    "TileScores",
]


@dataclass(frozen=True, slots=True)
class ByCaptioner:
    """The descriptions of one captioner, of whatever model and prompt version."""

    captioner: str


AuthorFilter: TypeAlias = Literal["all", "described", "measured"] | ByCaptioner
"""Whose descriptions count: everybody's, those of captioners that look at the picture, the measured facts, or those of
one captioner."""


@dataclass(frozen=True, slots=True)
class StoredRaster:
    """A raster's row, as planning and `info` need it."""

    id: int
    path: str
    """Where its file is: seen from the catalog where it is there, else where it was last seen."""
    fingerprint: str
    stamp: FileSignature
    overrides: str
    """What the user forced (profile, time), as written at planning; another value opens the raster again."""
    plan: str
    """Levels and overlap its tiles were planned with; another value plans again."""
    state: RasterState
    reason: str
    profile: str
    profile_source: str
    sensor: str | None
    acquired: datetime | None
    acquired_end: datetime | None
    """Last moment of the period that begins with `acquired`; UTC."""
    crs: str
    gsd_m: float
    width: int
    height: int
    roles: tuple[str, ...]
    levels_m: tuple[float, ...]
    tiles: Mapping[TileState, int]
    """Number of tiles by state."""

    @property
    def period(self) -> Period | None:
        """When it was acquired, as exactly as that is known."""
        return None if self.acquired is None else Period(self.acquired, self.acquired_end or self.acquired)


@dataclass(frozen=True, slots=True)
class StoredDescription:
    id: int
    kind: str
    text: str
    author: Author


@dataclass(frozen=True, slots=True)
class StoredTile:
    """A tile's row with what a hit shows."""

    id: int
    raster_id: int
    raster: str
    """File name."""
    path: str
    """Where the raster's file is, as in `StoredRaster`."""
    available: bool
    """It is there; true of what only a network could tell."""
    acquired: datetime | None
    acquired_end: datetime | None
    """Last moment of the period that begins with `acquired`; UTC."""
    level_m: float
    row: int
    col: int
    height: int
    width: int
    state: TileState
    reason: str
    summary: str
    footprint: MultiPolygon
    valid_share: float | None = None
    """Share of pixels that carry a picture, 0 to 1; None before they were read."""


@dataclass(frozen=True, slots=True)
class TileResult:
    """What the pipeline found out about one tile; exactly one of blank, failure, captions says it."""

    tile_id: int
    content_hash: str | None = None
    valid_share: float | None = None
    blank: str = ""
    """Why there is nothing to describe."""
    failure: str = ""
    """Why it could not be read or described."""
    captions: Mapping[Author, Caption] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScannedTile:
    """A described tile with what was found out about it, and how far one author has got with it."""

    ref: TileRef
    content_hash: str | None
    """Digest of the pixels as they were last read."""
    valid_share: float
    measurements: Measurements | None
    tags: tuple[Tag, ...]
    visual: VisualVector | None
    """The latest."""
    state: Literal["", "done", "failed", "stale"]
    """Of the author's caption; empty where there is none."""
    inherited_from: int | None
    """The tile whose caption by this author was taken over; None where there is none or it is the tile's own."""


@dataclass(frozen=True, slots=True)
class EmbedderInfo:
    """An embedder as the catalog records it."""

    name: str
    fingerprint: str
    dim: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one author has got."""

    author: Author
    done: int
    """Tiles described."""
    failed: int
    """Tiles on which it failed last time."""
    inherited: int = 0
    """Of `done`: taken over from a near-identical tile."""


@dataclass(frozen=True, slots=True)
class RasterOutline:
    """What a map shows of a raster."""

    raster_id: int
    footprint: MultiPolygon
    """WGS84."""
    described: Mapping[str, int]
    """Captioner to number of tiles that it has described."""
    updated: str | None
    """When a description was last added, ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    id: int
    started: str
    """ISO 8601, UTC."""
    finished: str | None
    status: str
    """`running`, `done`, `partial`, `cancelled`, `failed` or `interrupted`."""
    counts: Mapping[str, int]
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong in a run: a raster (no tile) or one of its tiles."""

    run_id: int
    path: str
    tile_id: int | None
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class TileScores:
    """Scores of tiles in one channel: four arrays of one length, tile ids ascending and unique."""

    tile_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    description_ids: NDArray[np.int64]
    """The description that gave the tile its score."""
    means: NDArray[np.float32]
    """Mean score of all the tile's descriptions: tells tiles apart whose best description is the same sentence."""
    valid_shares: NDArray[np.float32] | None = field(default=None, kw_only=True)
    """Share of each tile's pixels that carry a picture, 0 to 1; None where all are 1 or the channel does not say."""


@dataclass(frozen=True, slots=True)
class TextMatch(TileScores):
    """A lexical answer: `scores` are in 0..1, and `terms` are the stems that had any weight and stand somewhere."""

    terms: tuple[str, ...]


class Catalog(Protocol):
    """Everything known about a set of rasters. Readers are never blocked; one writer at a time.

    Methods may be called from any thread. Every writing method is one transaction: when it raises nothing has
    changed, and after it returns the change survives the death of the process. A loss of power may take the last few of
    them with it, wholly, and damages nothing; what people typed, in `Annotations`, survives that too.
    """

    path: str

    def close(self) -> None: ...

    def snapshot(self) -> AbstractContextManager[None]:
        """What this thread reads inside the block is of one state of the catalog, whatever is written meanwhile.

        The state is that of the first reading. Snapshots may stand inside one another; the outermost counts. Make it
        no longer than a question: what is written meanwhile cannot be tidied away.
        """
        ...

    # --- runs -----------------------------------------------------------------------------------------------------

    def begin_run(self, settings: Mapping[str, object]) -> int:
        """Record the start of a run; a run of a killed process is marked `interrupted` at this moment."""
        ...

    def end_run(self, run_id: int, *, status: str, counts: Mapping[str, int]) -> None: ...

    def record_failure(self, run_id: int, *, path: str, tile_id: int | None, stage: str, reason: str) -> None: ...

    def runs(self, *, limit: int) -> list[RunRecord]:
        """The latest first."""
        ...

    def failures(self, *, limit: int) -> list[Failure]:
        """Those of the latest run, in order of happening."""
        ...

    def coverage(self) -> list[Coverage]:
        """What each author has described, by captioner name."""
        ...

    # --- rasters --------------------------------------------------------------------------------------------------

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
    ) -> int:
        """Add a raster with its planned tiles, or replace the row of the same path.

        On replacement, tiles with the same level and window keep their id and descriptions and become pending when
        the fingerprint, the roles or the scaling changed, or with `reread`; tiles no longer planned are deleted; new
        ones are added.
        """
        ...

    def move_raster(self, raster_id: int, *, path: str, stamp: FileSignature) -> None: ...

    def relocate_rasters(self) -> list[tuple[str, str]]:
        """Write down where the rasters are, as seen from the catalog now; (previous, new) path of those that moved."""
        ...

    def touch_raster(self, raster_id: int, *, stamp: FileSignature, has_overviews: bool | None = None) -> None:
        """The file's time changed and its content did not; `has_overviews` where that was looked at."""
        ...

    def set_raster_state(self, raster_id: int, state: RasterState, *, reason: str = "") -> None: ...

    def remove_rasters(self, raster_ids: Iterable[int]) -> None:
        """Delete rasters with their tiles, descriptions and texts that nothing else uses."""
        ...

    # --- work -----------------------------------------------------------------------------------------------------

    def pending(self, authors: Sequence[Author], *, raster_id: int | None = None) -> dict[int, int]:
        """Raster id to number of tiles that are not blank and lack a caption of any of `authors`."""
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

    def write_batch(
        self,
        results: Sequence[TileResult],
        *,
        embedder: EmbedderInfo,
        vectors: Mapping[str, NDArray[np.float32]],
    ) -> None:
        """Store one batch of results, and the vectors of its new texts, in one transaction.

        A caption replaces the tile's captions of the same captioner (older model or prompt). The tile is `done` when
        any author described it, `blank`, or `failed` with the reason when none did.
        """
        ...

    def write_vectors(self, embedder: EmbedderInfo, vectors: Mapping[str, NDArray[np.float32]]) -> None: ...

    # --- questions ------------------------------------------------------------------------------------------------

    def embedders(self) -> list[EmbedderInfo]:
        """Embedders that have vectors here, the most recently used first."""
        ...

    def captioners(self) -> list[str]:
        """Names of those that have described a tile, in order."""
        ...

    def candidates(self, filters: Filters) -> NDArray[np.int64]:
        """Ids of described tiles that pass the filters, ascending."""
        ...

    def count_undated(self, filters: Filters) -> int:
        """Rasters with tiles that pass all filters but the one by time, having none; 0 without such a filter."""
        ...

    def dense(
        self,
        query: NDArray[np.float32],
        *,
        embedder: EmbedderInfo,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        """Cosine of each tile's best statement with `query` ((dim,) float32, L2-normalised), exactly.

        Several summaries by one author are one statement in several wordings and count by their mean, which is more
        to be relied on than the luckiest wording; any other description is a statement of its own.
        `tile_ids` (ascending) restricts the scoring; None means all described tiles. Tiles without a description
        that passes `author_filter` are left out.
        """
        ...

    def visual(
        self,
        query: NDArray[np.float32],
        *,
        embedder: EmbedderInfo,
        tile_ids: NDArray[np.int64] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TileScores:
        """Cosine of each tile's visual vector with `query` ((dim,) float32, L2-normalised), exactly.

        Only vectors in the space of `embedder` count; tiles without one are left out. What stands for descriptions in
        the answer are ids of visual vectors.
        """
        ...

    def dense_many(
        self, queries: NDArray[np.float32], *, embedder: EmbedderInfo, author_filter: AuthorFilter
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids of tiles that have such descriptions, ascending; (queries, tiles) float32 cosines as of `dense`).

        `queries` is (n, dim) float32, L2-normalised. For measuring; all scores are in memory at once.
        """
        ...

    def visual_many(
        self, queries: NDArray[np.float32], *, embedder: EmbedderInfo
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """As `dense_many`, of visual vectors."""
        ...

    def visual_vector(self, tile_id: int, *, embedder: EmbedderInfo) -> NDArray[np.float32] | None:
        """The tile's latest visual vector in the space of `embedder`, (dim,) float32; None where it has none."""
        ...

    def tags(self, tile_id: int) -> list[Tag]:
        """What captioners tagged the tile with, most probable first."""
        ...

    def lexical(
        self,
        question: str,
        *,
        tile_ids: NDArray[np.int64] | None = None,
        least: NDArray[np.float32] | None = None,
        author_filter: AuthorFilter = "all",
    ) -> TextMatch:
        """Tiles whose descriptions share words with the question, by BM25 scaled to 0..1. Others are left out.

        A text has the same score whatever `tile_ids` and `author_filter` are. Where `least` (one for each of
        `tile_ids`) is given, tiles that surely have less may be left out.
        """
        ...

    def tiles(self, tile_ids: Sequence[int]) -> list[StoredTile]:
        """In the order asked for; unknown ids raise UnknownTileError."""
        ...

    def tiles_at(self, place: Bounds) -> list[int]:
        """Ids of the tiles, in any state, that touch a box (or a point: west = east, south = north), smallest first."""
        ...

    def descriptions(self, tile_id: int) -> list[StoredDescription]: ...

    def summaries(self, tile_ids: Sequence[int], *, captioner: str) -> dict[int, str]:
        """Tile id to the first one-sentence description by a captioner, for those tiles that have one."""
        ...

    def description_texts(self, description_ids: Sequence[int]) -> dict[int, StoredDescription]: ...

    def measurements(self, tile_id: int) -> Measurements | None: ...

    # --- health ---------------------------------------------------------------------------------------------------

    def verify(self, *, repair: bool = False) -> list[str]:
        """What is inconsistent, one sentence each; with `repair`, what was mended. Empty means sound."""
        ...
