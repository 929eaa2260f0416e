"""The list after a project was opened: what was in it last, whichever layer QGIS makes the active one."""

from __future__ import annotations

from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.search_pages import hits, layer_of

from qgis.core import QgsProject


def test_qgis_making_another_layer_active_does_not_change_the_list(asked, qtbot, stub, tmp_path):
    asked.header.keep.setChecked(True)
    stub.answers["POST /search"] = hits(1, question="a lake")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.ask("a lake")
    asked.navigation.back.click()
    assert asked.view.results.question == "water beside trees"
    project, file = QgsProject.instance(), str(tmp_path / "area.qgz")
    assert project.write(file)
    project.clear()
    assert project.read(file)
    shown = layer_of(asked)
    lake = next(layer for layer in project.mapLayers().values() if layer.name() == "a lake")
    iface = asked.map_sync._iface
    iface.setActiveLayer(lake)
    qtbot.waitUntil(lambda: iface.activeLayer() is shown, timeout=PATIENCE_MS)
    assert asked.view.results.question == "water beside trees"


def test_results_that_are_like_a_tile_say_so(asked, qtbot, stub):
    stub.answers["POST /similar"] = hits(2, question="")
    with qtbot.waitSignal(asked.controller.answered, timeout=PATIENCE_MS):
        asked.tile_actions.find_similar(102)
    assert asked.header.text.endswith(", similar to tile 102")
