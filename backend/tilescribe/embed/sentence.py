"""The embedder for every sentence-transformers model."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.embed.installed import installed_version
from tilescribe.embed.memory import recall, remember
from tilescribe.embed.onnx_model import OnnxModel, export_onnx, has_export, load_onnx
from tilescribe.embed.precision import Precision, choose_precision, computing_in, recalled_precision
from tilescribe.embed.resolve import ModelFiles, is_known
from tilescribe.errors import InvalidOptionError, ModelDamagedError

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from tilescribe.embed.base import Embedder

__all__ = ["SentenceEmbedder", "is_exported"]

_PROBE_TEXTS = tuple(
    f"A {size} {thing} lies beside a straight road in the {side} of the picture, with trees around it"
    for size in ("small", "large")
    for thing in ("lake", "car park", "field of bare soil", "group of houses")
    for side in ("north", "south")
)
_WORTH_PROBING = 64
"""Documents at once that make the precision worth settling: the probe costs about as much as embedding 100."""
_TOPIC = "embedders"
"""Under which fingerprint, dimension and tokens of a model are remembered. Not `identity`, where earlier versions look
for the first two alone."""
_FEW = 16
"""Up to this many documents are embedded by the exported model: torch takes longer to import than they take."""


class SentenceEmbedder:
    """Embeds with a sentence-transformers model and the prompts kept with it. May be shared between threads.

    Questions are always embedded in float32, so that a question's scores are the same on every run. Documents are
    embedded in half precision where that is quicker (cosine to their float32 vectors above 0.999). Where the device is
    not chosen, questions and a few documents are embedded by an export of the default model that needs no torch
    (cosine to the others at least 0.9999); it is made the first time that torch is loaded. Models are loaded with the
    first text that needs them, so that a run with nothing to embed does not wait for them.

    Args:
        files: Where the model is.
        device: As torch names it; None for the fastest there is.

    Raises:
        ModelDamagedError: the files do not make a model, or its vectors are not finite numbers.
        InvalidOptionError: this machine has no such device.
    """

    name: str
    fingerprint: str
    dim: int

    def __init__(self, files: ModelFiles, *, device: str | None = None) -> None:
        self.name = files.name
        self._files = files
        self._wanted_device = device
        self._lock = threading.Lock()
        self._loaded: SentenceTransformer | None = None
        self._precision: Precision | None = None
        self._key = _identity_key(files)
        self._exported: OnnxModel | None = None
        self._exportable = device is None and is_known(files)
        known = (recall(_TOPIC, self._key) or "").split("|") if device is None else []
        self._max_tokens: int | None = None
        if len(known) == 3:
            self.fingerprint, self.dim, self._max_tokens = known[0], int(known[1]), int(known[2])
        else:
            self.fingerprint = _fingerprint(files, self._model)
            # One embedding says the dimension in every version of the library, and that the model works.
            with _telling_damage(files):
                self.dim = self._encode(["water"], query=True, precision="float32").shape[1]
            remember(_TOPIC, self._key, f"{self.fingerprint}|{self.dim}|{self._model.max_seq_length or 0}")

    @property
    def precision(self) -> Precision | None:
        """In which documents are computed; None as long as too few were seen to find out."""
        if self._precision is None:
            self._precision = recalled_precision(self._device, fingerprint=self.fingerprint)
        return self._precision

    @property
    def device(self) -> str:
        """Where the model runs, as torch names it."""
        return str(self._device)

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """See `Embedder.embed`. Longer texts than the model takes are cut at its last token."""
        if isinstance(texts, str):
            raise TypeError("embed() takes a sequence of texts, not one text")
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        cleaned = [_encodable(text) for text in texts]
        with self._lock:
            if self._exportable and self._exported is None:
                self._exported = self._export()
            if self._exported is not None and (query or len(cleaned) <= _FEW):
                return _unit(self._exported.encode(cleaned), self._files)
            precision = "float32" if query else self._settled_precision(len(cleaned))
            return self._encode(cleaned, query=query, precision=precision)

    def _export(self) -> OnnxModel | None:
        """The exported model, as it is in the cache or else made now; tried once, for what fails will fail again."""
        self._exportable = False
        if self._max_tokens is not None:
            found = load_onnx(self._key, tokenizer=self._tokenizer_file, max_tokens=self._max_tokens)
            if found is not None:
                return found
        return export_onnx(self._model, self._key, tokenizer=self._tokenizer_file, texts=_PROBE_TEXTS)

    @property
    def _tokenizer_file(self) -> Path:
        return self._files.folder / "tokenizer.json"

    @property
    def _model(self) -> SentenceTransformer:
        """The model, loaded when it is first needed: a run with nothing to embed starts in a tenth of the time."""
        if self._loaded is None:
            # Imported here, since the libraries that it quietens are: they take longer to import than a question takes.
            from tilescribe.quiet import quiet

            device = _checked_device(self._wanted_device)
            with quiet(), _telling_damage(self._files):
                self._loaded = _load(self._files.folder, device)
        return self._loaded

    @property
    def _device(self) -> torch.device:
        return self._model.device

    def _settled_precision(self, documents: int) -> Precision:
        if self.precision is None and documents >= _WORTH_PROBING:
            self._precision = choose_precision(
                self._device,
                fingerprint=self.fingerprint,
                work=lambda: self._model.encode_document(list(_PROBE_TEXTS), show_progress_bar=False),
            )
        return self._precision or "float32"

    def _encode(self, texts: list[str], *, query: bool, precision: Precision) -> NDArray[np.float32]:
        encode = self._model.encode_query if query else self._model.encode_document
        with computing_in(precision, self._device):
            # More fill a GPU; on a CPU larger batches only pad more.
            batch_size = 32 if self._device.type == "cpu" else 256
            found = encode(texts, batch_size=batch_size, show_progress_bar=False)
        return _unit(np.asarray(found, dtype=np.float32), self._files)


def is_exported(files: ModelFiles) -> bool:
    """Whether questions to this model need no torch."""
    key = _identity_key(files)
    return is_known(files) and recall(_TOPIC, key) is not None and has_export(key)


def _identity_key(files: ModelFiles) -> str:
    """All that fingerprint and dimension follow from, without the model being loaded."""
    small = sorted(path for path in files.folder.glob("*.json") if path.name != "tokenizer.json")
    settings = b"\0".join(path.read_bytes() for path in small)
    library = installed_version("sentence_transformers", distribution="sentence-transformers")
    parts = (library, *files.weights, files.modules, hashlib.sha256(settings).hexdigest())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _load(folder: Path, device: str | None) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        str(folder),
        device=device,
        local_files_only=True,
        trust_remote_code=False,
        model_kwargs={"use_safetensors": True},
    )


@contextmanager
def _telling_damage(files: ModelFiles) -> Iterator[None]:
    """Whatever goes wrong within is the files' fault."""
    try:
        yield
    except ModelDamagedError:
        raise
    # Half a dozen libraries read these files, and each has exceptions of its own.
    except Exception as error:
        raise ModelDamagedError(
            f"The embedder {files.name!r} in {files.folder} does not work "
            f"({type(error).__name__}: {' '.join(str(error).split())[:300]})",
            remedy="Copy or install it again, or choose another; models that need code of their own are not run",
        ) from error


def _checked_device(device: str | None) -> str | None:
    if device is None:
        return None
    import torch

    try:
        torch.ones(1, device=device).item()
    # Torch built without an accelerator says so with an AssertionError.
    except (RuntimeError, AssertionError) as error:
        raise InvalidOptionError(
            f"There is no device {device!r} on this machine", remedy="Use cpu, or leave the device out"
        ) from error
    return device


def _fingerprint(files: ModelFiles, model: SentenceTransformer) -> str:
    """Of all that decides a document's vector, and of nothing that differs between machines."""
    parts = (*files.weights, files.modules, _document_prompt(model), str(model.max_seq_length))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _document_prompt(model: SentenceTransformer) -> str:
    """The prompt that `SentenceTransformer.encode_document` chooses."""
    for name in ("document", "passage", "corpus", model.default_prompt_name):
        if name in model.prompts:
            return str(model.prompts[name])
    return ""


def _encodable(text: str) -> str:
    """Without lone surrogates, which undecodable bytes on a command line become and no tokenizer takes."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _unit(vectors: NDArray[np.float32], files: ModelFiles) -> NDArray[np.float32]:
    """Rows scaled to length 1, C-contiguous."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    # A length of zero has no direction either: no model makes one from its own weights.
    if not np.all(np.isfinite(lengths) & (lengths > 0)):
        raise ModelDamagedError(
            f"The embedder {files.name!r} in {files.folder} makes vectors that are not finite numbers",
            remedy="Copy or install it again, or choose another",
        )
    return np.ascontiguousarray(vectors / lengths, dtype=np.float32)


if TYPE_CHECKING:

    def _holds_to_the_protocol(embedder: SentenceEmbedder) -> Embedder:
        return embedder
