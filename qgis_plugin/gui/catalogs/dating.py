"""Date and label of the imagery that is about to be added."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLineEdit, QWidget

from ..date_field import DateField

__all__ = ["Dating"]


class Dating(QObject):
    """Two lines of a form, both empty at first: files tell their date themselves, and need no label."""

    changed = pyqtSignal()

    def __init__(self, form: QFormLayout, parent: QWidget):
        """`form`: gets the two lines at its end."""
        super().__init__(parent)
        self.date = DateField(self.tr("as the files tell"), parent, ranges=True)
        self.edit = QLineEdit(parent)
        self.edit.setObjectName("TilescribeNewLabel")
        self.edit.setPlaceholderText(self.tr("before, after, any word"))
        self.edit.setMaxLength(200)
        form.addRow(self.tr("Date"), self.date)
        form.addRow(self.tr("Label"), self.edit)
        self.date.changed.connect(self.changed)

    @property
    def acquired(self) -> Optional[str]:
        """None: as each file tells."""
        return self.date.value()

    @property
    def label(self) -> Optional[str]:
        """None: as the rasters are called already."""
        return self.edit.text().strip() or None

    @property
    def invalid_reason(self) -> str:
        """Why the date is none; empty where it is one, or none is given."""
        return self.date.problem

    def clear(self) -> None:
        """What was added has its date; the next imagery may be of another."""
        self.date.clear()
        self.edit.clear()
