"""A vision-language model of transformers that answers requests in batches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from tilescribe.describe.vlm.generation import Request, Settings
from tilescribe.describe.vlm.local import devices
from tilescribe.errors import CaptionerFailedError, ModelError

if TYPE_CHECKING:
    import torch

    from tilescribe.describe.vlm.generation import TextGenerator
    from tilescribe.describe.vlm.local.files import LocalModel
    from tilescribe.describe.vlm.local.prompt_style import PromptStyle

__all__ = ["TransformersGenerator"]

_PROMPT_TOKENS = 500
"""About what the longest of the prompts in this package takes; only a batch size follows from it."""
T = TypeVar("T")


class TransformersGenerator:
    """Generates text with one model. The weights are loaded by the first request. May be shared between threads.

    Args:
        model: Where the files are.
        processor: As `load_processor` gives it, set to one picture a tile.
        config: Of the model, set alike.
        style: How the model is asked.
        image_tokens: Of all pictures of one request.
        device: As torch names it; None for the quickest there is.
        dtype: `float32`, `bfloat16` or `float16`; None for what suits the device.
        batch_size: Requests at once; None for as many as fit. Halved for good whenever memory runs out.
    """

    def __init__(
        self,
        model: LocalModel,
        *,
        processor: Any,
        config: Any,
        style: PromptStyle,
        image_tokens: int,
        device: str | None = None,
        dtype: str | None = None,
        batch_size: int | None = None,
    ) -> None:
        self._files = model
        self._processor = processor
        self._config = config
        self._style = style
        self._lock = threading.Lock()
        self._loaded: Any = None
        self._device = devices.choose_device(device)
        self._dtype = dtype
        self.batch_size = batch_size or self._fitting_batch(image_tokens)

    @property
    def device(self) -> str:
        """Where the model runs, as torch names it."""
        return str(self._device)

    def generate(self, requests: Sequence[Request]) -> list[str | Exception]:
        """See `TextGenerator.generate`. A request's schema is passed over: nothing here constrains what is written.

        Raises:
            CaptionerFailedError: the weights cannot be loaded, or one tile alone does not fit into memory.
        """
        answers: dict[int, str | Exception] = {}
        for settings in dict.fromkeys(request.settings for request in requests):
            chosen = [at for at, request in enumerate(requests) if request.settings == settings]
            said = self._in_batches([requests[at] for at in chosen], partial(self._write, settings=settings))
            answers.update(zip(chosen, said, strict=True))
        return [answers[at] for at in range(len(requests))]

    def first_logits(self, requests: Sequence[Request], question: str) -> list[torch.Tensor | Exception]:
        """(vocabulary,) float32 for each request: how likely the model finds each token as the first of its answer.

        Raises:
            CaptionerFailedError: as for `speak`.
        """
        return self._in_batches(requests, partial(self._begin, question=question))

    # --- memory -------------------------------------------------------------------------------------------------------

    @property
    def is_loaded(self) -> bool:
        """Whether the weights are in memory."""
        return self._loaded is not None

    def fits(self) -> bool:
        """Whether the weights would fit into the memory that is free now, and leave some for batches."""
        return devices.holds_weights(self._device, self._files.weight_bytes)

    def load(self) -> None:
        """Raises ModelError."""
        with self._lock:
            self._model()

    def unload(self) -> None:
        """Take the weights out of memory; the next request loads them again."""
        with self._lock:
            if self._loaded is not None:
                self._loaded = None
                devices.release(self._device)

    # --- batches --------------------------------------------------------------------------------------------------

    def _in_batches(
        self, requests: Sequence[Request], work: Callable[[Sequence[Request]], list[T]]
    ) -> list[T | Exception]:
        with self._lock:
            results: list[T | Exception] = []
            while len(results) < len(requests):
                batch = requests[len(results) : len(results) + self.batch_size]
                done = self._attempt(batch, work)
                if done is None:
                    self._shrink(len(batch))
                else:
                    results.extend(done)
            return results

    def _attempt(
        self, batch: Sequence[Request], work: Callable[[Sequence[Request]], list[T]]
    ) -> list[T | Exception] | None:
        """The results of a batch; None when memory ran out. One that fails otherwise is tried request by request."""
        try:
            return list(work(batch))
        except ModelError as error:
            raise CaptionerFailedError(error.what, remedy=error.remedy) from error
        except Exception as error:  # noqa: BLE001 - models raise anything; the reason is kept with the tile
            if devices.is_out_of_memory(error):
                return None
            if len(batch) == 1:
                return [error]
        results: list[T | Exception] = []
        for request in batch:
            alone = self._attempt([request], work)
            if alone is None:
                return None
            results.extend(alone)
        return results

    def _shrink(self, tried: int) -> None:
        """Called outside of any `except`, whose traceback would keep the tensors of the failed batch alive."""
        devices.release(self._device)
        if tried == 1:
            raise CaptionerFailedError(
                f"The memory of {self.device} is too small for {self._files.name!r} and one tile",
                remedy="Close what else uses it, or choose a smaller model; see docs/models.md",
            )
        self.batch_size = max(1, tried // 2)

    def _fitting_batch(self, image_tokens: int) -> int:
        # The worst case of each: weights are kept in 16 bits and widened to 32 on processors without 16-bit arithmetic.
        dtype_bytes = 4 if self._device.type == "cpu" else 2
        free = devices.free_bytes(self._device) - self._files.weight_bytes * dtype_bytes // 2
        tokens = image_tokens + _PROMPT_TOKENS + Settings().max_tokens
        return devices.batch_that_fits(self._device, self._config, tokens=tokens, free=free, dtype_bytes=dtype_bytes)

    # --- the model ----------------------------------------------------------------------------------------------------

    def _write(self, requests: Sequence[Request], *, settings: Settings) -> list[str]:
        import torch

        model = self._model()
        inputs = self._inputs(requests, [self._rendered(one) for one in requests])
        # Forked, so that what is drawn depends on the settings alone and disturbs nobody else's randomness.
        with torch.random.fork_rng(devices=self._generators()), torch.inference_mode():
            torch.manual_seed(settings.seed)
            written = model.generate(**inputs, **self._options(settings))
        return self._decoded(written, inputs)

    def _rendered(self, request: Request) -> str | None:
        return self._style.render(self._processor, request.text, pictures=len(request.pictures))

    def _begin(self, requests: Sequence[Request], *, question: str) -> list[torch.Tensor]:
        import torch

        model = self._model()
        texts = [
            self._style.render_question(self._processor, one.text, question, pictures=len(one.pictures))
            for one in requests
        ]
        options = self._options(Settings(max_tokens=1)) | {"return_dict_in_generate": True, "output_logits": True}
        with torch.inference_mode():
            written = model.generate(**self._inputs(requests, texts), **options)
        return list(written.logits[0].float().cpu())

    def _inputs(self, requests: Sequence[Request], texts: Sequence[str | None]) -> Any:
        from PIL import Image

        pictures = [[Image.fromarray(picture) for picture in one.pictures] for one in requests]
        asked = [text for text in texts if text is not None]
        words = {"text": asked, "padding": True} if asked else {}
        # Nested, one list a text: a flat list is one text's pictures to some processors.
        inputs = self._processor(
            images=pictures if asked else [picture for one in pictures for picture in one], return_tensors="pt", **words
        )
        inputs.pop("labels", None)  # PaliGemma's processor makes them for training
        return inputs.to(self._device, dtype=self._model().dtype)

    def _options(self, settings: Settings) -> dict[str, Any]:
        limit = self._style.most_tokens
        options: dict[str, Any] = {
            "max_new_tokens": settings.max_tokens if limit is None else min(limit, settings.max_tokens),
            "num_beams": 1,
            "do_sample": settings.temperature > 0,
            "repetition_penalty": settings.repetition_penalty,
        }
        # None lets go of what the model's own settings say of sampling, which would only warn here.
        drawing = {"temperature": settings.temperature} if settings.temperature > 0 else {"temperature": None}
        return options | drawing | {"top_p": None, "top_k": None}

    def _decoded(self, written: torch.Tensor, inputs: Any) -> list[str]:
        """Without the prompt, which models of one part repeat at the beginning."""
        if "input_ids" in inputs and not self._config.is_encoder_decoder:
            written = written[:, inputs["input_ids"].shape[1] :]
        decode = self._processor.tokenizer.batch_decode
        return [str(text).strip() for text in decode(written, skip_special_tokens=True)]

    def _generators(self) -> list[int]:
        """The CUDA device in use; its generator is kept besides the processor's, which always is."""
        return [self._device.index or 0] if self._device.type == "cuda" else []

    def _model(self) -> Any:
        if self._loaded is None:
            from tilescribe.describe.vlm.local.weights import load_weights

            self._loaded = load_weights(self._files, config=self._config, device=self._device, dtype=self._dtype)
            # Set here and not with each call, where BLIP's own wrapper of `generate` would give it a second time.
            if self._loaded.generation_config.pad_token_id is None:
                self._loaded.generation_config.pad_token_id = self._processor.tokenizer.pad_token_id
        return self._loaded


if TYPE_CHECKING:

    def _holds_to_the_protocol(generator: TransformersGenerator) -> TextGenerator:
        return generator
