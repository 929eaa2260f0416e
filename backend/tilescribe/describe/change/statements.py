"""From what was measured of two dates to sentences, out of a small stock so that many pairs share them.

They say what covers the ground now and did not before, and where. What a thing is (a flood, a ruin, a harvest) no
measurement tells; that is for the models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.describe.change.evidence import LEAST_MENTIONED
from tilescribe.domain.description import Description, DescriptionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tilescribe.describe.change.evidence import ChangeEvidence

__all__ = ["NO_CHANGE", "WORDING_VERSION", "put_in_words"]

WORDING_VERSION = "change-1"

NO_CHANGE = "Nothing that can be measured has changed."

_STRUCTURE_MENTIONED = 0.1
"""The same for edges: squares of Joplin with destroyed houses have 0.3, those with damaged ones 0.1, those that are
intact 0.05, and fields of other years up to that."""
_SURFACE_MENTIONED = 0.15
"""Least magnitude of a change that nothing else explains: pictures of unchanged places under other light, made with
other sensors, reach 0.1."""
_MOST = 3
"""Sentences in a text, the largest changes first."""
_PARTLY = 0.85
"""Share of comparable pixels below which it is said how much of the tile could be compared."""
_STEP = 5
"""Shares are rounded to so many per cent: finer numbers would claim more than thresholds give."""

_MEASURED = {
    "water_gained": "Water newly covers about {share} % of the ground{place}.",
    "water_lost": "Water is gone from about {share} % of the ground{place}.",
    "vegetation_gained": "Vegetation has grown on about {share} % of the ground{place}.",
    "vegetation_lost": "Vegetation was lost on about {share} % of the ground{place}.",
    "burnt": "About {share} % of the ground has newly burnt{place}.",
    "bare_gained": "Bare ground has appeared on about {share} % of the ground{place}.",
}
_GUESSED = {
    "water_gained": "By its colour, water newly covers about {share} % of the ground{place}.",
    "water_lost": "By its colour, water is gone from about {share} % of the ground{place}.",
    "vegetation_gained": "By its colour, vegetation has grown on about {share} % of the ground{place}.",
    "vegetation_lost": "By its colour, vegetation was lost on about {share} % of the ground{place}.",
    "bare_gained": "By its colour, bare ground has appeared on about {share} % of the ground{place}.",
}
"""Without near infrared."""
_STRUCTURE = {
    "structure_gained": "New edges and lines, as of built-up ground, are on about {share} % of the ground{place}.",
    "structure_lost": "Edges and lines, as of built-up ground, were lost on about {share} % of the ground{place}.",
}
_OTHER_EDGES = "The edges and lines, as of built-up ground, are other ones on about {share} % of the ground{place}."
_SURFACE = "The surface looks different on about {share} % of the ground{place}."


def put_in_words(evidence: ChangeEvidence) -> tuple[Description, ...]:
    """The descriptions of one pair, all of kind `change`; never empty, because no change is said, too."""
    text = " ".join(_sentences(evidence)) or NO_CHANGE
    return (Description(DescriptionKind.CHANGE, text), *_partly(evidence))


def _sentences(evidence: ChangeEvidence) -> list[str]:
    wording = (_MEASURED if evidence.measured else _GUESSED) | _STRUCTURE
    shares = _mentioned(evidence, wording)
    if not shares and evidence.measures.magnitude >= _SURFACE_MENTIONED:
        return [_sentence(_SURFACE, evidence.measures.magnitude, evidence.surface_place)]
    if _other_edges(shares):
        # Rubble has edges of its own, and so has what is built anew: then there are other ones, not more or fewer.
        weaker = min(_STRUCTURE, key=lambda name: shares[name])
        del shares[weaker]
        wording |= dict.fromkeys(_STRUCTURE, _OTHER_EDGES)
    order = sorted(shares, key=lambda name: -shares[name])[:_MOST]
    return [_sentence(wording[name], shares[name], evidence.places.get(name, "")) for name in order]


def _other_edges(shares: Mapping[str, float]) -> bool:
    both = [shares[name] for name in _STRUCTURE if name in shares]
    return len(both) == len(_STRUCTURE) and min(both) >= max(both) / 2


def _mentioned(evidence: ChangeEvidence, wording: Mapping[str, str]) -> dict[str, float]:
    shares = {name: getattr(evidence.measures, name) for name in wording}
    least = dict.fromkeys(_STRUCTURE, _STRUCTURE_MENTIONED)
    return {
        name: share for name, share in shares.items() if share is not None and share >= least.get(name, LEAST_MENTIONED)
    }


def _sentence(wording: str, share: float, place: str) -> str:
    return wording.format(share=_per_cent(share), place=f", {place}" if place else "")


def _per_cent(share: float) -> int:
    return max(_STEP, _STEP * round(100 * share / _STEP))


def _partly(evidence: ChangeEvidence) -> tuple[Description, ...]:
    """How much could be compared, apart from the rest: it says nothing about the ground."""
    if evidence.measures.comparable >= _PARTLY:
        return ()
    place = f", {evidence.comparable_place}" if evidence.comparable_place else ""
    text = f"Only about {_per_cent(evidence.measures.comparable)} % of the tile can be compared{place}; the rest is "
    return (Description(DescriptionKind.CHANGE, text + "hidden or missing on one of the dates.", variant=1),)
