"""What of the plugin is built, with a service behind it that answers by the contract's golden files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PyQt6 import QtCore
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMainWindow, QMenu, QWidget
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis_plugin.core.engine import EngineController
from qgis_plugin.core.installation import SERVICE, Installation
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.session import Session
from tests.pyqt6.qgis_stubs import Anything
from tests.qgis.search_pages import catalog, hits
from tests.qgis.stub_service import StubService

Wait = Callable[..., bool]


class Iface(QtCore.QObject):
    """As much of QGIS's interface as there has to be; the rest takes every call."""

    currentLayerChanged = QtCore.pyqtSignal(object)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.bar = QgsMessageBar(self.window)
        self.menu = self.window.menuBar().addMenu("Raster")
        self.tool_bar = self.window.addToolBar("Raster")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(Anything(), name)

    def mapCanvas(self) -> Any:
        return self.canvas

    def mainWindow(self) -> QMainWindow:
        return self.window

    def messageBar(self) -> Any:
        return self.bar

    def rasterMenu(self) -> QMenu:
        return self.menu

    def activeLayer(self) -> None:
        return None

    def addRasterToolBarIcon(self, action: QAction) -> None:
        self.tool_bar.addAction(action)

    def addToolBarIcon(self, action: QAction) -> None:
        self.tool_bar.addAction(action)

    def addDockWidget(self, area: QtCore.Qt.DockWidgetArea, dock: Any) -> None:
        self.window.addDockWidget(area, dock)


def leave_symbols_out() -> None:
    """How a layer is drawn is QGIS's own, and read from its style file: `tests/qgis` looks at that."""
    from qgis_plugin.gui.layers import result_layer

    result_layer.apply_style = lambda *_arguments, **_named: None


def scenes(folder: Path, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    """Each part of the plugin by name, shown and ready to be used."""
    leave_symbols_out()
    yield from set_up(folder)
    with StubService() as stub:
        stub.answers["POST /search"] = hits(3)
        engine = EngineController(PluginPaths(data=folder / "data", profile=folder / "profile"))
        engine.use(Installation(kind=SERVICE, url=stub.url), token=stub.token)
        session = Session(engine)
        session.use_catalog(catalog())
        yield from dock(session, wait)
        yield "options", options(session)
        engine.stop()
        yield from whole_plugin()


def set_up(folder: Path) -> Iterator[tuple[str, QWidget]]:
    """A dock that has no engine yet."""
    from qgis_plugin.gui.setup.setup_page import SetupPage

    page = SetupPage(Session(EngineController(PluginPaths(data=folder / "none", profile=folder / "none"))))
    page.resize(420, 800)
    page.show()
    yield "set-up", page


def dock(session: Session, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    from qgis_plugin.gui.dock import SearchDock

    iface = Iface()
    made = SearchDock(iface, session)
    made.resize(420, 800)
    made.show()
    made.ask("water beside trees")
    assert wait(lambda: made.search.view.model().rowCount() == 3), "The question was not answered"
    for row in range(made.tabs.count()):
        made.tabs.setCurrentIndex(row)
        wait(lambda: False, timeout_ms=300)
        yield f"tab {made.tabs.tabText(row)}", made.tabs.widget(row)
    yield "dock", made
    made.close_down()


def options(session: Session) -> QWidget:
    from qgis_plugin.gui.options import TilescribeOptionsFactory

    page: QWidget = TilescribeOptionsFactory(session).createWidget()
    page.show()
    return page


def whole_plugin() -> Iterator[tuple[str, QWidget]]:
    """As QGIS loads it: its action, its menus, and gone again."""
    from qgis_plugin import classFactory

    iface = Iface()
    plugin = classFactory(iface)
    plugin.initGui()
    iface.window.show()
    yield "window", iface.window
    plugin.show_dock()
    yield "window with the dock", iface.window
    plugin.unload()
