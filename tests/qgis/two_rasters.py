"""Two dates of one place as layers of the project, for tests of what the map shows."""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal, osr
from tests.qgis.made_up import hit

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtGui import QColor

SIDE = 0.01
WEST, NORTH = 15.0, 47.91
"""Of the first made-up hit."""


def plain_raster(path: Path, colour: str, *, side_px: int = 32) -> str:
    """A GeoTIFF in one colour that covers the first made-up hit, in WGS 84."""
    gdal.UseExceptions()
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), side_px, side_px, 3, gdal.GDT_Byte)
    dataset.SetGeoTransform((WEST, SIDE / side_px, 0.0, NORTH, 0.0, -SIDE / side_px))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    dataset.SetProjection(reference.ExportToWkt())
    for band, value in enumerate(QColor(colour).getRgb()[:3], start=1):
        dataset.GetRasterBand(band).Fill(value)
    dataset.FlushCache()
    return str(path)


def raster_layer(path: Path, colour: str, *, parent=None) -> QgsRasterLayer:
    """The same as a layer, at the bottom of the layer tree or of a group."""
    layer = QgsRasterLayer(plain_raster(path, colour), f"{path.parent.name}-{path.stem}", "gdal")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer, False)
    (parent or QgsProject.instance().layerTreeRoot()).addLayer(layer)
    return layer


def hit_of(path, **changes):
    """The first made-up hit, of a file."""
    return hit(1, path=str(path), raster=Path(path).name, **changes)


def names_in_order() -> list[str]:
    """Of visible layers, the uppermost first."""
    root = QgsProject.instance().layerTreeRoot()
    return [layer.name() for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible()]
