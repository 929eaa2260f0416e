"""The area filter: everywhere, the extent of the canvas, a drawn area, or selected features."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from ...core.geometry import extent_to_wgs84, polygon_to_geojson, polygon_type
from ..icons import icon
from ..map_tools import DrawPolygonTool, DrawRectangleTool

__all__ = ["AreaChooser"]

EVERYWHERE, LIVE, FROZEN, RECTANGLE, POLYGON, FEATURES, EARLIER = (
    "everywhere",
    "live",
    "frozen",
    "rectangle",
    "polygon",
    "features",
    "earlier",
)


class AreaChooser(QWidget):
    """A combo box of areas, and a button that takes the same kind anew."""

    changed = pyqtSignal()
    message_emitted = pyqtSignal(str)
    """A choice that cannot be made now, and why."""

    def __init__(self, iface, parent=None):
        super().__init__(parent)
        self._iface = iface
        self._bbox = None
        self._area = None
        self.choice = QComboBox(self)
        self.choice.setObjectName("TilescribeArea")
        for kind, name, label in self._choices():
            self.choice.addItem(icon(name), label, kind)
        self.choice.activated.connect(self._choose)
        self._again = QToolButton(self)
        self._again.setAutoRaise(True)
        self._again.clicked.connect(self._choose)
        self._tools = {
            RECTANGLE: DrawRectangleTool(iface.mapCanvas()),
            POLYGON: DrawPolygonTool(iface.mapCanvas()),
        }
        for tool in self._tools.values():
            tool.drawn.connect(self._use_drawn)
            tool.deactivated.connect(self._stop_drawing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choice, 1)
        layout.addWidget(self._again)
        self._set_choice(EVERYWHERE)

    @property
    def kind(self) -> str:
        """Which choice holds."""
        return self._kind

    @property
    def live(self) -> bool:
        """Whether the area is what the canvas shows at the moment of asking."""
        return self._kind == LIVE

    @property
    def label(self) -> str:
        """The choice in words."""
        return self.choice.currentText()

    def bbox(self):
        """(west, south, east, north), or None."""
        return self._canvas_bounds() if self.live else self._bbox

    def area(self):
        """GeoJSON, or None."""
        return self._area

    def choose(self, kind: str) -> None:
        """As if it had been chosen by hand."""
        self.choice.setCurrentIndex(self.choice.findData(kind))
        self._choose()

    def restore(self, *, bbox=None, area=None) -> None:
        """The area of an earlier question: a box or GeoJSON, or everywhere."""
        self.leave_canvas()
        given = bbox is not None or area is not None
        if (bbox, area) != (self._bbox, self._area) or (given and self.live):
            self._set_choice(EARLIER if given else EVERYWHERE, bbox=bbox, area=area)
        elif not given:
            self._set_choice(EVERYWHERE)

    def leave_canvas(self) -> None:
        """Take our map tools off the canvas."""
        for tool in self._tools.values():
            tool.leave()

    def _choices(self):
        return (
            (EVERYWHERE, "search", self.tr("Everywhere")),
            (LIVE, "canvas-extent", self.tr("What the map shows")),
            (FROZEN, "freeze", self.tr("What the map shows now")),
            (RECTANGLE, "draw-rectangle", self.tr("Drawn rectangle")),
            (POLYGON, "draw-polygon", self.tr("Drawn polygon")),
            (FEATURES, "selected-features", self.tr("Selected features")),
        )

    def _choose(self, *_args) -> None:
        kind = self.choice.currentData()
        self.leave_canvas()
        if kind in self._tools:
            # Only a drawing makes the choice hold; the one of before stays until then.
            self.choice.setCurrentIndex(self.choice.findData(kind))
            self._tools[kind].start()
        elif kind == FEATURES:
            self._use_selection()
        elif kind == EARLIER:
            return
        elif kind in (LIVE, FROZEN):
            self._use_canvas(kind)
        else:
            self._set_choice(EVERYWHERE)

    def _use_canvas(self, kind: str) -> None:
        bounds = self._canvas_bounds()
        if bounds is None:
            self._refuse(self.tr("The map shows no place on Earth. Set the project's CRS, or zoom to a layer."))
            return
        self._set_choice(kind, bbox=bounds)

    def _use_selection(self) -> None:
        layer = self._iface.activeLayer()
        polygons = isinstance(layer, QgsVectorLayer) and layer.geometryType() == polygon_type()
        if not polygons or not layer.selectedFeatureCount():
            self._refuse(self.tr("Select polygons in a layer, make that layer the active one, and choose this again."))
            return
        whole = QgsGeometry.unaryUnion([feature.geometry() for feature in layer.selectedFeatures()])
        self._use_geometry(FEATURES, whole, layer.crs())

    def _use_drawn(self, geometry: QgsGeometry) -> None:
        self._use_geometry(self.choice.currentData(), geometry, self._iface.mapCanvas().mapSettings().destinationCrs())

    def _use_geometry(self, kind: str, geometry: QgsGeometry, crs) -> None:
        area = polygon_to_geojson(geometry, crs, context=QgsProject.instance().transformContext())
        if area is None:
            self._refuse(self.tr("The area lies nowhere on Earth. Set the project's CRS, and try again."))
            return
        self._set_choice(kind, area=area)

    def _stop_drawing(self) -> None:
        """The tool was left; where nothing was drawn, the choice of before holds."""
        self.choice.setCurrentIndex(self.choice.findData(self._kind))

    def _refuse(self, why: str) -> None:
        self.choice.setCurrentIndex(self.choice.findData(self._kind))
        self.message_emitted.emit(why)

    def _set_choice(self, kind: str, *, bbox=None, area=None) -> None:
        self._kind, self._bbox, self._area = kind, bbox, area
        self._offer_earlier(kind == EARLIER)
        self.choice.setCurrentIndex(self.choice.findData(kind))
        again = {
            FROZEN: self.tr("Take what the map shows now"),
            RECTANGLE: self.tr("Draw another rectangle"),
            POLYGON: self.tr("Draw another polygon"),
            FEATURES: self.tr("Take the features that are selected now"),
        }
        self._again.setVisible(kind in again)
        self._again.setIcon(self.choice.itemIcon(self.choice.currentIndex()))
        self._again.setToolTip(again.get(kind, ""))
        self.changed.emit()

    def _offer_earlier(self, offered: bool) -> None:
        """An entry that is there only while it holds: it cannot be taken anew."""
        place = self.choice.findData(EARLIER)
        if offered and place < 0:
            self.choice.addItem(icon("history"), self.tr("Area of the earlier question"), EARLIER)
        elif not offered and place >= 0:
            self.choice.removeItem(place)

    def _canvas_bounds(self):
        settings = self._iface.mapCanvas().mapSettings()
        return extent_to_wgs84(
            settings.visibleExtent(), settings.destinationCrs(), context=QgsProject.instance().transformContext()
        )
