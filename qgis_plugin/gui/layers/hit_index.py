"""Which hits lie in a place of the map: a spatial index of results, made in slices."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import QgsGeometry, QgsRectangle, QgsSpatialIndex
from qgis.PyQt.QtCore import QElapsedTimer, QObject, QTimer, pyqtSignal

from ...core.geometry import geojson_to_geometry

__all__ = ["HitIndex"]

SLICE_MS = 10


class HitIndex(QObject):
    """Looks up hits by where they are, in WGS84.

    Not by asking the layer: one in a GeoPackage that is read while QGIS changes it loses its journal, and what is
    read next is empty.
    """

    completed = pyqtSignal()
    """All hits can be looked up."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._hits = ()
        self._next = 0
        self._index = QgsSpatialIndex()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._add_slice)

    @property
    def complete(self) -> bool:
        """Whether all hits can be looked up."""
        return not self._timer.isActive()

    def set_hits(self, hits) -> None:
        """Which hits are meant from now on; the same ones, marked otherwise, need not be given again."""
        self._hits, self._next = tuple(hits), 0
        self._index = QgsSpatialIndex()
        self._timer.start()

    def close_down(self) -> None:
        self._timer.stop()

    def hits_at(self, rectangle: QgsRectangle) -> Iterator:
        """The hits whose outline meets a rectangle, the best first."""
        spot = QgsGeometry.fromRect(rectangle)
        for position in sorted(self._index.intersects(rectangle)):
            hit = self._hits[position]
            if geojson_to_geometry(hit.geometry).intersects(spot):
                yield hit

    def _add_slice(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._next < len(self._hits) and clock.elapsed() < SLICE_MS:
            box = geojson_to_geometry(self._hits[self._next].geometry).boundingBox()
            self._index.addFeature(self._next, box)
            self._next += 1
        if self._next >= len(self._hits):
            self._timer.stop()
            self.completed.emit()
