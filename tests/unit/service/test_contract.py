"""What is written in tests/contract is what the service reads and writes."""

from __future__ import annotations

import json

import pytest
from tests.unit.service.golden import NAMES, adapter, load, through

from tilescribe.service.schemas.base import API_VERSION


@pytest.mark.parametrize("name", NAMES)
def test_golden_requests_and_answers_survive_being_read_and_written(name: str) -> None:
    golden = load(name)
    for half in ("request", "response"):
        schema, body = golden[half]["schema"], golden[half]["body"]
        if schema:
            assert through(schema, body) == body


def test_the_ready_line_survives_too_and_states_this_version() -> None:
    line = load("ready")["line"]
    assert through("Ready", line) == line
    assert line["api_version"] == API_VERSION


def test_events_of_the_golden_stream_are_events() -> None:
    stream = load("job-stream")["response"]["body"]
    data = [line.removeprefix("data: ") for line in stream.splitlines() if line.startswith("data: ")]
    ids = [line.removeprefix("id: ") for line in stream.splitlines() if line.startswith("id: ")]
    events = [adapter("JobEvent").validate_json(one) for one in data]
    assert [str(event.id) for event in events] == ids
    assert [json.loads(one) for one in data] == [event.model_dump(mode="json") for event in events]
