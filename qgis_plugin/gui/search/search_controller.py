"""The search that runs at the moment; a later one replaces it."""

from __future__ import annotations

from datetime import datetime, timezone

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes
from ...core.protocol import SimilarRequest
from ...core.results import Results

__all__ = ["SearchController"]


class SearchController(QObject):
    """Sends searches and turns responses into `Results`."""

    busy_changed = pyqtSignal(bool)
    answered = pyqtSignal(object)
    """`Results`"""
    failed = pyqtSignal(object)
    """A `Problem`"""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._call = None
        self._last = None

    @property
    def busy(self) -> bool:
        return self._call is not None

    @property
    def last(self):
        """(catalog, request) asked last, whatever came of it; None before the first."""
        return self._last

    def start(self, catalog, request) -> None:
        """Ask; a question that is being answered is dropped. `catalog` has an `id` and a `path`."""
        self.stop()
        self._last = (catalog, request)
        route = routes.similar if isinstance(request, SimilarRequest) else routes.search
        call = self._engine.send_to_catalog(catalog.path, route(catalog.id, request))
        self._call = call
        asked = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        call.done.connect(
            lambda hits: self._finish(call, self.answered, Results(catalog.id, catalog.path, request, hits, asked))
        )
        call.failed.connect(lambda problem: self._finish(call, self.failed, problem))
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Let go of the question that is being answered."""
        call, self._call = self._call, None
        if call is not None:
            call.cancel()
            self.busy_changed.emit(False)

    def _finish(self, call, signal, value) -> None:
        if call is self._call:
            self._call = None
            self.busy_changed.emit(False)
            signal.emit(value)
