"""Hits and tiles: GeoJSON features, flattened to one dataclass each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional, Union

from .marks import Mark
from .pairs import HitPair

__all__ = [
    "AdHocDescription",
    "DescribedTile",
    "Description",
    "HeatMap",
    "Hit",
    "Hits",
    "PairDetails",
    "SamePlace",
    "Tag",
    "Tile",
    "TileDetails",
    "WindowPlace",
    "WindowScore",
]

Measurements = Optional[dict[str, Union[float, str, None]]]
"""Measured from the bands, by name."""


@dataclass(frozen=True)
class SamePlace:
    """Another tile that shows the place of a hit, with its score for the same question."""

    tile_id: int
    score: float
    raster: str
    """File name."""
    level_m: float
    acquired: Optional[str] = None
    acquired_end: Optional[str] = None
    label: str = ""
    """Of the raster: before, after, or any word."""


@dataclass(frozen=True)
class Hit:
    """A tile that answers a question, and why."""

    geometry: dict
    """GeoJSON Polygon or MultiPolygon in WGS84."""
    rank: int
    """1 is best."""
    score: float
    """At most 1, comparable between questions."""
    tile_id: int
    raster: str
    """File name."""
    path: str
    acquired: Optional[str]
    level_m: float
    summary: str
    matched: str
    """The description that matched best."""
    matched_kind: str = "summary"
    words: tuple[str, ...] = ()
    """Words of the question that stand in `matched` or `summary`."""
    valid_share: float = 1.0
    """Share of the tile's pixels that carry a picture, 0 to 1."""
    merged: int = 0
    """Worse tiles of the same place and date that this one stands for."""
    alternatives: tuple[SamePlace, ...] = ()
    """The best of these, best first."""
    dates: tuple[SamePlace, ...] = ()
    """The same place at other dates, newest first."""
    available: bool = True
    """The raster's file is there."""
    channels: dict[str, float] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    """What people think of the place, one for each author, the latest first; `core.results` tells whose is whose."""
    verified: Optional[float] = None
    """Probability of yes, of a model that was shown the tile; only where one was asked."""
    acquired_end: Optional[str] = None
    """Last moment of the period that begins with `acquired`: a raster may be known by its year only."""
    matched_by: str = "words"
    """words, or picture, where that carries the score and `matched` only comes nearest."""
    against: tuple[str, ...] = ()
    """What lowers the score, a sentence each."""
    closer: Optional[float] = None
    """What a closer look ranked the hit by, which is no probability; only where there was one. `geometry` is then the
    outline of the best part."""
    tile_footprint: Optional[dict] = None
    """The tile's own outline; only where there was a closer look."""
    pair: Optional[HitPair] = None
    """The earlier date, where two were asked about."""
    label: str = ""
    """Of the raster: before, after, or any word."""


@dataclass(frozen=True)
class Hits:
    """The answer to a question. Without hits: `candidates` 0 says that the filters leave no tile at all."""

    question: str
    embedder: str
    candidates: int
    seconds: float
    hits: tuple[Hit, ...]
    undated_rasters: int = 0
    """Rasters that only the filter by time left out: nothing tells when they were acquired."""
    reading: Optional[str] = None
    """How the question was read, where it was read in parts: `fields AND NOT trees`."""
    matching: Optional[int] = None
    """Hits that are not weak; None of an engine that does not say."""
    notices: tuple[str, ...] = ()
    """What to know first, a sentence each: that nothing matches, say."""


@dataclass(frozen=True)
class Tag:
    """A name that a captioner recognised."""

    name: str
    probability: float


@dataclass(frozen=True)
class Description:
    """One text about a tile, and its author."""

    kind: str
    """summary, features, detail, facts or change"""
    text: str
    captioner: str
    """`user` for a correction."""
    model: str = ""
    prompt_version: str = ""


@dataclass(frozen=True)
class Tile:
    """A tile under a point of the map."""

    geometry: dict
    tile_id: int
    raster_id: int
    raster: str
    path: str
    acquired: Optional[str]
    level_m: float
    state: str
    """pending, done, blank or failed"""
    reason: str = ""
    summary: str = ""
    acquired_end: Optional[str] = None
    label: str = ""
    """Of the raster."""


@dataclass(frozen=True)
class TileDetails:
    """All that is known of a tile."""

    geometry: dict
    tile_id: int
    raster_id: int
    raster: str
    path: str
    acquired: Optional[str]
    level_m: float
    state: str
    reason: str = ""
    summary: str = ""
    descriptions: tuple[Description, ...] = ()
    """Corrections first, then what was seen, then what was measured."""
    tags: tuple[Tag, ...] = ()
    measurements: Measurements = None
    disagreement: Optional[str] = None
    """Where a tag and the bands cannot both be true: one sentence."""
    marks: tuple[Mark, ...] = ()
    """As of a hit."""
    acquired_end: Optional[str] = None
    label: str = ""
    """Of the raster."""


@dataclass(frozen=True)
class PairDetails(HitPair):
    """A tile and the earlier date that it is compared with."""

    geometry: dict = field(default_factory=dict)
    tile_id: int = 0
    raster_id: int = 0
    raster: str = ""
    path: str = ""
    acquired: Optional[str] = None
    acquired_end: Optional[str] = None
    level_m: float = 0.0
    summary: str = ""
    """What is said of the later date."""
    state: str = ""
    """pending, done, blank (the dates cannot be compared) or failed"""
    reason: str = ""
    descriptions: tuple[Description, ...] = ()
    """Of the change: what was seen, then what was measured."""


@dataclass(frozen=True)
class DescribedTile:
    """A tile of an ad hoc description."""

    geometry: dict
    level_m: float
    state: str
    reason: str = ""
    summary: str = ""
    descriptions: tuple[Description, ...] = ()
    tags: tuple[Tag, ...] = ()
    measurements: Measurements = None
    disagreement: Optional[str] = None
    """As of a tile of a catalog."""


@dataclass(frozen=True)
class AdHocDescription:
    """The answer to a DescribeRequest. `complete` is False when the area holds more tiles than were asked for."""

    captioner: str
    level_m: float
    complete: bool
    tiles: tuple[DescribedTile, ...]


@dataclass(frozen=True)
class WindowPlace:
    """A window in the grid of a heat map."""

    row: int
    """From 0, from the top of the thumbnail."""
    column: int
    """From 0, from the left of the thumbnail."""
    score: Optional[float]
    """Cosine of the question and the picture; None where there is no picture."""


@dataclass(frozen=True)
class WindowScore:
    """One of the overlapping windows of half a tile's sides."""

    geometry: dict
    row: int
    column: int
    score: Optional[float]
    window: tuple[int, ...] = ()
    """(column, row, width, height) in pixels of the raster."""


@dataclass(frozen=True)
class HeatMap:
    """Where in a tile the words match. Windows come row by row, evenly spaced from edge to edge."""

    question: str
    tile_id: int
    captioner: str
    embedder: str
    score: float
    """Of the tile as a whole."""
    rows: int
    columns: int
    best: WindowPlace
    seconds: float
    windows: tuple[WindowScore, ...]
