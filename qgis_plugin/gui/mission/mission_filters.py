"""The filters and the order of the mission list."""

from __future__ import annotations

import dataclasses

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core import settings
from ...core.mission import BY_AUTHOR, BY_PLACE, BY_QUESTION, BY_TIME, BY_VERDICT, NOTED, MissionFilter
from ...core.mission_text import author_text, verdict_text
from ...core.results import CONFIRMED, REJECTED, UNSURE
from ..widgets import tool_button

__all__ = ["MissionFilters"]

TYPING_MS = 200
"""After the last letter the list is made anew."""
_CHOICES = ("verdict", "grade", "author", "question", "label")


class MissionFilters(QWidget):
    """A line of text with an order and a button, under which the other filters unfold."""

    changed = pyqtSignal()
    """Ask for `filter()` and `order` again."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._offered = {}
        self._bounds = None
        self.text = QLineEdit(self)
        self.text.setObjectName("TilescribeMissionText")
        self.text.setPlaceholderText(self.tr("Notes, places, questions, people"))
        self.text.setToolTip(self.tr("List only what has all of these words (Ctrl+F)"))
        self.text.setAccessibleName(self.text.toolTip())
        self.text.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._on_changed)
        self.text.textChanged.connect(lambda _text: self._typing.start())
        self.sorting = self._sorting()
        self.unfold = tool_button("filter", "", self.tr("Filters of the mission list"), self)
        self.unfold.setObjectName("TilescribeMissionFilters")
        self.unfold.setCheckable(True)
        self.clear = tool_button("remove", "", self.tr("Take all filters away"), self)
        self.clear.setObjectName("TilescribeMissionClear")
        self.clear.clicked.connect(lambda _checked=False: self.reset())
        self.combos = {name: self._combo(name) for name in _CHOICES}
        self.in_view = QCheckBox(self.tr("Only what the map shows"), self)
        self.in_view.setObjectName("TilescribeMissionInView")
        self.in_view.setEnabled(False)
        self.in_view.toggled.connect(lambda _checked: self._on_changed())
        self._panel = self._unfolding()
        self.unfold.toggled.connect(self._panel.setVisible)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.text, 1)
        for widget in (self.sorting, self.unfold, self.clear):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.fontMetrics().height() // 4)
        layout.addLayout(line)
        layout.addWidget(self._panel)
        self._panel.hide()
        self._show_active()

    @property
    def order(self) -> str:
        """BY_TIME and so on."""
        return self.sorting.currentData()

    def filter(self) -> MissionFilter:
        """What is wanted."""
        chosen = {name: combo.currentData() for name, combo in self.combos.items()}
        bounds = self._bounds if self.in_view.isChecked() else None
        return MissionFilter(text=self.text.text().strip(), bounds=bounds, **chosen)

    def set_bounds(self, bounds) -> None:
        """(west, south, east, north) of what the map shows; None where that is no place on Earth."""
        if bounds != self._bounds:
            self._bounds = bounds
            self.in_view.setEnabled(bounds is not None)
            nowhere = self.tr("The map shows no place on Earth: set the project's CRS.")
            self.in_view.setToolTip("" if bounds is not None else nowhere)
            if self.in_view.isChecked():
                self.changed.emit()

    def set_listing(self, listing) -> None:
        """Offer what the marks have; a choice stays, also where nothing has it any more."""
        me = settings.author()
        self._offer("grade", [(grade, grade) for grade in listing.grades])
        authors = sorted(listing.authors, key=lambda author: author != me)
        self._offer("author", [(author_text(author, me), author) for author in authors])
        self._offer("question", [(question, question) for question in listing.questions])
        self._offer("label", [(label, label) for label in listing.labels])

    def reset(self) -> None:
        """Take all filters away; the order stays."""
        for widget in (self.text, self.in_view, *self.combos.values()):
            widget.blockSignals(True)
        self.text.clear()
        self.in_view.setChecked(False)
        for combo in self.combos.values():
            combo.setCurrentIndex(0)
        for widget in (self.text, self.in_view, *self.combos.values()):
            widget.blockSignals(False)
        self._on_changed()

    def _on_changed(self) -> None:
        self._typing.stop()
        self._show_active()
        self.changed.emit()

    def _show_active(self) -> None:
        """The button tells that filters are set while they are folded away."""
        folded = dataclasses.replace(self.filter(), text="").active or self.in_view.isChecked()
        self.clear.setVisible(folded or bool(self.text.text()))
        self.unfold.setText("●" if folded else "")
        names = [
            self._labels[name].text().rstrip(":") for name in _CHOICES if self.combos[name].currentData() is not None
        ]
        if self.in_view.isChecked():
            names.append(self.in_view.text())
        tip = self.tr("Filters of the mission list")
        self.unfold.setToolTip(f"{tip}: {', '.join(names)}" if names else tip)

    def _offer(self, name: str, values: list) -> None:
        combo = self.combos[name]
        chosen = combo.currentData()
        if chosen is not None and all(value != chosen for _, value in values):
            values = [*values, (combo.currentText(), chosen)]
        if self._offered.get(name) != values:
            self._offered[name] = values
            combo.blockSignals(True)
            while combo.count() > 1:
                combo.removeItem(1)
            for text, value in values:
                combo.addItem(text, value)
            combo.setCurrentIndex(max(0, combo.findData(chosen)) if chosen is not None else 0)
            combo.blockSignals(False)
        shown = len(values) > 1 or chosen is not None
        combo.setVisible(shown)
        self._labels[name].setVisible(shown)

    def _sorting(self) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName("TilescribeMissionOrder")
        combo.setToolTip(self.tr("Order of the list"))
        combo.setAccessibleName(combo.toolTip())
        orders = (
            (self.tr("Latest"), BY_TIME),
            (self.tr("Place"), BY_PLACE),
            (self.tr("Verdict"), BY_VERDICT),
            (self.tr("Author"), BY_AUTHOR),
            (self.tr("Question"), BY_QUESTION),
        )
        for text, order in orders:
            combo.addItem(text, order)
        combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return combo

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(f"TilescribeMission-{name}")
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        combo.addItem(self.tr("All"), None)
        if name == "verdict":
            for verdict in (CONFIRMED, REJECTED, UNSURE, NOTED):
                combo.addItem(verdict_text(verdict), verdict)
        combo.currentIndexChanged.connect(lambda _index: self._on_changed())
        return combo

    def _unfolding(self) -> QWidget:
        panel = QWidget(self)
        form = QFormLayout(panel)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        texts = {
            "verdict": self.tr("Judgement:"),
            "grade": self.tr("Grade:"),
            "author": self.tr("Author:"),
            "question": self.tr("Question:"),
            "label": self.tr("Label:"),
        }
        self._labels = {name: QLabel(text, panel) for name, text in texts.items()}
        for name, label in self._labels.items():
            label.setBuddy(self.combos[name])
            form.addRow(label, self.combos[name])
        form.addRow("", self.in_view)
        for name in ("grade", "author", "question", "label"):
            self.combos[name].hide()
            self._labels[name].hide()
        return panel
