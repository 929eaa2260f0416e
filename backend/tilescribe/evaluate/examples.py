"""Example questions of a report: those with the best and those with the worst results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import probability
from tilescribe.evaluate.cataloguing import DescribedPictures
from tilescribe.evaluate.metrics import CaptionTruth, PairScores
from tilescribe.evaluate.results import Example, Examples, Retrieved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.embed.base import Embedder

__all__ = ["choose_examples"]

_HITS, _MISSES = 8, 12
_SHOWN = 5
"""Answers shown with each question."""
_BLOCK_VALUES = 4_000_000


def choose_examples(
    catalog: Catalog,
    described: DescribedPictures,
    queries: Sequence[Sequence[str]],
    scores: PairScores,
    *,
    embedder: Embedder,
) -> Examples:
    """The hits with the largest lead over the best wrong picture, and the worst ranks; one question a picture.

    Args:
        catalog: For the descriptions.
        described: The pictures of `queries`, in their order.
        queries: The texts of each picture.
        scores: (texts, pictures) log-odds of the search.
        embedder: Tells which description is most like a question.
    """
    texts = [text for own in queries for text in own]
    ranks = _rank_questions(scores, CaptionTruth.standard([len(own) for own in queries]))
    hits = _first_of_each(np.argsort(-ranks.lead, kind="stable"), ranks, wanted=_HITS, found=True)
    misses = _first_of_each(np.argsort(-ranks.rank, kind="stable"), ranks, wanted=_MISSES, found=False)
    descriptions = _BestDescriptions(catalog, described, embedder)

    def example(number: int) -> Example:
        row = scores.of_captions(number, number + 1)[0]
        chances = probability(row)
        owner = int(ranks.owners[number])
        best = np.argsort(-row, kind="stable")[:_SHOWN].tolist()
        matched = descriptions.best(texts[number], [owner, *best])
        return Example(
            query=texts[number],
            expected=described.pictures[owner],
            rank=int(ranks.rank[number]),
            score=float(chances[owner]),
            description=matched[0],
            retrieved=tuple(
                Retrieved(described.pictures[at], float(chances[at]), text, right=at == owner)
                for at, text in zip(best, matched[1:], strict=True)
            ),
        )

    return Examples(hits=tuple(map(example, hits)), misses=tuple(map(example, misses)))


@dataclass(frozen=True, slots=True)
class _QuestionRanks:
    owners: NDArray[np.int64]
    rank: NDArray[np.int64]
    """From 1, ties counted against the right picture."""
    lead: NDArray[np.float32]
    """Score of the right picture over the best wrong one."""


def _rank_questions(scores: PairScores, truth: CaptionTruth) -> _QuestionRanks:
    owners = truth.owners
    rank = np.empty(len(owners), dtype=np.int64)
    lead = np.zeros(len(owners), dtype=np.float32)
    step = max(1, _BLOCK_VALUES // truth.pictures)
    for start in range(0, len(owners), step):
        block = np.array(scores.of_captions(start, min(start + step, len(owners))))
        own = owners[start : start + len(block)]
        rows = np.arange(len(block))
        right = block[rows, own].copy()
        block[rows, own] = -np.inf
        rank[start : start + len(block)] = np.count_nonzero(block >= right[:, np.newaxis], axis=1) + 1
        if truth.pictures > 1:
            lead[start : start + len(block)] = right - block.max(axis=1)
    return _QuestionRanks(owners, rank, lead)


def _first_of_each(order: Iterable[int], ranks: _QuestionRanks, *, wanted: int, found: bool) -> list[int]:
    """Questions in this order, found at rank 1 or not, until there are enough; one a picture."""
    chosen: dict[int, int] = {}
    for number in order:
        owner = int(ranks.owners[number])
        if (ranks.rank[number] == 1) == found and owner not in chosen:
            chosen[owner] = int(number)
        if len(chosen) == wanted:
            break
    return list(chosen.values())


class _BestDescriptions:
    """Which of a picture's descriptions is most like a question."""

    def __init__(self, catalog: Catalog, described: DescribedPictures, embedder: Embedder) -> None:
        self._catalog = catalog
        self._tile_ids = described.tile_ids
        self._embedder = embedder

    def best(self, question: str, places: Sequence[int]) -> list[str]:
        """One text for each of the pictures at `places`; empty for one without any."""
        own = [[one.text for one in self._catalog.descriptions(int(self._tile_ids[place]))] for place in places]
        texts = list(dict.fromkeys(text for said in own for text in said))
        if not texts:
            return [""] * len(places)
        vector = self._embedder.embed([question], query=True)[0]
        likeness = dict(zip(texts, (self._embedder.embed(texts) @ vector).tolist(), strict=True))
        return [max(said, key=likeness.__getitem__, default="") for said in own]
