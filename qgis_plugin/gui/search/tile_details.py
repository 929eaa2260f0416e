"""All that is known of one tile: its picture, what it was said to show and by whom, and what was measured."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QHBoxLayout, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from ..icons import icon
from .details_html import PICTURE, details_html, spot_html

__all__ = ["TileDetailsPage"]


class TileDetailsPage(QWidget):
    """Shows one `TileDetails`; its buttons tell what is wanted."""

    closed = pyqtSignal()
    similar_wanted = pyqtSignal(int)
    correction_wanted = pyqtSignal(object)
    """The `TileDetails` to correct."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeTileDetails")
        self.details = None
        self.browser = QTextBrowser(self)
        self.browser.setOpenLinks(False)
        back = self._button("", self.tr("Back to the results"), self.closed.emit)
        back.setArrowType(Qt.ArrowType.LeftArrow)
        back.setText(self.tr("Results"))
        self._similar = self._button("similar", self.tr("Find similar"), self._want_similar)
        self._correct = self._button("correct", self.tr("Correct the description…"), self._want_correction)
        top = QHBoxLayout()
        top.addWidget(back)
        top.addStretch()
        top.addWidget(self._similar)
        top.addWidget(self._correct)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.browser)

    def show_details(self, details, pixmap) -> None:
        """Show a tile; `pixmap` may be None."""
        self.details = details
        self._similar.setVisible(details.state == "done")
        self._correct.setVisible(True)
        document = QTextDocument(self.browser)
        if pixmap is not None:
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(PICTURE), pixmap.toImage())
        document.setHtml(details_html(details, picture=pixmap is not None))
        self.browser.setDocument(document)

    def show_spot(self, spot, *, raster: str) -> None:
        """Show what was described on the spot (`OnTheSpot`); nothing of it is kept, so nothing can be done with it."""
        self.details = None
        self._similar.setVisible(False)
        self._correct.setVisible(False)
        self.browser.setHtml(spot_html(spot, raster=raster))

    def _want_similar(self) -> None:
        self.similar_wanted.emit(self.details.tile_id)

    def _want_correction(self) -> None:
        self.correction_wanted.emit(self.details)

    def _button(self, name: str, text: str, action) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setText(text)
        button.setToolTip(text)
        if name:
            button.setIcon(icon(name))
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False: action())
        return button
