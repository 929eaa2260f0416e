"""The plugin class: adds the plugin's parts to QGIS, and removes every one of them again.

    part                                  made                     by
    SearchDock(iface, session)            when first opened        gui/dock.py
    CatalogsPanel(iface, session)         by the dock              gui/catalogs/catalogs_panel.py
    SetupPage(session)                    by the dock and options  gui/setup/setup_page.py
    TilescribeOptionsFactory(session)     at start (light)         gui/options.py
    TilescribeLocatorFilter(iface, session)  at start (light)      gui/locator.py
    LayerMenu(iface, add_layers)          at start (light)         gui/layer_menu.py
    TilescribeProvider(engine)            at start (light)         processing/provider.py

The engine is not started before it is asked for something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .core.paths import resource

if TYPE_CHECKING:
    from qgis.core import QgsLocatorFilter, QgsProcessingProvider
    from qgis.gui import QgisInterface, QgsOptionsWidgetFactory
    from qgis.PyQt.QtCore import QTranslator

    from .core.session import Session
    from .gui.dock import SearchDock
    from .gui.layer_menu import LayerMenu

__all__ = ["TilescribePlugin"]

SCOPE, DOCK_OPEN = "tilescribe", "dock_open"
"""Entry of the project."""


class TilescribePlugin:
    """QGIS makes one, calls `initGui` (or only `initProcessing` in qgis_process), and `unload` in the end."""

    def __init__(self, iface: QgisInterface) -> None:
        """`iface` is None in qgis_process, which only ever calls `initProcessing`."""
        self.iface = iface
        self.session: Optional[Session] = None
        self.dock: Optional[SearchDock] = None
        self.action: Optional[QAction] = None
        self.provider: Optional[QgsProcessingProvider] = None
        self._locator_filter: Optional[QgsLocatorFilter] = None
        self._options: Optional[QgsOptionsWidgetFactory] = None
        self._layer_menu: Optional[LayerMenu] = None
        self._translator: Optional[QTranslator] = None

    def initProcessing(self) -> None:
        """Algorithms only: qgis_process has no window."""
        from .core.translation import install_translation

        if self._translator is None:
            self._translator = install_translation()
        from .processing.provider import TilescribeProvider

        self.provider = TilescribeProvider(self._session().engine)
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        self.initProcessing()
        self._add_action()
        self._add_locator_filter()
        self._add_options()
        self._add_layer_menu()
        self._add_log_tab()
        self._follow_project()
        self._session().setup_requested.connect(self._show_setup)
        QgsApplication.instance().aboutToQuit.connect(self._stop_engine)

    def unload(self) -> None:
        """Leave nothing behind: no action, dock, filter, provider, page, thread or process."""
        if self.iface is not None and self.action is not None:
            self._remove_from_window(self.iface)
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        session, self.session = self.session, None
        if session is not None:
            from .core.threads import wait_for_all

            session.engine.stop()
            wait_for_all(2000)
            session.deleteLater()
        if self._translator is not None:
            from .core.translation import remove_translation

            remove_translation(self._translator)
            self._translator = None

    def show_dock(self, checked: bool = True) -> None:
        """Open the dock, making it the first time; hide it when `checked` is False."""
        if checked or self.dock is not None:
            self._dock().setUserVisible(checked)

    def ask(self, question: str) -> None:
        """Show the dock and search, as the locator bar does."""
        self.show_dock()
        self._dock().ask(question)

    def add_layers(self, layers: list) -> None:
        """Show the catalogs and offer these raster layers to the one in use."""
        self.show_dock()
        self._dock().show_catalogs()
        self._dock().catalogs.add_layers(layers)

    def _session(self) -> Session:
        if self.session is None:
            from .core.session import create_session

            self.session = create_session()
        return self.session

    def _add_action(self) -> None:
        picture = QIcon(str(resource("icons/tilescribe.svg")))
        action = QAction(picture, _tr("Search Imagery (Tilescribe)"), self.iface.mainWindow())
        action.setObjectName("TilescribeShowDock")
        action.setToolTip(_tr("Search your imagery in plain words"))
        action.setCheckable(True)
        action.triggered.connect(self.show_dock)
        # Not addPluginToRasterMenu: one action needs no submenu, and QGIS keeps that one's menu after unloading.
        self.iface.rasterMenu().addAction(action)
        # Not the raster toolbar, which a new profile hides.
        self.iface.addToolBarIcon(action)
        self.action = action

    def _follow_project(self) -> None:
        """A project that was saved with the dock open opens it again: its results belong to it."""
        project = QgsProject.instance()
        project.writeProject.connect(self._remember_dock)
        project.readProject.connect(self._reopen_dock)

    def _remember_dock(self, *_args) -> None:
        open_now = self.dock is not None and self.dock.isUserVisible()
        if open_now or QgsProject.instance().readBoolEntry(SCOPE, DOCK_OPEN)[0]:
            QgsProject.instance().writeEntryBool(SCOPE, DOCK_OPEN, open_now)

    def _reopen_dock(self, *_args) -> None:
        if QgsProject.instance().readBoolEntry(SCOPE, DOCK_OPEN)[0]:
            self.show_dock()

    def _dock(self) -> SearchDock:
        """Made the first time."""
        if self.dock is None:
            from .gui.dock import SearchDock

            self.dock = SearchDock(self.iface, self._session())
            self.dock.visibilityChanged.connect(self._show_checked)
            self.dock.setup.message_emitted.connect(self._show_message)
            self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        return self.dock

    def _show_checked(self, visible: bool) -> None:
        if self.action is not None:
            self.action.setChecked(visible)

    def _add_locator_filter(self) -> None:
        from .gui.locator import TilescribeLocatorFilter

        self._locator_filter = TilescribeLocatorFilter(self.iface, self._session())
        self._locator_filter.question_requested.connect(self.ask)
        self.iface.registerLocatorFilter(self._locator_filter)

    def _add_options(self) -> None:
        from .gui.options import TilescribeOptionsFactory

        self._options = TilescribeOptionsFactory(self._session())
        self.iface.registerOptionsWidgetFactory(self._options)

    def _add_log_tab(self) -> None:
        from .gui.message_log import MessageLog

        MessageLog(self._session().engine)

    def _add_layer_menu(self) -> None:
        from .gui.layer_menu import LayerMenu

        self._layer_menu = LayerMenu(self.iface, self.add_layers)

    def _show_setup(self) -> None:
        self.show_dock()
        self._dock().show_setup()

    def _show_message(self, text: str, good: bool) -> None:
        level = Qgis.MessageLevel.Success if good else Qgis.MessageLevel.Warning
        self.iface.messageBar().pushMessage("Tilescribe", text, level)

    def _remove_from_window(self, iface: QgisInterface) -> None:
        QgsApplication.instance().aboutToQuit.disconnect(self._stop_engine)
        QgsProject.instance().writeProject.disconnect(self._remember_dock)
        QgsProject.instance().readProject.disconnect(self._reopen_dock)
        if self._layer_menu is not None:
            self._layer_menu.remove()
            self._layer_menu = None
        if self._options is not None:
            iface.unregisterOptionsWidgetFactory(self._options)
            self._options = None
        if self._locator_filter is not None:
            iface.deregisterLocatorFilter(self._locator_filter)
            self._locator_filter = None
        if self.dock is not None:
            self.dock.close_down()
            iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        action, self.action = self.action, None
        if action is not None:
            iface.rasterMenu().removeAction(action)
            iface.removeToolBarIcon(action)
            action.deleteLater()

    def _stop_engine(self) -> None:
        """QGIS ends: wait until the engine has, a few seconds at most, so that nothing stays behind."""
        if self.session is not None:
            self.session.engine.stop(wait=True)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TilescribePlugin", text)
