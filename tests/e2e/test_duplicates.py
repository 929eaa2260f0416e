"""The same content is not added twice: one answer a place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.e2e.runs import run
from tests.mosaics import WIDTH, side_by_side, vrt

from tilescribe import open_catalog
from tilescribe.domain import events
from tilescribe.testing import FakeCaptioner
from tilescribe.testing.rasters import make_raster


@pytest.fixture
def imagery(tmp_path: Path) -> Path:
    folder = tmp_path / "imagery"
    folder.mkdir()
    return folder


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return tmp_path / "area.gpkg"


def indexed(catalog: Path) -> list[str]:
    with open_catalog(catalog) as store:
        assert store.verify() == []
        return [Path(raster.path).name for raster in store.rasters()]


def told(happened: list[events.Event]) -> dict[str, str]:
    """Name of each raster that was left out, to what was said."""
    left_out = {e.path for e in happened if isinstance(e, events.RasterPlanned) and e.status == "duplicate"}
    return {Path(e.path).name: e.message for e in happened if isinstance(e, events.Notice) and e.path in left_out}


# --- copies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", [64, 1300])  # 1,300 px are 5 MB, of which samples are read
def test_a_copy_is_left_out_and_the_first_is_named(imagery: Path, catalog: Path, side: int) -> None:
    first = make_raster(imagery / "a.tif", width=side, height=side)
    shutil.copyfile(first, imagery / "b.tif")
    happened = run([imagery], catalog)
    assert indexed(catalog) == ["a.tif"]
    assert told(happened) == {"b.tif": f"It is left out, being a copy of {first}, which is in the catalog."}


def test_what_differs_between_the_samples_is_no_copy(imagery: Path, catalog: Path) -> None:
    from tilescribe.raster import fingerprint

    first = make_raster(imagery / "a.tif", width=1500, height=1500)
    other = edit_between_samples(Path(shutil.copyfile(first, imagery / "b.tif")))
    assert fingerprint(first) == fingerprint(other)
    run([imagery], catalog)
    assert indexed(catalog) == ["a.tif", "b.tif"]


def edit_between_samples(path: Path) -> str:
    """Change pixels in the middle of the largest gap between two samples, in place and keeping the size."""
    size = path.stat().st_size
    last = size - 65_536
    at = (last // 63 + 65_536 + 2 * (last // 63)) // 2
    with path.open("r+b") as file:
        file.seek(at - 200)
        changed = bytes(255 - value for value in file.read(400))
        file.seek(at - 200)
        file.write(changed)
    return str(path)


def test_the_same_pixels_of_another_day_are_no_copy(imagery: Path, catalog: Path) -> None:
    shutil.copyfile(make_raster(imagery / "a_20240101.tif"), imagery / "a_20250101.tif")
    run([imagery], catalog)
    assert indexed(catalog) == ["a_20240101.tif", "a_20250101.tif"]


def test_the_same_pixels_in_another_place_are_no_copy(imagery: Path, catalog: Path) -> None:
    for name in ("a", "b"):
        make_raster(imagery / f"{name}.png", kind="png")
    world = imagery / "b.pgw"
    lines = world.read_text().splitlines()
    world.write_text("\n".join([*lines[:4], str(float(lines[4]) + 50_000), lines[5]]) + "\n")
    run([imagery], catalog)
    assert indexed(catalog) == ["a.png", "b.png"]


def test_where_the_first_is_gone_the_copy_takes_its_place(imagery: Path, catalog: Path) -> None:
    first = Path(make_raster(imagery / "a.tif"))
    shutil.copyfile(first, imagery / "b.tif")
    run([imagery], catalog)
    first.unlink()
    captioner = FakeCaptioner()
    run([imagery], catalog, captioner=captioner)
    assert indexed(catalog) == ["b.tif"]
    assert sum(captioner.batches) == 0


# --- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_beside_its_file_is_left_out(imagery: Path, catalog: Path, link) -> None:  # type: ignore[no-untyped-def]
    file = make_raster(imagery / "m.tif")
    link(file, imagery / "z.tif")
    happened = run([imagery], catalog)
    assert indexed(catalog) == ["m.tif"]
    assert told(happened) == {"z.tif": f"It is {file} by another name, and left out."}


def test_a_file_goes_before_the_link_that_sorts_first(imagery: Path, catalog: Path) -> None:
    (imagery / "a.tif").symlink_to(make_raster(imagery / "m.tif"))
    run([imagery], catalog)
    assert indexed(catalog) == ["m.tif"]


def test_a_file_known_by_a_link_is_not_added_again(imagery: Path, catalog: Path, tmp_path: Path) -> None:
    file = make_raster(tmp_path / "m.tif")
    (imagery / "a.tif").symlink_to(file)
    run([imagery], catalog)
    happened = run([Path(file)], catalog)
    assert indexed(catalog) == ["a.tif"]
    planned = [(Path(e.path).name, e.status) for e in happened if isinstance(e, events.RasterPlanned)]
    assert planned == [("m.tif", "duplicate"), ("a.tif", "unchanged")]


def test_after_a_move_what_was_left_out_stays_out(imagery: Path, catalog: Path) -> None:
    parts = side_by_side(imagery)
    vrt(imagery / "all.vrt", parts)
    shutil.copyfile(parts[1], imagery / "second.tif")
    run([imagery], catalog)
    moved = imagery.rename(imagery.with_name("moved"))
    happened = run([moved], catalog)
    assert indexed(catalog) == ["part0.tif", "part1.tif"]
    assert sorted(told(happened)) == ["all.vrt", "second.tif"]


# --- VRTs -------------------------------------------------------------------------------------------------------------


def test_a_mosaic_of_indexed_rasters_is_left_out(imagery: Path, catalog: Path) -> None:
    parts = side_by_side(imagery)
    vrt(imagery / "all.vrt", parts)
    happened = run([imagery], catalog)
    assert indexed(catalog) == ["part0.tif", "part1.tif"]
    assert told(happened) == {
        "all.vrt": f"It is left out of the catalog: it only shows 2 rasters that are, such as {parts[0]}."
    }


def test_a_mosaic_of_mosaics_is_left_out_too(imagery: Path, catalog: Path) -> None:
    vrt(imagery / "all.vrt", side_by_side(imagery))
    (imagery / "outer.vrt").write_text(
        (imagery / "all.vrt").read_text().replace("part0.tif", "all.vrt").replace("part1.tif", "all.vrt")
    )
    run([imagery], catalog)
    assert indexed(catalog) == ["part0.tif", "part1.tif"]


def test_sources_of_an_indexed_mosaic_are_left_out(imagery: Path, catalog: Path) -> None:
    mosaic = vrt(imagery / "all.vrt", side_by_side(imagery))
    run([Path(mosaic)], catalog)
    happened = run([imagery], catalog)
    assert indexed(catalog) == ["all.vrt"]
    assert set(told(happened)) == {"part0.tif", "part1.tif"}


def test_a_mosaic_with_a_source_that_is_not_indexed_is_kept(imagery: Path, catalog: Path, tmp_path: Path) -> None:
    first, second = side_by_side(imagery)
    shutil.move(second, tmp_path / "part1.tif")
    vrt(imagery / "all.vrt", [first, str(tmp_path / "part1.tif")])
    run([imagery], catalog)
    assert indexed(catalog) == ["all.vrt", "part0.tif"]


def test_a_vrt_that_places_a_raster_itself_is_kept(imagery: Path, catalog: Path) -> None:
    (part,) = side_by_side(imagery, 1)
    vrt(imagery / "moved.vrt", [part], left_m=540_000.0)
    nowhere = make_raster(imagery / "nowhere.tif", kind="no-crs", width=WIDTH, height=WIDTH, seed=7)
    (imagery / "placed.vrt").write_text((imagery / "moved.vrt").read_text().replace("part0.tif", Path(nowhere).name))
    run([imagery], catalog)
    assert indexed(catalog) == ["moved.vrt", "part0.tif", "placed.vrt"]


def test_a_stack_of_bands_takes_the_place_of_its_sources(imagery: Path, catalog: Path) -> None:
    bands = [make_raster(imagery / f"band{n}.tif", count=1, width=WIDTH, height=WIDTH, seed=n) for n in range(3)]
    vrt(imagery / "stack.vrt", bands, stacked=True)
    happened = run([imagery], catalog)
    assert indexed(catalog) == ["stack.vrt"]
    assert set(told(happened)) == {"band0.tif", "band1.tif", "band2.tif"}
