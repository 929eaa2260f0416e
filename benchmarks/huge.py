"""Peak memory on a raster of 40,000 x 40,000 pixels."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin
from rasterio.windows import Window

from benchmarks.measure import Result, at_most

SIDE_PX = 40_000
PATCH_PX = 2_000

RUN = """
import re, sys, time
from pathlib import Path
from tilescribe import index
from tilescribe.testing import FakeCaptioner, HashEmbedder
start = time.perf_counter()
*_, last = index([sys.argv[1]], catalog=sys.argv[2], captioner=FakeCaptioner(batch_size=32), embedder=HashEmbedder())
# Not ru_maxrss: it begins with what the process had that started this one.
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 2**20
print(peak, last.done, last.blank, time.perf_counter() - start)
"""


def measure() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "huge.tif"
        _draw(path)
        command = [sys.executable, "-c", RUN, str(path), str(Path(folder) / "area.gpkg")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    peak, tiles, blank, wall = (float(part) for part in done.stdout.split())
    detail = f"{tiles:,.0f} tiles described, {blank:,.0f} blank, in {wall:.0f} s"
    return [at_most("peak memory, 3 x uint8, sparse", peak, 1.5, detail=detail, unit=" GiB")]


def _draw(path: Path) -> None:
    """Sparse but for a few patches of picture, so that it takes little disk."""
    rng = np.random.default_rng(3)
    profile = {
        "driver": "GTiff",
        "width": SIDE_PX,
        "height": SIDE_PX,
        "count": 3,
        "dtype": "uint8",
        "crs": "EPSG:32633",
        "transform": from_origin(400_000, 5_800_000, 0.5, 0.5),
        "tiled": True,
        "blockxsize": 512,
        "blockysize": 512,
        "compress": "deflate",
        "SPARSE_OK": True,
        "BIGTIFF": "YES",
    }
    with rasterio.open(path, "w", **profile) as dataset:
        for at in range(3_000, SIDE_PX - PATCH_PX, 12_000):
            patch = rng.integers(1, 255, (3, PATCH_PX, PATCH_PX), dtype=np.uint8)
            dataset.write(patch, window=Window(at, at, PATCH_PX, PATCH_PX))
