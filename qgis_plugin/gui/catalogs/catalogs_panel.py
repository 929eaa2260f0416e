"""The panel of catalogs: choose one, add imagery, watch it being described."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from qgis.core import Qgis, QgsMapLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ...core import routes
from ...core.engine import EngineState
from ...core.formatting import count_text
from ...core.protocol import CatalogDetails, IndexJob, Job, Problem
from .add_imagery import Adder
from .catalog_chooser import CatalogChooser
from .catalog_status import CatalogSummary, FailureList, MovedNotice
from .coverage_layer import CoverageLayer
from .job_progress import WorkView
from .jobs import JobKeeper

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
        self._start_waits = False
        self.jobs = JobKeeper(session, self)
        self.coverage = CoverageLayer(session, self)
        self.jobs.is_watched = lambda: self.isVisible() or self.coverage.is_shown
        self.chooser = CatalogChooser(session, self)
        self.summary = CatalogSummary(self)
        self.moved = MovedNotice(session, self)
        self.work = WorkView(self)
        self.failures = FailureList(self)
        self.adder = Adder(session.engine, self)
        self._lay_out()
        self._connect()
        self._show_catalog(session.catalog)

    def add_layers(self, layers: Iterable[QgsMapLayer]) -> None:
        """Put layers of the project on the list of what is to be added."""
        self.adder.basket.add_layers(layers)

    def add_paths(self, paths: Iterable[str]) -> None:
        """Put files and folders there."""
        self.adder.basket.add_paths(paths)

    def close_down(self) -> None:
        """Before the panel is taken away: jobs go on, nothing is followed any more."""
        self.adder.forget()
        self.jobs.let_go()

    def showEvent(self, event):
        super().showEvent(event)
        self._load()
        self.jobs.refresh()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(self.chooser)
        column.addWidget(self.summary)
        column.addWidget(self.moved)
        column.addWidget(self.work)
        column.addWidget(self.failures)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(self.adder)
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
        self.chooser.failed.connect(self._explain)
        self.coverage.failed.connect(self._explain)
        self.moved.failed.connect(self._explain)
        self.chooser.coverage.clicked.connect(self.coverage.show)
        self.jobs.changed.connect(self._show_work)
        self.jobs.concluded.connect(self._tell)
        self.jobs.failed.connect(self._explain)
        self.work.cancel_requested.connect(self._cancel)
        self.work.continue_requested.connect(self.jobs.go_on)
        self.adder.start_requested.connect(self._start)

    def _load(self) -> None:
        """Once shown: which catalogs and models there are, and the catalog of last time."""
        if self._loaded or self._session.engine.state in (EngineState.MISSING, EngineState.OUTDATED):
            return
        self._loaded = True
        self.chooser.refresh()
        self._session.engine.send(routes.models()).done.connect(self.adder.choices.show_models)
        if self._session.catalog is None and self._session.last_catalog_path:
            self._session.open_catalog(self._session.last_catalog_path)

    def _on_engine(self, state: object) -> None:
        if state is EngineState.READY and self.isVisible():
            self._load()

    def _show_catalog(self, details: Optional[CatalogDetails]) -> None:
        self._show_work()
        self.adder.plan_for(None if details is None else details.id)
        if self._start_waits and details is not None:
            self._start_waits = False
            self._start()

    def _show_work(self) -> None:
        details = self._session.catalog
        work = None if details is None else self.jobs.of(details.id)
        rest = None if details is None else self.jobs.continuable(details.id)
        self.work.setVisible(work is not None or rest is not None)
        self.summary.show_catalog(details, busy=work is not None)
        self.moved.show_catalog(details, busy=work is not None)
        self.adder.set_busy(work is not None)
        kept = () if details is None else details.failures
        self.failures.show_failures(kept, () if work is None else work.failures)
        if work is not None:
            self.work.show_work(work)
        elif rest is not None:
            self.work.show_rest(rest)

    def _start(self) -> None:
        details, adder = self._session.catalog, self.adder
        if details is None:
            self._start_waits = self.chooser.make()
            return
        adder.choices.remember()
        adder.set_busy(True)
        self.jobs.start(
            IndexJob(
                catalog=details.id,
                paths=tuple(adder.basket.paths),
                captioner=adder.choices.captioner,
                levels_m=adder.choices.levels_m,
            )
        )

    def _cancel(self) -> None:
        details = self._session.catalog
        work = None if details is None else self.jobs.of(details.id)
        if work is not None:
            work.cancel()

    def _tell(self, job: Job) -> None:
        """How a job ended, in QGIS's message bar."""
        level, text = self._outcome(job)
        self._iface.messageBar().pushMessage("Tilescribe", text, level, MESSAGE_S)
        if job.state in ("done", "partial") and job.kind == "index":
            self.adder.basket.empty()
        else:
            self.adder.plan_again()

    def _outcome(self, job: Job) -> tuple[Qgis.MessageLevel, str]:
        done, failed = count_text(job.progress.done), count_text(job.progress.failed)
        if job.state == "done":
            return Qgis.MessageLevel.Success, self.tr("Indexing is done: {count} tiles.").format(count=done)
        if job.state == "partial":
            return Qgis.MessageLevel.Warning, self.tr(
                "Indexing is done, but some rasters or tiles failed ({count}). The reasons stand under Catalogs."
            ).format(count=failed)
        if job.state == "cancelled":
            return Qgis.MessageLevel.Info, self.tr("Indexing was stopped. What is done is kept; Continue goes on.")
        reason = job.problem.detail if job.problem else self.tr("The engine ended.")
        return Qgis.MessageLevel.Critical, self.tr("Indexing failed. {reason}").format(reason=reason)

    def _explain(self, problem: Problem) -> None:
        self._start_waits = False
        self._show_work()
        self._iface.messageBar().pushMessage("Tilescribe", problem.detail, Qgis.MessageLevel.Warning, 0)
