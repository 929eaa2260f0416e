"""What the bands are taken for, and how their numbers are scaled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.domain.bands import Quantity, Role
from tilescribe.errors import InvalidOptionError, UnknownProfileError
from tilescribe.raster import PROFILES, detect_profile, open_raster, profile_named
from tilescribe.raster.band_metadata import BandMetadata
from tilescribe.testing.rasters import make_raster

S2_NAMES = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
OLI_NAMES = tuple(f"SR_B{number}" for number in range(1, 8))
L8 = "LC08_L2SP_193026_20200831_20200906_02_T1"
L2A = "sentinel-2-l2a"


def metadata(
    path: str = "/d/scene.tif",
    *,
    count: int = 3,
    dtype: str = "uint16",
    descriptions: tuple[str, ...] = (),
    colours: tuple[str, ...] = (),
    tags: dict[str, str] | None = None,
    scales: tuple[float, ...] = (),
    offsets: tuple[float, ...] = (),
    bits: int | None = None,
    peak: float | None = None,
) -> BandMetadata:
    return BandMetadata(
        path=path,
        dtype=dtype,
        indexes=tuple(range(1, count + 1)),
        descriptions=descriptions or ("",) * count,
        colours=colours or ("undefined",) * count,
        tags=tags or {},
        scales=scales or (1.0,) * count,
        offsets=offsets or (0.0,) * count,
        bits=bits,
        peak=peak,
    )


@pytest.mark.parametrize(
    ("found", "profile", "source", "sensor"),
    [
        (metadata("/d/m_4709963_se_14_1_20200831.tif", count=4, dtype="uint8"), "naip", "file name", "NAIP"),
        (metadata("/d/S2A_MSIL2A_20200831T105031.tif", count=12), "sentinel-2-l2a", "file name", "Sentinel-2"),
        (metadata("/d/S2A_MSIL1C_20200831T105031.tif", count=13), "sentinel-2-l1c", "file name", "Sentinel-2"),
        (metadata("/d/S2A_MSIL2A_20200831T105031.tif", count=10), "sentinel-2-10", "file name", "Sentinel-2"),
        (metadata("/d/S2A_MSIL2A_20200831T105031.tif", count=4), "sentinel-2-bgrn", "file name", "Sentinel-2"),
        (metadata(f"/d/{L8}.tif", count=7), "landsat-c2-l2", "file name", "Landsat 8/9"),
        (metadata("/d/LT05_L2SP_193026_19900831_02_T1.tif", count=6), "landsat-c2-l2-tm", "file name", "Landsat 4-7"),
        (metadata("/d/LC08_L1TP_193026_20200831_02_T1.tif", count=7), "landsat-c2-l1", "file name", "Landsat 8/9"),
        (metadata("/d/20200831_101112_1032_3B_AnalyticMS.tif", count=4), "planet-4", "file name", "PlanetScope"),
        (metadata("/d/20200831_101112_45_3B_AnalyticMS_SR_8b.tif", count=8), "planet-8", "file name", "PlanetScope"),
        (metadata("/d/20AUG31105031-M2AS-0123_P001.TIF", count=8), "worldview-8", "file name", "WorldView"),
        (metadata(count=8, tags={"SATELLITEID": "WV02"}), "worldview-8", "tags", "WorldView"),
        (metadata(count=12, tags={"SPACECRAFT_NAME": "Sentinel-2A"}), "sentinel-2-l2a", "tags", "Sentinel-2"),
        (metadata(count=12, descriptions=S2_NAMES), "sentinel-2-l2a", "descriptions", "Sentinel-2"),
        (metadata(count=7, descriptions=OLI_NAMES), "landsat-c2-l2", "descriptions", "Landsat 8/9"),
        (metadata(count=2, descriptions=("VV", "VH")), "sar-vv-vh", "descriptions", None),
        (metadata(count=4, descriptions=("nir", "red", "green", "blue")), "nrgb", "descriptions", None),
        (metadata(count=4, descriptions=("Blue", "Green", "Red", "Near-Infrared")), "bgrn", "descriptions", None),
        (metadata(count=3, colours=("red", "green", "blue"), dtype="uint8"), "rgb", "tags", None),
        (metadata(count=4, colours=("red", "green", "blue", "undefined"), dtype="uint8"), "rgbn", "tags", None),
        (metadata(count=1), "grey", "band count", None),
        (metadata(count=3), "rgb", "band count", None),
        (metadata(count=4), "rgbn", "band count", None),
        (metadata(count=8), "worldview-8", "band count", None),
        (metadata(count=13), "sentinel-2-l1c", "band count", None),
        (metadata(count=1, dtype="float32"), "other", "band count", None),
        (metadata(count=1, dtype="int16"), "other", "band count", None),
        (metadata("/d/2012-05-01T110000_RE3_3A-NAC_1234_5678.tif", count=5), "planet-5", "file name", "RapidEye"),
        (metadata("/d/field_RedEdge-MX.tif", count=5, dtype="float32"), "micasense-5", "file name", "MicaSense"),
        (metadata(count=5), "planet-5", "band count", None),
        (metadata(count=6), "landsat-6", "band count", None),
        (metadata(count=7), "other", "band count", None),
    ],
    ids=lambda value: value.path.rsplit("/", 1)[-1] if isinstance(value, BandMetadata) else None,
)  # fmt: skip
def test_bands_are_recognised(found: BandMetadata, profile: str, source: str, sensor: str | None) -> None:
    reading = detect_profile(found)
    assert (reading.profile.name, reading.source, reading.sensor) == (profile, source, sensor)
    assert len(reading.bands) == found.count
    assert tuple(band.role for band in reading.bands) == reading.profile.roles


def test_one_band_of_a_product_is_known_by_its_file_name() -> None:
    reading = detect_profile(metadata("/d/T31UFU_20200831T105031_B8A_20m.jp2", count=1))
    assert reading.profile.roles == (Role.NIR_NARROW,)
    assert reading.quantity is Quantity.REFLECTANCE
    landsat = detect_profile(metadata(f"/d/{L8}_SR_B5.TIF", count=1))
    assert landsat.profile.roles == (Role.NIR,)
    assert landsat.bands[0].offset == -0.2


def test_named_bands_in_any_order_keep_the_sensors_scale() -> None:
    reading = detect_profile(metadata("/d/S2A_MSIL2A_20200831T1.tif", descriptions=("B12", "B08", "SCL")))
    assert reading.profile.roles == (Role.SWIR2, Role.NIR, Role.OTHER)
    assert reading.bands[0].scale == 1e-4


def test_words_decide_and_unknown_words_are_other() -> None:
    reading = detect_profile(metadata(descriptions=("red edge", "NIR band", "quality")))
    assert reading.profile.name == "described"
    assert reading.profile.roles == (Role.RED_EDGE, Role.NIR, Role.OTHER)


def test_what_rests_on_the_number_of_bands_alone_is_said() -> None:
    (notice,) = detect_profile(metadata(count=4)).notices
    assert "red, green, blue, nir" in notice
    assert "--profile" in notice
    assert detect_profile(metadata(count=4, descriptions=("nir", "red", "green", "blue"))).notices == ()
    assert detect_profile(metadata(count=1)).notices == ()


def test_the_user_decides_against_everything() -> None:
    found = metadata(count=4, dtype="uint8", colours=("red", "green", "blue", "undefined"))
    reading = detect_profile(found, override="nrgb")
    assert (reading.profile.name, reading.source) == ("nrgb", "user")
    assert reading.bands[0].role is Role.NIR
    assert len(detect_profile(found, override="other").bands) == 4


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("landsat-6", ("blue", "green", "red", "nir", "swir16", "swir22")),
        ("planet-5", ("blue", "green", "red", "red_edge", "nir")),
        ("micasense-5", ("blue", "green", "red", "nir", "red_edge")),
    ],
)
def test_composites_of_five_and_six_bands_have_profiles(name: str, roles: tuple[str, ...]) -> None:
    reading = detect_profile(metadata(count=len(roles), dtype="uint16", peak=3000.0), override=name)
    assert tuple(band.role for band in reading.bands) == roles
    assert reading.quantity is Quantity.BRIGHTNESS  # the name tells an order, and no scaling


def test_an_unknown_profile_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownProfileError, match=r"'quickbird'.*sentinel-2-l2a.*nrgb"):
        detect_profile(metadata(), override="quickbird")


def test_a_profile_of_another_number_of_bands_is_refused_with_both_numbers() -> None:
    with pytest.raises(InvalidOptionError, match=r"'naip' has 4 bands, and /d/scene\.tif has 3"):
        detect_profile(metadata(count=3), override="naip")


@pytest.mark.parametrize(
    ("found", "profile", "quantity", "scale", "offset"),
    [
        (metadata(dtype="uint8"), "rgb", Quantity.BRIGHTNESS, 1 / 255, 0),
        (metadata(count=12, dtype="uint8"), "sentinel-2-l2a", Quantity.BRIGHTNESS, 1 / 255, 0),
        (metadata(count=12), "sentinel-2-l2a", Quantity.REFLECTANCE, 1e-4, 0),
        (metadata("/d/S2A_MSIL2A_20230831T1_N0509_R1.SAFE/a.tif", count=12), L2A, Quantity.REFLECTANCE, 1e-4, -0.1),
        (metadata("/d/S2A_MSIL2A_20200831T1_N0214_R1.SAFE/a.tif", count=12), L2A, Quantity.REFLECTANCE, 1e-4, 0),
        (metadata(count=12, tags={"PROCESSING_BASELINE": "05.09"}), "sentinel-2-l2a", Quantity.REFLECTANCE, 1e-4, -0.1),
        (metadata(count=7), "landsat-c2-l2", Quantity.REFLECTANCE, 2.75e-5, -0.2),
        (metadata(dtype="float32", peak=0.8), "rgb", Quantity.REFLECTANCE, 1, 0),
        (metadata(dtype="float32", peak=240.0), "rgb", Quantity.BRIGHTNESS, 1 / 255, 0),
        (metadata(count=12, dtype="float32", peak=0.8), "sentinel-2-l2a", Quantity.REFLECTANCE, 1, 0),
        (metadata(count=12, dtype="float32", peak=4200.0), "sentinel-2-l2a", Quantity.REFLECTANCE, 1e-4, 0),
        (metadata(bits=11), "rgb", Quantity.BRIGHTNESS, 1 / 2047, 0),
        (metadata(peak=1800.0), "rgb", Quantity.BRIGHTNESS, 1 / 2047, 0),
        (metadata(peak=60_000.0), "rgb", Quantity.BRIGHTNESS, 1 / 65_535, 0),
        (metadata(peak=None), "rgb", Quantity.BRIGHTNESS, 1 / 10_000, 0),
        (metadata(count=2, dtype="float32", peak=900.0), "sar-vv-vh", Quantity.BACKSCATTER, 1, 0),
        (metadata(count=1, dtype="int16", peak=3000.0), "other", Quantity.OTHER, 1, 0),
    ],
)  # fmt: skip
def test_the_stored_type_decides_the_scale(
    found: BandMetadata, profile: str, quantity: Quantity, scale: float, offset: float
) -> None:
    reading = detect_profile(found, override=profile)
    assert reading.quantity is quantity
    assert reading.bands[0].scale == pytest.approx(scale)
    assert reading.bands[0].offset == pytest.approx(offset)


def test_the_files_own_scale_and_offset_win() -> None:
    stated = {"scales": (2e-4,) * 12, "offsets": (-0.05,) * 12}
    reading = detect_profile(metadata(count=12, **stated), override="sentinel-2-l2a")  # type: ignore[arg-type]
    assert (reading.bands[3].scale, reading.bands[3].offset) == (2e-4, -0.05)
    assert reading.quantity is Quantity.REFLECTANCE
    generic = metadata(scales=(1e-4,) * 3, peak=6000.0)
    assert detect_profile(generic).quantity is Quantity.REFLECTANCE
    assert detect_profile(metadata(scales=(0.5,) * 3, peak=6000.0)).quantity is Quantity.BRIGHTNESS


def test_profiles_are_named_as_they_are_keyed_and_fit_their_titles() -> None:
    assert all(name == profile.name for name, profile in PROFILES.items())
    assert {profile.quantity for profile in PROFILES.values()} == set(Quantity)
    assert {len(PROFILES[name].roles) for name in ("sentinel-2-l2a", "sentinel-2-l1c", "planet-8")} == {12, 13, 8}


@given(
    st.integers(1, 20),
    st.sampled_from(["uint8", "uint16", "int16", "int32", "float32", "float64"]),
    st.text(max_size=20),
    st.lists(st.text(max_size=8), min_size=20, max_size=20),
    st.none() | st.floats(-1e6, 1e6),
)
def test_any_file_gets_some_reading(count: int, dtype: str, name: str, words: list[str], peak: float | None) -> None:
    found = metadata(f"/d/{name}.tif", count=count, dtype=dtype, descriptions=tuple(words[:count]), peak=peak)
    reading = detect_profile(found)
    assert len(reading.bands) == count
    assert all(band.scale > 0 for band in reading.bands)


def test_a_written_file_is_read_as_described(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif", count=4, dtype="uint16", descriptions=("blue", "green", "red", "nir"))
    raster = open_raster(path)
    assert (raster.profile, raster.profile_source) == ("bgrn", "descriptions")
    # The factory's 16-bit pictures reach 9,000.
    assert raster.bands[0].scale == pytest.approx(1 / 10_000)
    floats = open_raster(make_raster(tmp_path / "b.tif", count=4, dtype="float32"))
    assert (floats.quantity, floats.bands[0].scale) == (Quantity.REFLECTANCE, 1.0)


def test_bands_may_be_named_by_their_roles() -> None:
    profile = profile_named("swir1, nir,red,green")
    assert profile.roles == (Role.SWIR1, Role.NIR, Role.RED, Role.GREEN)


def test_a_role_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownProfileError, match="'violet' in the profile"):
        profile_named("red,violet")
