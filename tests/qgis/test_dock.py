"""The dock as a whole: which page when, and nothing left behind."""

from __future__ import annotations

import pytest
from qgis_plugin.core.protocol import Problem
from qgis_plugin.gui.dock import SearchDock
from qgis_plugin.gui.search.note_panel import NoteTask
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.test_dock_search import Iface, catalog, hits


@pytest.fixture
def iface(qgis_new_project, qgis_canvas, qgis_iface):
    made = Iface(qgis_canvas)
    made.messageBar = qgis_iface.messageBar
    made.layerTreeView = qgis_iface.layerTreeView
    made.mainWindow = qgis_iface.mainWindow
    return made


@pytest.fixture
def dock(iface, session, stub, qtbot):
    stub.answers["POST /search"] = hits(3)
    made = SearchDock(iface, session)
    made.show()
    yield made
    made.close_down()
    made.close()
    made.deleteLater()
    qtbot.wait(1)


def test_with_an_engine_the_dock_opens_on_searching(dock):
    assert dock.tabs.currentWidget() is dock.search
    assert dock.tabs.tabBar().isVisible()


def test_no_message_lies_over_a_note_that_is_written(dock):
    for notes in (dock.search.triage.notes, dock.mission.notes):
        dock.messages.show_message("Undone.", action="Redo", then=lambda: None)
        notes.edit(NoteTask("a", "Note", "", print))
        assert dock.messages.text == ""


def test_without_an_engine_there_is_nothing_but_setting_it_up(iface, engine, session, qtbot):
    engine.use(None)
    dock = SearchDock(iface, session)
    dock.show()
    assert dock.tabs.currentWidget() is dock.setup
    assert not dock.tabs.tabBar().isVisible()
    dock.close_down()
    dock.deleteLater()


def test_once_the_engine_is_there_searching_is_shown(dock, engine, stub, qtbot):
    from qgis_plugin.core.installation import SERVICE, Installation

    engine.use(None)
    assert dock.tabs.currentWidget() is dock.setup
    engine.use(Installation(kind=SERVICE, url=stub.url), token=stub.token)
    engine.start()
    qtbot.waitUntil(lambda: dock.tabs.currentWidget() is dock.search, timeout=PATIENCE_MS)


def test_a_restart_of_the_engine_leaves_the_page_as_it_is(dock, ready, qtbot):
    dock.show_setup()
    ready.restart()
    qtbot.waitUntil(lambda: ready.client is not None, timeout=PATIENCE_MS)
    qtbot.wait(20)
    assert dock.tabs.currentWidget() is dock.setup


def test_asking_from_elsewhere_opens_the_search(dock, session, qtbot):
    session.use_catalog(catalog())
    dock.show_catalogs()
    with qtbot.waitSignal(dock.search.controller.answered, timeout=PATIENCE_MS):
        dock.ask("water beside trees")
    assert dock.tabs.currentWidget() is dock.search
    assert dock.search.search_line.text == "water beside trees"


def test_an_engine_that_ended_is_told_of_in_the_dock(dock, engine):
    engine.crashed.emit(
        Problem.local("engine-ended", "The engine ended unexpectedly.", remedy="It is being started again.")
    )
    assert "ended unexpectedly" in dock.messages.text


def test_choosing_a_catalog_leads_to_the_catalogs(dock):
    dock.search.catalogs_requested.emit()
    assert dock.tabs.currentWidget() is dock.catalogs


def test_what_the_file_of_a_layer_refuses_is_said_in_the_dock(dock):
    dock.search.map_sync.refused.emit("The layer did not take the change")
    assert "The layer did not take the change" in dock.messages.text
