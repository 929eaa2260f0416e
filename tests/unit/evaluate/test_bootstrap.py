"""Intervals hold the figure, narrow with more pictures, and come again with the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from tilescribe.evaluate.metrics import Estimate, bootstrap_pictures


def binary(pictures: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    hits = (np.arange(pictures) < share * pictures).astype(float)
    return hits[np.newaxis], np.ones((1, pictures))


def test_the_interval_agrees_with_the_binomial_distribution() -> None:
    (estimate,) = bootstrap_pictures(*binary(400, 0.3), resamples=4000)
    assert estimate.value == pytest.approx(0.3)
    # Standard error sqrt(0.3 * 0.7 / 400) = 0.0229; 1.96 of them on each side.
    assert estimate.low == pytest.approx(0.3 - 0.045, abs=0.006)
    assert estimate.high == pytest.approx(0.3 + 0.045, abs=0.006)


def test_captions_of_one_picture_stand_together() -> None:
    hits, _ = binary(100, 0.5)
    (alone,) = bootstrap_pictures(hits, np.ones((1, 100)))
    (five,) = bootstrap_pictures(5 * hits, np.full((1, 100), 5))
    assert five == alone


def test_the_same_seed_gives_the_same_interval() -> None:
    sums, sizes = np.random.default_rng(0).random((2, 1, 50))
    first, again, other = (bootstrap_pictures(sums, sizes, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_group_is_the_mean_of_its_ratios() -> None:
    sums = np.array([[1.0, 0, 1, 1], [0, 0, 2, 0]])
    sizes = np.array([[1.0, 1, 1, 1], [1, 1, 2, 1]])
    one, two, mean = bootstrap_pictures(sums, sizes, groups=[[0, 1]])
    assert (one.value, two.value) == (0.75, 0.4)
    assert mean.value == pytest.approx(0.575)
    assert mean.low is not None
    assert mean.high is not None
    assert mean.low <= mean.value <= mean.high


def test_a_single_picture_has_no_interval() -> None:
    assert bootstrap_pictures(np.ones((1, 1)), np.ones((1, 1))) == [Estimate(1.0, None, None)]


def test_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bootstrap_pictures(*binary(50, 0.4))
    monkeypatch.setattr("tilescribe.evaluate.metrics.bootstrap._BATCH_VALUES", 10_000)
    assert bootstrap_pictures(*binary(50, 0.4)) == whole
