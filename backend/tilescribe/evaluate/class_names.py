"""Class labels as words that a question can use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["phrase", "readable"]

_RUN_TOGETHER: Mapping[str, str] = MappingProxyType(
    {
        "bareland": "bare land",
        "baseballdiamond": "baseball diamond",
        "baseballfield": "baseball field",
        "basketballcourt": "basketball court",
        "boxingyard": "boxing yard",
        "denseresidential": "dense residential area",
        "footballfield": "football field",
        "golfcourse": "golf course",
        "mediumresidential": "medium density residential area",
        "mobilehomepark": "mobile home park",
        "parking": "parking lot",
        "parkinglot": "parking lot",
        "railwaystation": "railway station",
        "rareresidential": "sparse residential area",
        "sealake": "sea or lake",
        "sparseresidential": "sparse residential area",
        "storagetanks": "storage tanks",
        "tenniscourt": "tennis court",
    }
)
"""Labels of UCM, RSICD, AID, RSITMD and EuroSAT that no rule takes apart."""
_AREAS = frozenset({"agricultural", "commercial", "industrial", "residential"})
"""Adjectives that stand alone as labels."""
_WITHOUT_ARTICLE = frozenset({"bare land", "chaparral", "farmland", "vegetation", "water", "crop", "snow", "ice"})
"""By whole phrase or last word: what is not counted."""


def readable(label: str) -> str:
    """Lower-case words: `dense residential area` of `denseresidential`, `annual crop` of `AnnualCrop`."""
    joined = re.sub(r"[\W_]+", "", label).lower()
    if joined in _RUN_TOGETHER:
        return _RUN_TOGETHER[joined]
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", label)
    words = " ".join(re.split(r"[\W_]+", spaced.strip(" _-"))).lower()
    if not words:
        return label
    return f"{words} area" if words.split()[-1] in _AREAS else words


def phrase(words: str) -> str:
    """With its article: `an airport`; none before plurals and what is not counted."""
    last = words.split()[-1]
    if words in _WITHOUT_ARTICLE or last in _WITHOUT_ARTICLE or (last.endswith("s") and not last.endswith("ss")):
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
