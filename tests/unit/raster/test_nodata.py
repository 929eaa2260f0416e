"""Nodata is compared as GDAL does it, band by band, guessed where none is declared, and what the user says wins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Raster
from tilescribe.domain.tile import TileRef, Window
from tilescribe.errors import InvalidOptionError
from tilescribe.raster import BlankTile, UnreadableTile, open_raster, parse_nodata, read_tiles, scan_scene
from tilescribe.raster.nodata import equals_nodata
from tilescribe.testing.rasters import make_pixels, make_raster

LOWEST = float(np.finfo(np.float32).min)
SIDE = 128


def read_whole(raster: Raster, *, side_px: int = SIDE) -> TilePixels | BlankTile | UnreadableTile:
    tile = TileRef(0, 1, 1280.0, Window(0, 0, raster.height, raster.width))
    (outcome,) = read_tiles(raster, [tile], scene=scan_scene(raster), side_px=side_px)
    return outcome


def picture(dtype: str, *, fill: float, count: int = 3, columns: int = 40) -> NDArray[Any]:
    pixels = make_pixels(width=SIDE, height=SIDE, count=count, dtype=dtype)
    pixels[:, :, :columns] = fill
    return pixels


def valid_columns(outcome: object) -> list[bool]:
    assert isinstance(outcome, TilePixels)
    assert (outcome.valid == outcome.valid[:1]).all()
    return [bool(value) for value in outcome.valid[0]]


HIDDEN_40 = [False] * 40 + [True] * 88


@pytest.mark.parametrize(
    ("dtype", "nodata", "stored"),
    [
        ("float32", -3.40282306073709653e38, LOWEST),
        ("float32", -3.4028234663852886e38, LOWEST),
        ("float32", -3.40282e38, LOWEST),
        ("float32", 0.1, 0.1),
        ("float32", 1e-3, 0.0),
        ("float64", -1.7976931348623157e308, -1.7976931348623157e308),
        ("float64", -3.4028234663852886e38, -3.4028234663852886e38),
        ("float64", float("nan"), float("nan")),
        ("uint8", 255.0, 255),
        ("uint8", -9999.0, 1),
        ("uint8", 256.0, 0),
        ("int16", -32768.0, -32768),
        ("uint16", 65535.0, 65535),
        ("uint16", float("nan"), 0),
    ],
)
def test_equal_is_what_is_equal_to_gdal(tmp_path: Path, dtype: str, nodata: float, stored: float) -> None:
    pixels = picture(dtype, fill=stored, count=1)
    path = make_raster(tmp_path / "a.tif", count=1, dtype=dtype, width=SIDE, height=SIDE, pixels=pixels)
    text = f'<PAMDataset><PAMRasterBand band="1"><NoDataValue>{nodata!r}</NoDataValue></PAMRasterBand></PAMDataset>'
    Path(f"{path}.aux.xml").write_text(text)  # as it came: GDAL refuses to write what the type cannot hold
    with rasterio.open(path) as source:
        masked, data = source.read_masks(1) == 0, source.read(1)
    found = equals_nodata(data, nodata)
    np.testing.assert_array_equal(np.zeros_like(masked) if found is None else found, masked)
    opened = open_raster(path)
    if masked.any():
        assert valid_columns(read_whole(opened)) == HIDDEN_40


@pytest.mark.parametrize("dtype", ["int16", "float32"])
@pytest.mark.parametrize("value", [-9999.0, -32768.0])
def test_an_undeclared_conventional_value_is_guessed_with_a_notice(tmp_path: Path, dtype: str, value: float) -> None:
    path = make_raster(tmp_path / "a.tif", dtype=dtype, width=SIDE, height=SIDE, pixels=picture(dtype, fill=value))
    raster = open_raster(path)
    assert raster.nodata == (value,) * 3
    assert any(f"{value:g}" in notice and "--nodata none" in notice for notice in raster.notices)
    assert valid_columns(read_whole(raster)) == HIDDEN_40
    assert min(scan_scene(raster).stretch.low) > 0


@pytest.mark.parametrize("dtype", ["int16", "int32", "float32", "float64"])
def test_the_lowest_value_of_a_type_is_guessed(tmp_path: Path, dtype: str) -> None:
    lowest = (np.iinfo(dtype) if dtype.startswith("int") else np.finfo(dtype)).min
    pixels = picture(dtype, fill=lowest)
    raster = open_raster(make_raster(tmp_path / "a.tif", dtype=dtype, width=SIDE, height=SIDE, pixels=pixels))
    assert raster.nodata == (float(lowest),) * 3
    assert valid_columns(read_whole(raster)) == HIDDEN_40


@pytest.mark.filterwarnings("error")
def test_the_lowest_float64_is_looked_at_without_a_warning(tmp_path: Path) -> None:
    pixels = picture("float64", fill=float(np.finfo(np.float64).min))
    path = make_raster(tmp_path / "a.tif", dtype="float64", width=SIDE, height=SIDE, pixels=pixels)
    assert open_raster(path, nodata="none").nodata == ()


def test_minus_infinity_is_not_taken_for_the_lowest_float64(tmp_path: Path) -> None:
    pixels = picture("float32", fill=-np.inf)
    path = make_raster(tmp_path / "a.tif", dtype="float32", width=SIDE, height=SIDE, pixels=pixels)
    assert open_raster(path).nodata == ()


def test_values_among_others_are_no_nodata(tmp_path: Path) -> None:
    """Depths and heights down to -12,000 m: -9999 is one of them."""
    pixels = np.linspace(-12000, 500, SIDE * SIDE).reshape(1, SIDE, SIDE).astype("int16")
    pixels[0, :10] = -9999
    path = make_raster(tmp_path / "a.tif", count=1, width=SIDE, height=SIDE, dtype="int16", pixels=pixels)
    raster = open_raster(path)
    assert raster.nodata == ()
    assert not any("nodata" in notice for notice in raster.notices)


def test_a_guess_leaves_averages_of_coarse_levels_clean(tmp_path: Path) -> None:
    pixels = picture("float32", fill=-9999.0, columns=41)
    raster = open_raster(make_raster(tmp_path / "a.tif", dtype="float32", width=SIDE, height=SIDE, pixels=pixels))
    outcome = read_whole(raster, side_px=SIDE // 4)
    assert isinstance(outcome, TilePixels)
    assert outcome.valid[:, 10].all()  # a quarter of it is fill, which does not count
    assert outcome.data[:, outcome.valid].min() > 0


def test_each_band_has_its_own_value_in_a_vrt(tmp_path: Path) -> None:
    pixels = make_pixels(width=SIDE, height=SIDE, count=2, dtype="uint8")
    pixels[0, :, :40], pixels[1, :, :40] = 7, 9
    pixels[0, :, 40:50] = 7  # there the second band has a picture
    pixels[:, :, 60:70] = 9
    source = make_raster(tmp_path / "a.tif", count=2, width=SIDE, height=SIDE, pixels=pixels)
    bands = "".join(
        f'<VRTRasterBand dataType="Byte" band="{band}"><NoDataValue>{value}</NoDataValue>'
        f"<SimpleSource><SourceFilename>{source}</SourceFilename><SourceBand>{band}</SourceBand></SimpleSource>"
        "</VRTRasterBand>"
        for band, value in ((1, 7), (2, 9))
    )
    with rasterio.open(source) as opened:
        place = f"<SRS>{opened.crs.to_wkt()}</SRS><GeoTransform>500000,10,0,5300000,0,-10</GeoTransform>"
    path = tmp_path / "a.vrt"
    path.write_text(f'<VRTDataset rasterXSize="{SIDE}" rasterYSize="{SIDE}">{place}{bands}</VRTDataset>')
    raster = open_raster(str(path))
    assert raster.nodata == (7.0, 9.0)
    assert valid_columns(read_whole(raster)) == HIDDEN_40


@pytest.mark.parametrize(
    ("declared", "forced", "valid"),
    [
        (None, "3", HIDDEN_40),
        (None, "3,3,3", HIDDEN_40),
        (3, "none", [True] * SIDE),
        (200, "3", HIDDEN_40),
        (3, None, HIDDEN_40),
        (None, None, [True] * SIDE),
    ],
)
def test_what_the_user_says_overrules_the_file(
    tmp_path: Path, declared: float | None, forced: str | None, valid: list[bool]
) -> None:
    pixels = picture("uint8", fill=3)
    path = make_raster(tmp_path / "a.tif", width=SIDE, height=SIDE, pixels=pixels, nodata=declared)
    outcome = read_whole(open_raster(path, nodata=forced))
    assert valid_columns(outcome) == valid


@pytest.mark.parametrize("kind", ["palette", "gcps", "overviews", "rotated"])
def test_a_forced_value_holds_for_rasters_of_every_kind(tmp_path: Path, kind: str) -> None:
    count = 1 if kind == "palette" else 3
    pixels = picture("uint8", fill=3, count=count)
    path = make_raster(tmp_path / "a.tif", kind=kind, count=count, width=SIDE, height=SIDE, pixels=pixels)
    raster = open_raster(path, nodata="3")
    assert valid_columns(read_whole(raster)) == HIDDEN_40


def test_what_is_typed_is_read_or_refused() -> None:
    assert parse_nodata(" None ") == ()
    assert parse_nodata("-9999") == (-9999.0,)
    assert parse_nodata("0, 0,255") == (0.0, 0.0, 255.0)
    assert np.isnan(parse_nodata("nan")).all()
    with pytest.raises(InvalidOptionError, match="black"):
        parse_nodata("black")


def test_another_number_of_values_than_bands_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidOptionError, match="2 nodata values"):
        open_raster(make_raster(tmp_path / "a.tif"), nodata="0,255")
