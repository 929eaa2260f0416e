"""Draw the three scenes of the demo and write them, with their ground truth, to a folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.errors import InvalidOptionError, OutputError

if TYPE_CHECKING:
    from tilescribe.demo.scene.drawing import TruthEntry
    from tilescribe.demo.scene.layout import Layout
    from tilescribe.demo.scene.valley import Valley

__all__ = ["DrawnScenes", "draw_scenes"]

BEFORE = datetime(2026, 9, 14, 10, 21, tzinfo=UTC)
REGION_SEEN = datetime(2026, 9, 18, 10, 26, tzinfo=UTC)
DURING = datetime(2026, 9, 22, 11, 48, tzinfo=UTC)

_REGION_VALLEY_PX = 1024
"""The valley goes into the region from pixels of 2 m, five to each pixel of 10 m."""
_DRAFT_BELOW_PX = 2048
"""Small scenes are for trying things out: their region is drawn without oversampling, four times as fast."""


@dataclass(frozen=True, slots=True)
class DrawnScenes:
    """Paths of the scenes and their ground truth."""

    valley: Path
    """0.5 m, red, green, blue, nir, before the flood."""
    flood: Path
    """The same during the flood."""
    region: Path
    """10 m, ten bands, 15 km x 15 km."""
    truth: Path
    """GeoJSON in WGS84; read it with `truth.read_truth`."""

    @property
    def paths(self) -> tuple[Path, Path, Path]:
        """The three rasters, in the order of their size on the ground and of their time."""
        return self.valley, self.flood, self.region


def draw_scenes(folder: Path, *, seed: int = 7, size_px: int = 4096) -> DrawnScenes:
    """Draw a valley before and during a flood, and its region, as GeoTIFFs with ground truth.

    Args:
        folder: Made if it is missing; files of the same names are replaced.
        seed: The same seed gives the same pixels.
        size_px: Side of the valley scenes, which cover 2,048 m whatever it is: 4,096 px are 0.5 m each.

    Raises:
        InvalidOptionError: `size_px` is not within 256 to 8192.
        OutputError: The folder cannot be written to.
    """
    from tilescribe.demo.scene.layout import plan_valley
    from tilescribe.demo.scene.valley import draw_valley, valley_grid

    if not 256 <= size_px <= 8192:
        raise InvalidOptionError(f"A scene of {size_px} px cannot be drawn", remedy="Give a side from 256 to 8192 px")
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error}", remedy="Choose another folder") from error
    drawn = DrawnScenes(
        valley=folder / f"valley_{BEFORE:%Y%m%d}.tif",
        flood=folder / f"valley_{DURING:%Y%m%d}_flood.tif",
        region=folder / f"region_S2_{REGION_SEEN:%Y%m%d}.tif",
        truth=folder / "truth.geojson",
    )
    layout = plan_valley(seed)
    valley = draw_valley(layout, valley_grid(size_px), seed)
    things = [*valley.things, *_write_valley(drawn, valley)]
    small = valley if size_px == _REGION_VALLEY_PX else draw_valley(layout, valley_grid(_REGION_VALLEY_PX), seed)
    things += _write_region(drawn, layout, small, fine=1 if size_px < _DRAFT_BELOW_PX else 2)
    _write_truth(drawn, things)
    return drawn


def _write_valley(drawn: DrawnScenes, valley: Valley) -> list[TruthEntry]:
    """Both dates; returns what only the second one shows."""
    from tilescribe.demo.scene.drawing import TruthEntry
    from tilescribe.demo.scene.geotiff import write_scene
    from tilescribe.demo.scene.materials import VALLEY_BANDS
    from tilescribe.demo.scene.truth import outline

    names, bands = tuple(VALLEY_BANDS), tuple(VALLEY_BANDS.values())
    grid = valley.surface.grid
    write_scene(
        drawn.valley,
        list(valley.before(bands)),
        grid=grid,
        names=names,
        acquired=BEFORE,
        title="Made-up valley, surface reflectance x 10000",
    )
    depth_m, clouds = valley.depth(), valley.clouds()
    write_scene(
        drawn.flood,
        list(valley.during(bands, depth_m=depth_m, clouds=clouds)),
        grid=grid,
        names=names,
        acquired=DURING,
        title="Made-up valley during a flood, surface reflectance x 10000",
    )
    step = max(1, round(2 / grid.pixel_m))
    coarse = grid.at(grid.pixel_m * step)
    day = DURING.date()
    return [
        TruthEntry(
            "flood", "flood of the River Aven", outline(depth_m[::step, ::step] > 0.05, coarse, simplify_m=2), day
        ),
        TruthEntry(
            "cloud",
            "clouds over the forest",
            outline(clouds.opacity[::step, ::step] > 0.5, coarse, simplify_m=3),
            day,
            day,
        ),
    ]


def _write_region(drawn: DrawnScenes, layout: Layout, valley: Valley, *, fine: int) -> list[TruthEntry]:
    from tilescribe.demo.scene.geotiff import write_scene
    from tilescribe.demo.scene.materials import BAND_NAMES
    from tilescribe.demo.scene.region import REGION, draw_region

    region, things = draw_region(layout, valley, valley.seed, on=REGION_SEEN.date(), fine=fine)
    write_scene(
        drawn.region,
        list(region.observed(region.clouds())),
        grid=REGION,
        names=BAND_NAMES,
        acquired=REGION_SEEN,
        title="Made-up region, surface reflectance x 10000",
    )
    return things


def _write_truth(drawn: DrawnScenes, things: list[TruthEntry]) -> None:
    from shapely import box

    from tilescribe.demo.scene.region import REGION
    from tilescribe.demo.scene.truth import write_truth

    write_truth(drawn.truth, things, within=box(*REGION.bounds_m))
