"""The locator filter inside QGIS's own locator, against an engine that answers by the contract."""

from __future__ import annotations

import json

import pytest
from qgis_plugin.core.settings import SETTINGS
from qgis_plugin.gui.locator import TilescribeLocatorFilter
from tests.qgis.search_pages import hits
from tests.qgis.stub_service import golden

from qgis.core import QgsFeedback, QgsLocator, QgsLocatorContext, QgsLocatorResult, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QThread

QUESTION = "flooded houses"


@pytest.fixture(autouse=True)
def _no_settings_of_before(qgis_app):
    QgsSettings().remove(SETTINGS)
    yield
    QgsSettings().remove(SETTINGS)


@pytest.fixture
def locator(qgis_iface, session, answer_to):
    """QGIS's locator with our filter, and a catalog in use."""
    answer_to(session.open_catalog("/data/area.gpkg"))
    made = QgsLocator()
    made.filter_of_ours = TilescribeLocatorFilter(qgis_iface, session)
    made.registerFilter(made.filter_of_ours)
    yield made
    made.cancel()
    made.deregisterFilter(made.filter_of_ours)


@pytest.fixture
def search(locator, qtbot):
    """What the locator finds for a line as it is typed."""

    def run(line: str) -> list:
        found = []

        def keep(result):
            # QGIS takes back what it passes to a slot.
            found.append(QgsLocatorResult(result))

        locator.foundResult.connect(keep)
        with qtbot.waitSignal(locator.finished, timeout=30_000):
            locator.fetchResults(line, QgsLocatorContext())
        locator.foundResult.disconnect(keep)
        return found

    return run


def test_hits_are_offered_with_their_sentence_and_then_the_whole_answer(search, stub):
    found = search(f"img {QUESTION}")
    assert stub.asked("POST /search")[0].body["question"] == QUESTION
    assert found[0].displayString == "A river beside trees."
    assert "scene_20260914.tif" in found[0].description
    assert found[-1].displayString == f"All answers to “{QUESTION}”"
    assert not found[0].icon.isNull()


def test_only_the_last_of_what_is_typed_is_asked(locator, stub, qtbot):
    for length in range(3, len(QUESTION)):
        locator.fetchResults(f"img {QUESTION[:length]}", QgsLocatorContext())
        qtbot.wait(10)
    locator.fetchResults(f"img {QUESTION}", QgsLocatorContext())
    qtbot.waitUntil(lambda: bool(stub.asked("POST /search")) and not locator.isRunning(), timeout=30_000)
    assert [asked.body["question"] for asked in stub.asked("POST /search")] == [QUESTION]


def test_without_the_prefix_and_for_short_words_nothing_is_asked(search, stub):
    assert search(QUESTION) == []
    assert search("img ab") == []
    assert not stub.asked("POST /search")


def test_the_catalog_of_last_time_is_searched_before_the_dock_was_opened(qgis_iface, session, stub):
    QgsSettings().setValue(f"{SETTINGS}/catalog", "/data/area.gpkg")
    found = fetched(TilescribeLocatorFilter(qgis_iface, session), QUESTION)
    assert stub.asked("POST /catalogs")[0].body["path"] == "/data/area.gpkg"
    assert len(found) > 1


def test_a_problem_is_a_sentence_in_the_list(search, stub):
    stub.misbehave("POST /search", status=500, times=None)
    assert search(f"img {QUESTION}")[0].displayString.startswith("Something went wrong")


def test_that_nothing_matches_comes_before_the_weak_hits(search, stub):
    said = "Nothing here matches: 2 weak hits, the best 12 %."
    stub.answers["POST /search"] = {**hits(2), "matching": 0, "notices": [said]}
    found = search("img an airport")
    assert found[0].displayString == said
    assert len(found) == 4


def test_nothing_found_is_said(search, stub):
    stub.answers["POST /search"] = golden("search-nothing")["response"]["body"]
    assert search(f"img {QUESTION}")[0].displayString.startswith("Nothing matches")


def test_searching_is_given_up_when_the_user_types_on(qgis_iface, session, stub, answer_to):
    answer_to(session.open_catalog("/data/area.gpkg"))
    stub.misbehave("POST /search", delay_s=30)
    feedback = QgsFeedback()
    feedback.cancel()
    assert fetched(TilescribeLocatorFilter(qgis_iface, session), QUESTION, feedback) == []
    stub.behave()


def test_choosing_a_hit_shows_its_tile_and_choosing_all_asks_the_dock(locator, search, qgis_iface, qgis_canvas, qtbot):
    found = search(f"img {QUESTION}")
    locator.filter_of_ours.triggerResult(found[0])
    west, south = json.loads(found[0].userData)["geometry"]["coordinates"][0][0]
    assert qgis_canvas.extent().contains(west, south)
    with qtbot.waitSignal(locator.filter_of_ours.question_requested) as wanted:
        locator.filter_of_ours.triggerResult(found[-1])
    assert wanted.args == [QUESTION]


def fetched(one: TilescribeLocatorFilter, question: str, feedback: QgsFeedback | None = None) -> list:
    """What a filter finds, in a thread as QGIS does it."""
    found: list = []
    one.resultFetched.connect(lambda result: found.append(QgsLocatorResult(result)))

    class Thread(QThread):
        def run(self):
            one.fetchResults(question, QgsLocatorContext(), feedback or QgsFeedback())

    thread = Thread()
    thread.start()
    while not thread.wait(10):
        pass

    QCoreApplication.processEvents()
    return found
