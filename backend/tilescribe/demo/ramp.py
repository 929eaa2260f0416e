"""Colours of the pictures that show hits, and the ramp that scores are drawn in."""

from __future__ import annotations

__all__ = ["BACKGROUND", "INK", "MUTED", "RAMP", "colour_of"]

Colour = tuple[int, int, int]

BACKGROUND: Colour = (250, 250, 248)
INK: Colour = (28, 30, 34)
MUTED: Colour = (104, 108, 116)

RAMP: tuple[Colour, ...] = (
    (126, 36, 130),
    (177, 42, 144),
    (216, 76, 120),
    (241, 113, 95),
    (253, 154, 72),
    (253, 196, 63),
    (246, 237, 84),
)
"""From the lowest to the highest score: a perceptually ordered ramp (dark to light, violet to yellow) that stands out
from vegetation, water and soil and can be told apart with the common forms of colour blindness."""


def colour_of(score: float, scores: tuple[float, float]) -> Colour:
    """The ramp's colour for a score between (lowest, highest); the highest colour where they are equal."""
    lowest, highest = scores
    share = (score - lowest) / (highest - lowest) if highest > lowest else 1.0
    place = max(0.0, min(1.0, share)) * (len(RAMP) - 1)
    below = min(int(place), len(RAMP) - 2)
    part = place - below
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(RAMP[below], RAMP[below + 1], strict=True))
    return red, green, blue
