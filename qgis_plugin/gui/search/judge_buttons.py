"""The buttons by which one tile is judged, with their keys."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QPainter, QPixmap
from qgis.PyQt.QtWidgets import QGridLayout, QToolButton, QWidget

from ...core.judging import Judgement, graded
from ...core.judging_text import judgement_text
from ...core.results import CONFIRMED, REJECTED, UNSURE, my_mark
from ...core.settings import grades
from ..icons import icon
from .badges import paint_verdict

__all__ = ["JudgeButtons", "judgement_icon"]

ICON_PX = 32
COLUMNS, GRADE_COLUMNS = 2, 3
"""Of buttons without grades, and with them."""


class JudgeButtons(QWidget):
    """Confirm, reject, unsure, a button for each grade, and the note. What holds of the tile is down."""

    judgement_requested = pyqtSignal(object)
    note_requested = pyqtSignal()

    def __init__(self, parent=None, *, keep_focus: bool = False):
        """`keep_focus`: a press takes the keyboard from nobody."""
        super().__init__(parent)
        self.setObjectName("TilescribeJudgeButtons")
        self._keep_focus = keep_focus
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._grades = None
        self._buttons = {}
        self.note = self._button(icon("note"), self.tr("Note (N)"), checkable=True)
        self.note.clicked.connect(lambda _checked=False: self.note_requested.emit())
        self._make()

    @property
    def buttons(self) -> dict:
        """By their `Judgement`."""
        return self._buttons

    def show_hit(self, hit) -> None:
        """What holds of a hit, or of details; None for nothing."""
        if self._grades != grades():
            self._make()
        mark = None if hit is None else my_mark(hit)
        for judgement, button in self._buttons.items():
            exact = mark is not None and judgement == Judgement(mark.verdict or "", mark.grade)
            button.setChecked(
                exact or (not judgement.grade and judgement.holds(mark) and mark.grade not in self._grades)
            )
            button.setEnabled(hit is not None)
        self.note.setChecked(mark is not None and bool(mark.note))
        self.note.setEnabled(hit is not None)

    def _make(self) -> None:
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.deleteLater()
        self._grid.removeWidget(self.note)
        self._grades = grades()
        keys = [(Judgement(verdict), key) for verdict, key in ((CONFIRMED, "C"), (REJECTED, "R"), (UNSURE, "U"))]
        keys += [(graded(self._grades, number), str(number)) for number in range(1, len(self._grades) + 1)]
        self._buttons = {judgement: self._judging(judgement, key) for judgement, key in keys}
        columns = GRADE_COLUMNS if self._grades else COLUMNS
        for place, button in enumerate((*self._buttons.values(), self.note)):
            self._grid.addWidget(button, place // columns, place % columns)

    def _judging(self, judgement: Judgement, key: str) -> QToolButton:
        number = int(key) if key.isdigit() else 0
        text = self.tr("{name} ({key})").format(name=_imperative(judgement), key=key)
        button = self._button(judgement_icon(judgement, number=number), text, checkable=True)
        button.setObjectName(f"TilescribeJudge-{key}")
        button.clicked.connect(lambda _checked=False: self.judgement_requested.emit(judgement))
        return button

    def _button(self, picture: QIcon, text: str, *, checkable: bool) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(picture)
        button.setText(text)
        button.setToolTip(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(checkable)
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        button.setSizePolicy(policy)
        if self._keep_focus:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


def judgement_icon(judgement: Judgement, *, number: int = 0) -> QIcon:
    """The disc that a tile bears which is judged so."""
    pixmap = QPixmap(ICON_PX, ICON_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_verdict(painter, QRectF(2, 2, ICON_PX - 4, ICON_PX - 4), judgement.verdict, number=number)
    painter.end()
    return QIcon(pixmap)


def _imperative(judgement: Judgement) -> str:
    names = {
        CONFIRMED: QCoreApplication.translate("JudgeButtons", "Confirm"),
        REJECTED: QCoreApplication.translate("JudgeButtons", "Reject"),
        UNSURE: QCoreApplication.translate("JudgeButtons", "Unsure"),
    }
    return judgement.grade or names.get(judgement.verdict, judgement_text(judgement))
