"""Made-up places of products for the tests."""

from __future__ import annotations

from qgis_plugin.core.product.places import EarlierDate, Product, ProductPlace
from tests.qgis.made_up import square

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext
from qgis.PyQt.QtGui import QColor, QImage

LINE = {"type": "LineString", "coordinates": [[15.001, 47.901], [15.005, 47.905], [15.009, 47.902]]}
POINT = {"type": "Point", "coordinates": [15.004, 47.906]}
POLYGON = {"type": "Polygon", "coordinates": [[[15.002, 47.902], [15.006, 47.902], [15.004, 47.907], [15.002, 47.902]]]}


def place(number: int = 1, **changes) -> ProductPlace:
    """The tile 100 + number."""
    given = {
        "number": number,
        "footprint": square(15.0 + 0.02 * (number - 1), 47.9),
        "catalog_id": "3f9a1c0b7d2e",
        "catalog_path": "/data/area.gpkg",
        "tile_id": 100 + number,
        "level_m": 112.0,
        "question": "flooding river",
        "sentence": "A bridge crosses the flooded river.",
        "summary": "A bridge crosses the flooded river. Trees stand beside it.",
        "rank": number,
        "score": 0.9,
        "acquired": "2026-09-14T00:00:00Z",
        "label": "after",
        "raster": "scene_20260914.tif",
        "path": "/data/tifs/scene_20260914.tif",
        "verdict": "confirmed",
        "author": "Rivera",
        "updated": "2026-09-15T08:30:00Z",
    }
    return ProductPlace(**{**given, **changes})


def earlier(**changes) -> EarlierDate:
    given = {
        "tile_id": 900,
        "compared": False,
        "acquired": "2025-06-01T00:00:00Z",
        "label": "before",
        "raster": "old.tif",
    }
    return EarlierDate(**{**given, **changes})


def product(*places, **changes) -> Product:
    given = {
        "places": tuple(places),
        "title": "flooding river",
        "author": "Rivera",
        "written": "2026-09-15",
        "crs": QgsCoordinateReferenceSystem("EPSG:32633"),
        "context": QgsCoordinateTransformContext(),
    }
    return Product(**{**given, **changes})


def drawn_places() -> tuple:
    """A tile, a polygon, a line and a point."""
    shapes = (None, POLYGON, LINE, POINT)
    return tuple(place(number, shape=shape) for number, shape in enumerate(shapes, 1))


def picture(path, *, side_px: int = 64, colour: str = "#446688"):
    """A JPEG file; returns its path."""
    image = QImage(side_px, side_px, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path), "JPG")
    return path
