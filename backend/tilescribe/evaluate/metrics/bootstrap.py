"""Confidence intervals by percentile bootstrap over pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Estimate", "bootstrap_pictures"]

_BATCH_VALUES = 2_000_000
"""Resampled positions held at a time: 16 MB of int64."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its confidence interval."""

    value: float
    low: float | None
    """None where fewer than two pictures leave nothing to resample."""
    high: float | None


def bootstrap_pictures(
    sums: NDArray[Any],
    sizes: NDArray[Any],
    *,
    groups: Sequence[Sequence[int]] = (),
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> list[Estimate]:
    """Ratios of sums over pictures, and means of such ratios, with percentile intervals.

    Pictures are drawn with replacement, each with all its captions, because captions of one picture stand or fall
    together: resampling single queries would make the intervals too narrow. The gallery stays as it is, so an interval
    tells how the figure varies with the questions, not with the size of the gallery. Efron and Tibshirani, "An
    Introduction to the Bootstrap", 1993, chapter 13.3.

    Args:
        sums: (ratios, pictures): what each picture adds to the numerator, such as its captions that hit.
        sizes: (ratios, pictures): what it adds to the denominator, such as all its captions.
        groups: Lists of ratios; the mean of each is estimated from the same draws.
        level: Of confidence, within 0 to 1.
        resamples: Draws. 1,000 leave 25 beyond each end of a 95 % interval.
        seed: Of the draws; the same seed gives the same interval.

    Returns:
        One estimate for each ratio, then one for each group.
    """
    sums, sizes = np.asarray(sums, dtype=np.float64), np.asarray(sizes, dtype=np.float64)

    def statistic(drawn: NDArray[np.int64], axis: int = -1) -> NDArray[np.float64]:
        ratios = np.stack(
            [own[drawn].sum(axis=axis) / whole[drawn].sum(axis=axis) for own, whole in zip(sums, sizes, strict=True)]
        )
        return np.concatenate([ratios, *(ratios[list(group)].mean(axis=0, keepdims=True) for group in groups)])

    everyone = np.arange(sums.shape[1])
    values = statistic(everyone)
    if len(everyone) < 2:
        return [Estimate(float(value), None, None) for value in values]

    from scipy.stats import bootstrap

    interval = bootstrap(
        (everyone,),
        statistic,
        method="percentile",
        confidence_level=level,
        n_resamples=resamples,
        batch=max(1, _BATCH_VALUES // len(everyone)),
        vectorized=True,
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return [
        Estimate(float(value), float(low), float(high))
        for value, low, high in zip(values, interval.low, interval.high, strict=True)
    ]
