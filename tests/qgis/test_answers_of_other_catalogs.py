"""What was begun on the tiles of one catalog is never done to those of another, which have the same numbers."""

from __future__ import annotations

import pytest
from qgis_plugin.core import settings
from qgis_plugin.core.judging import Judgement
from qgis_plugin.core.results import CONFIRMED, REJECTED, note_of, verdict_of
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import catalog, hits
from tests.qgis.stub_service import golden

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

OTHER, OTHER_PATH = "0123456789ab", "/data/other.gpkg"


@pytest.fixture(autouse=True)
def without_drafts(qgis_app):
    QgsSettings().remove(settings.NOTE_DRAFTS)
    yield
    QgsSettings().remove(settings.NOTE_DRAFTS)


def ask_another(page, qtbot, stub):
    """The same question to another catalog, whose tiles bear the same numbers."""
    page.session.use_catalog(catalog(id=OTHER, path=OTHER_PATH))
    stub.answers["POST /search"] = hits(3)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("water beside trees")
    assert page.view.results.catalog_id == OTHER


def verdicts(page):
    return [verdict_of(hit) for hit in page.view.results.hits]


def written_to_the_other(stub):
    return [one.path for one in stub.requests if one.method in ("PUT", "DELETE") and OTHER in one.path]


def test_a_note_is_kept_on_the_tile_for_which_its_editor_was_opened(asked, qtbot, stub):
    QTest.keyClick(asked.view, Qt.Key.Key_N)
    QTest.keyClicks(asked.triage.notes.text, "seen on foot")
    ask_another(asked, qtbot, stub)
    asked.triage.notes.save()
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /tiles/101/mark")), timeout=PATIENCE_MS)
    assert not written_to_the_other(stub)
    assert note_of(asked.view.results.hits[0]) == ""
    asked.navigation.back.click()
    assert note_of(asked.view.results.hits[0]) == "seen on foot"


def test_a_note_leaves_what_was_judged_while_it_was_written(asked, qtbot, stub):
    QTest.keyClick(asked.view, Qt.Key.Key_N)
    QTest.keyClicks(asked.triage.notes.text, "seen on foot")
    asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(CONFIRMED))
    ask_another(asked, qtbot, stub)
    asked.triage.notes.save()
    asked.navigation.back.click()
    assert (verdicts(asked)[0], note_of(asked.view.results.hits[0])) == (CONFIRMED, "seen on foot")


def test_a_correction_is_kept_on_the_tile_for_which_its_editor_was_opened(asked, qtbot, stub):
    asked.triage.correct(asked.view.results.hits[0])
    asked.triage.notes.text.setPlainText("A garage.")
    ask_another(asked, qtbot, stub)
    asked.triage.notes.save()
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /correction")), timeout=PATIENCE_MS)
    assert not written_to_the_other(stub)


def test_an_offer_is_about_the_tiles_that_it_was_made_for(asked, qtbot, stub):
    offers = []
    asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(CONFIRMED))
    asked.offer_emitted.connect(lambda *offer: offers.append(offer))
    asked.mark_editor.judge(asked.view.results.hits, Judgement(REJECTED))
    (offer,) = offers
    ask_another(asked, qtbot, stub)
    offer[2]()
    qtbot.waitUntil(lambda: not asked.mark_editor.busy, timeout=PATIENCE_MS)
    assert verdicts(asked) == [None, None, None]
    assert not written_to_the_other(stub)
    asked.navigation.back.click()
    assert verdicts(asked) == [REJECTED, REJECTED, REJECTED]
    asked.triage.undo()
    assert verdicts(asked) == [CONFIRMED, REJECTED, REJECTED]


def test_details_that_come_late_are_not_shown_among_results_of_another_catalog(asked, qtbot, stub):
    stub.answers["GET /tiles/102"] = golden("tile-describe")["response"]["body"]
    stub.misbehave("GET /tiles/102", delay_s=0.5)
    asked.describe(102)
    call = asked._describing
    ask_another(asked, qtbot, stub)
    qtbot.waitUntil(lambda: call.ended, timeout=PATIENCE_MS)
    assert asked.shown_details() is None


def test_a_tile_is_judged_before_anything_was_asked(page, qtbot, stub):
    page.describe(17)
    qtbot.waitUntil(lambda: page.shown_details() is not None, timeout=PATIENCE_MS)
    QTest.keyClick(page.details, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /tiles/17/mark")), timeout=PATIENCE_MS)
    assert stub.asked("PUT /tiles/17/mark")[0].path == f"/v1/catalogs/{page.session.catalog.id}/tiles/17/mark"
    assert page.details.details.marks[0].verdict == CONFIRMED


def test_a_place_of_the_catalog_in_use_is_meant_where_nothing_is_shown_of_another(page, qtbot, stub):
    page.describe(17)
    qtbot.waitUntil(lambda: page.shown_details() is not None, timeout=PATIENCE_MS)
    page.session.use_catalog(catalog(id=OTHER, path=OTHER_PATH))
    page.describe(17)
    qtbot.waitUntil(lambda: not page.awaits_details(), timeout=PATIENCE_MS)
    QTest.keyClick(page.details, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: bool(written_to_the_other(stub)), timeout=PATIENCE_MS)
