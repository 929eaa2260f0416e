"""What is found of a whole scene can be kept and had again as it was."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tilescribe.domain.tile import Window
from tilescribe.raster import open_raster, scan_scene, scene_of
from tilescribe.raster.scene import Scene
from tilescribe.testing.rasters import make_raster


@pytest.mark.parametrize(("kind", "dtype"), [("wedge", "uint8"), ("nan", "float32"), ("projected", "uint16")])
def test_a_kept_scene_is_the_one_that_was_found(tmp_path: Path, kind: str, dtype: str) -> None:
    raster = open_raster(make_raster(tmp_path / "a.tif", kind=kind, dtype=dtype))
    found = scan_scene(raster)
    kept = Scene.from_json(found.to_json())
    assert kept is not None
    assert kept.stretch == found.stretch
    assert (kept.collar is None) is (found.collar is None) is (kind != "wedge")
    if kept.collar is not None and found.collar is not None:
        np.testing.assert_array_equal(kept.collar.places, found.collar.places)
        data = np.zeros((3, raster.height, raster.width), np.uint8)
        window = Window(0, 0, raster.height, raster.width)
        np.testing.assert_array_equal(kept.collar.mask(data, window), found.collar.mask(data, window))


def test_a_scene_is_kept_once_and_not_looked_for_again(tmp_path: Path) -> None:
    path = Path(make_raster(tmp_path / "a.tif"))
    raster = open_raster(str(path))
    written: list[str] = []
    found = scene_of(raster, kept=None, keep=written.append)
    assert len(written) == 1
    path.unlink()  # a second look would fail
    assert scene_of(raster, kept=written[0], keep=written.append).stretch == found.stretch
    assert len(written) == 1


def test_a_scene_of_another_version_is_looked_for_anew(tmp_path: Path) -> None:
    raster = open_raster(make_raster(tmp_path / "a.tif"))
    other = json.loads(scan_scene(raster).to_json()) | {"version": 0, "low": [0, 0, 0]}
    assert scene_of(raster, kept=json.dumps(other)).stretch == scan_scene(raster).stretch
