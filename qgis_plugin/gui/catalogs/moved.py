"""Rasters that are not where they were: what can be done about them."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QPushButton, QSizePolicy, QWidget

from ...core import routes
from ...core.amounts import count_text
from ...core.protocol import CatalogDetails
from ..icons import icon

__all__ = ["MovedNotice"]


class MovedNotice(QWidget):
    """Hidden while all rasters are in their places."""

    failed = pyqtSignal(object)
    """A Problem: they could not be taken out."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.button = QPushButton(icon("remove"), self.tr("Take out…"), self)
        self.button.clicked.connect(self._take_out)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button)

    def show_catalog(self, details: Optional[CatalogDetails], *, busy: bool = False) -> None:
        """`busy`: a job writes to it, so that nothing can be taken out."""
        missing = 0 if details is None else details.rasters.missing
        self.setVisible(missing > 0)
        self.button.setEnabled(not busy)
        self._text.setText(
            self.tr("Rasters that are not where they were: {count}. Add them from their new place.").format(
                count=count_text(missing)
            )
        )

    def _take_out(self) -> None:
        details = self._session.catalog
        if details is None or not self._sure():
            return
        self.button.setEnabled(False)
        call = self._session.engine.ask(routes.remove_rasters(details.id, missing=True))
        call.done.connect(lambda _: self._session.refresh_catalog())
        call.failed.connect(self.failed)
        call.finished.connect(lambda: self.button.setEnabled(True))

    def _sure(self) -> bool:
        buttons = QMessageBox.StandardButton
        question = self.tr(
            "Take them out of the catalog, with their descriptions? Marks and corrections are kept; no file is deleted."
        )
        return QMessageBox.question(self, self.tr("Tilescribe"), question, buttons.Yes | buttons.No) == buttons.Yes
