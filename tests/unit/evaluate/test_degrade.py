"""Each degradation does what its name says, the same each time, and harms neither shape nor argument."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilescribe.evaluate.degrade import (
    DEGRADATIONS,
    blur,
    half_resolution,
    haze,
    jpeg,
    noise,
    rotate,
    swap_bands,
)

SIDES = st.integers(1, 24)
PICTURES = st.tuples(SIDES, SIDES).flatmap(lambda sides: arrays(np.uint8, (*sides, 3)))
SCENE = np.random.default_rng(2).integers(0, 256, (48, 64, 3), dtype=np.uint8)


@pytest.mark.parametrize("name", DEGRADATIONS)
@given(picture=PICTURES)
def test_shape_type_argument_and_outcome_are_kept(name: str, picture: np.ndarray) -> None:
    before = picture.copy()
    worse = DEGRADATIONS[name](picture)
    assert (worse.shape, worse.dtype) == (picture.shape, np.uint8)
    np.testing.assert_array_equal(picture, before)
    np.testing.assert_array_equal(worse, DEGRADATIONS[name](picture))
    assert not np.shares_memory(worse, picture)


@pytest.mark.parametrize("name", DEGRADATIONS)
def test_each_changes_the_picture(name: str) -> None:
    assert (DEGRADATIONS[name](SCENE) != SCENE).any()


def test_haze_lowers_the_contrast_and_draws_towards_the_airlight() -> None:
    assert haze(SCENE).std() == pytest.approx(SCENE.std() / 2, rel=0.1)
    np.testing.assert_array_equal(haze(SCENE, transmission=1.0), SCENE)
    assert (haze(SCENE, transmission=0.0) == (220, 225, 235)).all()
    assert haze(np.zeros((1, 1, 3), np.uint8), transmission=0.5, airlight=(200, 100, 50)).tolist() == [[[100, 50, 25]]]


def test_blur_keeps_the_mean_of_each_band_and_smooths() -> None:
    blurred = blur(SCENE)
    np.testing.assert_allclose(blurred.mean(axis=(0, 1)), SCENE.mean(axis=(0, 1)), atol=2)
    assert blurred.std() < SCENE.std() / 2


def test_noise_has_its_strength_and_its_seed() -> None:
    grey = np.full((100, 100, 3), 128, np.uint8)
    assert noise(grey, sigma=10).astype(float).std() == pytest.approx(10, rel=0.05)
    assert (noise(grey, seed=1) != noise(grey, seed=2)).any()
    np.testing.assert_array_equal(noise(grey, seed=3), noise(grey, seed=3))


def test_jpeg_is_worse_with_less_quality() -> None:
    def error(quality: int) -> float:
        return float(np.abs(jpeg(SCENE, quality=quality).astype(int) - SCENE).mean())

    assert error(5) > error(50) > error(95)


def test_half_resolution_takes_away_what_alternates() -> None:
    board = np.indices((16, 16)).sum(axis=0) % 2 * 255
    picture = np.repeat(board[..., np.newaxis], 3, axis=2).astype(np.uint8)
    assert set(np.unique(half_resolution(picture))) <= {127, 128}


def test_swapped_bands_swap_back() -> None:
    assert swap_bands(np.array([[[1, 2, 3]]], dtype=np.uint8)).tolist() == [[[3, 2, 1]]]
    np.testing.assert_array_equal(swap_bands(swap_bands(SCENE)), SCENE)


def test_quarter_turns_of_squares_are_exact() -> None:
    square = SCENE[:, :48]
    np.testing.assert_array_equal(rotate(square), np.rot90(square))
    np.testing.assert_array_equal(rotate(square, angle_deg=-90), np.rot90(square, -1))
    np.testing.assert_array_equal(rotate(SCENE, angle_deg=180), SCENE[::-1, ::-1])
    np.testing.assert_array_equal(rotate(SCENE, angle_deg=0), SCENE)
    assert not np.shares_memory(rotate(SCENE, angle_deg=0), SCENE)


def test_any_angle_turns_the_same_way_as_quarter_turns() -> None:
    picture = np.zeros((41, 41, 3), np.uint8)
    picture[18:23, 30:] = 255  # a bar to the right of the centre
    turned = rotate(picture, angle_deg=89.0)
    rows, cols = np.nonzero(turned[..., 0] > 128)
    assert rows.mean() < 12  # is now above it
    assert cols.mean() == pytest.approx(20, abs=1)
