"""Nobody without the token, no page in a browser, nothing too large, too slow or too much; and nothing is told."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.service.conftest import Filled
from tests.e2e.service.served import PATIENCE_S, TOKEN, Service, held, wait_for
from tests.e2e.service.test_lifecycle import workers
from tests.scenes import draw

LIMITS = {"at_once": 4, "followers": 2, "body_bytes": 100_000}
"""Those that tests run into; how long a body may take is another service's."""


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    home = tmp_path_factory.mktemp("limited")
    with Service(home / "state", env={"LIMITS": json.dumps(LIMITS)}) as service:
        yield service


WRONG = (None, "", "Bearer", "Bearer ", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN)
FOREIGN = ("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", "")


def routes(service: Service) -> list[tuple[str, str]]:
    document = service.get("/openapi.json")
    found = [(method.upper(), path.removeprefix("/v1")) for path, item in document["paths"].items() for method in item]
    return [*found, ("GET", "/openapi.json"), ("GET", "/nothing")]


def test_every_route_asks_for_the_token(filled: Filled) -> None:
    service = filled.service
    for method, path in routes(service):
        for given in (
            None,
            "",
            "Bearer",
            "Bearer ",
            f"Bearer {TOKEN[:-1]}",
            f"Bearer {TOKEN}x",
            f"Basic {TOKEN}",
            TOKEN,
        ):
            reply = service.ask(method, path, headers={"Authorization": given})
            assert (reply.status, reply.code) == (401, "not-authorised"), (method, path, given)
            assert reply.headers["www-authenticate"] == "Bearer"


def test_two_tokens_are_none(filled: Filled) -> None:
    connection = filled.service.connect()
    connection.putrequest("GET", "/v1/health")
    for _ in range(2):
        connection.putheader("Authorization", f"Bearer {TOKEN}")
    connection.endheaders()
    assert connection.getresponse().status == 401
    connection.close()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_a_name_that_was_made_to_lead_here_is_refused(filled: Filled, host: str) -> None:
    reply = filled.service.ask("GET", "/health", headers={"Host": host.format(port=filled.service.port)})
    assert (reply.status, reply.code) == (403, "foreign-host")


def test_localhost_is_this_host(filled: Filled) -> None:
    reply = filled.service.ask("GET", "/health", headers={"Host": f"localhost:{filled.service.port}"})
    assert reply.status == 200


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1:{port}", "file://"])
def test_pages_are_refused_and_never_get_a_cors_header(filled: Filled, origin: str) -> None:
    origin = origin.format(port=filled.service.port)
    for method, more in (("GET", {}), ("OPTIONS", {"Access-Control-Request-Method": "POST"})):
        reply = filled.service.ask(method, "/health", headers={"Origin": origin, **more})
        assert (reply.status, reply.code) == (403, "foreign-origin")
        assert not [name for name in reply.headers if name.startswith("access-control")]


def test_it_is_bound_to_the_loopback_only(filled: Filled) -> None:
    bound = Path("/proc/net/tcp").read_text().splitlines()[1:]
    port = f"{filled.service.port:04X}"
    assert {line.split()[1] for line in bound if line.split()[1].endswith(port) and line.split()[3] == "0A"} == {
        f"0100007F:{port}"
    }


def test_a_wider_address_is_warned_of(tmp_path: Path) -> None:
    with Service(tmp_path / "state", "--listen", "0.0.0.0") as service:
        assert "Warning: listening on 0.0.0.0" in service.log.read_text()
        assert service.get("/health")["status"] == "ok"
        assert service.ask("GET", "/health", headers={"Host": f"evil.example:{service.port}"}).status == 403


def test_the_token_is_in_no_argv_and_in_no_environment_of_a_worker(filled: Filled, tmp_path: Path) -> None:
    service = filled.service
    raster = draw(tmp_path / "own" / "b.tif", seed=7)
    gate = tmp_path / "gate"
    job = service.index(service.make(tmp_path / "own.gpkg"), raster, captioner=held(gate, tiles=1))
    service.until(job, done=1)
    found = workers(service.process.pid)
    assert found
    for pid in found:
        assert TOKEN.encode() not in Path(f"/proc/{pid}/environ").read_bytes()
    for pid in (service.process.pid, *found):
        assert TOKEN.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
    gate.touch()
    service.finish(job)


def test_the_log_has_neither_tokens_nor_questions_unless_asked(filled: Filled, tmp_path: Path) -> None:
    question = "where is the treasure buried"
    filled.service.post(f"/catalogs/{filled.catalog}/search", {"question": question})
    filled.service.get(f"/catalogs/{filled.catalog}/marks", question=question)
    log = filled.service.log.read_text()
    assert "/search 200" in log
    assert "treasure" not in log
    assert TOKEN not in log
    with Service(tmp_path / "state", "--log-questions") as service:
        service.post(f"/catalogs/{service.make(filled.path)}/search", {"question": question})
        assert question in service.log.read_text()


def test_a_body_too_large_is_refused_however_it_comes(limited: Service) -> None:
    big = json.dumps({"path": "x" * LIMITS["body_bytes"], "create": False}).encode()  # type: ignore[operator]
    reply = limited.ask("POST", "/catalogs", big)
    assert (reply.status, reply.code) == (413, "too-large")
    connection = limited.connect()
    pieces = (big[at : at + 10_000] for at in range(0, len(big), 10_000))
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/catalogs", pieces, headers, encode_chunked=True)
    answer = connection.getresponse()
    assert answer.status == 413
    connection.close()
    assert limited.get("/health")["status"] == "ok"


def test_a_body_that_does_not_come_is_not_waited_for(tmp_path: Path) -> None:
    with (
        Service(tmp_path / "state", env={"LIMITS": json.dumps({"body_s": 0.2})}) as service,
        socket.create_connection(("127.0.0.1", service.port)) as slow,
    ):
        slow.sendall(
            f"POST /v1/catalogs HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nAuthorization: Bearer {TOKEN}\r\n"
            "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{".encode()
        )
        slow.settimeout(PATIENCE_S)
        assert b" 408 " in slow.recv(4096)


def test_more_at_once_than_it_takes_is_told_to_come_again(limited: Service) -> None:
    idle = [socket.create_connection(("127.0.0.1", limited.port)) for _ in range(4)]
    head = (
        f"POST /v1/catalogs HTTP/1.1\r\nHost: 127.0.0.1:{limited.port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n"
    )
    for one in idle:
        one.sendall(head.encode())
    wait_for(lambda: limited.ask("GET", "/health").status != 200, what="all four are waited for")
    reply = limited.ask("GET", "/health")
    assert (reply.status, reply.code, reply.headers["retry-after"]) == (429, "too-busy", "1")
    for one in idle:
        one.close()
    wait_for(lambda: limited.ask("GET", "/health").status == 200, what="they have gone")


def test_followers_are_counted_apart_and_free_their_place_when_they_go(limited: Service, tmp_path: Path) -> None:
    raster, gate = draw(tmp_path / "b.tif", seed=7), tmp_path / "gate"
    job = limited.index(limited.make(tmp_path / "own.gpkg"), raster, captioner=held(gate, tiles=1))
    limited.until(job, done=1)
    followers: list[http.client.HTTPConnection] = []
    for _ in range(2):
        connection = limited.connect()
        connection.request("GET", f"/v1/jobs/{job}/stream", headers={"Authorization": f"Bearer {TOKEN}"})
        connection.getresponse().read(10)
        followers.append(connection)
    assert limited.ask("GET", f"/jobs/{job}/stream").code == "too-busy"
    assert limited.get("/health")["status"] == "ok"
    for connection in followers:
        assert connection.sock is not None
        connection.sock.close()
        connection.close()
    limited.post(f"/jobs/{job}/cancel")
    gate.touch()
    wait_for(lambda: limited.ask("GET", f"/jobs/{job}/stream").status == 200, what="their places are free")


def test_an_answer_that_takes_too_long_is_given_up_and_its_place_is_free_again(tmp_path: Path) -> None:
    limits = json.dumps({"answer_s": 2.0, "at_once": 1})
    with Service(tmp_path / "state", env={"LIMITS": limits}) as service:
        made = {"path": str(tmp_path / "own.gpkg"), "create": True}
        # A busy machine may take longer for that, too, and has it done with the next attempt.
        wait_for(lambda: service.ask("POST", "/catalogs", made).status in (200, 201), what="the catalog is open")
        catalog = service.make(tmp_path / "own.gpkg")
        asked = {"question": "a lake", "embedder": "slow"}
        reply = service.ask("POST", f"/catalogs/{catalog}/search", asked)
        assert (reply.status, reply.code) == (503, "out-of-time")
        assert reply.headers["retry-after"] == "5"
        assert service.ask("GET", "/health").status == 429, "the thread is still loading"
        (service.state / "loaded").touch()
        wait_for(lambda: service.ask("GET", "/health").status == 200, what="it has loaded")


def test_only_json_is_read(filled: Filled) -> None:
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        reply = filled.service.ask("POST", "/catalogs", b"{}", headers={"Content-Type": media})
        assert (reply.status, reply.code) == (415, "not-json")
    for broken in (b"{", b"\xff\xfe", b"[" * 50_000, b'{"path": NaN}'):
        reply = filled.service.ask("POST", "/catalogs", broken)
        assert (reply.status, reply.code) == (422, "invalid-request"), broken[:10]


def test_errors_name_no_path_that_the_request_did_not(filled: Filled) -> None:
    service, catalog = filled.service, filled.catalog
    asked = [
        ("POST", f"/catalogs/{catalog}/search", {"question": "a lake", "embedder": "nowhere"}),
        ("POST", f"/catalogs/{catalog}/search", {"question": "a lake", "like": [4711]}),
        ("POST", f"/catalogs/{catalog}/similar", {"to": {"picture": "bm90IGEgcGljdHVyZQ=="}}),
        ("GET", f"/catalogs/{catalog}/tiles/4711/thumbnail", None),
        ("POST", "/describe", {"path": "/etc/passwd"}),
        ("POST", "/estimate", {"paths": ["/etc/none.tif"]}),
        ("POST", "/catalogs", {"path": "/etc/passwd"}),
        ("POST", "/catalogs", {"path": "relative.gpkg"}),
        ("POST", "/catalogs", {"path": "/with\u0000nul.gpkg"}),
    ]
    for method, path, body in asked:
        reply = service.ask(method, path, body)
        assert 400 <= reply.status < 500, reply.data
        for place in (str(Path.home()), str(filled.imagery), str(filled.path), str(service.state), "root:"):
            assert place not in reply.data.decode()


def test_a_client_that_goes_away_does_not_hold_a_worker(filled: Filled) -> None:
    service = filled.service
    body = json.dumps({"question": "a lake", "k": 100_000, "merge_places": False}).encode()
    for _ in range(100):  # more than there are places
        gone = service.connect()
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        gone.request("POST", f"/v1/catalogs/{filled.catalog}/search", body, headers)
        gone.close()

    def ask_together() -> list[int]:
        answers: list[int] = []

        def ask() -> None:
            answers.append(service.ask("POST", f"/catalogs/{filled.catalog}/search", {"question": "a lake"}).status)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_S)
        return answers

    # The abandoned questions are still being answered at first; a worker that one of them held would stay held.
    deadline = time.monotonic() + PATIENCE_S
    while 429 in (answers := ask_together()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert answers == [200] * 8
