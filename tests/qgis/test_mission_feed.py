"""The feed of marks: when it asks, when it does not, and what it tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from qgis_plugin.core.marks_feed import MarksFeed
from qgis_plugin.core.mission import MissionCatalog
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.missions import AREA, collection, marked

OTHER = MissionCatalog("b2b2b2b2b2b2", "/data/other.gpkg", "other")


@pytest.fixture
def feed(ready: Any) -> Iterator[MarksFeed]:
    made = MarksFeed(ready)
    made.interval_s = 0.05
    yield made
    made.close_down()


@pytest.fixture
def arrived(feed: MarksFeed) -> list:
    came: list = []
    feed.arrived.connect(lambda catalog, tiles, _asked: came.append((catalog.id, [tile.tile_id for tile in tiles])))
    return came


def polls(stub: Any) -> list:
    return stub.asked("GET /marks")


def test_it_asks_again_with_what_it_has_and_tells_nothing_where_nothing_is_new(
    feed: MarksFeed, arrived: list, stub: Any, qtbot: Any
) -> None:
    stub.answers["GET /marks"] = collection(marked(1))
    feed.set_catalogs([AREA])
    feed.set_active(True)
    qtbot.waitUntil(lambda: bool(arrived), timeout=PATIENCE_MS)
    feed._etags[AREA.id] = '"1"'
    stub.misbehave("GET /marks", status=304, raw=b"", times=None)
    before = len(polls(stub))
    qtbot.waitUntil(lambda: len(polls(stub)) > before + 2, timeout=PATIENCE_MS)
    assert polls(stub)[-1].headers["If-None-Match"] == '"1"'
    assert arrived == [(AREA.id, [1])]


def test_while_nobody_can_see_it_nothing_is_asked(feed: MarksFeed, arrived: list, stub: Any, qtbot: Any) -> None:
    feed.set_catalogs([AREA])
    qtbot.wait(300)
    assert polls(stub) == []
    feed.set_active(True)
    qtbot.waitUntil(lambda: len(polls(stub)) > 1, timeout=PATIENCE_MS)
    feed.set_active(False)
    qtbot.waitUntil(lambda: not feed.busy, timeout=PATIENCE_MS)
    before = len(polls(stub))
    qtbot.wait(300)
    assert len(polls(stub)) == before


def test_it_starts_no_engine(engine: Any, stub: Any, qtbot: Any) -> None:
    feed = MarksFeed(engine)
    feed.set_catalogs([AREA])
    feed.set_active(True)
    qtbot.wait(400)
    assert stub.requests == []
    engine.start()
    qtbot.waitUntil(lambda: bool(polls(stub)), timeout=PATIENCE_MS)
    feed.close_down()


def test_an_answer_that_takes_long_is_waited_for(feed: MarksFeed, arrived: list, stub: Any, qtbot: Any) -> None:
    stub.misbehave("GET /marks", delay_s=0.6)
    feed.set_catalogs([AREA])
    feed.set_active(True)
    qtbot.waitUntil(lambda: bool(polls(stub)), timeout=PATIENCE_MS)
    feed.ask_soon()
    qtbot.wait(300)
    assert len(polls(stub)) == 1
    qtbot.waitUntil(lambda: bool(arrived), timeout=PATIENCE_MS)


def test_what_was_written_meanwhile_is_asked_for_soon_after(
    feed: MarksFeed, arrived: list, stub: Any, qtbot: Any
) -> None:
    feed.interval_s = 1000.0
    feed.set_catalogs([AREA])
    feed.set_active(True)
    qtbot.waitUntil(lambda: bool(arrived), timeout=PATIENCE_MS)
    feed.ask_soon()
    qtbot.waitUntil(lambda: len(polls(stub)) == 2, timeout=PATIENCE_MS)


def test_failures_are_told_once_and_asked_about_less_often(feed: MarksFeed, stub: Any, qtbot: Any) -> None:
    problems: list = []
    feed.failed.connect(lambda catalog, problem: problems.append(catalog.name))
    stub.misbehave("GET /marks", status=500, times=None)
    feed.set_catalogs([AREA])
    feed.set_active(True)
    qtbot.waitUntil(lambda: len(polls(stub)) == 3, timeout=PATIENCE_MS)
    assert feed._timer.isActive() or feed.busy
    qtbot.waitUntil(lambda: not feed.busy, timeout=PATIENCE_MS)
    assert feed._timer.interval() >= 0.05 * 2**3 * 1000
    assert problems == ["area"]


def test_one_catalog_that_cannot_be_read_holds_the_others_up_no_more(
    feed: MarksFeed, arrived: list, stub: Any, qtbot: Any
) -> None:
    stub.misbehave(f"GET /{OTHER.id}/marks", status=500, times=None)
    feed.set_catalogs([AREA, OTHER])
    feed.set_active(True)
    qtbot.waitUntil(lambda: len(polls(stub)) > 6, timeout=PATIENCE_MS)
    assert {catalog for catalog, _ in arrived} == {AREA.id}
    assert feed._failures == 0


def test_marks_that_changed_are_told(feed: MarksFeed, arrived: list, stub: Any, qtbot: Any) -> None:
    answers = iter([collection(marked(1)), collection(marked(1), marked(2, author="ben"))])
    last: list = []

    def answer(_asked: Any) -> bytes:
        last[:] = [next(answers, last[0] if last else None)]
        return json.dumps(last[0]).encode()

    stub.answers["GET /marks"] = answer
    feed.set_catalogs([AREA])
    feed.set_active(True)
    qtbot.waitUntil(lambda: (AREA.id, [1, 2]) in arrived, timeout=PATIENCE_MS)
