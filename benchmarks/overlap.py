"""Wall time of a run against its slowest stage alone: how well the stages overlap."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Result, at_most
from benchmarks.reading import KINDS, _draw
from tilescribe import index
from tilescribe.domain.description import Author, Caption
from tilescribe.domain.events import RunStarted
from tilescribe.domain.pixels import TilePixels
from tilescribe.embed import load_embedder
from tilescribe.indexing import IndexOptions
from tilescribe.testing import FakeCaptioner

TILE_S = 0.01
"""A captioner on another device or machine: it takes its time and no processor."""


class _Timed(FakeCaptioner):
    """Adds up the time spent inside `describe`, which is what the stage takes alone."""

    busy_s = 0.0

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        start = time.perf_counter()
        captions = super().describe(tiles)
        self.busy_s += time.perf_counter() - start
        return captions


def measure() -> list[Result]:
    embedder = load_embedder()
    embedder.embed(["warm up"])
    with tempfile.TemporaryDirectory() as folder:
        _draw(Path(folder) / "scene.tif", dict(KINDS["deflate, 4 x uint16"]))
        captioner = _Timed(author=Author("slow", "1", "1"), batch_size=16, delay_s=TILE_S)
        started = 0.0
        options = IndexOptions(overlap=0.5)  # four times the tiles, so that start and end weigh as in a real run
        catalog = Path(folder) / "area.gpkg"
        for event in index([folder], catalog=catalog, options=options, captioner=captioner, embedder=embedder):
            if isinstance(event, RunStarted):
                started = time.perf_counter()
        wall = time.perf_counter() - started
    tiles = sum(captioner.batches)
    return [
        at_most(
            "wall time against the slowest stage (captioner of 10 ms a tile, with real facts and embeddings)",
            wall / captioner.busy_s,
            1.15,
            detail=f"{tiles} tiles in {wall:.2f} s, captioner busy {captioner.busy_s:.2f} s",
        )
    ]
