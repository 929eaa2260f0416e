"""From tiles to captions, with one retry and no tile lost: what every vision-language captioner does with a batch.

A tile may be a pair of dates, of which the prompt asks for the change.

asked -> good answer in the form that was asked for -> caption
      -> anything else: asked once more with other settings
             -> good answer in that form -> caption
             -> words in any form, from either answer -> plain caption
             -> neither: a failure with the reason and the raw text
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from tilescribe.describe.vlm.answers import Form, ParsedAnswer, parse_answer, schema_of
from tilescribe.describe.vlm.captions import to_caption, to_change_caption
from tilescribe.describe.vlm.change_context import ChangeContext
from tilescribe.describe.vlm.context import Context
from tilescribe.describe.vlm.prompts import AnswerKind, Prompt
from tilescribe.describe.vlm.quality import fault_of, shorten
from tilescribe.describe.vlm.unchanged import says_unchanged, sees_no_change
from tilescribe.domain.description import Caption
from tilescribe.errors import CaptionerFailedError, TilescribeError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.domain.pair import PairPixels
    from tilescribe.domain.pixels import TilePixels

__all__ = ["FIRST", "RETRY", "Request", "Settings", "TextGenerator", "generate_captions", "request_for"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model picks its words."""

    max_tokens: int = 512
    temperature: float = 0.0
    """0 is greedy: the likeliest word every time."""
    repetition_penalty: float = 1.0
    """Divides the logits of words already used, as in transformers and vLLM; 1 does nothing."""
    seed: int = 0
    """Where something is drawn at random."""


FIRST = Settings()
RETRY = Settings(temperature=0.6, repetition_penalty=1.15, seed=1)
"""What greedy decoding could not do may come out with a little chance and without loops."""


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """One picture, or the two of a pair, and what is asked of them."""

    pictures: tuple[NDArray[np.uint8], ...]
    """(height, width, 3) each, north up where north is known; of a pair the earlier date first."""
    text: str
    """The rendered prompt; models that take none pass over it."""
    schema: Mapping[str, Any] | None = None
    """JSON schema of the answer; None for free text. Who cannot constrain its output passes over it."""
    settings: Settings = FIRST


class TextGenerator(Protocol):
    """A model that looks at pictures and writes. Implementers write `generate`; `generate_captions` does the rest."""

    def generate(self, requests: Sequence[Request]) -> list[str | Exception]:
        """The answer to each request, in order, without the prompt; an exception where only that request failed.

        Raises:
            CaptionerFailedError: the model cannot go on at all.
        """
        ...


def request_for(
    tile: TilePixels, prompt: Prompt, *, settings: Settings = FIRST, question: str = "", again: bool = False
) -> Request:
    """What to send for one tile, or for one pair where the prompt is for two pictures.

    Raises:
        CaptionerFailedError: the prompt is for another number of pictures.
    """
    from tilescribe.domain.pair import PairPixels

    pair = tile if isinstance(tile, PairPixels) else None
    if (prompt.pictures == 2) != (pair is not None):
        raise _unfit(prompt)
    context = Context.of(tile) if pair is None else ChangeContext.of(pair)
    text = prompt.render(context, question=question, again=again)
    return Request(_pictures(tile, pair), text, schema_of(prompt), settings)


def _pictures(tile: TilePixels, pair: PairPixels | None) -> tuple[NDArray[np.uint8], ...]:
    if pair is None:
        from tilescribe.describe.builtin.pictures import picture_of

        return (picture_of(tile),)
    from tilescribe.describe.vlm.change_pictures import pictures_of

    return pictures_of(pair)


def _unfit(prompt: Prompt) -> CaptionerFailedError:
    if prompt.pictures == 2:
        return CaptionerFailedError(
            f"The prompt {prompt.name!r} asks for the change between two dates, and one picture was given",
            remedy="Describe single pictures with another prompt, such as general",
        )
    return CaptionerFailedError(
        f"The prompt {prompt.name!r} is for single pictures, and two dates of one place were given",
        remedy="Ask for their difference with a prompt for two pictures, such as change",
    )


def generate_captions(
    generator: TextGenerator, prompt: Prompt, tiles: Sequence[TilePixels], *, max_tokens: int | None = None
) -> list[Caption]:
    """One caption for each tile, in order; a tile without any usable answer has a failure that says why.

    Args:
        generator: The model.
        prompt: With an answer of the kind `json` or `text`.
        tiles: All at once; the generator cuts them as it needs. Pairs (`PairPixels`) where the prompt is for two.
        max_tokens: The longest answer; None for what `Settings` says.

    Raises:
        CaptionerFailedError: from the generator.
    """
    reasons = [_reason_not_to_ask(tile) for tile in tiles]
    asked = [tile for tile, reason in zip(tiles, reasons, strict=True) if reason is None]
    captions = iter(_asked_for(generator, prompt, asked, max_tokens=max_tokens))
    return [next(captions) if reason is None else Caption(failure=reason) for reason in reasons]


def _asked_for(
    generator: TextGenerator, prompt: Prompt, tiles: Sequence[TilePixels], *, max_tokens: int | None
) -> list[Caption]:
    first = [request_for(tile, prompt, settings=_limited(FIRST, max_tokens)) for tile in tiles]
    attempts = [[_parsed(text, prompt)] for text in _answers(generator, first)]
    open_ = [at for at, (attempt,) in enumerate(attempts) if attempt.answer is not None and not attempt.good]
    again = [request_for(tiles[at], prompt, settings=_limited(RETRY, max_tokens), again=True) for at in open_]
    for at, text in zip(open_, _answers(generator, again), strict=True):
        attempts[at].append(_parsed(text, prompt))
    return [_best(tried, prompt) for tried in attempts]


def _reason_not_to_ask(tile: TilePixels) -> str | None:
    """Of a pair of which nothing can be compared: a model would tell of a change all the same."""
    from tilescribe.domain.pair import PairPixels

    if not isinstance(tile, PairPixels):
        return None
    from tilescribe.describe.change.evidence import reason_not_to_measure

    return reason_not_to_measure(tile)


@dataclass(frozen=True, slots=True)
class _Attempt:
    raw: str
    answer: ParsedAnswer | None
    """None when there was no answer at all."""
    fault: str | None
    in_form: bool

    @property
    def good(self) -> bool:
        return self.fault is None and self.in_form


def _limited(settings: Settings, max_tokens: int | None) -> Settings:
    return settings if max_tokens is None else replace(settings, max_tokens=max_tokens)


def _answers(generator: TextGenerator, requests: Sequence[Request]) -> list[str | Exception]:
    if not requests:
        return []
    answers = generator.generate(requests)
    if len(answers) != len(requests):
        raise CaptionerFailedError(
            f"The model gave {len(answers)} answers to {len(requests)} requests",
            remedy="This is a fault of the captioner; report it to its makers",
        )
    return answers


def _parsed(text: str | Exception, prompt: Prompt) -> _Attempt:
    if isinstance(text, Exception):
        return _Attempt("", None, _reason(text), in_form=False)
    answer = parse_answer(text, pictures=prompt.pictures)
    wanted = prompt.answer is not AnswerKind.JSON or answer.form is not Form.PLAIN
    return _Attempt(text, answer, _fault(answer, text, prompt), in_form=wanted)


def _reason(error: Exception) -> str:
    """Our own messages speak for themselves; others need their type."""
    known = isinstance(error, TilescribeError)
    return shorten(str(error) if known else f"{type(error).__name__}: {error}", most=400)


def _fault(answer: ParsedAnswer, raw: str, prompt: Prompt) -> str | None:
    """Of the parsed words: keys and braces are no noise. All must be sound, for one loop spoils the rest."""
    if answer.empty:
        return fault_of(raw) or "empty"
    asked = prompt.render()
    return next((fault for text in answer.texts if (fault := _fault_in(text, answer, asked, prompt.pictures))), None)


def _fault_in(text: str, answer: ParsedAnswer, asked: str, pictures: int) -> str | None:
    fault = fault_of(text, prompt=asked)
    # One tag or thing may be as short as "ice", and lists of things repeat themselves by nature.
    if fault == "repetition" and text not in (answer.summary, answer.detail, *answer.variants):
        return None
    if pictures == 2 and (
        # "I don't see any change" is no refusal, and "Nothing has changed" no echo.
        (fault == "a refusal" and sees_no_change(text)) or (fault == "an echo of the prompt" and says_unchanged(text))
    ):
        return None
    return fault


def _best(tried: Sequence[_Attempt], prompt: Prompt) -> Caption:
    for attempt in sorted(tried, key=lambda one: not one.in_form):
        if attempt.fault is None and attempt.answer is not None:
            return to_caption(attempt.answer) if prompt.pictures == 1 else to_change_caption(attempt.answer)
    last = tried[-1]
    if last.answer is None:
        return Caption(failure=f"No answer: {last.fault}")
    raw = shorten(next((one.raw for one in reversed(tried) if one.raw.strip()), ""))
    return Caption(failure=f"No usable answer: {last.fault}{f'. The model wrote: {raw}' if raw else ''}")
