from __future__ import annotations

from pathlib import Path

import pytest
from qgis_plugin.core.formatting import format_score
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED, Results
from qgis_plugin.gui.colours import SCORE_STOPS, VERDICT_COLOURS
from qgis_plugin.gui.layers.layer_group import tilescribe_group
from qgis_plugin.gui.layers.result_fields import SCORE_TEXT
from qgis_plugin.gui.layers.result_layer import RESULTS, ResultLayer, is_result_layer
from tests.qgis.made_up import PATIENCE_MS, hit, results

from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsProject, QgsVectorLayer

STYLE = Path(__file__).parents[2] / "resources" / "styles" / "results.qml"


@pytest.fixture
def shown(qgis_new_project, qtbot, tmp_path):
    """A layer that shows three hits."""
    layer = ResultLayer.create("Results", style=STYLE, thumbnails=tmp_path)
    with qtbot.waitSignal(layer.filled, timeout=PATIENCE_MS):
        layer.show(results(3), name="flooding river")
    yield layer
    layer.detach()


def values(layer, name):
    return [feature[name] for feature in layer.layer.getFeatures()]


def test_every_hit_is_a_feature_with_its_attributes(shown):
    assert values(shown, "rank") == [1, 2, 3]
    assert values(shown, "tile_id") == [101, 102, 103]
    assert values(shown, "valid_share") == [1.0, 1.0, 1.0]
    assert values(shown, "available") == [True, True, True]
    assert values(shown, "acquired")[0].toString("yyyy-MM-dd") == "2026-09-14"
    assert shown.layer.extent().xMaximum() == pytest.approx(15.03)


def test_the_layer_lies_in_our_group_above_the_imagery(shown):
    project = QgsProject.instance()
    below = QgsVectorLayer("Point", "imagery", "memory")
    project.addMapLayer(below, False)
    project.layerTreeRoot().addLayer(below)
    assert [layer.name() for layer in project.layerTreeRoot().layerOrder()] == ["flooding river", "imagery"]


def test_the_group_is_known_again_after_it_was_renamed(shown):
    tilescribe_group(QgsProject.instance()).setName("Search")
    assert tilescribe_group(QgsProject.instance()).name() == "Search"


def test_other_results_replace_those_before(shown, qtbot):
    with qtbot.waitSignal(shown.filled, timeout=PATIENCE_MS):
        shown.show(results(5), name="again")
    assert values(shown, "rank") == [1, 2, 3, 4, 5]
    assert shown.layer.name() == "again"


def test_selecting_tiles_selects_their_features_and_does_not_echo(shown, qtbot):
    with qtbot.assertNotEmitted(shown.selected):
        shown.select([103])
    assert [feature["tile_id"] for feature in shown.layer.selectedFeatures()] == [103]


def test_selecting_on_the_map_tells_which_tiles(shown, qtbot):
    with qtbot.waitSignal(shown.selected, timeout=PATIENCE_MS) as told:
        shown.layer.selectByExpression('"rank" > 1')
    assert sorted(told.args[0]) == [102, 103]


def test_a_mark_reaches_its_feature_only(shown):
    marked = results(3).with_marks({102: Mark(CONFIRMED, note="seen", question="flooding river")})
    shown.update_results(marked, [102])
    assert [value or None for value in values(shown, "verdict")] == [None, CONFIRMED, None]
    assert values(shown, "note")[1] == "seen"


def test_a_mark_set_while_the_layer_is_being_filled_is_not_lost(shown, qtbot):
    many = results(20_000)
    with qtbot.waitSignal(shown.filled, timeout=PATIENCE_MS):
        shown.show(many, name="many")
        shown.update_results(many.with_marks({20_100: Mark(CONFIRMED, question="flooding river")}), [20_100])
    assert values(shown, "verdict")[-1] == CONFIRMED


def test_a_layer_removed_while_shown_lets_go(shown, qtbot):
    with qtbot.waitSignal(shown.removed, timeout=PATIENCE_MS):
        QgsProject.instance().removeMapLayer(shown.layer.id())
    shown.select([101])
    shown.show(results(1), name="nothing")
    shown.update_results(results(1), [101])
    shown.store_results()
    assert not shown.alive


def test_the_layer_tells_question_filters_and_model(shown):
    metadata = shown.layer.metadata()
    assert metadata.title() == "flooding river"
    assert "3 of 240 tiles" in metadata.abstract()
    assert "all-MiniLM-L6-v2" in metadata.history()[0]


def test_the_temporal_controller_knows_the_days(shown, qtbot):
    assert shown.layer.temporalProperties().isActive()
    assert shown.layer.temporalProperties().startField() == "acquired"
    undated = results(1).with_hits([hit(acquired=None)])
    with qtbot.waitSignal(shown.filled, timeout=PATIENCE_MS):
        shown.show(undated, name="undated")
    assert not shown.layer.temporalProperties().isActive()


def test_packed_results_carry_the_marks(shown):
    marked = results(3).with_marks({102: Mark(CONFIRMED, question="flooding river")})
    shown.update_results(marked, [102])
    shown.store_results()
    assert Results.loads(shown.layer.customProperty(RESULTS)) == marked
    assert is_result_layer(shown.layer)


def test_results_too_many_for_a_project_leave_their_question_in_it(shown):
    shown.update_results(results(6000), [])
    shown.store_results()
    dumps = Results.loads(shown.layer.customProperty(RESULTS))
    assert dumps.hits == ()
    assert dumps.question == "flooding river"


def test_a_kept_layer_says_so(shown):
    assert not shown.kept
    shown.keep(True)
    assert shown.kept


def test_the_style_draws_in_the_colours_of_the_list(shown):
    style = STYLE.read_text(encoding="utf-8")
    for _, colour in SCORE_STOPS:
        assert colour in style
    rules = shown.layer.renderer().rootRule().children()
    drawn = {rule.label(): rule.symbol().symbolLayers()[-1].color().name() for rule in rules}
    assert drawn["Confirmed"] == VERDICT_COLOURS["confirmed"]
    assert drawn["Rejected"] == VERDICT_COLOURS["rejected"]


def test_the_map_tip_shows_picture_and_words_as_text(shown, tmp_path, qtbot):
    (tmp_path / "101.jpg").write_bytes(b"a picture")
    odd = results(1).with_hits([hit(matched="<b>A & B</b>", against=("“trees” should be missing.", "And <i>."))])
    with qtbot.waitSignal(shown.filled, timeout=PATIENCE_MS):
        shown.show(odd, name="odd")
    context = shown.layer.createExpressionContext()
    context.setFeature(next(shown.layer.getFeatures()))
    tip = QgsExpression.replaceExpressionText(shown.layer.mapTipTemplate(), context)
    assert f'src="file://{tmp_path}/101.jpg"' in tip
    assert "&lt;b>A &amp; B&lt;/b>" in tip
    assert "90 % · 2026-09-14 · 112 m" in tip
    assert "“trees” should be missing. And &lt;i>." in tip


@pytest.mark.parametrize("score", [0.0, 0.004, 0.01, 0.5, 0.764, 0.99, 0.995, 1.0])
def test_expressions_write_a_score_as_the_dock_does(shown, score):
    feature = next(shown.layer.getFeatures())
    feature["score"] = score
    context = QgsExpressionContext()
    context.setFeature(feature)
    assert QgsExpression(SCORE_TEXT).evaluate(context) == format_score(score)


def test_scores_are_spread_over_the_whole_ramp(shown):
    scope = QgsExpressionContextUtils.layerScope(shown.layer)
    assert float(scope.variable("tilescribe_highest")) == pytest.approx(0.9)
    assert float(scope.variable("tilescribe_lowest")) == pytest.approx(results(3).score_span[0])
