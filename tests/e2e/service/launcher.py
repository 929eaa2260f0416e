"""The service with stand-ins that fail in every way a model or a machine can, run as a program of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.domain.description import Caption
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import ModelNotFoundError
from tilescribe.service.http.guard import Limits
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.service import CAPTIONERS, main

SPARE_PAGES = 2
"""What a full disk still takes."""
DELAY_S = 0.15
PATIENCE_S = 300


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not file.exists():
        assert time.monotonic() < deadline, f"nobody has made {file}"
        time.sleep(0.02)


class Written:
    """Counts the batches that are safe in a catalog of this process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._batches = 0
        write = GeoPackageCatalog.write_batch

        def counted(*args: Any, **kwargs: Any) -> None:
            write(*args, **kwargs)
            with self._changed:
                self._batches += 1
                self._changed.notify_all()

        GeoPackageCatalog.write_batch = counted  # type: ignore[method-assign]

    def wait(self, batches: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._batches >= batches, PATIENCE_S)


class Failing(FakeCaptioner):
    """Describes two batches of one tile, and once they are written does what its name says."""

    def __init__(self, how: str) -> None:
        super().__init__(batch_size=1)
        self._how = how
        self._written = Written()

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        if len(self.batches) == 2:
            self._written.wait(2)
            if self._how == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            if self._how == "crashing":
                os.kill(os.getpid(), signal.SIGSEGV)
            if self._how == "leaving":
                os.write(2, b"out of this world\n")
                os._exit(7)
            if self._how == "stuck":
                time.sleep(PATIENCE_S)
        if self._how == "chatty":
            os.write(1, b"this is no message\n")
        return super().describe(tiles)


class Held(FakeCaptioner):
    """Describes some tiles, one a batch, and the next ones not before a file is there."""

    def __init__(self, tiles: int, gate: Path) -> None:
        super().__init__(batch_size=1, delay_s=DELAY_S)
        self._tiles = tiles
        self._gate = gate

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        if len(self.batches) >= self._tiles:
            wait_for(self._gate)
        return super().describe(tiles)


class Captioners(Mapping[str, Callable[[], FakeCaptioner]]):
    """By name; `held:N:FILE` is one that waits for FILE after N tiles."""

    def __init__(self, others: Mapping[str, Callable[[], Any]]) -> None:
        self._others = others

    def __getitem__(self, name: str) -> Callable[[], FakeCaptioner]:
        family, _, rest = name.partition(":")
        if family == "held":
            tiles, _, gate = rest.partition(":")
            return lambda: Held(int(tiles), Path(gate))
        return self._others[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._others)

    def __len__(self) -> int:
        return len(self._others)


def on_a_small_disk() -> FakeCaptioner:
    """From now on every database of this process may grow by two pages only."""
    connect = sqlite3.connect

    def limited(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection = connect(*args, **kwargs)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + SPARE_PAGES}")
        return connection

    sqlite3.connect = limited  # type: ignore[assignment]
    return FakeCaptioner(batch_size=1)


def greedy() -> FakeCaptioner:
    raise MemoryError


def embedder(name: str) -> HashEmbedder:
    if name == "slow":
        wait_for(Path(os.environ["TILESCRIBE_STATE"]) / "loaded")
    if name == "nowhere":
        raise ModelNotFoundError("There is no model 'nowhere'", remedy="Name another")
    return HashEmbedder(name=name)


HOWS = ("killed", "crashing", "leaving", "stuck", "chatty")

if __name__ == "__main__":
    limits = os.environ.get("LIMITS")
    nothing = 'import sys; sys.stdin.readline(); print(\'{"kind": "Ended", "state": "done"}\')'
    main(
        captioners=Captioners(
            {
                **CAPTIONERS,
                **{how: (lambda how=how: Failing(how)) for how in HOWS},
                "slow-fake": lambda: FakeCaptioner(batch_size=1, delay_s=DELAY_S),
                "full-disk": on_a_small_disk,
                "greedy": greedy,
            }
        ),
        embedder=embedder,
        limits=Limits(**json.loads(limits)) if limits else None,
        itself=(sys.executable, "-c", nothing) if os.environ.get("IDLE_WORKERS") else (sys.executable, __file__),
    )
