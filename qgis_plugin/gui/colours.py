"""Colours of scores and verdicts. Everything else is the palette's.

`resources/styles/results.qml` draws the tiles on the map in the same colours; a test holds the two together.
"""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor, QPalette

from ..core.results import CONFIRMED, REJECTED, UNSURE

__all__ = ["RANK_INK", "SCORE_STOPS", "VERDICT_COLOURS", "mixed", "score_colour", "verdict_colour"]

SCORE_STOPS = ((0.0, "#8a7bd8"), (0.5, "#e05fa0"), (1.0, "#ff8a1f"))
"""From the lowest to the highest score shown: violet, pink, orange. No imagery is pink, and the luminance rises
evenly, so that the order is also seen without telling the hues apart."""

RANK_INK = "#1a1a1a"
"""For numbers on any of these colours, with a contrast of at least 4.5:1."""

VERDICT_COLOURS = {CONFIRMED: "#2f9e5e", REJECTED: "#8d8d8d", UNSURE: "#c98a00"}


def score_colour(score: float, span: tuple[float, float]) -> QColor:
    """The colour of a score where `span` are the lowest and the highest score shown."""
    lowest, highest = span
    share = 1.0 if highest <= lowest else min(1.0, max(0.0, (score - lowest) / (highest - lowest)))
    for (start, first), (end, second) in zip(SCORE_STOPS, SCORE_STOPS[1:]):
        if share <= end:
            return _between(QColor(first), QColor(second), (share - start) / (end - start))
    return QColor(SCORE_STOPS[-1][1])


def verdict_colour(verdict: str) -> QColor:
    """Green for what is confirmed, grey for what is rejected, amber for what nobody can tell."""
    return QColor(VERDICT_COLOURS[verdict])


def mixed(palette: QPalette, first: QPalette.ColorRole, second: QPalette.ColorRole, share: float) -> QColor:
    """`share` (0 to 1) of the second colour of the palette in the first: right in light and dark themes alike."""
    return _between(palette.color(first), palette.color(second), share)


def _between(first: QColor, second: QColor, share: float) -> QColor:
    return QColor(
        *(round(start + (end - start) * share) for start, end in zip(first.getRgb()[:3], second.getRgb()[:3]))
    )
