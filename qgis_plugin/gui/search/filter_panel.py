"""The form of the search filters."""

from __future__ import annotations

from glob import escape

from qgis.gui import QgsCheckableComboBox, QgsDateEdit
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from ...core.files import file_name
from ...core.filters import AREA, DATES, LEVELS, RASTERS, THRESHOLD, Filters
from ...core.formatting import format_score
from ...core.protocol import MAX_CLOSER, MAX_HITS, Closer
from ..icons import icon
from .area_chooser import EVERYWHERE, AreaChooser

__all__ = ["FilterPanel"]

ISO = "yyyy-MM-dd"


class FilterPanel(QWidget):
    """The form; `filters()` reads it when a search starts."""

    changed = pyqtSignal()
    message_emitted = pyqtSignal(str)

    def __init__(self, iface, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeFilters")
        self.area = AreaChooser(iface, self)
        self.first, self.last = self._date(self.tr("any day")), self._date(self.tr("any day"))
        self.rasters = self._checkable(self.tr("all"))
        self.levels = self._checkable(self.tr("all"))
        self.threshold = QDoubleSpinBox(self)
        self.threshold.setRange(0.0, 100.0)
        self.threshold.setSingleStep(5.0)
        self.threshold.setDecimals(0)
        self.threshold.setSuffix(self.tr(" %"))
        self.threshold.setSpecialValueText(self.tr("any"))
        self.k = QSpinBox(self)
        self.k.setRange(1, MAX_HITS)
        self.k.setValue(Filters().k)
        self.closer_most = QSpinBox(self)
        self.closer_most.setObjectName("TilescribeCloser")
        self.closer_most.setRange(0, MAX_CLOSER)
        self.closer_most.setSingleStep(10)
        self.closer_most.setSpecialValueText(self.tr("no"))
        self.closer_most.setPrefix(self.tr("at the best "))
        self.closer_most.setToolTip(
            self.tr(
                "Looks again into so many of the best tiles, part by part, ranks them by their best part and outlines "
                "it on the map. Finds small things; takes about a second for each tile."
            )
        )
        self._reset = QToolButton(self)
        self._reset.setAutoRaise(True)
        self._reset.setIcon(icon("cancel"))
        self._reset.setToolTip(self.tr("Take all filters away"))
        self._reset.clicked.connect(self.reset)
        self._lay_out()
        self._connect()
        self._on_changed()

    def filters(self) -> Filters:
        """What is set."""
        return Filters(
            k=self.k.value(),
            threshold=self.threshold.value() / 100.0 or None,
            bbox=self.area.bbox(),
            area=self.area.area(),
            acquired_from=_iso(self.first),
            acquired_to=_iso(self.last),
            rasters=tuple(self.rasters.checkedItemsData()),
            levels_m=self._levels(),
        )

    def closer(self):
        """The closer look that is asked for (`Closer`), or None."""
        return Closer(most=self.closer_most.value()) if self.closer_most.value() else None

    def summary(self) -> str:
        """What narrows the search, and the closer look, in words; empty where there is nothing of it."""
        names = {AREA: self.area.label, **self._names()}
        parts = [names[part] for part in self._active()]
        if self.closer_most.value():
            parts.append(self.tr("Closer look at {count}").format(count=self.closer_most.value()))
        return ", ".join(parts)

    def remove_filter(self, part: str) -> None:
        """Take one part away, such as `core.filters.AREA`."""
        if part == AREA:
            self.area.choose(EVERYWHERE)
        elif part == DATES:
            self.first.clear()
            self.last.clear()
        elif part == THRESHOLD:
            self.threshold.setValue(0.0)
        else:
            {RASTERS: self.rasters, LEVELS: self.levels}[part].deselectAllOptions()

    def reset(self) -> None:
        """Take all parts and the closer look away, and the usual number of results."""
        for part in (AREA, DATES, RASTERS, LEVELS, THRESHOLD):
            self.remove_filter(part)
        self.k.setValue(Filters().k)
        self.closer_most.setValue(0)

    def offer_rasters(self, paths) -> None:
        """Which rasters there are to choose from. Choices that are still there stay."""
        _offer(self.rasters, [(file_name(path), escape(path)) for path in paths])

    def offer_levels(self, levels_m) -> None:
        """Which tile sizes, in metres, there are to choose from. Choices that are still there stay."""
        _offer(self.levels, [(self.tr("{size} m").format(size=f"{level:g}"), repr(level)) for level in levels_m])

    def _active(self) -> tuple:
        bbox = (0.0, 0.0, 0.0, 0.0) if self.area.kind != EVERYWHERE else None
        given = Filters(
            bbox=bbox,
            acquired_from=_iso(self.first),
            acquired_to=_iso(self.last),
            rasters=tuple(self.rasters.checkedItemsData()),
            levels_m=self._levels(),
            threshold=self.threshold.value() / 100.0 or None,
        )
        return given.active

    def _levels(self) -> tuple:
        # The box gives its data back as text, rounded where it was a number.
        return tuple(float(level) for level in self.levels.checkedItemsData())

    def _names(self) -> dict:
        return {
            DATES: self.tr("Dates"),
            RASTERS: self.tr("Rasters"),
            LEVELS: self.tr("Tile size"),
            THRESHOLD: self.tr("Score from {score}").format(score=format_score(self.threshold.value() / 100.0)),
        }

    def _date(self, unset: str) -> QgsDateEdit:
        date = QgsDateEdit(self)
        date.setDisplayFormat(ISO)
        date.setNullRepresentation(unset)
        date.setAllowNull(True)
        date.setCalendarPopup(True)
        date.clear()
        return date

    def _checkable(self, unset: str) -> QgsCheckableComboBox:
        box = QgsCheckableComboBox(self)
        box.setDefaultText(unset)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Where"), self.area)
        form.addRow(self.tr("When"), _row((self.first, 1), (QLabel("–", self), 0), (self.last, 1)))
        form.addRow(self.tr("Rasters"), self.rasters)
        form.addRow(self.tr("Tile size"), self.levels)
        score = QLabel(self.tr("score from"), self)
        form.addRow(self.tr("At most"), _row((self.k, 1), (score, 0), (self.threshold, 1), (self._reset, 0)))
        form.addRow(self.tr("Look closer"), self.closer_most)

    def _connect(self) -> None:
        self.area.message_emitted.connect(self.message_emitted)
        for signal in (
            self.area.changed,
            self.first.valueChanged,
            self.last.valueChanged,
            self.rasters.checkedItemsChanged,
            self.levels.checkedItemsChanged,
            self.threshold.valueChanged,
            self.k.valueChanged,
            self.closer_most.valueChanged,
        ):
            signal.connect(self._on_changed)

    def _on_changed(self, *_args) -> None:
        changed = self.k.value() != Filters().k or self.closer_most.value() > 0
        self._reset.setEnabled(bool(self._active()) or changed)
        self.changed.emit()


def _row(*parts) -> QHBoxLayout:
    """Widgets in one row, each with its stretch."""
    row = QHBoxLayout()
    for widget, stretch in parts:
        row.addWidget(widget, stretch)
    return row


def _iso(edit: QgsDateEdit):
    date = QDate() if edit.isNull() else edit.date()
    return date.toString(ISO) if date.isValid() else None


def _offer(box: QgsCheckableComboBox, items) -> None:
    chosen = set(box.checkedItemsData())
    box.clear()
    for label, value in items:
        state = Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked
        box.addItemWithCheckState(label, state, value)
