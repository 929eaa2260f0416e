"""Indexing with models behind faulty servers: nothing is lost, nothing is asked twice, no key is written down."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.runs import last
from tests.e2e.test_cli import tilescribe
from tests.unit.describe.endpoint.faulty_server import SAID, FaultyServer, Reply, chat, error, well

from tilescribe import index, open_catalog
from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.domain import events
from tilescribe.errors import CaptionerFailedError
from tilescribe.testing import HashEmbedder

TILES = 27
AUTHOR = "openai:tiny"
LONG_S = 300
"""Far beyond what any of this takes; only a dead-lock reaches it."""


def picture_of(body: Mapping[str, Any]) -> str:
    url: str = body["messages"][0]["content"][0]["image_url"]["url"]
    return url


def run(imagery: Path, catalog: Path, target: str, **options: object) -> list[events.Event]:
    captioner = EndpointCaptioner(target, pause_s=0.01, input_side_px=224, **options)  # type: ignore[arg-type]
    try:
        return list(index([imagery], catalog=catalog, captioner=captioner, embedder=HashEmbedder()))
    finally:
        captioner.close()


def coverage(catalog: Path) -> tuple[int, int]:
    with open_catalog(catalog) as store:
        assert store.verify() == []
        row = next(row for row in store.coverage() if row.author.captioner == AUTHOR)
        return row.done, row.failed


def test_after_mixed_success_every_tile_is_described_or_failed_with_its_reason(imagery: Path, tmp_path: Path) -> None:
    lock, fates = threading.Lock(), dict[str, int]()
    replies = (
        well(),
        error(500, "out of memory"),
        chat("I'm sorry, but I can't help with that."),
        chat("A lake between dark woods, seen from above."),
        error(400, "improper picture"),
        chat("{{{" * 50),
    )

    def by_picture(number: int, body: Mapping[str, Any]) -> Reply:
        with lock:
            return replies[fates.setdefault(picture_of(body), len(fates)) % len(replies)]

    catalog = tmp_path / "area.gpkg"
    with FaultyServer(by_picture) as server:
        finished = last(run(imagery, catalog, f"{server.url}#tiny"))
    done, failed = coverage(catalog)
    assert (done, failed) == (finished.done, finished.failed)
    assert done + failed == TILES
    assert done >= TILES // 3
    assert finished.status == "partial"
    with open_catalog(catalog) as store:
        reasons = {failure.tile_id: failure.reason for failure in store.failures(limit=100)}
    assert len(reasons) == failed
    said = " ".join(reasons.values())
    assert all(word in said for word in ("out of memory", "improper picture", "refusal"))

    with FaultyServer(lambda number, body: well()) as server:
        assert last(run(imagery, catalog, f"{server.url}#tiny")).done == failed
        assert len(server.requests) == failed
    assert coverage(catalog) == (TILES, 0)


def test_one_slow_answer_does_not_hold_up_the_next_batches(imagery: Path, tmp_path: Path) -> None:
    others_came = threading.Event()

    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        if number == 6:  # two more than the rest of its own batch
            others_came.set()
        if number == 0:
            assert others_came.wait(timeout=LONG_S)
        return well()

    with FaultyServer(replies) as server:
        run(imagery, tmp_path / "area.gpkg", f"{server.url}#tiny", concurrency=3)
        assert server.most_in_flight <= 3
        assert len(server.requests) == TILES
    assert coverage(tmp_path / "area.gpkg") == (TILES, 0)


KILLED = """
import sys
from tilescribe import index
from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.domain.events import TilesWritten
from tilescribe.testing import HashEmbedder
captioner = EndpointCaptioner(sys.argv[3], concurrency=2, input_side_px=224)
for event in index([sys.argv[1]], catalog=sys.argv[2], captioner=captioner, embedder=HashEmbedder()):
    if isinstance(event, TilesWritten):
        print(event.done, flush=True)
"""


def test_a_killed_run_asks_again_only_for_what_was_in_flight(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    with FaultyServer(lambda number, body: well(after_s=0.05)) as server:
        target = f"{server.url}#tiny"
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(imagery), str(catalog), target], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        reported = [child.stdout.readline() for _ in range(3)]
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert all(reported)
        safe, _ = coverage(catalog)
        assert safe >= 6
    # Another server, for the first may still read what the killed run has sent; the author is the same.
    with FaultyServer(lambda number, body: well()) as server:
        run(imagery, catalog, f"{server.url}#tiny")
        assert len(server.requests) == TILES - safe
    assert coverage(catalog) == (TILES, 0)


def test_a_dead_server_ends_the_run_and_what_was_described_is_kept(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    with (
        FaultyServer(lambda number, body: well() if number < 8 else error(502, "gone")) as server,
        pytest.raises(CaptionerFailedError, match="No answer for"),
    ):
        run(imagery, catalog, f"{server.url}#tiny", concurrency=1, patience_s=0.3)
    done, failed = coverage(catalog)
    assert 0 < done <= 8
    assert failed == 0
    with open_catalog(catalog) as store:
        assert store.runs(limit=1)[0].status == "failed"


def test_no_key_is_written_down_and_no_picture_leaves_unannounced(
    imagery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "sk-7f3a-do-not-write-me"
    monkeypatch.setenv("TILESCRIBE_API_KEY", key)
    taken = itertools.count(1)  # several come at once, and how many of them are turned down first differs

    def replies(number: int, body: Mapping[str, Any]) -> Reply:
        if "response_format" in body:
            return error(400, f"response_format is unknown to {key}")
        return chat(json.dumps(SAID)) if next(taken) % 3 else error(400, key)

    with FaultyServer(replies) as server:
        arguments = ("index", str(imagery / "deep"), "-c", "area.gpkg", "--captioner", f"openai:{server.url}#tiny")
        done = tilescribe(*arguments, "--json", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert {headers["Authorization"] for headers in server.headers} == {f"Bearer {key}"}
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".tif"]
    assert any(b"***" in content for content in written)
    assert not [content for content in written if key.encode() in content]
    assert key not in done.stdout + done.stderr
    assert "leave this machine" not in done.stdout + done.stderr  # it is a server on this machine


def test_a_server_elsewhere_is_named_before_anything_is_sent(imagery: Path, tmp_path: Path) -> None:
    # 192.0.2.0/24 is for documentation (RFC 5737): nothing is there.
    captioner = EndpointCaptioner("http://192.0.2.7:8000/v1#tiny", patience_s=0.1)
    happened = index([imagery], catalog=tmp_path / "area.gpkg", captioner=captioner, embedder=HashEmbedder())
    said = next(event for event in happened if not isinstance(event, events.StageStarted))
    happened.close()  # type: ignore[attr-defined]
    captioner.close()
    assert isinstance(said, events.Notice)
    assert "http://192.0.2.7:8000/v1" in said.message
    assert "not encrypted" in said.message
