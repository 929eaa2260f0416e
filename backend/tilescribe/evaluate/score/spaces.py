"""The scale of a visual encoder's space, fitted to captions: what its products count beside all that is known besides.

The log-odds of a tile are `rest + A m` with the slope A of the visual channel, which depends on the question, and the
mean m over the spaces. Beside a cosine v in the space of the text embedder, a space of products z with the scale
`c z + o` and the share r has `m = (v + r (c z + o)) / (1 + r)`. All of it is linear in `A v`, `A z` and `A`, so that
a logistic regression on these three finds r, c and o; where there is no v, on the last two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from tilescribe.catalog.fusion import VisualScale
from tilescribe.evaluate.score.evidence import understood
from tilescribe.evaluate.score.fitting import CannotFitError, logistic, pair_weights
from tilescribe.evaluate.score.links import absent_weights
from tilescribe.evaluate.score.shown import UNDECIDED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.fusion import Weights
    from tilescribe.evaluate.score.evidence import Evidence

__all__ = ["NOTHING", "fit_space"]

NOTHING: Final = VisualScale(scale=0.0, offset=0.0, share=0.0)
"""Of a space that tells nothing."""
_STANDARD_ERRORS = 3.0
"""By which the weight of a space must lie above 0: of noise one in 700 does."""
_LEAST, _MOST = 0.05, 0.95
"""Of the visual channel what the embedder's own vectors may count beside a space."""
_PASSES = 2
"""Which pairs people look at depends on the fit."""


def fit_space(evidence: Evidence, weights: Sequence[Weights], *, space: str, own: str | None) -> VisualScale:
    """The scale under which the truth is most likely; `NOTHING` where it is no likelier than without the space.

    Args:
        evidence: Of all questions that may be part of the fit.
        weights: Of each question, without any scale; as of `beside_words` where `own` is None.
        space: Of the encoder.
        own: That of the text embedder, where it has visual vectors.

    Raises:
        CannotFitError: no picture has a vector, or there is not both a right and a wrong pair.
    """
    products = evidence.visual[space]
    known = understood(products)
    if own is not None:
        known &= understood(evidence.visual[own])
    decided = evidence.truth[:, known] != UNDECIDED
    right = (evidence.truth[:, known] == 1)[decided].astype(np.float64)
    if not len(right) or not 0 < right.mean() < 1:
        raise CannotFitError("right and wrong pairs are needed, both")
    seen = [one.seen for one in weights]
    offset, text, lexical, slope = (
        np.array([getattr(one, name) for one in seen])[:, None] for name in ("offset", "text", "lexical", "visual")
    )
    rest = offset + text * evidence.text[:, known] + lexical * evidence.lexical[:, known]
    columns = [slope * products[:, known], np.broadcast_to(slope, rest.shape)]
    columns += [] if own is None else [slope * evidence.visual[own][:, known]]
    table = np.stack([column[decided] for column in columns], axis=1).astype(np.float64)
    ranked = rest + (0 if own is None else columns[2])
    rows, pictures = np.nonzero(decided)
    for _ in range(_PASSES):
        pairs = pair_weights(ranked, absent_weights(evidence.absent))[decided]
        fitted = _fitted(table, right, pairs, given=rest[decided])
        ranked = rest + sum(number * column for number, column in zip(fitted, columns, strict=True))
    error = _standard_error(table, right, pairs, given=rest[decided], fitted=fitted, clusters=(rows, pictures))
    if not fitted[0] > _STANDARD_ERRORS * error:
        return NOTHING
    if own is None:
        return VisualScale(scale=float(fitted[0]), offset=float(fitted[1]))
    counted = 1 - float(fitted[2])
    return VisualScale(
        scale=float(fitted[0]) / counted, offset=float(fitted[1]) / counted, share=counted / float(fitted[2])
    )


def _fitted(
    table: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64], *, given: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(columns,) as of `logistic`; the third one, if there is one, from `_LEAST` to `_MOST`."""
    fitted = logistic(table, right, weights, given=given)
    if len(fitted) < 3 or _LEAST <= fitted[2] <= _MOST:
        return fitted
    own = float(np.clip(fitted[2], _LEAST, _MOST))
    return np.append(logistic(table[:, :2], right, weights, given=given + own * table[:, 2]), own)


def _standard_error(
    table: NDArray[np.float64],
    right: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    given: NDArray[np.float64],
    fitted: NDArray[np.float64],
    clusters: Sequence[NDArray[np.int64]],
) -> float:
    """Of the first coefficient, the largest over ways to see pairs as clusters (Liang and Zeger, Biometrika 1986).

    Pairs of one question, or of one picture, go wrong together: taken for independent, a million of them would make
    noise look certain.
    """
    likely = 1 / (1 + np.exp(-np.clip(given + table @ fitted, -30, 30)))
    curve = (table * (weights * likely * (1 - likely))[:, None]).T @ table
    bread = np.linalg.pinv(curve)
    residuals = (weights * (right - likely))[:, None] * table
    variances = []
    for cluster in clusters:
        sums = np.stack([np.bincount(cluster, weights=column) for column in residuals.T], axis=1)
        variances.append(float((bread @ (sums.T @ sums) @ bread)[0, 0]))
    return float(np.sqrt(max(variances)))
