"""How far text against text can go: human captions in the place of a perfect captioner's descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.datasets import caption_key
from tilescribe.evaluate.metrics import CaptionTruth, measure_recall
from tilescribe.evaluate.results import Ceiling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.embed.base import Embedder

__all__ = ["measure_ceiling"]


def measure_ceiling(captions: Sequence[Sequence[str]], *, embedder: Embedder, resamples: int = 1000) -> Ceiling:
    """Every caption is a query, and a picture scores as the best of its captions does, the query itself left out.

    Where people wrote the same sentence twice, the copy still gives the answer away; the second figure leaves out all
    captions that are the same word for word (`caption_key`), at every picture, so it is the harder one. A picture
    that has nothing left scores below all others.

    Args:
        captions: Of each picture, at least one.
        embedder: Matches them.
        resamples: Bootstrap draws.
    """
    texts = [text for own in captions for text in own]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(map(caption_key, texts)))}
    keys = np.array([numbers[caption_key(text)] for text in texts])
    different = list(dict.fromkeys(texts))
    places = {text: place for place, text in enumerate(different)}
    rows = np.array([places[text] for text in texts])
    asked, described = embedder.embed(different, query=True)[rows], embedder.embed(different)[rows]
    truth = CaptionTruth.standard([len(own) for own in captions])

    def measured(same: NDArray[np.int64]) -> _WithoutSame:
        return _WithoutSame(asked, described, owners=truth.owners, same=same)

    return Ceiling(
        queries=len(texts),
        own_left_out=measure_recall(measured(np.arange(len(texts))), truth, resamples=resamples),
        copies_removed=measure_recall(measured(keys), truth, resamples=resamples),
    )


class _WithoutSame:
    """The best of a picture's captions by dot product, those left out that count as the query itself.

    Args:
        asked: (captions, dim), the queries.
        described: (captions, dim), the same texts as descriptions.
        owners: (captions,), ascending from 0.
        same: (captions,); captions with equal numbers never meet.
    """

    def __init__(
        self,
        asked: NDArray[np.float32],
        described: NDArray[np.float32],
        *,
        owners: NDArray[np.int64],
        same: NDArray[np.int64],
    ) -> None:
        self._asked = asked
        self._described = described
        self._same = same
        self._firsts = np.flatnonzero(np.diff(owners, prepend=-1))

    @property
    def shape(self) -> tuple[int, int]:
        return len(self._asked), len(self._firsts)

    def of_captions(self, start: int, stop: int) -> NDArray[np.float32]:
        every = self._asked[start:stop] @ self._described.T
        every[self._same[start:stop, np.newaxis] == self._same] = -np.inf
        best: NDArray[np.float32] = np.maximum.reduceat(every, self._firsts, axis=1)
        return best

    def of_pictures(self, start: int, stop: int) -> NDArray[np.float32]:
        ends = [*self._firsts[1:], len(self._described)]
        own = slice(self._firsts[start], ends[stop - 1])
        every = self._described[own] @ self._asked.T
        every[self._same[own, np.newaxis] == self._same] = -np.inf
        best: NDArray[np.float32] = np.maximum.reduceat(every, self._firsts[start:stop] - own.start, axis=0)
        return best
