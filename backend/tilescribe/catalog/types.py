"""What a catalog gives and takes: rows of rasters, tiles and runs, results of the pipeline, what people said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tilescribe.domain.description import Author, Caption, Measurements, Tag, VisualVector
from tilescribe.domain.period import Period
from tilescribe.domain.raster import FileSignature, RasterState
from tilescribe.domain.tile import TileRef, TileState, Window

if TYPE_CHECKING:
    from shapely import MultiPolygon

    from tilescribe.domain.pair import ChangeMeasures, PairAlignment

__all__ = [
    "AnnotationCounts",
    "AuthorFilter",
    "ByCaptioner",
    "Correction",
    "Coverage",
    "EmbedderInfo",
    "Failure",
    "Judgement",
    "Mark",
    "PairedDates",
    "Place",
    "PlacedMark",
    "PlannedPair",
    "RasterDate",
    "RasterEdit",
    "RasterOutline",
    "RunRecord",
    "ScannedTile",
    "StoredDescription",
    "StoredPair",
    "StoredRaster",
    "StoredTile",
    "TileResult",
    "VectorSpace",
    "Verdict",
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
    label: str = ""
    """Before, after, or any word by which a person calls it."""
    acquired_source: str = ""
    """Where `acquired` is said: `user`, `tags`, `file name`, or empty."""

    @property
    def period(self) -> Period | None:
        """When it was acquired, as exactly as that is known."""
        return None if self.acquired is None else Period(self.acquired, self.acquired_end or self.acquired)


@dataclass(frozen=True, slots=True)
class RasterDate:
    """When a raster was acquired, as somebody says or the file tells."""

    period: Period | None
    """None where nothing tells."""
    source: str
    """`user`, `tags`, `file name`, or empty."""
    overrides: str
    """As in `StoredRaster`: what is kept of it when the raster is indexed again."""
    reopen: bool = False
    """The file could not be asked: the next index is to open it, as if it had changed."""


@dataclass(frozen=True, slots=True)
class RasterEdit:
    """What a person says of a raster; what is None stays."""

    raster_id: int
    date: RasterDate | None = None
    label: str | None = None
    """Empty: no label any more."""


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
    label: str = ""
    """Of the raster, as in `StoredRaster`."""

    @property
    def ref(self) -> TileRef:
        """As what reads pixels wants it."""
        window = Window(self.row, self.col, self.height, self.width)
        return TileRef(self.id, self.raster_id, self.level_m, window)


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
    alignment: PairAlignment | None = None
    """Of a tile that is compared with an earlier date."""


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
    """The latest; None where the picture was not understood."""
    state: Literal["", "done", "failed", "stale"]
    """Of the author's caption; empty where there is none."""
    inherited_from: int | None
    """The tile whose caption by this author was taken over; None where there is none or it is the tile's own."""


@dataclass(frozen=True, slots=True)
class EmbedderInfo:
    """A text embedder as the catalog records it."""

    name: str
    """As the user types it."""
    fingerprint: str
    """Of weights and prompts; the id of the vector space that it speaks."""
    dim: int


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """A space whose vectors may be compared with one another, and with questions that its text encoder embedded."""

    id: str
    """Fingerprint of the text encoder: vectors of one id may be compared."""
    dim: int
    metric: Literal["cosine"]
    """How: all vectors are L2-normalised, and their inner product is the score."""
    encoder: str
    """The text encoder that speaks it, as the user types it; empty while none has written here."""
    has_texts: bool
    """The text encoder has filled it with vectors of descriptions."""
    visual_models: tuple[str, ...]
    """Captioners that have filled it with vectors of pictures, by name."""


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


# --- pairs of dates ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlannedPair:
    """With which pixels of an earlier date a tile is to be compared; the tile is the later date."""

    tile_id: int
    source_id: int
    """The tile of the compared catalog that shows the same window."""
    before: Period | None
    """Of the earlier date; None where it is not known."""
    before_paths: tuple[str, ...]
    """Rasters of the earlier date that touch the tile."""
    before_tiles: tuple[tuple[int, float], ...]
    """(id, share of the later tile's ground that it covers) of the earlier date's tiles in the compared catalog."""


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A pair with what was found out about it."""

    plan: PlannedPair
    alignment: PairAlignment | None
    """None before it was read, and where it could not be compared."""
    measures: ChangeMeasures | None
    """None before it was measured."""


@dataclass(frozen=True, slots=True)
class PairedDates:
    """Two dates with the number of tiles that are compared between them."""

    before: Period | None
    """None where it is not known."""
    after: Period | None
    pairs: int
    """Tiles that are to be compared."""
    compared: int
    """Of these: that were, and of which something is said."""


# --- what people said -------------------------------------------------------------------------------------------------

Verdict: TypeAlias = Literal["confirmed", "rejected", "unsure"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person looked, and at which raster."""

    raster_id: int | None
    """None where the raster is gone."""
    path: str
    acquired: datetime | None
    level_m: float
    footprint: MultiPolygon
    """WGS84."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody says of a tile, whatever it was asked for."""

    verdict: Verdict | None = None
    grade: str = ""
    """Of a scale that the people agreed on (none, minor, major); at most 100 characters."""
    note: str = ""
    """At most 10,000 characters."""
    question: str = ""
    """The words under which it was judged, for information; at most 2,000 characters."""
    author: str = ""
    """Who says so, at most 200 characters; empty where nobody said who."""
    shape: Mapping[str, Any] | None = None
    """What the person drew there: a GeoJSON geometry in WGS84."""
    count: int | None = None
    """How many the person counted there."""

    @property
    def empty(self) -> bool:
        """It says nothing."""
        return self.verdict is None and not self.grade and not self.note and self.shape is None and self.count is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Judgement):
    """What one author thinks of one place. There is one for each place and author."""

    tile_id: int | None
    """The tile that stands for the place; None where none does at the moment."""
    updated: str
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark with the place that it is of."""

    mark: Mark
    place: Place


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says that a place shows."""

    tile_id: int | None
    """The tile that shows it; None where none stands for the place, or that tile is blank."""
    text: str
    updated: str
    """ISO 8601, UTC."""
    place: Place


@dataclass(frozen=True, slots=True)
class AnnotationCounts:
    """How much people have said."""

    verdicts: Mapping[Verdict | None, int]
    """Marks by verdict; None stands for those without one."""
    marks_without_tile: int
    """No tile stands for their place now; they wait for one."""
    corrections: int
    corrections_without_tile: int
    """The same, or the tile is blank."""
