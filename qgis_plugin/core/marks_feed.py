"""The feed of marks: asks every few seconds what people think of the tiles of some catalogs.

    feed.set_catalogs([MissionCatalog(...)])
    feed.set_active(True)       # while somebody can see it
    feed.arrived                -> (MissionCatalog, tuple of MarkedTile, when it was asked): something has changed

It never starts the engine, has one round of questions in flight, and asks less often where answers are large, or where
the engine does not answer.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from . import routes
from .client import Call
from .engine import EngineController, EngineState
from .mission import MissionCatalog
from .protocol import MarkedTiles, Problem

__all__ = ["INTERVAL_S", "MarksFeed"]

INTERVAL_S = 3.0
"""Between two rounds: what others judge shows within seconds."""
REST = 10.0
"""So many times what a round took follows it: reading 50,000 marks takes a second, and others want the engine too."""
LONGEST_S = 60.0
"""Between two rounds while nothing is answered; each round without an answer doubles the time."""
MOST_DOUBLINGS = 6
SOON_S = 0.15
"""After a mark of one's own was written: long enough for several of them."""


class MarksFeed(QObject):
    """Polls the marks of catalogs while it is active and the engine is ready; on the GUI thread."""

    arrived = pyqtSignal(object, object, float)
    """A `MissionCatalog`, its marks (`MarkedTile`s), and `time.monotonic()` of when they were asked for. Only where
    they are others than the last time."""
    failed = pyqtSignal(object, object)
    """A `MissionCatalog`, and the `Problem` why its marks could not be read; each new one once."""

    recovered = pyqtSignal(object)
    """A `MissionCatalog` whose marks could not be read and can be again."""

    def __init__(self, engine: EngineController, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.interval_s = INTERVAL_S
        self._engine = engine
        self._catalogs: tuple[MissionCatalog, ...] = ()
        self._etags: dict[str, str] = {}
        self._problems: dict[str, str] = {}
        self._calls: set[Call] = set()
        self._active = False
        self._failures = 0
        self._answered = False
        self._wanted_soon = False
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        engine.state_changed.connect(self._on_state_changed)

    @property
    def catalogs(self) -> tuple[MissionCatalog, ...]:
        """Those that are asked about."""
        return self._catalogs

    @property
    def busy(self) -> bool:
        """A round of questions is in flight."""
        return bool(self._calls)

    def set_catalogs(self, catalogs: Iterable[MissionCatalog]) -> None:
        """Which catalogs are asked about from now on; the marks of new ones come as soon as may be."""
        self._catalogs = tuple(catalogs)
        known = {catalog.id for catalog in self._catalogs}
        self._etags = {catalog: etag for catalog, etag in self._etags.items() if catalog in known}
        self._problems = {catalog: code for catalog, code in self._problems.items() if catalog in known}
        self.ask_soon()

    def set_active(self, active: bool) -> None:
        """Whether anybody can see the marks. What is in flight is still told."""
        self._active = active
        if active:
            self.ask_soon()
        else:
            self._timer.stop()

    def ask_soon(self) -> None:
        """Without waiting for the next round: something was written, say. After the round in flight, where one is."""
        if self.busy:
            self._wanted_soon = True
        elif self._may_ask():
            self._timer.start(round(SOON_S * 1000))

    def close_down(self) -> None:
        """Ask nothing any more, and tell nobody."""
        self._engine.state_changed.disconnect(self._on_state_changed)
        self._active = False
        self._timer.stop()
        for call in list(self._calls):
            call.cancel()

    def _may_ask(self) -> bool:
        return self._active and bool(self._catalogs) and self._engine.state is EngineState.READY

    def _on_state_changed(self, _state: object = None) -> None:
        """An engine that has come up knows what was missed meanwhile."""
        self._failures = 0
        self.ask_soon()

    def _ask(self) -> None:
        if self.busy or not self._may_ask():
            return
        self._wanted_soon = self._answered = False
        self._began = time.monotonic()
        for catalog in self._catalogs:
            self._ask_about(catalog, self._began)

    def _ask_about(self, catalog: MissionCatalog, asked: float) -> None:
        request = routes.marks(catalog.id, etag=self._etags.get(catalog.id, ""))
        call = self._engine.send_to_catalog(catalog.path, request)
        self._calls.add(call)
        call.done.connect(lambda marks: self._on_marks(catalog, marks, asked))
        call.failed.connect(lambda problem: self._on_failed(catalog, problem))
        call.finished.connect(lambda: self._on_finished(call))

    def _on_marks(self, catalog: MissionCatalog, marks: Optional[MarkedTiles], asked: float) -> None:
        self._answered = True
        if self._problems.pop(catalog.id, None) is not None:
            self.recovered.emit(catalog)
        if marks is not None and catalog in self._catalogs:
            self._etags[catalog.id] = marks.etag
            self.arrived.emit(catalog, marks.tiles, asked)

    def _on_failed(self, catalog: MissionCatalog, problem: Problem) -> None:
        if self._problems.get(catalog.id) != problem.code:
            self._problems[catalog.id] = problem.code
            self.failed.emit(catalog, problem)

    def _on_finished(self, call: Call) -> None:
        self._calls.discard(call)
        if self._calls or not self._may_ask():
            return
        # One catalog that cannot be read holds the others up no more than it must.
        self._failures = 0 if self._answered else min(self._failures + 1, MOST_DOUBLINGS)
        took_s = time.monotonic() - self._began
        wait_s = max(self.interval_s, REST * took_s)
        if self._failures:
            wait_s = min(max(LONGEST_S, self.interval_s), wait_s * 2**self._failures)
        elif self._wanted_soon:
            wait_s = SOON_S + REST * max(0.0, took_s - SOON_S)
        self._timer.start(round(wait_s * 1000))
