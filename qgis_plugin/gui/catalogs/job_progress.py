"""The progress of a job on the catalog, or how it ended."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...core.files import file_name
from ...core.formatting import format_count, format_duration, stage_text
from ...core.protocol import Job, JobProgress
from ..icons import icon
from .job_texts import ended_early_text
from .jobs import FollowedJob

__all__ = ["JobProgressView"]

STEPS = 1000
"""Of the progress bar: a step of a tenth of a percent is seen on wide panels."""


class JobProgressView(QWidget):
    """A bar, a line that says what is done, and one button: Stop, or Continue."""

    cancel_requested = pyqtSignal()
    continue_requested = pyqtSignal(object)
    """The Job to go on with."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._job: Optional[Job] = None
        self._stage = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("TilescribeProgress")
        self._bar.setTextVisible(True)
        self._details = QLabel(self)
        self._details.setObjectName("TilescribeProgressDetails")
        self._raster = QLabel(self)
        self._raster.setObjectName("TilescribeProgressRaster")
        for label in (self._stage, self._details, self._raster):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Names of files have no place to break at; theirs is a line of its own.
        for label in (self._stage, self._details):
            label.setWordWrap(True)
        self._cancel = QPushButton(icon("cancel"), self.tr("Stop"), self)
        self._cancel.setObjectName("TilescribeStop")
        self._cancel.setToolTip(self.tr("Stop after the tiles in work. What is done is kept and can be continued."))
        self._cancel.clicked.connect(self.cancel_requested)
        self._continue = QPushButton(icon("continue"), self.tr("Continue"), self)
        self._continue.setObjectName("TilescribeContinue")
        self._continue.clicked.connect(lambda: self.continue_requested.emit(self._job))
        self._lay_out()

    def show_running(self, job: FollowedJob) -> None:
        """While something is at work."""
        progress = job.progress
        share = progress.share
        self._bar.setVisible(True)
        self._bar.setRange(0, STEPS if share is not None else 0)
        self._bar.setValue(round(STEPS * (share or 0.0)))
        self._stage.setText(self._stage_text(job))
        self._details.setText(self._progress_text(progress))
        self._raster.setText(file_name(progress.raster) if progress.raster else "")
        self._raster.setToolTip(progress.raster or "")
        self._raster.setVisible(bool(progress.raster))
        self._cancel.setVisible(True)
        self._cancel.setEnabled(not job.cancelling)
        self._continue.setVisible(False)

    def show_unfinished(self, job: Job) -> None:
        """What ended early and can be taken up again."""
        self._job = job
        self._bar.setVisible(False)
        self._raster.setVisible(False)
        self._cancel.setVisible(False)
        self._continue.setVisible(True)
        self._stage.setText(ended_early_text(job))
        self._details.setText(job.problem.detail if job.problem else self._kept_text(job))

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.addWidget(self._stage, 1)
        said.addWidget(self._continue)
        done = QHBoxLayout()
        done.addWidget(self._bar, 1)
        done.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(said)
        layout.addLayout(done)
        layout.addWidget(self._details)
        layout.addWidget(self._raster)

    def _stage_text(self, job: FollowedJob) -> str:
        if job.cancelling:
            return self.tr("Stopping after the tiles in work…")
        return stage_text(job.progress.stage)

    def _progress_text(self, progress: JobProgress) -> str:
        parts = []
        if progress.total:
            looking = progress.stage == "planning"
            said = self.tr("{done} of {total} rasters") if looking else self.tr("{done} of {total} tiles")
            parts.append(said.format(done=format_count(progress.done), total=format_count(progress.total)))
        if progress.seconds_left is not None and progress.total and progress.stage != "planning":
            parts.append(self.tr("{time} left").format(time=format_duration(progress.seconds_left)))
        if progress.failed:
            parts.append(self.tr("{count} failed").format(count=format_count(progress.failed)))
        return " · ".join(parts)

    def _kept_text(self, job: Job) -> str:
        done = job.progress.done if job.progress.counts_tiles else 0
        if job.state == "partial":
            return self.tr("The reasons stand below. Continue tries them again.")
        return self.tr("%Ln tiles of this run are kept.", None, done) if done else ""
