"""Layers that hold more than what would replace them are left alone: copies without an engine, and edits of a user."""

from __future__ import annotations

from typing import Any

from qgis_plugin.gui.mission.mission_layer import MissionLayer
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.missions import marked
from tests.qgis.search_pages import hits, layer_of
from tests.qgis.test_mission_list import fill, me, mission  # noqa: F401 - fixtures

from qgis.core import QgsProject


def tiles_of(layer: Any) -> list:
    return sorted(feature["tile_id"] for feature in layer.getFeatures())


def test_a_mission_layer_shows_its_copy_until_the_marks_can_be_read(
    mission: Any,  # noqa: F811
    tmp_path: Any,
    qtbot: Any,
) -> None:
    fill(mission, qtbot, marked(101), marked(102))
    mission.layer.show(mission.book.listing)
    qtbot.waitUntil(lambda: mission.layer.layer.featureCount() == 2, timeout=PATIENCE_MS)
    path = str(tmp_path / "mission.qgz")
    assert QgsProject.instance().write(path)
    mission.layer.close_down()
    QgsProject.instance().clear()
    later = MissionLayer()
    try:
        assert QgsProject.instance().read(path)
        assert later.alive
        assert tiles_of(later.layer) == [101, 102]
        assert QgsProject.instance().write(path)
        other = QgsProject()
        assert other.read(path)
        assert tiles_of(next(iter(other.mapLayers().values()))) == [101, 102]
        later.follow(mission.book.listing)
        qtbot.waitUntil(lambda: not later.busy, timeout=PATIENCE_MS)
        assert later.layer.providerType() == "memory"
        assert tiles_of(later.layer) == [101, 102]
        assert QgsProject.instance().write(path)
        other = QgsProject()
        assert other.read(path)
        assert tiles_of(next(iter(other.mapLayers().values()))) == [101, 102]
    finally:
        later.close_down()
        mission.layer = MissionLayer(mission)


def test_a_question_opens_beside_a_layer_that_is_being_edited(asked: Any, qtbot: Any, stub: Any) -> None:
    layer = layer_of(asked)
    assert layer.startEditing()
    feature = next(layer.getFeatures())
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("note"), "by hand")
    stub.answers["POST /search"] = hits(2, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    assert layer_of(asked) is not layer
    assert layer.getFeature(feature.id())["note"] == "by hand"
    assert layer.rollBack()
