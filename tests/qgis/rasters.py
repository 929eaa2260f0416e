"""Small GeoTIFFs for the tests of the plugin, written with GDAL, which QGIS always brings."""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal, osr


def geotiff(
    path: Path, *, side_px: int = 64, epsg: int = 32633, west: float = 500_000.0, north: float = 5_310_000.0
) -> str:
    """Three bands of 1 m pixels with a gradient; the path as text."""
    gdal.UseExceptions()
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), side_px, side_px, 3, gdal.GDT_Byte)
    dataset.SetGeoTransform((west, 1.0, 0.0, north, 0.0, -1.0))
    if epsg:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        dataset.SetProjection(reference.ExportToWkt())
    row = bytes(range(0, 4 * min(side_px, 64), 4)) * (side_px // min(side_px, 64))
    for band in range(1, 4):
        dataset.GetRasterBand(band).WriteRaster(0, 0, side_px, side_px, row * side_px)
    dataset.FlushCache()
    return str(path)
