"""What can be done with the hits that are selected: the context menu of the list."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ...core.results import CONFIRMED, REJECTED, verdict_of
from ..icons import icon

__all__ = ["TileMenu"]


class TileMenu(QObject):
    """Makes the menu anew for whatever is selected."""

    zoom_wanted = pyqtSignal(list)
    details_wanted = pyqtSignal(object)
    similar_wanted = pyqtSignal(object)
    more_wanted = pyqtSignal(list)
    """More like these hits."""
    less_wanted = pyqtSignal(list)
    verdict_wanted = pyqtSignal(str)
    note_wanted = pyqtSignal()
    correction_wanted = pyqtSignal(object)

    def menu(self, hits, parent) -> QMenu:
        """A menu for at least one hit."""
        menu = QMenu(parent)
        first, one = hits[0], len(hits) == 1
        confirmed = all(verdict_of(hit) == CONFIRMED for hit in hits)
        rejected = all(verdict_of(hit) == REJECTED for hit in hits)
        self._add(menu, "zoom-to", self.tr("Zoom to"), self.zoom_wanted, hits, key=self.tr("Enter"))
        if one:
            self._add(menu, "describe", self.tr("Describe"), self.details_wanted, first)
            self._add(menu, "similar", self.tr("Find similar"), self.similar_wanted, first)
        menu.addSeparator()
        self._add(menu, "more-like", self.tr("More like this"), self.more_wanted, hits)
        self._add(menu, "less-like", self.tr("Less like this"), self.less_wanted, hits)
        menu.addSeparator()
        confirm = self.tr("Take the confirmation back") if confirmed else self.tr("Confirm")
        reject = self.tr("Take the rejection back") if rejected else self.tr("Reject")
        self._add(menu, "confirm", confirm, self.verdict_wanted, CONFIRMED, key="C")
        self._add(menu, "reject", reject, self.verdict_wanted, REJECTED, key="R")
        if one:
            self._add(menu, "note", self.tr("Note…"), self.note_wanted, key="N")
            self._add(menu, "correct", self.tr("Correct the description…"), self.correction_wanted, first)
        return menu

    def _add(self, menu, name, label, signal, *arguments, key="") -> None:
        # The key is shown only: the list itself listens to its keys.
        action = menu.addAction(icon(name), f"{label}\t{key}" if key else label)
        action.triggered.connect(lambda _checked=False: signal.emit(*arguments))
