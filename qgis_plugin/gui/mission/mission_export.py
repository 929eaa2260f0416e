"""The mission list as a product: files, a report, a web page, a map book."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QMenu

from ...core.product.from_marks import places_of_marks
from ...core.results import CONFIRMED
from ..icons import icon
from ..product.formats import HTML, MAP_BOOK, PDF
from ..product.product_writer import PlaceChoice

__all__ = ["export_menu", "mission_choices"]


def mission_choices(entries, selected, *, title: str) -> list:
    """What of the list can be written: what is confirmed, first, then what is selected, then all that is listed.

    With a tile go the marks of all people that are listed of it.
    """
    confirmed_places = {entry.place for entry in entries if entry.verdict == CONFIRMED}
    confirmed = [entry for entry in entries if entry.place in confirmed_places]
    listed = (
        ("confirmed", _tr("Confirmed only"), confirmed),
        ("everything", _tr("Everything listed"), entries),
        ("selected", _tr("Selected"), selected),
    )
    return [
        PlaceChoice(key, text, len({entry.place for entry in chosen}), _places_of(tuple(chosen)), title)
        for key, text, chosen in listed
    ]


def export_menu(parent, export) -> QMenu:
    """A menu that calls `export(key)` with the key of a format; empty: the one that was used last."""
    menu = QMenu(parent)
    for drawing, text, key in (
        ("export", _tr("Export places…"), ""),
        ("report", _tr("PDF report…"), PDF),
        ("report", _tr("Web page…"), HTML),
        ("report", _tr("Map book…"), MAP_BOOK),
    ):
        menu.addAction(icon(drawing), text).triggered.connect(lambda _checked=False, key=key: export(key))
    return menu


def _places_of(entries):
    """A function that gives their places, for 50,000 of them take a while."""
    return lambda: places_of_marks((entry.catalog.id, entry.catalog.path, entry.mark) for entry in entries)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MissionExport", text)
