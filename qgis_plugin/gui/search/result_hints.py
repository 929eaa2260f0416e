"""What to know of results beside themselves: that they answer other filters or dates, or lie outside the view."""

from __future__ import annotations

import dataclasses

from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...core.geometry import extent_to_wgs84
from ...core.protocol import SearchRequest
from ..layers.canvas import AreaHighlight
from .area_chooser import EVERYWHERE, LIVE

__all__ = ["ResultHints"]

SETTLE_MS = 200
"""After the map has moved, before it is looked whether it still shows a result."""


class ResultHints(QWidget):
    """Lines above the results, each with what can be done about it; the drawn area on the map."""

    search_requested = pyqtSignal()
    """Ask again, with the filters as they stand."""
    zoom_requested = pyqtSignal()
    """Show all results on the map."""

    def __init__(self, canvas, filters, hit_index, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._filters = filters
        self._hit_index = hit_index
        self._results = None
        self._area = AreaHighlight(canvas)
        self.stale = _Hint(
            self.tr("The filters have changed since."), self.tr("Search again"), self.search_requested, self
        )
        self.stale.setObjectName("TilescribeStale")
        self.redated = _Hint(
            self.tr("Dates or labels of rasters have changed since."),
            self.tr("Search again"),
            self.search_requested,
            self,
        )
        self.redated.setObjectName("TilescribeRedated")
        self.outside = _Hint(
            self.tr("The map shows none of the results."), self.tr("Zoom to all"), self.zoom_requested, self
        )
        self.outside.setObjectName("TilescribeOutside")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stale)
        layout.addWidget(self.redated)
        layout.addWidget(self.outside)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look_at_view)
        filters.changed.connect(self._on_filters_changed)
        canvas.extentsChanged.connect(self._settle.start)
        hit_index.completed.connect(self._settle.start)
        self._on_filters_changed()

    def show_results(self, results) -> None:
        """Which results are meant from now on."""
        self._results = results
        self._update_stale()
        self.redated.hide()
        self.outside.hide()
        self._settle.start()

    def tell_redated(self) -> None:
        """Rasters of the catalog have other dates or labels than when the results were found."""
        self.redated.setVisible(self._results is not None and bool(self._results.hits))

    def close_down(self) -> None:
        """Leave nothing on the canvas."""
        self._settle.stop()
        self._canvas.extentsChanged.disconnect(self._settle.start)
        self._area.remove()

    def _on_filters_changed(self) -> None:
        self._show_area()
        self._update_stale()

    def _show_area(self) -> None:
        """What was drawn or kept; what the map shows is seen without."""
        kind = self._filters.area.kind
        area = self._filters.area.area()
        if area is None and kind not in (EVERYWHERE, LIVE):
            area = _outline_of(self._filters.area.bbox())
        if area is None:
            self._area.hide()
        else:
            self._area.show(area)

    def _update_stale(self) -> None:
        """Whether asking again now would ask for something else."""
        results = self._results
        self.stale.setVisible(bool(results is not None and results.asked) and self._would_differ(results.request))

    def _would_differ(self, request) -> bool:
        wanted = self._filters.filters().apply_to(request)
        if isinstance(request, SearchRequest) and not request.changed:
            wanted = dataclasses.replace(wanted, closer=self._filters.closer(), channels=self._filters.channels())
        if self._filters.area.live:  # what the map shows has a line of its own
            wanted = dataclasses.replace(wanted, bbox=request.bbox)
        return wanted != request

    def _look_at_view(self) -> None:
        if self._results is None or not self._results.hits or not self._hit_index.complete:
            self.outside.hide()
            return
        settings = self._canvas.mapSettings()
        bounds = extent_to_wgs84(
            settings.visibleExtent(), settings.destinationCrs(), context=QgsProject.instance().transformContext()
        )
        self.outside.setVisible(bounds is not None and not any(self._seen(box) for box in _boxes(bounds)))

    def _seen(self, box: QgsRectangle) -> bool:
        return next(self._hit_index.hits_at(box), None) is not None


class _Hint(QWidget):
    """A sentence and a button."""

    def __init__(self, text: str, action: str, signal, parent):
        super().__init__(parent)
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(action, self)
        self.button.clicked.connect(lambda _checked=False: signal.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, 1)
        row.addWidget(self.button)
        self.hide()


def _outline_of(bbox):
    """A box (west, south, east, north) in degrees as GeoJSON; None for none."""
    if bbox is None:
        return None
    return {"type": "MultiPolygon", "coordinates": [_ring(box) for box in _boxes(bbox)]}


def _ring(box: QgsRectangle) -> list:
    west, south, east, north = box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def _boxes(bounds) -> list:
    """(west, south, east, north) in degrees as rectangles: two where it crosses the antimeridian."""
    west, south, east, north = bounds
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    return [QgsRectangle(first, south, last, north) for first, last in spans]
