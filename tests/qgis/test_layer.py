from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from qgis_plugin.core.formatting import format_score
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED, Results
from qgis_plugin.gui.colours import SCORE_RAMPS, VERDICT_COLOURS, score_colour
from qgis_plugin.gui.layers.layer_group import tilescribe_group
from qgis_plugin.gui.layers.result_fields import SCORE_TEXT
from qgis_plugin.gui.layers.result_layer import RESULTS, ResultLayer, is_result_layer
from qgis_plugin.gui.layers.score_classes import free_ramp
from tests.qgis.made_up import PATIENCE_MS, hit, results

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPalLayerSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

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


def _legend(layer) -> dict[str, str]:
    """Label to colour of every line of the legend."""
    return {node.label(): _stroke(node.symbol()) for node in layer.renderer().legendSymbolItems() if node.symbol()}


def _stroke(symbol) -> str:
    return symbol.symbolLayers()[-1].color().name()


def test_the_legend_has_a_scale_in_the_colours_of_the_list(shown):
    legend = _legend(shown.layer)
    assert [label for label in legend if "%" in label] == [
        "80 – 100 %", "60 – 80 %", "40 – 60 %", "20 – 40 %", "0 – 20 %",
    ]  # fmt: skip
    assert legend["80 – 100 %"] == SCORE_RAMPS[0][-1] == score_colour(0.9).name()
    assert legend["Confirmed"] == VERDICT_COLOURS["confirmed"]
    assert legend["Rejected"] == VERDICT_COLOURS["rejected"]
    assert legend["Unsure"] == VERDICT_COLOURS["unsure"]


@pytest.mark.parametrize("score", [0.0, 0.19, 0.2, 0.5, 0.8, 1.0])
def test_a_tile_is_drawn_in_the_colour_of_its_row(shown, score):
    feature = next(shown.layer.getFeatures())
    feature["score"] = score
    assert _drawn(shown.layer, feature) == score_colour(score).name()


@pytest.mark.parametrize("verdict", ["confirmed", "rejected", "unsure"])
def test_a_judged_tile_is_drawn_in_the_colour_of_its_verdict(shown, verdict):
    feature = next(shown.layer.getFeatures())
    feature["verdict"] = verdict
    assert _drawn(shown.layer, feature) == VERDICT_COLOURS[verdict]


def _drawn(layer, feature) -> str:
    """The colour that a feature is drawn in, but for the dark line beneath."""
    alone = layer.clone()
    alone.setLabelsEnabled(False)
    alone.dataProvider().truncate()
    alone.dataProvider().addFeatures([feature])
    alone.updateExtents()
    settings = QgsMapSettings()
    settings.setLayers([alone])
    settings.setDestinationCrs(alone.crs())
    extent = alone.extent()
    extent.scale(1.5)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(200, 200))
    settings.setFlag(QgsMapSettings.Flag.Antialiasing, False)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    seen = Counter(picture.pixelColor(x, y).name() for x in range(200) for y in range(200))
    return next(colour for colour, _ in seen.most_common() if colour not in ("#ffffff", "#000000", "#919191"))


@pytest.mark.parametrize(
    ("verdict", "score", "colour"),
    [
        (None, 0.05, SCORE_RAMPS[0][0]),
        (None, 0.5, SCORE_RAMPS[0][2]),
        (None, 0.95, SCORE_RAMPS[0][4]),
        ("rejected", 0.95, VERDICT_COLOURS["rejected"]),
    ],
)
def test_the_rank_stands_on_the_same_colour(shown, verdict, score, colour):
    feature = next(shown.layer.getFeatures())
    feature["score"], feature["verdict"] = score, verdict
    context = shown.layer.createExpressionContext()
    context.setFeature(feature)
    labels = QgsPalLayerSettings(shown.layer.labeling().settings())
    fill = labels.dataDefinedProperties().property(QgsPalLayerSettings.Property.ShapeFillColor)
    value = fill.valueAsColor(context, QColor())
    assert value[0].name() == colour


def test_every_line_of_the_legend_is_there_once(shown):
    labels = [node.label() for node in shown.layer.renderer().legendSymbolItems()]
    assert len(labels) == len(set(labels))


def test_layers_beside_each_other_have_colours_of_their_own(qgis_new_project, tmp_path):
    layers = []
    for _ in SCORE_RAMPS:
        ramp = free_ramp([one.layer for one in layers])
        layers.append(ResultLayer.create("one", style=STYLE, thumbnails=tmp_path, ramp=ramp))
    assert sorted(one.ramp for one in layers) == list(range(len(SCORE_RAMPS)))
    assert len({_legend(one.layer)["80 – 100 %"] for one in layers}) == len(SCORE_RAMPS)
    assert free_ramp([one.layer for one in layers]) == 0


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
