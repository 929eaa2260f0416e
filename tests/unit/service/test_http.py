"""What a client is told of what nobody foresaw, and what the log says of it."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from pydantic import ValidationError

from tilescribe.service.engine import Engine
from tilescribe.service.http.app import make_app
from tilescribe.service.schemas.searching import SearchRequest

SECRET = "what somebody has asked"


async def answer(app: Any, path: str, body: object, *, method: str = "POST") -> tuple[int, dict[str, str], Any]:
    """Status, headers and parsed body of one request to an ASGI application."""
    sent: list[dict[str, Any]] = []
    told = [{"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}]

    async def receive() -> dict[str, Any]:
        return told.pop(0) if told else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", b"here:1"), (b"authorization", b"Bearer token"), (b"content-type", b"application/json")]
    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": headers, "http_version": "1.1", "scheme": "http", "client": ("127.0.0.1", 1), "server": ("here", 1),
        "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    await app(scope, receive, send)
    named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], named, json.loads(b"".join(one.get("body", b"") for one in sent[1:]))


def test_what_nobody_foresaw_is_a_problem_and_its_traceback_is_in_the_log(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def estimate(request: object) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error

    monkeypatch.setattr(engine, "estimate", estimate)
    app = make_app(engine, token="token", host_ok=lambda host: True)
    with caplog.at_level(logging.ERROR):
        status, headers, body = asyncio.run(answer(app, "/v1/estimate", {"paths": ["/data"]}))
    assert (status, headers["content-type"]) == (500, "application/problem+json")
    assert body["type"] == "urn:tilescribe:problem:unexpected"
    assert "ValueError" in body["detail"]
    assert SECRET not in str(body)
    (record,) = [one for one in caplog.records if one.name == "tilescribe.service.requests"]
    said = record.getMessage()
    assert said.startswith("ValueError in POST /v1/estimate\n")
    assert "raise ValueError(SECRET) from error" in said, "where it happened"
    assert "KeyError\nand then:" in said, "and what led to it"
    assert SECRET not in said


def test_what_is_asked_every_few_seconds_does_not_fill_the_log(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(engine, token="token", host_ok=lambda host: True)
    with caplog.at_level(logging.INFO, logger="tilescribe.service.requests"):
        for _ in range(3):
            status, _, _ = asyncio.run(answer(app, "/v1/health", None, method="GET"))
            assert status == 200
        asyncio.run(answer(app, "/v1/catalogs", None, method="GET"))
    said = [record.getMessage() for record in caplog.records if record.name == "tilescribe.service.requests"]
    assert len(said) == 1
    assert said[0].startswith("GET /v1/catalogs 200")


@pytest.mark.parametrize(
    "wrong",
    [
        {"k": "5"},
        {"k": True},
        {"closer": {"most": "2"}},
        {"closer": {"most": True}},
        {"verify": {"captioner": "a", "most": True}},
        {"like": ["1"]},
        {"like": [True]},
        {"threshold": "0.5"},
        {"bbox": ["15", 47.9, 15.1, 48.0]},
        {"levels_m": [True]},
        {"merge_levels": 1},
    ],
)
def test_a_value_of_another_kind_is_refused_and_not_guessed(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SearchRequest.model_validate({"question": "a lake", **wrong})


def test_lists_of_json_are_boxes_and_points() -> None:
    asked = SearchRequest.model_validate({"question": "a lake", "bbox": [15, 47.9, 15.1, 48], "threshold": 1})
    assert asked.bbox == (15, 47.9, 15.1, 48)
    assert asked.threshold == 1
