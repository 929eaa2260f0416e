"""The model in the package: there, light, of the default embedder's space, and able to tell water from woods."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.unit.describe.made_up import tile_of

from tilescribe.describe import load_captioner
from tilescribe.describe.builtin import BuiltinCaptioner
from tilescribe.describe.builtin.files import CONFIG_FILE, WEIGHTS, WEIGHTS_FILE
from tilescribe.describe.builtin.rendering import UNCERTAIN
from tilescribe.embed import load_embedder


@pytest.fixture(scope="module")
def captioner() -> BuiltinCaptioner:
    loaded = load_captioner("builtin")
    assert isinstance(loaded, BuiltinCaptioner)
    return loaded


def test_it_is_light() -> None:
    assert (WEIGHTS / WEIGHTS_FILE).stat().st_size < 25e6
    assert (WEIGHTS / CONFIG_FILE).stat().st_size < 200e3


def test_its_visual_vectors_lie_in_the_space_of_the_default_embedder(captioner: BuiltinCaptioner) -> None:
    assert captioner._model().space == load_embedder().fingerprint


def test_it_loads_without_transformers_and_without_the_network() -> None:
    script = (
        "import socket, sys\n"
        "def refuse(*args, **kwargs): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from tilescribe.describe import load_captioner, prepare_captioner\n"
        "prepare_captioner(load_captioner('builtin'))\n"
        "assert 'torch' in sys.modules\n"
        "assert 'transformers' not in sys.modules and 'sentence_transformers' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=600)


def test_noise_is_uncertain(captioner: BuiltinCaptioner) -> None:
    data = np.random.default_rng(0).integers(0, 256, (3, 224, 224)).astype(np.uint8)
    (caption,) = captioner.describe([tile_of(data)])
    assert caption.tags[0].name == UNCERTAIN


def test_the_model_card_names_training_sets_and_terms() -> None:
    card = (Path(WEIGHTS) / "README.md").read_text(encoding="utf-8")
    for word in ("RSICD", "UC Merced", "RESISC45", "EuroSAT", "**Licence**"):
        assert word in card
