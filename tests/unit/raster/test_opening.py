"""Opening: every kind of raster becomes a `Raster`, or is refused for the right reason."""

from __future__ import annotations

import os
import tempfile
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely

from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.raster import Georeferencing
from tilescribe.errors import (
    NotARasterError,
    NotGeoreferencedError,
    RasterNotFoundError,
    RasterPermissionError,
    RasterReadError,
)
from tilescribe.raster import dataset, open_raster
from tilescribe.raster.gdal import gdal_environment
from tilescribe.testing.rasters import DAMAGED, HIDDEN, PLACED, REFUSED, STORED, make_raster

SUFFIXES = {"png": ".png", "vrt": ".vrt", "container": ".nc"}
NEEDS = {"nan": {"dtype": "float32"}, "palette": {"count": 1}, "complex": {"dtype": "complex64"}}


def make(tmp_path: Path, kind: str, **keywords: object) -> str:
    path = tmp_path / f"scene{SUFFIXES.get(kind, '.tif')}"
    return make_raster(path, kind=kind, **{**NEEDS.get(kind, {}), **keywords})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [*PLACED, *HIDDEN, *STORED, *DAMAGED])
def test_every_kind_opens_and_lies_where_it_should(kind: str, tmp_path: Path) -> None:
    raster = open_raster(make(tmp_path, kind))
    assert (raster.width, raster.height) == (160, 128)
    assert shapely.is_valid(raster.footprint)
    assert not raster.footprint.is_empty
    assert raster.crs == PLACED.get(kind, PLACED["projected"])[0]
    assert raster.gsd_m > 0
    expected = {"gcps": Georeferencing.GCPS, "rpcs": Georeferencing.RPCS}.get(kind, Georeferencing.GEOTRANSFORM)
    assert raster.georeferencing is expected
    assert (raster.transform is None) is (expected is not Georeferencing.GEOTRANSFORM)
    assert raster.roles == (Role.RED, Role.GREEN, Role.BLUE)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
@pytest.mark.parametrize("count", [1, 3, 4, 8, 13])
@pytest.mark.parametrize("kind", ["nodata", "alpha", "mask", "wedge"])
def test_every_type_and_number_of_bands_opens(dtype: str, count: int, kind: str, tmp_path: Path) -> None:
    raster = open_raster(make(tmp_path, kind, dtype=dtype, count=count))
    assert raster.dtype == dtype
    assert [band.index for band in raster.bands] == list(range(1, count + 1))
    assert Role.ALPHA not in raster.roles
    assert raster.nodata == ((0,) * len(raster.bands) if kind == "nodata" else ())


@pytest.mark.parametrize(
    ("kind", "error", "says"),
    [
        ("no-transform", NotGeoreferencedError, r"nowhere on Earth .*world file"),
        ("no-crs", NotGeoreferencedError, r"no coordinate reference system.*gdal_edit\.py -a_srs"),
        ("local-crs", NotGeoreferencedError, r"'site grid'.*Engineering CRS"),
        ("complex", NotARasterError, "complex64"),
        ("empty", NotARasterError, "is empty"),
        ("text", NotARasterError, "no raster in"),
        ("web-page", NotARasterError, "web page"),
        ("container", NotARasterError, r"container of 3 rasters.*Band1.*Band3"),
        ("cut-header", RasterReadError, "damaged TIFF"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_path_and_a_remedy(
    kind: str, error: type[Exception], says: str, tmp_path: Path
) -> None:
    path = make(tmp_path, kind)
    with pytest.raises(error, match=says) as caught:
        open_raster(path)
    assert type(caught.value) is error
    assert path in str(caught.value)


def test_every_refused_kind_is_tested() -> None:
    tested = test_what_cannot_be_used_is_refused_with_its_path_and_a_remedy.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {case[0] for case in tested} == set(REFUSED)


def test_a_part_of_a_container_opens_by_the_name_that_the_error_gives(tmp_path: Path) -> None:
    path = make(tmp_path, "container")
    raster = open_raster(f"netcdf:{path}:Band2")
    assert (raster.width, raster.height, len(raster.bands)) == (160, 128, 1)


@pytest.mark.parametrize("path", ["/nowhere/a.tif", "/vsizip//nowhere.zip/a.tif", "a\0.tif"])
def test_a_file_that_is_not_there(path: str) -> None:
    with pytest.raises((RasterNotFoundError, RasterReadError), match=r"a\.tif|a\0\.tif"):
        open_raster(path)


def test_a_file_that_may_not_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(make_raster(Path(folder, "a.tif")))
        path.chmod(0)
        root = os.geteuid() == 0
        if root:  # Root, as whom containers run tests, may read everything.
            os.seteuid(65534)
        try:
            with pytest.raises(RasterPermissionError, match=r"a\.tif may not be read"):
                open_raster(str(path))
        finally:
            if root:
                os.seteuid(0)


def test_degrees_without_a_crs_are_taken_for_wgs84_and_it_is_said(tmp_path: Path) -> None:
    raster = open_raster(make(tmp_path, "no-crs", transform=PLACED["geographic"][1]))
    assert raster.crs == "EPSG:4326"
    assert "EPSG:4326" in raster.notices[0]
    assert raster.footprint.bounds == pytest.approx((15.0, 47.9872, 15.016, 48.0))


@pytest.mark.parametrize(
    "transform",
    [(1.0, 0.0, 0.0, 0.0, -1.0, 128.0), (0.1, 0.0, 0.0, 0.0, -0.1, 0.0), (10.0, 0.0, 20.0, 0.0, -10.0, 30.0)],
    ids=["pixels", "from the origin", "coarse"],
)
def test_small_numbers_without_a_crs_are_not_taken_for_degrees(
    transform: tuple[float, float, float, float, float, float], tmp_path: Path
) -> None:
    with pytest.raises(NotGeoreferencedError):
        open_raster(make(tmp_path, "no-crs", transform=transform))


def test_a_prj_beside_a_picture_gives_its_crs_and_a_bad_one_is_named(tmp_path: Path) -> None:
    path = make(tmp_path, "png")
    raster = open_raster(path)
    assert raster.crs == "EPSG:32633"
    assert raster.transform == pytest.approx(PLACED["projected"][1])
    assert "scene.prj" in raster.notices[0]
    (tmp_path / "scene.prj").write_text("nonsense")
    with pytest.raises(NotGeoreferencedError, match=r"scene\.prj holds no coordinate reference system"):
        open_raster(path)
    (tmp_path / "scene.prj").unlink()
    with pytest.raises(NotGeoreferencedError, match="no coordinate reference system"):
        open_raster(path)


def test_the_horizontal_part_of_a_compound_crs_counts(tmp_path: Path) -> None:
    assert open_raster(make(tmp_path, "projected", crs="EPSG:32633+5773")).crs == "EPSG:32633"


def test_a_crs_without_a_code_is_kept_as_wkt(tmp_path: Path) -> None:
    crs = "+proj=laea +lat_0=47 +lon_0=15 +datum=WGS84 +units=m"
    raster = open_raster(make(tmp_path, "projected", crs=crs, transform=(10, 0, 0, 0, -10, 0.5)))
    assert raster.crs.startswith("PROJCRS[")
    assert raster.footprint.bounds[:2] == pytest.approx((15, 47), abs=0.02)


def test_a_transform_that_squeezes_pixels_to_a_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotGeoreferencedError, match="no area"):
        open_raster(make(tmp_path, "projected", transform=(10, 0, 5e5, 10, 0, 5e6)))


def test_metres_under_a_geographic_crs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotGeoreferencedError, match="No pixel lies on Earth"):
        open_raster(make(tmp_path, "projected", crs="EPSG:4326"))


def test_a_near_infrared_tagged_as_alpha_is_a_band_and_a_real_alpha_is_not(tmp_path: Path) -> None:
    # GDAL tags the fourth of four 8-bit bands as alpha unless told otherwise.
    near_infrared = open_raster(make_raster(tmp_path / "a.tif", count=4))
    assert near_infrared.roles == (Role.RED, Role.GREEN, Role.BLUE, Role.NIR)
    assert "Band 4 is tagged as alpha" in near_infrared.notices[0]
    assert open_raster(make(tmp_path, "alpha")).roles == (Role.RED, Role.GREEN, Role.BLUE)
    named = make_raster(tmp_path / "b.tif", kind="alpha", descriptions=("red", "green", "blue", "nir"))
    assert open_raster(named).roles == (Role.RED, Role.GREEN, Role.BLUE, Role.NIR)


def test_a_palette_counts_as_three_bands_of_one(tmp_path: Path) -> None:
    raster = open_raster(make(tmp_path, "palette"))
    assert raster.palette
    assert [band.index for band in raster.bands] == [1, 1, 1]
    assert raster.quantity is Quantity.BRIGHTNESS


def test_overviews_are_seen(tmp_path: Path) -> None:
    assert open_raster(make(tmp_path, "overviews")).has_overviews
    assert not open_raster(make(tmp_path, "projected")).has_overviews


def test_the_users_time_wins_over_tags_and_name(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "20200831.tif", tags={"ACQUISITIONDATETIME": "2019-01-02"})
    detected = open_raster(path)
    assert (detected.acquired, detected.acquired_source) == (datetime(2019, 1, 2, tzinfo=UTC), "tags")
    forced = open_raster(path, acquired=datetime(2021, 5, 6, 2, tzinfo=timezone(timedelta(hours=2))))
    assert (forced.acquired, forced.acquired_source) == (datetime(2021, 5, 6, tzinfo=UTC), "user")


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged_pixels_are_an_error_of_this_raster_and_other_pixels_still_read(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    raster = open_raster(make(tmp_path, kind))
    with pytest.raises(RasterReadError, match="cannot be read"), dataset(raster) as source:
        source.read()
    with dataset(raster) as source:
        assert source.read(1, window=((0, 64), (0, 64))).any()
    assert capfd.readouterr() == ("", "")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", ["no-transform", "text", "truncated", "cut-header"])
def test_nothing_is_printed_and_nothing_warns_in_any_thread(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path, kind)
    raised: list[BaseException] = []

    def look() -> None:
        try:
            raster = open_raster(path)
            with dataset(raster) as source:
                source.read()
        except Exception as error:
            raised.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(raised) == 4
    assert {type(error).__module__ for error in raised} == {"tilescribe.errors"}
    assert capfd.readouterr() == ("", "")


def test_bands_of_several_types_are_read_as_the_one_that_holds_all(tmp_path: Path) -> None:
    small, large = make_raster(tmp_path / "a.tif", count=1), make_raster(tmp_path / "b.tif", count=1, dtype="uint16")
    with gdal_environment(), rasterio.open(small) as opened:
        place = " ".join(str(value) for value in opened.transform.to_gdal())
    bands = "".join(
        f'<VRTRasterBand dataType="{kind}" band="{number}"><SimpleSource><SourceFilename>{path}</SourceFilename>'
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
        for number, (kind, path) in enumerate((("Byte", small), ("UInt16", large)), start=1)
    )
    (tmp_path / "both.vrt").write_text(
        f'<VRTDataset rasterXSize="160" rasterYSize="128"><SRS>EPSG:32633</SRS>'
        f"<GeoTransform>{place.replace(' ', ', ')}</GeoTransform>{bands}</VRTDataset>"
    )
    assert open_raster(str(tmp_path / "both.vrt")).dtype == "uint16"


def test_opening_writes_nothing_beside_the_imagery(tmp_path: Path) -> None:
    path = make(tmp_path, "projected")
    before = sorted(tmp_path.iterdir())
    with dataset(open_raster(path)) as source:
        assert np.asarray(source.read()).shape == (3, 128, 160)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "start", "driver"),
    [
        ("a.ecw", b"e\x02", "ECW"),
        ("b.hdf", b"\x0e\x03\x13\x01", "HDF4"),
        ("c.sid", b"msid", "MrSID"),
        ("d.kea", b"\x89HDF\r\n\x1a\n", "KEA"),
    ],
)
def test_a_format_without_a_driver_is_said_to_lack_one(tmp_path: Path, name: str, start: bytes, driver: str) -> None:
    path = tmp_path / name
    path.write_bytes(start + bytes(100))
    with rasterio.Env() as env:
        if driver in env.drivers():
            pytest.skip(f"this GDAL has {driver}")
    with pytest.raises(NotARasterError, match=f"this GDAL has no {driver} driver"):
        open_raster(str(path))


def test_a_format_with_a_driver_is_not_said_to_lack_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jp2"
    path.write_bytes(b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100))
    with pytest.raises(NotARasterError) as caught:
        open_raster(str(path))
    assert "this GDAL has no" not in str(caught.value)


def test_a_doubtful_date_is_told(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "1952_airphoto.tif")
    with rasterio.open(path, "r+") as source:
        source.update_tags(TIFFTAG_DATETIME="2016:03:04 10:00:00")
    opened = open_raster(str(path))
    assert str(opened.period) == "1952"
    assert [notice for notice in opened.notices if "2016-03-04" in notice and "1952" in notice]
