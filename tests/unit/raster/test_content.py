"""Masks, class maps, elevations and temperatures are told from pictures, and pictures stay pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from tilescribe.domain.bands import Quantity
from tilescribe.domain.raster import Raster
from tilescribe.raster import open_raster, reason_not_to_describe
from tilescribe.testing.rasters import make_pixels, make_raster

SIDE = 512
Pixels = NDArray[Any]


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


def relief(hurst: float = 0.9, *, side: int = SIDE) -> NDArray[np.float64]:
    """(side, side), 0 to 1: fractional Brownian relief by its spectrum."""
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(side), np.fft.fftfreq(side)))
    frequency[0, 0] = 1
    waves = np.fft.fft2(rng().normal(size=(side, side))) * frequency ** -(hurst + 1)
    surface = np.fft.ifft2(waves).real
    return np.asarray((surface - surface.min()) / np.ptp(surface))


def patches(count: int, *, cell: float = 12.0) -> NDArray[np.intp]:
    """(SIDE, SIDE) of 0 to `count`: areas some pixels across in no order, as land cover has them."""
    fields = [ndimage.gaussian_filter(rng().normal(size=(SIDE, SIDE)) if at == 0 else
              np.random.default_rng(at).normal(size=(SIDE, SIDE)), cell / 3) for at in range(count)]  # fmt: skip
    return np.argmax(np.stack(fields), axis=0)


def ground(low: float, high: float, *, grain: float = 0.35) -> NDArray[np.float64]:
    """(SIDE, SIDE) as a picture is: fields and edges with grain of the size of pixels."""
    fields = ndimage.gaussian_filter(rng().normal(size=(SIDE, SIDE)), 6)
    fields = np.where(fields > 0.02, 0.7, 0.3) + 0.1 * fields / fields.std()
    noise = ndimage.gaussian_filter(rng().normal(size=(SIDE, SIDE)), 0.6)
    picture = fields + grain * 0.3 * noise / noise.std()
    picture = (picture - picture.min()) / np.ptp(picture)
    return np.asarray(low + picture * (high - low))


def as_type(values: NDArray[Any], dtype: str) -> Pixels:
    return np.round(values).astype(dtype)[None] if np.dtype(dtype).kind in "iu" else values.astype(dtype)[None]


def buildings() -> Pixels:
    mask = np.zeros((SIDE, SIDE), dtype=np.uint8)
    for row, col, height, width in rng().integers((0, 0, 8, 8), (SIDE, SIDE, 30, 30), (140, 4)):
        mask[row : row + height, col : col + width] = 255
    return mask[None]


CODES = np.array([11, 21, 22, 31, 41, 42, 43, 52, 71, 81, 82, 90, 95])
"""Of the National Land Cover Database."""
NOT_PICTURES: dict[str, tuple[Callable[[], Pixels], str]] = {
    "building mask of 0 and 255": (buildings, "mask"),
    "building mask of 0 and 1": (lambda: buildings() // 255, "mask"),
    "cloud mask of floats": (lambda: (buildings() / 255).astype(np.float32), "mask"),
    "land cover codes": (lambda: CODES[patches(13)].astype(np.uint8)[None], "class-map"),
    "land cover of five classes": (lambda: patches(5).astype(np.uint8)[None], "class-map"),
    "labels of 16 bits": (lambda: (1000 * patches(9)).astype(np.uint16)[None], "class-map"),
    "class map drawn in colours": (
        lambda: np.moveaxis(np.random.default_rng(0).integers(0, 256, (7, 3))[patches(7)], -1, 0).astype(np.uint8),
        "class-map",
    ),
    "elevations of 16 bits": (lambda: as_type(400 + 1800 * relief(), "uint16"), "elevation"),
    "elevations with a sign": (lambda: as_type(-20 + 900 * relief(), "int16"), "elevation"),
    "elevations of floats": (lambda: as_type(80 + 120 * relief(), "float32"), "elevation"),
    "surface temperature in kelvins": (lambda: as_type(ground(285, 318), "float32"), "temperature"),
}
PICTURES: dict[str, Callable[[], Pixels]] = {
    "panchromatic satellite of 11 bits": lambda: as_type(ground(120, 1900), "uint16"),
    "panchromatic satellite, soft": lambda: as_type(ndimage.gaussian_filter(ground(120, 1900), 0.7), "uint16"),
    "historic air photo": lambda: as_type(ground(20, 210), "uint8"),
    "hazy air photo of few greys": lambda: as_type(ground(140, 160), "uint8"),
    "night lights": lambda: as_type(
        np.clip(rng().exponential(1.2, (SIDE, SIDE)) + 200 * (rng().random((SIDE, SIDE)) > 0.995), 0, 255), "uint8"
    ),
    "snow near saturation": lambda: as_type(np.clip(ground(235, 262), 0, 255), "uint8"),
    "dark water": lambda: as_type(ndimage.gaussian_filter(rng().normal(7, 3, (SIDE, SIDE)), 0.8), "uint8"),
    "radar of one band": lambda: as_type(800 * ground(0.2, 1) * rng().gamma(4, 0.25, (SIDE, SIDE)), "uint16"),
    "colour picture": lambda: make_pixels(width=SIDE, height=SIDE, count=3, dtype="uint8"),
    "four bands": lambda: make_pixels(width=SIDE, height=SIDE, count=4, dtype="uint16"),
    "clouds": lambda: np.repeat(as_type(np.clip(235 + 60 * (relief(0.4) - 0.3), 0, 255), "uint8"), 3, axis=0),
}


def opened(tmp_path: Path, pixels: Pixels, name: str = "scene.tif", **known: Any) -> Raster:
    count, height, width = pixels.shape
    path = make_raster(
        tmp_path / name, width=width, height=height, count=count, dtype=str(pixels.dtype), pixels=pixels, **known
    )
    return open_raster(path)


@pytest.mark.parametrize("what", NOT_PICTURES)
def test_what_is_no_picture_is_not_described_and_says_why(tmp_path: Path, what: str) -> None:
    make, profile = NOT_PICTURES[what]
    raster = opened(tmp_path, make())
    assert (raster.profile, raster.quantity) == (profile, Quantity.OTHER)
    assert reason_not_to_describe(raster)
    (notice,) = [one for one in raster.notices if "no picture" in one]
    assert "--profile" in notice


@pytest.mark.parametrize("what", PICTURES)
def test_pictures_stay_pictures(tmp_path: Path, what: str) -> None:
    raster = opened(tmp_path, PICTURES[what]())
    assert raster.quantity is not Quantity.OTHER, raster.notices
    assert reason_not_to_describe(raster) is None


@pytest.mark.parametrize("what", NOT_PICTURES)
def test_the_user_overrules(tmp_path: Path, what: str) -> None:
    pixels = NOT_PICTURES[what][0]()
    raster = opened(tmp_path, pixels)
    profile = "rgb" if len(pixels) == 3 else "grey"
    anyway = open_raster(raster.path, profile=profile)
    assert (anyway.profile, anyway.profile_source) == (profile, "user")
    assert reason_not_to_describe(anyway) is None
    assert not any("no picture" in one for one in anyway.notices)


def test_the_user_says_what_no_sample_tells(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "scene.tif", width=SIDE, height=SIDE, count=3)
    for profile in ("mask", "class-map", "elevation", "temperature"):
        assert reason_not_to_describe(open_raster(path, profile=profile)) is not None


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        ("n47_e011_dsm.tif", "elevation"),
        ("SRTM_30m.tif", "elevation"),
        ("area-DEM10.tif", "elevation"),
        ("MODIS_LST_2020.tif", "temperature"),
        ("LC08_L2SP_193026_20200831_20200906_02_T1_ST_B10.TIF", "temperature"),
        ("LC08_L1TP_193026_20200831_20200906_02_T1_B10.TIF", "temperature"),
        ("LE07_L1TP_193026_20000831_20200906_02_T1_B6.TIF", "temperature"),
        ("LC08_L2SP_193026_20200831_20200906_02_T1_QA_PIXEL.TIF", "class-map"),
        ("T32TQM_20200831T101559_SCL_20m.tif", "class-map"),
    ],
)
def test_names_say_what_the_pixels_do_not(tmp_path: Path, name: str, profile: str) -> None:
    raster = opened(tmp_path, as_type(ground(300, 40_000), "uint16"), name)
    assert raster.profile == profile


@pytest.mark.parametrize(
    "name", ["dem_area_pan.tif", "heights_ortho.tif", "demolition_site.tif", "thermalbad_zurzach.tif", "elevator.tif"]
)
def test_names_of_pictures_that_sound_like_it(tmp_path: Path, name: str) -> None:
    assert reason_not_to_describe(opened(tmp_path, as_type(ground(300, 4000), "uint16"), name)) is None


@pytest.mark.parametrize(("unit", "profile"), [("metre", "elevation"), ("m", "elevation"), ("Kelvin", "temperature")])
def test_a_unit_says_it(tmp_path: Path, unit: str, profile: str) -> None:
    import rasterio

    path = make_raster(tmp_path / "a.tif", count=1, dtype="uint16", pixels=as_type(ground(300, 4000), "uint16"),
                       width=SIDE, height=SIDE)  # fmt: skip
    with rasterio.open(path, "r+") as sink:
        sink.units = (unit,)
    assert open_raster(path).profile == profile


def test_a_panchromatic_band_of_a_known_sensor_is_a_picture(tmp_path: Path) -> None:
    raster = opened(tmp_path, as_type(ground(100, 1800), "uint16"), "WV02_20200101_pan.tif")
    assert (raster.profile, raster.quantity) == ("grey", Quantity.BRIGHTNESS)


# --- palettes ---------------------------------------------------------------------------------------------------------


def with_palette(path: Path, numbers: NDArray[Any], colours: NDArray[np.uint8]) -> Raster:
    import rasterio

    made = make_raster(
        path,
        kind="palette",
        width=SIDE,
        height=SIDE,
        count=1,
        pixels=numbers.astype(np.uint8)[None],
        photometric="palette",
    )
    with rasterio.open(made, "r+") as sink:
        sink.write_colormap(1, {number: (*map(int, colour), 255) for number, colour in enumerate(colours)})
    return open_raster(made)


@pytest.mark.parametrize("classes", [4, 13, 100])
def test_classes_with_a_palette_are_no_picture(tmp_path: Path, classes: int) -> None:
    colours = rng().integers(0, 256, (classes, 3)).astype(np.uint8)
    raster = with_palette(tmp_path / "landcover.tif", patches(classes), colours)
    assert raster.profile == "class-map"
    assert open_raster(raster.path, profile="rgb").quantity is Quantity.BRIGHTNESS


@pytest.mark.parametrize("colours", [256, 64])
def test_an_orthophoto_with_a_palette_is_a_picture(tmp_path: Path, colours: int) -> None:
    from PIL import Image

    photo = np.stack([ground(20, 200), ground(40, 220, grain=0.5), ground(30, 180)], axis=-1).astype(np.uint8)
    few = Image.fromarray(photo).quantize(colours)
    palette = np.array(few.getpalette()[: 3 * colours], dtype=np.uint8).reshape(-1, 3)  # type: ignore[index]
    assert with_palette(tmp_path / "ortho.tif", np.asarray(few), palette).profile == "rgb"


# --- what surrounds it ------------------------------------------------------------------------------------------------


def test_fill_does_not_make_a_mask_of_a_picture(tmp_path: Path) -> None:
    pixels = as_type(ground(20, 210), "uint8")
    pixels[:, :, : SIDE * 3 // 4] = 0
    assert opened(tmp_path, pixels).profile == "grey"
    assert opened(tmp_path, pixels, "declared.tif", nodata=0).profile == "grey"


def test_a_mask_that_jpeg_has_blurred_is_one(tmp_path: Path) -> None:
    assert opened(tmp_path, buildings(), compress="jpeg").profile == "mask"


def test_nodata_is_no_value_of_a_map(tmp_path: Path) -> None:
    heights = as_type(400 + 1800 * relief(), "int16")
    heights[:, 100:200] = -32_768
    assert opened(tmp_path, heights, nodata=-32_768).profile == "elevation"


def test_what_five_places_do_not_show_is_looked_for_all_over(tmp_path: Path) -> None:
    """Even, but for a part that none of the first five windows sees."""
    pixels = np.zeros((1, 1024, 1024), dtype=np.uint8)
    pixels[:, ::2] = 1
    pixels[0] = np.kron(np.arange(256 * 256).reshape(256, 256) % 2, np.ones((4, 4)))
    pixels[:, :, 896:] = np.random.default_rng(0).integers(0, 256, (1, 1024, 128))
    assert opened(tmp_path, pixels).quantity is not Quantity.OTHER
