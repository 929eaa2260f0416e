"""A server on loopback that answers as it is told: well, late, wrongly, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

SAID = {
    "summary": "A lake with trees on its shore",
    "features": [{"what": "a pier", "where": "north"}],
    "detail": "The water is dark and calm, and the trees stand close together.",
    "tags": ["lake", "trees"],
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What to send back."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    after_s: float = 0.0
    """Wait before the first byte."""
    cut: bool = False
    """Close the connection halfway through the body."""
    piece_s: float = 0.0
    """Wait after each tenth of the body."""


def chat(content: Any, **more: Any) -> Reply:
    """A sound chat completion."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop", **more}
    return Reply(body=json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def well(after_s: float = 0.0) -> Reply:
    return Reply(body=chat(json.dumps(SAID)).body, after_s=after_s)


def error(status: int, message: str = "no", **headers: str) -> Reply:
    body = json.dumps({"error": {"message": message}}).encode()
    return Reply(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


class FaultyServer:
    """Runs in threads of its own; use it as a context manager.

    Args:
        replies: Called with the number of a request, from 0, and its parsed body.
    """

    def __init__(self, replies: Callable[[int, Mapping[str, Any]], Reply]) -> None:
        self.requests: list[Mapping[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.times: list[float] = []
        self.most_in_flight = 0
        self._in_flight = 0
        self._lock = threading.Lock()
        self._replies = replies
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, body: bytes, headers: Mapping[str, str]) -> Reply:
        with self._lock:
            number = len(self.requests)
            self.requests.append(json.loads(body))
            self.headers.append(headers)
            self.times.append(time.monotonic())
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
        reply = self._replies(number, self.requests[number])
        time.sleep(reply.after_s)
        return reply

    def done(self) -> None:
        with self._lock:
            self._in_flight -= 1


def _handler(server: FaultyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reply = server.take(body, dict(self.headers))
            server.done()  # before the answer is out: the client may ask again as soon as it has it
            try:
                self._send(reply)
            except (BrokenPipeError, ConnectionResetError):  # the client had enough
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.cut:
                self.wfile.write(reply.body[: len(reply.body) // 2])
                self.wfile.flush()
                self.close_connection = True
                return
            tenth = max(1, len(reply.body) // 10) if reply.piece_s else max(1, len(reply.body))
            for start in range(0, len(reply.body), tenth):
                self.wfile.write(reply.body[start : start + tenth])
                self.wfile.flush()
                time.sleep(reply.piece_s)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler
