"""Several analysts on one catalog, with real engines, each a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import routes, settings
from qgis_plugin.core.engine import EngineController, EngineState
from qgis_plugin.core.installation import INTERPRETER, Installation
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import my_mark, other_marks
from qgis_plugin.core.session import Session
from qgis_plugin.core.shapes import POINT
from qgis_plugin.core.threads import wait_for_all
from qgis_plugin.gui.dock import SearchDock
from tests.qgis.test_end_to_end import DRAW, PYTHON, ROOT

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject
from qgis.PyQt.QtCore import Qt

QUESTION = "water"
SECONDS_MS = 15_000
"""Within seconds, on a machine that has more to do."""


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    subprocess.run([str(PYTHON), "-c", DRAW, str(folder)], cwd=ROOT, check=True)
    path = folder / "area.gpkg"
    command = [str(PYTHON), "-m", "tilescribe", "index", str(folder), "--catalog", str(path), "--captioner", "facts"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return path


def started(paths: PluginPaths, qtbot: Any) -> EngineController:
    engine = EngineController(paths)
    engine.use(Installation(kind=INTERPRETER, python=str(PYTHON)))
    engine.start()
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=90_000)
    return engine


@pytest.fixture
def anna(
    qgis_iface: Any, qgis_new_project: None, area: Path, qtbot: Any, answer_to: Any, tmp_path: Path
) -> Iterator[SearchDock]:
    """Anna's dock, with the answer to a question."""
    before = settings.author()
    settings.set_author("anna")
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas = qgis_iface.mapCanvas()
    crs = canvas.mapSettings().destinationCrs()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    engine = started(PluginPaths(data=tmp_path / "a", profile=tmp_path / "pa"), qtbot)
    session = Session(engine)
    dock = SearchDock(qgis_iface, session)
    dock.resize(420, 800)
    dock.show()
    answer_to(session.open_catalog(str(area)), timeout_ms=60_000)
    dock.ask(QUESTION)
    qtbot.waitUntil(lambda: bool(dock.search.view.results.hits), timeout=90_000)
    yield dock
    dock.close_down()
    engine.stop(wait=True)
    wait_for_all(5000)
    dock.deleteLater()
    session.deleteLater()
    engine.deleteLater()
    settings.set_author(before)
    canvas.setDestinationCrs(crs)
    qtbot.wait(1)


class Ben:
    """Another analyst: another engine, in a process of its own, on the same catalog."""

    def __init__(self, engine: EngineController, catalog_id: str, answer_to: Any) -> None:
        self._engine, self._catalog, self._answer_to = engine, catalog_id, answer_to

    def judges(self, tile_id: int, verdict: str, note: str = "") -> None:
        mark = Mark(verdict=verdict, note=note, author="ben", question="ruins")
        self._answer_to(self._engine.send(routes.mark(self._catalog, tile_id, mark)))

    def takes_back(self, tile_id: int) -> None:
        self._answer_to(self._engine.send(routes.unmark(self._catalog, tile_id, author="ben")))

    def sees(self) -> dict:
        """(tile, author) to verdict."""
        marks = self._answer_to(self._engine.send(routes.marks(self._catalog)))
        return {(one.tile_id, one.author): one.verdict for one in marks.tiles}


@pytest.fixture
def ben(area: Path, qtbot: Any, answer_to: Any, tmp_path: Path) -> Iterator[Ben]:
    engine = started(PluginPaths(data=tmp_path / "b", profile=tmp_path / "pb"), qtbot)
    details = answer_to(engine.send(routes.open_catalog(str(area))), timeout_ms=60_000)
    yield Ben(engine, details.id, answer_to)
    engine.stop(wait=True)
    engine.deleteLater()
    qtbot.wait(1)


def test_what_another_judges_is_seen_within_seconds_and_both_judgements_of_a_tile(
    anna: SearchDock, ben: Ben, qtbot: Any
) -> None:
    view = anna.search.view
    tile = view.results.hits[0].tile_id
    qtbot.keyClick(view, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: ben.sees().get((tile, "anna")) == "confirmed", timeout=SECONDS_MS)

    ben.judges(tile, "rejected", "a shadow")
    listing = anna.mission.book
    qtbot.waitUntil(lambda: len(listing.listing.entries) == 2, timeout=SECONDS_MS)
    assert {(one.mark.author, one.mark.verdict) for one in listing.listing.entries} == {
        ("anna", "confirmed"),
        ("ben", "rejected"),
    }
    assert listing.listing.counts.disputed == 1
    qtbot.waitUntil(lambda: bool(other_marks(view.results.hits[0])), timeout=SECONDS_MS)
    hit = view.results.hits[0]
    assert (my_mark(hit).verdict, other_marks(hit)[0].verdict) == ("confirmed", "rejected")

    anna.mission.on_map.click()
    qtbot.waitUntil(lambda: not anna.mission.layer.busy, timeout=SECONDS_MS)
    assert anna.mission.layer.layer.featureCount() == 2
    ben.takes_back(tile)
    qtbot.waitUntil(lambda: anna.mission.layer.layer.featureCount() == 1, timeout=SECONDS_MS)
    qtbot.waitUntil(lambda: not other_marks(view.results.hits[0]), timeout=SECONDS_MS)
    assert my_mark(view.results.hits[0]).verdict == "confirmed"


def test_a_judgement_undone_is_gone_for_the_other_as_well(anna: SearchDock, ben: Ben, qtbot: Any) -> None:
    view, tile = anna.search.view, anna.search.view.results.hits[1].tile_id
    view.go_to(tile)
    qtbot.keyClick(view, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: ben.sees().get((tile, "anna")) == "unsure", timeout=SECONDS_MS)
    anna.search.mark_editor.undo()
    qtbot.waitUntil(lambda: (tile, "anna") not in ben.sees(), timeout=SECONDS_MS)


def test_a_drawing_is_kept_for_both(anna: SearchDock, ben: Ben, qtbot: Any) -> None:
    search = anna.search
    (target,) = search.tile_actions.targets([search.view.results.hits[2]])
    drawer = search.tile_actions.drawer
    drawer.draw(target, POINT)
    drawer.tool.drawn.emit(QgsGeometry.fromPointXY(search._canvas.extent().center()))
    drawer.tool.leave()
    entries = anna.mission.book
    qtbot.waitUntil(
        lambda: any(one.mark.shape for one in entries.listing.entries if one.mark.tile_id == target.tile_id),
        timeout=SECONDS_MS,
    )
    assert ben.sees()[target.tile_id, "anna"] == "confirmed"
