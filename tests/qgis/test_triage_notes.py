"""Notes and corrections: written beneath the list, and nothing typed is lost."""

from __future__ import annotations

import pytest
from qgis_plugin.core import settings
from qgis_plugin.core.drafts import draft, forget_draft, keep_draft
from qgis_plugin.core.results import note_of
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.stub_service import golden

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def without_drafts(qgis_app):
    QgsSettings().remove(settings.NOTE_DRAFTS)
    yield
    QgsSettings().remove(settings.NOTE_DRAFTS)


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


@pytest.fixture
def notes(asked):
    press(asked.view, Qt.Key.Key_N)
    return asked.triage.notes


def first_note(page) -> str:
    return note_of(page.view.results.hits[0])


def test_n_opens_the_editor_and_ctrl_enter_saves(asked, notes, qtbot, stub):
    assert notes.isVisible()
    QTest.keyClicks(notes.text, "seen on foot")
    press(notes.text, Qt.Key.Key_Return)
    QTest.keyClicks(notes.text, "twice")
    press(notes.text, Qt.Key.Key_Return, CONTROL)
    assert not notes.isVisible()
    assert first_note(asked) == "seen on foot\ntwice"
    qtbot.waitUntil(lambda: bool(stub.asked("PUT /tiles/101/mark")), timeout=PATIENCE_MS)


def test_escape_leaves_what_was_not_changed_without_a_word(asked, notes, qtbot):
    with qtbot.assertNotEmitted(asked.offer_emitted):
        press(notes.text, Qt.Key.Key_Escape)
    assert not notes.isVisible()


def test_escape_keeps_what_was_typed_and_the_next_note_goes_on_with_it(asked, notes, qtbot):
    QTest.keyClicks(notes.text, "half a sen")
    with qtbot.waitSignal(asked.offer_emitted, timeout=PATIENCE_MS) as told:
        press(notes.text, Qt.Key.Key_Escape)
    assert "draft" in told.args[0]
    assert first_note(asked) == ""
    press(asked.view, Qt.Key.Key_N)
    assert notes.text.toPlainText() == "half a sen"
    notes.save_button.click()
    assert first_note(asked) == "half a sen"
    press(asked.view, Qt.Key.Key_N)
    press(notes.text, Qt.Key.Key_Escape)
    assert QgsSettings().value(settings.NOTE_DRAFTS) in (None, "{}"), "what is saved is no draft any more"


def test_a_draft_can_be_thrown_away(asked, notes):
    QTest.keyClicks(notes.text, "nonsense")
    notes._discard.click()
    assert notes.text.toPlainText() == ""
    press(notes.text, Qt.Key.Key_Escape)
    press(asked.view, Qt.Key.Key_N)
    assert notes.text.toPlainText() == ""


def test_a_note_on_another_tile_keeps_the_first_one(asked, notes):
    QTest.keyClicks(notes.text, "about the first")
    asked.view.go_to(102)
    press(asked.view, Qt.Key.Key_N)
    assert notes.text.toPlainText() == ""
    press(notes.text, Qt.Key.Key_Escape)
    asked.view.go_to(101)
    press(asked.view, Qt.Key.Key_N)
    assert notes.text.toPlainText() == "about the first"


def test_closing_the_dock_keeps_what_is_being_written(asked, notes):
    QTest.keyClicks(notes.text, "almost done")
    asked.triage.close_down()
    assert draft(f"{asked.view.results.catalog_id}/101/note") == "almost done"


def test_undo_within_the_note_is_for_its_text(asked, notes):
    asked.mark_editor.note(asked.view.results.hits[1], "another")
    QTest.keyClicks(notes.text, "abc")
    press(notes.text, Qt.Key.Key_Z, CONTROL)
    assert notes.text.toPlainText() == ""
    assert note_of(asked.view.results.hits[1]) == "another"


def test_several_tiles_have_no_common_note(asked):
    asked.view.selectAll()
    press(asked.view, Qt.Key.Key_N)
    assert not asked.triage.notes.editing


def test_a_correction_is_written_in_the_same_place(asked, qtbot, stub):
    answer = golden("tile-correct")["response"]["body"]
    stub.answers["PUT /correction"] = {**answer, "properties": {**answer["properties"], "tile_id": 101}}
    asked.triage.correct(asked.view.results.hits[0])
    notes = asked.triage.notes
    assert notes.text.toPlainText() == asked.view.results.hits[0].summary
    notes.text.setPlainText("A canal beside an orchard.")
    with qtbot.waitSignal(asked.mark_editor.corrected, timeout=PATIENCE_MS):
        press(notes.text, Qt.Key.Key_Return, CONTROL)
    assert stub.asked("PUT /correction")[-1].body == {"text": "A canal beside an orchard."}


def test_a_correction_that_changes_nothing_is_not_written(asked, qtbot, stub):
    asked.triage.correct(asked.view.results.hits[0])
    asked.triage.notes.save_button.click()
    qtbot.wait(50)
    assert not stub.asked("PUT /correction")


def test_what_something_else_wrote_as_drafts_is_no_draft(qgis_app):
    QgsSettings().setValue(settings.NOTE_DRAFTS, "[1, 2")
    assert draft("a") == ""
    keep_draft("a", "text")
    assert draft("a") == "text"
    forget_draft("a")
    assert draft("a") == ""


def test_a_note_that_the_engine_refuses_is_kept_as_a_draft(asked, notes, qtbot, stub):
    stub.misbehave("PUT /tiles/101/mark", status=409, times=None)
    QTest.keyClicks(notes.text, "seen on foot")
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS) as told:
        notes.save()
    assert "draft" in told.args[0].detail
    assert first_note(asked) == ""
    press(asked.view, Qt.Key.Key_N)
    assert notes.text.toPlainText() == "seen on foot"


def test_a_correction_that_the_engine_refuses_is_kept_as_a_draft(asked, qtbot, stub):
    stub.misbehave("GET /tiles/101", status=409, times=None)
    asked.triage.correct(asked.view.results.hits[0])
    asked.triage.notes.text.setPlainText("A garage.")
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        asked.triage.notes.save()
    asked.triage.correct(asked.view.results.hits[0])
    assert asked.triage.notes.text.toPlainText() == "A garage."
