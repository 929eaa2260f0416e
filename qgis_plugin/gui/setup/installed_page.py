"""The page of an engine that is set up: its state and its actions."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ...core.engine import EngineController, EngineState
from ...core.installation import MANAGED, SERVICE
from ..widgets import muted, push_button

__all__ = ["InstalledPage"]


class InstalledPage(QWidget):
    """Shows the state of the engine; its buttons emit what is requested."""

    start_requested = pyqtSignal()
    stop_requested = pyqtSignal()
    reinstall_requested = pyqtSignal()
    change_requested = pyqtSignal()
    remove_requested = pyqtSignal()
    diagnostics_requested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("TilescribeSetupInstalled")
        self.headline = _wrapped(QLabel(self))
        self.where = muted(_wrapped(QLabel(self)))
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.start = push_button(self.tr("Start"), "TilescribeEngineStart", self.start_requested, self)
        self.stop = push_button(self.tr("Stop"), "TilescribeEngineStop", self.stop_requested, self)
        self.reinstall = push_button(
            self.tr("Set up anew"), "TilescribeEngineReinstall", self.reinstall_requested, self
        )
        self.change = push_button(self.tr("Use another engine"), "TilescribeEngineChange", self.change_requested, self)
        self.diagnostics = push_button(
            self.tr("Copy the report"), "TilescribeEngineDiagnostics", self.diagnostics_requested, self
        )
        self.diagnostics.setToolTip(
            self.tr("Versions, settings and the last lines of the log, for a bug ticket; without names and secrets")
        )
        self.remove = push_button(self.tr("Remove"), "TilescribeEngineRemove", self.remove_requested, self)
        self._lay_out()

    def show_engine(self, engine: EngineController) -> None:
        chosen = engine.installation
        if chosen is None:
            return
        running = engine.state in (EngineState.READY, EngineState.STARTING)
        self.headline.setText(self._sentence(engine))
        self.where.setText(chosen.url if chosen.kind == SERVICE else chosen.python)
        self.start.setText(self.tr("Restart") if running else self.tr("Start"))
        self.stop.setEnabled(running)
        self.reinstall.setVisible(chosen.kind == MANAGED)
        self.remove.setText(self.tr("Remove") if chosen.kind == MANAGED else self.tr("Forget"))

    def _sentence(self, engine: EngineController) -> str:
        version = engine.installation.version if engine.installation else ""
        if engine.state is EngineState.FAILED and engine.problem is not None:
            return engine.problem.detail
        texts = {
            EngineState.READY: self.tr("The engine {version} is running."),
            EngineState.STARTING: self.tr("The engine {version} is starting …"),
        }
        text = texts.get(engine.state, self.tr("The engine {version} is set up. It starts with the first question."))
        return text.format(version=version).replace("  ", " ")

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        buttons = QGridLayout()
        order = (self.start, self.stop, self.reinstall, self.change, self.diagnostics, self.remove)
        for number, button in enumerate(order):
            buttons.addWidget(button, number // 2, number % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit, unit, unit)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.headline)
        layout.addWidget(self.where)
        layout.addLayout(buttons)
        layout.addStretch(1)


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    return label
