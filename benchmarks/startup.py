"""How soon the command answers."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Result, at_most, median_ratio, seconds
from tilescribe.testing.rasters import make_raster

ROUNDS = 10
SIDE_PX = 2_240
"""10 x 10 tiles of 224 pixels."""
_QUESTION = "a lake beside a road"

_BARE = """
import sys
import numpy as np, onnxruntime
from tokenizers import Tokenizer
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
found = Tokenizer.from_file(sys.argv[2]).encode(sys.argv[3])
columns = {"input_ids": found.ids, "attention_mask": found.attention_mask, "token_type_ids": found.type_ids}
session.run(None, {name: np.array([column], dtype=np.int64) for name, column in columns.items()})
"""
"""The least that embeds a question: the libraries, the model, the tokenizer, one run."""


def measure() -> list[Result]:
    return [_help(), *_question()]


def _help() -> Result:
    _run("-m", "tilescribe", "--help")
    ours = statistics.median(seconds(lambda: _run("-m", "tilescribe", "--help")) for _ in range(ROUNDS))
    bare = statistics.median(seconds(lambda: _run("-c", "pass")) for _ in range(ROUNDS))
    return at_most("tilescribe --help", ours, 0.3, detail=f"an empty Python takes {bare:.2f} s", unit=" s")


def _question() -> list[Result]:
    """From the start of the process to its end, with files that the system has in memory."""
    from tilescribe.embed import locate

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = {"TILESCRIBE_CACHE": str(home / "cache"), "TILESCRIBE_STATE": str(home / "state")}
        make_raster(home / "scene.tif", width=SIDE_PX, height=SIDE_PX)
        catalog = str(home / "area.gpkg")
        _run("-m", "tilescribe", "index", str(home / "scene.tif"), "--catalog", catalog, env=env)
        ask = ("-m", "tilescribe", "search", catalog, _QUESTION)
        _run(*ask, env=env)  # exports the embedder
        (model,) = (home / "cache" / "embed").glob("onnx-*/model.onnx")
        tokenizer = locate("all-MiniLM-L6-v2", download=False).folder / "tokenizer.json"
        ratio, ours, bare = median_ratio(
            lambda: _run(*ask, env=env),
            lambda: _run("-c", _BARE, str(model), str(tokenizer), _QUESTION),
            rounds=ROUNDS,
        )
    detail = f"numpy, onnxruntime, the model and its tokenizer alone take {bare:.2f} s"
    return [
        at_most("tilescribe search, cold", ours, 0.8, detail=detail, unit=" s"),
        at_most("tilescribe search, cold, against embedding the question alone", ratio, 2),
    ]


def _run(*arguments: str, env: dict[str, str] | None = None) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env={**os.environ, **(env or {})})
