"""Whether the score means what it says, on captioned pictures."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from tilescribe.catalog.fusion import probability
from tilescribe.evaluate.cataloguing import DescribedPictures
from tilescribe.evaluate.metrics.calibration import calibration
from tilescribe.evaluate.results import ScoreBin, ScoreResult
from tilescribe.evaluate.score.absent import ABSENT_QUESTIONS
from tilescribe.evaluate.score.shown import UNDECIDED, shown
from tilescribe.evaluate.scoring import score_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog import Catalog
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder

__all__ = ["LOOKED_AT", "measure_score", "score_result"]

LOOKED_AT: Final = 20
"""Hits of each question, as many as `search` gives."""
_BINS = 15
_PAIRS = 5_000_000
"""Different captions are asked until there are so many pairs with pictures: more make no difference to the figures."""


def measure_score(
    catalog: Catalog, described: DescribedPictures, *, embedder: Embedder, encoders: Sequence[VisualEncoder] = ()
) -> Generator[Event, None, ScoreResult | None]:
    """Compare the scores of the pictures with what people say that they show.

    Questions are the captions, each different one once, and `ABSENT_QUESTIONS`, every second of each kind: those that
    the calibration was not fitted on. None where no caption names anything that is told apart.

    Args:
        catalog: Where the pictures are described.
        described: All of them with captions.
        embedder: One that has vectors in the catalog.
        encoders: Visual encoders that count as well.
    """
    captions = [picture.captions for picture in described.pictures]
    asked = list(dict.fromkeys(text for own in captions for text in own))
    most = max(1, _PAIRS // max(1, len(captions)))
    if len(asked) > most:
        asked = [asked[at] for at in np.sort(np.random.default_rng(0).choice(len(asked), most, replace=False))]
    absent = [question for questions in ABSENT_QUESTIONS.values() for question in questions[1::2]]
    truth = shown([*asked, *absent], captions)
    truth[len(asked) :] = 0
    if not (truth == 1).any() or not (truth == 0).any():
        return None
    scored = yield from score_questions(
        catalog,
        [*asked, *absent],
        embedder=embedder,
        tile_ids=described.tile_ids,
        what="what the score means",
        encoders=encoders,
    )
    scores = probability(scored.channels["fused"].of_captions(0, len(truth)))
    return score_result(scores, truth, absent=len(absent))


def score_result(scores: NDArray[np.float32], truth: NDArray[np.int8], *, absent: int) -> ScoreResult:
    """How scores compare with what is right.

    Args:
        scores: (questions, pictures) probabilities.
        truth: (questions, pictures) of `shown`.
        absent: So many of the questions, the last ones, have no answer.
    """
    decided = truth != UNDECIDED
    right = truth == 1
    everything = calibration(scores[decided], right[decided], bins=_BINS)
    rows = np.flatnonzero(decided.any(axis=1))
    first = np.argsort(-scores[rows], axis=1, kind="stable")[:, :LOOKED_AT]
    seen, told = (np.take_along_axis(table[rows], first, axis=1) for table in (scores, right))
    counted = np.take_along_axis(decided[rows], first, axis=1)
    looked_at = calibration(seen[counted], told[counted], bins=_BINS)
    above = decided & (scores > 0.5)
    best = scores.max(axis=1)
    present = np.flatnonzero(right[:-absent].any(axis=1))
    return ScoreResult(
        questions=len(rows) - absent,
        absent_questions=absent,
        pictures=scores.shape[1],
        error=everything.error,
        error_looked_at=looked_at.error,
        looked_at=LOOKED_AT,
        diagram=tuple(ScoreBin(one.low, one.high, one.count, one.confidence, one.accuracy) for one in looked_at.bins),
        above_half=int(above.sum()),
        precision_above_half=float(right[above].mean()) if above.any() else None,
        recall_above_half=float(right[above].sum() / right.sum()),
        presence_auroc=auroc(best[present], best[-absent:]) if len(present) else None,
        absent_above_half=float((best[-absent:] > 0.5).mean()),
        present_above_half=float((best[present] > 0.5).mean()) if len(present) else None,
    )


def auroc(higher: NDArray[np.float32], lower: NDArray[np.float32]) -> float:
    """The share of pairs in which the first is above, ties counting half."""
    ordered = np.sort(lower)
    below, upto = np.searchsorted(ordered, higher, "left"), np.searchsorted(ordered, higher, "right")
    return float((below + upto).sum() / 2 / len(higher) / len(lower))
