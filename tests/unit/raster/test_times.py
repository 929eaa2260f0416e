"""Acquisition times, from tags and file names, and what users type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.errors import InvalidDateError
from tilescribe.raster import acquisition_time, parse_time


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("S2A_MSIL2A_20200831T105031_N0214_R051_T31UFU_20200901T121212.SAFE", utc(2020, 8, 31, 10, 50, 31)),
        ("T31UFU_20200831T105031_B04_10m.jp2", utc(2020, 8, 31, 10, 50, 31)),
        ("S2B_32TMT_20220115_0_L2A.tif", utc(2022, 1, 15)),
        ("LC08_L2SP_193026_20200831_20200906_02_T1_SR_B4.TIF", utc(2020, 8, 31)),
        ("LE07_L1TP_193026_19990731_20161003_01_T1.tif", utc(1999, 7, 31)),
        ("LC81930262020244LGN00_B5.TIF", utc(2020, 8, 31)),
        ("m_4709963_se_14_1_20200831.tif", utc(2020, 8, 31)),
        ("m_3008501_ne_16_1_20131005_20131231.tif", utc(2013, 10, 5)),
        ("20200831_101112_1032_3B_AnalyticMS.tif", utc(2020, 8, 31, 10, 11, 12)),
        ("20200831_101112_45_2403_3B_AnalyticMS_SR_8b.tif", utc(2020, 8, 31, 10, 11, 12)),
        ("20AUG31105031-M2AS-012345678010_01_P001.TIF", utc(2020, 8, 31, 10, 50, 31)),
        ("S1A_IW_GRDH_1SDV_20200831T053021_20200831T053046_034157_03F7B6_1234.tif", utc(2020, 8, 31, 5, 30, 21)),
        ("MOD09GA.A2020244.h18v03.006.hdf", utc(2020, 8, 31)),
        ("flood_2020-08-31.tif", utc(2020, 8, 31)),
        ("flood_2020_08_31_north.tif", utc(2020, 8, 31)),
        ("flood 31AUG2020.tif", utc(2020, 8, 31)),
        ("drone_2020-08-31T10:11:12.tif", utc(2020, 8, 31, 10, 11, 12)),
        ("20200831101112.tif", utc(2020, 8, 31, 10, 11, 12)),
        ("20200831T999999.tif", utc(2020, 8, 31)),
        ("1985.tif", utc(1985, 1, 1)),
    ],
)
def test_file_names_tell_the_time(name: str, time: datetime) -> None:
    assert acquisition_time(f"/data/{name}", {}) == (time, "file name")


@pytest.mark.parametrize(
    "name",
    [
        "scene.tif",
        "tile_31500-6161.tif",
        "tile_20201399.tif",
        "99999999.tif",
        "12345678.tif",
        "20990101.tif",
        "18000101.tif",
        "id120200831.tif",
        "202008311.tif",
        "2020_overview.tif",
        "20200230.tif",
        "9020.tif",
    ],
)
def test_numbers_that_are_no_dates_are_not_taken_for_dates(name: str) -> None:
    assert acquisition_time(f"/data/{name}", {}) == (None, "")


def test_the_folder_of_a_product_tells_what_its_files_do_not() -> None:
    path = "/data/LC08_L2SP_193026_20200831_20200906_02_T1/SR_B4.TIF"
    assert acquisition_time(path, {}) == (utc(2020, 8, 31), "file name")
    assert acquisition_time("/data/2020/scene.tif", {}) == (None, "")


@pytest.mark.parametrize(
    ("tag", "value", "time"),
    [
        ("ACQUISITIONDATETIME", "2020-08-31 10:11:12", utc(2020, 8, 31, 10, 11, 12)),
        ("acquisitionDate", "2020-08-31", utc(2020, 8, 31)),
        ("NITF_IDATIM", "20200831101112", utc(2020, 8, 31, 10, 11, 12)),
        ("DATE_ACQUIRED", "2020-08-31", utc(2020, 8, 31)),
        ("PRODUCT_START_TIME", "2020-08-31T10:50:31.024Z", utc(2020, 8, 31, 10, 50, 31, 24000)),
        ("acquired", "2020-08-31T12:11:12+02:00", utc(2020, 8, 31, 10, 11, 12)),
        ("EXIF_DateTimeOriginal", "2020:08:31 10:11:12", utc(2020, 8, 31, 10, 11, 12)),
        ("datetime", '"2020-08-31T10:11:12Z";', utc(2020, 8, 31, 10, 11, 12)),
    ],
)
def test_tags_tell_the_time_and_come_before_the_name(tag: str, value: str, time: datetime) -> None:
    assert acquisition_time("/data/20110101.tif", {tag: value}) == (time, "tags")


def test_the_tiff_time_is_the_last_resort_since_software_writes_when_it_ran() -> None:
    tags = {"TIFFTAG_DATETIME": "2024:05:06 07:08:09"}
    assert acquisition_time("/data/20110101.tif", tags) == (utc(2011, 1, 1), "file name")
    assert acquisition_time("/data/scene.tif", tags) == (utc(2024, 5, 6, 7, 8, 9), "tags")


@pytest.mark.parametrize("value", ["", "unknown", "0000:00:00 00:00:00", "20", "0001-01-01", "2999-01-01"])
def test_a_tag_without_a_sane_time_says_nothing(value: str) -> None:
    assert acquisition_time("/data/scene.tif", {"DATETIME": value, "TIFFTAG_DATETIME": value}) == (None, "")


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y_%m_%d", "%Y.%m.%d"]))
def test_any_date_in_a_name_is_found(day: date, pattern: str) -> None:
    # Before 1930-01-01 there are no 19xx surprises: every written date comes back as it is.
    time, source = acquisition_time(f"/d/area_{day.strftime(pattern)}_north.tif", {})
    assert time is not None
    assert (time.date(), source) == (day, "file name")


@given(st.text(max_size=40))
def test_no_file_name_and_no_tag_breaks_the_search(text: str) -> None:
    for time, source in (acquisition_time(text, {}), acquisition_time("/a.tif", {"DATETIME": text})):
        assert (time is None) == (source == "")
        assert time is None or time.tzinfo is UTC


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=5, minutes=30))), min_value=datetime(1, 1, 3)))  # noqa: DTZ001
def test_what_a_user_types_comes_back_in_utc(time: datetime) -> None:
    assert parse_time(time.isoformat()) == time
    assert parse_time(time.isoformat()).tzinfo is UTC


def test_without_a_zone_a_time_is_utc_and_a_date_is_its_midnight() -> None:
    assert parse_time(" 2020-08-31 ") == utc(2020, 8, 31)
    assert parse_time("20200831") == utc(2020, 8, 31)
    assert parse_time("2020-08-31T10:11") == utc(2020, 8, 31, 10, 11)


@pytest.mark.parametrize("text", ["", "yesterday", "31.08.2020", "2020-13-01", "2020-02-30", "2020"])
def test_what_is_no_date_is_refused_with_the_value(text: str) -> None:
    with pytest.raises(InvalidDateError, match=f"'{text}' is not a date"):
        parse_time(text)
