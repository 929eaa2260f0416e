"""Rasters side by side, and VRTs over them."""

from __future__ import annotations

import os
from pathlib import Path

from tilescribe.testing.rasters import make_raster

WIDTH = 96
"""Side of each raster in pixels of 10 m."""


def side_by_side(folder: Path, count: int = 2, **changes: object) -> list[str]:
    """Rasters that touch, from west to east."""
    return [
        make_raster(
            folder / f"part{number}.tif",
            width=WIDTH,
            height=WIDTH,
            seed=number,
            transform=(10.0, 0.0, 500_000.0 + number * WIDTH * 10, 0.0, -10.0, 5_300_000.0),
            **changes,  # type: ignore[arg-type]
        )
        for number in range(count)
    ]


def vrt(path: Path, sources: list[str], *, stacked: bool = False, head: str = "", left_m: float = 500_000.0) -> str:
    """A mosaic of rasters that lie side by side, or a stack of the first bands of all."""
    import rasterio

    with rasterio.open(sources[0]) as source:
        wkt = source.crs.to_wkt().replace('"', "&quot;")
    width = WIDTH if stacked else WIDTH * len(sources)
    bands = [[(one, 1, 0)] for one in sources] if stacked else None
    if bands is None:
        bands = [[(one, band, at * WIDTH) for at, one in enumerate(sources)] for band in (1, 2, 3)]
    parts = "".join(
        f'<VRTRasterBand dataType="Byte" band="{number}">'
        + "".join(
            f'<SimpleSource><SourceFilename relativeToVRT="1">{os.path.relpath(name, path.parent)}</SourceFilename>'
            f"<SourceBand>{band}</SourceBand>"
            f'<SourceProperties RasterXSize="{WIDTH}" RasterYSize="{WIDTH}" DataType="Byte"/>'
            f'<SrcRect xOff="0" yOff="0" xSize="{WIDTH}" ySize="{WIDTH}"/>'
            f'<DstRect xOff="{left}" yOff="0" xSize="{WIDTH}" ySize="{WIDTH}"/></SimpleSource>'
            for name, band, left in shown
        )
        + "</VRTRasterBand>"
        for number, shown in enumerate(bands, start=1)
    )
    path.write_text(
        f'<VRTDataset rasterXSize="{width}" rasterYSize="{WIDTH}"{head}><SRS>{wkt}</SRS>'
        f"<GeoTransform>{left_m},10,0,5300000,0,-10</GeoTransform>{parts}</VRTDataset>"
    )
    return str(path)
