"""Stamps and fingerprints: is this file the one known?"""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tilescribe.errors import RasterNotFoundError, RasterReadError
from tilescribe.raster import fingerprint, is_virtual, stamp
from tilescribe.testing.rasters import make_raster


def test_a_copy_and_a_move_keep_the_fingerprint(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif")
    copy = str(tmp_path / "b.tif")
    shutil.copy(path, copy)
    assert fingerprint(copy) == fingerprint(path)
    os.utime(copy, ns=(1, 1))
    assert fingerprint(copy) == fingerprint(path)
    assert stamp(copy) != stamp(path)


@pytest.mark.parametrize("place", [0.0, 0.37, 0.999])
def test_an_edit_changes_the_fingerprint(tmp_path: Path, place: float) -> None:
    path = Path(make_raster(tmp_path / "a.tif", width=600, height=600))
    before = fingerprint(str(path))
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 1
    path.write_bytes(content)
    assert fingerprint(str(path)) != before


def test_a_large_file_is_sampled_at_its_start_and_end_and_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.tif"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    prints = {fingerprint(str(path))}
    for change in (lambda file: file.write(b"x"), lambda file: file.seek(-1, 2) and file.write(b"x")):
        with path.open("r+b") as file:
            change(file)
        prints.add(fingerprint(str(path)))
    with path.open("r+b") as file:
        file.truncate((1 << 30) + 1)
    prints.add(fingerprint(str(path)))
    assert len(prints) == 4


def test_a_new_world_file_changes_both(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.png", kind="png")
    before = stamp(path), fingerprint(path)
    world = tmp_path / "a.pgw"
    world.write_text(world.read_text() + "\n")
    assert stamp(path) != before[0]
    assert fingerprint(path) != before[1]


def test_statistics_that_a_viewer_writes_change_nothing(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif")
    before = stamp(path), fingerprint(path)
    (tmp_path / "a.tif.aux.xml").write_text("<PAMDataset/>")
    assert (stamp(path), fingerprint(path)) == before


def test_descriptions_that_gdal_copies_beside_statistics_change_nothing_and_others_do(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif", descriptions=("red & more", "green", "blue"))
    before = stamp(path), fingerprint(path)
    beside = tmp_path / "a.tif.aux.xml"
    told = """<PAMDataset>
  <PAMRasterBand band="1">
    <Description>red &amp; more</Description>
    <Metadata><MDI key="STATISTICS_MEAN">101.2</MDI></Metadata>
  </PAMRasterBand>
  <PAMRasterBand band="3">
    <Description>blue</Description>
  </PAMRasterBand>
</PAMDataset>
"""
    beside.write_text(told)
    assert (stamp(path), fingerprint(path)) == before
    beside.write_text(told.replace("blue", "nir"))
    assert stamp(path) != before[0]
    assert fingerprint(path) != before[1]


def test_a_vrt_is_its_sources_too(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.vrt", kind="vrt")
    before = stamp(path), fingerprint(path)
    make_raster(tmp_path / "a.tif", seed=1, height=128)
    assert stamp(path) != before[0]
    assert fingerprint(path) != before[1]
    Path(path).write_text("<VRTDataset")
    with pytest.raises(RasterReadError, match=r"a\.vrt"):
        stamp(path)


def test_a_file_in_a_zip_is_known_by_the_zips_own_checksum(tmp_path: Path) -> None:
    tif = make_raster(tmp_path / "a.tif")
    prints = []
    for name, method in (("one.zip", zipfile.ZIP_STORED), ("two.zip", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(tmp_path / name, "w", method) as archive:
            archive.write(tif, "deep/a.tif")
            archive.writestr("deep/b.tif", b"other")
        prints.append(fingerprint(f"/vsizip/{tmp_path / name}/deep/a.tif"))
    assert prints[0] == prints[1]
    assert fingerprint(f"/vsizip/{tmp_path / 'one.zip'}/deep/b.tif") != prints[0]
    assert stamp(f"/vsizip/{tmp_path / 'one.zip'}/deep/a.tif") == stamp(str(tmp_path / "one.zip"))
    with pytest.raises(RasterNotFoundError, match=r"holds no deep/c\.tif"):
        fingerprint(f"/vsizip/{tmp_path / 'one.zip'}/deep/c.tif")
    (tmp_path / "broken.zip").write_bytes(b"PK")
    with pytest.raises(RasterReadError, match=r"broken\.zip"):
        fingerprint(f"/vsizip/{tmp_path / 'broken.zip'}/a.tif")


def test_a_part_of_a_container_is_not_another_part(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.nc", kind="container")
    one, two = f"netcdf:{path}:Band1", f"netcdf:{path}:Band2"
    assert fingerprint(one) != fingerprint(two)
    assert stamp(one) == stamp(two) == stamp(path)


def test_what_is_behind_a_network_address_is_not_asked_for() -> None:
    assert stamp("/vsicurl/https://example.org/a.tif").size_bytes == 0


@pytest.mark.parametrize("ask", [stamp, fingerprint])
def test_a_file_that_is_gone_is_named(tmp_path: Path, ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RasterNotFoundError, match=r"gone\.tif does not exist"):
        ask(str(tmp_path / "gone.tif"))


def test_a_vrt_is_known_by_how_it_begins_whatever_its_name(tmp_path: Path) -> None:
    for name, start in (("a.xml", ""), ("b", "<?xml version='1.0'?>\n"), ("c.tif", "\ufeff<!-- made by hand -->\n")):
        (tmp_path / name).write_text(f"{start}<VRTDataset rasterXSize='1' rasterYSize='1'/>", encoding="utf-8")
        assert is_virtual(str(tmp_path / name))
    (tmp_path / "d.txt").write_text("It begins with <VRTDataset", encoding="utf-8")
    (tmp_path / "e.xml").write_text("<PAMDataset/>", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    assert not any(is_virtual(str(tmp_path / name)) for name in ("d.txt", "e.xml", "pipe", "missing", ""))
    assert is_virtual(str(tmp_path / "missing.vrt"))
