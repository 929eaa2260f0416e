"""From evidence to sentences, out of a small stock so that many tiles share them.

They say what covers the ground, by colour and texture, and what shape the water has. What a thing is (a house, a ruin,
a forest) no measurement tells; that is for the models. Words such as trees, soil or a lake stand after `as of` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.describe.facts.cover import Cover
from tilescribe.describe.facts.evidence import Certainty, Evidence
from tilescribe.describe.facts.water_bodies import WaterBody
from tilescribe.domain.description import Description, DescriptionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WORDING_VERSION", "put_in_words"]

WORDING_VERSION = "5"

_MENTIONED = 0.08
"""Least share of a cover that is mentioned; water is, from `_WATER_MENTIONED` on, when it forms a body."""
_WATER_MENTIONED = 0.015
_MOSTLY = 0.55
_ALL = 0.85
_PARTS = 2
"""Covers named in a text, water on top of them. A third one doubles the number of distinct texts and finds no more."""
_STRAIGHT = 0.5
"""Share of edge strength on straight structures from which these are said."""
_PARTLY = 0.85
"""Share of valid pixels below which it is said how much of the tile can be seen."""

_NOUNS = {
    Cover.CLOUD: "white cloud or snow",
    Cover.SNOW: "snow",
    Cover.WATER: "water",
    Cover.BURNT: "burnt ground",
    Cover.DENSE_VEGETATION: "dense vegetation",
    Cover.LOW_VEGETATION: "low green vegetation",
    Cover.BUSY: "a busy surface of much detail",
    Cover.GREY: "a grey surface",
    Cover.BARE: "bare ground",
}
_LIKENESSES = {
    Cover.CLOUD: "a bright white surface, as of cloud, fog or snow",
    Cover.SNOW: "snow or ice",
    Cover.WATER: "water",
    Cover.BURNT: "burnt ground, as of a fire scar",
    Cover.DENSE_VEGETATION: "dense green vegetation, as of trees",
    Cover.LOW_VEGETATION: "low green vegetation, as of grass or crops",
    Cover.BUSY: "a busy surface of much detail and many edges",
    Cover.GREY: "a grey surface, as of stone, concrete or asphalt",
    Cover.BARE: "bare ground, as of soil, sand or rock",
}
"""The same with words that a person might ask with, for what the colours are like."""
_CLEAR_CLOUD = ("white clouds", "thick white clouds, overcast")
"""Noun and likeness of clouds where short-wave infrared tells them from snow."""
_WATER_SHAPES = {
    WaterBody.OPEN: ("open water", "open water, as of a lake or the sea"),
    WaterBody.RIVER: ("a narrow band of water", "a narrow band of water, as of a river, stream or canal"),
    WaterBody.LAKE: ("a wide area of water", "a wide area of water, as of a lake"),
    WaterBody.POND: ("a small area of water", "a small area of water, as of a pond"),
    WaterBody.PONDS: ("several small areas of water", "several small areas of water, as of ponds"),
}
_SHORES = (Cover.BUSY, Cover.DENSE_VEGETATION, Cover.BARE, Cover.LOW_VEGETATION, Cover.GREY)
"""Covers named on the shore of water, the first of those that are there."""


def put_in_words(evidence: Evidence) -> tuple[Description, ...]:
    """The descriptions of one tile; none where nothing can be said."""
    if evidence.certainty is Certainty.NOTHING:
        return ()
    partly = _partly(evidence)
    if evidence.certainty is Certainty.STRUCTURE:
        return (Description(DescriptionKind.SUMMARY, _surface(evidence)), *partly)
    texts = {
        DescriptionKind.SUMMARY: _summary(evidence),
        DescriptionKind.FEATURES: _features(evidence),
        DescriptionKind.DETAIL: _detail(evidence),
        DescriptionKind.FACTS: _facts(evidence),
    }
    return (*(Description(kind, text) for kind, text in texts.items() if text), *partly)


def _partly(evidence: Evidence) -> tuple[Description, ...]:
    """How much can be seen, apart from the other facts: it says nothing about the ground."""
    if evidence.valid_share >= _PARTLY:
        return ()
    tenths = 10 * max(1, round(10 * evidence.valid_share))
    place = f", {evidence.valid_place}" if evidence.valid_place else ""
    text = f"Only about {tenths} % of the tile has a picture{place}; the rest is empty."
    return (Description(DescriptionKind.FACTS, text, variant=1),)


def _mentioned(evidence: Evidence) -> list[Cover]:
    """What the texts are about, commonest first."""
    covers = [
        cover
        for cover, share in evidence.shares.items()
        if share >= _MENTIONED or (cover is Cover.WATER and evidence.water and share >= _WATER_MENTIONED)
    ]
    return [cover for rank, cover in enumerate(covers) if rank < _PARTS or cover is Cover.WATER]


def _summary(evidence: Evidence) -> str:
    covers = _mentioned(evidence)
    if not covers:
        return _surface(evidence)
    hedge = "" if evidence.certainty is Certainty.MEASURED else "looks like "
    return _capitalised(f"{hedge}{_composed(evidence, covers)}.")


def _composed(evidence: Evidence, covers: Sequence[Cover]) -> str:
    first, *others = covers
    share = evidence.shares[first]
    parts = [_placed(evidence, cover) for cover in others]
    if share >= _ALL and not parts:
        return _noun(evidence, first)
    if share >= _MOSTLY or not parts:
        return f"mostly {_noun(evidence, first)}{' with ' if parts else ''}{_listed(parts)}"
    return _listed([_placed(evidence, first), *parts])


def _features(evidence: Evidence) -> str:
    """One sentence for each thing, with its place."""
    sentences = [
        _capitalised(", ".join(part for part in (_likeness(evidence, cover), evidence.places[cover]) if part) + ".")
        for cover in _mentioned(evidence)
    ]
    if evidence.band:
        sentences.append(f"A long straight band running {evidence.band}, as of a road.")
    return " ".join(sentences)


def _facts(evidence: Evidence) -> str:
    """Shares rounded to ten percent: finer numbers would claim more than thresholds give."""
    verb = "is" if evidence.certainty is Certainty.MEASURED else "looks like"
    parts = [
        f"about {share} % {verb} {_NOUNS[cover] if cover is Cover.WATER else _noun(evidence, cover)}"
        for cover in _mentioned(evidence)
        if (share := 10 * round(10 * evidence.shares[cover]))
    ]
    return _capitalised(f"{_listed(parts)}.".replace(" % ", " % of the area ", 1)) if parts else ""


def _detail(evidence: Evidence) -> str:
    """What lies beside the water, what covers most of the tile, how its surface looks: at most two sentences."""
    return " ".join([*_shore(evidence), *_covered(evidence), _surface(evidence)][:2])


def _shore(evidence: Evidence) -> list[str]:
    if evidence.water is None or not _WATER_MENTIONED <= evidence.shares[Cover.WATER] < _ALL:
        return []
    water = _capitalised(_noun(evidence, Cover.WATER))
    return [f"{water} with {_noun(evidence, cover)} on the shore." for cover in _SHORES if cover in evidence.shore][:1]


def _covered(evidence: Evidence) -> list[str]:
    share = {cover: evidence.shares.get(cover, 0.0) for cover in Cover}
    rules = [
        (share[Cover.WATER] >= _ALL, "Nothing but water."),
        (
            share[Cover.CLOUD] >= 0.5,
            f"Mostly hidden under clouds{'' if _tells_snow(evidence) else ', or covered with snow'}.",
        ),
        (share[Cover.SNOW] >= 0.3, "Covered with snow or ice, as in winter."),
        (share[Cover.SNOW] >= 0.08, "Snow on some of the ground, as in winter."),
        (share[Cover.BURNT] >= 0.2, "Burnt ground, the dark scar of a fire."),
    ]
    return [sentence for holds, sentence in rules if holds][:1]


def _surface(evidence: Evidence) -> str:
    """Light, dark, smooth, rough, straight lines: what one band tells as well."""
    numbers = evidence.measurements
    light = _graded(numbers.brightness, ("A dark", "A", "A bright"), (0.3, 0.65))
    radar = " radar picture of a" if evidence.radar else ""
    texture = _graded(numbers.texture, ("smooth surface", "surface of moderate detail", "rough surface"), (0.1, 0.3))
    lines = " with straight lines and edges" if (numbers.lines or 0.0) >= _STRAIGHT else ""
    return f"{light}{radar} {texture}{lines}."


def _graded(number: float | None, words: Sequence[str], limits: Sequence[float]) -> str:
    return words[sum((number or 0.0) >= limit for limit in limits)]


def _noun(evidence: Evidence, cover: Cover) -> str:
    if cover is Cover.WATER and evidence.water:
        return _WATER_SHAPES[evidence.water][0]
    if cover is Cover.CLOUD and _tells_snow(evidence):
        return _CLEAR_CLOUD[0]
    return _NOUNS[cover]


def _likeness(evidence: Evidence, cover: Cover) -> str:
    if cover is Cover.WATER and evidence.water:
        return _WATER_SHAPES[evidence.water][1]
    if cover is Cover.CLOUD and _tells_snow(evidence):
        return _CLEAR_CLOUD[1]
    return _LIKENESSES[cover]


def _tells_snow(evidence: Evidence) -> bool:
    return evidence.measurements.snow is not None


def _placed(evidence: Evidence, cover: Cover) -> str:
    return f"{_noun(evidence, cover)} {evidence.places[cover]}".rstrip()


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
