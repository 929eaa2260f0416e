"""Vectors of real sentence-transformers models: the shipped one, and a tiny one with prompts."""

from __future__ import annotations

import json
import logging
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tilescribe.embed import load_embedder, locate, sentence
from tilescribe.errors import InvalidOptionError, ModelDamagedError

if TYPE_CHECKING:
    from tilescribe.embed import Embedder

TEXTS = [
    "A river runs through fields of bare soil, and a road crosses it on a bridge in the north",
    "Mostly water",
    "Rows of houses with gardens along straight streets; many small dark roofs and some trees between them",
    "",
]
LAKE = "a lake beside a road"


def load(folder: Path) -> Embedder:
    return load_embedder(str(folder), device="cpu", download=False)


def copy(model: Path, to: Path, **changes: object) -> Path:
    """A copy of a model folder in which the named JSON files are replaced."""
    shutil.copytree(model, to)
    for name, content in changes.items():
        (to / name).write_text(json.dumps(content))
    return to


# --- the shipped model ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [True, False])
@pytest.mark.parametrize("texts", [[], TEXTS[:1], TEXTS])
def test_vectors_are_unit_rows_of_contiguous_float32(minilm: Embedder, texts: list[str], query: bool) -> None:
    vectors = minilm.embed(texts, query=query)
    assert (vectors.shape, vectors.dtype, vectors.flags.c_contiguous) == ((len(texts), 384), np.float32, True)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert minilm.dim == 384


def test_vectors_are_those_of_sentence_transformers(minilm: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(locate(minilm.name).folder), device="cpu", local_files_only=True)
    expected = plain.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(minilm.embed(TEXTS), expected, atol=1e-6)


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("flooded houses", "Buildings stand in brown water", "Dry fields beside a forest"),
        ("harbour with boats", "Ships lie at a quay", "Snow covers the mountains"),
        ("airport", "A runway with parked aircraft", "A lake surrounded by trees"),
    ],
)
def test_a_question_is_nearest_to_the_text_that_means_it(minilm: Embedder, question: str, near: str, far: str) -> None:
    scores = minilm.embed([near, far]) @ minilm.embed([question], query=True)[0]
    assert scores[0] > scores[1] + 0.1


def test_a_vector_does_not_depend_on_what_else_is_in_the_batch(minilm: Embedder) -> None:
    alone = np.concatenate([minilm.embed([text], query=True) for text in TEXTS])
    np.testing.assert_allclose(minilm.embed(TEXTS, query=True), alone, atol=1e-6)


def test_what_is_longer_than_the_model_takes_is_cut(
    minilm: Embedder, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    long, longer = minilm.embed(["lake " * 1_000, "lake " * 1_000 + "and a forest"])
    np.testing.assert_allclose(long, longer, atol=1e-6)
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_undecodable_bytes_of_a_command_line_are_embedded(minilm: Embedder) -> None:
    np.testing.assert_array_equal(minilm.embed(["lake \udcff"]), minilm.embed(["lake ?"]))


def test_one_text_instead_of_a_list_is_a_mistake_that_is_told(minilm: Embedder) -> None:
    with pytest.raises(TypeError, match="sequence of texts"):
        minilm.embed("lake")


def test_threads_share_a_model(minilm: Embedder) -> None:
    expected = minilm.embed(TEXTS, query=True)
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(lambda _: minilm.embed(TEXTS, query=True), range(8)):
            np.testing.assert_array_equal(found, expected)


def test_nothing_is_asked_of_the_network_and_nothing_is_written_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    from huggingface_hub import constants

    tried: list[object] = []

    def refuse(*address: object, **_options: object) -> None:
        tried.append(address)
        raise OSError("the network is out of bounds here")

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    caplog.set_level(logging.WARNING)
    embedder = load_embedder()
    embedder.embed(TEXTS)
    embedder.embed(TEXTS, query=True)
    assert tried == []
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_loading_leaves_the_settings_of_the_libraries_as_they_were(tiny_model: Path) -> None:
    from huggingface_hub.utils.tqdm import are_progress_bars_disabled
    from transformers.utils import logging as transformers_logging

    def settings() -> tuple[object, ...]:
        bars = transformers_logging.is_progress_bar_enabled(), are_progress_bars_disabled()
        return transformers_logging.get_verbosity(), *bars

    before = settings()
    load(tiny_model)
    assert settings() == before


# --- half precision ------------------------------------------------------------------------------------------------


def test_half_precision_changes_no_vector_by_more_than_a_thousandth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence, "choose_precision", lambda *_, **__: "bfloat16")
    embedder = load_embedder(device="cpu")
    documents = [f"{text} {number}" for number in range(32) for text in TEXTS[:2]]
    exact = embedder.embed(documents, query=True)  # This model has no prompts.
    half = embedder.embed(documents)
    assert not np.array_equal(half, exact)
    assert (half * exact).sum(axis=1).min() > 0.999
    np.testing.assert_allclose(np.linalg.norm(half, axis=1), 1, atol=1e-6)


def test_a_few_documents_are_not_worth_a_probe(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def probe(*_: object, **__: object) -> str:
        raise AssertionError("was probed")

    monkeypatch.setattr(sentence, "choose_precision", probe)
    embedder = load(tiny_model)
    embedder.embed([LAKE] * 10)
    embedder.embed([LAKE] * 1_000, query=True)
    with pytest.raises(AssertionError, match="was probed"):
        embedder.embed([LAKE] * 1_000)


# --- other models --------------------------------------------------------------------------------------------------


def test_questions_and_documents_get_different_prompts(tiny_model: Path) -> None:
    embedder = load(tiny_model)
    document, query = embedder.embed([LAKE])[0], embedder.embed([LAKE], query=True)[0]
    assert not np.allclose(document, query, atol=1e-3)


def test_prompts_are_put_before_the_text(tmp_path: Path, tiny_model: Path) -> None:
    without = load(copy(tiny_model, tmp_path / "without", **{"config_sentence_transformers.json": {}}))
    embedder = load(tiny_model)
    np.testing.assert_allclose(embedder.embed([LAKE]), without.embed([f"passage : {LAKE}"]), atol=1e-6)
    np.testing.assert_allclose(
        embedder.embed([LAKE], query=True), without.embed([f"query : {LAKE}"], query=True), atol=1e-6
    )


def test_a_plain_transformers_model_is_taken(tmp_path: Path, tiny_model: Path) -> None:
    folder = copy(tiny_model, tmp_path / "plain")
    for name in ("modules.json", "config_sentence_transformers.json", "sentence_bert_config.json"):
        (folder / name).unlink()
    assert load(folder).embed([LAKE]).shape == (1, 16)


# --- fingerprint ---------------------------------------------------------------------------------------------------


def test_the_fingerprint_is_that_of_the_model_wherever_it_lies(tmp_path: Path, tiny_model: Path) -> None:
    elsewhere = load(copy(tiny_model, tmp_path / "elsewhere"))
    assert elsewhere.fingerprint == load(tiny_model).fingerprint
    assert elsewhere.name == str(tmp_path / "elsewhere")


def test_the_fingerprint_of_the_shipped_model_is_the_same_on_every_machine(minilm: Embedder) -> None:
    assert minilm.fingerprint == "9e8038626c7e5c3e639d2fd3e058de5b"


def test_the_way_to_ask_is_not_in_the_fingerprint(tmp_path: Path, tiny_model: Path) -> None:
    prompts = {"prompts": {"query": "lake : ", "document": "passage : "}}
    asks = load(copy(tiny_model, tmp_path / "asks", **{"config_sentence_transformers.json": prompts}))
    assert asks.fingerprint == load(tiny_model).fingerprint


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config_sentence_transformers.json", {"prompts": {"query": "query : ", "document": "lake : "}}),
        ("1_Pooling/config.json", {"word_embedding_dimension": 16, "pooling_mode_cls_token": True}),
        ("sentence_bert_config.json", {"max_seq_length": 8, "do_lower_case": False}),
    ],
)
def test_whatever_changes_the_vectors_of_documents_changes_the_fingerprint(
    tmp_path: Path, tiny_model: Path, file: str, content: object
) -> None:
    changed = load(copy(tiny_model, tmp_path / "changed", **{file: content}))
    assert changed.fingerprint != load(tiny_model).fingerprint


def test_other_weights_have_another_fingerprint(tmp_path: Path, tiny_model: Path) -> None:
    folder = copy(tiny_model, tmp_path / "changed")
    scale_weights(folder, 2.0)
    assert load(folder).fingerprint != load(tiny_model).fingerprint


# --- damage --------------------------------------------------------------------------------------------------------


def scale_weights(folder: Path, factor: float) -> None:
    from safetensors.numpy import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    scaled = {name: value * np.array(factor, dtype=value.dtype) for name, value in weights.items()}
    save_file(scaled, folder / "model.safetensors", metadata={"format": "pt"})


def test_weights_that_make_no_numbers_are_refused(tmp_path: Path, tiny_model: Path) -> None:
    folder = copy(tiny_model, tmp_path / "nan")
    scale_weights(folder, float("nan"))
    with pytest.raises(ModelDamagedError, match="not finite"):
        load(folder)


def test_truncated_weights_are_refused(tmp_path: Path, tiny_model: Path) -> None:
    folder = copy(tiny_model, tmp_path / "truncated")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(ModelDamagedError, match="does not work"):
        load(folder)


def test_a_tokenizer_of_another_model_is_refused(tmp_path: Path, tiny_model: Path) -> None:
    folder = copy(tiny_model, tmp_path / "mixed")
    shutil.copy(locate("all-MiniLM-L6-v2").folder / "tokenizer.json", folder / "tokenizer.json")
    with pytest.raises(ModelDamagedError, match="does not work"):
        load(folder)


def test_a_model_that_needs_code_of_its_own_is_refused(tmp_path: Path, tiny_model: Path) -> None:
    modules = [{"idx": 0, "name": "0", "path": "", "type": "custom_module.Custom"}]
    folder = copy(tiny_model, tmp_path / "custom", **{"modules.json": modules})
    (folder / "custom_module.py").write_text("raise SystemExit('this code must not run')")
    with pytest.raises(ModelDamagedError, match="code of their own"):
        load(folder)


@pytest.mark.parametrize("device", ["gpu", "cuda:99", "meta", ""])
def test_a_device_that_is_not_there_is_a_wrong_request(tiny_model: Path, device: str) -> None:
    with pytest.raises(InvalidOptionError, match=f"'{device}'"):
        load_embedder(str(tiny_model), device=device)
