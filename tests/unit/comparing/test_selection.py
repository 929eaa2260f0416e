"""What people type for the earlier and the later side."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.comparing.made_up import stored_raster

from tilescribe.comparing.selection import parse_selection
from tilescribe.errors import InvalidDateError, NoPairsError

RASTERS = [
    stored_raster(1, "/imagery/joplin/pre/tile_1.tif", "2011-03-04"),
    stored_raster(2, "/imagery/joplin/post/tile_1.tif", "2011-05-24"),
    stored_raster(3, "/imagery/joplin/post/tile_2.tif", "2011-05-24T10:30:00Z"),
    stored_raster(4, "/imagery/other/mosaic [2012].tif", "2012"),
    stored_raster(5, "/imagery/undated.tif"),
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("2011-03-04", [1]),
        ("2011", [1, 2, 3]),
        ("2011-05", [2, 3]),
        ("24.05.2011", [2, 3]),
        ("2011-03..2011-12-31", [1, 2, 3]),
        ("2011-05-01..2012", [2, 3, 4]),
        ("04.03.2011 .. 24.05.2011", [1, 2, 3]),
        ("post", [2, 3]),
        ("joplin/post/", [2, 3]),
        ("/imagery/joplin", [1, 2, 3]),
        ("tile_1.tif", [1, 2]),
        ("*/post/tile_*.tif", [2, 3]),
        ("mosaic [2012].tif", [4]),
        ("und*", [5]),
        ("/imagery/undated.tif", [5]),
    ],
)
def test_a_side_is_named_by_date_range_folder_or_glob(text: str, ids: list[int]) -> None:
    chosen = parse_selection(text).of(RASTERS, option="--before")
    assert [raster.id for raster in chosen] == ids


def test_a_folder_of_this_machine_is_named_relatively(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2011").mkdir()
    monkeypatch.chdir(tmp_path)
    here = [stored_raster(1, str(tmp_path / "old" / "a.tif")), stored_raster(2, str(tmp_path / "b.tif"))]
    (tmp_path / "old").mkdir()
    assert [one.id for one in parse_selection("./old").of(here, option="--before")] == [1]
    assert [one.id for one in parse_selection(str(tmp_path / "b.tif")).of(here, option="--before")] == [2]


@pytest.mark.parametrize("text", ["2011-13", "2011-05-24..2011-03-04", "31.02.2011", "2011-02-01..2011-02-31"])
def test_what_looks_like_a_date_and_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidDateError):
        parse_selection(text)


def test_a_side_without_rasters_is_refused_with_the_dates_there_are() -> None:
    with pytest.raises(NoPairsError, match=r"--after '1999' names no raster.*2011-03-04, 2011-05-24, 2012.*1 without"):
        parse_selection("1999").of(RASTERS, option="--after")
    with pytest.raises(NoPairsError, match=r"'\*\.jp2' names no raster.*No raster of the catalog has a date"):
        parse_selection("*.jp2").of(RASTERS[4:], option="--before")
