"""The earlier picture in the light of the later one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from shapely import MultiPolygon

from tilescribe.describe.change.light import common_light, matched
from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.pair import PairPixels, Shift
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Georeferencing, Raster, Stretch
from tilescribe.domain.tile import TileRef, Window

SIDE = 224
RGB = (Role.RED, Role.GREEN, Role.BLUE)


def scene(seed: int = 0, bands: int = 3) -> NDArray[np.float64]:
    """(bands, SIDE, SIDE) 0 to 1: fields, houses and roads, roughly."""
    random = np.random.default_rng(seed)
    fields = gaussian_filter(random.random((SIDE, SIDE)), 20)
    fields = np.digitize(fields, np.quantile(fields, (0.25, 0.5, 0.75))) / 4 + 0.1
    for _ in range(60):
        row, col = random.integers(0, SIDE - 16, 2)
        height, width = random.integers(5, 16, 2)
        fields[row : row + height, col : col + width] = random.uniform(0.2, 1)
    colours = random.uniform(0.6, 1, (bands, 1, 1))
    return np.clip(fields * colours + random.normal(0, 0.01, (bands, SIDE, SIDE)), 0, 1)


def tile_of(
    picture: NDArray[np.float64],
    *,
    roles: tuple[Role, ...] = RGB,
    quantity: Quantity = Quantity.BRIGHTNESS,
    scale: float = 1 / 255,
    valid: NDArray[np.bool_] | None = None,
) -> dict[str, Any]:
    """What `TilePixels` is made of; `picture` in physical values."""
    raster = Raster(
        path="made-up.tif",
        fingerprint="0",
        driver="GTiff",
        width=SIDE,
        height=SIDE,
        dtype="uint16",
        bands=tuple(Band(index, role, scale) for index, role in enumerate(roles, start=1)),
        nodata=(),
        palette=False,
        profile="made-up",
        profile_source="user",
        quantity=quantity,
        crs="EPSG:32633",
        georeferencing=Georeferencing.GEOTRANSFORM,
        transform=(1.0, 0.0, 0.0, 0.0, -1.0, 0.0),
        gsd_x_m=1.0,
        gsd_y_m=1.0,
        footprint=MultiPolygon(),
        acquired=None,
        acquired_source="",
        sensor=None,
        has_overviews=False,
    )
    data = np.rint(picture / scale).astype(np.uint16)
    low, high = np.percentile(data.reshape(len(data), -1), (2, 98), axis=1)
    whole = np.ones(data.shape[1:], dtype=bool)
    return {
        "tile": TileRef(1, 1, SIDE, Window(0, 0, SIDE, SIDE)),
        "raster": raster,
        "stretch": Stretch(tuple(low), tuple(high)),
        "data": data,
        "valid": whole if valid is None else valid,
    }


def pair_of(
    before: dict[str, Any], after: dict[str, Any], *, comparable: NDArray[np.bool_] | None = None, gsd_ratio: float = 1
) -> PairPixels:
    both = before["valid"] & after["valid"]
    return PairPixels(
        **after,
        before=TilePixels(**before),
        shift=Shift(0, 0, 1),
        comparable=both if comparable is None else comparable,
        coverage=1.0,
        detail_m=max(1.0, gsd_ratio),
        gsd_ratio=gsd_ratio,
        angle_deg=0.0,
        before_paths=("before.tif",),
    )


def hazier(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Another sun and haze: each band by a line of its own."""
    gains, offsets = np.array([0.6, 0.55, 0.5]), np.array([0.05, 0.08, 0.15])
    return picture * gains[:, None, None] + offsets[:, None, None]


def flooded(picture: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    wet = picture.copy()
    wet[:, :, : round(SIDE * share)] = np.array([0.3, 0.28, 0.2])[:, None, None]
    return wet


def difference(pair: PairPixels, columns: slice) -> float:
    """Root mean square of what differs, as display brightness."""
    pictures = matched(pair)
    return float(np.sqrt(((pictures.after - pictures.before)[:, columns] ** 2).mean()))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("quantity", [Quantity.BRIGHTNESS, Quantity.REFLECTANCE])
def test_another_light_is_no_difference(seed: int, quantity: Quantity) -> None:
    picture = scene(seed)
    pair = pair_of(tile_of(picture, quantity=quantity), tile_of(hazier(picture), quantity=quantity))
    assert difference(pair, np.s_[:]) < 0.02
    assert matched(pair).residual < 0.02


@pytest.mark.parametrize("light", [lambda picture: picture, hazier])
@pytest.mark.parametrize("seed", range(4))
def test_half_a_tile_under_water_does_not_draw_the_light_to_it(
    seed: int, light: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> None:
    picture = scene(seed)
    pair = pair_of(tile_of(picture), tile_of(light(flooded(picture, 0.55))))
    assert difference(pair, np.s_[140:]) < 0.035
    assert difference(pair, np.s_[:110]) > 0.15


def test_where_all_has_changed_the_light_of_the_whole_raster_is_what_remains() -> None:
    picture = scene()
    dry = tile_of(picture, quantity=Quantity.REFLECTANCE, scale=1e-4)
    wet = tile_of(flooded(picture, 1), quantity=Quantity.REFLECTANCE, scale=1e-4)
    wet["stretch"] = dry["stretch"]
    pictures = matched(pair_of(dry, wet))
    for fit in pictures.fits:
        assert (fit.gain, fit.offset) == pytest.approx((1, 0), abs=0.03)
        assert fit.unchanged < 0.4


def test_a_field_all_under_water_is_not_taken_for_darker_light() -> None:
    field, water = (np.full((3, SIDE, SIDE), value) + scene() * 0.02 for value in (0.55, 0.3))
    unchanged = [pair_of(tile_of(scene(seed)), tile_of(hazier(scene(seed)))) for seed in range(3)]
    light = common_light(unchanged)
    stretches = unchanged[0].before.stretch, unchanged[0].stretch
    dry, wet = tile_of(field), tile_of(hazier(water))
    dry["stretch"], wet["stretch"] = stretches
    alone = pair_of(dry, wet)
    assert difference(replace(alone, light=light), np.s_[:]) > 0.2
    assert difference(replace(alone, light=light), np.s_[:]) > 3 * difference(alone, np.s_[:])


def test_the_light_of_two_rasters_is_found_from_their_pairs() -> None:
    pairs = [pair_of(tile_of(scene(seed)), tile_of(hazier(flooded(scene(seed), 0.3)))) for seed in range(4)]
    stretches = pairs[0].before.stretch, pairs[0].stretch
    pairs = [replace(pair, stretch=stretches[1], before=replace(pair.before, stretch=stretches[0])) for pair in pairs]
    found = {line.role: line for line in common_light(pairs)}
    assert set(found) == set(RGB)
    for at, (role, gain, offset) in enumerate(zip(RGB, (0.6, 0.55, 0.5), (0.05, 0.08, 0.15), strict=True)):
        before, after = ((one.low[at] / 255, (one.high[at] - one.low[at]) / 255) for one in stretches)
        assert found[role].gain == pytest.approx(gain * before[1] / after[1], rel=0.05)
        assert found[role].offset == pytest.approx((gain * before[0] + offset - after[0]) / after[1], abs=0.03)


def test_what_cannot_be_compared_is_even_and_takes_no_part() -> None:
    picture = scene()
    hidden = np.ones((SIDE, SIDE), dtype=bool)
    hidden[:90] = False
    clouded = hazier(picture)
    clouded[:, :90] = 0.95
    pictures = matched(pair_of(tile_of(picture), tile_of(clouded), comparable=hidden))
    assert not pictures.before[:90].any()
    assert not pictures.after[:90].any()
    assert float(np.abs(pictures.before - pictures.after)[92:].mean()) < 0.02


def test_invalid_pixels_do_not_bleed_into_what_is_compared() -> None:
    picture = scene()
    there = np.ones((SIDE, SIDE), dtype=bool)
    there[:, :50] = False
    black = picture.copy()
    black[:, :, :50] = 0
    pictures = matched(pair_of(tile_of(black, valid=there), tile_of(picture)))
    assert float(np.abs(pictures.before - pictures.after)[:, 50:54].max()) < 0.05


def test_a_coarser_earlier_picture_is_met_with_as_little_detail() -> None:
    picture = scene()
    coarse = np.stack([gaussian_filter(band, 1.2) for band in picture])
    blurred = pair_of(tile_of(coarse), tile_of(picture), gsd_ratio=3)
    taken_as_sharp = pair_of(tile_of(coarse), tile_of(picture), gsd_ratio=1)
    assert difference(blurred, np.s_[:]) < 0.6 * difference(taken_as_sharp, np.s_[:])


def test_a_picture_in_colours_is_compared_with_a_grey_one() -> None:
    picture = scene()
    grey = tile_of(picture.mean(axis=0, keepdims=True), roles=(Role.PAN,))
    pictures = matched(pair_of(grey, tile_of(picture)))
    assert pictures.roles == ("grey", "grey", "grey")
    assert float(np.abs(pictures.before - pictures.after).mean()) < 0.02


def test_bands_in_common_keep_their_physical_values() -> None:
    picture = scene(bands=4)
    roles = (*RGB, Role.NIR)
    later = tile_of(picture, roles=roles, quantity=Quantity.REFLECTANCE, scale=1e-4)
    earlier = tile_of(picture[::-1], roles=roles[::-1], quantity=Quantity.REFLECTANCE, scale=2e-4)
    pictures = matched(pair_of(earlier, later))
    before, after = pictures.bands[Role.NIR]
    assert float(np.abs(before - after).max()) < 0.02
    assert float(after.mean()) == pytest.approx(float(picture[3].mean()), abs=0.01)


def test_it_is_done_once_for_each_pair() -> None:
    pair = pair_of(tile_of(scene()), tile_of(scene()))
    assert matched(pair) is matched(pair)
