"""How far a product is, in QGIS's message bar, with a button that leaves off."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QProgressBar

from ...core.files import file_name
from ..widgets import push_button

__all__ = ["ProductProgress"]

DELAY_MS = 800
"""What takes less is not worth a bar that appears and goes."""
STEPS = 1000


class ProductProgress(QObject):
    """Follows a `ProductWriter`."""

    def __init__(self, message_bar, writer, parent=None):
        super().__init__(parent)
        self._message_bar, self._writer = message_bar, writer
        self._item = self._bar = None
        self._path, self._share = "", 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._show)
        writer.progressed.connect(self._on_progress)
        writer.ended.connect(self.close)

    def close(self) -> None:
        """Take the bar away."""
        self._timer.stop()
        item, self._item, self._bar = self._item, None, None
        if item is not None and not sip.isdeleted(item):
            self._message_bar.popWidget(item)

    def _on_progress(self, path: str, share: float) -> None:
        self._share = share
        if path != self._path and self._item is not None:
            self.close()
        self._path = path
        if self._bar is not None and not sip.isdeleted(self._bar):
            self._bar.setValue(round(STEPS * share))
        elif self._item is None and not self._timer.isActive():
            self._timer.start()

    def _show(self) -> None:
        text = self.tr("Writing {name}…").format(name=file_name(self._path))
        self._item = self._message_bar.createMessage(self.tr("Tilescribe"), text)
        self._bar = QProgressBar(self._item)
        self._bar.setObjectName("TilescribeProductProgress")
        self._bar.setRange(0, STEPS)
        self._bar.setValue(round(STEPS * self._share))
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(self._bar.fontMetrics().averageCharWidth() * 30)
        cancel = push_button(self.tr("Cancel"), "TilescribeProductCancel", self._writer.cancel, self._item)
        self._item.layout().addWidget(self._bar)
        self._item.layout().addWidget(cancel)
        self._message_bar.pushWidget(self._item, Qgis.MessageLevel.Info)
