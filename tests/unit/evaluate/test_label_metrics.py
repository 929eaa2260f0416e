"""Precision, accuracy and calibration agree with hand and with scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from tilescribe.evaluate.metrics import (
    average_precision,
    calibration,
    mean_average_precision,
    precision_at_k,
    zero_shot_accuracy,
)

ITEMS = st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=20)


def test_average_precision_by_hand() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    assert average_precision(scores, np.array([True, False, True, False])) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_tied_items_are_retrieved_together() -> None:
    assert average_precision(np.array([0.5, 0.5]), np.array([True, False])) == 0.5
    assert average_precision(np.array([0.5, 0.5]), np.array([False, True])) == 0.5


@given(ITEMS.filter(lambda items: any(right for _, right in items)))
def test_average_precision_agrees_with_scikit_learn(items: list[tuple[int, bool]]) -> None:
    scores = np.array([score for score, _ in items], dtype=float)
    right = np.array([right for _, right in items])
    assert average_precision(scores, right) == pytest.approx(average_precision_score(right, scores))


def test_the_mean_is_over_classes() -> None:
    scores = np.array([[0.9, 0.1, 0.8], [0.2, 0.3, 0.4]])
    mean, each = mean_average_precision(scores, ["river", "lake", "lake"], classes=["river", "lake"])
    assert each == {"river": 1.0, "lake": 1.0}
    assert mean == 1.0
    mean, each = mean_average_precision(scores, ["lake", "lake", "river"], classes=["river", "lake"])
    # river: third picture second of three; lake: the others at ranks 2 and 3.
    assert each == {"river": 0.5, "lake": pytest.approx((1 / 2 + 2 / 3) / 2)}
    assert mean == pytest.approx((0.5 + 7 / 12) / 2)


def test_precision_at_k_by_hand() -> None:
    scores, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([True, False, True, True])
    assert [precision_at_k(scores, right, k=k) for k in (1, 2, 3, 4)] == [1.0, 0.5, pytest.approx(2 / 3), 0.75]


def test_precision_at_k_puts_the_wrong_ones_first_in_ties() -> None:
    assert precision_at_k(np.array([0.5, 0.5, 0.1]), np.array([True, False, False]), k=1) == 0.0


@pytest.mark.parametrize("k", [0, 3])
def test_precision_at_an_impossible_k_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match=f"k is {k}"):
        precision_at_k(np.array([0.5, 0.1]), np.array([True, False]), k=k)


def test_zero_shot_accuracy_counts_ties_as_wrong() -> None:
    scores = np.array([[0.9, 0.5, 0.1], [0.1, 0.5, 0.3]])
    assert zero_shot_accuracy(scores, ["a", "a", "b"], classes=["a", "b"]) == pytest.approx(2 / 3)


def test_unfit_input_is_refused() -> None:
    one = np.array([0.1, 0.2])
    with pytest.raises(ValueError, match="no item is right"):
        average_precision(one, np.array([False, False]))
    with pytest.raises(ValueError, match="expected"):
        average_precision(one, np.array([True]))
    with pytest.raises(ValueError, match="NaN"):
        average_precision(np.array([np.nan, 1.0]), np.array([True, False]))
    with pytest.raises(ValueError, match="labels without a class"):
        zero_shot_accuracy(one[np.newaxis], ["a", "c"], classes=["a"])
    with pytest.raises(ValueError, match="expected"):
        mean_average_precision(one[np.newaxis], ["a"], classes=["a"])
    with pytest.raises(ValueError, match="NaN"):
        zero_shot_accuracy(np.array([[np.nan]]), ["a"], classes=["a"])
    with pytest.raises(ValueError, match="no picture"):
        zero_shot_accuracy(np.zeros((1, 0)), [], classes=["a"])


def test_calibration_by_hand() -> None:
    found = calibration(np.array([0.9, 0.8, 0.3, 0.0]), np.array([True, False, False, False]), bins=2)
    low, high = found.bins
    assert (low.count, low.confidence, low.accuracy) == (2, pytest.approx(0.15), 0.0)
    assert (high.count, high.confidence, high.accuracy) == (2, pytest.approx(0.85), 0.5)
    assert found.error == pytest.approx(0.5 * 0.15 + 0.5 * 0.35)


def test_an_empty_bin_has_no_height() -> None:
    found = calibration(np.array([1.0]), np.array([True]), bins=4)
    assert [(bar.count, bar.accuracy) for bar in found.bins] == [(0, None), (0, None), (0, None), (1, 1.0)]
    assert found.error == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30), st.integers(1, 20))
def test_every_answer_is_in_one_bin_around_it(answers: list[tuple[float, bool]], bins: int) -> None:
    confidence = np.array([sure for sure, _ in answers])
    found = calibration(confidence, np.array([right for _, right in answers]), bins=bins)
    assert sum(bar.count for bar in found.bins) == len(answers)
    assert all(bar.confidence is None or bar.low <= bar.confidence + 1e-9 for bar in found.bins)
    assert all(bar.confidence is None or bar.confidence <= bar.high + 1e-9 for bar in found.bins)
    assert 0 <= found.error <= 1


def test_confidence_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 1"):
        calibration(np.array([1.2]), np.array([True]))
    with pytest.raises(ValueError, match="expected"):
        calibration(np.array([]), np.array([], dtype=bool))
