"""Logistic regression of "shows it" on what is known of a question and the joined score of a tile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.score.shown import UNDECIDED
from tilescribe.searching.calibration import QuestionScale, ScoreLink

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CannotFitError", "fit_link", "logistic", "pair_weights"]

LOOKED_AT = 20
"""Of each question so many of the best are what people look at …"""
LOOKED_AT_WEIGHT = 40.0
"""… and count so much more, since the number is read there; all others together outnumber them by far."""
_ROUNDS = 50
_RIDGE = 1e-7
_SMALL_STEP = 1e-6


class CannotFitError(ValueError):
    """What people said tells too little."""


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
        CannotFitError: there is not both a right and a wrong pair.
    """
    at = truth != UNDECIDED
    right = truth[at].astype(np.float64)
    if not 0 < right.mean() < 1:
        raise CannotFitError("right and wrong pairs are needed, both")
    joined = scores.astype(np.float64)
    columns = [joined]
    if scales is not None:
        prior = np.array([one.prior for one in scales])[:, None]
        familiarity = np.array([one.counted_familiarity for one in scales])[:, None]
        columns += [np.broadcast_to(prior, joined.shape), np.broadcast_to(familiarity, joined.shape)]
        columns += [familiarity * joined]
    weights = pair_weights(scores, question_weights)[at]
    table = np.stack([column[at] for column in columns] + [np.ones(len(right))], axis=1)
    fitted = _standardised(table, right, weights)
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


def pair_weights(
    scores: NDArray[np.float32], question_weights: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """(questions, tiles) how much each pair counts: most where people look.

    Args:
        scores: (questions, tiles) by which tiles are ranked.
        question_weights: As of `fit_link`.
    """
    weights = np.ones(scores.shape)
    if scores.shape[1] > LOOKED_AT:
        least = np.partition(scores, -LOOKED_AT, axis=1)[:, -LOOKED_AT, None]
        weights[scores >= least] = LOOKED_AT_WEIGHT
    if question_weights is not None:
        weights *= question_weights[:, None]
    return weights


def logistic(
    table: NDArray[np.float64],
    right: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    given: NDArray[np.float64] | float = 0.0,
) -> NDArray[np.float64]:
    """(columns,) coefficients of a logistic regression, by Newton's method with a little ridge.

    Args:
        table: (pairs, columns).
        right: (pairs,) 0 or 1.
        weights: (pairs,), at least 0.
        given: (pairs,) log-odds that are added to what is fitted.
    """
    spread = np.sqrt(np.square(table).mean(axis=0))
    spread[spread == 0] = 1.0
    table = table / spread
    weights = weights / weights.mean()
    fitted: NDArray[np.float64] = np.zeros(table.shape[1])
    ridge = _RIDGE * len(right)

    def loss(coefficients: NDArray[np.float64]) -> float:
        odds = given + table @ coefficients
        return float(weights @ (np.logaddexp(0, odds) - right * odds) + ridge * (coefficients @ coefficients) / 2)

    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-np.clip(given + table @ fitted, -30, 30)))
        slope = table.T @ (weights * (right - likely)) - ridge * fitted
        curve = (table * (weights * likely * (1 - likely))[:, None]).T @ table + ridge * np.eye(len(fitted))
        step = np.linalg.solve(curve, slope)
        # A whole step can lead far away where the start is far off, or right and wrong lie apart.
        reached = loss(fitted)
        while loss(fitted + step) > reached and np.abs(step).max() >= _SMALL_STEP:
            step = step / 2
        fitted = fitted + step
        if np.abs(step).max() < _SMALL_STEP:
            break
    result: NDArray[np.float64] = fitted / spread
    return result


def _standardised(
    table: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """As `logistic`, columns centred meanwhile, which keeps apart what rises together; the last one is constant."""
    mean = table.mean(axis=0)
    mean[-1] = 0.0
    fitted = logistic(table - mean, right, weights)
    fitted[-1] -= float(fitted[:-1] @ mean[:-1])
    return fitted
