"""The first page of the set-up: one button, and options that are collapsed."""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ...core.setup.machine import this_system
from ...core.setup.resolving import download_summary
from ..icons import icon
from ..widgets import muted
from .setup_options import SetupOptionsPanel

__all__ = ["WelcomePage"]


class WelcomePage(QWidget):
    """Shown when there is no engine, or one of an earlier version."""

    install_requested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("TilescribeSetupWelcome")
        self.sentence = _centred(QLabel(self))
        self.button = QPushButton(self.tr("Set up the engine"), self)
        self.button.setObjectName("TilescribeSetUp")
        self.button.setDefault(True)
        self.button.clicked.connect(self.install_requested)
        self.fine_print = muted(_centred(QLabel(self)))
        self.others = QgsCollapsibleGroupBox(self.tr("Other ways"), self)
        self.others.setObjectName("TilescribeOtherWays")
        self.others.setSaveCollapsedState(False)
        self.others.setCollapsed(True)
        self.setup_options = SetupOptionsPanel(self.others)
        inside = QVBoxLayout(self.others)
        inside.addWidget(self.setup_options)
        self._lay_out()
        self.show_missing()

    def show_missing(self) -> None:
        self.sentence.setText(
            self.tr("Tilescribe reads your imagery with an engine of its own, which runs on this computer.")
        )
        self.button.setText(self.tr("Set up the engine"))
        self.show_download(card=False)

    def show_download(self, *, card: bool) -> None:
        """What will be downloaded. `card`: there is one of NVIDIA's."""
        chosen = self.setup_options.options()
        amount = download_summary(
            build=chosen.build, folder=chosen.wheels, index=chosen.index, card=card, system=this_system()
        )
        self.fine_print.setText(self.tr("{amount} QGIS's Python is not touched.").format(amount=amount))

    def show_outdated(self, installed: str, needed: str) -> None:
        self.sentence.setText(
            self.tr("The plugin is now version {needed}; the engine is still {installed}.").format(
                needed=needed, installed=installed
            )
        )
        self.button.setText(self.tr("Update the engine"))
        self.fine_print.setText(self.tr("Catalogs stay as they are. The old engine is removed when the new one works."))

    def _lay_out(self) -> None:
        unit = self.fontMetrics().height()
        picture = _centred(QLabel(self))
        picture.setPixmap(icon("tilescribe").pixmap(QSize(4 * unit, 4 * unit)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit, unit, unit)
        layout.setSpacing(unit // 2)
        layout.addStretch(1)
        layout.addWidget(picture)
        layout.addWidget(self.sentence)
        layout.addSpacing(unit // 2)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.fine_print)
        layout.addStretch(2)
        layout.addWidget(self.others)


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
    label.setWordWrap(True)
    return label
