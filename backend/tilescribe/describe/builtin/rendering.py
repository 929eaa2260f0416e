"""The predictions of the built-in model as sentences, things with their places, and tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from tilescribe.describe.builtin.vocabulary import SCENES, THINGS
from tilescribe.describe.facts.position import where
from tilescribe.domain.description import Tag

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.builtin.model import Predictions

__all__ = ["RENDERING_VERSION", "UNCERTAIN", "Rendering", "strongest"]

RENDERING_VERSION = "4"
"""Raised with every change that alters what is said of the same picture."""
UNCERTAIN = "uncertain"
"""The tag of pictures that the model does not know how to read."""

_UNLIKE = "Unlike any picture the model knows."
"""All that is said of such a picture; its tags keep the guess, with what it is worth."""
_FAMILIAR_FROM = 0.5
_SCENE_FROM = 0.15
"""Least probability of a scene to be tagged; several may be."""
_SURE_SCENE = 0.3
"""Below it no kind of place stands out."""
_THING_FROM = 0.5
_MOST_THINGS = 6
_FINE = 4
"""Each cell of the network becomes so many by so many before its place is named: thirds need more than four cells."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What is said of one picture."""

    sentences: tuple[str, ...]
    """Best first."""
    features: str
    """Things with their places, or empty."""
    tags: tuple[Tag, ...]
    """Most probable first; `uncertain` first of all where it stands."""
    uncertain: bool

    @classmethod
    def of(cls, seen: Predictions, row: int, *, foreign: bool = False, valid: NDArray[np.bool_] | None = None) -> Self:
        """What is said of one picture.

        Args:
            seen: What the model makes of several.
            row: Which of them.
            foreign: Its values are no light at all, so nothing is said.
            valid: (height, width), laid as the picture is, False where it was filled; None for a whole one. Nothing
                has its place there.
        """
        familiarity = 0.0 if foreign else float(seen.familiarity[row])
        scenes = {SCENES[at]: float(seen.scenes[row, at]) for at in np.argsort(-seen.scenes[row])}
        things = {THINGS[at]: float(seen.things[row, at]) for at in np.argsort(-seen.things[row])}
        uncertain = familiarity < _FAMILIAR_FROM
        tags = [Tag(name, round(p * familiarity, 3)) for name, p in scenes.items() if p >= _SCENE_FROM]
        tags += [Tag(name, round(p * familiarity, 3)) for name, p in things.items() if p >= _THING_FROM]
        tags = _each_once(sorted(tags, key=lambda tag: -tag.probability))
        doubt = 1 - familiarity * max(max(scenes.values()), max(things.values()))
        if uncertain or (max(scenes.values()) < _SURE_SCENE and max(things.values()) < _THING_FROM):
            tags.insert(0, Tag(UNCERTAIN, round(doubt, 3)))
        if uncertain:
            # A guess would be found by those who ask for it, however it is hedged: an embedder hears no "perhaps".
            said = () if foreign else (_UNLIKE,)
            return cls(said, "", tuple(tags), uncertain=True)
        places = [
            (name, _whereabouts(seen.things_by_cell[row, THINGS.index(name)], valid))
            for name, p in list(things.items())[:_MOST_THINGS]
            if p >= _THING_FROM
        ]
        return cls(seen.sentences[row], _listed(places), tuple(tags), uncertain=False)


def _each_once(tags: list[Tag]) -> list[Tag]:
    """Names that are both a scene and a thing, such as storage tanks, at their higher probability."""
    found: dict[str, Tag] = {}
    for tag in tags:
        found.setdefault(tag.name, tag)
    return list(found.values())


def _whereabouts(logits: NDArray[np.float32], valid: NDArray[np.bool_] | None) -> str:
    """Where in the valid part the evidence is, as `in the north`, or empty."""
    strong = strongest(logits)
    if valid is None:
        return where(strong)
    rows, columns = (
        (np.arange(count) * 2 + 1) * length // (2 * count)
        for count, length in zip(strong.shape, valid.shape, strict=True)
    )
    at_cells = valid[np.ix_(rows, columns)]
    return where(strong & at_cells, at_cells)


def strongest(logits: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(rows, columns) logits to a finer mask of where the evidence is: the upper half of its range, if it has one.

    Evidence that is nearly the same everywhere has no place.
    """
    spread = float(logits.max() - logits.min())
    if spread < 1.0:
        return np.ones((_FINE, _FINE), dtype=bool)
    strong = logits >= logits.max() - spread / 2
    return np.kron(strong, np.ones((_FINE, _FINE), dtype=bool))


def _listed(places: list[tuple[str, str]]) -> str:
    """`Boats in the north, water, trees in the south-east.`"""
    text = ", ".join(f"{name} {place}".strip() for name, place in places)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
