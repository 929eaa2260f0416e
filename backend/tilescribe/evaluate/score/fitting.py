"""Logistic regression of "shows it" on what is known of a question and the joined score of a tile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.score.shown import UNDECIDED
from tilescribe.searching.calibration import QuestionScale, ScoreLink

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["fit_link"]

LOOKED_AT = 20
"""Of each question so many of the best are what people look at …"""
LOOKED_AT_WEIGHT = 40.0
"""… and count so much more, since the number is read there; all others together outnumber them by far."""
_ROUNDS = 50
_RIDGE = 1e-7


def fit_link(
    scores: NDArray[np.float32],
    truth: NDArray[np.int8],
    *,
    scales: Sequence[QuestionScale] | None,
    text: float,
    visual: float,
    lexical: float,
    question_weights: NDArray[np.float64] | None = None,
) -> ScoreLink:
    """The link under which the truth is most likely.

    Args:
        scores: (questions, tiles) joined, `visual v + text d + lexical l`.
        truth: (questions, tiles) of `shown`; undecided pairs do not count.
        scales: Of the questions; None where the link shall not depend on the question.
        text: As in the joined score; kept in the link, as the next two.
        visual: As `text`.
        lexical: As `text`.
        question_weights: (questions,) how much each question counts; 1 by default.

    Raises:
        ValueError: there is not both a right and a wrong pair.
    """
    at = truth != UNDECIDED
    right = truth[at].astype(np.float64)
    if not 0 < right.mean() < 1:
        raise ValueError("right and wrong pairs are needed, both")
    joined = scores.astype(np.float64)
    columns = [joined]
    if scales is not None:
        prior = np.array([one.prior for one in scales])[:, None]
        familiarity = np.array([one.counted_familiarity for one in scales])[:, None]
        columns += [np.broadcast_to(prior, joined.shape), np.broadcast_to(familiarity, joined.shape)]
        columns += [familiarity * joined]
    weights = _weights(scores, question_weights)[at]
    table = np.stack([column[at] for column in columns] + [np.ones(len(right))], axis=1)
    fitted = _logistic(table, right, weights)
    slope, prior_weight, familiarity_weight, steeper, offset = (
        fitted if scales is not None else (fitted[0], 0.0, 0.0, 0.0, fitted[1])
    )
    return ScoreLink(
        offset=float(offset),
        prior=float(prior_weight),
        familiarity=float(familiarity_weight),
        slope=float(slope),
        steeper=float(steeper),
        text=text,
        visual=visual,
        lexical=lexical,
    )


def _weights(scores: NDArray[np.float32], question_weights: NDArray[np.float64] | None) -> NDArray[np.float64]:
    weights = np.ones(scores.shape)
    if scores.shape[1] > LOOKED_AT:
        least = np.partition(scores, -LOOKED_AT, axis=1)[:, -LOOKED_AT, None]
        weights[scores >= least] = LOOKED_AT_WEIGHT
    if question_weights is not None:
        weights *= question_weights[:, None]
    return weights


def _logistic(
    table: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(columns,) by Newton's method with a little ridge, columns standardised meanwhile; the last one is constant."""
    mean, spread = table.mean(axis=0), table.std(axis=0)
    mean[-1], spread[-1] = 0.0, 1.0
    spread[spread == 0] = 1.0
    table = (table - mean) / spread
    weights = weights / weights.mean()
    fitted: NDArray[np.float64] = np.zeros(table.shape[1])
    ridge = _RIDGE * len(right) * np.eye(len(fitted))
    ridge[-1, -1] = 0.0
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(table @ fitted, -30, 30)))
        slope = table.T @ (weights * (right - likely)) - ridge @ fitted
        curve = (table * (weights * likely * (1 - likely))[:, None]).T @ table + ridge
        step = np.linalg.solve(curve, slope)
        fitted = fitted + step
        if np.abs(step).max() < 1e-6:
            break
    fitted = fitted / spread
    fitted[-1] -= float(fitted[:-1] @ mean[:-1])
    return fitted
