"""Questions and layers: one that was judged is never replaced, and one goes back through earlier questions."""

from __future__ import annotations

import pytest
from qgis_plugin.core.protocol import SearchRequest
from qgis_plugin.core.question_history import MAX_HITS, MAX_QUESTIONS, QuestionHistory
from qgis_plugin.core.results import CONFIRMED, REJECTED, verdict_of
from tests.qgis.made_up import PATIENCE_MS, answer, results
from tests.qgis.search_pages import hits, layer_of

from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def ask(page, qtbot, stub, question, count=3):
    stub.answers["POST /search"] = hits(count, question=question)
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask(question)


def layers():
    return sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())


def verdicts(page):
    return [verdict_of(hit) for hit in page.view.results.hits]


def test_a_question_opens_beside_a_layer_that_was_judged(asked, qtbot, stub):
    press(asked.view, Qt.Key.Key_C)
    judged = layer_of(asked)
    ask(asked, qtbot, stub, "a lake")
    assert layer_of(asked).id() != judged.id()
    ask(asked, qtbot, stub, "a bridge")
    assert layers() == ["a bridge", "water beside trees"], "what was not judged is replaced"
    assert [feature["verdict"] or None for feature in judged.getFeatures()] == [CONFIRMED, None, None]


def test_a_layer_whose_judgements_were_all_undone_is_replaced(asked, qtbot, stub):
    press(asked.view, Qt.Key.Key_C)
    press(asked.view, Qt.Key.Key_R)
    asked.triage.undo(2)
    ask(asked, qtbot, stub, "a lake")
    assert layers() == ["a lake"]


def test_a_tile_that_is_judged_is_judged_in_every_layer(asked, qtbot, stub):
    press(asked.view, Qt.Key.Key_C)
    first = layer_of(asked)
    ask(asked, qtbot, stub, "a lake")
    asked.view.go_to(102)
    press(asked.view, Qt.Key.Key_R)
    assert [feature["verdict"] or None for feature in first.getFeatures()] == [CONFIRMED, REJECTED, None]
    asked.triage.undo()
    assert [feature["verdict"] or None for feature in first.getFeatures()] == [CONFIRMED, None, None]


def test_back_shows_the_question_before_with_its_filters(asked, qtbot, stub):
    asked.filters.threshold.setValue(40)
    ask(asked, qtbot, stub, "a lake", count=2)
    asked.filters.threshold.setValue(0)
    ask(asked, qtbot, stub, "a bridge", count=1)
    asked_before = len(stub.asked("POST /search"))
    asked.navigation.back.click()
    assert asked.search_line.text == "a lake"
    assert len(asked.view.results.hits) == 2
    assert asked.filters.filters().threshold == pytest.approx(0.4)
    qtbot.waitUntil(lambda: layer_of(asked).featureCount() == 2, timeout=PATIENCE_MS)
    assert layer_of(asked).name() == "a lake"
    asked.navigation.back.click()
    assert (asked.search_line.text, asked.filters.filters().threshold) == ("water beside trees", None)
    assert not asked.navigation.back.isEnabled()
    asked.navigation.forward.click()
    asked.navigation.forward.click()
    assert (asked.search_line.text, len(asked.view.results.hits)) == ("a bridge", 1)
    assert not asked.navigation.forward.isEnabled()
    assert len(stub.asked("POST /search")) == asked_before, "answers are kept"


def test_back_by_key_and_the_buttons_name_the_question(asked, qtbot, stub):
    ask(asked, qtbot, stub, "a lake")
    assert "water beside trees" in asked.navigation.back.toolTip()
    asked.activateWindow()
    asked.view.setFocus()
    press(asked.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert asked.search_line.text == "water beside trees"


def test_a_new_question_forgets_those_gone_back_from(asked, qtbot, stub):
    ask(asked, qtbot, stub, "a lake")
    asked.navigation.back.click()
    ask(asked, qtbot, stub, "a bridge")
    assert not asked.navigation.forward.isEnabled()
    asked.navigation.back.click()
    assert asked.search_line.text == "water beside trees"


def test_back_to_a_judged_layer_makes_it_current_and_judgements_since_are_shown(asked, qtbot, stub):
    press(asked.view, Qt.Key.Key_C)
    judged = layer_of(asked)
    ask(asked, qtbot, stub, "a lake")
    asked.view.go_to(103)
    press(asked.view, Qt.Key.Key_R)
    asked.navigation.back.click()
    assert layer_of(asked).id() == judged.id()
    assert verdicts(asked) == [CONFIRMED, None, REJECTED]
    assert layers() == ["a lake", "water beside trees"]


def test_a_question_without_answer_is_gone_back_to_as_well(asked, qtbot, stub):
    ask(asked, qtbot, stub, "nothing", count=0)
    ask(asked, qtbot, stub, "a lake")
    stub.answers["POST /search"] = hits(0, question="nothing")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.navigation.back.click()
    assert asked._stack.currentWidget() is asked.empty


def one(number: int, count: int = 1):
    return results(
        count,
        request=SearchRequest(question=f"question {number}"),
        answer=answer(count, question=f"question {number}"),
        asked=f"2026-09-15T08:00:00.{number:06d}+00:00",
    )


def test_the_history_keeps_fifty_questions():
    history = QuestionHistory()
    for number in range(MAX_QUESTIONS + 5):
        history.visit(one(number))
    steps = 0
    while history.back() is not None:
        steps += 1
    assert steps == MAX_QUESTIONS - 1


def test_answers_too_large_to_keep_leave_their_question():
    history = QuestionHistory()
    large = one(1).with_hits(one(1).hits * (MAX_HITS - 1))
    history.visit(large)
    history.visit(one(2, count=3))
    assert history.earlier.hits == ()
    assert history.earlier.request == large.request


def test_looking_at_an_answer_again_is_no_new_question():
    history = QuestionHistory()
    history.visit(one(1))
    history.visit(one(2))
    history.visit(one(1))
    assert history.earlier is None
    assert history.later == one(2)


# On the map


@pytest.fixture
def on_map(asked, qgis_canvas):
    """The page whose layer is the active one, with the keyboard on the canvas."""
    asked.map_judging._iface.active = layer_of(asked)
    return asked


def test_the_keys_judge_on_the_map_while_our_layer_is_active(on_map, qgis_canvas):
    press(qgis_canvas, Qt.Key.Key_C)
    assert verdicts(on_map) == [CONFIRMED, None, None]
    press(qgis_canvas, Qt.Key.Key_Z, CONTROL)
    assert verdicts(on_map) == [None, None, None]


def test_what_is_selected_on_the_map_is_meant(on_map, qgis_canvas):
    layer = layer_of(on_map)
    (wanted,) = [feature.id() for feature in layer.getFeatures() if feature["tile_id"] == 103]
    layer.selectByIds([wanted])
    press(qgis_canvas, Qt.Key.Key_R)
    assert verdicts(on_map) == [None, None, REJECTED]


def test_with_another_layer_active_the_map_judges_nothing(asked, qgis_canvas):
    press(asked.view, Qt.Key.Key_C)
    press(qgis_canvas, Qt.Key.Key_R)
    press(qgis_canvas, Qt.Key.Key_Z, CONTROL)
    assert verdicts(asked) == [CONFIRMED, None, None]


def test_qgis_keeps_its_undo_while_the_layer_is_edited(on_map, qgis_canvas):
    press(qgis_canvas, Qt.Key.Key_C)
    layer_of(on_map).startEditing()
    press(qgis_canvas, Qt.Key.Key_Z, CONTROL)
    press(qgis_canvas, Qt.Key.Key_R)
    assert verdicts(on_map) == [CONFIRMED, None, None]
    layer_of(on_map).rollBack()


def test_a_click_with_the_tool_picks_the_tile_that_is_judged(asked, qgis_canvas, qtbot):
    qtbot.waitUntil(lambda: asked.hit_index.complete, timeout=PATIENCE_MS)
    asked.map_judging.tool.start()
    asked.map_judging.tool.picked.emit(QgsPointXY(15.25, 47.95))
    assert asked.view.selected_hits()[0].tile_id == 103
    press(qgis_canvas, Qt.Key.Key_C)
    assert verdicts(asked) == [None, None, CONFIRMED]
    with qtbot.waitSignal(asked.message_emitted, timeout=PATIENCE_MS):
        asked.map_judging.tool.picked.emit(QgsPointXY(0, 0))
    asked.map_judging.tool.leave()


def test_the_map_tip_tells_what_is_thought(asked, qtbot):
    from qgis_plugin.core.protocol import Mark
    from qgis_plugin.core.settings import author

    from qgis.core import QgsExpression

    mine = Mark(CONFIRMED, "major", "roof <gone> & lost", author=author())
    asked.mark_editor.take_over(
        asked.view.results.catalog_id, {101: {author(): mine, "Anna": Mark(REJECTED, author="Anna")}}
    )
    layer = layer_of(asked)
    context = layer.createExpressionContext()
    feature = next(one for one in layer.getFeatures() if one["tile_id"] == 101)
    context.setFeature(feature)
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "<b>Confirmed</b>" in tip
    assert "Grade: major" in tip
    assert "Note: roof &lt;gone> &amp; lost" in tip
    assert "Rejected by Anna" in tip
    assert feature["author"] == author()


def test_unsure_tiles_have_a_colour_of_their_own_on_the_map(asked):
    from qgis_plugin.gui.colours import VERDICT_COLOURS

    rules = layer_of(asked).renderer().rootRule().children()
    drawn = {rule.label(): rule.symbol().symbolLayers()[-1].color().name() for rule in rules if rule.symbol()}
    assert drawn["Unsure"] == VERDICT_COLOURS["unsure"]


def test_a_judged_layer_that_was_removed_and_put_back_is_not_replaced_either(asked, qtbot, stub):
    press(asked.view, Qt.Key.Key_C)
    QgsProject.instance().removeMapLayer(layer_of(asked).id())
    asked.header.restore_requested.emit()
    ask(asked, qtbot, stub, "a lake")
    assert layers() == ["a lake", "water beside trees"]
