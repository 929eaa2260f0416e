"""What is said about a tile, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Author", "Caption", "Description", "DescriptionKind", "Measurements"]


class DescriptionKind(StrEnum):
    SUMMARY = "summary"
    """One sentence, whole to parts."""
    FEATURES = "features"
    """Visible things with their position, top = north."""
    DETAIL = "detail"
    """A paragraph."""
    FACTS = "facts"
    """Deterministic statements measured from the bands."""
    CHANGE = "change"
    """What differs from an earlier date."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a description. The same author never describes the same pixels twice."""

    captioner: str
    """As the user types it, e.g. `facts`."""
    model: str
    """Which weights or algorithm, e.g. a revision."""
    prompt_version: str
    """Which wording; a new one replaces the old one's descriptions."""


@dataclass(frozen=True, slots=True)
class Description:
    """One text about a tile. Short: text embedders read about 200 words."""

    kind: DescriptionKind
    text: str
    variant: int = 0
    """Numbers several texts of one kind."""


@dataclass(frozen=True, slots=True)
class Measurements:
    """Numbers measured from the bands of one tile; None where the bands cannot tell.

    Shares are of the tile's valid pixels, 0 to 1.
    """

    water: float | None = None
    vegetation: float | None = None
    bare: float | None = None
    burnt: float | None = None
    snow: float | None = None
    cloud: float | None = None
    built_up: float | None = None
    brightness: float | None = None
    """Mean luminance of the stretched picture, 0 to 1."""
    texture: float | None = None
    """Local contrast of the stretched picture, 0 (smooth) to 1 (busy)."""
    lines: float | None = None
    """Share of edge strength that lies on straight structures, 0 to 1."""
    ndvi: float | None = None
    """Mean normalised difference vegetation index."""
    ndwi: float | None = None
    """Mean normalised difference water index (green, nir)."""
    nbr: float | None = None
    """Mean normalised burn ratio (nir, swir2)."""
    colours: str | None = None
    """Dominant colours, commonest first, comma separated."""


@dataclass(frozen=True, slots=True)
class Caption:
    """All that one captioner has to say about one tile. Either descriptions or a failure, never both."""

    descriptions: tuple[Description, ...] = ()
    measurements: Measurements | None = field(default=None)
    failure: str | None = None
    """Why this tile could not be described, one sentence."""
