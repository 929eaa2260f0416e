"""The page in place of an empty results list: a sentence, and buttons for the next step."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ...core.filters import AREA, DATES, LABELS, LEVELS, RASTERS, THRESHOLD
from ...core.problems import NEEDS_SETUP
from ..colours import mixed
from ..icons import icon

__all__ = ["EmptyStateMessages", "EmptyStateWidget"]

ICON_LINES = 3

MOST_OFFERS = 3


class EmptyStateWidget(QWidget):
    """A drawing, a heading, a sentence, and buttons for the next step."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeEmptyState")
        self._picture = QLabel(self)
        self._heading = _label(self)
        font = self._heading.font()
        font.setBold(True)
        self._heading.setFont(font)
        self._text = _label(self)
        self._buttons = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self._picture, self._heading, self._text):
            layout.addWidget(widget)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    @property
    def heading(self) -> str:
        return self._heading.text()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def buttons(self) -> list:
        return [self._buttons.itemAt(place).widget() for place in range(self._buttons.count())]

    def show_state(self, name: str, heading: str, text: str, actions=()) -> None:
        """Show icon `name`, two texts and a button for each of `actions`: (label, function to call)."""
        side = ICON_LINES * self.fontMetrics().height()
        self._picture.setPixmap(icon(name).pixmap(side, side))
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        palette = self._text.palette()
        window, ink = QPalette.ColorRole.Window, QPalette.ColorRole.WindowText
        palette.setColor(ink, mixed(self.palette(), window, ink, 0.7))
        self._text.setPalette(palette)
        while self._buttons.count():
            self._buttons.takeAt(0).widget().deleteLater()
        for label, action in actions:
            self._buttons.addWidget(self._button(label, action), 0, Qt.AlignmentFlag.AlignHCenter)

    def _button(self, label: str, action) -> QPushButton:
        button = QPushButton(label, self)
        button.clicked.connect(lambda _checked=False: action())
        return button


def _label(parent) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    # What the engine says is text; a file name with a < in it must not become markup.
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class EmptyStateMessages(QObject):
    """The messages that an `EmptyStateWidget` shows."""

    def __init__(self, empty, page):
        super().__init__(page)
        self._empty = empty
        self._page = page

    def no_catalog(self) -> None:
        self._empty.show_state(
            "catalog",
            self.tr("Which imagery?"),
            self.tr("A catalog holds the descriptions of your imagery. Choose one, or make one from your rasters."),
            [(self.tr("Choose a catalog"), self._page.catalogs_requested.emit)],
        )

    def nothing_described(self) -> None:
        self._empty.show_state(
            "add-rasters",
            self.tr("Nothing to find yet"),
            self.tr("Add rasters to the catalog. As soon as the first tiles are described, they can be searched."),
            [(self.tr("Add rasters"), self._page.catalogs_requested.emit)],
        )

    def ready(self, examples) -> None:
        page = self._page
        self._empty.show_state(
            "search",
            self.tr("Ask in plain words"),
            self.tr("Say what can be seen, and press Enter. For example:"),
            [(example, lambda example=example: page.ask(example)) for example in examples],
        )

    def searching(self, *, starting: bool) -> None:
        text = self.tr("The engine is starting. That takes a few seconds, once.") if starting else ""
        self._empty.show_state("search", self.tr("Searching…"), text, [(self.tr("Stop"), self._page.stop)])

    def nothing_found(self, results) -> None:
        page, offers = self._page, results.removable_filters()
        if offers and results.answer.candidates:
            text = self.tr("The best tiles score less than you ask for.")
        elif offers:
            text = self.tr("The filters leave no tile to search in.")
            if results.answer.undated_rasters:
                text += " " + self.tr("%Ln rasters without a date are left out.", None, results.answer.undated_rasters)
        else:
            text = self.tr("The catalog has no described tile yet.")
        self._empty.show_state(
            "search",
            self.tr("Nothing matches"),
            text,
            [(self._offer(part), lambda part=part: page.remove_filter(part)) for part in offers[:MOST_OFFERS]],
        )

    def too_many_results(self, results) -> None:
        """The project kept the question but not its many hits."""
        self._empty.show_state(
            "history",
            results.question,
            self.tr("There were too many results to keep them in the project."),
            [(self.tr("Ask again"), self._page.repeat_search)],
        )

    def problem(self, problem) -> None:
        page = self._page
        if problem.code in NEEDS_SETUP:
            action = (self.tr("Set up the engine"), page.session.request_setup)
        elif problem.code == "catalog-not-found":
            action = (self.tr("Choose a catalog"), page.catalogs_requested.emit)
        else:
            action = (self.tr("Try again"), page.repeat_search)
        self._empty.show_state("failed", problem.title or self.tr("That did not work"), problem.detail, [action])

    def _offer(self, part: str) -> str:
        return {
            AREA: self.tr("Search everywhere"),
            DATES: self.tr("Search all dates"),
            RASTERS: self.tr("Search all rasters"),
            LABELS: self.tr("Search all labels"),
            LEVELS: self.tr("Search all tile sizes"),
            THRESHOLD: self.tr("Show them whatever their score"),
        }[part]
