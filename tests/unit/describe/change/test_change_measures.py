"""What is measured of two dates: what has changed, and nothing of what only looks otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, uniform_filter

from tilescribe.describe.change.evidence import reason_not_to_measure
from tilescribe.describe.change.measures import measure
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.pair import ChangeMeasures, PairPixels
from tilescribe.testing.pairs import pair_of

RGB = (Role.RED, Role.GREEN, Role.BLUE)
RGBN = (*RGB, Role.NIR)
MULTISPECTRAL = (Role.BLUE, Role.GREEN, Role.RED, Role.NIR, Role.SWIR1, Role.SWIR2)
# Reflectance in the order of MULTISPECTRAL.
GRASS = (0.04, 0.08, 0.05, 0.40, 0.20, 0.10)
MUDDY_WATER = (0.09, 0.11, 0.10, 0.05, 0.02, 0.01)
SOIL = (0.09, 0.12, 0.16, 0.24, 0.32, 0.28)
SCAR = (0.03, 0.04, 0.05, 0.06, 0.14, 0.18)

SIDE = 224
HALF = np.arange(SIDE)[:, None] >= SIDE // 2
"""(SIDE, 1), the southern half of a tile."""


def town(seed: int) -> NDArray[np.uint8]:
    """(3, 224, 224): grey streets, roofs of many colours and gardens between, as pictures of half a metre show them."""
    random = np.random.default_rng(seed)
    garden = np.array([80, 100, 60])[:, None, None] + 14 * gaussian_filter(random.normal(size=(SIDE, SIDE)), 1.5)
    picture = garden + random.normal(scale=3, size=(3, SIDE, SIDE))
    for row in range(-10 + int(random.integers(8)), SIDE, 36):
        picture[:, max(row, 0) : row + 8] = 115
        for column in range(int(random.integers(10)), SIDE, 30):
            height, width = random.integers(12, 19, 2)
            roof = random.integers([90, 60, 50], [210, 190, 190])[:, None, None]
            top, left = row + 11 + int(random.integers(4)), column + int(random.integers(6))
            picture[:, max(top, 0) : top + height, left : left + width] = roof
            picture[:, max(top, 0) : top + height, left + width : left + width + 3] = 35
    return np.asarray(np.clip(picture, 0, 255), dtype=np.uint8)


def fields(*surfaces: tuple[float, ...], seed: int = 0) -> NDArray[np.float32]:
    """(6, 224, 224) reflectance: as many strips from north to south, with some grain."""
    random = np.random.default_rng(seed)
    strip = np.minimum(np.arange(SIDE) * len(surfaces) // SIDE, len(surfaces) - 1)
    clean = np.array(surfaces)[strip].T[:, :, None] * np.ones((1, 1, SIDE))
    grain = 1 + 0.2 * uniform_filter(random.normal(size=(SIDE, SIDE)), 3)
    return np.asarray(clean * grain, dtype=np.float32)


def numbers(*surfaces: tuple[int, ...], seed: int = 0) -> NDArray[np.uint8]:
    """(bands, 224, 224): strips of digital numbers, each crossed by ditches of its own."""
    random = np.random.default_rng(seed)
    strip = np.minimum(np.arange(SIDE) * len(surfaces) // SIDE, len(surfaces) - 1)
    clean = np.array(surfaces)[strip].T[:, :, None] * np.ones((1, 1, SIDE))
    ditches = np.where(np.arange(SIDE) % 48 < 6, 0.6, 1.0)
    grain = 1 + 0.05 * random.normal(size=(SIDE, SIDE))
    return np.asarray(np.clip(clean * ditches * grain, 0, 255), dtype=np.uint8)


def measured(pair: PairPixels) -> ChangeMeasures:
    found = measure(pair)
    assert found is not None
    return found


def reflectance(before: NDArray[Any], after: NDArray[Any]) -> ChangeMeasures:
    return measured(pair_of(before, after, MULTISPECTRAL, quantity=Quantity.REFLECTANCE, gsd_m=10))


def test_water_gained_and_lost_are_the_parts_that_were_not_water_before() -> None:
    dry, wet = fields(GRASS, GRASS, SOIL, MUDDY_WATER), fields(GRASS, MUDDY_WATER, MUDDY_WATER, MUDDY_WATER, seed=1)
    flooded, drained = reflectance(dry, wet), reflectance(wet, dry)
    assert flooded.water_gained == pytest.approx(0.5, abs=0.02)
    assert flooded.water_lost == 0
    assert drained.water_lost == pytest.approx(0.5, abs=0.02)
    assert drained.water_gained == 0


def test_water_between_crowns_counts_though_it_fills_no_cell() -> None:
    forest = fields(GRASS)
    flooded = fields(GRASS, seed=1)
    gaps = np.zeros((SIDE, SIDE), np.bool_)
    for row in range(4):
        for column in range(4):
            gaps[2 + row :: 14, 2 + column :: 14] = True
    flooded[:, gaps] = np.array(MUDDY_WATER, dtype=np.float32)[:, None]
    found = reflectance(forest, flooded)
    assert found.water_gained is not None
    assert 0.01 < found.water_gained < 2 * gaps.mean()
    assert reflectance(forest, fields(GRASS, seed=2)).water_gained == 0


def test_a_tile_that_is_all_under_water_is_not_brought_into_the_light_of_the_water() -> None:
    flooded = reflectance(fields(GRASS, SOIL), fields(MUDDY_WATER, seed=1))
    assert flooded.water_gained == pytest.approx(1, abs=0.02)
    assert flooded.vegetation_lost == pytest.approx(0.5, abs=0.02)
    assert flooded.magnitude > 0.9


def test_other_gains_of_uncalibrated_bands_make_no_lake_of_a_field() -> None:
    # Digital numbers of red, green, blue, near infrared, as aerial cameras give them.
    crops, stubble, lake = (70, 95, 70, 140), (130, 125, 100, 105), (40, 60, 55, 25)
    before = numbers(crops, stubble, crops, stubble, lake)
    after = numbers(crops, lake, crops, stubble, lake, seed=1)
    dim = np.clip(after * np.array([1.0, 1.0, 1.0, 0.62])[:, None, None], 0, 255).astype(np.uint8)
    for later in (after, dim):
        found = measured(pair_of(before, later, RGBN, gsd_m=5))
        assert found.water_gained == pytest.approx(0.2, abs=0.03)
        assert found.water_lost == pytest.approx(0, abs=0.01)


def test_burnt_ground_is_told_from_a_harvest() -> None:
    before = fields(GRASS, GRASS, GRASS, GRASS)
    burnt = reflectance(before, fields(GRASS, SCAR, SCAR, GRASS, seed=1))
    harvested = reflectance(before, fields(GRASS, SOIL, SOIL, GRASS, seed=1))
    assert burnt.burnt == pytest.approx(0.5, abs=0.02)
    assert burnt.dnbr is not None
    assert burnt.dnbr > 0.25
    assert harvested.burnt == 0
    assert harvested.vegetation_lost == pytest.approx(0.5, abs=0.02)
    assert harvested.bare_gained == pytest.approx(0.5, abs=0.02)


def test_vegetation_that_comes_back_is_gained() -> None:
    grown = reflectance(fields(GRASS, SOIL, SOIL), fields(GRASS, GRASS, GRASS, seed=1))
    assert grown.vegetation_gained == pytest.approx(2 / 3, abs=0.02)
    assert grown.vegetation_lost == 0


def test_what_all_vegetation_loses_alike_is_the_season() -> None:
    summer = fields(GRASS, SOIL, GRASS)
    autumn = fields((0.05, 0.08, 0.08, 0.22, 0.22, 0.14), SOIL, (0.05, 0.08, 0.08, 0.22, 0.22, 0.14), seed=1)
    turned = reflectance(summer, autumn)
    assert turned.vegetation_lost == pytest.approx(0, abs=0.01)
    assert turned.burnt == 0


def test_without_infrared_nothing_is_said_of_fire() -> None:
    picture = town(0)
    assert measured(pair_of(picture, picture)).burnt is None
    assert measured(pair_of(picture, picture)).dnbr is None
    one_band = measured(pair_of(picture[:1], picture[:1], (Role.PAN,)))
    assert one_band.water_gained is one_band.vegetation_lost is one_band.bare_gained is None
    assert one_band.magnitude == pytest.approx(0, abs=0.01)
    assert one_band.structure_lost == pytest.approx(0, abs=0.01)


def darker(picture: NDArray[np.uint8]) -> NDArray[Any]:
    return np.asarray(255 * (picture / 255) ** 1.3 * 0.6)


def blurred(picture: NDArray[np.uint8]) -> NDArray[Any]:
    return np.stack([gaussian_filter(band.astype(float), 1.5) for band in picture])


def shifted(picture: NDArray[np.uint8]) -> NDArray[Any]:
    return np.asarray(np.roll(picture, (2, -2), axis=(1, 2)))


def recoloured(picture: NDArray[np.uint8]) -> NDArray[Any]:
    return np.asarray(picture * np.array([1.15, 0.95, 0.7])[:, None, None] + np.array([5, 0, 12])[:, None, None])


@pytest.mark.parametrize("alter", [darker, blurred, shifted, recoloured])
def test_another_light_sharpness_place_or_colour_is_no_change(
    alter: Callable[[NDArray[np.uint8]], NDArray[Any]],
) -> None:
    before = town(0)
    after = np.clip(alter(before), 0, 255).astype(np.uint8)
    same = measured(pair_of(before, after))
    assert same.magnitude < 0.1
    assert same.structure_lost is not None
    assert same.structure_lost < 0.05
    assert same.water_gained is not None
    assert same.water_gained < 0.02
    assert same.vegetation_lost is not None
    assert same.vegetation_lost < 0.05
    assert measured(pair_of(before, town(1))).magnitude > 0.5


def test_magnitude_grows_with_the_share_that_has_changed() -> None:
    before, other = town(0), town(1)
    magnitudes = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        after = before.copy()
        after[:, : int(share * SIDE)] = other[:, : int(share * SIDE)]
        magnitudes.append(measured(pair_of(before, after)).magnitude)
    assert magnitudes[0] == pytest.approx(0, abs=0.01)
    assert all(later > earlier + 0.1 for earlier, later in itertools.pairwise(magnitudes))


def test_a_town_that_is_levelled_loses_its_structure_and_one_that_is_built_gains_it() -> None:
    built, levelled = town(0), town(0)
    random = np.random.default_rng(5)
    levelled[:, HALF[:, 0]] = random.integers(95, 110, (3, int(HALF.sum()), SIDE))
    lost, gained = measured(pair_of(built, levelled)), measured(pair_of(levelled, built))
    assert lost.structure_lost is not None
    assert lost.structure_lost > 0.15
    assert lost.structure_gained is not None
    assert lost.structure_gained < 0.05
    assert gained.structure_gained is not None
    assert gained.structure_gained > 0.15
    assert gained.structure_lost is not None
    assert gained.structure_lost < 0.05


def test_only_what_can_be_compared_counts() -> None:
    before, after = town(0), town(0)
    after[:, HALF[:, 0]] = town(1)[:, HALF[:, 0]]
    northern = np.broadcast_to(~HALF, (SIDE, SIDE)).copy()
    same = measured(pair_of(before, after, comparable=northern))
    assert same.comparable == pytest.approx(0.5)
    assert same.magnitude < 0.1
    other = measured(pair_of(before, after, comparable=~northern))
    assert other.magnitude > 0.5
    whole = measured(pair_of(before, after))
    assert other.magnitude_error > whole.magnitude_error


def test_what_cannot_be_compared_is_said() -> None:
    picture = town(0)
    hidden = pair_of(picture, picture, comparable=np.zeros((SIDE, SIDE), np.bool_))
    assert measure(hidden) is None
    assert "0.0 % of the tile can be compared" in str(reason_not_to_measure(hidden))
    heights = pair_of(picture[:1], picture[:1], (Role.OTHER,), quantity=Quantity.OTHER)
    assert measure(heights) is None
    assert "no picture" in str(reason_not_to_measure(heights))
    tiny = pair_of(picture[:, :8, :8], picture[:, :8, :8])
    assert measure(tiny) is None
    assert "8 x 8 px is too small" in str(reason_not_to_measure(tiny))


def test_the_same_pair_gives_the_same_numbers() -> None:
    first, second = (measured(pair_of(town(0), town(1))) for _ in range(2))
    assert first == second


def test_all_shares_lie_between_nothing_and_everything() -> None:
    random = np.random.default_rng(3)
    for seed in range(3):
        noise = random.integers(0, 255, (4, SIDE, SIDE)).astype(np.uint8)
        found = measured(pair_of(noise, np.concatenate([town(seed), noise[:1]]), RGBN))
        shares = [
            getattr(found, name) for name in ChangeMeasures.__dataclass_fields__ if name not in {"dnbr", "brightness"}
        ]
        assert all(share is None or 0 <= share <= 1 for share in shares)


def test_dates_of_different_bands_are_compared_by_those_that_they_share() -> None:
    picture = town(0)
    with_infrared = np.concatenate([picture, np.full((1, SIDE, SIDE), 180, np.uint8)])
    found = measured(pair_of(picture, with_infrared, RGBN, before_roles=RGB))
    assert found.magnitude == pytest.approx(0, abs=0.01)
    assert found.water_gained == 0
    grey = picture.mean(axis=0, dtype=np.float32)[None].astype(np.uint8)
    panchromatic = measured(pair_of(grey, picture, RGB, before_roles=(Role.PAN,)))
    assert panchromatic.water_gained is None
    assert panchromatic.magnitude < 0.1


def test_numbers_that_are_none_do_not_spread_from_where_nothing_is_seen() -> None:
    seen = np.broadcast_to(~HALF, (SIDE, SIDE)).copy()
    whole = fields(GRASS, SOIL, GRASS, SOIL)
    before, after = (
        np.where(seen, dated, np.float32(np.nan)) for dated in (whole, fields(GRASS, SOIL, GRASS, SOIL, seed=1))
    )
    found = measured(pair_of(before, after, MULTISPECTRAL, quantity=Quantity.REFLECTANCE, gsd_m=10, comparable=seen))
    assert found.comparable == pytest.approx(0.5)
    assert found.water_gained == 0
    assert 0 <= found.magnitude < 0.3
    assert found.magnitude_error < 1
