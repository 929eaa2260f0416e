"""Upper bound of retrieval by text alone: human captions in the place of a perfect captioner's descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.datasets import caption_key
from tilescribe.evaluate.metrics import CaptionTruth, RetrievalRecall, measure_recall
from tilescribe.evaluate.results import Ceiling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.embed.base import Embedder

__all__ = ["measure_ceiling"]


def measure_ceiling(captions: Sequence[Sequence[str]], *, embedder: Embedder, resamples: int = 1000) -> Ceiling | None:
    """Every caption is a query, and a picture scores as the best of its captions does, the query itself left out.

    Where people wrote the same sentence twice, the copy still gives the answer away; the second figure leaves out all
    captions that are the same word for word (`caption_key`), at every picture. A picture with nothing left to say could
    not be found by anything: the first figure takes pictures of at least two captions, the second of at least two
    different sentences. None where fewer than two such pictures are left.

    Args:
        captions: Of each picture, at least one.
        embedder: Matches them.
        resamples: Bootstrap draws.
    """
    several = [own for own in captions if len(own) > 1]
    different = [own for own in several if len(set(map(caption_key, own))) > 1]
    if len(different) < 2:
        return None
    texts = list(dict.fromkeys(text for own in several for text in own))
    vectors = _Vectors(
        {text: place for place, text in enumerate(texts)}, embedder.embed(texts, query=True), embedder.embed(texts)
    )
    return Ceiling(
        queries=sum(map(len, several)),
        own_left_out=_measured(several, vectors, copies=True, resamples=resamples),
        copies_removed=_measured(different, vectors, copies=False, resamples=resamples),
    )


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Embeddings of texts, each different one once."""

    places: Mapping[str, int]
    asked: NDArray[np.float32]
    described: NDArray[np.float32]


def _measured(captions: Sequence[Sequence[str]], vectors: _Vectors, *, copies: bool, resamples: int) -> RetrievalRecall:
    texts = [text for own in captions for text in own]
    rows = [vectors.places[text] for text in texts]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(map(caption_key, texts)))}
    truth = CaptionTruth.standard([len(own) for own in captions])
    scores = _WithoutSelf(
        vectors.asked[rows],
        vectors.described[rows],
        owners=truth.owners,
        sentences=np.array([numbers[caption_key(text)] for text in texts]),
        copies=copies,
    )
    return measure_recall(scores, truth, resamples=resamples)


class _WithoutSelf:
    """The best of a picture's captions by dot product, the query itself left out.

    Args:
        asked: (captions, dim), the queries.
        described: (captions, dim), the same texts as descriptions.
        owners: (captions,), ascending from 0.
        sentences: (captions,); equal numbers are the same sentence.
        copies: Whether a copy of the query counts, as 1 exactly: questions and descriptions may be embedded in other
            precision, and noise must not order what is equal. Else it is left out too.
    """

    def __init__(
        self,
        asked: NDArray[np.float32],
        described: NDArray[np.float32],
        *,
        owners: NDArray[np.int64],
        sentences: NDArray[np.int64],
        copies: bool,
    ) -> None:
        self._asked = asked
        self._described = described
        self._sentences = sentences
        self._copy_score = 1.0 if copies else -np.inf
        self._firsts = np.flatnonzero(np.diff(owners, prepend=-1))

    @property
    def shape(self) -> tuple[int, int]:
        return len(self._asked), len(self._firsts)

    def of_captions(self, start: int, stop: int) -> NDArray[np.float32]:
        every = self._every(self._asked[start:stop] @ self._described.T, start, stop)
        best: NDArray[np.float32] = np.maximum.reduceat(every, self._firsts, axis=1)
        return best

    def of_pictures(self, start: int, stop: int) -> NDArray[np.float32]:
        ends = [*self._firsts[1:], len(self._described)]
        first, last = self._firsts[start], ends[stop - 1]
        every = self._every(self._described[first:last] @ self._asked.T, first, last)
        best: NDArray[np.float32] = np.maximum.reduceat(every, self._firsts[start:stop] - first, axis=0)
        return best

    def _every(self, scores: NDArray[np.float32], start: int, stop: int) -> NDArray[np.float32]:
        """Scores of captions `start` to `stop` in rows, against all."""
        scores[self._sentences[start:stop, np.newaxis] == self._sentences] = self._copy_score
        numbers = np.arange(start, stop)
        scores[numbers - start, numbers] = -np.inf
        return scores
