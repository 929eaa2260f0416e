"""The tab *Tilescribe* of QGIS's message log."""

from __future__ import annotations

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QObject

from ..core.engine import EngineController, EngineState
from ..core.protocol import Problem

__all__ = ["LOG_TAG", "MessageLog"]

LOG_TAG = "Tilescribe"


class MessageLog(QObject):
    """Writes the engine's log and problems; `notifyUser` is off, for QGIS's bubble is for what needs a person."""

    def __init__(self, engine: EngineController) -> None:
        super().__init__(engine)
        self._engine = engine
        engine.logged.connect(self._on_line)
        engine.crashed.connect(self._on_crashed)
        engine.state_changed.connect(self._on_state_changed)

    def _on_line(self, line: str) -> None:
        if line.strip():
            QgsMessageLog.logMessage(line, LOG_TAG, Qgis.MessageLevel.Info, False)

    def _on_crashed(self, problem: Problem) -> None:
        QgsMessageLog.logMessage(problem.detail, LOG_TAG, Qgis.MessageLevel.Warning, False)

    def _on_state_changed(self, state: EngineState) -> None:
        problem = self._engine.problem
        if state is EngineState.FAILED and problem is not None:
            QgsMessageLog.logMessage(problem.detail, LOG_TAG, Qgis.MessageLevel.Critical, False)
        elif state is EngineState.READY:
            QgsMessageLog.logMessage(self.tr("The engine is ready."), LOG_TAG, Qgis.MessageLevel.Info, False)
