"""`clip:MODEL`: a CLIP-like model in this process."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from tilescribe.describe.encoders import hub_models, open_clip
from tilescribe.describe.encoders.files import Form, find_encoder
from tilescribe.describe.encoders.templates import TEMPLATES, filled
from tilescribe.describe.encoders.towers import Preparation, Towers
from tilescribe.errors import CaptionerFailedError, ModelError

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

    from tilescribe.describe.encoders.base import VisualEncoder
    from tilescribe.domain.pixels import TilePixels

__all__ = ["LocalEncoder"]

T = TypeVar("T")

_BATCH = {"cuda": 128, "mps": 32, "cpu": 32}
"""Pictures at once: more gain nothing on a processor, and a GPU is full with so many of 224 pixels."""
_VERSION = "1"
"""Raised with every change in how a picture of a tile becomes the picture that a model looks at."""


class LocalEncoder:
    """Looks at pictures and reads questions with the two towers of one model. May be shared between threads.

    Nothing is loaded before the first picture or question; who it is, is told by samples of its files.

    Args:
        model: What follows `clip:`.
        device: As torch names it; None for the quickest there is.
        dtype: `float32`, `bfloat16` or `float16`; None for float32 where questions come first, so that their scores are
            the same wherever they are asked, and else for what suits the device.
        batch_size: Pictures at once; None for what suits the device. Halved for good whenever memory runs out.
        templates: What is written around a question, with `{}` in its place; their vectors are averaged.

    Raises:
        UnknownEncoderError, ModelNotFoundError, ModelDamagedError: the model cannot be had or is none.
    """

    def __init__(
        self,
        model: str,
        *,
        device: str | None = None,
        dtype: str | None = None,
        batch_size: int | None = None,
        templates: Sequence[str] = TEMPLATES,
    ) -> None:
        self._files = find_encoder(model)
        form = hub_models if self._files.form is Form.TRANSFORMERS else open_clip
        if form is hub_models:
            hub_models.model_type_of(self._files)
        self.name = f"clip:{self._files.asked}"
        self.family = f"clip:{self._files.name}"
        self.revision = self._files.revision
        self.space = _fingerprint(self._files.weights_digest, form.settings_of(self._files))
        self.notices: tuple[str, ...] = open_clip.notices_of(self._files) if form is open_clip else ()
        self.batch_size = batch_size or _BATCH["cpu"]
        self._batch_is_given = batch_size is not None
        self._form = form
        self._wanted_device, self._wanted_dtype = device, dtype
        self._templates = tuple(templates)
        self._lock = threading.Lock()
        self._preparation: Preparation | None = None
        self._towers: Towers | None = None

    def encode_pictures(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """See `VisualEncoder.encode_pictures`."""
        from PIL import Image

        from tilescribe.describe.builtin.pictures import picture_of

        if not tiles:
            return np.empty((0, 0), dtype=np.float32)
        pictures = [Image.fromarray(picture_of(tile)) for tile in tiles]
        with self._lock:
            towers = self._loaded(for_questions=False)
            prepare, side_px = self._prepared().pictures, self._prepared().side_px
            # The whole tile, also where it is no square: a model's own way would cut its longer side off.
            size = (side_px, side_px)
            shown = [one if one.size == size else one.resize(size, Image.Resampling.BICUBIC) for one in pictures]
            return self._in_batches(shown, lambda batch: _unit(towers.see(prepare(batch))))

    def encode_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """See `VisualEncoder.encode_questions`: the mean of the templates' unit vectors, of length 1 again."""
        if not questions:
            return np.empty((0, 0), dtype=np.float32)
        texts = [text for question in questions for text in filled(_encodable(question), self._templates)]
        with self._lock:
            towers = self._loaded(for_questions=True)
            words = self._prepared().words
            vectors = self._in_batches(texts, lambda batch: _unit(towers.read(words(batch))))
        means = vectors.reshape(len(questions), len(self._templates), -1).mean(axis=1)
        unit: NDArray[np.float32] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return unit

    def close(self) -> None:
        """Let go of the weights; an encoder that is used again loads them again."""
        with self._lock:
            if self._towers is not None:
                from tilescribe.describe.vlm.local import devices

                device, self._towers = self._towers.device, None
                devices.release(device)

    # --- batches ------------------------------------------------------------------------------------------------------

    def _in_batches(
        self, items: Sequence[T], work: Callable[[Sequence[T]], NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        from tilescribe.describe.vlm.local import devices

        results: list[NDArray[np.float32]] = []
        done = 0
        while done < len(items):
            batch = items[done : done + self.batch_size]
            try:
                results.append(work(batch))
            except Exception as error:
                if not devices.is_out_of_memory(error):
                    raise
            else:
                done += len(batch)
                continue
            self._shrink(len(batch))  # outside of the `except`, whose traceback would keep the batch alive
        return np.concatenate(results)

    def _shrink(self, tried: int) -> None:
        from tilescribe.describe.vlm.local import devices

        assert self._towers is not None
        devices.release(self._towers.device)
        if tried == 1:
            raise CaptionerFailedError(
                f"The memory of {self._towers.device} is too small for {self.name!r} and one picture",
                remedy="Close what else uses it, or choose a smaller model; see docs/models.md",
            )
        self.batch_size = max(1, tried // 2)

    # --- the model ----------------------------------------------------------------------------------------------------

    def _prepared(self) -> Preparation:
        if self._preparation is None:
            self._preparation = self._form.load_preparation(self._files)
        return self._preparation

    def _loaded(self, *, for_questions: bool) -> Towers:
        """The towers, loaded when they are first needed.

        Raises:
            ModelDamagedError: the files do not make the model.
            ModelError: it does not fit, or torch cannot be imported.
        """
        if self._towers is None:
            from tilescribe.describe.vlm.local import devices

            device = devices.choose_device(self._wanted_device)
            self._prepared()  # what is wrong with small files comes to light before the weights are read
            model = self._form.load_model(self._files, dtype=self._dtype(device, for_questions=for_questions))
            try:
                self._towers = Towers(model.to(device), device)
            except RuntimeError as error:
                if devices.is_out_of_memory(error):
                    raise ModelError(
                        f"The model {self.name!r} ({self._files.weight_bytes / 2**30:.1f} GiB) does not fit into the "
                        f"memory of {device}",
                        remedy="Choose a smaller model; see docs/models.md",
                    ) from error
                raise
            if not self._batch_is_given:
                self.batch_size = _BATCH.get(device.type, _BATCH["cpu"])
        return self._towers

    def _dtype(self, device: torch.device, *, for_questions: bool) -> torch.dtype:
        import torch

        from tilescribe.describe.vlm.local import devices

        if self._wanted_dtype is not None:
            chosen: torch.dtype = getattr(torch, self._wanted_dtype)
            return chosen
        if for_questions:
            return torch.float32
        return devices.choose_dtype(device, hidden_size=768, weight_bytes=self._files.weight_bytes)


def _fingerprint(weights: str, settings: dict[str, object]) -> str:
    """Of all that decides a picture's vector, and of nothing that differs between machines."""
    told = json.dumps([_VERSION, weights, settings], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _encodable(text: str) -> str:
    """Without lone surrogates, which undecodable bytes on a command line become and no tokenizer takes."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _unit(vectors: torch.Tensor) -> NDArray[np.float32]:
    """Rows of length 1; one without a direction is NaN."""
    found: NDArray[np.float32] = vectors.numpy().astype(np.float32)
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        found = np.where(np.isfinite(lengths) & (lengths > 0), found / lengths, np.float32(np.nan))
    return np.ascontiguousarray(found, dtype=np.float32)


if TYPE_CHECKING:

    def _holds_to_the_protocol(encoder: LocalEncoder) -> VisualEncoder:
        return encoder
