"""What a catalog says of pairs that are described in it: numbers, sentences, and how well they answer questions."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.domain.description import DescriptionKind
from tilescribe.domain.query import Filters
from tilescribe.evaluate.scoring import score_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.domain.description import Author
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder
    from tilescribe.evaluate.cataloguing import DescribedPictures

    Numbers = NDArray[np.float32]

__all__ = ["PairLook", "look_at"]

_UNCHANGED = "no change"
_UNTOLD = "uncertain"
"""Tags of captioners that give any; all others name a change."""


@dataclass(frozen=True, slots=True, eq=False)
class PairLook:
    """All that is said of some pairs; (pairs,) each."""

    magnitude: Numbers
    """How much has changed, as measured; NaN where it was not."""
    sentences: tuple[str, ...]
    """The first that the judged captioner says of each; empty where it says nothing."""
    tags: Mapping[str, Numbers]
    """Probability of each tag that any pair has, by its name in lower case; 0 where a pair has it not."""
    scores: Mapping[str, Mapping[str, Numbers]]
    """By label: by channel, how well each pair answers the question for it."""

    @property
    def probability(self) -> Numbers | None:
        """That anything has changed, by the tags: one less that of `no change`, else the highest of the others; NaN of
        pairs without a tag, or with none but `uncertain`. None of captioners that give no tags."""
        named = [values for name, values in self.tags.items() if name not in (_UNCHANGED, _UNTOLD)]
        still = self.tags.get(_UNCHANGED)
        if still is None and not named:
            return None
        nothing = np.zeros(len(self.sentences), dtype=np.float32)
        highest = np.max([nothing, *named], axis=0)
        still = nothing if still is None else still
        found: Numbers = np.where(still > 0, 1 - still, highest).astype(np.float32)
        found[(still == 0) & (highest == 0)] = np.nan
        return found


def look_at(
    catalog: Catalog, described: DescribedPictures, questions: Mapping[str, str], *, author: Author, embedder: Embedder
) -> Generator[Event, None, PairLook]:
    """Read what a catalog says of the pairs.

    Args:
        catalog: Where they are described.
        described: The pairs.
        questions: By label.
        author: The captioner that is judged.
        embedder: One that has vectors in the catalog.
    """
    found = catalog.magnitudes(Filters())
    known = dict(zip(found.tile_ids.tolist(), found.scores.tolist(), strict=True))
    ids = [int(tile_id) for tile_id in described.tile_ids]
    scores: dict[str, dict[str, Numbers]] = {label: {} for label in questions}
    if questions and ids:
        asked = yield from score_questions(
            catalog, list(questions.values()), embedder=embedder, tile_ids=described.tile_ids, what="kinds of change"
        )
        for channel, table in asked.channels.items():
            for label, row in zip(questions, table.of_captions(0, len(questions)), strict=True):
                scores[label][channel] = row
    return PairLook(
        magnitude=np.array([known.get(tile_id, np.nan) for tile_id in ids], dtype=np.float32),
        sentences=tuple(_first_sentence(catalog, tile_id, author) for tile_id in ids),
        tags=_tags(catalog, ids),
        scores=scores,
    )


def _first_sentence(catalog: Catalog, tile_id: int, author: Author) -> str:
    own = [one for one in catalog.descriptions(tile_id) if one.author == author]
    return min(own, key=lambda one: (one.kind != DescriptionKind.CHANGE, one.id)).text if own else ""


def _tags(catalog: Catalog, ids: Sequence[int]) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    for at, tile_id in enumerate(ids):
        for tag in catalog.tags(tile_id):
            found.setdefault(tag.name.lower(), np.zeros(len(ids), dtype=np.float32))[at] = tag.probability
    return found
