"""The models in memory: each loaded in the background when it is first wanted, and large ones unloaded again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

from tilescribe.describe import UnloadableCaptioner, VisualCaptioner, close_captioner, prepare_captioner
from tilescribe.describe.encoders import close_encoder
from tilescribe.errors import explain
from tilescribe.service.residency import Residency
from tilescribe.service.schemas.health import LoadedModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.base import Captioner
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.describe.vlm import Verifier
    from tilescribe.domain.description import Author, Caption
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.embed.base import Embedder
    from tilescribe.service.loaders import Loaders

__all__ = ["ModelCache"]

Kind = Literal["embedder", "captioner", "encoder"]

_QUESTIONS_KEPT = 256
"""Vectors of the last questions: whoever pages, drags the map or types on asks the same again."""
_EMBEDDERS_KEPT = 3
"""A catalog has its embedder; more than these few are tried out. One that is dropped lives on with those who use it."""


@dataclass(slots=True)
class _Slot:
    future: Future[object]
    started: float = field(default_factory=time.monotonic)
    seconds: float | None = None
    """Once it is loaded, or has failed."""


class ModelCache:
    """Loads one model at a time, so that two do not fight for memory while they unpack. Safe from any thread.

    Args:
        loaders: How names become models.
        residency: Which weights are in memory.
    """

    def __init__(self, loaders: Loaders, *, residency: Residency | None = None) -> None:
        self._loaders = loaders
        self._residency = residency or Residency()
        self._slots: OrderedDict[tuple[Kind, str, str | None], _Slot] = OrderedDict()
        """By kind, name and prompt; what was wanted last comes last."""
        self._lock = threading.Lock()
        self._loading = ThreadPoolExecutor(1, thread_name_prefix="tilescribe-load")

    def begin(self, kind: Kind, name: str) -> None:
        """See to it that a model will be there; returns at once."""
        self._slot(kind, name, None)

    def embedder(self, name: str) -> Embedder:
        """Waits until it is loaded; raises what loading raised, and tries again when asked again."""
        return cast("Embedder", self._wait("embedder", name, None))

    def captioner(self, name: str, *, prompt: str | None = None) -> Captioner:
        """As `embedder`."""
        return cast("Captioner", self._wait("captioner", name, prompt))

    def encoder(self, name: str) -> VisualEncoder:
        """As `embedder`; its weights are read with the first question."""
        return cast("VisualEncoder", self._wait("encoder", name, None))

    def ready(self, kind: Kind, name: str) -> bool:
        """Whether asking for it would not wait."""
        with self._lock:
            slot = self._slots.get((kind, name, None))
        return slot is not None and slot.future.done() and slot.future.exception() is None

    def states(self) -> list[LoadedModel]:
        """How each model that was ever wanted stands."""
        with self._lock:
            slots = list(self._slots.items())
        return [_state(kind, name, slot) for (kind, name, _), slot in slots]

    def make_room(self) -> None:
        """Unload the weights of captioners that are not in use; they are loaded again when they are."""
        self._residency.unload_idle()

    def close(self) -> None:
        """Let go of all models. Nothing more is loaded; what is loading, or at work, is not waited for."""
        self._loading.shutdown(wait=False, cancel_futures=True)
        self._residency.close()
        with self._lock:
            slots, self._slots = list(self._slots.values()), OrderedDict()
        for slot in slots:
            slot.future.add_done_callback(_close)

    def _wait(self, kind: Kind, name: str, prompt: str | None) -> object:
        return self._slot(kind, name, prompt).future.result()

    def _slot(self, kind: Kind, name: str, prompt: str | None) -> _Slot:
        key = (kind, name, prompt)
        with self._lock:
            slot = self._slots.get(key)
            if slot is None or (slot.future.done() and slot.future.exception() is not None):
                slot = self._slots[key] = _Slot(self._loading.submit(self._load, *key))
                slot.future.add_done_callback(partial(_stop_the_clock, slot))
            self._slots.move_to_end(key)
            self._drop_embedders()
            return slot

    def _drop_embedders(self) -> None:
        """But for the last few, and what is being loaded. The caller holds the lock."""
        embedders = [key for key in self._slots if key[0] == "embedder"]
        for key in embedders[:-_EMBEDDERS_KEPT]:
            if self._slots[key].future.done():
                del self._slots[key]

    def _load(self, kind: Kind, name: str, prompt: str | None) -> object:
        from tilescribe.describe.vlm import Verifier

        if kind == "embedder":
            embedder = self._loaders.embedder(name)
            # Weights are read when the first text comes: that shall be now, and not with somebody's question.
            embedder.embed(["a first text"], query=True)
            return _SharedEmbedder(embedder)
        if kind == "encoder":
            return _SharedEncoder(self._loaders.encoder(name))
        captioner = self._loaders.captioner(name, prompt)
        prepare_captioner(captioner)
        shared = _SHARED[isinstance(captioner, Verifier), isinstance(captioner, VisualCaptioner)]
        return shared(captioner, self._residency)


def _close(loaded: Future[object]) -> None:
    if not loaded.cancelled() and loaded.exception() is None:
        model = loaded.result()
        if isinstance(model, _SharedCaptioner | _SharedEncoder):
            model.close()


def _stop_the_clock(slot: _Slot, _: object) -> None:
    slot.seconds = time.monotonic() - slot.started


def _state(kind: Kind, name: str, slot: _Slot) -> LoadedModel:
    seconds = time.monotonic() - slot.started if slot.seconds is None else slot.seconds
    if not slot.future.done():
        return LoadedModel(kind=kind, name=name, state="loading", seconds=round(seconds, 3), message="")
    error = slot.future.exception()
    message = str(explain(error)) if isinstance(error, Exception) else ""
    return LoadedModel(
        kind=kind, name=name, state="failed" if error else "ready", seconds=round(seconds, 3), message=message
    )


class _SharedEmbedder:
    """An embedder that many threads ask: one at a time, and questions asked again from memory."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.fingerprint, self.dim = embedder.name, embedder.fingerprint, embedder.dim
        self._embedder = embedder
        self._lock = threading.Lock()
        self._questions: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """See `Embedder.embed`."""
        with self._lock:
            if not query or len(texts) != 1:
                return self._embedder.embed(texts, query=query)
            known = self._questions.pop(texts[0], None)
            vectors = self._embedder.embed(texts, query=True) if known is None else known
            self._questions[texts[0]] = vectors
            if len(self._questions) > _QUESTIONS_KEPT:
                self._questions.popitem(last=False)
            return vectors


class _SharedEncoder:
    """A visual encoder that many threads ask: one at a time, and questions asked again from memory."""

    def __init__(self, encoder: VisualEncoder) -> None:
        self.name, self.family, self.revision = encoder.name, encoder.family, encoder.revision
        self.space, self.batch_size = encoder.space, encoder.batch_size
        self._encoder = encoder
        self._lock = threading.Lock()
        self._questions: OrderedDict[tuple[str, ...], NDArray[np.float32]] = OrderedDict()

    def encode_pictures(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """See `VisualEncoder.encode_pictures`."""
        with self._lock:
            return self._encoder.encode_pictures(tiles)

    def encode_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """See `VisualEncoder.encode_questions`."""
        with self._lock:
            known = self._questions.pop(tuple(questions), None)
            vectors = self._encoder.encode_questions(questions) if known is None else known
            self._questions[tuple(questions)] = vectors
            if len(self._questions) > _QUESTIONS_KEPT:
                self._questions.popitem(last=False)
            return vectors

    def close(self) -> None:
        """Let go of its weights."""
        close_encoder(self._encoder)


class _SharedCaptioner:
    """A captioner that many threads ask, one at a time; its weights are in memory while it is asked."""

    def __init__(self, captioner: Captioner, residency: Residency) -> None:
        self.author: Author = captioner.author
        self.input_side_px, self.batch_size = captioner.input_side_px, captioner.batch_size
        self._captioner = captioner
        self._residency = residency
        self._lock = threading.Lock()
        self._closing = False

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`."""
        with self._at_work():
            return self._captioner.describe(tiles)

    def close(self) -> None:
        """Let go of what it holds, after the batch that it is at; it must not be asked again."""
        self._closing = True
        if self._lock.acquire(blocking=False):
            try:
                close_captioner(self._captioner)
            finally:
                self._lock.release()

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._lock:
            try:
                if isinstance(self._captioner, UnloadableCaptioner):
                    with self._residency.using(self._captioner):
                        yield
                else:
                    yield
            finally:
                if self._closing:
                    close_captioner(self._captioner)


class _SharedVerifier(_SharedCaptioner):
    """One that can also say whether a question holds."""

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        """See `Verifier.yes_probabilities`."""
        with self._at_work():
            return cast("Verifier", self._captioner).yes_probabilities(tiles, question)


class _SharedVisualCaptioner(_SharedCaptioner):
    """One that also looks without words."""

    @property
    def visual_space(self) -> str:
        """See `VisualCaptioner.visual_space`."""
        return cast("VisualCaptioner", self._captioner).visual_space

    def visual_vectors(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """See `VisualCaptioner.visual_vectors`."""
        with self._at_work():
            return cast("VisualCaptioner", self._captioner).visual_vectors(tiles)


class _SharedVisualVerifier(_SharedVerifier, _SharedVisualCaptioner):
    pass


_SHARED: Mapping[tuple[bool, bool], type[_SharedCaptioner]] = {
    (False, False): _SharedCaptioner,
    (True, False): _SharedVerifier,
    (False, True): _SharedVisualCaptioner,
    (True, True): _SharedVisualVerifier,
}
"""By whether the captioner answers questions, and whether it gives visual vectors."""
