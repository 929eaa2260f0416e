"""Two pictures in one request, and servers that take one only."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.unit.describe.endpoint.faulty_server import FaultyServer, Reply, chat, error
from tests.unit.describe.vlm.pairs import made_pairs

from tilescribe.describe.change_registry import load_change_captioner
from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.describe.vlm import load_prompt
from tilescribe.domain.description import DescriptionKind
from tilescribe.domain.pair import PairPixels
from tilescribe.errors import CaptionerFailedError, InvalidOptionError

Make = Callable[..., EndpointCaptioner]
SAID = {
    "changes": [{"what": "water over the fields", "where": "west"}],
    "changed": "yes",
    "summary": "The west was flooded.",
    "tags": ["flood"],
}
FLOODED = chat(json.dumps(SAID))
VLLM = error(400, "At most 1 image(s) may be provided in one prompt.")
OLLAMA = error(500, "vision model only supports a single image per message")


@pytest.fixture(scope="module")
def pairs() -> list[PairPixels]:
    return made_pairs(6, side=64)


def pictures_in(body: Mapping[str, Any]) -> int:
    return sum(part["type"] == "image_url" for part in body["messages"][0]["content"])


def single(refusal: Reply) -> Callable[[int, Mapping[str, Any]], Reply]:
    """Answers requests with one picture, and refuses others."""
    return lambda number, body: refusal if pictures_in(body) > 1 else FLOODED


def test_a_pair_is_sent_as_two_pictures_the_earlier_one_first(captioner_of: Make, pairs: list[PairPixels]) -> None:
    with FaultyServer(lambda number, body: FLOODED) as server:
        captioner = captioner_of(server.url, pictures=2)
        captions = captioner.describe(pairs)
    assert captioner.author.prompt_version == load_prompt("change").version
    for caption in captions:
        assert [(one.kind, one.text) for one in caption.descriptions] == [
            (DescriptionKind.CHANGE, "The west was flooded."),
            (DescriptionKind.CHANGE, "Water over the fields in the west."),
            (DescriptionKind.CHANGE, "flood"),
        ]
    assert len(server.requests) == len(pairs)
    body = server.requests[0]
    *pictures, text = body["messages"][0]["content"]
    assert [part["type"] for part in (*pictures, text)] == ["image_url", "image_url", "text"]
    assert "first picture is the earlier date" in text["text"]
    before, after = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(part["image_url"]["url"].split(",", 1)[1]))))
        for part in pictures
    )
    assert before.shape == after.shape == (64, 64, 3)
    assert before[:, 4:16].mean() - after[:, 4:16].mean() > 40, "the water is dark, and in the second"
    assert "changes" in body["response_format"]["json_schema"]["schema"]["properties"]


@pytest.mark.parametrize("refusal", [VLLM, OLLAMA])
def test_a_server_that_takes_one_picture_ends_the_run_with_the_remedy_and_is_left_in_peace(
    refusal: Reply, captioner_of: Make, pairs: list[PairPixels]
) -> None:
    with FaultyServer(single(refusal)) as server:
        captioner = captioner_of(server.url, pictures=2)
        message = json.loads(refusal.body)["error"]["message"].rstrip(".").replace("(", r"\(").replace(")", r"\)")
        with pytest.raises(CaptionerFailedError, match=f"{message}. It takes .* one picture, and not with 2") as caught:
            captioner.describe(pairs * 4)
        with pytest.raises(CaptionerFailedError):
            captioner.describe(pairs)
    assert "--limit-mm-per-prompt" in caught.value.remedy
    # Two in flight; each is refused, refused without its optional parts, and tried with one picture.
    assert len(server.requests) <= 2 * 3


def test_another_server_that_takes_two_does_the_work(captioner_of: Make, pairs: list[PairPixels]) -> None:
    with FaultyServer(single(VLLM)) as one, FaultyServer(lambda number, body: FLOODED) as other:
        captions = captioner_of(f"{one.url},{other.url}", pictures=2).describe(pairs)
    assert [caption.failure for caption in captions] == [None] * len(pairs)
    assert len(other.requests) == len(pairs)


def test_what_a_server_refuses_with_one_picture_as_well_is_not_laid_on_their_number(
    captioner_of: Make, pairs: list[PairPixels]
) -> None:
    with FaultyServer(lambda number, body: error(400, "image data is damaged")) as server:
        captions = captioner_of(server.url, pictures=2).describe(pairs[:2])
    for caption in captions:
        assert caption.failure is not None
        assert "image data is damaged" in caption.failure
        assert "one picture" not in caption.failure


def test_a_server_that_has_answered_on_two_is_not_doubted_again(captioner_of: Make, pairs: list[PairPixels]) -> None:
    first, second = pairs[:2]

    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        return FLOODED if number == 0 or pictures_in(body) == 1 else error(400, "too long")

    with FaultyServer(replies) as server:
        captioner = captioner_of(server.url, pictures=2)
        assert captioner.describe([first])[0].failure is None
        assert "too long" in (captioner.describe([second])[0].failure or "")
        assert all(pictures_in(body) == 2 for body in server.requests)


def test_a_passing_fault_is_not_laid_on_the_number_of_pictures(captioner_of: Make, pairs: list[PairPixels]) -> None:
    with FaultyServer(lambda number, body: error(500, "busy") if number == 0 else FLOODED) as server:
        captions = captioner_of(server.url, pictures=2).describe(pairs)
    assert [caption.failure for caption in captions] == [None] * len(pairs)
    assert all(pictures_in(body) == 2 for body in server.requests)


def test_a_prompt_for_single_pictures_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="'disaster' is for single pictures"):
        load_change_captioner("openai:http://127.0.0.1:1#tiny", prompt="disaster")


def test_single_pictures_are_refused_in_a_sentence(captioner_of: Make, pairs: list[PairPixels]) -> None:
    with pytest.raises(CaptionerFailedError, match="one picture was given"):
        captioner_of("http://127.0.0.1:1/v1", pictures=2).describe([pairs[0].before])
    with pytest.raises(CaptionerFailedError, match="two dates of one place were given"):
        captioner_of("http://127.0.0.1:1/v1").yes_probabilities(pairs, "a flood")
