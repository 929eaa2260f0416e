"""What happened between two dates as sentences and tags, in the words that people use for changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from tilescribe.describe.builtin.change import IMPLIED, KINDS
from tilescribe.describe.builtin.rendering import UNCERTAIN, strongest
from tilescribe.describe.builtin.vocabulary import THINGS
from tilescribe.describe.facts.position import where
from tilescribe.domain.description import Tag

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.builtin.change_model import ChangePredictions

__all__ = ["CHANGE_RENDERING_VERSION", "NO_CHANGE", "UNNAMED_FROM", "ChangeRendering"]

CHANGE_RENDERING_VERSION = "3"
"""Raised with every change that alters what is said of the same pair."""
NO_CHANGE = "no change"
"""The tag of pairs in which nothing happened."""

_SAME = ("The scene is the same as before.", "No change has occurred.")
_UNNAMED = "Something has changed{where}."
_UNTOLD = "It cannot be told what has changed."
_SPOKEN_FROM = 0.5
UNNAMED_FROM = 0.85
"""Of a change that is none of those with a name: between two seasons much is changed a little."""
_FAMILIAR_FROM = 0.1
"""Least familiarity of the stranger date. What is in ruins looks a little strange."""
_MOST_SAID = 3
_SAID = {
    "destroyed buildings": "{Houses} have been destroyed{where}, and rubble lies where they stood.",
    "flooded": "{Houses} are flooded{where}.",
    "burnt": "The ground has been burnt by a fire{where}.",
    "damaged buildings": "Some {houses} are damaged{where}, and debris lies around them.",
    "new buildings": "Some new {houses} are built{where}.",
    "buildings removed": "Some {houses} have been removed{where}.",
    "water gone": "The water has gone{where}.",
    "vegetation lost": "Trees and grass have disappeared{where}.",
    "vegetation grown": "More trees and grass appear{where}.",
}
"""The graver first."""
_LAND = "The land is flooded{where}."
_BUILT_FROM = 0.3
"""Probability of houses or buildings from which they are what was flooded."""


@dataclass(frozen=True, slots=True)
class ChangeRendering:
    """What is said of one pair."""

    sentences: tuple[str, ...]
    """The gravest first."""
    tags: tuple[Tag, ...]
    """Most probable first; `uncertain` or `no change` first of all where they stand."""
    uncertain: bool

    @classmethod
    def untold(cls, doubt: float = 1.0) -> Self:
        """Of a pair of which nothing can be told."""
        return cls((_UNTOLD,), (Tag(UNCERTAIN, round(doubt, 3)),), uncertain=True)

    @classmethod
    def of(cls, seen: ChangePredictions, row: int, *, comparable: NDArray[np.bool_]) -> Self:
        """What is said of one pair.

        Args:
            seen: What the model makes of several.
            row: Which of them.
            comparable: (height, width), laid as the pictures are.
        """
        familiarity = float(seen.familiarity[row])
        if familiarity < _FAMILIAR_FROM:
            return cls.untold(1 - familiarity)
        found = dict(zip(KINDS, (float(p) for p in seen.probabilities[row]), strict=True))
        changed = found.pop("changed")
        tags = [Tag(kind, round(p, 3)) for kind, p in found.items() if p >= _SPOKEN_FROM]
        tags.sort(key=lambda tag: -tag.probability)
        if not tags and changed < UNNAMED_FROM:
            return cls(_SAME, (Tag(NO_CHANGE, round(1 - changed, 3)),), uncertain=False)
        kinds = [kind for kind in _SAID if found[kind] >= _SPOKEN_FROM]
        implied = {name for kind in kinds for name in IMPLIED.get(kind, ())}
        spoken = [kind for kind in kinds if kind not in implied][:_MOST_SAID]
        sentences = tuple(_sentence(kind, seen, row, comparable) for kind in spoken)
        if not spoken:
            place = _whereabouts(seen.by_cell[row, KINDS.index("changed")], comparable)
            sentences = (_UNNAMED.format(where=place),)
        return cls(sentences, tuple(tags) or (Tag("changed", round(changed, 3)),), uncertain=False)


def _sentence(kind: str, seen: ChangePredictions, row: int, comparable: NDArray[np.bool_]) -> str:
    things = seen.things_after[row] if kind == "new buildings" else seen.things_before[row]
    houses, buildings = (float(things[THINGS.index(name)]) for name in ("houses", "buildings"))
    named = "houses" if houses >= buildings else "buildings"
    place = _whereabouts(seen.by_cell[row, KINDS.index(kind)], comparable)
    wording = _LAND if kind == "flooded" and max(houses, buildings) < _BUILT_FROM else _SAID[kind]
    return wording.format(Houses=named.capitalize(), houses=named, where=place)


def _whereabouts(logits: NDArray[np.float32], comparable: NDArray[np.bool_]) -> str:
    """As ` in the north`, with the space, or empty."""
    strong = strongest(logits)
    rows, columns = (
        (np.arange(count) * 2 + 1) * length // (2 * count)
        for count, length in zip(strong.shape, comparable.shape, strict=True)
    )
    at_cells = comparable[np.ix_(rows, columns)]
    place = where(strong & at_cells, at_cells)
    return f" {place}" if place else ""
