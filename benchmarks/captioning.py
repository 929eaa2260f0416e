"""Vision-language captioning: what batches gain on a processor, and whether a slow model is kept busy."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tests.unit.describe.vlm import zoo

from benchmarks.measure import Result, at_least, median_ratio
from benchmarks.reading import KINDS, _draw
from tilescribe import index
from tilescribe.describe.vlm import Request
from tilescribe.describe.vlm.generation import FIRST
from tilescribe.describe.vlm.local import TransformersCaptioner
from tilescribe.domain.description import Author, Caption
from tilescribe.domain.events import RunFinished, RunStarted
from tilescribe.domain.pixels import TilePixels
from tilescribe.embed import load_embedder
from tilescribe.indexing import IndexOptions
from tilescribe.testing import FakeCaptioner

WIDTH, LAYERS = 576, 12
"""The width of SmolLM2-135M, the language model of SmolVLM-256M, and 12 of its 30 layers: large enough for the weights
not to stay in the processor's cache, small enough to be measured in a minute."""
BATCH = 8
WRITTEN_TOKENS = 24
TILE_S = 0.2
"""A tile of a model on a GPU or a server: slower than reading, and without a claim on the processor."""


def measure() -> list[Result]:
    return [_batches(), _busy_share()]


def _batches() -> Result:
    """The same requests together and one by one; the answers are as many tokens long by force."""
    with tempfile.TemporaryDirectory() as folder:
        captioner = TransformersCaptioner(str(_wide_model(Path(folder))), device="cpu", batch_size=BATCH)
        generator = captioner._generator
        model = generator._model()
        model.generation_config.min_new_tokens = WRITTEN_TOKENS
        requests = _requests(captioner.input_side_px)

        def at_once(size: int) -> None:
            generator.batch_size = size
            generator.generate(requests)

        ratio, single_s, together_s = median_ratio(lambda: at_once(1), lambda: at_once(BATCH), rounds=3)
    weights = sum(one.numel() for one in model.parameters()) / 1e6
    return at_least(
        f"tiles a second in batches of {BATCH} against one by one (transformers on the processor)",
        ratio,
        1.3,
        detail=f"{BATCH / together_s:.1f} against {BATCH / single_s:.1f} tiles/s, {weights:.0f} M weights of "
        f"{str(model.dtype).removeprefix('torch.')}, {WRITTEN_TOKENS} tokens a tile, {torch.get_num_threads()} threads",
    )


def _wide_model(folder: Path) -> Path:
    wide = {"hidden_size": WIDTH, "intermediate_size": 1536, "num_hidden_layers": LAYERS, "num_attention_heads": 9}
    return zoo.build("smolvlm", folder / "wide", text=wide | {"num_key_value_heads": 3})


def _requests(side_px: int) -> list[Request]:
    rng = np.random.default_rng(0)
    settings = replace(FIRST, max_tokens=WRITTEN_TOKENS)
    return [
        Request(rng.integers(0, 255, (side_px, side_px, 3), np.uint8), "Describe it.", settings=settings)
        for _ in range(BATCH)
    ]


class _Timed(FakeCaptioner):
    """Adds up the time spent inside `describe`."""

    busy_s = 0.0

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        start = time.perf_counter()
        captions = super().describe(tiles)
        self.busy_s += time.perf_counter() - start
        return captions


def _busy_share() -> Result:
    """Of a whole run, from the first plan to the last transaction, with real facts and embeddings beside."""
    embedder = load_embedder()
    embedder.embed(["warm up"])
    with tempfile.TemporaryDirectory() as folder:
        _draw(Path(folder) / "scene.tif", dict(KINDS["deflate, 4 x uint16"]))
        captioner = _Timed(author=Author("slow", "1", "1"), batch_size=8, delay_s=TILE_S)
        started = finished = 0.0
        for event in index(
            [folder], catalog=Path(folder) / "area.gpkg", options=IndexOptions(), captioner=captioner, embedder=embedder
        ):
            if isinstance(event, RunStarted):
                started = time.perf_counter()
            if isinstance(event, RunFinished):
                finished = time.perf_counter()
    tiles = sum(captioner.batches)
    wall_s = finished - started
    return at_least(
        f"busy share of a captioner of {TILE_S * 1000:.0f} ms a tile",
        captioner.busy_s / wall_s,
        0.95,
        detail=f"{tiles} tiles in {wall_s:.1f} s, captioner busy {captioner.busy_s:.1f} s",
    )
