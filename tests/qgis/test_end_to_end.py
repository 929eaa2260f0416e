"""The main path with the real engine: set up, index, ask, click, confirm, export, read the export back.

The engine is that of the environment in which `make test` runs it: TILESCRIBE_PYTHON, else .venv.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr
from qgis_plugin.core import routes
from qgis_plugin.core.engine import EngineController, EngineState
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.session import Session
from qgis_plugin.core.threads import wait_for_all
from qgis_plugin.gui.dock import SearchDock
from qgis_plugin.gui.two_dates.overlay import AFTER
from qgis_plugin.processing.provider import TilescribeProvider
from tests.qgis.test_processing import processing_runner

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QCheckBox

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("TILESCRIBE_PYTHON") or ROOT / ".venv" / "bin" / "python")
QUESTION = "water"
DRAW = """
import sys
from pathlib import Path
from tests.scenes import draw
folder = Path(sys.argv[1])
draw(folder / "lake_20260915.tif", seed=2, west=401_000.0, cover="water")
draw(folder / "forest_20260916.tif", seed=3, west=402_000.0, cover="forest")
"""
"""What it indexes: a lake and a wood side by side, in UTM 33 N."""
DRAW_DATES = """
import sys
from pathlib import Path
from tests.comparisons import draw_dates
draw_dates(Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def imagery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert PYTHON.exists(), f"There is no engine at {PYTHON}: make env, or name one with TILESCRIBE_PYTHON"
    folder = tmp_path_factory.mktemp("Bilder vom Müller")
    subprocess.run([str(PYTHON), "-c", DRAW, str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture
def dock(qgis_iface: Any, qgis_new_project: None, qtbot: Any, paths: PluginPaths) -> Iterator[SearchDock]:
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    engine = EngineController(paths)
    session = Session(engine)
    made = SearchDock(qgis_iface, session)
    made.resize(420, 800)
    made.show()
    yield made
    made.close_down()
    supervisor = engine.supervisor
    engine.stop(wait=True)
    assert supervisor is None or not supervisor.running
    wait_for_all(5000)
    made.deleteLater()
    session.deleteLater()
    engine.deleteLater()
    qtbot.wait(1)


def test_from_nothing_to_an_export_that_can_be_read(
    dock: SearchDock, imagery: Path, qgis_iface: Any, qtbot: Any, answer_to: Any, tmp_path: Path
) -> None:
    session, engine = dock._session, dock._session.engine
    assert engine.state is EngineState.MISSING
    _use_the_interpreter(dock, qtbot)
    answer_to(session.open_catalog(str(tmp_path / "fläche.gpkg"), create=True), timeout_ms=60_000)
    _index(dock, imagery, qtbot)
    details = answer_to(engine.send(routes.catalog(session.catalog.id)))
    assert details.rasters.present == 2
    assert details.tiles.done == details.tiles.total > 10

    dock.ask(QUESTION)
    view = dock.search.view
    qtbot.waitUntil(lambda: bool(view.results.hits), timeout=90_000)
    best = view.results.hits[0]
    assert best.raster == "lake_20260915.tif"

    canvas = qgis_iface.mapCanvas()
    canvas.setExtent(QgsRectangle(0, 0, 1, 1))
    index = view.model().index(0, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    qtbot.waitUntil(
        lambda: canvas.extent().contains(dock.search.map_sync.current.layer.extent().center()), timeout=10_000
    )

    qtbot.keyClick(view, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: view.results.hits[0].marks != ())
    qtbot.waitUntil(lambda: bool(answer_to(engine.send(routes.marks(session.catalog.id))).tiles), timeout=30_000)
    marked = answer_to(engine.send(routes.marks(session.catalog.id))).tiles
    assert [(mark.tile_id, mark.verdict, mark.question) for mark in marked] == [(best.tile_id, "confirmed", QUESTION)]

    target = tmp_path / "treffer.gpkg"
    with qtbot.waitSignal(dock.search.output.succeeded, timeout=30_000):
        dock.search.output.export_to(str(target))
    exported = _read(target)
    assert list(exported) == [best.tile_id], "what is confirmed, once something is"
    assert exported[best.tile_id]["verdict"] == "confirmed"


def test_killed_while_it_is_used_it_comes_back_with_the_catalog(
    dock: SearchDock, imagery: Path, qtbot: Any, answer_to: Any, tmp_path: Path
) -> None:
    session, engine = dock._session, dock._session.engine
    _use_the_interpreter(dock, qtbot)
    answer_to(session.open_catalog(str(tmp_path / "area.gpkg"), create=True), timeout_ms=60_000)
    _index(dock, imagery, qtbot)
    os.kill(engine.supervisor.pid, 9)
    dock.ask(QUESTION)
    qtbot.waitUntil(lambda: bool(dock.search.view.results.hits), timeout=90_000)


def test_two_dates_compared_by_processing_are_asked_in_the_dock(
    dock: SearchDock, process: Any, qtbot: Any, answer_to: Any, tmp_path: Path
) -> None:
    subprocess.run([str(PYTHON), "-c", DRAW_DATES, str(tmp_path / "tifs")], cwd=ROOT, check=True)
    session = dock._session
    _use_the_interpreter(dock, qtbot)
    path = str(tmp_path / "area.gpkg")
    process("indexrasters", {"FOLDER": str(tmp_path / "tifs"), "CAPTIONER": "facts", "OUTPUT": path})
    answer_to(session.open_catalog(path), timeout_ms=60_000)
    assert session.catalog.changes is None
    with qtbot.waitSignal(session.catalog_changed, timeout=60_000):
        compared = process("comparedates", {"CATALOG": path, "CAPTIONER": "facts"})
    assert (compared["TILES_COMPARED"], compared["TILES_FAILED"]) == (9, 0)
    (feature, *others) = process("searchchanges", {"CATALOG": path, "OUTPUT": "memory:"})["layer"].getFeatures()
    assert len(others) == 8
    assert feature["magnitude"] == pytest.approx(feature["score"])
    assert feature["before_rasters"] == "before_20250914.tif"

    assert dock.search.search_line.findChild(QCheckBox, "TilescribeChanged").isVisibleTo(dock.search)
    dock.search.search_line.set_changed(True)
    dock.ask("")
    qtbot.waitUntil(lambda: bool(dock.search.view.results.hits), timeout=90_000)
    best = dock.search.view.results.hits[0]
    assert (best.tile_id, best.pair.magnitude) == (feature["tile_id"], pytest.approx(feature["magnitude"]))
    dock.search.tile_actions.describe(best.tile_id)
    qtbot.waitUntil(lambda: not dock.search.details._earlier.isNull(), timeout=30_000)

    dock.search.view.chosen.emit(best)
    comparison = dock.search.two_dates.comparison
    qtbot.waitUntil(lambda: comparison.can_compare, timeout=30_000)
    assert comparison._sides.before.layers[0].source().endswith("before_20250914.tif")
    assert comparison._sides.own == AFTER
    drawn = process("heatmap", {"CATALOG": path, "CHANGED": True, "OUTPUT": str(tmp_path / "change.tif")})
    assert 0 < drawn["HIGHEST"] <= 1
    with qtbot.waitSignal(dock.search.heat_maps.made, timeout=60_000):
        dock.search.heat_maps.draw(dock.search.view.results, str(tmp_path / "dock.tif"))
    (heat,) = [one for one in QgsProject.instance().mapLayers().values() if one.name().startswith("Heat map")]
    assert heat.renderer().type() == "singlebandpseudocolor", "the style of the engine"


@pytest.fixture
def process(dock: SearchDock) -> Any:
    """`process("search", {...})`: the results of an algorithm."""
    provider = TilescribeProvider(dock._session.engine)
    provider.refreshAlgorithms()
    made = processing_runner(provider)
    yield made
    provider.deleteLater()


def _use_the_interpreter(dock: SearchDock, qtbot: Any) -> None:
    setup_options = dock.setup.welcome.setup_options
    dock.setup.welcome.others.setCollapsed(False)
    setup_options.interpreter.setFilePath(str(PYTHON))
    setup_options.use_interpreter.click()
    qtbot.waitUntil(lambda: dock._session.engine.state is EngineState.READY, timeout=90_000)


def _index(dock: SearchDock, imagery: Path, qtbot: Any) -> None:
    assert dock._session.catalog is not None
    dock.show_catalogs()
    panel = dock.catalogs
    panel.add_paths([str(imagery)])
    qtbot.waitUntil(panel.add_panel.start.isEnabled, timeout=60_000)
    with qtbot.waitSignal(panel.jobs.concluded, timeout=180_000) as concluded:
        panel.add_panel.start.click()
    assert concluded.args[0].state == "done", concluded.args[0].problem


def _read(path: Path) -> dict[int, dict[str, Any]]:
    """The exported features by tile."""
    ogr.UseExceptions()  # GDAL 3.7 and newer warn where it is not said.
    source = ogr.Open(str(path))
    rows = [feature.items() for feature in source.GetLayer(0)]
    return {row["tile_id"]: row for row in rows}
