"""What a hit is found by, and what speaks against it: channels, parts, bands and missing pixels that lower its score.

Every sentence says something that was computed or measured: a probability that the tile would have without one of the
channels, that of a part of the question, a share. Nothing of it changes the score.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import discount
from tilescribe.catalog.joining import there
from tilescribe.domain.disagreement import denial, disagreement
from tilescribe.domain.hit import MATCH_FROM, score_text
from tilescribe.domain.question import And, Not, Or, Term, Weighted
from tilescribe.domain.question.vocabulary import DETERMINERS

if TYPE_CHECKING:
    from tilescribe.catalog.fusion import ChannelWeights, Weights
    from tilescribe.catalog.query import RankedTile
    from tilescribe.domain.description import Measurements
    from tilescribe.domain.question import Expression

__all__ = ["CounterEvidence"]

_CLEARLY = 0.1
"""Points of probability that a channel has to cost for it to be worth a sentence."""
_RAISED = 2.0
"""By how much a picture raises the odds for it to be what a tile is found by."""
_CONFIDENT = 0.7
"""Probability of a tag from which it says what a weak hit shows."""
_LOWERED = 0.95
"""What missing pixels leave of a probability where they are worth a sentence: two thirds of the tile can be seen."""
_TAGS = 2
"""How many of these are named."""
_COVERS = 0.05
"""Share of a tile from which what should be missing is there by the bands."""
_UNCERTAIN = "uncertain"
"""The tag of a picture that was not understood, of which there is a sentence of its own."""


@dataclass(frozen=True, slots=True)
class CounterEvidence:
    """What is known of the question; gives the sentences of each tile."""

    weights: Weights
    """By which the channels were joined."""
    expression: Expression | None = None
    """As the question was read; None where it is no text."""
    picture: ChannelWeights | None = None
    """The weights where there is nothing but the visual vector; None where that cannot be told."""

    def of(self, found: RankedTile) -> tuple[str, ...]:
        """What speaks against a tile, the gravest kinds first; empty where nothing clearly does."""
        plain = self.expression is None or isinstance(self.expression, Term)
        return (
            *self._of_parts(found),
            *_of_bands(self.expression, found.measured),
            *_of_unread_picture(found),
            *(self._of_channels(found) if plain else ()),
            *_of_missing_pixels(found),
            *self._of_tags(found),
        )

    def is_by_picture(self, found: RankedTile) -> bool:
        """Whether a tile is a hit because of its picture: that at least doubles the odds that its texts would give."""
        visual = found.channels.get("visual")
        if not visual or not (self.expression is None or isinstance(self.expression, Term)):
            return False
        if not self.weights.unseen.text:
            return not found.channels.get("lexical")
        worded = _seen_part(found) * self._worded(found)
        return found.score * (1 - worded) >= _RAISED * worded * (1 - found.score)

    def _worded(self, found: RankedTile) -> float:
        """What the tile would have if nobody had looked at its picture, all of it to be seen."""
        alone, lexical = self.weights.unseen, found.channels.get("lexical", 0.0)
        return _probability(alone.offset + alone.text * found.channels["dense"] + alone.lexical * lexical)

    def _of_parts(self, found: RankedTile) -> Iterator[str]:
        if self.expression is None or isinstance(self.expression, Term):
            return
        for text in _required(self.expression):
            if found.parts.get(text, 1.0) < MATCH_FROM:
                yield f"“{text}” has only {score_text(found.parts[text])}."
        for text in _excluded(self.expression):
            seen = float(there(np.array([found.parts.get(text, 0.0)], dtype=np.float32))[0])
            if seen >= MATCH_FROM:
                yield f"“{text}” should be missing, and is there with {score_text(seen)}."

    def _of_channels(self, found: RankedTile) -> Iterator[str]:
        """Where words and picture do not agree: what the more hopeful of the two would give by itself."""
        visual = found.channels.get("visual")
        if not visual:
            return
        part = _seen_part(found)
        if self.weights.unseen.text:
            worded = part * self._worded(found)
            if worded - found.score >= _CLEARLY:
                yield f"What is said of it would give {score_text(worded)}; its picture lowers that."
        if self.picture is not None and self.weights.seen.text:
            looked = part * _probability(self.picture.offset + self.picture.visual * visual)
            if looked - found.score >= _CLEARLY:
                yield f"Its picture would give {score_text(looked)}; what is said of it lowers that."

    def _of_tags(self, found: RankedTile) -> Iterator[str]:
        """What a weak hit was recognised as, unless the question names it, or the picture does not count."""
        if not isinstance(self.expression, Term) or found.score >= MATCH_FROM or found.channels.get("visual") == 0:
            return
        asked = _stems(self.expression.text)
        sure = [
            f"{tag.name} ({score_text(tag.probability)})"
            for tag in found.tags
            if tag.probability >= _CONFIDENT and tag.name != _UNCERTAIN and asked.isdisjoint(_stems(tag.name))
        ]
        if sure:
            yield f"Recognised: {', '.join(sure[:_TAGS])}."


def _of_bands(expression: Expression | None, measured: Measurements | None) -> Iterator[str]:
    if expression is None or measured is None:
        return
    for text in _required(expression):
        denied = denial(_name(text), measured)
        if denied is not None:
            yield f"Asked for “{text}”: the bands show {denied}."
    shares = {
        "water": measured.water if measured.ndwi is not None else None,
        "vegetation": measured.vegetation if measured.ndvi is not None else None,
    }
    for text in _excluded(expression):
        share = shares.get(_name(text)) or 0.0
        if share >= _COVERS:
            yield f"“{text}” should be missing: the bands show {share:.0%} {_name(text)}.".replace("%", " %")


def _of_unread_picture(found: RankedTile) -> Iterator[str]:
    if found.channels.get("visual") == 0:
        disagreeing = disagreement(found.tags, found.measured)
        if disagreeing is not None:
            yield disagreeing
        yield "Its picture counts as not understood, which halves its odds."


def _of_missing_pixels(found: RankedTile) -> Iterator[str]:
    share, part = found.tile.valid_share, _seen_part(found)
    whole, left = score_text(found.score / part), score_text(found.score)
    if share is not None and part <= _LOWERED and whole != left:
        yield f"Only {score_text(share)} of the tile can be seen; with that, {whole} become {left}."


def _seen_part(found: RankedTile) -> float:
    """By what the probability is multiplied because of pixels that are missing."""
    share = found.tile.valid_share
    if share is None or share == 1:
        return 1.0
    return 1.0 - float(discount(np.array([share], dtype=np.float32))[0])


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-min(max(odds, -80.0), 80.0)))


def _required(expression: Expression) -> tuple[str, ...]:
    """Terms each of which has to hold; of alternatives, and of what may lie in the tile beside, none does."""
    match expression:
        case Term(text):
            return (text,)
        case Weighted(part, _):
            return _required(part)
        case And(parts):
            return tuple(dict.fromkeys(text for part in parts for text in _required(part)))
        case _:
            return ()


def _excluded(expression: Expression) -> tuple[str, ...]:
    """Terms none of which must hold."""
    match expression:
        case Not(Term(text)):
            return (text,)
        case Not(Or(parts)):
            return tuple(part.text for part in parts if isinstance(part, Term))
        case Weighted(part, _):
            return _excluded(part)
        case And(parts):
            return tuple(dict.fromkeys(text for part in parts for text in _excluded(part)))
        case _:
            return ()


def _stems(text: str) -> frozenset[str]:
    """Words without the ending of the plural."""
    return frozenset(word.strip(",.?!").removesuffix("s") for word in text.casefold().split())


def _name(text: str) -> str:
    """`The Lake` as `lake`."""
    words = text.casefold().strip(" .?!").split()
    return " ".join(words[1:] if words and words[0] in DETERMINERS else words)
