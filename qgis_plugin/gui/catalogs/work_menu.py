"""The row of buttons for work on a catalog beside indexing."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from ...core.geometry import extent_to_wgs84
from ...core.protocol import Models, VerifyJob
from ..icons import icon
from .work_dialogs import CompareDialog, DeepenDialog, ReembedDialog, WorkDialog

__all__ = ["WorkMenu"]


class WorkMenu(QWidget):
    """*Compare dates…*, and a menu with the rest. Hidden while there is nothing to work on."""

    job_requested = pyqtSignal(object)
    """A `JobRequest` to be started."""

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._catalog = None
        self._models = Models()
        self._question = ""
        self.compare = QPushButton(icon("dates"), self.tr("Compare dates…"), self)
        self.compare.setObjectName("TilescribeCompareDates")
        self.compare.clicked.connect(lambda _checked=False: self.open_compare())
        self.more = QToolButton(self)
        self.more.setObjectName("TilescribeMoreWork")
        self.more.setText(self.tr("More"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.addAction(self.tr("Look again with a larger model…")).triggered.connect(
            lambda _checked=False: self.open_deepen()
        )
        menu.addAction(self.tr("Embed the texts anew…")).triggered.connect(lambda _checked=False: self.open_reembed())
        menu.addAction(self.tr("Check the catalog")).triggered.connect(lambda _checked=False: self._verify())
        self.more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.compare)
        row.addWidget(self.more)
        row.addStretch(1)
        self.hide()

    def show_catalog(self, details, *, busy: bool) -> None:
        """Work on this catalog (`CatalogDetails`), unless it is busy with other work."""
        self._catalog = details
        self.setVisible(details is not None and details.tiles.done > 0)
        self.setEnabled(not busy)
        period = None if details is None else details.acquired
        # With one date, or none, there is nothing to compare by date; folders or labels may still tell.
        several = period is not None and period.first != period.last
        self.compare.setVisible(several or bool(details is not None and len(details.labels) > 1))

    def show_models(self, models: Models) -> None:
        """What can be chosen."""
        self._models = models

    def set_question(self, question: str) -> None:
        """What was asked last, whose best results may be worth another look."""
        self._question = question

    def open_compare(self) -> CompareDialog:
        return self._open(CompareDialog(self._catalog, self._models, self))

    def open_deepen(self) -> DeepenDialog:
        settings = self._canvas.mapSettings()
        bbox = extent_to_wgs84(
            settings.visibleExtent(), settings.destinationCrs(), context=QgsProject.instance().transformContext()
        )
        return self._open(DeepenDialog(self._catalog, self._models, question=self._question, bbox=bbox, parent=self))

    def open_reembed(self) -> ReembedDialog:
        return self._open(ReembedDialog(self._catalog, self._models, self))

    def _verify(self) -> None:
        self.job_requested.emit(VerifyJob(catalog=self._catalog.id))

    def _open(self, dialog: WorkDialog):
        dialog.accepted.connect(lambda: self.job_requested.emit(dialog.job()))
        dialog.open()
        return dialog
