"""What happens during a run, as data. The command line draws it, the service streams it, tests read it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Event",
    "Notice",
    "RasterFailed",
    "RasterMissing",
    "RasterMoved",
    "RasterPlanned",
    "RasterStarted",
    "RunFinished",
    "RunStarted",
    "StageStarted",
    "TileFailed",
    "TilesReembedded",
    "TilesWritten",
]


@dataclass(frozen=True, slots=True)
class Event:
    """The root of all events."""


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """Something the user should know that stops nothing."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class StageStarted(Event):
    """Something begins that may take seconds before there is anything to count."""

    stage: str
    """`discovering` (looking for rasters under the paths), `loading` (a model) or `preparing` (what questions need)."""
    what: str = ""
    """Name of the model."""


@dataclass(frozen=True, slots=True)
class RasterPlanned(Event):
    """Geometry is settled for one raster: position of total, before any pixel is read."""

    path: str
    position: int
    total: int
    tiles: int
    status: str
    """`new`, `changed`, `unchanged`, `replanned` (other levels or overlap), `older` (than `--since`: left alone) or
    `duplicate` (of what the catalog has: left out)."""


@dataclass(frozen=True, slots=True)
class RasterMoved(Event):
    """The same content was found under another path."""

    path: str
    previous: str


@dataclass(frozen=True, slots=True)
class RasterMissing(Event):
    """A raster of the catalog is no longer there; kept unless pruned."""

    path: str
    tiles: int
    pruned: bool
    kept: str = ""
    """Why `--prune` would not remove it, a part of a sentence; empty where it would, or did."""


@dataclass(frozen=True, slots=True)
class RasterFailed(Event):
    """A raster cannot be used; the run goes on."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunStarted(Event):
    """Planning is over; `pending` tiles are to be described, `tiles` are in the catalog."""

    run_id: int
    rasters: int
    tiles: int
    pending: int


@dataclass(frozen=True, slots=True)
class RasterStarted(Event):
    """The first pixel of this raster is about to be read."""

    path: str
    pending: int


@dataclass(frozen=True, slots=True)
class TilesWritten(Event):
    """One batch is safe in the catalog. Counts are of this run so far."""

    done: int
    blank: int
    failed: int
    reused: int
    """Of `done`: described before from the same pixels, not again."""
    total: int
    """Tiles that this run set out to describe."""
    inherited: int = 0
    """Of `done`: took over the description of a near-identical tile."""


@dataclass(frozen=True, slots=True)
class TilesReembedded(Event):
    """Texts that got a vector of the current embedder without being written again."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class TileFailed(Event):
    """One tile could not be read or described; the next run tries again."""

    tile_id: int
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunFinished(Event):
    """The last event of every run."""

    run_id: int
    status: str
    """`done`, `partial` (some rasters or tiles failed) or `cancelled`."""
    done: int
    blank: int
    failed: int
    reused: int
    failed_rasters: int
    seconds: float
    inherited: int = 0
    """Of `done`: took over the description of a near-identical tile."""
