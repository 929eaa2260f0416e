"""What is asked for while a judgement of many tiles is still being made comes after it; names keep what is theirs."""

from __future__ import annotations

from collections import Counter

import pytest
from qgis_plugin.core import settings
from qgis_plugin.core.judging import Judgement
from qgis_plugin.core.results import CONFIRMED, REJECTED, note_of, verdict_of
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.stub_service import many_hits

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

COUNT = 20_000


@pytest.fixture
def many(asked, qtbot, stub):
    """So many hits that judging them takes more than one turn of the event loop; the first is confirmed."""
    stub.answers["POST /search"] = many_hits(COUNT)
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("all")
    asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(CONFIRMED))
    settled(asked, qtbot)
    yield asked
    settled(asked, qtbot)


def settled(page, qtbot):
    qtbot.waitUntil(lambda: not page.mark_editor.busy, timeout=PATIENCE_MS)


def verdicts(page):
    return Counter(verdict_of(hit) for hit in page.view.results.hits)


def authors(page):
    return [(mark.author, mark.verdict) for mark in page.view.results.hits[0].marks]


def test_undo_right_after_judging_all_takes_that_back(many, qtbot):
    many.view.selectAll()
    QTest.keyClick(many.view, Qt.Key.Key_R)
    QTest.keyClick(many.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(many, qtbot)
    qtbot.waitUntil(lambda: verdicts(many) == {CONFIRMED: 1, None: COUNT - 1}, timeout=PATIENCE_MS)
    many.triage.redo()
    settled(many, qtbot)
    qtbot.waitUntil(lambda: verdicts(many) == {CONFIRMED: 1, REJECTED: COUNT - 1}, timeout=PATIENCE_MS)


def test_a_note_that_is_saved_while_all_are_judged_stays(many, qtbot):
    hits = many.view.results.hits
    many.mark_editor.judge(hits, Judgement(REJECTED))
    many.mark_editor.note(hits[7], "seen on foot")
    settled(many, qtbot)
    qtbot.waitUntil(lambda: verdicts(many)[REJECTED] == COUNT - 1, timeout=PATIENCE_MS)
    marked = many.view.results.hits[7]
    assert (verdict_of(marked), note_of(marked)) == (REJECTED, "seen on foot")


def test_edits_of_before_its_user_took_another_name_are_undone_in_the_first_name(asked, qtbot, stub):
    before = settings.author()
    settings.set_author("anna")
    try:
        asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(CONFIRMED))
        settled(asked, qtbot)
        settings.set_author("zoe")
        assert authors(asked) == [("anna", CONFIRMED)]
        asked.mark_editor.judge([asked.view.results.hits[0]], Judgement(REJECTED))
        asked.triage.undo(2)
        settled(asked, qtbot)
        assert authors(asked) == []
        asked.triage.redo()
        settled(asked, qtbot)
        assert authors(asked) == [("anna", CONFIRMED)]
        asked.mark_editor.note(asked.view.results.hits[0], "mine")
        settled(asked, qtbot)
        assert stub.requests[-1].body["author"] == "zoe"
        assert sorted(authors(asked)) == [("anna", CONFIRMED), ("zoe", None)]
    finally:
        settings.set_author(before)
