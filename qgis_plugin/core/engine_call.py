"""A question that waits for the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from qgis.PyQt.QtCore import QTimer

from . import problems
from .client import Call
from .protocol import Problem
from .routes import Request

if TYPE_CHECKING:
    from .engine import Engine

__all__ = ["EngineCall"]

LOST = frozenset({"unreachable", "engine-ended"})
AGAIN_AFTER_MS = 200
"""The process is found to be gone a moment after the connection is."""


class EngineCall(Call):
    """A question that waits for the engine, and is asked again once when the engine ended under it."""

    def __init__(self, engine: Engine, request: Request[Any]) -> None:
        super().__init__(engine)
        self._engine, self._request = engine, request
        self._sent: Optional[Call] = None
        self._asked = 0
        self.finished.connect(self.deleteLater)
        engine.when_ready(self._send)

    def _send(self, problem: Optional[Problem]) -> None:
        if self.ended:
            return
        client = self._engine.client
        if problem is not None or client is None:
            self.fail(problem or problems.stopped())
            return
        self._asked += 1
        self._sent = client.send(self._request)
        self._sent.done.connect(self.succeed)
        self._sent.failed.connect(self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        if problem.code not in LOST or not self._request.repeatable or self._asked > 1:
            self.fail(problem)
            return
        self._sent = None
        QTimer.singleShot(AGAIN_AFTER_MS, self._send_again)

    def _send_again(self) -> None:
        if not self.ended:
            self._engine.when_ready(self._send)

    def _abort(self) -> None:
        if self._sent is not None:
            self._sent.cancel()
