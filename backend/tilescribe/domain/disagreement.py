"""Where what a captioner recognised and what the bands show cannot both be true.

Said beside the descriptions and never among them: it is neither embedded nor scored, for an embedder hears the thing
that a sentence denies. Which side is right it leaves open: pictures are misread, and roles of bands guessed wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.domain.description import Measurements, Tag

__all__ = ["denial", "disagreement"]

_CONFIDENT = 0.7
"""Calibrated probability from which a tag is held against the bands."""
_MOSTLY = 0.6
"""Share of a tile from which a cover is most of it, as open water is in the facts."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Tags, with how they are said, that do not go with a measurement."""

    seen: Mapping[str, str]
    measured: str
    holds: Callable[[Measurements], bool]
    """Whether infrared bands show it; False where the tile has none, for colours alone only let covers be guessed."""


_GREEN = {"forest": "a forest", "meadow": "a meadow", "grassland": "grassland", "pasture": "a pasture"}
_MINERAL = {"desert": "a desert", "bare land": "bare land"}
_SAME = {"water": "open water"}
_PAIRS = (
    # Rivers are left out: one may be narrower than a pixel.
    _Pair(
        {
            "beach": "a beach",
            "lake": "a lake",
            "open water": "open water",
            "pond": "a pond",
            "ponds": "ponds",
            "sea": "the sea",
        },
        "no water",
        # None at all: of a dark lake in stretched digital numbers NDWI leaves a few cells only.
        lambda measured: measured.ndwi is not None and measured.water == 0,
    ),
    _Pair(
        {**_GREEN, **_MINERAL, "annual crops": "annual crops", "farmland": "farmland"},
        "mostly water",
        lambda measured: measured.ndwi is not None and (measured.water or 0.0) >= _MOSTLY,
    ),
    _Pair(_GREEN, "no green vegetation", lambda measured: measured.ndvi is not None and measured.vegetation == 0),
    _Pair(_MINERAL, "mostly green vegetation", lambda measured: _is_green(measured)),
    _Pair(
        {"burnt ground": "burnt ground"},
        "mostly green vegetation",
        lambda measured: measured.nbr is not None and measured.burnt == 0 and _is_green(measured),
    ),
)


def disagreement(tags: Sequence[Tag], measurements: Measurements | None) -> str | None:
    """One sentence about the most probable tag that the bands speak against; None where there is none."""
    if measurements is None:
        return None
    for tag in sorted(tags, key=lambda one: -one.probability):
        if tag.probability < _CONFIDENT:
            return None
        for pair in _PAIRS:
            if tag.name in pair.seen and pair.holds(measurements):
                return f"The picture looks like {pair.seen[tag.name]}; the bands show {pair.measured}."
    return None


def denial(name: str, measurements: Measurements) -> str | None:
    """What the bands show where nothing of a name can be there: `no water` of a `lake`; None where they allow it.

    Args:
        name: Of a tag, in the singular or the plural, or `water`; of any other nothing is known.
        measurements: Of the tile. Without infrared bands they deny nothing.
    """
    names = {_SAME.get(name, name), name.removesuffix("s"), name.removesuffix("es")}
    return next((pair.measured for pair in _PAIRS if names & pair.seen.keys() and pair.holds(measurements)), None)


def _is_green(measured: Measurements) -> bool:
    return measured.ndvi is not None and (measured.vegetation or 0.0) >= _MOSTLY
