"""In which colour a place is drawn, the same in every product."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication

from .places import ProductPlace

__all__ = ["colour_of", "ink_on", "judgement_text", "legend"]

GRADES = {"none": "#4f8fd9", "minor": "#e9b000", "major": "#ef7d1a", "destroyed": "#d32f3f"}
"""Of the grades that are offered; others take `OTHER_GRADES` in the order of the alphabet."""
OTHER_GRADES = ("#7b5fc7", "#1f9aa8", "#c04c97", "#7c8f1d", "#9a5b3c")
VERDICTS = {"confirmed": "#2f9e5e", "rejected": "#8d8d8d", "unsure": "#e9b000"}
UNSEEN = "#e05fa0"


def colour_of(verdict: Optional[str], grade: str) -> str:
    """`#rrggbb`: of the grade where there is one, or else of the verdict."""
    if grade:
        known = GRADES.get(grade.casefold())
        # Not `hash`, which differs from one run to the next.
        return known or OTHER_GRADES[sum(map(ord, grade)) % len(OTHER_GRADES)]
    return VERDICTS.get(verdict or "", UNSEEN)


def ink_on(colour: str) -> str:
    """For words on a colour: white, or black where that can be read better."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    # Relative luminance as WCAG 2 has it.
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    # Blue and red look heavy: white is right on them though black had somewhat more contrast.
    return "#1b1f24" if luminance > 0.3 else "#ffffff"


def judgement_text(verdict: Optional[str], grade: str) -> str:
    """The grade as it is written, or the verdict in words."""
    texts = {"confirmed": _tr("Confirmed"), "rejected": _tr("Rejected"), "unsure": _tr("Unsure")}
    return grade or texts.get(verdict or "", _tr("Not judged"))


def legend(places: tuple[ProductPlace, ...]) -> list[tuple[str, str, int]]:
    """(colour, text, number of places) of what occurs, the most frequent first."""
    counted: dict[tuple[str, str], int] = {}
    for place in places:
        key = (colour_of(place.verdict, place.grade), judgement_text(place.verdict, place.grade))
        counted[key] = counted.get(key, 0) + 1
    return [(colour, text, count) for (colour, text), count in sorted(counted.items(), key=lambda one: -one[1])]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Product", text)
