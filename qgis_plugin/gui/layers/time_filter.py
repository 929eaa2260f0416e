"""The map's filter by time, which QGIS may leave behind when a project is closed."""

from __future__ import annotations

from qgis.core import Qgis, QgsDateTimeRange, QgsTemporalNavigationObject
from qgis.PyQt.QtCore import QDateTime

__all__ = ["drop_stale_time_filter"]


def drop_stale_time_filter(canvas) -> None:
    """Let the map show all times where its controller is off, yet the map still filters by the last hour.

    Seen in QGIS 3.22 after a project with dated layers was closed: dated results of the next one stay hidden.
    """
    controller, settings = canvas.temporalController(), canvas.mapSettings()
    off = controller is None or controller.navigationMode() == _off()
    if off and settings.isTemporal() and not settings.temporalRange().isInfinite():
        canvas.setTemporalRange(QgsDateTimeRange(QDateTime(), QDateTime()))
        canvas.refresh()


def _off():
    modes = getattr(Qgis, "TemporalNavigationMode", None)
    return QgsTemporalNavigationObject.NavigationMode.NavigationOff if modes is None else modes.Disabled
