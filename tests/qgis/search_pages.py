"""What a search page needs around it, and answers for it; the fixtures `page` and `asked` use them."""

from __future__ import annotations

from qgis_plugin.core.protocol import CatalogDetails, decode
from tests.qgis.stub_service import golden

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QObject, pyqtSignal


class Iface(QObject):
    """As much of QGIS's interface as the search page uses."""

    currentLayerChanged = pyqtSignal(object)  # noqa: N815 - the name in QGIS

    def __init__(self, canvas):
        super().__init__()
        self.canvas, self.active = canvas, None
        self._messages = None

    def mapCanvas(self):
        return self.canvas

    def activeLayer(self):
        return self.active

    def setActiveLayer(self, layer):
        if layer is not self.active:
            self.active = layer
            self.currentLayerChanged.emit(layer)

    def messageBar(self):
        if self._messages is None:
            self._messages = QgsMessageBar()
        return self._messages


def catalog(**changes) -> CatalogDetails:
    return decode(CatalogDetails, {**golden("catalog-describe")["response"]["body"], **changes})


def hits(count: int, *, question: str = "water beside trees") -> dict:
    """An answer with `count` hits beside each other."""
    body = golden("search")["response"]["body"]
    features = []
    for number in range(count):
        west = 15.0 + number * 0.1
        ring = [[west, 47.9], [west + 0.1, 47.9], [west + 0.1, 48.0], [west, 48.0], [west, 47.9]]
        properties = {
            **body["features"][0]["properties"],
            "rank": number + 1,
            "tile_id": 101 + number,
            "score": 0.9 - number * 0.1,
            "marks": [],
        }
        features.append(
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}
        )
    return {**body, "question": question, "features": features}


def layer_of(page):
    return page.map_sync.current.layer
