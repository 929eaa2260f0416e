"""Full-screen triage, the large pictures of the details, and how pictures are enlarged."""

from __future__ import annotations

import pytest
from qgis_plugin.core import settings
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED, REJECTED, note_of, verdict_of
from qgis_plugin.gui.search.picture_view import MOST, PictureView
from qgis_plugin.gui.search.tile_keys import picture_key
from qgis_plugin.gui.search.tile_pictures import TilePictures
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import hits
from tests.qgis.stub_service import golden

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QToolButton

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def settings_of_before(qgis_app):
    for key in (settings.GRADES, settings.NOTE_DRAFTS):
        QgsSettings().remove(key)
    yield
    for key in (settings.GRADES, settings.NOTE_DRAFTS):
        QgsSettings().remove(key)


@pytest.fixture
def window(asked):
    """The window of the page with three hits, at the first one."""
    asked.triage.full_screen.open()
    return asked.triage.full_screen.window


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def verdicts(page):
    return [verdict_of(hit) for hit in page.view.results.hits]


def shown(page) -> int:
    return page.triage.full_screen.hit.tile_id


def said(window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def test_the_key_of_the_list_and_the_button_open_it(asked):
    press(asked.view, Qt.Key.Key_F11)
    assert asked.triage.full_screen.is_open
    asked.triage.full_screen.close()
    asked.triage.bar.full_screen.click()
    assert asked.triage.full_screen.window.isVisible()


def test_without_results_there_is_nothing_to_open(page):
    page.triage.full_screen.open()
    assert not page.triage.full_screen.is_open


def test_no_button_is_cut(window):
    for button in window.findChildren(QToolButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()


def test_the_same_keys_judge_and_go_on(asked, window):
    press(window, Qt.Key.Key_C)
    assert (verdicts(asked), shown(asked)) == ([CONFIRMED, None, None], 102)
    press(window, Qt.Key.Key_R)
    assert (verdicts(asked), shown(asked)) == ([CONFIRMED, REJECTED, None], 103)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert (verdicts(asked), shown(asked)) == ([CONFIRMED, None, None], 102)
    press(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert verdicts(asked) == [CONFIRMED, REJECTED, None]


def test_one_goes_back_and_forward_and_to_the_next_unseen(asked, window):
    press(window, Qt.Key.Key_Right)
    assert shown(asked) == 102
    press(window, Qt.Key.Key_Left)
    press(window, Qt.Key.Key_Left)
    assert shown(asked) == 101, "there is none before the first"
    press(window, Qt.Key.Key_C)
    window.previous.click()
    press(window, Qt.Key.Key_Space)
    assert shown(asked) == 102
    assert asked.view.selected_hits()[0].tile_id == 102, "the list goes along"


def test_it_says_all_that_is_needed_to_judge(asked, window, qtbot):
    hit = asked.view.results.hits[0]
    asked.mark_editor.take_over(
        asked.view.results.catalog_id, {101: {"Anna": Mark(REJECTED, note="a barn", author="Anna")}}
    )
    text = said(window)
    for part in ("No. 1 of 3", "90 %", "2026-09-14", "Rejected by Anna", "a barn", hit.raster):
        assert part in text
    qtbot.waitUntil(lambda: "0 confirmed, 1 rejected, 2 unseen" in said(window), timeout=PATIENCE_MS)


def test_buttons_judge_and_show_what_holds(asked, window):
    button = next(iter(window.buttons.buttons.values()))
    button.click()
    assert verdicts(asked)[0] == CONFIRMED
    press(window, Qt.Key.Key_Left)
    assert button.isChecked()


def test_grades_have_buttons_with_their_keys(asked):
    settings.set_grades(settings.OFFERED_GRADES)
    asked.triage.full_screen.open()
    window = asked.triage.full_screen.window
    texts = [button.text() for button in window.buttons.buttons.values()]
    assert texts == ["Confirm (C)", "Reject (R)", "Unsure (U)", "none (1)", "minor (2)", "major (3)", "destroyed (4)"]
    press(window, Qt.Key.Key_4)
    assert verdicts(asked)[0] == CONFIRMED


def test_a_note_is_written_in_the_window(asked, window, qtbot):
    press(window, Qt.Key.Key_N)
    notes = window.notes
    assert not asked.triage.notes.editing
    notes.text.setPlainText("roof gone")
    press(notes.text, Qt.Key.Key_Return, CONTROL)
    assert note_of(asked.view.results.hits[0]) == "roof gone"
    assert "roof gone" in said(window)
    press(window, Qt.Key.Key_C)
    assert verdicts(asked)[0] == CONFIRMED, "the keys judge again"


def test_escape_leaves_the_note_first_and_then_the_window(asked, window):
    press(window, Qt.Key.Key_N)
    window.notes.text.setPlainText("half a sen")
    press(window.notes.text, Qt.Key.Key_Escape)
    assert asked.triage.full_screen.is_open
    press(window, Qt.Key.Key_Escape)
    assert not asked.triage.full_screen.is_open
    asked.triage.note()
    assert asked.triage.notes.text.toPlainText() == "half a sen", "nothing that was typed is lost"


def test_large_pictures_are_fetched_ahead(asked, window, qtbot, stub):
    qtbot.waitUntil(lambda: {"101", "102", "103"} <= set(_large(stub)), timeout=PATIENCE_MS)
    assert _large(stub)[0] == "101", "first the one that is looked at"
    keys = [picture_key(asked.view.results, hit) for hit in asked.view.results.hits]
    pictures = asked.triage.pictures
    qtbot.waitUntil(lambda: all(pictures.picture(key) is not None for key in keys), timeout=PATIENCE_MS)
    press(window, Qt.Key.Key_Right)
    qtbot.wait(50)
    assert _large(stub).count("102") == 1, "it is there already"
    assert not window.pictures.main.picture.isNull()


def _large(stub) -> list:
    return [one.path.split("/")[-2] for one in stub.asked("GET /thumbnail") if one.query["size_px"] == "1024"]


def test_a_picture_that_cannot_be_had_says_why(asked, qtbot, stub):
    asked.thumbnails.set_catalog("another", "")
    stub.misbehave("GET /thumbnail", status=500, times=None)
    asked.triage.full_screen.open()
    view = asked.triage.full_screen.window.pictures.main
    qtbot.waitUntil(lambda: "Something went wrong" in view._message, timeout=PATIENCE_MS)
    assert view.picture.isNull()


def test_another_date_is_shown_beside_the_tile(page, qtbot, stub):
    body = hits(2)
    for feature, dates in zip(body["features"], ([_other_date()], [])):
        feature["properties"]["dates"] = dates
    stub.answers["POST /search"] = body
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("destroyed houses")
    page.triage.full_screen.open()
    pictures = page.triage.full_screen.window.pictures
    qtbot.waitUntil(lambda: not pictures.other.picture.isNull(), timeout=PATIENCE_MS)
    assert "2025-05-22" in said(page.triage.full_screen.window)
    assert "900" in _large(stub)
    page.triage.step(1)
    assert not pictures.other.isVisibleTo(pictures)


def _other_date() -> dict:
    return {
        "tile_id": 900,
        "score": 0.2,
        "raster": "old.tif",
        "level_m": 112.0,
        "acquired": "2025-05-22T00:00:00Z",
        "acquired_end": "2025-05-22T23:59:59Z",
    }


def test_a_pair_shows_its_earlier_picture(page, qtbot, stub):
    stub.answers["POST /search"] = golden("search-changed")["response"]["body"]
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("destroyed houses")
    page.triage.full_screen.open()
    qtbot.waitUntil(lambda: bool(stub.asked("GET /pair/before")), timeout=PATIENCE_MS)
    sent = [one for one in stub.asked("GET /pair/before") if one.query["size_px"] == "1024"]
    assert sent


def test_another_question_is_shown_in_the_open_window(asked, window, qtbot, stub):
    stub.answers["POST /search"] = hits(1, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    assert "No. 1 of 1" in said(window)


def test_closing_down_closes_the_window(asked, window):
    asked.triage.close_down()
    assert not asked.triage.full_screen.is_open


# In the details


@pytest.fixture
def described(asked, qtbot, stub):
    details = golden("tile-describe")["response"]["body"]
    stub.answers["GET /tiles/101"] = {**details, "properties": {**details["properties"], "tile_id": 101, "marks": []}}
    stub.answers["GET /tiles/102"] = {**details, "properties": {**details["properties"], "tile_id": 102, "marks": []}}
    asked.describe(101)
    qtbot.waitUntil(lambda: asked.shown_details() is not None, timeout=PATIENCE_MS)
    return asked


def test_the_keys_judge_in_the_details_and_go_on(described, qtbot):
    press(described.details.browser, Qt.Key.Key_C)
    assert verdicts(described)[0] == CONFIRMED
    press(described.details.browser, Qt.Key.Key_R)
    assert verdicts(described) == [CONFIRMED, None, None], "the next tile is not there yet: nothing is judged unseen"
    qtbot.waitUntil(lambda: described.shown_details().tile_id == 102, timeout=PATIENCE_MS)
    press(described.details.browser, Qt.Key.Key_R)
    assert verdicts(described)[:2] == [CONFIRMED, REJECTED]


def test_the_arrow_keys_leaf_through_the_details_and_escape_leaves(described, qtbot):
    press(described.details.browser, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: described.shown_details().tile_id == 102, timeout=PATIENCE_MS)
    press(described.details.browser, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: described.shown_details().tile_id == 101, timeout=PATIENCE_MS)
    press(described.details.browser, Qt.Key.Key_Escape)
    assert described.shown_details() is None


def test_the_details_show_a_large_picture_and_what_is_thought(described, qtbot, stub):
    qtbot.waitUntil(lambda: "101" in _large(stub), timeout=PATIENCE_MS)
    described.mark_editor.note(described.view.results.hits[0], "roof gone")
    assert "roof gone" in described.details.browser.toPlainText()
    described.triage.undo()
    assert "roof gone" not in described.details.browser.toPlainText()


# Enlarging


@pytest.fixture
def view(qgis_app, qtbot):
    made = PictureView()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.show_picture(picture())
    return made


def picture(side: int = 64) -> QImage:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    return image


def test_a_picture_fits_at_first_and_is_enlarged_within_bounds(view):
    whole = view.transform().m11()
    view.zoom_in()
    assert view.transform().m11() == pytest.approx(1.25 * whole)
    view.set_zoom(1000)
    assert view.zoom == MOST
    view.set_zoom(0.1)
    assert view.zoom == 1.0


def test_a_finer_picture_of_the_same_tile_keeps_the_view(qgis_app, qtbot):
    pictures = TilePictures()
    qtbot.addWidget(pictures)
    pictures.resize(300, 200)
    pictures.show()
    pictures.show_tile(1, picture(64))
    pictures.main.set_zoom(4.0)
    scale = pictures.main.transform().m11()
    pictures.show_tile(1, picture(512))
    assert pictures.main.zoom == 4.0
    assert pictures.main.transform().m11() == pytest.approx(scale)
    pictures.show_tile(2, picture(512))
    assert pictures.main.zoom == 1.0


def test_both_dates_move_as_one(qgis_app, qtbot):
    pictures = TilePictures()
    qtbot.addWidget(pictures)
    pictures.resize(600, 300)
    pictures.show()
    pictures.show_tile(1, picture())
    pictures.show_other(1, picture(128))
    pictures.main.set_zoom(4.0)
    pictures.main.centerOn(QPointF(250, 250))
    assert pictures.other.zoom == 4.0
    centres = [view.mapToScene(view.viewport().rect().center()) for view in (pictures.main, pictures.other)]
    assert centres[0].x() == pytest.approx(centres[1].x(), abs=3)
    assert centres[0].y() == pytest.approx(centres[1].y(), abs=3)


def test_a_view_without_picture_says_why(view):
    view.show_picture(None, message="The file is gone.")
    assert view.picture.isNull()
    view.grab()


def test_after_the_window_was_left_the_list_goes_on_judging(asked, window, qtbot):
    window.close()
    qtbot.wait(20)
    press(asked.view, Qt.Key.Key_C)
    asked.triage.undo()
    assert verdicts(asked) == [None, None, None]
