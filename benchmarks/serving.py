"""How quickly the service answers questions while it indexes, against when it has nothing else to do."""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Result, at_most
from tilescribe.testing.rasters import make_raster

SIDE_PX = 2_240
"""10 x 10 tiles of 224 pixels."""
OVERLAP = 0.75
"""The raster that is indexed meanwhile has about 14 times as many: a minute of work, and more."""
QUESTIONS = 60
ROUNDS = 3
TOKEN = "a-token-for-the-benchmark"
_PLACES = ("a lake", "a forest", "a town", "bare fields", "a harbour", "a road", "an airport", "a river")
_SIDES = ("beside", "north of", "far from", "without", "between", "under")


def measure() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first, second = (_draw(home / f"{name}.tif", seed=at) for at, name in enumerate(("first", "second")))
        with _serving(home / "state") as service:
            catalog = service.ask("POST", "/catalogs", {"path": str(home / "area.gpkg"), "create": True})["id"]
            service.finish(service.index(catalog, first))
            tiles = service.ask("GET", f"/catalogs/{catalog}")["tiles"]["done"]
            return _compared(service, catalog, second, tiles=tiles)


def _compared(service: _Service, catalog: str, raster: str, *, tiles: int) -> list[Result]:
    """Alternating rounds; the job is stopped after each, and goes on in the next."""
    questions = _questions()
    service.times(catalog, questions, count=20)
    pairs, described = [], 0
    for _ in range(ROUNDS):
        idle = service.times(catalog, questions, count=QUESTIONS)
        job = service.index(catalog, raster, overlap=OVERLAP)
        service.until_describing(job)
        busy = service.times(catalog, questions, count=QUESTIONS)
        at_work = service.ask("GET", f"/jobs/{job}")
        assert at_work["state"] == "running", "the job must outlast the questions"
        service.ask("POST", f"/jobs/{job}/cancel")
        described += service.finish(job)["result"]["done"]
        pairs.append((_p95(busy), _p95(idle)))
    ratio = statistics.median(busy / idle for busy, idle in pairs)
    busy_s, idle_s = (statistics.median(side) for side in zip(*pairs, strict=True))
    detail = (
        f"{busy_s * 1e3:.0f} ms against {idle_s * 1e3:.0f} ms over HTTP, {tiles:,} tiles and more; "
        f"{described:,} tiles described meanwhile"
    )
    return [
        at_most("p95 of questions with an index job at work, against idle", ratio, 2, detail=detail),
        at_most(
            "from the command to the first answer",
            service.started_s,
            3,
            unit=" s",
            detail="processes and imports, no model",
        ),
    ]


class _Service:
    """A client of one connection."""

    def __init__(self, port: int, started_s: float) -> None:
        self.started_s = started_s
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        self._connection.request(method, f"/v1{path}", None if body is None else json.dumps(body), headers)
        answer = self._connection.getresponse()
        data = answer.read()
        assert answer.status < 300, data
        return json.loads(data)

    def index(self, catalog: str, raster: str, **options: object) -> str:
        order = {"kind": "index", "catalog": catalog, "paths": [raster], "levels_m": [2240.0], **options}
        return str(self.ask("POST", "/jobs", order)["id"])

    def finish(self, job: str) -> Any:
        while not (told := self.ask("GET", f"/jobs/{job}"))["finished"]:
            time.sleep(0.1)
        assert told["state"] in ("done", "cancelled"), told
        return told

    def until_describing(self, job: str) -> None:
        before = 0
        while True:
            told = self.ask("GET", f"/jobs/{job}")["progress"]
            if told["stage"] == "describing" and told["done"] > before:
                return
            time.sleep(0.1)

    def times(self, catalog: str, questions: Iterator[str], *, count: int) -> list[float]:
        """Seconds of each of so many searches, one after the other."""
        taken = []
        for _ in range(count):
            start = time.perf_counter()
            self.ask("POST", f"/catalogs/{catalog}/search", {"question": next(questions)})
            taken.append(time.perf_counter() - start)
        return taken


@contextmanager
def _serving(state: Path) -> Iterator[_Service]:
    environment = {**os.environ, "TILESCRIBE_TOKEN": TOKEN, "TILESCRIBE_STATE": str(state)}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tilescribe", "serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        port = int(json.loads(process.stdout.readline())["url"].rpartition(":")[2])
        yield _Service(port, time.perf_counter() - start)
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def _draw(path: Path, *, seed: int) -> str:
    west = 500_000.0 + seed * SIDE_PX * 10
    rng = np.random.default_rng(seed)
    pixels = rng.integers(20, 235, (3, SIDE_PX // 8, SIDE_PX // 8)).repeat(8, axis=1).repeat(8, axis=2)
    return make_raster(
        path,
        width=SIDE_PX,
        height=SIDE_PX,
        pixels=pixels.astype("uint8"),
        transform=(10.0, 0.0, west, 0.0, -10.0, 5_300_000.0),
        tiled=True,
        compress="deflate",
    )


def _questions() -> Iterator[str]:
    """Never the same twice, so that none is answered from memory."""
    number = 0
    while True:
        number += 1
        one, other = _PLACES[number % len(_PLACES)], _PLACES[number // len(_PLACES) % len(_PLACES)]
        yield f"{one} {_SIDES[number % len(_SIDES)]} {other}, number {number}"


def _p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))
