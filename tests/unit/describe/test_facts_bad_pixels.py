"""Facts get through whatever a raster holds, and stay silent where nothing can be said."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from tests.unit.describe.made_up import tile_of

from tilescribe.describe import load_captioner
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import Caption, DescriptionKind, Measurements
from tilescribe.domain.pixels import TilePixels

RGB = (Role.RED, Role.GREEN, Role.BLUE)
LAYOUTS = {
    "grey": (Role.GREY,),
    "rgb": RGB,
    "rgbn": (*RGB, Role.NIR),
    "colour infrared": (Role.NIR, Role.RED, Role.GREEN),
    "short-wave": (Role.SWIR1, Role.NIR, Role.RED, Role.GREEN),
    "nir and red": (Role.NIR, Role.RED),
    "13 bands": (
        Role.COASTAL, Role.BLUE, Role.GREEN, Role.RED, Role.RED_EDGE, Role.RED_EDGE, Role.RED_EDGE, Role.NIR,
        Role.NIR_NARROW, Role.WATER_VAPOUR, Role.CIRRUS, Role.SWIR1, Role.SWIR2,
    ),
    "radar": (Role.VV, Role.VH),
    "unknown": (Role.OTHER, Role.OTHER, Role.OTHER),
}  # fmt: skip
DTYPES = [np.uint8, np.uint16, np.int16, np.float32, np.float64]
SHARES = ("water", "vegetation", "bare", "burnt", "snow", "cloud", "built_up", "brightness", "texture", "lines")


def caption_of(tile: TilePixels) -> Caption:
    (caption,) = load_captioner("facts").describe([tile])
    return caption


def assert_sound(caption: Caption) -> None:
    assert caption.failure is None
    assert caption.measurements is not None
    numbers = {name: value for name, value in asdict(caption.measurements).items() if isinstance(value, float)}
    assert all(np.isfinite(value) for value in numbers.values()), numbers
    assert all(-1e-6 <= numbers[name] <= 1 + 1e-6 for name in SHARES if name in numbers), numbers
    assert all(-1 <= numbers[name] <= 1 for name in ("ndvi", "ndwi", "nbr") if name in numbers), numbers
    for said in caption.descriptions:
        assert said.text.endswith(".")
        assert said.text == " ".join(said.text.split())
        assert len(said.text.split()) < 100


@st.composite
def any_tile(draw: st.DrawFn) -> TilePixels:
    roles = LAYOUTS[draw(st.sampled_from(sorted(LAYOUTS)))]
    dtype = np.dtype(draw(st.sampled_from(DTYPES)))
    height, width = draw(st.integers(1, 70)), draw(st.integers(1, 70))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    data = _numbers(rng, dtype, (len(roles), height, width))
    if dtype.kind == "f":
        odd = rng.random(data.shape) < draw(st.sampled_from([0.0, 0.1, 1.0]))
        data[odd] = draw(st.sampled_from([np.nan, np.inf, -np.inf, -3.4e38, 0.0]))
    valid = rng.random((height, width)) < draw(st.sampled_from([0.0, 0.02, 0.7, 1.0]))
    quantity = draw(st.sampled_from(list(Quantity)))
    return tile_of(data, roles, quantity=quantity, valid=valid, scale=draw(st.sampled_from([1.0, 1e-4, 1 / 255])))


def _numbers(rng: np.random.Generator, dtype: np.dtype, shape: tuple[int, ...]) -> NDArray[np.generic]:  # type: ignore[type-arg]
    if dtype.kind == "f":
        return rng.uniform(-0.2, 1.4, shape).astype(dtype)
    top = np.iinfo(dtype).max
    return rng.integers(np.iinfo(dtype).min, top, shape, dtype=dtype, endpoint=True)


@settings(max_examples=150, deadline=None)
@given(any_tile())
def test_any_tile_gets_a_sound_caption_without_a_warning(tile: TilePixels) -> None:
    assert_sound(caption_of(tile))


@settings(max_examples=25, deadline=None)
@given(hnp.arrays(np.uint8, (3, 24, 24)))
def test_the_same_pixels_get_the_same_caption(data: NDArray[np.uint8]) -> None:
    assert caption_of(tile_of(data)) == caption_of(tile_of(data.copy()))


def test_a_caption_does_not_depend_on_the_batch() -> None:
    rng = np.random.default_rng(0)
    tiles = [tile_of(rng.integers(0, 256, (3, 40, 40), dtype=np.uint8)) for _ in range(3)]
    captioner = load_captioner("facts")
    assert captioner.describe(tiles) == [caption for tile in tiles for caption in captioner.describe([tile])]
    assert captioner.describe([]) == []


@pytest.mark.parametrize("value", [0, 1, 128, 255])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_constant_tile_is_described_without_a_warning(layout: str, value: int) -> None:
    roles = LAYOUTS[layout]
    assert_sound(caption_of(tile_of(np.full((len(roles), 16, 16), value, np.uint8), roles)))


@pytest.mark.parametrize(("height", "width"), [(16, 16), (1, 1), (1, 224), (512, 96), (225, 223)])
def test_any_size_is_described(height: int, width: int) -> None:
    data = np.random.default_rng(0).integers(0, 256, (4, height, width), dtype=np.uint8)
    assert_sound(caption_of(tile_of(data, LAYOUTS["rgbn"])))


def test_a_tile_without_a_valid_pixel_is_not_described() -> None:
    caption = caption_of(tile_of(np.zeros((3, 32, 32), np.uint8), valid=np.zeros((32, 32), np.bool_)))
    assert caption == Caption(measurements=Measurements())


def test_invalid_pixels_change_nothing() -> None:
    rng = np.random.default_rng(0)
    data = rng.uniform(0.02, 0.4, (4, 96, 96)).astype(np.float32)
    valid = np.ones((96, 96), np.bool_)
    valid[:, 60:] = False
    tiles = []
    for filler in (0.0, -9999.0, np.nan):
        filled = data.copy()
        filled[:, ~valid] = filler
        tiles.append(tile_of(filled, LAYOUTS["rgbn"], quantity=Quantity.REFLECTANCE, valid=valid))
    first, *others = (caption_of(tile) for tile in tiles)
    assert all(other == first for other in others)


def test_radar_tells_structure_and_nothing_else() -> None:
    noise = np.random.default_rng(0).exponential(0.1, (2, 64, 64)).astype(np.float32)
    caption = caption_of(tile_of(noise, LAYOUTS["radar"], quantity=Quantity.BACKSCATTER))
    assert [said.kind for said in caption.descriptions] == [DescriptionKind.SUMMARY]
    assert "radar" in caption.descriptions[0].text
    assert caption.measurements is not None
    assert caption.measurements.water is caption.measurements.vegetation is caption.measurements.colours is None
    assert caption.measurements.texture is not None


def test_values_that_are_no_picture_are_passed_over_in_silence() -> None:
    heights = np.random.default_rng(0).uniform(0, 900, (1, 64, 64)).astype(np.float32)
    caption = caption_of(tile_of(heights, (Role.OTHER,), quantity=Quantity.OTHER))
    assert caption == Caption(measurements=Measurements())


def test_bands_of_more_than_eight_bits_are_judged_by_the_exposure_of_the_scene() -> None:
    rng = np.random.default_rng(0)
    picture = (np.array([85, 115, 60])[:, None, None] * rng.normal(1, 0.06, (1, 96, 96))).astype(np.float32)
    white = np.full((3, 96, 24), 205, np.float32)
    scene = np.concatenate([picture, white], axis=2)
    eight = caption_of(tile_of(scene.astype(np.uint8)))
    eleven = caption_of(tile_of((scene * 4).astype(np.uint16), scale=1 / 65_535))
    assert eight.measurements is not None
    assert eleven.measurements is not None
    assert eight.measurements.vegetation == pytest.approx(eleven.measurements.vegetation, abs=0.02)
    assert (eight.measurements.vegetation or 0) > 0.5


@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("empty", [Role.NIR, Role.BLUE, Role.RED])
def test_a_band_that_holds_nothing_tells_nothing(empty: Role, value: int) -> None:
    rng = np.random.default_rng(0)
    grass = np.array([85, 115, 60, 150])[:, None, None] * rng.normal(1, 0.08, (1, 96, 96))
    data = np.clip(grass, 1, 255).astype(np.uint8)
    roles = LAYOUTS["rgbn"]
    assert (caption_of(tile_of(data, roles)).measurements or Measurements()).vegetation == pytest.approx(1, abs=0.02)
    data[roles.index(empty)] = value
    caption = caption_of(tile_of(data, roles))
    assert not (caption.measurements or Measurements()).water
    assert not any("water" in one.text or "snow" in one.text for one in caption.descriptions)
