"""The sentences that stand where results would be, each with its next step."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject

from ...core.filters import AREA, DATES, LEVELS, RASTERS, THRESHOLD
from ...core.problems import NEEDS_SETUP

__all__ = ["States"]

MOST_OFFERS = 3


class States(QObject):
    """Shows one of them on an `EmptyState`."""

    def __init__(self, empty, page):
        super().__init__(page)
        self._empty = empty
        self._page = page

    def no_catalog(self) -> None:
        self._empty.show_state(
            "catalog",
            self.tr("Which imagery?"),
            self.tr("A catalog holds the descriptions of your imagery. Choose one, or make one from your rasters."),
            [(self.tr("Choose a catalog"), self._page.catalogs_wanted.emit)],
        )

    def nothing_described(self) -> None:
        self._empty.show_state(
            "add-rasters",
            self.tr("Nothing to find yet"),
            self.tr("Add rasters to the catalog. As soon as the first tiles are described, they can be searched."),
            [(self.tr("Add rasters"), self._page.catalogs_wanted.emit)],
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
        page, offers = self._page, results.loosenable()
        if offers and results.answer.candidates:
            text = self.tr("The best tiles score less than you ask for.")
        elif offers:
            text = self.tr("The filters leave no tile to search in.")
            if results.answer.undated_rasters:
                text += " " + self.tr("{count} rasters without a date are left out.").format(
                    count=results.answer.undated_rasters
                )
        else:
            text = self.tr("The catalog has no described tile yet.")
        self._empty.show_state(
            "search",
            self.tr("Nothing matches"),
            text,
            [(self._offer(part), lambda part=part: page.loosen(part)) for part in offers[:MOST_OFFERS]],
        )

    def forgotten(self, results) -> None:
        """The project kept the question but not its many hits."""
        self._empty.show_state(
            "history",
            results.question,
            self.tr("There were too many results to keep them in the project."),
            [(self.tr("Ask again"), self._page.again)],
        )

    def problem(self, problem) -> None:
        page = self._page
        if problem.code in NEEDS_SETUP:
            action = (self.tr("Set up the engine"), page.session.want_setup)
        elif problem.code == "catalog-not-found":
            action = (self.tr("Choose a catalog"), page.catalogs_wanted.emit)
        else:
            action = (self.tr("Try again"), page.again)
        self._empty.show_state("failed", problem.title or self.tr("That did not work"), problem.detail, [action])

    def _offer(self, part: str) -> str:
        return {
            AREA: self.tr("Search everywhere"),
            DATES: self.tr("Search all dates"),
            RASTERS: self.tr("Search all rasters"),
            LEVELS: self.tr("Search all tile sizes"),
            THRESHOLD: self.tr("Show them whatever their score"),
        }[part]
