"""Colours of scores and verdicts. Everything else is the palette's.

The tiles on the map are drawn in the same colours, by `gui/layers/score_classes.py`.
"""

from __future__ import annotations

from bisect import bisect

from qgis.PyQt.QtGui import QColor, QPalette

from ..core.results import CONFIRMED, REJECTED, UNSURE

__all__ = ["RANK_INK", "SCORE_CLASSES", "SCORE_RAMPS", "VERDICT_COLOURS", "mixed", "score_colour", "verdict_colour"]

SCORE_RAMPS = (
    ("#8a7bd8", "#c87cc0", "#e878ae", "#f58a70", "#ffa040"),
    ("#6d8fe8", "#4d9ee6", "#2fb0e0", "#3fd0dc", "#6ff0e4"),
    ("#e8603c", "#ee7a34", "#f2942f", "#f8b535", "#ffd84a"),
    ("#a97be6", "#bb86ee", "#cd94f4", "#dfa6f9", "#f2bdff"),
)
"""For each layer of results beside others one ramp: a colour for each class of `SCORE_CLASSES`, the lowest first.
Unlike imagery, and with a rising luminance, so that the order is also seen without telling the hues apart."""
SCORE_CLASSES = (0.0, 0.2, 0.4, 0.6, 0.8)
"""From which score each class begins. A score is a probability: the same colour means the same in every layer."""

RANK_INK = "#1a1a1a"
"""For numbers on any of these colours, with a contrast of at least 4.5:1."""

VERDICT_COLOURS = {CONFIRMED: "#2f9e5e", REJECTED: "#8d8d8d", UNSURE: "#c98a00"}


def score_colour(score: float, ramp: int = 0) -> QColor:
    """The colour of a score in one of `SCORE_RAMPS`, which are used again where there are more layers."""
    return QColor(SCORE_RAMPS[ramp % len(SCORE_RAMPS)][max(0, bisect(SCORE_CLASSES, score) - 1)])


def verdict_colour(verdict: str) -> QColor:
    """Green for what is confirmed, grey for what is rejected, amber for what somebody is unsure about."""
    return QColor(VERDICT_COLOURS.get(verdict, VERDICT_COLOURS[UNSURE]))


def mixed(palette: QPalette, first: QPalette.ColorRole, second: QPalette.ColorRole, share: float) -> QColor:
    """`share` (0 to 1) of the second colour of the palette in the first: right in light and dark themes alike."""
    return _between(palette.color(first), palette.color(second), share)


def _between(first: QColor, second: QColor, share: float) -> QColor:
    return QColor(
        *(round(start + (end - start) * share) for start, end in zip(first.getRgb()[:3], second.getRgb()[:3]))
    )
