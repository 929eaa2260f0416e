"""The default embedder without torch: exported to ONNX once, so that a question is embedded within half a second.

sentence-transformers and torch take some five seconds to import; `onnxruntime` and `tokenizers` take a fifth of one.
The export lies in the cache folder and may be deleted; it is made again when torch is next at work.
"""

from __future__ import annotations

import logging
import os
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe import config
from tilescribe.embed.installed import installed_version
from tilescribe.embed.memory import recall, remember
from tilescribe.embed.resolve import file_sha256

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

__all__ = ["OnnxModel", "export_onnx", "has_export", "load_onnx"]

_log = logging.getLogger(__name__)

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OPSET = 17
"""LayerNormalization came with 17; onnxruntime has read it since 1.13."""
_MODEL, _WEIGHTS = "model.onnx", "weights.bin"
_TOPIC = "onnx"
"""Under which the hashes of an export are remembered."""
LEAST_COSINE = 0.9999
"""With the vectors of sentence-transformers; an export that is further off is not used."""


class OnnxModel:
    """One exported model. May be shared between threads.

    Its weights are packed for quick multiplication when it is used a second time: that takes 40 ms, and saves 5 ms of a
    question. A question from the command line is the only one of its process.

    Args:
        folder: Holds `model.onnx` and the weights beside it, which are mapped and not read.
        tokenizer: The model's `tokenizer.json`.
        max_tokens: Longer texts are cut, as by the model that was exported.
    """

    def __init__(self, folder: Path, *, tokenizer: Path, max_tokens: int) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.enable_padding()
        self._path = folder / _MODEL
        self._session = _session(self._path, packed=False)
        self._was_used = self._is_packed = False

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dim) float32, L2-normalised, of at least one text."""
        encodings = self._tokenizer.encode_batch(list(texts))
        columns = (
            [encoding.ids for encoding in encodings],
            [encoding.attention_mask for encoding in encodings],
            [encoding.type_ids for encoding in encodings],
        )
        feeds = {name: np.array(column, dtype=np.int64) for name, column in zip(_INPUTS, columns, strict=True)}
        if self._was_used and not self._is_packed:
            self._session, self._is_packed = _session(self._path, packed=True), True
        self._was_used = True
        vectors: NDArray[np.float32] = self._session.run(None, feeds)[0]
        return vectors


def has_export(key: str) -> bool:
    """Whether the model that `key` stands for has been exported; `load_onnx` tells whether it can be trusted."""
    folder = _folder(key)
    return recall(_TOPIC, folder.name) is not None and folder.is_dir()


def load_onnx(key: str, *, tokenizer: Path, max_tokens: int) -> OnnxModel | None:
    """The export of the model that `key` stands for; None where there is none, or none that can be trusted.

    Its files must have the hashes that they had when they were made; a damaged export is deleted.
    """
    folder = _folder(key)
    try:
        known = recall(_TOPIC, folder.name)
        if known is None or not folder.is_dir():
            return None
        if _hashes(folder) != known:
            raise ValueError("its hash is not what it was when it was made")
        return OnnxModel(folder, tokenizer=tokenizer, max_tokens=max_tokens)
    # The exceptions of onnxruntime and tokenizers have no common root but this one.
    except Exception as error:  # noqa: BLE001 - the way through torch stands open, and the export is made anew
        _log.warning("The exported embedder in %s is not used and will be made again: %s", folder, error)
        shutil.rmtree(folder, ignore_errors=True)
        return None


def export_onnx(model: SentenceTransformer, key: str, *, tokenizer: Path, texts: Sequence[str]) -> OnnxModel | None:
    """Export a loaded model of transformer, pooling and normalisation, and give the export back.

    None where that cannot be done: the cache cannot be written, this torch exports no such model, or the vectors of
    the export are not those of the model. Nothing but time is lost then.

    Args:
        model: On any device.
        key: Of all that its vectors follow from; names the export.
        tokenizer: Its `tokenizer.json`.
        texts: On which the two must agree, at least one.
    """
    import tempfile

    folder = _folder(key)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="draft-", ignore_cleanup_errors=True) as place:
            draft = Path(place) / folder.name
            draft.mkdir()
            _write(model, Path(place) / "traced.onnx", texts)
            _optimise(Path(place) / "traced.onnx", draft)
            max_tokens = int(model.max_seq_length or 0)
            _compare(OnnxModel(draft, tokenizer=tokenizer, max_tokens=max_tokens), model, texts)
            hashes = _hashes(draft)
            if recall(_TOPIC, folder.name) is None:
                shutil.rmtree(folder, ignore_errors=True)  # of a process that ended before it could say what it made
            if not folder.exists():
                draft.rename(folder)
                remember(_TOPIC, folder.name, hashes)
        return load_onnx(key, tokenizer=tokenizer, max_tokens=max_tokens)
    # torch's exporter raises whatever its many parts raise.
    except Exception as error:  # noqa: BLE001 - questions go on through torch
        _log.info("The embedder was not exported to %s: %s", folder, error)
        return None


def _write(model: SentenceTransformer, path: Path, texts: Sequence[str]) -> None:
    import torch

    class SentenceEmbedding(torch.nn.Module):
        """The model's modules in a row, with tensors in and out."""

        def __init__(self) -> None:
            super().__init__()
            self.modules_in_a_row = model

        def forward(self, *tensors: torch.Tensor) -> Any:
            return self.modules_in_a_row(dict(zip(_INPUTS, tensors, strict=True)))["sentence_embedding"]

    features = model.preprocess(list(texts))
    device = model.device
    examples = tuple(features[name].to(device) for name in _INPUTS)
    axes = {name: {0: "texts", 1: "tokens"} for name in _INPUTS} | {"embedding": {0: "texts"}}
    with warnings.catch_warnings(), torch.inference_mode():
        # Of tracing: the traced branches depend on the model's settings only, and the vectors are compared afterwards.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            SentenceEmbedding().eval(),
            examples,
            str(path),
            input_names=list(_INPUTS),
            output_names=["embedding"],
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,  # the newer exporter needs `onnxscript` besides `onnx`
        )


def _optimise(traced: Path, folder: Path) -> None:
    """Fuse the graph's operations once and for all, and part it from its weights: it then loads in a twentieth of a
    second instead of half of one, for weights of their own are mapped from the file."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Not ENABLE_ALL, whose layouts depend on the processor: a cache may be shared between machines.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / _MODEL)
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", _WEIGHTS)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(traced), options, providers=["CPUExecutionProvider"])
    for name in (_MODEL, _WEIGHTS):
        with (folder / name).open("rb+") as file:
            os.fsync(file.fileno())


def _session(path: Path, *, packed: bool) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # A question is ten tokens: a second thread would only spin beside the index that fills the catalog.
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # it was done at the export
    options.log_severity_level = 3  # errors
    options.add_session_config_entry("session.disable_prepacking", "0" if packed else "1")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _compare(exported: OnnxModel, model: SentenceTransformer, texts: Sequence[str]) -> None:
    expected = np.asarray(model.encode_document(list(texts), show_progress_bar=False), dtype=np.float32)
    cosine = float(np.sum(exported.encode(texts) * expected, axis=1).min())
    if not cosine >= LEAST_COSINE:
        raise ValueError(f"the vectors of the export have a cosine of {cosine:.5f} with those of the model")


def _hashes(folder: Path) -> str:
    return " ".join(file_sha256(folder / name) for name in (_MODEL, _WEIGHTS))


def _folder(key: str) -> Path:
    """Of one model and one onnxruntime, whose fused operations are its own."""
    runtime = installed_version("onnxruntime", distribution="onnxruntime")
    return config.cache_dir() / "embed" / f"onnx-{key[:32]}-{runtime}"
