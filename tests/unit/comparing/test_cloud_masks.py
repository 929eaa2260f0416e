"""Clouds and their shadows on either date of a pair."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from tests.unit.comparing.test_pair_of import earlier_of, middle, tiles_of, town, write

from tilescribe.comparing.common import pair_of
from tilescribe.comparing.comparability import NotComparable, Obstacle
from tilescribe.domain.pair import PairPixels

Picture = NDArray[np.float64]


def compared(tmp_path: Path, before: Picture, after: Picture) -> PairPixels | NotComparable:
    later, earlier = write(tmp_path / "later.tif", after), write(tmp_path / "before.tif", before)
    with earlier_of(earlier) as reader:
        return pair_of(middle(tiles_of(later)), reader)


def blob(rows: slice, cols: slice, *, soft_px: float) -> Picture:
    """(480, 480) 0 to 1, opaque in a rectangle with faded edges."""
    opacity = np.zeros((480, 480))
    opacity[rows, cols] = 1
    return gaussian_filter(opacity, soft_px)


def clouded(picture: Picture, opacity: Picture) -> Picture:
    return picture * (1 - opacity) + 0.95 * opacity


CLOUD = blob(slice(180, 250), slice(190, 270), soft_px=10)


@pytest.mark.parametrize("on_before", [False, True])
def test_a_cloud_on_either_date_is_not_compared(tmp_path: Path, on_before: bool) -> None:
    plain, hidden = town(), clouded(town(), CLOUD)
    pair = compared(tmp_path, *((hidden, plain) if on_before else (plain, hidden)))
    assert isinstance(pair, PairPixels)
    under = CLOUD[160:320, 160:320]
    assert not pair.comparable[under > 0.5].any()
    assert pair.comparable[under < 0.005].mean() > 0.9


def test_the_shadow_of_a_cloud_is_not_compared_either(tmp_path: Path) -> None:
    shade = blob(slice(255, 310), slice(190, 270), soft_px=6)
    pair = compared(tmp_path, town(), clouded(town() * (1 - 0.6 * shade), CLOUD))
    assert isinstance(pair, PairPixels)
    assert not pair.comparable[shade[160:320, 160:320] > 0.9].any()


def test_a_flood_beside_a_cloud_is_no_shadow(tmp_path: Path) -> None:
    after = town()
    after[:, 260:320] = np.array([0.12, 0.11, 0.1])[:, None, None]
    pair = compared(tmp_path, town(), clouded(after, CLOUD))
    assert isinstance(pair, PairPixels)
    assert pair.comparable[110:].mean() > 0.9


def test_a_new_white_roof_is_compared(tmp_path: Path) -> None:
    pair = compared(tmp_path, town(), clouded(town(), blob(slice(180, 250), slice(190, 270), soft_px=0.7)))
    assert isinstance(pair, PairPixels)
    assert pair.comparable.all()


def test_white_sand_on_both_dates_is_compared(tmp_path: Path) -> None:
    sand = clouded(town(), CLOUD)
    pair = compared(tmp_path, sand, sand * 0.97)
    assert isinstance(pair, PairPixels)
    assert pair.comparable.all()


def test_a_tile_under_cloud_is_refused_with_the_date_and_its_share(tmp_path: Path) -> None:
    over = blob(slice(100, 330), slice(100, 380), soft_px=10)
    answer = compared(tmp_path, clouded(town(), over), town())
    assert isinstance(answer, NotComparable)
    assert answer.obstacle is Obstacle.CLOUD
    assert answer.reason.startswith("Clouds, their shadows or snow hide 100% before and 0% after")
