"""Asking over a real connection, with a service that behaves and one that does not."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from qgis_plugin.core import routes
from qgis_plugin.core.client import Client
from qgis_plugin.core.protocol import Hits, Mark, Problem, SearchRequest
from qgis_plugin.core.transport import Endpoint
from tests.qgis.stub_service import CATALOG_ID, JPEG, StubService, many_hits

from qgis.PyQt.QtNetwork import QNetworkProxy

QUESTION = routes.search(CATALOG_ID, SearchRequest(question="water"))


@pytest.fixture
def client(qgis_app: Any, stub: StubService) -> Client:
    return Client(Endpoint(stub.url, stub.token))


def test_a_question_is_answered_with_hits(client: Client, answer_to: Any, stub: StubService) -> None:
    hits = answer_to(client.send(QUESTION))
    assert isinstance(hits, Hits)
    assert [hit.tile_id for hit in hits.hits] == [17]
    assert stub.requests[0].body["question"] == "water"


def test_a_thumbnail_comes_as_bytes(client: Client, answer_to: Any) -> None:
    assert answer_to(client.send(routes.thumbnail(CATALOG_ID, 17, size_px=64))) == JPEG


def test_what_answers_with_no_body_succeeds(client: Client, answer_to: Any) -> None:
    assert answer_to(client.send(routes.close_catalog(CATALOG_ID))) is None


def test_methods_with_bodies_reach_the_service(client: Client, answer_to: Any, stub: StubService) -> None:
    mark = answer_to(client.send(routes.mark(CATALOG_ID, 17, Mark("confirmed", question="water"))))
    assert mark.verdict == "confirmed"
    assert stub.requests[0].method == "PUT"
    assert stub.requests[0].body == {"question": "water", "verdict": "confirmed", "grade": "", "note": "", "author": ""}


def test_a_problem_of_the_engine_keeps_its_sentence(client: Client, answer_to: Any, stub: StubService) -> None:
    stub.misbehave("POST /search", status=500)
    problem = answer_to(client.send(QUESTION))
    assert isinstance(problem, Problem)
    assert problem.detail == "Something went wrong that should not. The log has more."


def test_a_wrong_token_is_told_from_other_refusals(stub: StubService, qgis_app: Any, answer_to: Any) -> None:
    problem = answer_to(Client(Endpoint(stub.url, "another")).send(routes.health()))
    assert problem.code == "wrong-token"


def test_nobody_listening_is_a_problem_with_a_next_step(qgis_app: Any, answer_to: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        problem = answer_to(Client(Endpoint(f"http://127.0.0.1:{taken.getsockname()[1]}", "t")).send(routes.health()))
    assert problem.code == "unreachable"
    assert problem.remedy


def test_a_connection_that_breaks_off_is_a_problem(client: Client, answer_to: Any, stub: StubService) -> None:
    stub.misbehave("POST /search", drop=True, times=None)
    assert answer_to(client.send(QUESTION)).code == "unreachable"


def test_silence_ends_after_the_requests_own_time(client: Client, answer_to: Any, stub: StubService) -> None:
    stub.misbehave("GET /health", delay_s=30)
    request = routes.Request("GET", "/v1/health", bytes, timeout_s=0.1)
    assert answer_to(client.send(request)).code == "silent"
    stub.behave()


@pytest.mark.parametrize("raw", [b"<html>", b"{}", b'{"features": 1}', b'{"features": [', b"\xff\xfe", b"[]", b""])
def test_what_is_no_answer_of_the_engine_is_not_understood(
    client: Client, answer_to: Any, stub: StubService, raw: bytes
) -> None:
    stub.misbehave("POST /search", raw=raw)
    assert answer_to(client.send(QUESTION)).code == "not-understood"


def test_a_cancelled_question_says_nothing_more(client: Client, qtbot: Any, stub: StubService) -> None:
    stub.misbehave("POST /search", delay_s=30)
    said: list[object] = []
    call = client.send(QUESTION)
    call.done.connect(said.append)
    call.failed.connect(said.append)
    with qtbot.waitSignal(call.finished):
        call.cancel()
    stub.behave()
    qtbot.wait(100)
    assert not said
    call.cancel()


def test_a_configured_proxy_is_not_asked(qgis_app: Any, client: Client, answer_to: Any) -> None:
    """QGIS sets an application proxy from its options; nothing listens at this one."""
    before = QNetworkProxy.applicationProxy()
    QNetworkProxy.setApplicationProxy(QNetworkProxy(QNetworkProxy.ProxyType.HttpProxy, "127.0.0.1", 9))
    try:
        assert answer_to(client.send(routes.health())).status == "ok"
    finally:
        QNetworkProxy.setApplicationProxy(before)


def test_50_000_hits_are_read_without_holding_the_window(
    client: Client, answer_to: Any, stub: StubService, no_stall: Any
) -> None:
    stub.answers["POST /search"] = many_hits(50_000)
    with no_stall.watching():
        hits = answer_to(client.send(QUESTION), timeout_ms=60_000)
    assert len(hits.hits) == 50_000
    assert hits.hits[-1].rank == 50_000
