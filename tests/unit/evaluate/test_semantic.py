"""The published measures of a heat map, on maps of which it is known how good they are."""

from __future__ import annotations

import math
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tilescribe.domain.tile import Window
from tilescribe.evaluate.localisation.semantic import mean_of_maps, measure_map
from tilescribe.evaluate.results import SemanticLocalisation

REGION = Window(8, 16, 8, 8)


def peak(row: int, col: int, *, side: int = 8, elsewhere: float = 0.0) -> NDArray[np.float32]:
    """A map of 40 x 48 cells that is high in one square."""
    values = np.full((40, 48), elsewhere, dtype=np.float32)
    values[row : row + side, col : col + side] = 1.0
    return values


def test_a_map_that_is_high_at_the_region_alone_is_perfect() -> None:
    found = measure_map(peak(8, 16), REGION)
    assert astuple(found) == pytest.approx((1.0, 0.0, 1.0, 1.0), abs=0.02)


def test_a_map_that_is_high_elsewhere_is_worthless() -> None:
    found = measure_map(peak(30, 38), REGION)
    assert astuple(found) == pytest.approx((0.0, 1.0, 0.0, 0.0), abs=1e-4)


def test_the_shift_grows_with_the_distance_as_published() -> None:
    shifts = [measure_map(peak(8, 16 + aside), REGION).attention_shift for aside in range(8)]
    assert shifts == sorted(shifts)
    # 2 cells off, of a reach of 1.5 half diagonals: (e^(3 g) - 1) / (e^3 - 1)
    share = 2 / (1.5 * math.hypot(8, 8) / 2)
    assert shifts[2] == pytest.approx(math.expm1(3 * share) / math.expm1(3), abs=0.03)  # half a cell each way


def test_the_significant_area_weighs_the_sums_by_the_areas() -> None:
    values = peak(8, 16)
    values[0, 0] = 0.0
    values[20:40] = 0.5
    inside, total, area = 64.0, float(values.sum()), 64
    expected = 1 - math.exp(-0.707 * inside / (total - inside) * (values.size - area) / area)
    assert measure_map(values, REGION).significant_area == pytest.approx(expected, abs=1e-5)


def test_what_is_not_covered_counts_as_the_lowest() -> None:
    values = peak(8, 16, elsewhere=0.2)
    holed = values.copy()
    holed[30:] = np.nan
    assert astuple(measure_map(holed, REGION)) == pytest.approx(astuple(measure_map(values, REGION)))


@given(arrays(np.float32, (24, 32), elements=st.floats(0, 1, width=32)))
def test_all_measures_are_shares(values: NDArray[np.float32]) -> None:
    for one in astuple(measure_map(values, REGION)):
        assert -1e-9 <= one <= 1 + 1e-9


def test_the_mean_is_of_each_measure() -> None:
    found = mean_of_maps([SemanticLocalisation(0.0, 1.0, 0.2, 0.4), SemanticLocalisation(1.0, 0.0, 0.4, 0.8)])
    assert astuple(found) == pytest.approx((0.5, 0.5, 0.3, 0.6))
