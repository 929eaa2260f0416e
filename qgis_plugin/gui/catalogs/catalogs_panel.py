"""The page of catalogs: choose one, add imagery, see the progress."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from qgis.core import Qgis, QgsMapLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QScrollArea, QVBoxLayout, QWidget

from ...core import routes
from ...core.engine import EngineState
from ...core.protocol import CatalogDetails, DownloadJob, IndexJob, Job, Problem
from .add_imagery import AddImageryPanel
from .catalog_chooser import CatalogChooser
from .catalog_status import CatalogSummary, FailureList, MissingRastersNotice
from .coverage_layer import CoverageLayer
from .dates_notice import DatesNotice
from .job_progress import JobProgressView
from .job_texts import outcome_of
from .jobs import JobManager
from .work_menu import WorkMenu

__all__ = ["CatalogsPanel"]

MESSAGE_S = 8


class CatalogsPanel(QWidget):
    """Everything about catalogs. Asks the engine for nothing before it is shown."""

    def __init__(self, iface, session, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeCatalogs")
        self._iface = iface
        self._session = session
        self._loaded = False
        self._start_pending = False
        self.jobs = JobManager(session, self)
        self.coverage = CoverageLayer(session, self)
        self.jobs.is_watched = lambda: self.isVisible() or self.coverage.is_shown
        self.chooser = CatalogChooser(session, self)
        self.summary = CatalogSummary(self)
        self.work_menu = WorkMenu(iface.mapCanvas(), self)
        self.dates = DatesNotice(session, self)
        self.missing_rasters = MissingRastersNotice(session, self)
        self.job_view = JobProgressView(self)
        self.failures = FailureList(self)
        self.add_panel = AddImageryPanel(session.engine, self)
        self._lay_out()
        self._connect()
        self._show_catalog(session.catalog)

    def add_layers(self, layers: Iterable[QgsMapLayer]) -> None:
        """Put layers of the project on the list of what is to be added."""
        self.add_panel.imagery_list.add_layers(layers)

    def add_paths(self, paths: Iterable[str]) -> None:
        """Put files and folders there."""
        self.add_panel.imagery_list.add_paths(paths)

    def close_down(self) -> None:
        """Before the panel is taken away: jobs go on, nothing is followed any more."""
        self.add_panel.cancel()
        self.dates.close_down()
        self.coverage.close_down()
        self.jobs.stop_following()

    def showEvent(self, event):
        super().showEvent(event)
        self._load()
        self.jobs.refresh()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(self.chooser)
        column.addWidget(self.summary)
        column.addWidget(self.work_menu)
        column.addWidget(self.dates)
        column.addWidget(self.missing_rasters)
        column.addWidget(self.job_view)
        column.addWidget(self.failures)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(self.add_panel)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        # Nothing is cut off at the side; only downwards it scrolls.
        scroll.setMinimumWidth(content.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self._session.catalog_changed.connect(self._show_catalog)
        self._session.engine.state_changed.connect(self._on_engine)
        self.chooser.failed.connect(self._show_problem)
        self.coverage.failed.connect(self._show_problem)
        self.missing_rasters.failed.connect(self._show_problem)
        self.chooser.coverage.clicked.connect(self.coverage.show)
        self.jobs.changed.connect(self._show_job)
        self.jobs.concluded.connect(self._show_outcome)
        self.jobs.failed.connect(self._show_problem)
        self.job_view.cancel_requested.connect(self._cancel)
        self.job_view.continue_requested.connect(self.jobs.resume)
        self.add_panel.start_requested.connect(self._start)
        self.work_menu.job_requested.connect(self.jobs.start)
        self.add_panel.index_options.download_requested.connect(self._download)

    def _load(self) -> None:
        """Once shown: which catalogs and models there are, and the catalog of last time."""
        if self._loaded or self._session.engine.state in (EngineState.MISSING, EngineState.OUTDATED):
            return
        self._loaded = True
        self.chooser.refresh()
        self._load_models()
        if self._session.catalog is None and self._session.last_catalog_path:
            self._session.open_catalog(self._session.last_catalog_path)

    def _load_models(self) -> None:
        call = self._session.engine.send(routes.models())
        call.done.connect(self.add_panel.index_options.show_models)
        call.done.connect(self.work_menu.show_models)

    def _on_engine(self, state: object) -> None:
        if state is EngineState.READY and self.isVisible():
            self._load()

    def _show_catalog(self, details: Optional[CatalogDetails]) -> None:
        self._show_job()
        self.add_panel.set_catalog(None if details is None else details.id)
        if self._start_pending and details is not None:
            self._start_pending = False
            self._start()

    def _show_job(self) -> None:
        details = self._session.catalog
        running = None if details is None else self.jobs.running_job(details.id)
        rest = None if details is None else self.jobs.unfinished_job(details.id)
        self.job_view.setVisible(running is not None or rest is not None)
        self.summary.show_catalog(details, busy=running is not None)
        self.work_menu.show_catalog(details, busy=running is not None)
        self.dates.show_catalog(details)
        self.missing_rasters.show_catalog(details, busy=running is not None)
        self.add_panel.set_busy(running is not None)
        kept = () if details is None else details.failures
        self.failures.show_failures(kept, () if running is None else running.failures)
        if running is not None:
            self.job_view.show_running(running)
        elif rest is not None:
            self.job_view.show_unfinished(rest)

    def _start(self) -> None:
        details, add_panel = self._session.catalog, self.add_panel
        if details is None:
            self._start_pending = self.chooser.create()
            return
        add_panel.index_options.remember()
        add_panel.set_busy(True)
        self.jobs.start(
            IndexJob(
                catalog=details.id,
                paths=tuple(add_panel.imagery_list.paths),
                captioner=add_panel.index_options.captioner,
                levels_m=add_panel.index_options.levels_m,
                prompt=add_panel.index_options.prompt,
                acquired=add_panel.dating.acquired,
                label=add_panel.dating.label,
            )
        )

    def _download(self, model: str) -> None:
        buttons = QMessageBox.StandardButton
        question = self.tr(
            "Fetch {model} from the model hub? That may be several gigabytes; its licence is told at the end, and "
            "binds whoever uses it. Afterwards it works without a network."
        ).format(model=model)
        if QMessageBox.question(self, self.tr("Tilescribe"), question, buttons.Yes | buttons.No) == buttons.Yes:
            self.jobs.start(DownloadJob(model=model))

    def _cancel(self) -> None:
        details = self._session.catalog
        running = None if details is None else self.jobs.running_job(details.id)
        if running is not None:
            running.cancel()

    def _show_outcome(self, job: Job) -> None:
        """How a job ended, in QGIS's message bar."""
        level, text = outcome_of(job)
        self._iface.messageBar().pushMessage("Tilescribe", text, level, MESSAGE_S)
        if job.kind == "download":
            self._load_models()
        if job.state in ("done", "partial") and job.kind == "index":
            self.add_panel.imagery_list.remove_all()
            self.add_panel.dating.clear()
        else:
            self.add_panel.update_estimate()

    def _show_problem(self, problem: Problem) -> None:
        self._start_pending = False
        self._show_job()
        self._iface.messageBar().pushMessage("Tilescribe", problem.detail, Qgis.MessageLevel.Warning, 0)
