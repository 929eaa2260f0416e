"""Acquisition times, from tags and file names, and what users type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.domain.period import Period, parse_period
from tilescribe.errors import InvalidDateError
from tilescribe.raster import acquisition_of


def utc(*parts: int) -> Period:
    """The year, month, day or moment that so many numbers stand for."""
    if len(parts) > 3:
        return Period.of_moment(datetime(*parts, tzinfo=UTC))  # type: ignore[arg-type, misc]
    return (Period.of_year, Period.of_month, Period.of_day)[len(parts) - 1](*parts)


def told(path: str, tags: dict[str, str]) -> tuple[Period | None, str]:
    found = acquisition_of(path, tags)
    return found.period, found.source


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
        ("HLS.S30.T17PMM.2021145T161829.v2.0.B04.tif", utc(2021, 5, 25, 16, 18, 29)),
        ("luftbild_31.05.2020.tif", utc(2020, 5, 31)),
        ("luftbild_31-05-2020.tif", utc(2020, 5, 31)),
        ("aerial_05-31-2020.tif", utc(2020, 5, 31)),
        ("aerial_05-06-2020.tif", utc(2020)),
        ("mosaic_2024-08.tif", utc(2024, 8)),
        ("flood_AUG2020.tif", utc(2020, 8)),
        ("flood_August_2020.tif", utc(2020, 8)),
        ("1985.tif", utc(1985)),
        ("1952_airphoto.tif", utc(1952)),
        ("ortho_2021.tif", utc(2021)),
        ("dop20_2021.tif", utc(2021)),
        ("2020_overview.tif", utc(2020)),
        ("naip-2014-rgb.tif", utc(2014)),
        ("ortho2021.tif", utc(2021)),
        ("Ortho2021_10cm.tif", utc(2021)),
        ("mare_2010.tif", utc(2010)),
        ("jane_2001.tif", utc(2001)),
    ],
)
def test_file_names_tell_the_time(name: str, time: datetime) -> None:
    assert told(f"/data/{name}", {}) == (time, "file name")


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
        "20200230.tif",
        "9020.tif",
        "tile_2000_3000.tif",
        "tile_1985.tif",
        "IMG_1999.JPG",
        "DSC2019.tif",
        "dem_2000m.tif",
        "x_1990_y_2040.tif",
        "epsg_2056.tif",
        "EPSG_2000.tif",
        "crop_2048.tif",
        "2024_08_tile_1400.tif",
        "area_13-13-2020_1234.tif",
        "1952_airphoto_0412.tif",
        "tile_2000-12.tif",
        "block_2010-05.tif",
        "x1990-10.tif",
        "tile1985.tif",
    ],
)
def test_numbers_that_are_no_dates_are_not_taken_for_dates(name: str) -> None:
    assert told(f"/data/{name}", {}) == (None, "")


def test_the_folder_of_a_product_tells_what_its_files_do_not() -> None:
    path = "/data/LC08_L2SP_193026_20200831_20200906_02_T1/SR_B4.TIF"
    assert told(path, {}) == (utc(2020, 8, 31), "file name")
    assert told("/data/2020/scene.tif", {}) == (None, "")


def test_the_year_in_a_files_own_name_goes_before_the_date_of_its_folder() -> None:
    assert told("/data/delivery_2021-03-15/1953_airphoto.tif", {}) == (utc(1953), "file name")
    assert told("/data/delivery_2021-03-15/airphoto.tif", {}) == (utc(2021, 3, 15), "file name")


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
    assert told("/data/20110101.tif", {tag: value}) == (time, "tags")


def test_the_tiff_time_is_the_last_resort_since_software_writes_when_it_ran() -> None:
    tags = {"TIFFTAG_DATETIME": "2024:05:06 07:08:09"}
    assert told("/data/20110101.tif", tags) == (utc(2011, 1, 1), "file name")
    assert told("/data/scene.tif", tags) == (utc(2024, 5, 6, 7, 8, 9), "tags")


def test_a_scanned_photograph_is_of_the_year_in_its_name_and_the_other_time_is_told() -> None:
    found = acquisition_of("/data/1952_airphoto.tif", {"TIFFTAG_DATETIME": "2016:03:04 05:06:07"})
    assert (str(found.period), found.source) == ("1952", "file name")
    (notice,) = found.notices
    assert "1952" in notice
    assert "2016-03-04T05:06:07Z" in notice
    assert "--acquired" in notice


def test_a_time_that_only_the_tiff_tag_tells_is_doubted_aloud() -> None:
    (notice,) = acquisition_of("/data/scan.tif", {"TIFFTAG_DATETIME": "2016:03:04 05:06:07"}).notices
    assert "TIFFTAG_DATETIME" in notice
    assert acquisition_of("/data/ortho_2016.tif", {"TIFFTAG_DATETIME": "2017:01:04 05:06:07"}).notices == ()


@pytest.mark.parametrize("value", ["", "unknown", "0000:00:00 00:00:00", "20", "0001-01-01", "2999-01-01"])
def test_a_tag_without_a_sane_time_says_nothing(value: str) -> None:
    assert told("/data/scene.tif", {"DATETIME": value, "TIFFTAG_DATETIME": value}) == (None, "")


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%Y_%m_%d", "%Y.%m.%d"]))
def test_any_date_in_a_name_is_found(day: date, pattern: str) -> None:
    # Before 1930-01-01 there are no 19xx surprises: every written date comes back as it is.
    assert told(f"/d/area_{day.strftime(pattern)}_north.tif", {}) == (utc(day.year, day.month, day.day), "file name")


@given(st.text(max_size=40))
def test_no_file_name_and_no_tag_breaks_the_search(text: str) -> None:
    for time, source in (told(text, {}), told("/a.tif", {"DATETIME": text})):
        assert (time is None) == (source == "")
        assert time is None or time.start.tzinfo is UTC


@given(st.datetimes(timezones=st.just(timezone(timedelta(hours=5, minutes=30))), min_value=datetime(1, 1, 3)))  # noqa: DTZ001
def test_what_a_user_types_comes_back_in_utc(time: datetime) -> None:
    period = parse_period(time.isoformat())
    assert period.start == period.end == time
    assert period.start.tzinfo is UTC


@given(st.dates(date(1000, 1, 1), date(9999, 12, 30)), st.integers(1, 3))
def test_a_period_is_read_as_it_is_written(day: date, parts: int) -> None:
    period = utc(*(day.year, day.month, day.day)[:parts])
    assert parse_period(str(period)) == period
    assert period.start.date() <= day <= period.end.date() or parts < 3
    assert (period.end - period.start + timedelta(microseconds=1)).days in (1, 28, 29, 30, 31, 365, 366)


def test_years_months_and_days_are_periods() -> None:
    assert parse_period("1985").start == datetime(1985, 1, 1, tzinfo=UTC)
    assert parse_period("1985").end == datetime(1985, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    assert parse_period("2024-12").end == datetime(2024, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    assert parse_period(" 2020-08-31 ") == parse_period("20200831") == parse_period("31.08.2020") == utc(2020, 8, 31)
    assert parse_period("31-08-2020") == parse_period("31-8-2020") == utc(2020, 8, 31)
    assert parse_period("05.06.2020") == utc(2020, 6, 5)
    assert parse_period("05-05-2020") == utc(2020, 5, 5)
    assert parse_period("2020-08-31T10:11") == utc(2020, 8, 31, 10, 11)


def test_periods_overlap_or_do_not() -> None:
    year = parse_period("1985")
    assert year.overlaps(parse_period("1985-06-01").start, parse_period("1985-08-31").end)
    assert year.overlaps(year.end, None)
    assert year.overlaps(None, year.start)
    assert not year.overlaps(parse_period("1986").start, None)
    assert not year.overlaps(None, parse_period("1984").end)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2020-13-01", "2020-02-30", "2020-13", "20", "0000", "32.01.2020", "05-31-2020"]
)
def test_what_is_no_date_is_refused_with_the_value(text: str) -> None:
    with pytest.raises(InvalidDateError, match=f"'{text}' is not a date.*1985"):
        parse_period(text)


def test_a_day_that_may_be_a_month_is_refused_with_both_dates() -> None:
    with pytest.raises(InvalidDateError, match=r"may begin with the day or with the month.*2020-06-05 or 2020-05-06"):
        parse_period("05-06-2020")
