"""Which things and kinds of places a sentence about a picture names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

__all__ = ["NAMES", "THING_WORDS", "named"]

THING_WORDS: Final[Mapping[str, str]] = {
    "airplanes": r"air ?planes?|planes?|aircrafts?",
    "bare ground": r"bare ?lands?|bare (?:ground|soil|earth)|barelands?|wasteland",
    "basketball courts": r"basketball",
    "boats": r"boats?|ships?|yachts?|vessels?",
    "bridges": r"bridges?|viaducts?|overpass(?:es)?",
    "buildings": r"buildings?|skyscrapers?|factor(?:y|ies)|workshops?|warehouses?|stadium|church|school|terminals?",
    "cars": r"cars?|vehicles?|trucks?",
    "fields": r"farmlands?|croplands?|crops?|fields of|agricultur\w*|(?<!football )(?<!baseball )(?<!soccer )fields",
    "football fields": r"football|soccer",
    "grass": r"grass\w*|lawns?|meadows?|pastures?|turf",
    "houses": r"houses?|villas?|homes?|cottages?|residential",
    "mountains": r"mountains?|hills?|ridges?",
    "parking lots": r"parking (?:lots?|areas?|spaces?)|car parks?",
    "ponds": r"ponds?|pools? of water|lakes?",
    "railways": r"railways?|trains?|rails?|railroads?",
    "rivers": r"rivers?|streams?|creeks?",
    "roads": r"roads?|streets?|highways?|freeways?|lanes?|avenues?|crossroads?|intersections?",
    "sand": r"sands?|sandy|dunes?|deserts?|beach(?:es)?",
    "sea": r"seas?|oceans?|waves?",
    "storage tanks": r"tanks?",
    "swimming pools": r"swimming",
    "tennis courts": r"tennis",
    "trees": r"trees?|forests?|woods?|woodland",
    "water": r"waters?|rivers?|ponds?|lakes?|seas?|oceans?|canals?|streams?",
    "flooded buildings": r"flooded (?:\w+ )*(?:houses?|buildings?)|(?:houses?|buildings?) (?:\w+ ){0,3}flood water",
    "rubble and debris": r"rubble|debris|ruins|wreckage|collapsed",
    "smoke": r"smok(?:e|y)",
    "burnt ground": r"burn(?:t|ed)|burn scars?|scorched|scars? of a (?:wild)?fire",
}
"""The built-in model's names of things, in its order, with the words that name each, as a regular expression."""

_PLACE_WORDS: Final[Mapping[str, str]] = {
    "airport": r"airports?",
    "baseball field": r"baseball|diamonds?",
    "beach": r"beach(?:es)?|shores?|coasts?|coastlines?",
    "chaparral": r"chaparral|shrubs?|bushes",
    "church": r"church(?:es)?|cathedrals?",
    "commercial area": r"commerc\w*|business|downtown",
    "desert": r"deserts?",
    "farmland": r"farm\w*|crop\w*|agricultur\w*",
    "forest": r"forests?|woods?|woodland",
    "golf course": r"golf\w*",
    "industrial area": r"industr\w*|factor(?:y|ies)|workshops?",
    "intersection": r"intersections?|crossroads?",
    "island": r"islands?",
    "lake": r"lakes?",
    "meadow": r"meadows?",
    "mobile homes": r"mobile ?homes?",
    "park": r"parks?(?! ?ing)",
    "playground": r"playgrounds?|sports? fields?",
    "port": r"ports?|harbou?rs?|docks?|piers?|marinas?",
    "railway station": r"(?:railway|train) stations?",
    "resort": r"resorts?|hotels?",
    "runway": r"runways?",
    "school": r"schools?|campus(?:es)?",
    "snow": r"snow\w*",
    "square": r"squares?|plazas?",
    "stadium": r"stadiums?|stadia",
    "viaduct": r"viaducts?|overpass(?:es)?",
}
NAMES: Final = (*THING_WORDS, *_PLACE_WORDS)
"""Of all that is told apart."""
_PATTERNS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (*THING_WORDS.values(), *_PLACE_WORDS.values())
)


@cache
def named(text: str) -> tuple[bool, ...]:
    """For each of `NAMES` whether the text names it."""
    return tuple(pattern.search(text) is not None for pattern in _PATTERNS)
