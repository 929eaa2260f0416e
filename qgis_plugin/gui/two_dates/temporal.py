"""Dates of the catalog as temporal ranges of raster layers, so that the temporal controller moves through them."""

from __future__ import annotations

from qgis.core import Qgis, QgsDateTimeRange, QgsProject
from qgis.PyQt import sip

from ...core.layer_fields import date_time

__all__ = ["DATED", "drop_dates", "has_dates", "use_dates"]

DATED = "tilescribe/dated"
"""Custom property of raster layers whose temporal range we set."""


def use_dates(known) -> int:
    """Give the raster layers of the project the dates that a catalog knows (`KnownDates`); returns how many have one.

    Layers that have a temporal range of their own keep it.
    """
    count, ranges = 0, []
    there = [(layer, raster) for layer, raster in known.layers if not sip.isdeleted(layer)]
    for layer, raster in there:
        start, end = date_time(raster.acquired), date_time(raster.acquired_end or raster.acquired)
        properties = layer.temporalProperties()
        if start is None or (properties.isActive() and not layer.customProperty(DATED)):
            continue
        properties.setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
        properties.setFixedTemporalRange(QgsDateTimeRange(start, end))
        properties.setIsActive(True)
        layer.setCustomProperty(DATED, True)
        layer.triggerRepaint()
        ranges.append((start, end))
        count += 1
    settings = QgsProject.instance().timeSettings()
    if ranges and settings.temporalRange().isInfinite():
        # What the controller offers as the whole range.
        settings.setTemporalRange(QgsDateTimeRange(min(one for one, _ in ranges), max(one for _, one in ranges)))
    return count


def has_dates() -> bool:
    """Some layer has a temporal range of ours."""
    return any(layer.customProperty(DATED) for layer in QgsProject.instance().mapLayers().values())


def drop_dates() -> None:
    """Take our temporal ranges away."""
    for layer in QgsProject.instance().mapLayers().values():
        if layer.customProperty(DATED):
            layer.temporalProperties().setIsActive(False)
            layer.removeCustomProperty(DATED)
            layer.triggerRepaint()
