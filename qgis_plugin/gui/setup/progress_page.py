"""The page of a set-up at work: steps, progress bar and log; after a failure, what to do."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtGui import QFontDatabase
from qgis.PyQt.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.setup.events import Announced, Event, Failed, LogLine, ProgressChanged, StepStarted, Waiting
from ...core.setup.install import STEPS
from ..icons import icon
from ..widgets import muted, push_button

__all__ = ["ProgressPage"]

LOG_LINES = 5000
DOWNLOADING = ("installer", "python", "resolve", "packages")
"""Steps in which packages are fetched."""


class ProgressPage(QWidget):
    """Shows the events of a set-up; its buttons emit what is requested."""

    cancel_requested = pyqtSignal()
    retry_requested = pyqtSignal()
    back_requested = pyqtSignal()
    diagnostics_requested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("TilescribeSetupRunning")
        self.headline = QLabel(self)
        self.headline.setWordWrap(True)
        self._step_icons = {name: QLabel(self) for name in STEPS}
        self._step_labels = {name: QLabel(text, self) for name, text in self._step_texts().items()}
        self.bar = QProgressBar(self)
        self.bar.setObjectName("TilescribeSetupBar")
        self.waiting = muted(QLabel(self))
        self.waiting.setObjectName("TilescribeSetupWaiting")
        self.waiting.setWordWrap(True)
        self.log = QPlainTextEdit(self)
        self.log.setObjectName("TilescribeSetupLog")
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(LOG_LINES)
        self.log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.show_log = QToolButton(self)
        self.show_log.setObjectName("TilescribeSetupShowLog")
        self.show_log.setText(self.tr("Log"))
        self.show_log.setCheckable(True)
        self.show_log.toggled.connect(self.log.setVisible)
        self.cancel = push_button(self.tr("Cancel"), "TilescribeSetupCancel", self.cancel_requested, self)
        self.retry = push_button(self.tr("Try again"), "TilescribeSetupRetry", self.retry_requested, self)
        self.back = push_button(self.tr("Back"), "TilescribeSetupBack", self.back_requested, self)
        self.diagnostics = push_button(
            self.tr("Copy the report"), "TilescribeSetupDiagnostics", self.diagnostics_requested, self
        )
        self._step = ""
        self._lay_out()
        self.begin()

    def begin(self) -> None:
        self._step = ""
        self.log.clear()
        self.bar.setRange(0, 0)
        self._show_headline(self.tr("The engine is being set up. QGIS can be used meanwhile."), running=True)
        for name in STEPS:
            self._show(name, "waiting")

    def show_event(self, event: Event) -> None:
        if isinstance(event, Announced):
            self._show_headline(self.tr("{amount} QGIS can be used meanwhile.").format(amount=event.text), running=True)
            self.log.appendPlainText(event.text)
        elif isinstance(event, LogLine):
            self.log.appendPlainText(event.text)
        elif isinstance(event, Waiting):
            self._show_waiting(event.text)
        elif isinstance(event, ProgressChanged):
            self.bar.setRange(0, 100)
            self.bar.setValue(int(event.share * 100))
        elif isinstance(event, StepStarted):
            if self._step:
                self._show(self._step, "done")
            self._step = event.name
            self._show(event.name, "running")

    def show_failure(self, failed: Failed) -> None:
        self._show(failed.step if failed.step in self._step_icons else self._step, "failed")
        self.log.appendPlainText(failed.sentence)
        self.bar.setRange(0, 100)
        kept = self.tr("What was downloaded is kept; another try goes on from there.")
        said = [failed.sentence, failed.remedy, *([kept] if failed.step in DOWNLOADING else [])]
        self._show_headline(" ".join(said), running=False)

    def show_cancelling(self) -> None:
        self.cancel.setEnabled(False)
        self.headline.setText(self.tr("The set-up is being cancelled. What was downloaded is kept for another try."))

    def _show_waiting(self, names: str) -> None:
        self.waiting.setText(self.tr("On their way: {names}").format(names=names) if names else "")
        self.waiting.setVisible(bool(names))

    def _show_headline(self, text: str, *, running: bool) -> None:
        self.headline.setText(text)
        self.cancel.setVisible(running)
        self.cancel.setEnabled(True)
        self.bar.setVisible(running)
        self._show_waiting("")
        for button in (self.retry, self.back, self.diagnostics):
            button.setVisible(not running)

    def _show(self, name: str, state: str) -> None:
        if name not in self._step_icons:
            return
        size = self.fontMetrics().height()
        picture = {"done": "confirm", "running": "continue", "failed": "failed"}.get(state)
        if picture is None:
            self._step_icons[name].clear()
        else:
            self._step_icons[name].setPixmap(icon(picture).pixmap(size, size))
        font = self._step_labels[name].font()
        font.setBold(state == "running")
        self._step_labels[name].setFont(font)
        self._step_labels[name].setEnabled(state != "waiting")

    def _step_texts(self) -> dict[str, str]:
        return {
            "installer": self.tr("Fetch the installer (uv)"),
            "python": self.tr("Find a Python, or fetch one"),
            "environment": self.tr("Make an environment of its own"),
            "resolve": self.tr("See what is needed"),
            "packages": self.tr("Install PyTorch and the engine"),
            "check": self.tr("See that everything loads"),
        }

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        steps = QGridLayout()
        steps.setColumnMinimumWidth(0, unit)
        steps.setColumnStretch(1, 1)
        for row, name in enumerate(STEPS):
            steps.addWidget(self._step_icons[name], row, 0)
            steps.addWidget(self._step_labels[name], row, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.back, self.retry, self.cancel):
            buttons.addWidget(button)
        papers = QHBoxLayout()
        papers.addWidget(self.show_log)
        papers.addWidget(self.diagnostics)
        papers.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit, unit, unit)
        layout.setSpacing(unit // 2)
        layout.addWidget(self.headline)
        layout.addLayout(steps)
        layout.addWidget(self.bar)
        layout.addWidget(self.waiting)
        layout.addLayout(buttons)
        layout.addLayout(papers)
        layout.addWidget(self.log, 1)
        layout.addStretch(0)
        self.log.setVisible(False)
