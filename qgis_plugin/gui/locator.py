"""The locator filter: `img flooded houses` in QGIS's locator bar."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Optional

from qgis.core import QgsCoordinateReferenceSystem, QgsLocatorFilter, QgsLocatorResult
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QIcon

from ..core import routes
from ..core.geometry import WGS84, geojson_to_geometry
from ..core.protocol import CatalogDetails, Hit, Hits, ProblemError, SearchRequest
from ..core.results import fine_print, heading
from ..core.threads import CancelledError, run_cancellable
from .icons import icon
from .layers.canvas import MapNavigator

__all__ = ["TilescribeLocatorFilter"]

PREFIX = "img"
PAUSE_MS = 300
"""A question is put when the user has stopped typing for so long."""
SHORTEST = 3
"""Letters; shorter words match anything."""
MAX_RESULTS = 10
FLASHES = 3


@dataclass(frozen=True)
class _Footprint:
    """What the navigator zooms to."""

    geometry: dict


class TilescribeLocatorFilter(QgsLocatorFilter):
    """QGIS searches with a clone in a thread of its own, and hands what is chosen to the filter that was registered."""

    question_requested = pyqtSignal(str)
    """The user wants all answers to a question: to be asked in the dock."""

    def __init__(self, iface, session):
        super().__init__()
        self._iface = iface
        self._session = session
        # Made here, on the GUI thread: threads must not draw.
        self._tile_icon, self._search_icon, self._failed_icon = icon("describe"), icon("search"), icon("failed")
        self.setFetchResultsDelay(PAUSE_MS)
        self.setUseWithoutPrefix(False)

    def clone(self):
        return TilescribeLocatorFilter(self._iface, self._session)

    def name(self):
        return "tilescribe"

    def displayName(self):
        return self.tr("Imagery in plain words (Tilescribe)")

    def prefix(self):
        return PREFIX

    def priority(self):
        return QgsLocatorFilter.Priority.Medium

    def fetchResults(self, string, context, feedback):
        """In a thread."""
        question = string.strip()
        if len(question) < SHORTEST:
            return
        try:
            answer = run_cancellable(lambda: self._search(question), feedback)
        except CancelledError:
            return
        except ProblemError as error:
            self._offer(error.problem.detail, question, drawing=self._failed_icon, score=1.0)
            return
        hits = answer.hits if answer else ()
        for notice in answer.notices if answer else ():
            self._offer(notice, question, drawing=self._search_icon, score=1.0)
        for hit in hits:
            self._offer_hit(hit, question)
        text = (
            self.tr("All answers to “{question}”") if hits else self.tr("Nothing matches “{question}”; ask in the dock")
        )
        self._offer(text.format(question=question), question, drawing=self._search_icon, score=0.0)

    def triggerResult(self, result):
        chosen = json.loads(_user_data(result))
        if chosen.get("geometry") is None:
            self.question_requested.emit(chosen["question"])
            return
        canvas = self._iface.mapCanvas()
        MapNavigator(canvas).zoom([_Footprint(chosen["geometry"])])
        canvas.flashGeometries(
            [geojson_to_geometry(chosen["geometry"])], QgsCoordinateReferenceSystem(WGS84), flashes=FLASHES
        )

    def _search(self, question: str) -> Optional[Hits]:
        engine = self._session.engine
        catalog = self._session.catalog or self._last_catalog()
        if catalog is None:
            return None
        return engine.send_blocking(routes.search(catalog.id, SearchRequest(question=question, k=MAX_RESULTS)))

    def _last_catalog(self) -> Optional[CatalogDetails]:
        path = self._session.last_catalog_path
        return self._session.engine.send_blocking(routes.open_catalog(path)) if path else None

    def _offer_hit(self, hit: Hit, question: str) -> None:
        result = self._result(heading(hit), self._tile_icon, {"question": question, "geometry": hit.geometry})
        result.description = fine_print(hit)
        result.score = max(0.0, min(1.0, hit.score))
        self.resultFetched.emit(result)

    def _offer(self, text: str, question: str, *, drawing: QIcon, score: float) -> None:
        result = self._result(text, drawing, {"question": question})
        result.score = score
        self.resultFetched.emit(result)

    def _result(self, text: str, drawing: QIcon, data: dict[str, Any]) -> QgsLocatorResult:
        result = QgsLocatorResult()
        result.filter = self
        result.displayString = text
        result.icon = drawing
        result.userData = json.dumps(data)
        return result


def _user_data(result: QgsLocatorResult) -> str:
    """An attribute until QGIS 3.36, a method since."""
    data = result.userData
    return str(data() if callable(data) else data)
