"""The outlier detector of the built-in model, by its parts."""

from __future__ import annotations

import numpy as np
import pytest

from tilescribe.describe.builtin.config import LOOKS, EncoderConfig
from tilescribe.describe.builtin.outliers import FARTHEST, OutlierDetector, measures

DICE = np.random.default_rng(0)


def detector(*, slope: float) -> OutlierDetector:
    """Strange is what lies above the mean of the first measure."""
    return OutlierDetector(
        mean=np.array([10, 0], np.float32),
        deviation=np.array([2, 1], np.float32),
        hidden=np.array([[1, 0]], np.float32),
        hidden_bias=np.zeros(1, np.float32),
        out=np.array([slope], np.float32),
        out_bias=np.zeros(1, np.float32),
    )


def test_what_is_measured_is_as_long_as_the_configuration_says() -> None:
    config = EncoderConfig(width=8, scenes=5)
    found = measures(
        *(DICE.normal(size=(3, n)).astype(np.float32) for n in (config.channels, config.width, config.scenes, LOOKS))
    )
    assert found.shape == (3, config.measures)
    assert found.dtype == np.float32


def test_the_energy_of_large_logits_is_finite() -> None:
    logits = np.array([[1000.0, 999.0], [-1000.0, -1000.0]], np.float32)
    found = measures(
        np.zeros((2, 2), np.float32), np.zeros((2, 1), np.float32), logits, np.zeros((2, LOOKS), np.float32)
    )
    np.testing.assert_allclose(found[:, 3], [1000 + np.log1p(np.exp(-1)), -1000 + np.log(2)], rtol=1e-5)


def test_familiarity_falls_with_the_distance_and_no_farther_than_the_limit() -> None:
    far = 10 + 2 * FARTHEST
    found = detector(slope=1).familiarity(np.array([[8, 0], [10, 0], [14, 0], [far, 0], [10 * far, 0]], np.float32))
    assert found[:2] == pytest.approx([0.5, 0.5])
    assert found[2] == pytest.approx(1 / (1 + np.exp(2)))
    assert found[3] == found[4] == pytest.approx(1 / (1 + np.exp(FARTHEST)))


def test_tensors_make_the_same_detector_again() -> None:
    one = detector(slope=3)
    again = OutlierDetector.of(one.tensors())
    measured = np.array([[12, 5], [9, 1]], np.float32)
    np.testing.assert_array_equal(again.familiarity(measured), one.familiarity(measured))
