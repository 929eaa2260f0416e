"""Jobs: requests to start one, estimates, states, progress and events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Union

from .catalogs import Bounds
from .problems import Problem
from .requests import SearchRequest
from .service import BUILTIN

__all__ = [
    "ENDED",
    "CompareJob",
    "DeepenJob",
    "DownloadJob",
    "Estimate",
    "EstimateRequest",
    "ExportJob",
    "HeatMapJob",
    "IndexJob",
    "Job",
    "JobEvent",
    "JobEvents",
    "JobProgress",
    "JobRequest",
    "Jobs",
    "ReembedJob",
    "RefusedRaster",
    "VerifyJob",
]

ENDED = frozenset({"done", "partial", "failed", "cancelled", "interrupted"})
"""States in which nothing more will happen. The others: waiting, running, cancelling."""

Levels = Union[str, tuple[float, ...], None]
"""Tile sides in metres, "auto", or None: auto for new rasters, as before for known ones."""


@dataclass(frozen=True)
class EstimateRequest:
    """What indexing `paths` would take, without doing it."""

    paths: tuple[str, ...] = ()
    captioner: str = BUILTIN
    levels_m: Levels = None
    overlap: Optional[float] = None
    profile: Optional[str] = None
    acquired: Optional[str] = None
    nodata: Optional[str] = None
    """Stored value without a picture: a number, "nan", one for each band as in "0,0,255", or "none"."""
    since: Optional[str] = None
    catalog: Optional[str] = None


@dataclass(frozen=True)
class RefusedRaster:
    """A raster that cannot be indexed, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class Estimate:
    """What indexing would take."""

    rasters: int
    tiles: int
    pending: int
    """Tiles still to be described."""
    levels_m: tuple[float, ...]
    seconds: float
    tiles_per_s: float
    measured: bool
    """The rate was measured in an earlier run on this machine; else it is a typical one."""
    size_bytes: int
    free_bytes: Optional[int] = None
    complete: bool = True
    refused: tuple[RefusedRaster, ...] = ()


@dataclass(frozen=True)
class IndexJob:
    """Describe every tile of `paths`; none: the rasters that the catalog has. Only what is missing is done."""

    catalog: str
    paths: tuple[str, ...] = ()
    captioner: str = BUILTIN
    levels_m: Levels = None
    overlap: Optional[float] = None
    profile: Optional[str] = None
    acquired: Optional[str] = None
    label: Optional[str] = None
    """before, after, or any word; None: as these rasters are called already."""
    nodata: Optional[str] = None
    """Stored value without a picture: a number, "nan", one for each band as in "0,0,255", or "none"."""
    since: Optional[str] = None
    embedder: Optional[str] = None
    prune: bool = False
    force: bool = False
    """Read again whatever the files' times say; unchanged pixels keep their descriptions."""
    build_overviews: bool = False
    prompt: Optional[str] = None
    """What a vision-language model is asked: a name of `Models.prompts`."""
    kind: str = "index"


@dataclass(frozen=True)
class CompareJob:
    """Describe what has changed between two dates; only what is missing is done.

    Either side is a date, a range such as 2025-05-01..2025-05-31, a folder or a glob. None: for each raster the date
    before its own, and all that are later.
    """

    catalog: str
    before: Optional[str] = None
    after: Optional[str] = None
    captioner: str = BUILTIN
    prompt: Optional[str] = None
    embedder: Optional[str] = None
    kind: str = "compare"


@dataclass(frozen=True)
class DeepenJob:
    """Let a slower captioner look at an area, or at the best hits of a question."""

    catalog: str
    captioner: str
    bbox: Optional[Bounds] = None
    area: Optional[dict] = None
    question: Optional[str] = None
    limit: Optional[int] = None
    prompt: Optional[str] = None
    kind: str = "deepen"


@dataclass(frozen=True)
class ReembedJob:
    """Compute the vectors of all descriptions with another embedder."""

    catalog: str
    embedder: str
    kind: str = "reembed"


@dataclass(frozen=True)
class VerifyJob:
    """Check the catalog, and repair it where asked to."""

    catalog: str
    repair: bool = False
    kind: str = "verify"


@dataclass(frozen=True)
class ExportJob:
    """Write the hits of `search` (None: all described tiles) to the absolute `path`; its suffix tells the format."""

    catalog: str
    path: str
    overwrite: bool = False
    search: Optional[SearchRequest] = None
    kind: str = "export"


@dataclass(frozen=True)
class HeatMapJob:
    """Write a map of the question of `search`, or of what has changed, to the absolute `path`, a GeoTIFF."""

    catalog: str
    path: str
    search: SearchRequest
    overwrite: bool = False
    resolution_m: Optional[float] = None
    """Side of a cell; None: half the side of the finest tile."""
    crs: Optional[str] = None
    """In metres; None: one that suits the tiles."""
    kind: str = "heatmap"


@dataclass(frozen=True)
class DownloadJob:
    """Download a model."""

    model: str
    kind: str = "download"


JobRequest = Union[IndexJob, CompareJob, DeepenJob, ReembedJob, VerifyJob, ExportJob, HeatMapJob, DownloadJob]


@dataclass(frozen=True)
class JobProgress:
    """How far a job is."""

    stage: str
    """starting, discovering, loading, planning, embedding, describing, checking, writing, downloading or finished"""
    done: int = 0
    total: Optional[int] = None
    failed: int = 0
    blank: int = 0
    reused: int = 0
    rate_per_s: Optional[float] = None
    seconds_left: Optional[float] = None
    raster: Optional[str] = None

    @property
    def share(self) -> Optional[float]:
        """From 0 to 1; None while the total is not known."""
        return min(self.done / self.total, 1.0) if self.total else None

    @property
    def counts_tiles(self) -> bool:
        """Whether `done` and `total` are tiles; before any is described they are rasters, or steps."""
        return self.stage not in ("starting", "discovering", "loading", "planning")


@dataclass(frozen=True)
class Job:
    """A job and its state."""

    id: str
    kind: str
    catalog: Optional[str]
    state: str
    request: dict[str, Any]
    created: str
    progress: JobProgress
    started: Optional[str] = None
    finished: Optional[str] = None
    result: Optional[dict[str, Any]] = None
    problem: Optional[Problem] = None
    can_continue: bool = False
    continues: Optional[str] = None

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True)
class Jobs:
    """The latest first."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class JobEvent:
    """One event of a job."""

    id: int
    at: str
    type: str
    """state, progress, raster, notice or failure"""
    state: str
    progress: JobProgress
    path: Optional[str] = None
    tile_id: Optional[int] = None
    message: str = ""


@dataclass(frozen=True)
class JobEvents:
    """The events of a job after a given one."""

    events: tuple[JobEvent, ...]
    next: int
    """What to give as `after` next time."""
    state: str
    finished: bool
