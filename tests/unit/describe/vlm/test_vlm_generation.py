"""Asked, asked once more, kept as a plain caption, or failed with the raw text: no tile is lost."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
from tests.unit.describe.made_up import tile_of

from tilescribe.describe.vlm import Request, generate_captions, load_prompt
from tilescribe.describe.vlm.generation import FIRST, RETRY
from tilescribe.domain.description import Caption, Description, DescriptionKind
from tilescribe.errors import CaptionerFailedError, ModelNotFoundError

TILE = tile_of(np.arange(192, dtype=np.uint8).reshape(3, 8, 8))
GOOD = json.dumps({"summary": "A lake in a forest.", "features": [], "detail": "", "tags": []})


class Scripted:
    """Answers each round of requests from a list, and keeps what it was asked."""

    def __init__(self, *rounds: Sequence[str | Exception]) -> None:
        self._rounds = list(rounds)
        self.asked: list[Sequence[Request]] = []

    def generate(self, requests: Sequence[Request]) -> list[str | Exception]:
        self.asked.append(requests)
        return list(self._rounds[len(self.asked) - 1])


def said(caption: Caption) -> list[str]:
    assert caption.failure is None
    return [one.text for one in caption.descriptions]


def test_a_good_answer_is_asked_for_once() -> None:
    generator = Scripted([GOOD])
    (caption,) = generate_captions(generator, load_prompt("general"), [TILE])
    assert said(caption) == ["A lake in a forest."]
    assert len(generator.asked) == 1
    (request,) = generator.asked[0]
    assert request.settings == FIRST
    assert [picture.shape for picture in request.pictures] == [(8, 8, 3)]
    assert request.schema is not None


def test_only_what_was_no_good_is_asked_once_more_with_other_settings() -> None:
    generator = Scripted([GOOD, "lake lake lake lake lake lake lake lake", GOOD], [GOOD])
    captions = generate_captions(generator, load_prompt("general"), [TILE] * 3, max_tokens=77)
    assert [said(caption) for caption in captions] == [["A lake in a forest."]] * 3
    (again,) = generator.asked[1]
    assert (again.settings.temperature, again.settings.max_tokens) == (RETRY.temperature, 77)
    assert again.text.endswith(load_prompt("general").again)


def test_prose_twice_is_kept_as_a_plain_caption() -> None:
    generator = Scripted(["A lake. There is a boat."], ["A pond with a boat on it."])
    (caption,) = generate_captions(generator, load_prompt("general"), [TILE])
    assert said(caption)[0] == "A lake. There is a boat."


def test_json_at_the_second_time_goes_before_prose_at_the_first() -> None:
    (caption,) = generate_captions(Scripted(["Some lake or other."], [GOOD]), load_prompt("general"), [TILE])
    assert said(caption) == ["A lake in a forest."]


def test_prose_is_what_a_plain_prompt_asks_for() -> None:
    generator = Scripted(["A lake in a forest."])
    (caption,) = generate_captions(generator, load_prompt("caption"), [TILE])
    assert caption.descriptions == (Description(DescriptionKind.SUMMARY, "A lake in a forest."),)
    assert generator.asked[0][0].schema is None


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("", "", "empty"),
        ("I'm sorry, I can't.", "I cannot do that.", "a refusal"),
        ("", "{}" * 3, "empty"),
        ("fog fog fog fog fog fog fog fog", "sun sun sun sun sun sun sun sun", "repetition"),
        (json.dumps({"summary": "one sentence that begins with the whole scene"}),) * 2 + ("an echo of the prompt",),
        (json.dumps({"summary": "I am sorry, no image."}),) * 2 + ("a refusal",),
    ],
)
def test_what_never_was_a_description_is_a_failure_with_the_raw_text(first: str, second: str, reason: str) -> None:
    (caption,) = generate_captions(Scripted([first], [second]), load_prompt("general"), [TILE])
    assert caption.descriptions == ()
    assert caption.failure is not None
    assert reason in caption.failure
    assert (second or first) in caption.failure.replace("\\", "")


def test_an_exception_is_that_tiles_failure_and_is_not_asked_again() -> None:
    generator = Scripted([GOOD, ValueError("no shape"), ModelNotFoundError("It is gone", remedy="Fetch it")])
    captions = generate_captions(generator, load_prompt("general"), [TILE] * 3)
    assert [caption.failure for caption in captions] == [
        None,
        "No answer: ValueError: no shape",
        "No answer: It is gone. Fetch it.",
    ]
    assert len(generator.asked) == 1


def test_an_exception_at_the_second_time_keeps_the_words_of_the_first() -> None:
    (caption,) = generate_captions(Scripted(["A lake in a forest."], [ValueError("x")]), load_prompt("general"), [TILE])
    assert said(caption) == ["A lake in a forest."]


def test_no_tiles_ask_nothing() -> None:
    generator = Scripted()
    assert generate_captions(generator, load_prompt("general"), []) == []
    assert generator.asked == []


def test_a_speaker_that_loses_answers_is_stopped() -> None:
    with pytest.raises(CaptionerFailedError, match="1 answers to 2 requests"):
        generate_captions(Scripted([GOOD]), load_prompt("general"), [TILE] * 2)
