"""What has changed, asked and shown in the dock, against an engine that answers by the contract."""

from __future__ import annotations

import pytest
from qgis_plugin.core.results import acquisition_text
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import catalog, layer_of
from tests.qgis.stub_service import golden

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPixmap
from qgis.PyQt.QtWidgets import QCheckBox

BEFORE = "GET /before"


@pytest.fixture
def changed(page, qtbot, stub):
    """The page with the golden answer about changes."""
    stub.answers["POST /search"] = golden("search-changed")["response"]["body"]
    box(page).setChecked(True)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("destroyed houses")
    return page


def box(page) -> QCheckBox:
    return page.findChild(QCheckBox, "TilescribeChanged")


def describe(page, qtbot) -> None:
    page.tile_actions.describe(17)
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page.details, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not page.details._picture.isNull(), timeout=PATIENCE_MS)


def earlier(page) -> QPixmap:
    return page.details.pictures.other.picture


def test_the_box_is_there_where_dates_have_been_compared(page, session):
    assert box(page).isVisibleTo(page)
    box(page).setChecked(True)
    session.use_catalog(catalog(changes=None))
    assert not box(page).isVisibleTo(page)
    assert not page.search_line.changed


def test_with_the_box_the_question_is_about_changes(changed, stub):
    body = stub.asked("POST /search")[-1].body
    assert (body["question"], body["changed"]) == ("destroyed houses", True)
    (hit,) = changed.view.results.hits
    assert acquisition_text(hit) == "2025-09-14 → 2026-09-14"


def test_without_the_box_it_is_not(asked, stub):
    assert "changed" not in stub.asked("POST /search")[-1].body


def test_an_empty_line_with_the_box_asks_what_has_changed_most(page, qtbot, stub):
    stub.answers["POST /search"] = golden("search-most-changed")["response"]["body"]
    box(page).setChecked(True)
    page.filters.closer_most.setValue(20)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        qtbot.keyClick(page.search_line.edit, Qt.Key.Key_Return)
    body = stub.asked("POST /search")[-1].body
    assert (body["question"], body["changed"]) == ("", True)
    assert "closer" not in body, "it looks at one date"
    assert layer_of(page).name() == "What has changed most"


def test_the_details_show_both_dates_beside_each_other(changed, qtbot, stub):
    describe(changed, qtbot)
    qtbot.waitUntil(lambda: not earlier(changed).isNull(), timeout=PATIENCE_MS)
    said = changed.details.browser.toPlainText()
    pair = golden("search-changed")["response"]["body"]["features"][0]["properties"]["pair"]
    assert pair["change"] in said
    assert pair["before_summary"] in said
    assert "Magnitude 62 %, give or take 5 %." in said
    assert "2025-09-14" in said
    (sent,) = stub.asked(BEFORE)
    assert sent.path.endswith("/tiles/17/pair/before")


def test_a_tile_without_a_pair_has_one_picture(asked, qtbot, stub):
    describe(asked, qtbot)
    assert not stub.asked(BEFORE)
    assert "What has changed" not in asked.details.browser.toPlainText()


def test_an_earlier_picture_that_cannot_be_had_is_said_so(changed, qtbot, stub):
    problem = {**golden("problem-unknown-tile")["response"]["body"], "detail": "The file of the earlier date is gone."}
    stub.misbehave(BEFORE, status=404, body=problem, times=None)
    describe(changed, qtbot)
    qtbot.waitUntil(lambda: problem["detail"] in changed.details.browser.toPlainText(), timeout=PATIENCE_MS)


def test_changes_are_not_drawn_towards_tiles_of_one_date(changed):
    menu = changed.tile_actions._menu.menu(changed.view.results.hits, changed.view)
    labels = [action.text() for action in menu.actions()]
    assert "Find similar" in labels
    assert not {"More like this", "Less like this"} & set(labels)
