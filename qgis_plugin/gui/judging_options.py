"""How tiles are judged, in the options: in whose name, and by yes and no or by grades."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLabel, QLineEdit

from ..core import settings
from .widgets import muted

__all__ = ["JudgingOptions"]

YES_NO, GRADES = "yes/no", "grades"


class JudgingOptions(QGroupBox):
    """A name, and the mission's grades; changes nothing before `apply`."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setTitle(self.tr("Judging"))
        self.author = QLineEdit(settings.author(), self)
        self.author.setObjectName("TilescribeAuthor")
        self.author.setMaxLength(settings.MAX_AUTHOR_CHARACTERS)
        self.author.setToolTip(self.tr("Under this name your judgements are kept and shown to others."))
        self.kind = QComboBox(self)
        self.kind.setObjectName("TilescribeJudgingKind")
        self.kind.addItem(self.tr("Yes or no: confirm, reject, unsure"), YES_NO)
        self.kind.addItem(self.tr("Grades"), GRADES)
        self.grades = QLineEdit(self)
        self.grades.setObjectName("TilescribeGrades")
        kept = settings.grades()
        self.grades.setText(", ".join(kept or settings.OFFERED_GRADES))
        self.kind.setCurrentIndex(self.kind.findData(GRADES if kept else YES_NO))
        hint = muted(
            QLabel(
                self.tr(
                    "From the lowest to the highest, separated by commas, nine at most: the keys 1 to 9. The first one "
                    "rejects a tile, the others confirm it."
                ),
                self,
            )
        )
        hint.setWordWrap(True)
        form = QFormLayout(self)
        form.addRow(self.tr("Your name"), self.author)
        form.addRow(self.tr("Tiles are judged by"), self.kind)
        form.addRow(self.tr("Grades"), self.grades)
        form.addRow("", hint)
        self.kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        self._show_kind()

    def apply(self) -> None:
        """Use what is set from now on."""
        if self.author.text().strip() != settings.author():
            settings.set_author(self.author.text())
        graded = self.kind.currentData() == GRADES
        settings.set_grades(self.grades.text().split(",") if graded else ())

    def _show_kind(self) -> None:
        self.grades.setEnabled(self.kind.currentData() == GRADES)
