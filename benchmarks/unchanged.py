"""A second run over 1,000 unchanged rasters."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

from benchmarks.measure import Result, at_most, seconds

RASTERS = 1_000
SIDE_PX = 64


def measure() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        _draw(Path(folder) / "tifs")
        command = [sys.executable, "-m", "tilescribe", "index", "tifs", "--catalog", "area.gpkg"]
        environment = {**os.environ, "HF_HUB_OFFLINE": "1"}

        def run() -> None:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)

        first = seconds(run)
        second = min(seconds(run) for _ in range(3))
    detail = f"the whole command, start included; the first run took {first:.1f} s"
    return [at_most("second run over 1,000 unchanged rasters", second, 5.0, detail=detail, unit=" s")]


def _draw(folder: Path) -> None:
    folder.mkdir()
    rng = np.random.default_rng(1)
    for number in range(RASTERS):
        profile = {
            "driver": "GTiff",
            "width": SIDE_PX,
            "height": SIDE_PX,
            "count": 3,
            "dtype": "uint8",
            "crs": "EPSG:32633",
            "transform": from_origin(400_000 + number * 1_000, 5_800_000, 10, 10),
        }
        with rasterio.open(folder / f"{number:04}.tif", "w", **profile) as dataset:
            dataset.write(rng.integers(0, 255, (3, SIDE_PX, SIDE_PX), dtype=np.uint8))
