"""Requests about tiles: search, similarity, description and corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from .catalogs import Bounds

__all__ = [
    "MAX_CLOSER",
    "MAX_HITS",
    "MAX_PICTURE_BYTES",
    "MAX_QUESTION_CHARACTERS",
    "Closer",
    "Correction",
    "DescribeRequest",
    "SearchFilters",
    "SearchRequest",
    "SimilarRequest",
    "SimilarityTarget",
    "Verify",
]


MAX_HITS = 100_000
"""`k` of a search."""
MAX_CLOSER = 100
"""Hits of one closer look."""
MAX_QUESTION_CHARACTERS = 2000
MAX_PICTURE_BYTES = 8 * 1024 * 1024
"""Decoded."""


@dataclass(frozen=True)
class Verify:
    """Show the best hits to a vision-language model, ask it whether the question holds, and rank by its yes."""

    captioner: str
    most: int = 10
    """How many hits; the answer waits for all of them."""


@dataclass(frozen=True)
class Closer:
    """Look again into the best hits, in overlapping crops, and rank them by the best crop of each."""

    most: int = 20
    """How many hits, 1 to `MAX_CLOSER`; the answer waits for all of them."""
    captioner: Optional[str] = None
    """What looks at them; None: the built-in model."""


@dataclass(frozen=True)
class SearchFilters:
    """What limits the hits of a search. Every filter that is given must hold."""

    k: int = 20
    """The most hits to return, up to `MAX_HITS`."""
    threshold: Optional[float] = None
    """Least score of a hit, -1 to 1."""
    bbox: Optional[Bounds] = None
    area: Optional[dict] = None
    """GeoJSON Polygon or MultiPolygon in WGS84 that the tile's footprint must touch."""
    acquired_from: Optional[str] = None
    acquired_to: Optional[str] = None
    """ISO 8601; a date means its whole day."""
    rasters: tuple[str, ...] = ()
    """Globs against path or file name, any of which may match."""
    levels_m: tuple[float, ...] = ()
    labels: Optional[tuple[str, ...]] = None
    """Rasters with any of these labels; an empty text stands for those without one. None: all."""


@dataclass(frozen=True)
class SearchRequest(SearchFilters):
    """A question in plain words, tiles to be like or unlike, or both."""

    question: str = ""
    offset: int = 0
    merge_levels: bool = True
    """Of overlapping hits of several levels, the best only."""
    embedder: Optional[str] = None
    like: tuple[int, ...] = ()
    unlike: tuple[int, ...] = ()
    captioner: Optional[str] = None
    """Only descriptions by this captioner count; None: all."""
    channels: Optional[tuple[str, ...]] = None
    """What the question is put to: text, lexical, visual; None: all."""
    closer: Optional[Closer] = None
    verify: Optional[Verify] = None
    changed: Optional[bool] = None
    """Ask what has changed; without a question, for the places that have changed most."""
    was: Optional[str] = None
    """What the earlier date showed, in words."""


@dataclass(frozen=True)
class SimilarityTarget:
    """What tiles are to be similar to: exactly one of a tile, a point, a box and a picture."""

    tile_id: Optional[int] = None
    point: Optional[tuple[float, float]] = None
    """(longitude, latitude)"""
    bbox: Optional[Bounds] = None
    picture: Optional[str] = None
    """JPEG, PNG or WebP as base64, at most `MAX_PICTURE_BYTES` decoded."""
    level_m: Optional[float] = None
    captioner: Optional[str] = None


@dataclass(frozen=True)
class SimilarRequest(SearchFilters):
    """Tiles like `to`, which is always given."""

    to: SimilarityTarget = SimilarityTarget()
    offset: int = 0
    merge_levels: bool = True
    embedder: Optional[str] = None


@dataclass(frozen=True)
class DescribeRequest:
    """Describe a part of a raster (`path`), or a `picture` that lies at `bbox`, without keeping it."""

    path: Optional[str] = None
    picture: Optional[str] = None
    bbox: Optional[Bounds] = None
    level_m: Optional[float] = None
    captioner: Optional[str] = None
    profile: Optional[str] = None
    max_tiles: int = 16
    prompt: Optional[str] = None


@dataclass(frozen=True)
class Correction:
    """What the tile really shows, in a person's words."""

    text: str
