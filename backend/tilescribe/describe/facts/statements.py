"""From evidence to sentences, as a person would type them, out of a small stock so that many tiles share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.describe.facts.cover import Cover
from tilescribe.describe.facts.evidence import Certainty, Evidence
from tilescribe.describe.facts.water_bodies import WaterBody
from tilescribe.domain.description import Description, DescriptionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WORDING_VERSION", "put_in_words"]

WORDING_VERSION = "4"

_MENTIONED = 0.08
"""Least share of a cover that is mentioned; water is, from `_WATER_MENTIONED` on, when it forms a body."""
_WATER_MENTIONED = 0.015
_MOSTLY = 0.55
_ALL = 0.85
_PARTS = 2
"""Covers named in a text, water on top of them. A third one doubles the number of distinct texts and finds no more."""
_STRAIGHT_FIELDS = 0.5
_PARTLY = 0.85
"""Share of valid pixels below which it is said how much of the tile can be seen."""

_ROCKS = "Rough dry ground with rocks, scattered shrubs or rubble."
_RUBBLE = "Rubble and debris, perhaps of collapsed buildings and destroyed houses."
_NOUNS = {
    Cover.CLOUD: "white cloud or snow",
    Cover.SNOW: "snow",
    Cover.WATER: "water",
    Cover.BURNT: "burnt land",
    Cover.TREES: "forest",
    Cover.GRASS: "green fields",
    Cover.BUILT: "buildings and streets",
    Cover.PAVED: "a large grey paved surface",
    Cover.BARE: "bare ground",
}
_SYNONYMS = {
    Cover.CLOUD: "a bright white surface, cloud, fog or snow",
    Cover.SNOW: "snow or ice",
    Cover.WATER: "water",
    Cover.BURNT: "burnt ground, a fire scar",
    Cover.TREES: "trees, woodland, forest",
    Cover.GRASS: "grass, meadow or crops",
    Cover.BUILT: "houses, buildings and streets",
    Cover.PAVED: "paved ground, asphalt or concrete",
    Cover.BARE: "bare soil, sand or dry ground",
}
_FACT_NOUNS = {
    Cover.CLOUD: "cloud or snow",
    Cover.SNOW: "snow",
    Cover.WATER: "water",
    Cover.BURNT: "burnt ground",
    Cover.TREES: "trees",
    Cover.GRASS: "grass or crops",
    Cover.BUILT: "built-up land",
    Cover.PAVED: "paved ground",
    Cover.BARE: "bare ground",
}
_CLEAR_CLOUD = ("white clouds", "thick white clouds, overcast", "cloud")
"""Noun, synonyms and fact noun of clouds where short-wave infrared tells them from snow."""
_WATER_NOUNS = {
    WaterBody.OPEN: ("open water", "open water, a lake or the sea"),
    WaterBody.RIVER: ("a river", "a river, stream or canal"),
    WaterBody.LAKE: ("a lake", "a lake or other wide water"),
    WaterBody.POND: ("a pond", "a pond or small lake"),
    WaterBody.PONDS: ("ponds", "several ponds or small lakes"),
}


def put_in_words(evidence: Evidence) -> tuple[Description, ...]:
    """The descriptions of one tile; none where nothing can be said."""
    if evidence.certainty is Certainty.NOTHING:
        return ()
    partly = _partly(evidence)
    if evidence.certainty is Certainty.STRUCTURE:
        return (Description(DescriptionKind.SUMMARY, _structure(evidence)), *partly)
    texts = {
        DescriptionKind.SUMMARY: _summary(evidence),
        DescriptionKind.FEATURES: _features(evidence),
        DescriptionKind.DETAIL: _setting(evidence),
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
        return _structure(evidence)
    hedge = "" if evidence.certainty is Certainty.MEASURED else "looks like "
    return _capitalised(f"{hedge}{_composed(evidence, covers)}.")


def _composed(evidence: Evidence, covers: Sequence[Cover]) -> str:
    first, *others = covers
    share = evidence.shares[first]
    parts = [_placed(evidence, cover) for cover in others]
    if share >= _ALL and not parts:
        return "dense forest" if first is Cover.TREES else _noun(evidence, first)
    if share >= _MOSTLY or not parts:
        return f"mostly {_noun(evidence, first)}{' with ' if parts else ''}{_listed(parts)}"
    return _listed([_placed(evidence, first), *parts])


def _features(evidence: Evidence) -> str:
    """One sentence for each thing, with its place."""
    sentences = [
        _capitalised(f"{_synonyms(evidence, cover)} {evidence.places[cover]}".rstrip() + ".")
        for cover in _mentioned(evidence)
    ]
    if evidence.road:
        sentences.append(f"A straight road-like line running {evidence.road}.")
    return " ".join(sentences)


def _facts(evidence: Evidence) -> str:
    """Shares rounded to ten percent: finer numbers would claim more than thresholds give."""
    parts = [
        f"about {share} % {_verb(evidence, cover)} {_fact_noun(evidence, cover)}"
        for cover in _mentioned(evidence)
        if (share := 10 * round(10 * evidence.shares[cover]))
    ]
    return _capitalised(f"{_listed(parts)}.".replace(" % ", " % of the area ", 1)) if parts else ""


def _verb(evidence: Evidence, cover: Cover) -> str:
    """No spectral index tells a roof from other bare ground for sure; texture only suggests it."""
    measured = evidence.certainty is Certainty.MEASURED and cover not in {Cover.BUILT, Cover.PAVED}
    return "is" if measured else "looks like"


def _setting(evidence: Evidence) -> str:
    """What the parts make together: at most two sentences."""
    return " ".join([*_water_settings(evidence), *_land_settings(evidence)][:2])


def _water_settings(evidence: Evidence) -> list[str]:
    if evidence.water is None or evidence.shares[Cover.WATER] < _WATER_MENTIONED:
        return []
    water = _WATER_NOUNS[evidence.water][0]
    sentences = {
        Cover.BUILT: f"Houses and buildings beside {water}, a waterfront or harbour, possibly flooded.",
        Cover.TREES: f"{_capitalised(water)} with trees and forest on the shore.",
        Cover.BARE: f"{_capitalised(water)} with a bare bank, a beach or shore.",
        Cover.GRASS: f"{_capitalised(water)} among green fields and meadows.",
    }
    if evidence.shares[Cover.WATER] >= _ALL:
        return ["Nothing but water, a large lake or the sea."]
    return [sentence for cover, sentence in sentences.items() if cover in evidence.shore][:1]


def _land_settings(evidence: Evidence) -> list[str]:
    share = {cover: evidence.shares.get(cover, 0.0) for cover in Cover}
    straight = (evidence.measurements.lines or 0.0) >= _STRAIGHT_FIELDS
    built = share[Cover.BUILT]
    among_trees = built >= 0.08 and share[Cover.TREES] >= 0.16 and built + share[Cover.TREES] >= 0.4
    rules = [
        (
            share[Cover.CLOUD] >= 0.5,
            f"Mostly hidden under clouds{'' if _tells_snow(evidence) else ', or covered with snow'}.",
        ),
        (share[Cover.SNOW] >= 0.3, "A snow-covered winter landscape or ice."),
        (share[Cover.SNOW] >= 0.08, "Snow on the ground, as in winter or on mountains."),
        (share[Cover.BURNT] >= 0.2, "The scar of a wildfire, burnt forest or fields."),
        (built >= 0.6, "A town or city, densely built up with houses, buildings and streets."),
        (among_trees, "A residential area, houses with gardens among trees."),
        (built >= 0.15 and share[Cover.GRASS] >= 0.15, "Houses or a village between green fields and lawns."),
        (built >= 0.15 and share[Cover.BARE] >= 0.15, "Buildings on open bare ground, a settlement or building site."),
        (evidence.rough and share[Cover.BARE] >= 0.5 and share[Cover.PAVED] < 0.1, _ROCKS),
        (evidence.rough and evidence.fine and share[Cover.BARE] + share[Cover.PAVED] >= 0.6, _RUBBLE),
        (evidence.paved_yard, "A car park, a wide road, a runway or a large flat roof."),
        (share[Cover.TREES] >= 0.6, "Dense woodland, a forest from above."),
        (share[Cover.GRASS] >= 0.5 and straight, "Farmland with straight field boundaries."),
        (share[Cover.GRASS] >= 0.5, "Open grassland, a meadow or pasture."),
        (share[Cover.BARE] >= 0.5 and evidence.sandy, "Sandy desert or a sand surface, dry and without plants."),
        (share[Cover.BARE] >= 0.5 and straight, "Ploughed or harvested fields without plants."),
        (share[Cover.BARE] >= 0.5, "Open dry ground, bare earth with hardly any plants."),
    ]
    return [sentence for holds, sentence in rules if holds][:1]


def _structure(evidence: Evidence) -> str:
    """Light, dark, smooth, busy: all that one band tells."""
    numbers = evidence.measurements
    light = _graded(numbers.brightness, ("dark", "grey", "bright"), (0.3, 0.65))
    busy = _graded(
        numbers.texture, ("a smooth, even surface", "a surface of moderate detail", "a busy, rough surface"), (0.1, 0.3)
    )
    lines = " with straight lines and edges" if (numbers.lines or 0.0) >= _STRAIGHT_FIELDS else ""
    kind = "radar picture" if evidence.radar else "picture"
    return f"A {light} {kind} of {busy}{lines}."


def _graded(number: float | None, words: Sequence[str], limits: Sequence[float]) -> str:
    return words[sum((number or 0.0) >= limit for limit in limits)]


def _noun(evidence: Evidence, cover: Cover) -> str:
    if cover is Cover.WATER and evidence.water:
        return _WATER_NOUNS[evidence.water][0]
    if cover is Cover.CLOUD and _tells_snow(evidence):
        return _CLEAR_CLOUD[0]
    return _NOUNS[cover]


def _synonyms(evidence: Evidence, cover: Cover) -> str:
    if cover is Cover.WATER and evidence.water:
        return _WATER_NOUNS[evidence.water][1]
    if cover is Cover.CLOUD and _tells_snow(evidence):
        return _CLEAR_CLOUD[1]
    return _SYNONYMS[cover]


def _fact_noun(evidence: Evidence, cover: Cover) -> str:
    if cover is Cover.CLOUD and _tells_snow(evidence):
        return _CLEAR_CLOUD[2]
    return _FACT_NOUNS[cover]


def _tells_snow(evidence: Evidence) -> bool:
    return evidence.measurements.snow is not None


def _placed(evidence: Evidence, cover: Cover) -> str:
    return f"{_noun(evidence, cover)} {evidence.places[cover]}".rstrip()


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
