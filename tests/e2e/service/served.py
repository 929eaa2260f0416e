"""A real service process, and a client of nothing but the standard library."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

LAUNCHER = Path(__file__).with_name("launcher.py")
TOKEN = "a-token-that-only-tests-know"
PATIENCE_S = 300
"""Longer than the service itself waits for anything, and a busy machine takes for anything."""


def wait_for(condition: Callable[[], bool], *, what: str) -> None:
    """Until it holds, however long that takes on this machine."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def held(gate: Path, *, tiles: int) -> str:
    """The captioner that describes so many tiles, and goes on when the file `gate` is there."""
    return f"held:{tiles}:{gate}"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    data: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.data)

    @property
    def code(self) -> str:
        """Of a problem."""
        assert self.headers["content-type"] == "application/problem+json"
        return self.body["type"].removeprefix("urn:tilescribe:problem:")


class Service:
    """Use it as a context manager. `process` is the service itself; its standard input is held open."""

    def __init__(
        self,
        state: Path,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        command: tuple[str, ...] = (sys.executable, str(LAUNCHER)),
        token: str | None = TOKEN,
    ) -> None:
        self.state = state
        self.token = token or ""
        state.mkdir(parents=True, exist_ok=True)
        self.log = state / "log.txt"
        given = {"TILESCRIBE_TOKEN": token} if token else {}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "TILESCRIBE_STATE": str(state), **given, **(env or {})},
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.log.read_text()
        self.ready: dict[str, Any] = json.loads(line)
        self.port = urlsplit(self.ready["url"]).port
        assert self.port

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Close its input, and wait until it has ended."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.wait()

    def wait(self) -> int:
        try:
            return self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()
            assert self.process.stdout is not None
            self.process.stdout.close()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str | None] | None = None,
        connection: http.client.HTTPConnection | None = None,
    ) -> Reply:
        """One request under /v1. A header of None is left out."""
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        sent: dict[str, str | None] = {"Authorization": f"Bearer {self.token}"}
        if data is not None:
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        target = f"/v1{path}" + (f"?{urlencode(query)}" if query else "")
        own = connection or self.connect()
        try:
            own.request(method, target, data, {name: value for name, value in sent.items() if value is not None})
            answer = own.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, named, answer.read())
        finally:
            if connection is None:
                own.close()

    def get(self, path: str, **query: object) -> Any:
        reply = self.ask("GET", path, query=query)
        assert reply.status == 200, reply.data
        return reply.body

    def post(self, path: str, body: object = None) -> Any:
        reply = self.ask("POST", path, body)
        assert reply.status in (200, 201, 202), reply.data
        return reply.body

    # --- what most tests do -------------------------------------------------------------------------------------------

    def make(self, catalog: Path) -> str:
        """The id of a new catalog."""
        return str(self.post("/catalogs", {"path": str(catalog), "create": True})["id"])

    def index(self, catalog_id: str, *paths: Path, captioner: str = "fake", **more: object) -> str:
        """The id of a new job."""
        asked = {"kind": "index", "catalog": catalog_id, "paths": [str(path) for path in paths]}
        return str(self.post("/jobs", {**asked, "captioner": captioner, **more})["id"])

    def until(self, job_id: str, *, done: int) -> None:
        """Wait until so many tiles are described."""
        deadline = time.monotonic() + PATIENCE_S
        while (at := self.get(f"/jobs/{job_id}")["progress"])["stage"] != "describing" or at["done"] < done:
            assert time.monotonic() < deadline, at
            time.sleep(0.02)

    def finish(self, job_id: str) -> dict[str, Any]:
        """The job, once it has ended."""
        while not (job := self.get(f"/jobs/{job_id}"))["finished"]:
            self.get(f"/jobs/{job_id}/events", after=2**52, wait_s=0.2)
        found: dict[str, Any] = job
        return found
