"""Calls of more than one request: they wait for the engine, send again after a crash, or open the catalog first."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import QObject, QTimer

from . import problems, routes
from .client import Call, Client
from .protocol import Problem
from .routes import Request

__all__ = ["CatalogCall", "EngineCall"]

LOST = frozenset({"unreachable", "engine-ended"})
AGAIN_AFTER_MS = 200
"""The process is found to be gone a moment after the connection is."""

WhenReady = Callable[[Callable[[Optional[Problem], Optional[Client]], None]], None]


class EngineCall(Call):
    """A request that waits for the engine, and is sent again once when the engine ended under it."""

    def __init__(self, request: Request[Any], when_ready: WhenReady, parent: Optional[QObject] = None) -> None:
        """`when_ready(then)` calls `then(None, client)` once the engine is ready, or `then(problem, None)`."""
        super().__init__(parent)
        self._request = request
        self._when_ready = when_ready
        self._sent: Optional[Call] = None
        self._attempts = 0
        self.finished.connect(self.deleteLater)
        when_ready(self._send)

    def _send(self, problem: Optional[Problem], client: Optional[Client]) -> None:
        if self.ended:
            return
        if problem is not None or client is None:
            self.fail(problem or problems.engine_stopped())
            return
        self._attempts += 1
        self._sent = client.send(self._request)
        self._sent.done.connect(self.succeed)
        self._sent.failed.connect(self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        if problem.code not in LOST or not self._request.idempotent or self._attempts > 1:
            self.fail(problem)
            return
        self._sent = None
        QTimer.singleShot(AGAIN_AFTER_MS, self._send_again)

    def _send_again(self) -> None:
        if not self.ended:
            self._when_ready(self._send)

    def _abort(self) -> None:
        if self._sent is not None:
            self._sent.cancel()


class CatalogCall(Call):
    """A request about a catalog, which is opened first where the engine has closed it, as after a restart."""

    def __init__(
        self,
        request: Request[Any],
        path: str,
        send: Callable[[Request[Any]], Call],
        parent: Optional[QObject] = None,
    ) -> None:
        """`path` of the catalog; empty where it is not known."""
        super().__init__(parent)
        self._request, self._path = request, path
        self._send_request = send
        self._sent: Optional[Call] = None
        self.finished.connect(self.deleteLater)
        self._send(request, done=self.succeed, failed=self._reopen if path else self.fail)

    def _send(self, request: Request[Any], *, done: Any, failed: Any) -> None:
        self._sent = self._send_request(request)
        self._sent.done.connect(done)
        self._sent.failed.connect(failed)

    def _reopen(self, problem: Problem) -> None:
        if problem.code != "unknown-catalog":
            self.fail(problem)
            return
        self._send(routes.open_catalog(self._path), done=self._send_again, failed=self.fail)

    def _send_again(self, _details: object) -> None:
        self._send(self._request, done=self.succeed, failed=self.fail)

    def _abort(self) -> None:
        if self._sent is not None:
            self._sent.cancel()
