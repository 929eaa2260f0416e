"""The built-in model is loaded with the first batch, once; damage to its files is told as early as it shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file
from tests.unit.describe.made_up import tile_of
from tests.unit.describe.tiny import save_tiny

from tilescribe.describe import prepare_captioner
from tilescribe.describe.batching import describe_batch
from tilescribe.describe.builtin import BuiltinCaptioner
from tilescribe.describe.builtin.files import CONFIG_FILE, WEIGHTS_FILE
from tilescribe.describe.builtin.model import BuiltinModel
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import CaptionerFailedError, ModelDamagedError

WHO = """
import sys
from dataclasses import astuple
from tilescribe.describe import load_captioner
captioner = load_captioner("builtin")
assert captioner.weights[0].is_file() and captioner.batch_size == 96 and captioner.input_side_px == 224
print(*astuple(captioner.author), captioner.batches_at_once)
assert "torch" not in sys.modules
"""

WITHOUT_TORCH = """
import sys
from tilescribe.describe import load_captioner, prepare_captioner
class Refusing:
    def find_spec(name, path, target=None):
        if name == "torch":
            raise ImportError("libtorch.so is not there")
sys.meta_path.insert(0, Refusing)
captioner = load_captioner("builtin")
try:
    prepare_captioner(captioner)
except Exception as error:
    print(type(error).__name__, error)
"""


def run(code: str, **environment: str) -> str:
    env = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout


def some_tile() -> TilePixels:
    return tile_of(np.random.default_rng(0).integers(0, 256, (3, 90, 90)).astype(np.uint8))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save_tiny(tmp_path / "model")


def count_loads(patch: pytest.MonkeyPatch, *, seconds: float = 0.0) -> list[Path]:
    """The folders that models are loaded from, from now on."""
    loads: list[Path] = []
    load = BuiltinModel.load

    def counted(folder: Path) -> BuiltinModel:
        loads.append(folder)
        time.sleep(seconds)
        return load(folder)

    patch.setattr(BuiltinModel, "load", counted)
    return loads


def change_config(folder: Path, change: Callable[[dict], object]) -> None:
    config = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
    change(config)
    (folder / CONFIG_FILE).write_text(json.dumps(config), encoding="utf-8")


def cut_off(folder: Path) -> None:
    content = (folder / WEIGHTS_FILE).read_bytes()
    (folder / WEIGHTS_FILE).write_bytes(content[:-100])


def test_who_describes_is_known_without_torch() -> None:
    model = BuiltinModel.load()
    name, version, prompt_version, at_once = run(WHO, OMP_NUM_THREADS="3").split()
    assert (name, version) == ("builtin", model.version)
    assert prompt_version
    assert at_once == "3"


def test_threads_that_torch_was_told_to_take_are_not_exceeded(folder: Path) -> None:
    before = torch.get_num_threads()
    try:
        for threads, at_once in ((1, 1), (3, 3), (64, 4)):
            torch.set_num_threads(threads)
            assert BuiltinCaptioner(folder=folder).batches_at_once == at_once
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / WEIGHTS_FILE).unlink(),
        lambda folder: (folder / WEIGHTS_FILE).write_bytes(b""),
        lambda folder: (folder / WEIGHTS_FILE).write_bytes(b"{}"),
        cut_off,
        lambda folder: (folder / CONFIG_FILE).unlink(),
        lambda folder: (folder / CONFIG_FILE).write_bytes(b"{"),
        lambda folder: (folder / CONFIG_FILE).write_bytes(b"[]"),
        lambda folder: change_config(folder, lambda config: config["calibration"].pop("thing_bias")),
        lambda folder: change_config(folder, lambda config: config["encoder"].update(eyes=2)),
        lambda folder: change_config(folder, lambda config: config["vocabulary"].append("zeppelin")),
        lambda folder: change_config(folder, lambda config: config["encoder"].update(widths=[8, 8, 16, 32])),
    ],
)
def test_damage_that_shows_without_the_weights_is_told_before_any_work(
    folder: Path, damage: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(folder)
    loads = count_loads(monkeypatch)
    with pytest.raises(ModelDamagedError, match=r"model.*cannot be loaded.*Install Tilescribe again"):
        BuiltinCaptioner(folder=folder)
    assert loads == []


def test_damage_that_shows_with_the_weights_ends_the_run_and_is_no_fault_of_the_tiles(folder: Path) -> None:
    tensors = load_file(folder / WEIGHTS_FILE)
    del tensors["encoder.norm.weight"]
    save_file(tensors, folder / WEIGHTS_FILE)
    captioner = BuiltinCaptioner(folder=folder)
    with pytest.raises(CaptionerFailedError, match=r"(?s)cannot be loaded.*norm\.weight"):
        describe_batch(captioner, [some_tile(), some_tile()])
    with pytest.raises(ModelDamagedError, match="cannot be loaded"):
        prepare_captioner(captioner)


def test_a_model_that_was_replaced_meanwhile_does_not_sign_as_the_one_before(folder: Path) -> None:
    captioner = BuiltinCaptioner(folder=folder)
    save_tiny(folder, variants=2)
    with pytest.raises(CaptionerFailedError, match="was replaced during the run"):
        captioner.describe([some_tile()])
    assert BuiltinCaptioner(folder=folder).describe([some_tile()])


def test_a_torch_that_cannot_be_imported_is_named() -> None:
    assert run(WITHOUT_TORCH).startswith(
        "ModelError The built-in model needs torch, which cannot be imported (ImportError: libtorch"
    )


def test_several_threads_that_begin_at_once_load_it_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    captioner = BuiltinCaptioner(folder=folder)
    loads = count_loads(monkeypatch, seconds=0.2)
    assert captioner.describe([]) == []
    assert loads == []
    together = threading.Barrier(4)

    def describe() -> object:
        together.wait(10)
        return captioner.describe([some_tile()])

    with ThreadPoolExecutor(4) as pool:
        captions = [future.result() for future in [pool.submit(describe) for _ in range(4)]]
    assert loads == [folder]
    assert captions[1:] == captions[:-1]
    prepare_captioner(captioner)
    assert loads == [folder]
