"""A picture becomes a raster that captioners and catalog take for any other."""

from __future__ import annotations

import numpy as np
import pytest

from tilescribe.describe.pictures import picture_pixels
from tilescribe.domain.bands import Role
from tilescribe.domain.tile import TileRef
from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.placement import place


def picture(**known: float) -> Picture:
    return Picture(filename="a.png", container="/data", member="a.png", captions=("x",), **known)  # type: ignore[arg-type]


PIXELS = np.arange(40 * 60 * 3, dtype=np.uint32).astype(np.uint8).reshape(40, 60, 3)


def test_the_captioner_sees_the_picture_as_it_is() -> None:
    raster, tile = place(picture(gsd_m=2.0), PIXELS, position=0)
    shown = picture_pixels(PIXELS, TileRef(1, 1, tile.level_m, tile.window), raster, side_px=224)
    np.testing.assert_array_equal(shown.rgb(), PIXELS)
    assert shown.gsd_m == 2.0
    assert tile.level_m == 120.0


def test_white_on_the_screen_is_a_brightness_of_one() -> None:
    white = np.full((4, 4, 3), 255, dtype=np.uint8)
    raster, tile = place(picture(), white, position=0)
    shown = picture_pixels(white, TileRef(1, 1, tile.level_m, tile.window), raster, side_px=224)
    red = shown.physical(Role.RED)
    assert red is not None
    assert red.max() == pytest.approx(1.0)


def test_a_large_picture_is_averaged_down_to_what_the_captioner_looks_at() -> None:
    raster, tile = place(picture(gsd_m=1.0), PIXELS, position=0)
    shown = picture_pixels(PIXELS, TileRef(1, 1, tile.level_m, tile.window), raster, side_px=30)
    assert shown.data.shape == (3, 20, 30)
    assert shown.gsd_m == pytest.approx(2.0)
    assert shown.rgb()[0, 0, 0] == pytest.approx(PIXELS[:2, :2, 0].mean(), abs=1)


def test_a_picture_lies_at_its_own_place_at_its_own_size() -> None:
    raster, _ = place(picture(lat=60.0, lon=10.0, gsd_m=10.0), PIXELS, position=7)
    west, south, east, north = raster.footprint.bounds
    assert (west + east) / 2 == pytest.approx(10.0)
    assert (south + north) / 2 == pytest.approx(60.0)
    assert (north - south) * 111_320 == pytest.approx(400, rel=1e-3)
    assert (east - west) * 111_320 / 2 == pytest.approx(600, rel=1e-3)  # a degree of longitude is half as long there


@pytest.mark.parametrize(("lat", "lon"), [(90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0)])
def test_a_picture_at_the_edge_of_the_world_stays_on_it(lat: float, lon: float) -> None:
    raster, _ = place(picture(lat=lat, lon=lon, gsd_m=1000.0), PIXELS, position=0)
    west, south, east, north = raster.footprint.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


def test_pictures_without_a_place_do_not_lie_on_each_other() -> None:
    shapes = [place(picture(), PIXELS, position=position)[0].footprint for position in (0, 1, 199, 200, 201)]
    for first in shapes:
        assert sum(first.intersects(other) for other in shapes) == 1


def test_the_fingerprint_tells_pixels_and_shape() -> None:
    turned = PIXELS.reshape(60, 40, 3)
    prints = {place(picture(), pixels, position=0)[0].fingerprint for pixels in (PIXELS, PIXELS + 1, turned, None)}
    assert len(prints) == 4
