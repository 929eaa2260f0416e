"""Layers of a project are found by the files of a catalog, however either spells them."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis_plugin.core.raster_paths import find_layers, path_key


def touch(path: Path, text: str = "") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_layer_is_found_by_its_file_also_through_links(tmp_path: Path) -> None:
    scene = touch(tmp_path / "post" / "scene.tif")
    other = touch(tmp_path / "pre" / "scene.tif")
    (tmp_path / "link").symlink_to(tmp_path / "post", target_is_directory=True)
    found = find_layers(
        {"a": other, "b": str(tmp_path / "link" / "scene.tif"), "c": f"{tmp_path}/post/../post/scene.tif"}, [scene]
    )
    assert found == {scene: ("b", "c")}
    assert find_layers({"a": other, "d": ""}, [scene]) == {scene: ()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/vsizip//data/area.zip/scene.tif", "/vsizip/data/area.zip/scene.tif"),
        ("/vsizip/{/data/area.zip}/scene.tif", "/vsizip//data/area.zip/scene.tif"),
        ('NETCDF:"/data/a.nc":red', "NETCDF:/data/a.nc:red"),
    ],
)
def test_spellings_of_gdal_are_evened_out(one: str, other: str) -> None:
    assert path_key(one) == path_key(other)


def test_archives_and_other_parts_of_them_are_told_apart() -> None:
    assert path_key("/vsizip/data/area.zip/a.tif") != path_key("/vsizip/data/area.zip/b.tif")


def test_a_virtual_raster_that_contains_the_file_is_found_after_the_file_itself(tmp_path: Path) -> None:
    scene = touch(tmp_path / "post" / "a & b.tif")
    relative = '<SourceFilename relativeToVRT="1">post/a &amp; b.tif</SourceFilename>'
    near = touch(tmp_path / "near.vrt", f"<VRTDataset>{relative}</VRTDataset>")
    far = touch(
        tmp_path / "vrts" / "far.vrt", f'<SourceFilename shared="0">{scene.replace("&", "&amp;")}</SourceFilename>'
    )
    none = touch(tmp_path / "none.vrt", relative.replace("a &amp; b", "c"))
    broken = touch(tmp_path / "broken.vrt", "\x00<SourceFilename")
    sources = {
        "none": none,
        "near": near,
        "far": far,
        "broken": broken,
        "gone": str(tmp_path / "gone.vrt"),
        "own": scene,
    }
    assert find_layers(sources, [scene]) == {scene: ("own", "near", "far")}


def test_a_virtual_raster_that_was_written_anew_is_read_anew(tmp_path: Path) -> None:
    scene = touch(tmp_path / "a.tif")
    mosaic = touch(tmp_path / "mosaic.vrt", "<VRTDataset/>")
    assert find_layers({"m": mosaic}, [scene])[scene] == ()
    touch(tmp_path / "mosaic.vrt", f"<SourceFilename>{scene}</SourceFilename>")
    assert find_layers({"m": mosaic}, [scene])[scene] == ("m",)


def test_bands_of_a_scene_and_files_of_its_folder_are_parts_of_it(tmp_path: Path) -> None:
    band = touch(tmp_path / "LC08_B4.TIF")
    scene = str(tmp_path / "LC08_B{2,3,4}.TIF")
    jp2 = touch(tmp_path / "S2A.SAFE" / "GRANULE" / "B04.jp2")
    safe = str(tmp_path / "S2A.SAFE")
    sources = {"band": band, "other": touch(tmp_path / "LC08_B10.TIF"), "jp2": jp2}
    assert find_layers(sources, [scene, safe]) == {scene: ("band",), safe: ("jp2",)}
