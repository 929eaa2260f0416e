"""How well a made-up shift between two dates is found, from two GeoTIFFs to the pair, and what a pair costs.

Each case is a later raster, and an earlier one that shows the same ground moved by 0 to 8 px. Half of them are of the
same sensor in another light; the other half have pixels 1.5 to 2 times as large, a softer picture, another gamma, other
colours and more noise. Ground: the drawn valley, two textures, and the real rasters in `../shared/data/rasters` where
they are.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.measure import Result, at_most
from tilescribe.comparing.common import pair_of
from tilescribe.demo.scene.scenes import draw_scenes
from tilescribe.domain.pair import PairPixels
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef, Window
from tilescribe.raster import EarlierReader, Scene, open_raster, read_tiles, scan_scene
from tilescribe.testing.rasters import make_raster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.float64]

SIDE = 224
MARGIN = 80
MOST_PX = 8.0
CASES = 12
"""For each ground and sensor."""
DATA = Path(__file__).parents[2] / "shared" / "data" / "rasters"
REAL = {
    "Joplin before": "joplin_tornado/pre/tile_337-9136.tif",
    "Joplin after": "joplin_tornado/post/tile_32524-5137.tif",
    "NAIP 2009": "naip/m_4709963_se_14_1_20090818.tif",
    "NAIP 2020": "naip/m_4709963_se_14_1_20200831.tif",
    "Landsat 2020": "landsat/2020.tif",
}


@dataclass(frozen=True, slots=True)
class Case:
    ground: str
    other_sensor: bool
    x_px: float
    y_px: float
    later: Picture
    """(3, SIDE, SIDE) 0 to 1."""
    earlier: Picture
    pixel: float
    """Size of the earlier raster's pixels, in the later one's."""


def measure() -> list[Result]:
    errors: dict[tuple[str, bool], list[float]] = {}
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(_cases(_grounds(Path(folder)))):
            error, cost = _error(Path(folder), case, number)
            errors.setdefault((case.ground, case.other_sensor), []).append(error)
            seconds.append(cost)
    every = [error for found in errors.values() for error in found]
    drawn = {key: found for key, found in errors.items() if key[0] not in REAL}
    return [
        _median("made-up shifts of 0 to 8 px, half of them between sensors: median error", errors, (False, True)),
        _median("the same on drawn ground and textures alone", drawn, (False, True)),
        _median("the same sensor in another light", errors, (False,)),
        _median("between sensors", errors, (True,)),
        at_most("shifts missed by more than a pixel", 100 * float(np.mean(np.array(every) > 1)), 1, unit=" %"),
        at_most(
            "one core's time from open files to a pair of 224 px",
            1000 * statistics.median(seconds),
            40,
            unit=" ms",
            detail="three bands, another pixel size in half of them",
        ),
    ]


def _median(what: str, errors: Mapping[tuple[str, bool], list[float]], sensors: tuple[bool, ...]) -> Result:
    found = [error for (_, other), some in errors.items() if other in sensors for error in some]
    worst = max((statistics.median(some), ground) for (ground, other), some in errors.items() if other in sensors)
    detail = f"{len(found)} pairs, 95 % within {np.percentile(found, 95):.2g} px; worst ground: {worst[1]}, "
    return at_most(what, statistics.median(found), 0.2, unit=" px", detail=f"{detail}{worst[0]:.2g} px")


def _grounds(folder: Path) -> dict[str, Picture]:
    """(3, height, width) 0 to 1 by name."""
    import rasterio

    drawn = draw_scenes(folder / "scenes", size_px=1024)
    with rasterio.open(drawn.valley) as source:
        found = {"drawn valley": np.clip(source.read([1, 2, 3]) / 3500.0, 0, 1)}
    random = np.random.default_rng(0)
    for name, slope in (("rough texture", 1.0), ("smooth texture", 1.6)):
        found[name] = _texture(random, slope)
    for name, path in REAL.items():
        if (DATA / path).exists():
            with rasterio.open(DATA / path) as source:
                found[name] = source.read([1, 2, 3]) / 255.0
    return found


def _texture(random: np.random.Generator, slope: float) -> Picture:
    """Noise whose amplitudes fall with the frequency to this power."""
    frequencies = np.hypot(*np.meshgrid(np.fft.fftfreq(1024), np.fft.fftfreq(1024))) + 1e-4
    planes = [np.fft.ifft2(np.fft.fft2(random.normal(size=(1024, 1024))) / frequencies**slope).real for _ in range(3)]
    picture = np.stack([0.7 * planes[0] + 0.3 * plane for plane in planes])
    low, high = np.percentile(picture, (2, 98))
    shown: Picture = np.clip((picture - low) / (high - low), 0, 1)
    return shown


def _cases(grounds: Mapping[str, Picture]) -> Iterator[Case]:
    random = np.random.default_rng(1)
    for ground, picture in grounds.items():
        for number in range(2 * CASES):
            yield _case(ground, picture, random, other_sensor=number % 2 == 1)


def _case(ground: str, picture: Picture, random: np.random.Generator, *, other_sensor: bool) -> Case:
    far, turn = random.uniform(0, MOST_PX), random.uniform(0, 2 * np.pi)
    x_px, y_px = far * np.cos(turn), far * np.sin(turn)
    row, col = (int(random.integers(10, length - SIDE - 10)) for length in picture.shape[1:])
    later = picture[:, row : row + SIDE, col : col + SIDE] + random.normal(0, 0.01, (3, SIDE, SIDE))
    pixel = random.uniform(1.5, 2) if other_sensor else 1.0
    side = round((SIDE + 2 * MARGIN) / pixel)
    # What lies at x there must lie at x + shift here.
    earlier = np.clip(_sampled(picture, col + x_px - MARGIN, row + y_px - MARGIN, side, pixel), 0, 1)
    if other_sensor:
        earlier = _soft(earlier, random.uniform(0, 0.5)) ** random.uniform(0.6, 1.6)
        earlier = earlier[random.permutation(3)] * random.uniform(0.6, 1) + random.uniform(0, 0.15)
        earlier += random.normal(0, 0.02, earlier.shape)
    else:
        earlier = earlier ** random.uniform(0.8, 1.25) + random.normal(0, 0.01, earlier.shape)
    return Case(ground, other_sensor, x_px, y_px, later, earlier, pixel)


def _sampled(picture: Picture, left: float, top: float, side: int, pixel: float) -> Picture:
    """(3, side, side) pixels of some size, from a position on."""
    from scipy.ndimage import map_coordinates

    soft = _soft(picture, 0.35 * np.sqrt(pixel**2 - 1) + 0.25) if pixel > 1 else picture
    steps = (np.arange(side) + 0.5) * pixel - 0.5
    rows, cols = np.meshgrid(top + steps, left + steps, indexing="ij")
    return np.stack([map_coordinates(band, [rows, cols], order=3, mode="mirror") for band in soft])


def _soft(picture: Picture, sigma: float) -> Picture:
    from scipy.ndimage import gaussian_filter

    return np.stack([gaussian_filter(band, sigma) for band in picture])


def _error(folder: Path, case: Case, number: int) -> tuple[float, float]:
    """(distance to the true shift in pixels, seconds of processor time)."""
    later = _write(folder / f"{number}-later.tif", case.later, pixel_m=1.0, beyond_m=0)
    earlier = _write(folder / f"{number}-earlier.tif", case.earlier, pixel_m=case.pixel, beyond_m=MARGIN)
    tile, before = _tile(later), open_raster(earlier)
    scene: Scene = scan_scene(before)
    with EarlierReader([(before, scene)]) as reader:
        pair_of(tile, reader)  # opens the file
        start = time.process_time()
        pair = pair_of(tile, reader)
        cost = time.process_time() - start
    if not isinstance(pair, PairPixels):
        return float(np.hypot(case.x_px, case.y_px)), cost
    return float(np.hypot(pair.shift.x_px - case.x_px, pair.shift.y_px - case.y_px)), cost


def _tile(path: str) -> TilePixels:
    raster = open_raster(path)
    ref = TileRef(1, 1, SIDE, Window(0, 0, SIDE, SIDE))
    (read,) = read_tiles(raster, [ref], scene=scan_scene(raster), side_px=SIDE)
    assert isinstance(read, TilePixels)
    return read


def _write(path: Path, picture: Picture, *, pixel_m: float, beyond_m: float) -> str:
    pixels: NDArray[Any] = np.clip(np.rint(picture * 255), 0, 255).astype(np.uint8)
    _, height, width = pixels.shape
    transform = (pixel_m, 0.0, 500_000.0 - beyond_m, 0.0, -pixel_m, 5_300_000.0 + beyond_m)
    return make_raster(path, pixels=pixels, width=width, height=height, transform=transform)
