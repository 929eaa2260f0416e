"""The form of the search filters."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.filters import AREA, DATES, LABELS, LEVELS, RASTERS, THRESHOLD, Filters
from ...core.formatting import format_score
from ...core.protocol import MAX_CLOSER, MAX_HITS, Closer
from ...core.raster_names import NamedRasters
from ..date_field import DateField
from ..icons import icon
from .area_chooser import EVERYWHERE, AreaChooser
from .choice_box import ChoiceBox
from .raster_chooser import RasterChooser

__all__ = ["FilterPanel"]

CHANNELS = ("text", "lexical", "visual")
"""What a question can be put to."""


class FilterPanel(QWidget):
    """The form; `filters()` reads it when a search starts, `set_filters()` shows those of an earlier one."""

    changed = pyqtSignal()
    message_emitted = pyqtSignal(str)

    def __init__(self, iface, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeFilters")
        self.area = AreaChooser(iface, self)
        self.first = DateField(self.tr("any day"), self)
        self.last = DateField(self.tr("any day"), self, latest=True)
        self.rasters = RasterChooser(self)
        self.labels = ChoiceBox(self.tr("all"), self)
        self.labels.setObjectName("TilescribeLabels")
        self.levels = ChoiceBox(self.tr("all"), self)
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
        self.channel_box = ChoiceBox(self.tr("everything"), self)
        self.channel_box.setObjectName("TilescribeChannels")
        self.channel_box.setToolTip(
            self.tr("What the question is compared with: what descriptions mean, their very words, or the pictures.")
        )
        self.channel_box.offer(CHANNELS, self._channel_text)
        self._reset = QToolButton(self)
        self._reset.setObjectName("TilescribeResetFilters")
        self._reset.setAutoRaise(True)
        self._reset.setIcon(icon("cancel"))
        self._reset.setToolTip(self.tr("Take all filters away"))
        self._reset.clicked.connect(self.reset)
        self._problem = QLabel(self)
        self._problem.setObjectName("TilescribeFilterProblem")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._lay_out()
        self._connect()
        self._on_changed()

    def filters(self) -> Filters:
        """What is set. Dates that are none count as not set: ask for `problem` first."""
        return Filters(
            k=self.k.value(),
            threshold=self.threshold.value() / 100.0 or None,
            bbox=self.area.bbox(),
            area=self.area.area(),
            acquired_from=self.first.value(),
            acquired_to=self.last.value(),
            rasters=self.rasters.globs(),
            levels_m=tuple(float(level) for level in self.levels.choice()),
            labels=self.labels.choice() or None,
        )

    def set_filters(self, filters: Filters) -> None:
        """Show these, the drawn area and the number of results included; also before the catalog has told of its
        rasters, labels and tile sizes."""
        with QSignalBlocker(self):
            self.area.restore(bbox=filters.bbox, area=filters.area)
            self.first.set_value(filters.acquired_from)
            self.last.set_value(filters.acquired_to)
            self.rasters.set_globs(filters.rasters)
            self.labels.set_choice(filters.labels or (), self._label_text)
            self.levels.set_choice(map(repr, filters.levels_m), self._level_text)
            self.threshold.setValue(100.0 * (filters.threshold or 0.0))
            self.k.setValue(filters.k)
        self._on_changed()

    def closer(self) -> Optional[Closer]:
        """The closer look that is asked for, or None."""
        return Closer(most=self.closer_most.value()) if self.closer_most.value() else None

    def set_closer(self, closer: Optional[Closer]) -> None:
        """Show the closer look of an earlier question."""
        self.closer_most.setValue(closer.most if closer else 0)

    def channels(self) -> Optional[tuple[str, ...]]:
        """What the question is put to; None: everything."""
        return self.channel_box.choice() or None

    def set_channels(self, channels: Optional[tuple[str, ...]]) -> None:
        """Show those of an earlier question."""
        self.channel_box.set_choice(channels or (), self._channel_text)
        self._on_changed()

    @property
    def problem(self) -> str:
        """Why a search cannot be made with what is set, in a sentence; empty where it can."""
        first, last = self.first.value(), self.last.value()
        found = self.first.problem or self.last.problem or self.rasters.problem
        if not found and first and last and _last_digit(last) < first:
            return self.tr("No day lies between {first} and {last}. Change one of the dates.").format(
                first=first, last=last
            )
        return found

    def tell_problem(self) -> None:
        """Show it, with the cursor where it is."""
        for field in (self.first, self.last):
            if field.problem:
                field.tell_problem()
                break
        self._show_problem(self.problem)

    def summary(self) -> str:
        """What narrows the search, and the closer look, in words; empty where there is nothing of it."""
        names = self._names()
        parts = [names[part]() for part in self._active()]
        if self.closer_most.value():
            parts.append(self.tr("Closer look at {count}").format(count=self.closer_most.value()))
        if self.channels():
            names = ", ".join(self._channel_text(channel) for channel in self.channels())
            parts.append(self.tr("Compared with: {channels}").format(channels=names))
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
        elif part == RASTERS:
            self.rasters.set_globs(())
        else:
            {LABELS: self.labels, LEVELS: self.levels}[part].deselectAllOptions()

    def reset(self) -> None:
        """Take all parts and the closer look away, and the usual number of results."""
        for part in (AREA, DATES, RASTERS, LABELS, LEVELS, THRESHOLD):
            self.remove_filter(part)
        self.k.setValue(Filters().k)
        self.closer_most.setValue(0)
        self.set_channels(None)

    def offer_rasters(self, named: NamedRasters) -> None:
        """Which rasters there are, with their dates and labels. Choices that are still there stay."""
        self.rasters.offer(named)
        self.first.offer(named.days)
        self.last.offer(named.days)
        unlabelled = named.labels and any(not raster.label for raster in named.rasters)
        labels = (*named.labels, "") if unlabelled else named.labels
        self.labels.offer(labels, self._label_text)
        self._show_labels()

    def offer_levels(self, levels_m) -> None:
        """Which tile sizes, in metres, there are to choose from. Choices that are still there stay."""
        self.levels.offer(map(repr, levels_m), self._level_text)

    def _label_text(self, label: str) -> str:
        return label or self.tr("(without a label)")

    def _channel_text(self, channel: str) -> str:
        names = {"text": self.tr("meaning"), "lexical": self.tr("words"), "visual": self.tr("picture")}
        return names.get(channel, channel)

    def _level_text(self, level: str) -> str:
        return self.tr("{size} m").format(size=f"{float(level):g}")

    def _active(self) -> tuple:
        bbox = (0.0, 0.0, 0.0, 0.0) if self.area.kind != EVERYWHERE else None
        given = Filters(
            bbox=bbox,
            # What is no date stands in its line, and can be taken away like one.
            acquired_from=self.first.edit.text().strip() or None,
            acquired_to=self.last.edit.text().strip() or None,
            rasters=self.rasters.globs(),
            levels_m=tuple(float(level) for level in self.levels.choice()),
            threshold=self.threshold.value() / 100.0 or None,
            labels=self.labels.choice() or None,
        )
        return given.active

    def _names(self) -> dict:
        return {
            AREA: lambda: self.area.label,
            DATES: self._dates,
            RASTERS: lambda: self.rasters.text,
            LABELS: lambda: self.tr("Label: {labels}").format(
                labels=", ".join(self._label_text(label) for label in self.labels.choice())
            ),
            LEVELS: lambda: self.tr("Tile size"),
            THRESHOLD: lambda: self.tr("Score from {score}").format(score=format_score(self.threshold.value() / 100.0)),
        }

    def _dates(self) -> str:
        first, last = self.first.edit.text().strip(), self.last.edit.text().strip()
        if first == last:
            return first
        if not last:
            return self.tr("From {date}").format(date=first)
        return f"{first} – {last}" if first else self.tr("Until {date}").format(date=last)

    def _show_labels(self) -> None:
        """A row for labels only where there are any: most catalogs have none."""
        shown = self.labels.count() > 0
        self.labels.setVisible(shown)
        self._form.labelForField(self.labels).setVisible(shown)

    def _show_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _lay_out(self) -> None:
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Where"), self.area)
        when = QVBoxLayout()
        when.setSpacing(0)
        days = _row((self.first, 1), (QLabel("–", self), 0), (self.last, 1))
        days.setSpacing(self.fontMetrics().height() // 4)
        when.addLayout(days)
        when.addWidget(self._problem)
        form.addRow(self.tr("When"), when)
        form.addRow(self.tr("Rasters"), self.rasters)
        form.addRow(self.tr("Label"), self.labels)
        form.addRow(self.tr("Tile size"), self.levels)
        score = QLabel(self.tr("score from"), self)
        form.addRow(self.tr("At most"), _row((self.k, 1), (score, 0), (self.threshold, 1), (self._reset, 0)))
        form.addRow(self.tr("Look closer"), self.closer_most)
        form.addRow(self.tr("Compare with"), self.channel_box)
        self._show_problem("")
        self._show_labels()

    def _connect(self) -> None:
        self.area.message_emitted.connect(self.message_emitted)
        for signal in (
            self.area.changed,
            self.first.changed,
            self.last.changed,
            self.rasters.changed,
            self.labels.checkedItemsChanged,
            self.levels.checkedItemsChanged,
            self.threshold.valueChanged,
            self.k.valueChanged,
            self.closer_most.valueChanged,
            self.channel_box.checkedItemsChanged,
        ):
            signal.connect(self._on_changed)

    def _on_changed(self, *_args) -> None:
        changed = self.k.value() != Filters().k or self.closer_most.value() > 0 or bool(self.channels())
        self._reset.setEnabled(bool(self._active()) or changed)
        self._show_problem(self.first.shown_problem or self.last.shown_problem or self.rasters.problem)
        self._show_labels()
        self.changed.emit()


def _row(*parts) -> QHBoxLayout:
    """Widgets in one row, each with its stretch."""
    row = QHBoxLayout()
    for widget, stretch in parts:
        row.addWidget(widget, stretch)
    return row


def _last_digit(date: str) -> str:
    """A year or a month ends after all its days: `2011` is not before `2011-05`."""
    return date + "~"
