"""Nothing is lost: undo and redo of judgements, notes and corrections, and bulk changes that say what they leave."""

from __future__ import annotations

import pytest
from qgis_plugin.core.judging import Judgement
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED, REJECTED, note_of, verdict_of
from qgis_plugin.core.settings import author
from qgis_plugin.gui.dock import SearchDock
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import Iface, catalog, hits
from tests.qgis.stall import WORK_LIMIT_S, StallDetector, slowness
from tests.qgis.stub_service import golden, many_hits

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(page, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.view, key, modifier)


def undo(page):
    press(page, Qt.Key.Key_Z, CONTROL)


def redo(page):
    press(page, Qt.Key.Key_Z, CONTROL | SHIFT)


def verdicts(page):
    return [verdict_of(hit) for hit in page.view.results.hits]


def settled(page, qtbot):
    qtbot.waitUntil(lambda: not page.mark_editor.busy, timeout=PATIENCE_MS)


def test_undo_and_redo_by_key_go_through_judgements(asked, qtbot, stub):
    press(asked, Qt.Key.Key_C)
    press(asked, Qt.Key.Key_R)
    undo(asked)
    assert verdicts(asked) == [CONFIRMED, None, None]
    assert asked.view.selected_hits()[0].tile_id == 102, "where something was undone, it is looked at"
    undo(asked)
    assert verdicts(asked) == [None, None, None]
    redo(asked)
    redo(asked)
    assert verdicts(asked) == [CONFIRMED, REJECTED, None]
    settled(asked, qtbot)
    written = [(one.method, one.path.split("/")[-2]) for one in stub.requests if one.path.endswith("/mark")]
    assert written == [
        ("PUT", "101"),
        ("PUT", "102"),
        ("DELETE", "102"),
        ("DELETE", "101"),
        ("PUT", "101"),
        ("PUT", "102"),
    ]


def test_undoing_a_judgement_brings_back_the_one_before(asked):
    press(asked, Qt.Key.Key_C)
    asked.view.go_to(101)
    press(asked, Qt.Key.Key_R)
    undo(asked)
    assert verdicts(asked) == [CONFIRMED, None, None]


def test_the_buttons_name_what_they_undo(asked):
    bar = asked.triage.bar
    assert not bar.undo.isEnabled()
    press(asked, Qt.Key.Key_C)
    assert bar.undo.isEnabled()
    assert "Confirm “" in bar.undo.toolTip()
    bar.undo.click()
    assert verdicts(asked) == [None, None, None]
    assert "Confirm “" in bar.redo.toolTip()
    bar.redo.click()
    assert verdicts(asked) == [CONFIRMED, None, None]


def test_the_menu_of_the_button_undoes_several(asked):
    for key in (Qt.Key.Key_C, Qt.Key.Key_R, Qt.Key.Key_C):
        press(asked, key)
    menu = asked.triage.bar.undo.menu()
    menu.aboutToShow.emit()
    assert len(menu.actions()) == 3
    menu.actions()[1].trigger()
    assert verdicts(asked) == [CONFIRMED, None, None]


def test_notes_are_undone(asked, qtbot):
    asked.mark_editor.note(asked.view.results.hits[0], "seen on foot")
    asked.mark_editor.note(asked.view.results.hits[0], "seen on foot, twice")
    undo(asked)
    assert note_of(asked.view.results.hits[0]) == "seen on foot"
    undo(asked)
    assert note_of(asked.view.results.hits[0]) == ""


def test_corrections_are_undone(asked, qtbot, stub):
    details = golden("tile-describe")["response"]["body"]
    described = [one for one in details["properties"]["descriptions"] if one["captioner"] != "user"]
    seen = {**details, "properties": {**details["properties"], "tile_id": 101, "descriptions": described}}
    stub.answers["GET /tiles/101"] = seen
    stub.answers["DELETE /correction"] = seen
    answer = golden("tile-correct")["response"]["body"]
    stub.answers["PUT /correction"] = {**answer, "properties": {**answer["properties"], "tile_id": 101}}
    before = asked.view.results.hits[0]
    with qtbot.waitSignal(asked.mark_editor.corrected, timeout=PATIENCE_MS):
        asked.mark_editor.correct(101, "A canal beside an orchard.")
    assert asked.view.results.hits[0].matched != before.matched
    with qtbot.waitSignal(asked.mark_editor.corrected, timeout=PATIENCE_MS):
        undo(asked)
    assert asked.view.results.hits[0] == before
    assert len(stub.asked("DELETE /correction")) == 1


def test_what_the_engine_refuses_leaves_the_stack(asked, qtbot, stub):
    press(asked, Qt.Key.Key_C)
    settled(asked, qtbot)
    stub.misbehave("PUT /tiles/102/mark", status=500)
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        press(asked, Qt.Key.Key_R)
    assert verdicts(asked) == [CONFIRMED, None, None]
    assert "Confirm “" in asked.triage.bar.undo.toolTip()
    undo(asked)
    assert verdicts(asked) == [None, None, None]


def test_what_came_after_a_refused_judgement_is_undone_to_what_was_before_it(asked, qtbot, stub):
    stub.misbehave("PUT /tiles/101/mark", status=500, delay_s=0.3)
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        press(asked, Qt.Key.Key_C)
        asked.view.go_to(101)
        press(asked, Qt.Key.Key_R)
    settled(asked, qtbot)
    assert verdicts(asked) == [REJECTED, None, None]
    undo(asked)
    assert verdicts(asked) == [None, None, None]
    assert not asked.triage.bar.undo.isEnabled()


def test_an_undo_that_the_engine_refuses_can_be_tried_again(asked, qtbot, stub):
    press(asked, Qt.Key.Key_C)
    settled(asked, qtbot)
    stub.misbehave("DELETE /tiles/101/mark", status=500)
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        undo(asked)
    assert verdicts(asked) == [CONFIRMED, None, None]
    undo(asked)
    settled(asked, qtbot)
    assert verdicts(asked) == [None, None, None]


def test_undo_works_across_questions(asked, qtbot, stub):
    press(asked, Qt.Key.Key_C)
    settled(asked, qtbot)
    body = hits(3, question="destroyed houses")
    body["features"][0]["properties"]["marks"] = [{**_mark(), "author": author()}]
    stub.answers["POST /search"] = body
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("destroyed houses")
    assert verdicts(asked) == [CONFIRMED, None, None]
    undo(asked)
    assert verdicts(asked) == [None, None, None]
    qtbot.waitUntil(lambda: bool(stub.asked("DELETE /tiles/101/mark")), timeout=PATIENCE_MS)


def test_a_mark_that_is_still_being_written_is_shown_in_a_new_answer(asked, qtbot, stub):
    stub.misbehave("PUT /tiles/101/mark", delay_s=20)
    press(asked, Qt.Key.Key_C)
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("destroyed houses")
    assert verdicts(asked) == [CONFIRMED, None, None]
    stub.behave()


def _mark(verdict="confirmed") -> dict:
    return {
        "verdict": verdict,
        "grade": "",
        "note": "",
        "question": "water beside trees",
        "author": "",
        "updated": "2026-09-15T08:00:00Z",
        "shape": None,
        "count": None,
    }


# Many at once


def select_all(page):
    page.view.selectAll()


def told(page, qtbot, key):
    with qtbot.waitSignal(page.offer_emitted, timeout=PATIENCE_MS) as signal:
        press(page, key)
    return signal.args


def test_a_bulk_change_keeps_what_was_judged_before_and_offers_to_change_it(asked, qtbot, stub):
    press(asked, Qt.Key.Key_C)
    select_all(asked)
    text, action, then = told(asked, qtbot, Qt.Key.Key_R)
    assert verdicts(asked) == [CONFIRMED, REJECTED, REJECTED]
    assert text == "2 tiles rejected. 1 of 3 were judged before and stay as they were."
    assert action == "Reject them too"
    then()
    assert verdicts(asked) == [REJECTED, REJECTED, REJECTED]
    undo(asked)
    assert verdicts(asked) == [CONFIRMED, REJECTED, REJECTED]
    undo(asked)
    assert verdicts(asked) == [CONFIRMED, None, None]
    settled(asked, qtbot)
    first = stub.asked("PUT /marks")[0].body["marks"]
    assert [(one["tile_id"], one["verdict"]) for one in first] == [(102, "rejected"), (103, "rejected")]
    back = stub.asked("PUT /marks")[-1].body["marks"]
    assert [(one["tile_id"], one.get("verdict"), one["author"]) for one in back] == [
        (102, None, author()),
        (103, None, author()),
    ]


def test_where_all_were_judged_otherwise_nothing_changes(asked, qtbot, stub):
    select_all(asked)
    press(asked, Qt.Key.Key_C)
    text, _action, _then = told(asked, qtbot, Qt.Key.Key_R)
    assert text == "3 of 3 were judged before and stay as they were."
    assert verdicts(asked) == [CONFIRMED, CONFIRMED, CONFIRMED]


def test_where_all_are_judged_so_it_is_taken_back(asked, qtbot):
    select_all(asked)
    press(asked, Qt.Key.Key_C)
    text, _action, _then = told(asked, qtbot, Qt.Key.Key_C)
    assert text == "The judgements of 3 tiles were taken back. Ctrl+Z brings them back."
    undo(asked)
    assert verdicts(asked) == [CONFIRMED, CONFIRMED, CONFIRMED]


def test_a_bulk_change_that_is_refused_is_reverted_as_a_whole(asked, qtbot, stub):
    stub.misbehave("PUT /marks", status=500)
    select_all(asked)
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        press(asked, Qt.Key.Key_C)
    assert verdicts(asked) == [None, None, None]
    assert not asked.triage.bar.undo.isEnabled()


def test_notes_survive_a_bulk_change_and_its_undo(asked):
    asked.mark_editor.note(asked.view.results.hits[0], "seen on foot")
    select_all(asked)
    press(asked, Qt.Key.Key_R)
    assert note_of(asked.view.results.hits[0]) == "seen on foot"
    undo(asked)
    assert (verdict_of(asked.view.results.hits[0]), note_of(asked.view.results.hits[0])) == (None, "seen on foot")


def test_fifty_thousand_tiles_are_judged_and_undone_without_holding_the_window(page, qtbot, stub):
    stub.answers["POST /search"] = many_hits(50_000)
    with qtbot.waitSignal(page.controller.answered, timeout=60_000):
        page.ask("water")
    qtbot.waitUntil(lambda: page.map_sync.current.layer.featureCount() == 50_000, timeout=60_000)
    page.view.selectAll()
    # The service, which reads 6 MB at once, is another process in earnest: what counts is what the window does itself.
    detector = StallDetector()
    with detector.watching():
        press(page, Qt.Key.Key_R)
        qtbot.waitUntil(lambda: bool(stub.asked("PUT /marks")), timeout=60_000)
        settled(page, qtbot)
        undo(page)
        qtbot.waitUntil(lambda: len(stub.asked("PUT /marks")) == 2, timeout=60_000)
        settled(page, qtbot)
    assert len(stub.asked("PUT /marks")[0].body["marks"]) == 50_000
    assert verdict_of(page.view.results.hits[-1]) is None
    assert detector.worked_s <= WORK_LIMIT_S * slowness()


# Beyond the list


def test_undo_works_on_every_tab_of_the_dock(qgis_new_project, qgis_canvas, qgis_iface, session, stub, qtbot):
    stub.answers["POST /search"] = hits(3)
    session.use_catalog(catalog())
    iface = Iface(qgis_canvas)
    for name in ("messageBar", "layerTreeView", "mainWindow"):
        setattr(iface, name, getattr(qgis_iface, name))
    dock = SearchDock(iface, session)
    qtbot.addWidget(dock)
    dock.show()
    with qtbot.waitSignal(dock.search.controller.answered, timeout=PATIENCE_MS):
        dock.ask("water beside trees")
    press(dock.search, Qt.Key.Key_C)
    dock.tabs.setCurrentWidget(dock.catalogs)
    QTest.keyClick(dock.catalogs, Qt.Key.Key_Z, CONTROL)
    assert verdicts(dock.search) == [None, None, None]
    assert dock.messages.text.startswith("Undone: Confirm")
    dock.close_down()


def test_in_the_search_line_undo_is_for_the_text(asked):
    press(asked, Qt.Key.Key_C)
    edit = asked.search_line.edit
    edit.setFocus()
    QTest.keyClicks(edit, "abc")
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert verdicts(asked) == [CONFIRMED, None, None]


def test_what_is_judged_in_the_last_moment_is_written(page, qtbot, stub):
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("water beside trees")
    stub.misbehave("PUT /tiles/101/mark", delay_s=20)
    press(page, Qt.Key.Key_C)
    press(page, Qt.Key.Key_R)
    page.mark_editor.close_down()
    written = stub.asked("PUT /marks")[-1].body["marks"]
    assert [(one["tile_id"], one["verdict"]) for one in written] == [(101, "confirmed"), (102, "rejected")]
    stub.behave()


def test_marks_that_others_set_meanwhile_do_not_take_mine_away(asked, qtbot, stub):
    stub.misbehave("PUT /tiles/101/mark", delay_s=20)
    press(asked, Qt.Key.Key_C)
    asked.mark_editor.take_over(
        asked.view.results.catalog_id, {101: {author(): None, "Anna": Mark(REJECTED, author="Anna")}}
    )
    assert {mark.author: mark.verdict for mark in asked.view.results.hits[0].marks} == {
        author(): CONFIRMED,
        "Anna": REJECTED,
    }
    stub.behave()


def test_undo_does_not_wipe_what_the_same_person_judged_in_another_qgis(asked, qtbot, stub):
    told = []
    asked.mark_editor.failed.connect(lambda problem: told.append(problem.detail))
    press(asked, Qt.Key.Key_C)
    press(asked, Qt.Key.Key_C)
    settled(asked, qtbot)
    elsewhere = Mark(REJECTED, note="No roof is missing.", author=author())
    asked.mark_editor.take_over(asked.view.results.catalog_id, {101: {author(): elsewhere}})
    qtbot.waitUntil(lambda: verdicts(asked)[0] == REJECTED, timeout=PATIENCE_MS)
    asked.mark_editor.undo()
    asked.mark_editor.undo()
    settled(asked, qtbot)
    assert verdicts(asked) == [REJECTED, None, None], "the second tile's is undone, the first one's stays"
    assert note_of(asked.view.results.hits[0]) == "No roof is missing."
    assert [one.path.split("/")[-2] for one in stub.requests if one.method == "DELETE"] == ["102"]
    qtbot.waitUntil(lambda: len(told) == 1, timeout=PATIENCE_MS)
    assert "judged elsewhere since" in told[0]
    asked.mark_editor.redo()
    asked.mark_editor.redo()
    settled(asked, qtbot)
    assert verdicts(asked) == [REJECTED, CONFIRMED, None]


@pytest.mark.parametrize("count", [1, 2])
def test_a_double_click_on_undo_of_nothing_does_nothing(asked, count):
    for _ in range(count):
        undo(asked)
    assert verdicts(asked) == [None, None, None]


def test_what_cannot_be_undone_any_more_is_not_in_the_way_of_what_was_done_before(asked, qtbot, stub):
    """The tile of the later judgement is gone: the raster was indexed anew."""
    for hit in asked.view.results.hits[:2]:
        asked.mark_editor.judge([hit], Judgement(CONFIRMED))
    qtbot.waitUntil(lambda: not asked.mark_editor.busy, timeout=PATIENCE_MS)
    stub.misbehave("DELETE /tiles/102/mark", status=404, body=golden("problem-unknown-tile")["response"]["body"])
    with qtbot.waitSignal(asked.problem_occurred, timeout=PATIENCE_MS):
        asked.triage.undo()
    assert [verdict_of(hit) for hit in asked.view.results.hits] == [CONFIRMED, CONFIRMED, None]
    asked.triage.undo()
    assert [verdict_of(hit) for hit in asked.view.results.hits] == [None, CONFIRMED, None]
