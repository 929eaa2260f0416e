"""The engine page, in the dock and in the options: set up, state, removal."""

from __future__ import annotations

import functools
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QMessageBox, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...core.diagnostics import report
from ...core.engine import EngineState
from ...core.fetching import fetch
from ...core.installation import MANAGED, Installation
from ...core.protocol import ProblemError
from ...core.session import Session
from ...core.setup import existing, removal
from ...core.setup.events import Event, Failed, Succeeded
from ...core.setup.install import install
from ...core.setup.lock import SetupLockedError
from ...core.setup.torch_builds import has_nvidia_card
from ...core.threads import run_in_thread
from .installed_page import InstalledPage
from .progress_page import ProgressPage
from .setup_task import SetupTask
from .welcome_page import WelcomePage

__all__ = ["SetupPage"]


class SetupPage(QWidget):
    """Shows the page that fits the state of the engine."""

    message_emitted = pyqtSignal(str, bool)
    """An outcome for the message bar, and whether it is a good one."""

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("TilescribeSetupPage")
        self._engine = session.engine
        self._task: Optional[SetupTask] = None
        self._card: Optional[bool] = None
        """Whether there is an NVIDIA card; None before it was looked for."""
        self.welcome, self.progress, self.installed = WelcomePage(self), ProgressPage(self), InstalledPage(self)
        self.pages = QStackedWidget(self)
        for page in (self.welcome, self.progress, self.installed):
            self.pages.addWidget(_scrolled(page))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self._connect()
        self.show_engine()

    @property
    def shown(self) -> QWidget:
        """welcome, running or installed."""
        return self.pages.currentWidget().widget()

    def show_engine(self, *_: object) -> None:
        """The page that fits the engine's state; a set-up at work or failed stays until it is left."""
        if self.shown is self.progress and (self._task is not None or self._engine.state is not EngineState.READY):
            return
        state, chosen = self._engine.state, self._engine.installation
        if state is EngineState.MISSING or chosen is None:
            self.welcome.show_missing()
            self._show_download()
            self._detect_card()
            self._show(self.welcome)
        elif state is EngineState.OUTDATED:
            self.welcome.show_outdated(chosen.version, self._engine.needed_version)
            self._show(self.welcome)
        else:
            self.installed.show_engine(self._engine)
            self._show(self.installed)

    def _detect_card(self) -> None:
        """What will be downloaded depends on it; it is said before anything is begun."""
        if self._card is None:
            self._card = False
            run_in_thread(has_nvidia_card).done.connect(self._take_card)

    def _take_card(self, found: bool) -> None:
        self._card = found
        self._show_download()

    def _show_download(self) -> None:
        """Not of an update, whose page has other things to say."""
        if self._engine.state is not EngineState.OUTDATED:
            self.welcome.show_download(card=bool(self._card))

    def install(self) -> None:
        """Begin the set-up, as the other ways say."""
        if self._task is not None:
            return
        options, paths, network = self.welcome.setup_options.options(), self._engine.paths, self._engine.read_network()
        self._task = SetupTask(
            lambda cancelled: install(options, paths, network=network, fetch=fetch, cancelled=cancelled)
        )
        self._task.event_received.connect(self._on_event)
        self._task.ended.connect(self._on_ended)
        self.progress.begin()
        self._show(self.progress)
        QgsApplication.taskManager().addTask(self._task)

    def cancel(self) -> None:
        if self._task is not None:
            self.progress.show_cancelling()
            self._task.cancel()

    def copy_report(self) -> None:
        """The diagnostics report, to the clipboard: somebody reads it before it is sent anywhere."""
        QGuiApplication.clipboard().setText(report(self._engine, setup_log=self.progress.log.toPlainText()))
        self.message_emitted.emit(self.tr("The report was copied to the clipboard. Read it before you send it."), True)

    def _connect(self) -> None:
        self._engine.state_changed.connect(self.show_engine)
        self.welcome.install_requested.connect(self.install)
        self.welcome.setup_options.changed.connect(self._show_download)
        self.welcome.setup_options.interpreter_chosen.connect(self._use_interpreter)
        self.welcome.setup_options.service_chosen.connect(self._use_service)
        self.progress.cancel_requested.connect(self.cancel)
        self.progress.retry_requested.connect(self.install)
        self.progress.back_requested.connect(self._show_current)
        self.progress.diagnostics_requested.connect(self.copy_report)
        self.installed.start_requested.connect(self._engine.restart)
        self.installed.stop_requested.connect(self._engine.stop)
        self.installed.reinstall_requested.connect(self.install)
        self.installed.change_requested.connect(self._change)
        self.installed.remove_requested.connect(self._remove)
        self.installed.diagnostics_requested.connect(self.copy_report)

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page.parentWidget().parentWidget())

    # The set-up

    def _on_event(self, event: Event) -> None:
        self.progress.show_event(event)

    def _on_ended(self, outcome: Event) -> None:
        self._task = None
        if isinstance(outcome, Failed):
            self.progress.show_failure(outcome)
        elif isinstance(outcome, Succeeded):
            self._use(outcome.installation)
        else:
            self._show_current()

    def _use(self, chosen: Installation, token: Optional[str] = None) -> None:
        """Into use, at once."""
        try:
            self._engine.use(chosen, token=token or "")
        except OSError as error:
            self.progress.show_failure(Failed("check", f"The choice could not be kept: {error}.", "Try again."))
            return
        self._show_current()
        self._engine.start()
        if chosen.kind == MANAGED:
            future = run_in_thread(functools.partial(removal.remove_unused_environments, self._engine.paths, chosen))
            future.failed.connect(self._show_clean_up_error)

    def _show_current(self) -> None:
        self._show(self.installed)
        self.show_engine()

    # The other ways

    def _use_interpreter(self, python: str) -> None:
        self._look_in_thread(functools.partial(existing.from_interpreter, python), "")

    def _use_service(self, url: str, token: str, token_file: str) -> None:
        self._look_in_thread(functools.partial(existing.from_service, url, token=token, token_file=token_file), token)

    def _look_in_thread(self, look: functools.partial[Installation], token: str) -> None:
        self.welcome.setup_options.setEnabled(False)
        future = run_in_thread(look)
        future.done.connect(functools.partial(self._on_found, token=token))
        future.failed.connect(self._on_not_found)

    def _on_found(self, chosen: Installation, *, token: str) -> None:
        self.welcome.setup_options.setEnabled(True)
        self._use(chosen, token)

    def _on_not_found(self, error: Exception) -> None:
        self.welcome.setup_options.setEnabled(True)
        self._show_error(error)

    # What is there

    def _change(self) -> None:
        self.welcome.show_missing()
        self._show_download()
        self._detect_card()
        self.welcome.others.setCollapsed(False)
        self._show(self.welcome)

    def _remove(self) -> None:
        chosen = self._engine.installation
        if chosen is None or not self._confirmed(chosen):
            return
        self._engine.use(None)
        if chosen.kind == MANAGED:
            future = run_in_thread(functools.partial(removal.remove_all, self._engine.paths))
            future.done.connect(self._show_removed)
            future.failed.connect(self._show_error)

    def _show_removed(self, _: object) -> None:
        self.message_emitted.emit(self.tr("The engine was removed. Catalogs are still there."), True)

    def _confirmed(self, chosen: Installation) -> bool:
        text = (
            self.tr("Remove the engine and everything that was set up for it? Catalogs stay as they are.")
            if chosen.kind == MANAGED
            else self.tr("Forget this engine? Nothing is deleted.")
        )
        buttons = QMessageBox.StandardButton
        return QMessageBox.question(self, self.tr("Tilescribe"), text, buttons.Yes | buttons.No) == buttons.Yes

    def _show_clean_up_error(self, error: Exception) -> None:
        # Whatever is being set up meanwhile cleans up at its own end.
        if not isinstance(error, SetupLockedError):
            self._show_error(error)

    def _show_error(self, error: Exception) -> None:
        if isinstance(error, ProblemError):
            text = error.problem.detail
        elif isinstance(error, SetupLockedError):
            text = self.tr("Another QGIS is setting the engine up. Wait until it has finished.")
        else:
            text = self.tr("A file could not be removed: {reason}").format(reason=error)
        self.message_emitted.emit(text, False)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
