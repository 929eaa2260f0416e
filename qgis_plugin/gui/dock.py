"""The dock with its tabs: search, catalogs and engine; only the engine until one is set up."""

from __future__ import annotations

from html import escape

from qgis.core import Qgis
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ..core.engine import EngineState
from .catalogs.catalogs_panel import CatalogsPanel
from .message_overlay import MessageOverlay
from .mission.mission_page import MissionPage
from .product.product_progress import ProductProgress
from .search.judge_keys import REDO, UNDO, JudgeKeys
from .search.search_page import SearchPage
from .setup.setup_page import SetupPage

__all__ = ["SearchDock"]

SECONDS = 8
"""How long the message about a file stays."""


class SearchDock(QgsDockWidget):
    """One for each QGIS; `close_down` before it is deleted."""

    def __init__(self, iface, session, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeDock")
        self.setWindowTitle(self.tr("Tilescribe"))
        self._iface = iface
        self._session = session
        self._was_missing = False
        self.search = SearchPage(iface, session, self)
        self._product_progress = ProductProgress(iface.messageBar(), self.search.output.products, self)
        self.mission = MissionPage(iface, session, self.search, self)
        self.catalogs = CatalogsPanel(iface, session)
        self.setup = SetupPage(session)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.search, self.tr("Search"))
        self.tabs.addTab(self.mission, self.tr("Mission"))
        self.tabs.addTab(self.catalogs, self.tr("Catalogs"))
        self.tabs.addTab(self.setup, self.tr("Engine"))
        self.setWidget(self._body())
        self.messages = MessageOverlay(self.widget())
        # On the other tabs, too.
        self._undo_keys = JudgeKeys(self.search.triage.command, only=(UNDO, REDO), parent=self)
        self.widget().installEventFilter(self._undo_keys)
        self._connect()
        self._show_engine()

    def ask(self, question: str) -> None:
        """Show the dock and search."""
        self.setUserVisible(True)
        self.tabs.setCurrentWidget(self.search)
        self.search.ask(question)

    def show_catalogs(self) -> None:
        """Show the catalogs, to choose or fill one."""
        self.tabs.setCurrentWidget(self.catalogs)

    def show_setup(self) -> None:
        """Show the page that sets the engine up."""
        self.tabs.setCurrentWidget(self.setup)

    def close_down(self) -> None:
        """Leave nothing behind: no question in flight, no map tool, no band on the canvas."""
        # Signals of the session outlive the dock.
        self._session.engine.state_changed.disconnect(self._show_engine)
        self._session.engine.crashed.disconnect(self._show_crash)
        self._session.setup_requested.disconnect(self.show_setup)
        self._product_progress.close()
        self.visibilityChanged.disconnect(self.mission.set_polling)
        self.mission.close_down()
        self.search.close_down()
        self.catalogs.close_down()

    def _body(self) -> QWidget:
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        return body

    def _connect(self) -> None:
        for notes in (self.search.triage.notes, self.mission.notes):
            # A message would lie over what is being written.
            notes.opened.connect(self.messages.clear)
        self._session.engine.state_changed.connect(self._show_engine)
        self._session.engine.crashed.connect(self._show_crash)
        self._session.setup_requested.connect(self.show_setup)
        self.visibilityChanged.connect(self.mission.set_polling)
        self.mission.search_shown.connect(lambda: self.tabs.setCurrentWidget(self.search))
        self.mission.message_emitted.connect(lambda text: self._show_message(text, Qgis.MessageLevel.Info))
        self.search.catalogs_requested.connect(self.show_catalogs)
        self.catalogs.dates.saved.connect(self.search.hints.tell_redated)
        self.search.controller.answered.connect(lambda results: self.catalogs.work_menu.set_question(results.question))
        self.search.output.succeeded.connect(self._show_file)
        self.search.heat_maps.made.connect(self._show_file)
        self.search.output.failed.connect(lambda text: self._show_message(text, Qgis.MessageLevel.Warning))
        self.search.map_sync.refused.connect(lambda text: self._show_message(text, Qgis.MessageLevel.Warning))
        self.search.message_emitted.connect(lambda text: self._show_message(text, Qgis.MessageLevel.Info))
        self.search.offer_emitted.connect(self._show_offer)
        self.search.problem_occurred.connect(
            lambda problem: self._show_message(problem.detail, Qgis.MessageLevel.Warning)
        )

    def _show_engine(self, *_args) -> None:
        """Without an engine there is nothing to search with; once there is one, searching is what is wanted."""
        missing = self._session.engine.state in (EngineState.MISSING, EngineState.OUTDATED)
        self.tabs.tabBar().setVisible(not missing)
        if missing:
            self.show_setup()
        elif self._was_missing and self._session.engine.state is EngineState.READY:
            self.tabs.setCurrentWidget(self.search)
        self._was_missing = missing or (self._was_missing and self._session.engine.state is not EngineState.READY)

    def _show_crash(self, problem) -> None:
        self._show_message(problem.detail, Qgis.MessageLevel.Warning)

    def _show_file(self, path: str) -> None:
        url = QUrl.fromLocalFile(path).toString(QUrl.ComponentFormattingOption.FullyEncoded)
        text = self.tr('Written to <a href="{url}">{path}</a>').format(url=url, path=escape(path))
        self._iface.messageBar().pushMessage(self.tr("Tilescribe"), text, Qgis.MessageLevel.Success, SECONDS)

    def _show_offer(self, text: str, action: str, then) -> None:
        self.messages.show_message(text, action=action, then=then)

    def _show_message(self, text: str, level) -> None:
        self.messages.show_message(text, level)
