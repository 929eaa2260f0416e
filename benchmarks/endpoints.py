"""Requests in flight at a server that takes its time, and tiles shared by two servers, against what was asked for."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.measure import Result, at_least, at_most
from benchmarks.reading import KINDS, _draw
from tilescribe import index
from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.domain.events import RunStarted, TilesWritten
from tilescribe.testing import HashEmbedder

IN_FLIGHT = 8
ANSWER_S = (0.5, 1.5)
"""Shortest and longest answer, in turn: a small model on a large GPU. A real one takes longer, which is easier."""
STEPS = 7
"""Answers take these many different times."""
_BODY = json.dumps(
    {"choices": [{"message": {"content": json.dumps({"summary": "A lake with trees on its shore"})}}]}
).encode()


@dataclass(slots=True)
class _Load:
    """What a server had to do at each moment."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    requests: int = 0
    now: int = 0
    most: int = 0
    since: float = 0.0
    begun: float = 0.0
    area: float = 0.0
    """Requests times seconds."""

    def change(self, by: int) -> int:
        with self.lock:
            moment = time.perf_counter()
            if not self.requests:
                self.begun = self.since = moment
            self.area += self.now * (moment - self.since)
            self.since = moment
            self.now += by
            self.requests += by > 0
            self.most = max(self.most, self.now)
            return self.requests


@contextmanager
def _server() -> Iterator[tuple[str, _Load]]:
    load = _Load()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            number = load.change(1)
            shortest, longest = ANSWER_S
            time.sleep(shortest + (longest - shortest) * (number % STEPS) / (STEPS - 1))
            load.change(-1)
            self.send_response(200)
            self.send_header("Content-Length", str(len(_BODY)))
            self.end_headers()
            self.wfile.write(_BODY)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", load
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def measure() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        _draw(Path(folder) / "scene.tif", dict(KINDS["deflate, 4 x uint16"]))
        return [*_one(folder), *_two(folder)]


def _one(folder: str) -> list[Result]:
    with _server() as (url, load):
        tiles, wall = _index(folder, f"{url}#tiny", "one.gpkg")
        # The last requests have no others beside them: they are no fault of the client.
        mean = load.area / (load.since - load.begun)
    detail = f"{tiles} tiles in {wall:.1f} s, answers of {ANSWER_S[0]:g} to {ANSWER_S[1]:g} s"
    return [
        at_least(f"mean requests in flight, of {IN_FLIGHT}", mean / IN_FLIGHT, 0.9, detail=detail),
        at_most(f"most requests in flight, of {IN_FLIGHT}", load.most / IN_FLIGHT, 1.0, detail=detail),
        # Little's law: what a server with so many places cannot go below.
        at_most(
            "wall time against answers over places",
            wall / (tiles * sum(ANSWER_S) / 2 / IN_FLIGHT),
            1.15,
            detail=detail,
        ),
    ]


def _two(folder: str) -> list[Result]:
    with _server() as (one, first), _server() as (other, second):
        tiles, wall = _index(folder, f"{one},{other}#tiny", "two.gpkg")
    share = min(first.requests, second.requests) / tiles
    detail = f"{first.requests} and {second.requests} of {tiles} tiles in {wall:.1f} s"
    return [at_least("share of the less used of two equal servers", share, 0.45, detail=detail)]


def _index(folder: str, target: str, name: str) -> tuple[int, float]:
    """Tiles, and seconds from the end of planning to the last batch."""
    captioner = EndpointCaptioner(target, concurrency=IN_FLIGHT, input_side_px=224)
    started = ended = 0.0
    tiles = 0
    scene, catalog = Path(folder) / "scene.tif", Path(folder) / name
    for event in index([scene], catalog=catalog, captioner=captioner, embedder=HashEmbedder()):
        if isinstance(event, RunStarted):
            started = time.perf_counter()
        if isinstance(event, TilesWritten):
            ended, tiles = time.perf_counter(), event.done
    captioner.close()
    return tiles, ended - started
