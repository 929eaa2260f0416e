"""Memory that runs out, batches that break, weights that are not there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from tests.unit.describe.vlm.conftest import ModelFolder
from tests.unit.describe.vlm.test_vlm_architectures import captioner_of, requests, tiles

from tilescribe.describe.vlm.local import TransformersCaptioner, devices
from tilescribe.errors import CaptionerFailedError, InvalidOptionError

SIX = ((32, 32), (40, 40), (32, 48), (64, 32), (50, 50), (36, 36))


class Generating:
    """Stands before a model's `generate`: notes the sizes of batches, and fails as told."""

    def __init__(self, captioner: TransformersCaptioner, fails: Any) -> None:
        self.sizes: list[int] = []
        model = captioner._generator._model()
        inner = model.generate

        def generate(**inputs: Any) -> Any:
            rows = int(inputs["input_ids"].shape[0])
            self.sizes.append(rows)
            fails(rows)
            return inner(**inputs)

        model.generate = generate


def out_of_memory_from(limit: int, error: Exception) -> Any:
    def fails(rows: int) -> None:
        if rows >= limit:
            raise error

    return fails


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        RuntimeError("MPS backend out of memory (MPS allocated: 9.0 GB)"),
        RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory: you tried …"),
    ],
)
def test_a_batch_that_does_not_fit_is_halved_and_nothing_is_lost(error: Exception, model_folder: ModelFolder) -> None:
    captioner = captioner_of("smolvlm", model_folder, batch_size=6)
    asked = requests(tiles(*SIX))
    expected = captioner._generator.generate(asked)
    generating = Generating(captioner, out_of_memory_from(3, error))
    assert captioner._generator.generate(asked) == expected
    assert generating.sizes == [6, 3, 1, 1, 1, 1, 1, 1]
    captioner.describe(tiles(*SIX[:1]))
    assert captioner.batch_size == 1, "the pipeline is told to bring less"


def test_a_batch_size_once_too_large_stays_halved(model_folder: ModelFolder) -> None:
    captioner = captioner_of("smolvlm", model_folder, batch_size=6)
    generating = Generating(captioner, out_of_memory_from(4, torch.OutOfMemoryError("CUDA out of memory")))
    captioner._generator.generate(requests(tiles(*SIX)))
    captioner._generator.generate(requests(tiles(*SIX)))
    assert generating.sizes == [6, 3, 3, 3, 3]


def test_one_tile_that_does_not_fit_ends_the_run_with_a_remedy(model_folder: ModelFolder) -> None:
    captioner = captioner_of("smolvlm", model_folder, batch_size=2)
    Generating(captioner, out_of_memory_from(1, torch.OutOfMemoryError("CUDA out of memory")))
    with pytest.raises(CaptionerFailedError, match="too small for 'smolvlm' and one tile"):
        captioner.describe(tiles(*SIX[:2]))


def test_a_batch_that_fails_otherwise_costs_only_the_tiles_that_fail_alone(model_folder: ModelFolder) -> None:
    captioner = captioner_of("smolvlm", model_folder, batch_size=3)
    alone: list[int] = []

    def fails(rows: int) -> None:
        alone.append(rows)
        if rows > 1 or alone.count(1) == 2:
            raise ValueError("a shape is wrong")

    Generating(captioner, fails)
    answers = captioner._generator.generate(requests(tiles(*SIX[:3])))
    assert [type(answer) for answer in answers] == [str, ValueError, str]


def test_weights_that_cannot_be_loaded_end_the_run_and_not_each_tile(tmp_path: Path, model_folder: ModelFolder) -> None:
    folder = Path(shutil.copytree(model_folder("smolvlm"), tmp_path / "cut"))
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(CaptionerFailedError, match="cannot be loaded"):
        captioner_of("cut", lambda _name: folder).describe(tiles(*SIX[:1]))


def test_a_device_that_is_not_there_is_named(model_folder: ModelFolder) -> None:
    with pytest.raises(InvalidOptionError, match="'cuda:99'"):
        captioner_of("smolvlm", model_folder, device="cuda:99")


def config_of(layers: int) -> Any:
    text = SimpleNamespace(
        num_hidden_layers=layers, hidden_size=2048, num_attention_heads=16, num_key_value_heads=2, head_dim=128
    )
    return SimpleNamespace(get_text_config=lambda: text)


def test_a_batch_is_as_large_as_the_memory_left_allows() -> None:
    def fitting(free_gib: float, kind: str = "cuda") -> int:
        free = int(free_gib * 2**30)
        return devices.batch_that_fits(torch.device(kind), config_of(36), tokens=1024, free=free, dtype_bytes=2)

    # 1024 tokens x 2 bytes x (2 x 36 layers x 2 heads x 128 + 12 x 2048) = 84 MiB a tile, of 70 % of what is free
    assert [fitting(size) for size in (-1.0, 0.01, 1.0, 2.0, 60.0)] == [1, 1, 8, 17, 32]
    assert fitting(60.0, "cpu") == 8


def test_single_precision_is_left_where_it_would_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_physical_bytes", lambda: 8 * 2**30)
    cpu = torch.device("cpu")
    assert devices.choose_dtype(cpu, hidden_size=32, weight_bytes=4 * 2**30) is torch.bfloat16


def test_half_precision_is_taken_on_a_processor_only_where_it_is_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {}
    for name, half_s in (("slower", 2.0), ("quicker", 0.5)):
        monkeypatch.setattr(
            devices, "_seconds", lambda x, _weight, half_s=half_s: half_s if x.dtype is torch.bfloat16 else 1.0
        )
        chosen[name] = devices.choose_dtype(torch.device("cpu"), hidden_size=8, weight_bytes=0)
    assert chosen == {"slower": torch.float32, "quicker": torch.bfloat16}


def test_options_of_sampling_in_the_model_do_not_disturb_greedy_answers(
    tmp_path: Path, model_folder: ModelFolder
) -> None:
    folder = Path(shutil.copytree(model_folder("smolvlm"), tmp_path / "hot"))
    settings = folder / "generation_config.json"
    hot = json.loads(settings.read_text()) | {"do_sample": True, "temperature": 5.0, "top_p": 0.9, "top_k": 3}
    settings.write_text(json.dumps(hot))
    asked = requests(tiles(*SIX[:2]))
    plain = captioner_of("smolvlm", model_folder)._generator.generate(asked)
    assert captioner_of("hot", lambda _name: folder)._generator.generate(asked) == plain


def test_weights_that_were_unloaded_are_loaded_again_and_say_the_same(model_folder: ModelFolder) -> None:
    captioner = captioner_of("smolvlm", model_folder)
    asked = requests(tiles(*SIX))
    assert not captioner.is_loaded, "nothing is loaded before it is needed"
    expected = captioner._generator.generate(asked)
    assert captioner.is_loaded
    for let_go in (captioner.unload, captioner.unload, captioner.close):
        let_go()
        assert not captioner.is_loaded
    captioner.load()
    assert captioner.is_loaded
    assert captioner._generator.generate(asked) == expected


def test_weights_fit_where_their_share_of_the_free_memory_does(monkeypatch: pytest.MonkeyPatch) -> None:
    cpu, card = torch.device("cpu"), SimpleNamespace(type="cuda")
    monkeypatch.setattr(devices, "_physical_bytes", lambda: 1000)
    monkeypatch.setattr(devices, "free_bytes", lambda device: 500)
    assert devices.holds_weights(cpu, 175), "twice 175 is 70 % of 500"
    assert not devices.holds_weights(cpu, 176)
    assert devices.holds_weights(card, 350)  # type: ignore[arg-type]
    assert not devices.holds_weights(card, 351)  # type: ignore[arg-type]
    assert not devices.holds_weights(cpu, 351), "not even as they are"


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="only Linux says it there")
def test_the_cache_of_files_counts_as_free_memory() -> None:
    free = devices._available_bytes()
    assert os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 0.5 < free <= devices._physical_bytes()
