"""The built-in model from GeoTIFF to catalog, against the looking alone: what everything around the model costs."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.measure import Result, at_least, at_most
from tilescribe import index
from tilescribe.demo.scene.scenes import draw_scenes
from tilescribe.describe import load_captioner
from tilescribe.describe.builtin.model import BuiltinModel
from tilescribe.domain.events import RunStarted
from tilescribe.embed import load_embedder
from tilescribe.indexing import IndexOptions

TILE_PX = 224
LEAST_TILES_S = 60.0


def measure() -> list[Result]:
    embedder = load_embedder()
    embedder.embed(["warm up"] * 100)
    captioner = load_captioner("builtin")
    with tempfile.TemporaryDirectory() as folder:
        draw_scenes(Path(folder), size_px=2048)
        options = IndexOptions(overlap=0.5)
        catalog = Path(folder) / "area.gpkg"
        tiles, started = 0, 0.0
        for event in index([folder], catalog=catalog, options=options, captioner=captioner, embedder=embedder):
            if isinstance(event, RunStarted):
                started = time.perf_counter()
                tiles = event.tiles
        wall_s = time.perf_counter() - started
    looking_s, writing_s = _alone(tiles)
    rate = tiles / wall_s
    return [
        at_least(
            "tiles of 224 px a second, GeoTIFF to catalog",
            rate,
            LEAST_TILES_S,
            detail=f"{tiles} tiles in {wall_s:.1f} s",
        ),
        at_most(
            "wall time against the model alone (looking and writing)",
            wall_s / writing_s,
            2.5,
            detail=f"alone {tiles / writing_s:.0f} tiles a second, without sentences {tiles / looking_s:.0f}",
        ),
    ]


def _alone(tiles: int) -> tuple[float, float]:
    """(seconds of looking at so many pictures, of looking and writing), in batches as the captioner gets them."""
    model = BuiltinModel.load()
    pictures = list(np.random.default_rng(1).integers(0, 256, (64, TILE_PX, TILE_PX, 3), dtype=np.uint8))
    taken = []
    for sentences in (False, True):
        model.predict(pictures, sentences=sentences)
        start = time.perf_counter()
        for _ in range(3):
            model.predict(pictures, sentences=sentences)
        taken.append((time.perf_counter() - start) / (3 * len(pictures)) * tiles)
    return taken[0], taken[1]
