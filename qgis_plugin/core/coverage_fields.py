"""The attributes of the coverage layer: the rasters of a catalog as features."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import QgsFeature
from qgis.PyQt.QtCore import QCoreApplication

from .geometry import geojson_to_geometry
from .layer_fields import TEXT, date_time, footprint_layer_uri
from .protocol import Raster

__all__ = ["FIELDS", "aliases", "feature_of", "memory_uri"]

FIELDS = (
    ("raster_id", "integer"),
    ("name", TEXT),
    ("state", TEXT),
    ("share", "double"),
    ("described_by", TEXT),
    ("updated", "datetime"),
    ("acquired", "datetime"),
    ("sensor", TEXT),
    ("tiles_done", "integer"),
    ("tiles_pending", "integer"),
    ("tiles_blank", "integer"),
    ("tiles_failed", "integer"),
    ("levels_m", TEXT),
    ("gsd_m", "double"),
    ("crs", TEXT),
    ("reason", TEXT),
    ("path", TEXT),
)
"""(name, type as the memory provider names it)"""

INDEXED, PARTLY, WAITING, FAILED, MISSING = "indexed", "partly", "waiting", "failed", "missing"


def memory_uri() -> str:
    """The source of an empty coverage layer in memory."""
    return footprint_layer_uri(FIELDS)


def aliases() -> dict[str, str]:
    """What the attributes are called in tables and forms."""
    return {
        "raster_id": _tr("Number"),
        "name": _tr("Raster"),
        "state": _tr("State"),
        "share": _tr("Described (%)"),
        "described_by": _tr("Described by"),
        "updated": _tr("Last worked on"),
        "acquired": _tr("Acquired"),
        "sensor": _tr("Sensor"),
        "tiles_done": _tr("Tiles described"),
        "tiles_pending": _tr("Tiles waiting"),
        "tiles_blank": _tr("Tiles without content"),
        "tiles_failed": _tr("Tiles that failed"),
        "levels_m": _tr("Tile sizes (m)"),
        "gsd_m": _tr("Pixel size (m)"),
        "crs": _tr("CRS"),
        "reason": _tr("What is wrong"),
        "path": _tr("File"),
    }


def _coverage_state(raster: Raster) -> str:
    """One word for the style: indexed, partly, waiting, failed or missing."""
    if raster.state in (FAILED, MISSING):
        return raster.state
    if raster.tiles.pending or raster.tiles.failed:
        return PARTLY if raster.tiles.done else WAITING if raster.tiles.pending else FAILED
    return INDEXED


def feature_of(raster: Raster) -> QgsFeature:
    """A raster as a feature of the coverage layer."""
    feature = QgsFeature()
    feature.setAttributes(_attributes(raster))
    feature.setGeometry(geojson_to_geometry(raster.geometry))
    return feature


def features_of(rasters: Iterable[Raster]) -> list[QgsFeature]:
    return [feature_of(raster) for raster in rasters]


def _attributes(raster: Raster) -> list[Any]:
    tiles = raster.tiles
    finished = tiles.done + tiles.blank
    return [
        raster.raster_id,
        raster.name,
        _coverage_state(raster),
        round(100.0 * finished / tiles.total, 1) if tiles.total else 0.0,
        ", ".join(f"{captioner} ({count})" for captioner, count in sorted(raster.described.items()) if count),
        date_time(raster.updated),
        date_time(raster.acquired),
        raster.sensor,
        tiles.done,
        tiles.pending,
        tiles.blank,
        tiles.failed,
        ", ".join(f"{level:g}" for level in raster.levels_m),
        raster.gsd_m,
        raster.crs,
        raster.reason,
        raster.path,
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Coverage", text)
