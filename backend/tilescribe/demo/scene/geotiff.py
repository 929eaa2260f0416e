"""Writing a scene as a cloud-optimised GeoTIFF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.demo.scene.grid import PLACE
from tilescribe.demo.scene.sensor import REFLECTANCE_SCALE
from tilescribe.errors import OutputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.demo.scene.grid import Grid

__all__ = ["write_scene"]


def write_scene(
    path: Path,
    bands: Sequence[NDArray[np.uint16]],
    *,
    grid: Grid,
    names: Sequence[str],
    acquired: datetime,
    title: str,
) -> None:
    """Write bands of (height, width) uint16 with overviews, band descriptions and the time of acquisition.

    The file appears under its name only when it is whole.

    Raises:
        OutputError: The folder cannot be written to.
    """
    import rasterio
    from rasterio.errors import RasterioError
    from rasterio.transform import Affine

    west, north = PLACE.easting_m + grid.west_m, PLACE.northing_m - grid.north_m
    transform = Affine(grid.pixel_m, 0, west, 0, -grid.pixel_m, north)
    part = path.with_name(f".{path.name}.part")
    try:
        with rasterio.open(
            part,
            "w",
            driver="COG",
            width=grid.width_px,
            height=grid.height_px,
            count=len(bands),
            dtype="uint16",
            crs=f"EPSG:{PLACE.epsg}",
            transform=transform,
            blocksize=512,
            compress="deflate",
            level=1,  # Noise hardly compresses: higher levels take 3 times as long for 2 % less.
            predictor="standard",
            overviews="auto",
            overview_resampling="average",
            num_threads="all_cpus",
        ) as target:
            for index, (band, name) in enumerate(zip(bands, names, strict=True), start=1):
                target.write(band, index)
                target.set_band_description(index, name)
            # Says by itself that the numbers are reflectance: whoever reads it needs no sensor profile.
            target.scales = (1 / REFLECTANCE_SCALE,) * len(bands)
            target.update_tags(
                TIFFTAG_DATETIME=acquired.strftime("%Y:%m:%d %H:%M:%S"),
                TIFFTAG_IMAGEDESCRIPTION=title,
                ACQUISITION_DATETIME=acquired.strftime("%Y-%m-%dT%H:%M:%SZ"),
            )
        part.replace(path)
    except (OSError, RasterioError) as error:
        raise OutputError(
            f"The scene {path} cannot be written: {error}", remedy="Choose another folder, or free space on the disk"
        ) from error
    finally:
        part.unlink(missing_ok=True)
