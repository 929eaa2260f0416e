"""One key a tile: judging in the list, what comes next, grades, counts, and what is left out."""

from __future__ import annotations

import dataclasses

import pytest
from qgis_plugin.core import settings
from qgis_plugin.core.judging import Counts
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED, REJECTED, UNSURE, grade_of, verdict_of
from qgis_plugin.gui.colours import VERDICT_COLOURS
from tests.qgis.made_up import PATIENCE_MS, results
from tests.qgis.search_pages import layer_of

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtTest import QTest

OTHER = "Anna"


@pytest.fixture(autouse=True)
def without_grades(qgis_app):
    QgsSettings().remove(settings.GRADES)
    yield
    QgsSettings().remove(settings.GRADES)


def press(page, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.view, key, modifier)


def verdicts(page):
    return [verdict_of(hit) for hit in page.view.results.hits]


def current(page) -> int:
    return page.view.selected_hits()[0].tile_id


def judge_elsewhere(page, tile_id: int, mark: Mark) -> None:
    page.mark_editor.take_over(page.view.results.catalog_id, {tile_id: {mark.author: mark}})


@pytest.mark.parametrize(
    ("key", "verdict"), [(Qt.Key.Key_C, CONFIRMED), (Qt.Key.Key_R, REJECTED), (Qt.Key.Key_U, UNSURE)]
)
def test_a_key_judges_and_goes_on_to_the_next_unseen_tile(asked, key, verdict):
    press(asked, key)
    assert verdicts(asked) == [verdict, None, None]
    assert current(asked) == 102


def test_what_is_judged_already_is_passed_over(asked):
    asked.view.go_to(102)
    press(asked, Qt.Key.Key_C)
    asked.view.go_to(101)
    press(asked, Qt.Key.Key_R)
    assert current(asked) == 103


def test_after_the_last_tile_come_the_unseen_ones_before_it(asked):
    asked.view.go_to(103)
    press(asked, Qt.Key.Key_C)
    assert current(asked) == 101


def test_when_all_are_judged_it_says_so_and_stays(asked, qtbot):
    for _ in range(2):
        press(asked, Qt.Key.Key_C)
    with qtbot.waitSignal(asked.offer_emitted, timeout=PATIENCE_MS) as told:
        press(asked, Qt.Key.Key_C)
    assert told.args[0] == "All 3 tiles are judged."
    assert current(asked) == 103


def test_the_same_key_again_takes_it_back_and_stays(asked):
    press(asked, Qt.Key.Key_C)
    asked.view.go_to(101)
    press(asked, Qt.Key.Key_C)
    assert verdicts(asked) == [None, None, None]
    assert current(asked) == 101


def test_another_key_judges_one_tile_anew(asked):
    press(asked, Qt.Key.Key_C)
    asked.view.go_to(101)
    press(asked, Qt.Key.Key_R)
    assert verdicts(asked) == [REJECTED, None, None]


def test_numbers_mean_nothing_without_grades(asked, stub):
    press(asked, Qt.Key.Key_1)
    assert verdicts(asked) == [None, None, None]


def test_numbers_give_grades_of_which_the_first_rejects(asked, qtbot, stub):
    settings.set_grades(settings.OFFERED_GRADES)
    press(asked, Qt.Key.Key_1)
    press(asked, Qt.Key.Key_3)
    assert [(verdict_of(hit), grade_of(hit)) for hit in asked.view.results.hits] == [
        (REJECTED, "none"),
        (CONFIRMED, "major"),
        (None, ""),
    ]
    qtbot.waitUntil(lambda: len(stub.asked("PUT /mark")) == 2, timeout=PATIENCE_MS)
    assert [asked.body["grade"] for asked in stub.asked("PUT /mark")] == ["none", "major"]
    features = list(layer_of(asked).getFeatures())
    assert [feature["grade"] or None for feature in features] == ["none", "major", None]


def test_a_verdict_takes_the_place_of_a_grade(asked):
    settings.set_grades(settings.OFFERED_GRADES)
    press(asked, Qt.Key.Key_4)
    asked.view.go_to(101)
    press(asked, Qt.Key.Key_R)
    hit = asked.view.results.hits[0]
    assert (verdict_of(hit), grade_of(hit)) == (REJECTED, "")


def test_grades_are_kept_each_once_and_at_most_nine(qgis_app):
    settings.set_grades(["none", " none ", "", *"abcdefghij"])
    assert settings.grades() == ("none", *"abcdefgh")
    settings.set_grades(["damaged"])
    assert settings.grades() == ("damaged",), "a list of one comes back as a text"
    settings.set_grades([])
    assert settings.grades() == ()


def test_the_bar_counts(asked, qtbot):
    asked.resize(700, 640)
    press(asked, Qt.Key.Key_C)
    press(asked, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: asked.triage.bar.text == "1 confirmed, 1 rejected, 1 unseen", timeout=PATIENCE_MS)
    press(asked, Qt.Key.Key_U)
    wanted = "1 confirmed, 1 rejected, 1 unsure, 0 unseen"
    qtbot.waitUntil(lambda: asked.triage.bar.text == wanted, timeout=PATIENCE_MS)
    asked.resize(300, 640)
    qtbot.waitUntil(lambda: asked.triage.bar.text == "1 ✓  1 ✗  1 ?  0 unseen", timeout=PATIENCE_MS)


def test_what_others_judged_counts_and_is_no_longer_unseen(asked, qtbot):
    judge_elsewhere(asked, 102, Mark(REJECTED, author=OTHER))
    counts = Counts(rejected=1, unseen=2)
    qtbot.waitUntil(lambda: asked.triage.counts == counts, timeout=PATIENCE_MS)
    press(asked, Qt.Key.Key_C)
    assert current(asked) == 103


def test_what_others_think_is_told_with_their_names(asked):
    judge_elsewhere(asked, 102, Mark(REJECTED, note="a barn", author=OTHER, updated="2020-01-02T12:03:00Z"))
    tip = asked.view.model().index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert "Rejected by Anna, 2020-01-02" in tip
    assert "a barn" in tip
    feature = next(feature for feature in layer_of(asked).getFeatures() if feature["tile_id"] == 102)
    assert feature["judged_by"].startswith("Rejected by Anna")
    assert not feature["verdict"]


def test_others_take_their_judgements_back(asked):
    judge_elsewhere(asked, 102, Mark(REJECTED, author=OTHER))
    asked.mark_editor.take_over(asked.view.results.catalog_id, {102: {OTHER: None}})
    assert asked.view.results.hits[1].marks == ()


def test_with_unseen_only_a_judged_tile_leaves_and_undo_brings_it_back(asked):
    asked.triage.bar.unseen_only.setChecked(True)
    press(asked, Qt.Key.Key_C)
    assert [hit.tile_id for hit in asked.view.model().shown] == [102, 103]
    assert current(asked) == 102
    asked.triage.undo()
    assert [hit.tile_id for hit in asked.view.model().shown] == [101, 102, 103]
    assert current(asked) == 101
    press(asked, Qt.Key.Key_C)
    asked.triage.bar.unseen_only.setChecked(False)
    assert len(asked.view.model().shown) == 3


def test_the_keys_are_kept_from_the_shortcuts_of_the_window(asked):
    """QGIS binds F11, and plugins bind letters: while the list has the keyboard they judge."""
    from qgis.PyQt.QtCore import QEvent
    from qgis.PyQt.QtGui import QKeyEvent
    from qgis.PyQt.QtWidgets import QApplication

    for key in (Qt.Key.Key_C, Qt.Key.Key_N, Qt.Key.Key_F11):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(asked.view, event)
        assert event.isAccepted(), QKeySequence(key).toString()


def test_a_row_shows_who_thinks_what(qgis_app, qtbot):
    from qgis_plugin.gui.search.results_view import ResultsView
    from tests.qgis.test_dock_rows import Pictures, colours

    view = ResultsView(Pictures("#0000ff"))
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    one = results(1)

    def seen(*marks):
        view.show_results(one.with_all_marks({101: marks}))
        return colours(view)

    assert VERDICT_COLOURS[UNSURE] in seen(Mark(UNSURE, author=settings.author()))
    mine = seen(Mark(CONFIRMED, author=settings.author()))[VERDICT_COLOURS[CONFIRMED]]
    theirs = seen(Mark(CONFIRMED, author=OTHER))[VERDICT_COLOURS[CONFIRMED]]
    assert 0 < theirs < mine, "a ring, not a disc"
    assert "#fff6d6" in seen(Mark(note="seen", author=settings.author()))
    assert "#fff6d6" not in seen()


def test_the_menu_offers_the_grades(asked):
    settings.set_grades(["none", "destroyed"])
    menu = asked.tile_actions._menu.menu(asked.view.selected_hits(), asked.view, undo="Reject 3 tiles")
    texts = [action.text() for action in menu.actions()]
    assert {"Unsure\tU", "none\t1", "destroyed\t2", "Undo: Reject 3 tiles\tCtrl+Z"} <= set(texts)


def test_shape_and_count_stay_when_a_tile_is_judged(asked):
    from qgis_plugin.core.results import my_mark

    drawn = Mark(shape={"type": "Point", "coordinates": [15.0, 47.9]}, count=3, author=settings.author())
    asked.mark_editor.take_over(asked.view.results.catalog_id, {101: {settings.author(): drawn}})
    press(asked, Qt.Key.Key_C)
    mark = my_mark(asked.view.results.hits[0])
    assert (mark.verdict, mark.shape, mark.count) == (CONFIRMED, drawn.shape, 3)
    asked.view.go_to(101)
    press(asked, Qt.Key.Key_C)
    assert dataclasses.replace(my_mark(asked.view.results.hits[0]), updated="", question="") == drawn
