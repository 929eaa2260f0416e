"""Whatever a server does, each tile ends described or failed with its reason, and the key stays secret."""

from __future__ import annotations

import base64
import io
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from tests.unit.describe.endpoint.faulty_server import SAID, FaultyServer, Reply, chat, error, well

from tilescribe.describe.endpoint import EndpointCaptioner, pool
from tilescribe.describe.endpoint.http import LONGEST_ANSWER_BYTES
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import CaptionerFailedError

LONG_S = 300

Make = Callable[..., EndpointCaptioner]
Tiles = list[TilePixels]


def always(reply: Reply) -> Callable[[int, Mapping[str, Any]], Reply]:
    return lambda number, body: reply


def first(*replies: Reply) -> Callable[[int, Mapping[str, Any]], Reply]:
    """These, one for each request, and a sound answer ever after."""
    return lambda number, body: replies[number] if number < len(replies) else well()


def unused_url() -> str:
    """Where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


def test_each_tile_is_sent_as_a_jpeg_with_prompt_model_and_schema(captioner_of: Make, tiles: Tiles) -> None:
    with FaultyServer(always(well())) as server:
        captions = captioner_of(server.url).describe(tiles)
    assert [caption.descriptions[0].text.rstrip(".") for caption in captions] == [SAID["summary"]] * len(tiles)
    assert len(server.requests) == len(tiles)
    body = server.requests[0]
    assert body["model"] == "tiny"
    assert body["response_format"]["json_schema"]["schema"]["properties"].keys() >= {"summary", "features", "tags"}
    picture, text = body["messages"][0]["content"]
    assert "aerial" in text["text"]
    kind, data = picture["image_url"]["url"].split(",", 1)
    assert kind == "data:image/jpeg;base64"
    image = Image.open(io.BytesIO(base64.b64decode(data)))
    assert (image.format, image.size) == ("JPEG", (48, 32))


def test_the_author_names_the_model_and_not_the_server(captioner_of: Make) -> None:
    one, other = captioner_of("http://127.0.0.1:1/v1"), captioner_of("http://gpu-7:8000/v1,http://gpu-8:8000/v1")
    assert one.author == other.author
    assert one.author.captioner == "openai:tiny"


def test_requests_in_flight_keep_to_the_number_for_each_server(captioner_of: Make, tiles: Tiles) -> None:
    def together() -> Callable[[int, Mapping[str, Any]], Reply]:
        meeting = threading.Barrier(3)

        def replies(number: int, body: Mapping[str, Any]) -> Reply:
            if number < 3:
                meeting.wait(LONG_S)  # none is answered before all three are there
            return well()

        return replies

    with FaultyServer(together()) as one, FaultyServer(together()) as other:
        captioner_of(f"{one.url},{other.url}", concurrency=3).describe(tiles * 4)
        assert one.most_in_flight == other.most_in_flight == 3
        assert len(one.requests) + len(other.requests) == 24


@pytest.mark.parametrize(
    "trouble",
    [
        error(500, "out of memory"),
        error(503),
        error(502),
        Reply(body=well().body, cut=True),
        Reply(body=b"<html>a proxy says hello</html>"),
        Reply(body=b'{"choices": []}'),
        Reply(body=b'{"choices": [{"message": "hello"}]}'),
        Reply(body=b"[" * 100_000),
        Reply(body=b"\xff\xfe\x00"),
        chat({"text": "an object in the place of text"}),
        Reply(body=b"x" * (LONGEST_ANSWER_BYTES + 1)),
        Reply(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["500", "503", "502", "cut", "html", "no-choice", "no-message", "nested", "bytes", "object", "huge", "gzip"],
)
def test_a_passing_fault_costs_a_repetition_and_no_tile(captioner_of: Make, tiles: Tiles, trouble: Reply) -> None:
    with FaultyServer(first(trouble)) as server:
        captions = captioner_of(server.url, concurrency=1).describe(tiles[:2])
    assert [caption.failure for caption in captions] == [None, None]
    assert len(server.requests) == 3


def test_a_lasting_fault_with_one_tile_fails_that_tile_with_the_reason(captioner_of: Make, tiles: Tiles) -> None:
    bad = ""

    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        nonlocal bad
        picture = body["messages"][0]["content"][0]["image_url"]["url"]
        bad = bad or picture
        return error(500, "the picture broke me") if picture == bad else well()

    with FaultyServer(replies) as server:
        captions = captioner_of(server.url, concurrency=1).describe(tiles[:3])
    failures = [caption.failure for caption in captions]
    assert failures[1:] == [None, None]
    assert failures[0] is not None
    assert "500: the picture broke me" in failures[0]


def test_a_slow_server_is_not_waited_for_beyond_the_timeout(captioner_of: Make, tiles: Tiles) -> None:
    asked_again = threading.Event()

    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        if number == 0:
            assert asked_again.wait(LONG_S)
        else:
            asked_again.set()
        return well()

    with FaultyServer(replies) as server:
        (caption,) = captioner_of(server.url, timeout_s=2.0).describe(tiles[:1])
    assert caption.failure is None
    assert len(server.requests) == 2


def test_a_server_that_drips_is_not_waited_for_beyond_the_timeout(captioner_of: Make, tiles: Tiles) -> None:
    drip = Reply(body=well().body, piece_s=1.0)  # never silent for the timeout, five times too slow for it
    with FaultyServer(first(drip)) as server:
        (caption,) = captioner_of(server.url, timeout_s=2.0).describe(tiles[:1])
    assert caption.failure is None
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(captioner_of: Make, tiles: Tiles, status: int) -> None:
    with FaultyServer(first(error(status, "slow down", Retry_After="1"))) as server:
        captions = captioner_of(server.url, concurrency=1).describe(tiles[:2])
    assert not any(caption.failure for caption in captions)
    assert server.times[1] - server.times[0] >= 1.0


def test_while_one_server_is_busy_the_other_works(captioner_of: Make, tiles: Tiles) -> None:
    busy = error(429, "slow down", Retry_After="60")
    with FaultyServer(always(busy)) as one, FaultyServer(always(well())) as other:
        captions = captioner_of(f"{one.url},{other.url}").describe(tiles)
        assert not any(caption.failure for caption in captions)
        assert len(one.requests) <= 2  # those that were in flight together
        assert len(other.requests) == len(tiles)


def test_a_dead_server_is_left_out_and_tried_again(
    captioner_of: Make, tiles: Tiles, caplog: pytest.LogCaptureFixture
) -> None:
    def recovering(number: int, body: Mapping[str, Any]) -> Reply:
        return error(502) if number < 4 else well(after_s=0.01)

    with FaultyServer(recovering) as one, FaultyServer(always(well(after_s=0.01))) as other:
        captioner = captioner_of(f"{one.url},{other.url}", concurrency=1, pause_s=0.01)
        captions = captioner.describe(tiles * 10)
        assert not any(caption.failure for caption in captions)
        assert len(one.requests) > 5  # it works again
        assert len(other.requests) > len(one.requests) - 4
        address = one.url
    assert [f"{address} answers again" in line or "502" in line for line in caplog.messages] == [True, True]


def test_when_no_server_answers_the_run_ends_and_says_where(captioner_of: Make, tiles: Tiles) -> None:
    url = unused_url()
    with pytest.raises(CaptionerFailedError, match=r"No answer for .* from http://127.0.0.1:\d+/v1.*goes on"):
        captioner_of(url, patience_s=0.1).describe(tiles)


@pytest.mark.parametrize(("status", "message"), [(401, "bad key"), (404, "no model tiny")])
def test_a_wrong_key_or_model_ends_the_run_at_once(captioner_of: Make, tiles: Tiles, status: int, message: str) -> None:
    with (
        FaultyServer(always(error(status, message))) as server,
        pytest.raises(CaptionerFailedError, match=f"{status}: {message}"),
    ):
        captioner_of(server.url, concurrency=1).describe(tiles)
    assert len(server.requests) == 1


def test_a_server_without_the_model_leaves_the_work_to_the_others(captioner_of: Make, tiles: Tiles) -> None:
    with FaultyServer(always(error(404))) as one, FaultyServer(always(well())) as other:
        captions = captioner_of(f"{one.url},{other.url}", concurrency=1).describe(tiles)
        assert not any(caption.failure for caption in captions)
        assert len(one.requests) == 1


def test_a_server_that_answers_only_faults_ends_the_run(captioner_of: Make, tiles: Tiles) -> None:
    with (
        FaultyServer(always(error(500, "broken"))) as server,
        pytest.raises(CaptionerFailedError, match=r"faulty answers and no sound one.*broken"),
    ):
        captioner_of(server.url, pause_s=0.001).describe(tiles * 10)
    assert len(server.requests) < 60


def test_a_server_that_refuses_json_schemas_is_asked_without_from_then_on(captioner_of: Make, tiles: Tiles) -> None:
    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        return error(400, "response_format is not supported") if "response_format" in body else well()

    with FaultyServer(replies) as server:
        captions = captioner_of(server.url, concurrency=1).describe(tiles[:3])
    assert not any(caption.failure for caption in captions)
    assert ["response_format" in body for body in server.requests] == [True, False, False, False]
    assert all("temperature" in body for body in server.requests)  # only what it refused is left out


def test_a_picture_that_is_refused_does_not_cost_the_others_their_schema(captioner_of: Make, tiles: Tiles) -> None:
    bad = ""

    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        nonlocal bad
        picture = body["messages"][0]["content"][0]["image_url"]["url"]
        bad = bad or picture
        return error(400, "this picture is improper") if picture == bad else well()

    with FaultyServer(replies) as server:
        captions = captioner_of(server.url, concurrency=1).describe(tiles[:2])
    assert "improper" in (captions[0].failure or "")
    assert captions[1].failure is None
    assert "response_format" in server.requests[-1] or "response_format" in server.requests[-2]


def test_words_that_are_no_json_are_asked_for_once_more_and_then_kept(captioner_of: Make, tiles: Tiles) -> None:
    text = "A wide river bends around a small town with red roofs."
    with FaultyServer(always(chat(text))) as server:
        (caption,) = captioner_of(server.url).describe(tiles[:1])
    assert caption.failure is None
    assert caption.descriptions[0].text.startswith("A wide river bends")
    assert len(server.requests) == 2
    assert server.requests[1]["temperature"] > server.requests[0]["temperature"]


def test_the_key_goes_to_the_server_and_nowhere_else(
    captioner_of: Make, tiles: Tiles, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TILESCRIBE_API_KEY", "sk-secret-123")
    with FaultyServer(always(error(401, "Incorrect API key provided: sk-secret-123"))) as server:
        captioner = captioner_of(server.url, concurrency=1)
        with pytest.raises(CaptionerFailedError) as raised:
            captioner.describe(tiles[:1])
    assert server.headers[0]["Authorization"] == "Bearer sk-secret-123"
    said = json.dumps([str(raised.value), repr(captioner.author), repr(vars(captioner)), caplog.text])
    assert "not asked again" in caplog.text
    assert "secret" not in said
    assert "***" in str(raised.value)


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    captioner_of: Make, tiles: Tiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, unused_url())
    with FaultyServer(always(well())) as server:
        (caption,) = captioner_of(server.url).describe(tiles[:1])
    assert caption.failure is None


def test_a_redirection_is_not_followed(captioner_of: Make, tiles: Tiles) -> None:
    with FaultyServer(always(well())) as elsewhere:
        moved = Reply(307, b"", {"Location": f"{elsewhere.url}/chat/completions"})
        with FaultyServer(always(moved)) as server, pytest.raises(CaptionerFailedError, match="307"):
            captioner_of(server.url).describe(tiles[:1])
        assert elsewhere.requests == []


# --- yes or no --------------------------------------------------------------------------------------------------------


def logprobs(**shares: float) -> Reply:
    import math

    top = [{"token": token.replace("_", " "), "logprob": math.log(share)} for token, share in shares.items()]
    blank = {"token": "\n", "logprob": 0.0, "top_logprobs": [{"token": "\n", "logprob": 0.0}]}
    return chat("Yes", logprobs={"content": [blank, {"token": "Yes", "logprob": -0.1, "top_logprobs": top}]})


def test_yes_is_weighed_against_no_by_their_probabilities(captioner_of: Make, tiles: Tiles) -> None:
    with FaultyServer(always(logprobs(Yes=0.5, _yes=0.1, No=0.2, Maybe=0.2))) as server:
        found = captioner_of(server.url).yes_probabilities(tiles[:1], "a lake")
    assert found == [pytest.approx(0.75)]
    body = server.requests[0]
    assert '"a lake"' in body["messages"][0]["content"][1]["text"]
    assert (body["logprobs"], body["top_logprobs"]) == (True, 20)
    assert body["max_tokens"] < 16


@pytest.mark.parametrize(
    ("text", "expected"), [("Yes.", 1.0), ("no", 0.0), (" **No**, it does not.", 0.0), ("I cannot tell", None)]
)
def test_without_probabilities_the_word_counts(
    captioner_of: Make, tiles: Tiles, text: str, expected: float | None
) -> None:
    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        return error(422, "extra fields: logprobs, top_logprobs") if "logprobs" in body else chat(text)

    with FaultyServer(replies) as server:
        found = captioner_of(server.url, concurrency=1).yes_probabilities(tiles[:2], "a lake")
    assert found == [expected, expected]
    assert ["logprobs" in body for body in server.requests] == [True, False, False]


def test_a_tile_that_is_refused_is_neither_yes_nor_no(captioner_of: Make, tiles: Tiles) -> None:
    with FaultyServer(lambda number, body: error(413, "too large") if number < 2 else chat("yes")) as server:
        assert captioner_of(server.url, concurrency=1).yes_probabilities(tiles[:2], "a lake") == [None, 1.0]


def test_where_all_tiles_are_refused_the_reason_is_told(captioner_of: Make, tiles: Tiles) -> None:
    with (
        FaultyServer(always(error(413, "too large"))) as server,
        pytest.raises(CaptionerFailedError, match=r"None of 2 tiles.*413: too large"),
    ):
        captioner_of(server.url).yes_probabilities(tiles[:2], "a lake")


def test_a_rest_between_batches_does_not_wear_out_patience(
    captioner_of: Make, tiles: Tiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest_s = 0.0
    monkeypatch.setattr(pool, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + rest_s))
    with FaultyServer(lambda number, body: error(503) if number == 1 else well()) as server:
        captioner = captioner_of(server.url, patience_s=60.0, concurrency=1)
        captioner.describe(tiles[:1])
        rest_s = 3600.0
        (caption,) = captioner.describe(tiles[1:2])
    assert caption.failure is None
