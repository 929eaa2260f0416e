"""From an answer to the descriptions that are stored.

Numbers belong to the `facts`, which are measured. A share that a model claims (`about 60 % of the tile`) is therefore
put as `part`; other numbers (`three ships`) stay in the model's own words. Nothing that a model says is ever of the
kind `facts` or a `Measurements`. Its tags carry no probability that could be trusted, so they are not `Caption.tags`,
which promise calibrated ones, but a second text of the kind `features`: searched like any other.
"""

from __future__ import annotations

import re

from tilescribe.describe.vlm.answers import Feature, ParsedAnswer
from tilescribe.describe.vlm.unchanged import UNCHANGED, says_unchanged
from tilescribe.domain.description import Caption, Description, DescriptionKind

__all__ = ["to_caption", "to_change_caption", "without_shares"]

_HEDGE = (
    r"(?:(?:about|around|approximately|roughly|nearly|almost|over|under|some|at least|at most|up to|an estimated)\s+)?"
)
_NUMBER = r"[~≈]?\d+(?:[.,]\d+)?"
_SHARE = re.compile(
    rf"{_HEDGE}{_NUMBER}(?:\s*(?:%|percent|per cent))?(?:\s*(?:-|–|to)\s*{_NUMBER})?\s*(?:%|percent\b|per cent\b)",
    re.IGNORECASE,
)
_BRACKETED_SHARE = re.compile(rf"\s*\(\s*{_SHARE.pattern}\s*\)", re.IGNORECASE)


def to_caption(answer: ParsedAnswer) -> Caption:
    """What is kept of an answer that has passed `quality.fault_of`: at least one description unless it is empty."""
    sentences = list(dict.fromkeys(text for text in (answer.summary, *answer.variants) if text))
    said = [Description(DescriptionKind.SUMMARY, without_shares(text), at) for at, text in enumerate(sentences)]
    if answer.features:
        said.append(Description(DescriptionKind.FEATURES, without_shares(_listed(answer.features))))
    if answer.tags:
        said.append(Description(DescriptionKind.FEATURES, without_shares(", ".join(answer.tags)), variant=1))
    if answer.detail and answer.detail not in sentences:
        said.append(Description(DescriptionKind.DETAIL, without_shares(answer.detail)))
    return Caption(descriptions=tuple(said))


def to_change_caption(answer: ParsedAnswer) -> Caption:
    """The same of an answer on a pair: all of the kind `change`, the sum of it first, then change by change.

    Where the model says that nothing has changed, what it lists is what it holds for none.
    """
    unchanged = answer.changed is False
    sentences = [text for text in (answer.summary, *answer.variants) if text]
    if unchanged:
        sentences = [text if says_unchanged(text) else f"{UNCHANGED} {text}" for text in sentences] or [UNCHANGED]
    listed = () if unchanged else answer.changes
    each = [_listed((one,)) for one in listed]
    more = [text for text in ("" if unchanged else ", ".join(answer.tags), answer.detail) if text]
    # Without a sum, what is listed is one.
    sums = sentences or ([_listed(listed)] if len(each) > 1 else [])
    texts = dict.fromkeys(without_shares(text) for text in (*sums, *each, *more))
    return Caption(descriptions=tuple(Description(DescriptionKind.CHANGE, text, at) for at, text in enumerate(texts)))


def without_shares(text: str) -> str:
    """`Water covers about 60 % of it.` becomes `Water covers part of it.`"""
    bare = _SHARE.sub("part", _BRACKETED_SHARE.sub("", text))
    return bare[:1].upper() + bare[1:] if text[:1].isupper() or text[:1].isdigit() else bare


def _listed(features: tuple[Feature, ...]) -> str:
    """`A river in the north; houses all over.`"""
    text = "; ".join(" ".join((one.what.rstrip(" .;,"), _place(one.where))).strip() for one in features)
    return f"{text[:1].upper()}{text[1:]}."


_COMPASS = re.compile(
    r"(?:(?:north|south|east|west|top|bottom|upper|lower|left|right|centre|center|middle|central)[\s-]*)+",
    re.IGNORECASE,
)


def _place(where: str) -> str:
    """`north-west` becomes `in the north-west`; anything else stays as it was said."""
    bare = where.strip(" .;,")
    return f"in the {bare}" if _COMPASS.fullmatch(bare) else bare
