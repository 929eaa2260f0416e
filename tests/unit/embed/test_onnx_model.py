"""Questions are embedded without torch, and as sentence-transformers embeds them."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tilescribe.embed import load_embedder, onnx_model

if TYPE_CHECKING:
    from tilescribe.embed import Embedder

PLACES = ("beside a road", "at the edge of a forest", "under clouds", "in the north-east", "between fields of maize")
THINGS = (
    "a lake",
    "Collapsed buildings",
    "two tennis courts",
    "une rivière",
    "ÖLTANKS",
    "bare soil?!",
    "a 3.5 km runway",
)
WAYS = (
    "{thing} {place}",
    "Is there {thing} {place}?",
    "{thing}, {thing} and more {place} 🌍",
    "{place}: {thing} " * 40,
)
SENTENCES = [
    f"{way.format(thing=thing, place=place)} {number}"
    for way, thing, place, number in itertools.product(WAYS, THINGS, PLACES, range(8))
][:1000]
"""Short and longer than the model reads, with capitals, accents, digits and characters it has no token for."""

ASK = """
import sys
from tilescribe.embed import load_embedder
vector = load_embedder().embed(["a lake beside trees"], query=True)
assert vector.shape == (1, 384)
print(sorted({"torch", "transformers", "sentence_transformers", "huggingface_hub"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the export of the default embedder."""
    folder = tmp_path_factory.mktemp("exported")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILESCRIBE_CACHE", str(folder))
        load_embedder().embed(["water"], query=True)
    return folder


@pytest.fixture
def of_cache(exported: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TILESCRIBE_CACHE", str(exported))
    return exported


def exports(cache: Path) -> list[Path]:
    return sorted((cache / "embed").glob("onnx-*"))


def test_a_thousand_sentences_get_the_vectors_of_sentence_transformers(of_cache: Path, minilm: Embedder) -> None:
    assert len(set(SENTENCES)) == 1000
    embedder = load_embedder()
    found = np.concatenate([embedder.embed(SENTENCES[i : i + 100], query=True) for i in range(0, 1000, 100)])
    expected = minilm.embed(SENTENCES, query=True)
    assert float((found * expected).sum(axis=1).min()) >= 0.9999
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)
    assert embedder.fingerprint == minilm.fingerprint


def test_a_question_alone_and_among_others_has_one_vector(of_cache: Path) -> None:
    embedder = load_embedder()
    alone = embedder.embed(["a lake"], query=True)[0]
    among = embedder.embed(["a lake", "rows of parked cars beside a very long road with trees"], query=True)[0]
    np.testing.assert_allclose(alone, among, atol=1e-6)


def test_a_question_needs_no_torch_once_the_export_is_there(of_cache: Path) -> None:
    environment = os.environ | {"TILESCRIBE_CACHE": str(of_cache)}
    asked = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "[]"
    assert asked.stderr == ""


def test_a_few_documents_go_through_the_export_and_many_through_torch(
    of_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = load_embedder()
    few = embedder.embed(["A lake.", "A road."])
    monkeypatch.setattr(onnx_model.OnnxModel, "encode", lambda *_: pytest.fail("the export was asked"))
    many = embedder.embed(["A lake.", "A road.", *(f"Field {number}." for number in range(30))])
    assert float((few * many[:2]).sum(axis=1).min()) >= 0.9999


def test_a_damaged_export_is_thrown_away_and_made_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = load_embedder().embed(["a lake"], query=True)
    (folder,) = exports(cache)
    weights = folder / "weights.bin"
    damaged = bytearray(weights.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 4096] = bytes(4096)
    weights.write_bytes(damaged)
    os.utime(weights, ns=(1, 1))  # whatever the resolution of the file system's clock
    np.testing.assert_allclose(load_embedder().embed(["a lake"], query=True), expected, atol=1e-6)
    (again,) = exports(cache)
    assert (again / "weights.bin").read_bytes() != bytes(damaged)


def test_an_export_that_nobody_vouches_for_is_made_again(cache: Path) -> None:
    expected = load_embedder().embed(["a lake"], query=True)
    (cache / "embed" / "onnx.json").unlink()  # as if the process had died between making it and saying so
    np.testing.assert_allclose(load_embedder().embed(["a lake"], query=True), expected, atol=1e-6)
    assert len(exports(cache)) == 1
    assert (cache / "embed" / "onnx.json").is_file()


def test_an_export_with_other_vectors_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_model, "LEAST_COSINE", 1.1)
    assert load_embedder().embed(["a lake"], query=True).shape == (1, 384)
    assert exports(cache) == []
    assert not list((cache / "embed").glob("draft-*"))


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TILESCRIBE_CACHE", str(tmp_path / "file" / "cache"))
    assert load_embedder().embed(["a lake"], query=True).shape == (1, 384)


def test_models_of_other_people_are_not_exported(cache: Path, tiny_model: Path) -> None:
    assert load_embedder(str(tiny_model)).embed(["a lake"], query=True).shape == (1, 16)
    assert exports(cache) == []


def test_weights_are_packed_for_those_who_ask_again(of_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bool] = []
    session = onnx_model._session

    def noted(path: Path, *, packed: bool) -> object:
        made.append(packed)
        return session(path, packed=packed)

    monkeypatch.setattr(onnx_model, "_session", noted)
    embedder = load_embedder()
    assert made == []
    first = embedder.embed(["a lake"], query=True)
    assert made == [False]
    second = embedder.embed(["a lake"], query=True)
    embedder.embed(["a road"], query=True)
    assert made == [False, True]
    np.testing.assert_allclose(first, second, atol=1e-6)
