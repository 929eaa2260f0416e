"""What the catalog's panel says of dates: how many rasters have none, and the way to give them one."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...core.formatting import format_count
from ...core.protocol import CatalogDetails
from ..icons import icon
from .dates_dialog import DatesDialog

__all__ = ["DatesNotice"]


class DatesNotice(QWidget):
    """A sentence with a link, and a button; hidden while the catalog has no raster."""

    saved = pyqtSignal()
    """As of `DatesDialog`."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self.dialog: Optional[DatesDialog] = None
        self.text = QLabel(self)
        self.text.setObjectName("TilescribeUndated")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.text.linkActivated.connect(lambda _link: self.open_dialog(undated=True))
        self.button = QPushButton(icon("dates"), self.tr("Dates and labels…"), self)
        self.button.setObjectName("TilescribeDatesButton")
        self.button.clicked.connect(lambda: self.open_dialog())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_catalog(self, details: Optional[CatalogDetails]) -> None:
        rasters = None if details is None else details.rasters
        self.setVisible(rasters is not None and rasters.total > 0)
        if details is not None:
            self.text.setText("<br/>".join(filter(None, (self._undated(details), self._outdated(details)))))
            self.text.setVisible(bool(self.text.text()))

    def open_dialog(self, *, undated: bool = False) -> None:
        """Show the window of dates and labels; with `undated`, of those rasters only that have no date."""
        if self.dialog is None:
            self.dialog = DatesDialog(self._session, self.window())
            self.dialog.saved.connect(self.saved)
        elif not self.dialog.isVisible():
            self.dialog.show_catalog(self._session.catalog)
        self.dialog.only_undated.setChecked(undated)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def close_down(self) -> None:
        """Close the window, too."""
        if self.dialog is not None:
            self.dialog.close_down()
            self.dialog.deleteLater()
            self.dialog = None

    def _undated(self, details: CatalogDetails) -> str:
        undated, whole = details.rasters.undated, details.rasters.total
        if not undated:
            return ""
        if whole == 1:
            return self.tr('The raster has <a href="undated">no date</a>.')
        return self.tr('{undated} of {count} rasters have <a href="undated">no date</a>.').format(
            undated=format_count(undated), count=format_count(whole)
        )

    def _outdated(self, details: CatalogDetails) -> str:
        outdated = 0 if details.changes is None else details.changes.outdated
        if not outdated:
            return ""
        return self.tr("{count} tiles were compared when their rasters had other dates: compare again.").format(
            count=format_count(outdated)
        )
