"""A tile that answers a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tilescribe.domain.period import Period

if TYPE_CHECKING:
    import geopandas
    from shapely import MultiPolygon

__all__ = ["Answer", "Hit"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One tile with its score and the reason for it."""

    rank: int
    """1 is best; counts on over `offset`."""
    score: float
    """Fused score of all channels, comparable between questions, at most 1."""
    tile_id: int
    raster: str
    """File name of the raster."""
    path: str
    """What GDAL opens."""
    acquired: datetime | None
    level_m: float
    summary: str
    matched: str
    """The description that matched best."""
    matched_kind: str
    words: tuple[str, ...]
    """The words of the question that stand in the tile's descriptions."""
    channels: Mapping[str, float]
    """Score by channel: `dense` and `visual` (cosines), `lexical` (0 to 1)."""
    footprint: MultiPolygon
    """WGS84."""
    valid_share: float = 1.0
    """Share of the tile's pixels that carry a picture, 0 to 1."""
    merged: int = 0
    """How many overlapping hits of other levels this one stands for."""
    acquired_end: datetime | None = None
    """UTC; the last moment of the period that begins with `acquired`. None: that is a moment, or unknown."""
    available: bool = True
    """The raster's file is where the catalog looks for it; true of what only a network could tell."""
    verified: float | None = None
    """Probability that a model which was shown the tile says yes to the question; None where none was asked."""

    @property
    def period(self) -> Period | None:
        """When the raster was acquired, as exactly as that is known."""
        return None if self.acquired is None else Period(self.acquired, self.acquired_end or self.acquired)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON Feature (RFC 7946), for shapely, geopandas, folium and others that know this protocol."""
        from tilescribe.domain.features import feature

        return feature(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one question, best first, and what was asked of what."""

    question: str
    hits: tuple[Hit, ...]
    candidates: int
    """How many described tiles passed the filters."""
    embedder: str
    seconds: float
    undated_rasters: int = 0
    """Rasters that only the filter by time left out, since nothing tells when they were acquired."""

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON FeatureCollection (RFC 7946), as `search --format geojson` writes it."""
        from tilescribe.domain.features import collection_head

        return {**collection_head(self), "features": [hit.__geo_interface__ for hit in self.hits]}

    def to_geodataframe(self) -> geopandas.GeoDataFrame:
        """One row for each hit, best first, with the tile's footprint in EPSG:4326.

        The columns are those of `search --format gpkg` and `geoparquet`; times are UTC.
        """
        from tilescribe.domain.features import frame

        return frame(self)
