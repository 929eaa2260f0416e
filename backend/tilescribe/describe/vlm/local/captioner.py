"""A vision-language model of transformers as a captioner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.describe.vlm.generation import generate_captions, request_for
from tilescribe.describe.vlm.local.files import find_model
from tilescribe.describe.vlm.local.generator import TransformersGenerator
from tilescribe.describe.vlm.local.processors import load_processor, one_picture
from tilescribe.describe.vlm.local.prompt_style import PromptStyle, prompt_style_of
from tilescribe.describe.vlm.local.tokens import image_tokens, why_not_several
from tilescribe.describe.vlm.local.weights import load_config
from tilescribe.describe.vlm.local.yes_no import yes_probability
from tilescribe.describe.vlm.prompts import AnswerKind, Prompt, describing_prompt, load_prompt
from tilescribe.domain.description import Author, Caption
from tilescribe.errors import CaptionerFailedError, InvalidOptionError

if TYPE_CHECKING:
    from tilescribe.describe.base import UnloadableCaptioner
    from tilescribe.describe.vlm.verifying import Verifier
    from tilescribe.domain.pixels import TilePixels

__all__ = ["TransformersCaptioner"]


class TransformersCaptioner:
    """Describes with any image-text-to-text model of transformers that is on this machine.

    The processor is loaded at once and the weights with the first batch, so that a run with nothing to do is quick.

    Args:
        model: `organisation/model`, with `@revision` or without, or a folder.
        prompt: Name or path of a prompt; None for `general` or `change`, or for what the model does by nature.
        pictures: 1, or 2 to describe pairs (`PairPixels`): what has changed between two dates.
        device: As torch names it; None for the quickest there is.
        dtype: `float32`, `bfloat16` or `float16`; None for what suits the device.
        batch_size: Tiles at once; None for as many as fit.
        max_tokens: Of an answer.

    Raises:
        UnknownCaptionerError, ModelNotFoundError, ModelDamagedError: the model cannot be had or is none.
        InvalidOptionError: there is no such prompt or device, the prompt is for another number of pictures, or the
            model takes no prompt, or not so many pictures at once.
    """

    def __init__(
        self,
        model: str,
        *,
        prompt: str | None = None,
        pictures: int = 1,
        device: str | None = None,
        dtype: str | None = None,
        batch_size: int | None = None,
        max_tokens: int | None = None,
    ) -> None:
        files = find_model(model)
        config = load_config(files)
        processor = load_processor(files)
        self.input_side_px = one_picture(processor, config)
        self._style = prompt_style_of(processor, config.model_type)
        self._config = config
        self._processor = processor
        if pictures > 1 and (why := self.why_not_pairs()) is not None:
            raise InvalidOptionError(
                f"The model {model!r} takes one picture only ({why}), and a change is told from two",
                remedy="Choose a vision-language model that takes several pictures, or the built-in one; see "
                "docs/change.md",
            )
        self._prompt = _prompt_for(self._style, prompt, model=model, pictures=pictures)
        self._max_tokens = max_tokens
        self.image_tokens = image_tokens(processor, config, self._style, side_px=self.input_side_px)
        """What one picture costs the language model besides its prompt."""
        self._generator = TransformersGenerator(
            files,
            processor=processor,
            config=config,
            style=self._style,
            image_tokens=pictures * self.image_tokens,
            device=device,
            dtype=dtype,
            batch_size=batch_size,
        )
        self.batch_size = self._generator.batch_size
        self.author = Author(f"transformers:{files.name}", files.revision, self._prompt.version)

    @property
    def device(self) -> str:
        """Where the model runs, as torch names it."""
        return self._generator.device

    @property
    def takes_prompt(self) -> bool:
        """Whether it can be told what to do."""
        return self._style.takes_prompt

    @property
    def answers_questions(self) -> bool:
        """Whether `yes_probabilities` works."""
        return self._style.answers_questions

    def why_not_pairs(self) -> str | None:
        """Why it cannot compare two dates, or None where it can; its weights are not needed."""
        return why_not_several(self._processor, self._config, self._style, side_px=self.input_side_px, pictures=2)

    @property
    def is_loaded(self) -> bool:
        """See `UnloadableCaptioner`."""
        return self._generator.is_loaded

    def fits(self) -> bool:
        """See `UnloadableCaptioner.fits`."""
        return self._generator.fits()

    def load(self) -> None:
        """See `UnloadableCaptioner.load`."""
        self._generator.load()

    def unload(self) -> None:
        """See `UnloadableCaptioner.unload`."""
        self._generator.unload()

    def close(self) -> None:
        """Let go of the weights; a captioner that is used again loads them again."""
        self._generator.unload()

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`."""
        try:
            return generate_captions(self._generator, self._prompt, tiles, max_tokens=self._max_tokens)
        finally:
            self.batch_size = self._generator.batch_size  # smaller after memory ran out

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        """See `Verifier.yes_probabilities`."""
        if not self.answers_questions:
            raise CaptionerFailedError(
                f"The model {self.author.captioner.removeprefix('transformers:')!r} cannot answer questions",
                remedy="Verify with a model that takes instructions; see docs/models.md",
            )
        prompt = load_prompt("verify")
        requests = [request_for(tile, prompt, question=question) for tile in tiles]
        found = self._generator.first_logits(requests, question)
        return [
            None if isinstance(one, Exception) else yes_probability(self._processor.tokenizer, one) for one in found
        ]


def _prompt_for(style: PromptStyle, name: str | None, *, model: str, pictures: int) -> Prompt:
    if style.takes_prompt:
        instructed, plain = ("general", "caption") if pictures == 1 else ("change", "change-caption")
        return describing_prompt(name or (instructed if style.follows_instructions else plain), pictures=pictures)
    if name is not None:
        raise InvalidOptionError(
            f"The model {model!r} takes no prompt: it only writes captions", remedy="Leave the prompt out"
        )
    # Its version must change when the code words do.
    return Prompt("fixed", "What the model does by nature", AnswerKind.TEXT, (), style.task)


if TYPE_CHECKING:

    def _holds_to_the_protocols(captioner: TransformersCaptioner) -> tuple[UnloadableCaptioner, Verifier]:
        return captioner, captioner
