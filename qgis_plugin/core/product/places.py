"""The places of a product, whichever list they come from, and what is told of the whole."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsGeometry, QgsPointXY

from ..formatting import format_acquisition_period
from ..mgrs import mgrs_reference
from ..places import name_with_folder
from .shapes import geometry_of

__all__ = ["EarlierDate", "Pictures", "Product", "ProductPlace"]


@dataclass(frozen=True)
class EarlierDate:
    """Another date of a place, before the one that was found where there is such a date."""

    tile_id: int
    """Whose picture shows it; of a compared pair the later tile."""
    compared: bool
    """The engine has compared both dates: its pictures lie on each other pixel by pixel."""
    acquired: Optional[str] = None
    acquired_end: Optional[str] = None
    label: str = ""
    raster: str = ""
    """File name, or several."""
    summary: str = ""

    @property
    def date_text(self) -> str:
        """`2026-09-14`; empty where it is unknown."""
        return format_acquisition_period(self.acquired, self.acquired_end)


@dataclass(frozen=True)
class Pictures:
    """Files with pictures of a place; None where there is none."""

    now: Optional[Path] = None
    earlier: Optional[Path] = None


@dataclass(frozen=True)
class ProductPlace:
    """A place that was found, what a person thinks of it, and what it is."""

    number: int
    """In the product, from 1."""
    footprint: dict[str, Any]
    """Outline of the tile, GeoJSON in WGS 84."""
    shape: Optional[dict[str, Any]] = None
    """What a person drew: any geometry as GeoJSON in WGS 84."""
    catalog_id: str = ""
    catalog_path: str = ""
    tile_id: Optional[int] = None
    level_m: float = 0.0
    """Size of the tile on the ground."""
    question: str = ""
    sentence: str = ""
    """Says best why the place was found."""
    summary: str = ""
    """All that is said of it."""
    change: str = ""
    """What has changed since the earlier date."""
    rank: Optional[int] = None
    score: Optional[float] = None
    """Probability, 0 to 1."""
    acquired: Optional[str] = None
    acquired_end: Optional[str] = None
    label: str = ""
    """Of the raster: before, after, any word."""
    raster: str = ""
    """File name."""
    path: str = ""
    verdict: Optional[str] = None
    grade: str = ""
    count: Optional[int] = None
    note: str = ""
    author: str = ""
    updated: str = ""
    """When it was judged, ISO 8601."""
    others: tuple[str, ...] = ()
    """What other people think of it, a sentence each."""
    earlier: Optional[EarlierDate] = None
    may_have_earlier: bool = False
    """Whether there is another date is not known yet; the engine is asked when pictures are."""

    @property
    def raster_text(self) -> str:
        """`post/scene.tif`: rasters of two dates often differ by their folder only."""
        return name_with_folder(self.path, self.raster)

    @property
    def name(self) -> str:
        """What it is called at the top."""
        return self.sentence.strip() or self.summary.strip() or self.question.strip() or self.raster

    @property
    def rest(self) -> str:
        """What is said of it beside its name."""
        said = self.summary.strip()
        return said[len(self.name) :].strip() if said.startswith(self.name) else said

    @property
    def told_change(self) -> str:
        """What has changed, unless its name says so already."""
        return "" if self.change.strip() == self.name else self.change

    @property
    def geojson(self) -> dict[str, Any]:
        """What a person drew, or else the outline of the tile."""
        return self.shape or self.footprint

    @cached_property
    def geometry(self) -> QgsGeometry:
        """`geojson` in WGS 84; of one part wherever there is one only."""
        return geometry_of(self.geojson)

    @cached_property
    def outline(self) -> QgsGeometry:
        """The tile, in WGS 84."""
        return geometry_of(self.footprint)

    @cached_property
    def position(self) -> tuple[float, float]:
        """(longitude, latitude) of a point in the place: its middle where that is in it."""
        parts = self.geometry.asGeometryCollection() or [self.geometry]
        # Of a tile on the antimeridian, which has a part on either edge of the map, the larger one.
        part = max(parts, key=lambda one: (one.area(), one.length()))
        middle = part.centroid()
        if part.area() > 0 and not part.contains(middle):
            middle = part.pointOnSurface()
        elif part.area() == 0 and part.length() > 0:
            middle = part.interpolate(part.length() / 2.0)
        point = middle.asPoint() if not middle.isEmpty() else QgsPointXY(part.boundingBox().center())
        return point.x(), point.y()

    @cached_property
    def mgrs(self) -> str:
        """`33UXP 04990 10420`"""
        lon, lat = self.position
        return mgrs_reference(lon, lat) if math.isfinite(lon) and abs(lat) <= 90.0 else ""

    @property
    def date_text(self) -> str:
        """`2026-09-14`; empty where it is unknown."""
        return format_acquisition_period(self.acquired, self.acquired_end)


@dataclass(frozen=True)
class Product:
    """Places, and what a report says of the whole."""

    places: tuple[ProductPlace, ...]
    title: str = ""
    author: str = ""
    written: str = ""
    """The day, ISO 8601."""
    crs: Any = None
    """The project's `QgsCoordinateReferenceSystem`, or None."""
    context: Any = None
    """The project's `QgsCoordinateTransformContext`, or None."""
