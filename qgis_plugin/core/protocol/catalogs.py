"""Catalogs, their rasters, and the counts of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

__all__ = [
    "Bounds",
    "Catalog",
    "CatalogDetails",
    "CatalogFailure",
    "Catalogs",
    "ChangesSummary",
    "CorrectionCounts",
    "Coverage",
    "DatesCompared",
    "EditedRasters",
    "EmbedderUsed",
    "MarkCounts",
    "OpenCatalog",
    "Period",
    "Raster",
    "RasterCounts",
    "RemoveRasters",
    "RemovedRasters",
    "Run",
    "TileCounts",
]

Bounds = tuple[float, float, float, float]
"""(west, south, east, north) in WGS84 degrees; west > east crosses the antimeridian."""


@dataclass(frozen=True)
class OpenCatalog:
    """Open the GeoPackage at the absolute `path`; with `create`, make it when it is not there."""

    path: str
    create: bool = False


@dataclass(frozen=True)
class Catalog:
    """A catalog that is open, or was opened before. `id` is the same for the same file on every start."""

    id: str
    path: str
    name: str
    open: bool
    exists: bool


@dataclass(frozen=True)
class Catalogs:
    """The last opened first."""

    catalogs: tuple[Catalog, ...]


@dataclass(frozen=True)
class RasterCounts:
    """Rasters by the state of their files."""

    present: int = 0
    missing: int = 0
    failed: int = 0
    undated: int = 0
    """Of all these: nothing tells when they were acquired."""

    @property
    def total(self) -> int:
        return self.present + self.missing + self.failed


@dataclass(frozen=True)
class TileCounts:
    """Tiles by state; only `done` ones answer questions."""

    pending: int = 0
    done: int = 0
    blank: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.pending + self.done + self.blank + self.failed


@dataclass(frozen=True)
class Period:
    """Of acquisition, ISO 8601 in UTC; None where no raster has a time."""

    first: Optional[str] = None
    last: Optional[str] = None


@dataclass(frozen=True)
class Coverage:
    """How many tiles one captioner has described."""

    captioner: str
    model: str
    prompt_version: str
    done: int
    failed: int = 0


@dataclass(frozen=True)
class EmbedderUsed:
    """An embedder whose vectors the catalog holds."""

    name: str
    dim: int


@dataclass(frozen=True)
class SpaceUsed:
    """A vector space of the catalog."""

    id: str
    dim: int
    encoder: str = ""
    """What reads questions for it; empty where that is not known."""
    has_texts: bool = False
    visual_models: tuple[str, ...] = ()
    """What has looked at tiles and left vectors in it."""


@dataclass(frozen=True)
class MarkCounts:
    """Marks by verdict."""

    confirmed: int = 0
    rejected: int = 0
    unsure: int = 0
    noted: int = 0
    """Without a verdict."""
    without_tile: int = 0
    """Of all these: no tile stands for their place now; they are kept."""


@dataclass(frozen=True)
class CorrectionCounts:
    """Descriptions that people have corrected."""

    total: int = 0
    without_tile: int = 0
    """No tile shows them now; they are kept."""


@dataclass(frozen=True)
class Run:
    """The last time somebody wrote to the catalog."""

    id: int
    started: str
    finished: Optional[str]
    status: str
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CatalogFailure:
    """A raster (`tile_id` None) or a tile that failed in the last run."""

    path: str
    tile_id: Optional[int]
    stage: str
    reason: str


@dataclass(frozen=True)
class DatesCompared:
    """Two dates, ISO 8601 in UTC; None where it is not known."""

    before: Optional[str]
    after: Optional[str]
    pairs: int
    """Tiles that are compared."""
    compared: int
    """Of these: that were, and have a description."""
    before_end: Optional[str] = None
    after_end: Optional[str] = None


@dataclass(frozen=True)
class ChangesSummary:
    """What has been compared."""

    path: str
    pairs: TileCounts
    """`blank` ones cannot be compared."""
    dates: tuple[DatesCompared, ...] = ()
    captioners: tuple[str, ...] = ()
    problem: str = ""
    """Why it cannot be read."""
    outdated: int = 0
    """Tiles that were compared when their rasters had other dates."""


@dataclass(frozen=True)
class CatalogDetails:
    """All that is worth knowing about an open catalog."""

    id: str
    path: str
    name: str
    open: bool
    exists: bool
    size_bytes: int
    rasters: RasterCounts
    tiles: TileCounts
    levels_m: tuple[float, ...] = ()
    """Tile sides in metres, ascending."""
    acquired: Period = Period()
    extent: Optional[Bounds] = None
    coverage: tuple[Coverage, ...] = ()
    embedders: tuple[EmbedderUsed, ...] = ()
    spaces: tuple[SpaceUsed, ...] = ()
    marks: MarkCounts = MarkCounts()
    corrections: CorrectionCounts = CorrectionCounts()
    last_run: Optional[Run] = None
    failures: tuple[CatalogFailure, ...] = ()
    job: Optional[str] = None
    """Id of the job that writes to it at the moment."""
    changes: Optional[ChangesSummary] = None
    """None where no dates have been compared."""
    comparing: Optional[str] = None
    """Id of the job that compares its dates at the moment."""
    labels: tuple[str, ...] = ()
    """Labels of its rasters, in order."""


@dataclass(frozen=True)
class Raster:
    """One raster of the coverage layer."""

    geometry: dict
    """GeoJSON footprint in WGS84."""
    raster_id: int
    path: str
    name: str
    state: str
    """present, missing or failed"""
    reason: str = ""
    acquired: Optional[str] = None
    acquired_end: Optional[str] = None
    """Last moment of the period that begins with `acquired`."""
    sensor: Optional[str] = None
    profile: str = ""
    profile_source: str = ""
    roles: tuple[str, ...] = ()
    crs: str = ""
    gsd_m: float = 0.0
    width: int = 0
    height: int = 0
    levels_m: tuple[float, ...] = ()
    tiles: TileCounts = TileCounts()
    described: dict[str, int] = field(default_factory=dict)
    """Captioner to the number of tiles it has described."""
    updated: Optional[str] = None
    label: str = ""
    """before, after, or any word that a person gave it."""
    acquired_source: str = ""
    """Where `acquired` is said: user, tags, file name, or empty."""


@dataclass(frozen=True)
class RemoveRasters:
    """Take rasters out of the catalog; with `missing`, also those whose files are gone. Files are not touched."""

    raster_ids: tuple[int, ...] = ()
    missing: bool = False


@dataclass(frozen=True)
class EditedRasters:
    """What came of dates and labels that were given to rasters."""

    changed: int
    notices: tuple[str, ...] = ()
    """A sentence each: whose file tells no date, and that dates have to be compared again."""


@dataclass(frozen=True)
class RemovedRasters:
    """Paths of the rasters that were removed."""

    removed: tuple[str, ...]
