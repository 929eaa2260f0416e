"""An engine that answers by the contract's golden files, over real HTTP, and can be told to misbehave.

    with StubService() as stub:
        stub.url, stub.token
        stub.misbehave("POST /search", status=500)          # a problem, once; times=None: always
        stub.misbehave("GET /health", body={...})           # another body than the golden one
        stub.misbehave("POST /search", delay_s=2.0)         # slow
        stub.misbehave("POST /search", drop=True)           # closes the connection without an answer
        stub.requests                                       # what was asked, in order: Asked(method, path, query, body)

Keys are the method and the end of the path, so that ids need not be known.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable
from urllib.parse import parse_qsl, urlsplit

CONTRACT = Path(__file__).resolve().parent.parent / "contract"
CATALOG_ID = "3f9a1c0b7d2e"
JOB_ID = "b0c1d2e3f4a5"

JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20"
    "242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f0000010501010101010100000000"
    "000000000102030405060708090a0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a108"
    "2342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475"
    "767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2"
    "e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd0ffd9"
)
"""One grey pixel."""


def golden(name: str) -> dict[str, Any]:
    """A file of the contract by its name without the suffix."""
    return json.loads((CONTRACT / f"{name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


@dataclass
class Misbehaviour:
    key: str
    status: int = 0
    body: Any = None
    raw: bytes | None = None
    delay_s: float = 0.0
    drop: bool = False
    times: int | None = 1


@dataclass
class StubService:
    token: str = "stub-token"
    requests: list[Asked] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    """Bodies that stand in for the golden ones, by key."""
    _misbehaviours: list[Misbehaviour] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _let_go: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> StubService:
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def misbehave(self, key: str, **how: Any) -> None:
        with self._lock:
            self._misbehaviours.append(Misbehaviour(key, **how))

    def behave(self) -> None:
        """Forget all misbehaviour, and answer what is being delayed."""
        with self._lock:
            self._misbehaviours.clear()
        self._let_go.set()
        self._let_go = threading.Event()

    def asked(self, key: str) -> list[Asked]:
        """The requests that match a key, in order."""
        return [one for one in list(self.requests) if _matches(key, one.method, one.path)]

    def _misbehaviour(self, method: str, path: str) -> Misbehaviour | None:
        with self._lock:
            for one in self._misbehaviours:
                if one.times != 0 and _matches(one.key, method, path):
                    one.times = None if one.times is None else one.times - 1
                    return one
        return None

    def _answer(self, asked: Asked) -> tuple[int, str, bytes]:
        for key, body in self.answers.items():
            if _matches(key, asked.method, asked.path):
                value = body(asked) if callable(body) else body
                return 200, "application/json", value if isinstance(value, bytes) else json.dumps(value).encode()
        return _by_the_book(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are what is being tested."""


def _matches(key: str, method: str, path: str) -> bool:
    wanted_method, _, end = key.partition(" ")
    return method == wanted_method and path.endswith(end)


ROUTES: list[tuple[str, Callable[[list[str]], bool], str]] = [
    ("GET", lambda p: p == ["health"], "health"),
    ("GET", lambda p: p == ["models"], "models"),
    ("GET", lambda p: p == ["catalogs"], "catalogs-list"),
    ("GET", lambda p: p[0] == "catalogs" and len(p) == 2, "catalog-describe"),
    ("DELETE", lambda p: p[0] == "catalogs" and len(p) == 2, "catalog-close"),
    ("GET", lambda p: p[-1] == "rasters", "rasters-list"),
    ("PATCH", lambda p: p[-1] == "rasters", "rasters-edit"),
    ("POST", lambda p: p[-2:] == ["rasters", "remove"], "rasters-remove"),
    ("POST", lambda p: p == ["estimate"], "estimate"),
    ("GET", lambda p: p == ["jobs"], "jobs-list"),
    ("GET", lambda p: p[0] == "jobs" and len(p) == 2, "job-get"),
    ("DELETE", lambda p: p[0] == "jobs" and len(p) == 2, "job-forget"),
    ("GET", lambda p: p[0] == "jobs" and p[-1] == "events", "job-events"),
    ("POST", lambda p: p[0] == "jobs" and p[-1] == "cancel", "job-cancel"),
    ("POST", lambda p: p[0] == "jobs" and p[-1] == "continue", "job-continue"),
    ("POST", lambda p: p[-1] == "search", "search"),
    ("POST", lambda p: p[-1] == "similar", "similar-tile"),
    ("GET", lambda p: p[-1] == "tiles", "tiles-at-point"),
    ("GET", lambda p: len(p) > 2 and p[-2] == "tiles", "tile-describe"),
    ("GET", lambda p: p[-1] == "where", "tile-where"),
    ("PUT", lambda p: p[-1] == "correction", "tile-correct"),
    ("DELETE", lambda p: p[-1] == "correction", "tile-uncorrect"),
    ("PUT", lambda p: p[-1] == "mark", "mark-put"),
    ("DELETE", lambda p: p[-1] == "mark", "mark-delete"),
    ("PUT", lambda p: p[-1] == "marks", "marks-put"),
    ("GET", lambda p: p[-1] == "marks", "marks-list"),
    ("POST", lambda p: p == ["describe"], "describe"),
]


def _by_the_book(asked: Asked) -> tuple[int, str, bytes]:
    parts = asked.path.strip("/").split("/")[1:]
    if asked.method == "GET" and parts[-1:] in (["thumbnail"], ["before"], ["after"]):
        return 200, "image/jpeg", JPEG
    return _rendered(golden(_golden_name(asked, parts)))


def _golden_name(asked: Asked, parts: list[str]) -> str:
    if asked.method == "POST" and parts == ["catalogs"]:
        return "catalog-create" if asked.body.get("create") else "catalog-open"
    if asked.method == "POST" and parts == ["jobs"]:
        return f"job-{asked.body['kind']}"
    for method, fits, name in ROUTES:
        if method == asked.method and parts and fits(parts):
            return name
    return "problem-unknown-route"


def _rendered(example: dict[str, Any]) -> tuple[int, str, bytes]:
    answer = example["response"]
    body = answer["body"]
    kind = answer["headers"].get("Content-Type", "application/json")
    return answer["status"], kind, b"" if body is None else json.dumps(body).encode()


def _handler(stub: StubService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self) -> None:
            address = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            asked = Asked(
                self.command,
                address.path,
                dict(parse_qsl(address.query, keep_blank_values=True)),
                json.loads(raw) if raw else None,
                dict(self.headers.items()),
            )
            stub.requests.append(asked)
            self._respond(asked)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do  # noqa: N815 - the names http.server looks for

        def _respond(self, asked: Asked) -> None:
            if self.headers.get("Authorization") != f"Bearer {stub.token}":
                self._send(*_rendered(golden("problem-not-authorised")))
                return
            wrong = stub._misbehaviour(asked.method, asked.path)
            if wrong is not None:
                stub._let_go.wait(wrong.delay_s) if wrong.delay_s else None
                if wrong.drop:
                    self.close_connection = True
                    return
                if wrong.raw is not None:
                    self._send(wrong.status or 200, "application/json", wrong.raw)
                    return
                if wrong.body is not None or wrong.status:
                    self._send(
                        wrong.status or 200, "application/json", json.dumps(wrong.body or _problem(wrong)).encode()
                    )
                    return
            status, kind, body = stub._answer(asked)
            if _matches("GET /marks", asked.method, asked.path):
                etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
                if asked.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self._send(status, kind, body, etag=etag)
                return
            self._send(status, kind, body)

        def _send(self, status: int, kind: str, body: bytes, *, etag: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if etag:
                self.send_header("ETag", etag)
            if status not in (204, 304):
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name http.server uses
            """Silent."""

    return Handler


def _problem(wrong: Misbehaviour) -> dict[str, Any]:
    return {
        "type": "urn:tilescribe:problem:unexpected",
        "title": "Unexpected",
        "status": wrong.status,
        "detail": "Something went wrong that should not. The log has more.",
        "remedy": "The log has more.",
        "errors": [],
    }


def many_hits(count: int) -> bytes:
    """An answer with so many hits, as the engine streams it."""
    example = golden("search")["response"]["body"]
    feature = example["features"][0]
    head = json.dumps({**example, "features": []})[:-2]
    ring = feature["geometry"]["coordinates"][0]

    def one(number: int) -> str:
        shift = (number % 1000) * 0.001
        moved = [[[x + shift, y + (number // 1000) * 0.001] for x, y in ring]]
        properties = {**feature["properties"], "rank": number + 1, "tile_id": number + 1, "score": 1 - number / count}
        return json.dumps(
            {
                "type": "Feature",
                "id": number + 1,
                "geometry": {"type": "Polygon", "coordinates": moved},
                "properties": properties,
            }
        )

    return (head + ",\n".join(one(number) for number in range(count)) + "]}").encode()


def main() -> None:
    """As a process that behaves like `tilescribe serve`: python -m tests.qgis.stub_service"""
    import argparse
    import os
    import sys

    parser = argparse.ArgumentParser()
    parser.add_argument("--die-at-start", default="")
    parser.add_argument("--api-version", type=int, default=1)
    parser.add_argument("--mute", action="store_true")
    options, _ = parser.parse_known_args()
    if options.die_at_start:
        sys.exit(options.die_at_start)
    with StubService(token=os.environ["TILESCRIBE_TOKEN"]) as stub:
        if not options.mute:
            ready = {"url": stub.url, "pid": os.getpid(), "api_version": options.api_version, "version": "0.1.0"}
            print(json.dumps(ready), flush=True)  # noqa: T201 - what it announces
        print("The stub answers.", file=sys.stderr, flush=True)  # noqa: T201
        sys.stdin.read()


if __name__ == "__main__":
    main()
