"""The asynchronous HTTP client of the engine: requests that never block the window.

    call = client.send(routes.health())
    call.done.connect(self._show)           # once, with the value that the route promises
    call.failed.connect(self._show_problem)  # or once, with a Problem
    call.cancel()                           # then neither comes

The client keeps a call alive until it has answered. Signals come on the GUI thread, never from within `send`. Large
answers are read in a thread.

The GUI asks through `engine.send(request)`, which starts the engine first; `Client` is used by it.
"""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QByteArray, QObject, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtNetwork import QNetworkAccessManager, QNetworkProxy, QNetworkReply, QNetworkRequest

from . import problems
from .protocol import Problem
from .routes import Request
from .threads import Future, run_in_thread
from .transport import Endpoint, parse_response

__all__ = ["Call", "Client"]

LARGE_BYTES = 32 * 1024
"""Answers beyond are read in a thread: 32 KB of hits take about 1 ms."""


class Call(QObject):
    """One request in flight."""

    done = pyqtSignal(object)
    failed = pyqtSignal(object)
    finished = pyqtSignal()
    """After done, failed or cancel: the place to switch off what shows that something is going on."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.ended = False

    def cancel(self) -> None:
        """Let go of it: neither `done` nor `failed` comes any more. Harmless when it has ended."""
        if not self.ended:
            self._abort()
            self.ended = True
            self.finished.emit()

    def succeed(self, value: object) -> None:
        if not self.ended:
            self.ended = True
            self.done.emit(value)
            self.finished.emit()

    def abort(self, problem: Problem) -> None:
        """Let go of it, and say why."""
        if not self.ended:
            self._abort()
            self.fail(problem)

    def fail(self, problem: Problem) -> None:
        if not self.ended:
            self.ended = True
            self.failed.emit(problem)
            self.finished.emit()

    def _abort(self) -> None:
        """What a subclass stops, without saying anything."""


class Client(QObject):
    """The client of one endpoint. Its network manager is its own: QGIS's would send loopback traffic to a proxy."""

    def __init__(self, endpoint: Endpoint, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.endpoint = endpoint
        self._manager = QNetworkAccessManager(self)
        self._manager.setProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
        self._calls: set[Call] = set()

    def send(self, request: Request[Any]) -> Call:
        """Put a question; at once, without waiting."""
        call = _NetworkCall(self._manager, self.endpoint, request, self)
        self._calls.add(call)
        call.finished.connect(lambda: self._on_call_finished(call))
        return call

    def close(self, problem: Problem) -> None:
        """Everything in flight fails with `problem`."""
        for call in list(self._calls):
            call.abort(problem)

    def _on_call_finished(self, call: Call) -> None:
        self._calls.discard(call)
        call.deleteLater()


class _NetworkCall(Call):
    """A call over the network."""

    def __init__(
        self, manager: QNetworkAccessManager, endpoint: Endpoint, request: Request[Any], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._request = request
        self._future: Optional[Future] = None
        self._timed_out = False
        self._parts: list[bytes] = []
        self._reply = _reply(manager, endpoint, request)
        self._reply.readyRead.connect(self._read)
        self._reply.finished.connect(self._on_finished)
        self.finished.connect(self._reply.deleteLater)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        self._timeout_s = endpoint.client_timeout_s(request.timeout_s)
        self._timer.start(int(self._timeout_s * 1000))

    def _on_finished(self) -> None:
        self._timer.stop()
        reply, status = self._reply, self._status()
        if status == 0 or reply.error() in _CUT_OFF:
            self.fail(problems.timed_out(self._timeout_s) if self._timed_out else _unreachable(reply))
            return
        self._read()
        request, parts, etag = self._request, self._parts, bytes(reply.rawHeader(QByteArray(b"ETag"))).decode("latin-1")

        def parse() -> Any:
            return parse_response(request, status=status, body=b"".join(parts), etag=etag)

        if sum(map(len, parts)) <= LARGE_BYTES:
            self._finish(parse())
        else:
            self._future = run_in_thread(parse)
            self._future.done.connect(self._finish)

    def _read(self) -> None:
        """Bit by bit: copying 40 MB at once would hold the window."""
        self._parts.append(bytes(self._reply.readAll()))

    def _status(self) -> int:
        return int(self._reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) or 0)

    def _finish(self, outcome: Any) -> None:
        value, problem = outcome
        if problem is not None:
            self.fail(problem)
        else:
            self.succeed(value)

    def _on_timeout(self) -> None:
        self._timed_out = True
        self._reply.abort()

    def _abort(self) -> None:
        self._timer.stop()
        if self._reply.isRunning():
            self._reply.finished.disconnect(self._on_finished)
            self._reply.abort()


_CUT_OFF = (
    QNetworkReply.NetworkError.RemoteHostClosedError,
    QNetworkReply.NetworkError.OperationCanceledError,
    QNetworkReply.NetworkError.TimeoutError,
)
"""Errors after which a status may stand, but the body is cut off."""


def _reply(manager: QNetworkAccessManager, endpoint: Endpoint, request: Request[Any]) -> QNetworkReply:
    message = QNetworkRequest(QUrl(endpoint.url + request.target, QUrl.ParsingMode.StrictMode))
    message.setRawHeader(QByteArray(b"Authorization"), QByteArray(f"Bearer {endpoint.token}".encode()))
    message.setAttribute(
        QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
    )
    for name, value in request.headers().items():
        message.setRawHeader(QByteArray(name.encode("ascii")), QByteArray(value.encode("latin-1")))
    payload = request.payload()
    if payload is None:
        return manager.sendCustomRequest(message, QByteArray(request.method.encode()))
    message.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
    return manager.sendCustomRequest(message, QByteArray(request.method.encode()), QByteArray(payload))


def _unreachable(reply: QNetworkReply) -> Problem:
    return problems.unreachable(reply.errorString())
