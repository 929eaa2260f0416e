"""Asking about a catalog that the engine has closed meanwhile: an engine that was started anew has none open."""

from __future__ import annotations

from typing import Any, Optional

from . import routes
from .client import Call
from .engine import Engine
from .protocol import Problem
from .routes import Request

__all__ = ["ask_in"]


def ask_in(engine: Engine, path: str, request: Request[Any]) -> Call:
    """Put a question about the catalog at `path`; the catalog is opened first where it is not open any more."""
    return _Reopening(engine, path, request)


class _Reopening(Call):
    def __init__(self, engine: Engine, path: str, request: Request[Any]) -> None:
        super().__init__(engine)
        self._engine, self._path, self._request = engine, path, request
        self._sent: Optional[Call] = None
        self.finished.connect(self.deleteLater)
        self._send(request, done=self.succeed, failed=self._reopen if path else self.fail)

    def _send(self, request: Request[Any], *, done: Any, failed: Any) -> None:
        self._sent = self._engine.ask(request)
        self._sent.done.connect(done)
        self._sent.failed.connect(failed)

    def _reopen(self, problem: Problem) -> None:
        if problem.code != "unknown-catalog":
            self.fail(problem)
            return
        self._send(routes.open_catalog(self._path), done=self._once_more, failed=self.fail)

    def _once_more(self, _details: object) -> None:
        self._send(self._request, done=self.succeed, failed=self.fail)

    def _abort(self) -> None:
        if self._sent is not None:
            self._sent.cancel()
