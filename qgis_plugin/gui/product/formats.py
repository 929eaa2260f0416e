"""The formats of products, and what each of them needs to be made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication

from ...core.product.vector_files import GEOPACKAGE, driver_of, vector_formats

__all__ = ["HTML", "KMZ", "MAP_BOOK", "PDF", "VECTOR", "ProductFormat", "format_of", "format_of_path", "formats"]

VECTOR, KMZ, PDF, HTML, MAP_BOOK = "vector", "kmz", "pdf", "html", "map-book"
SHAPEFILE = "ESRI Shapefile"


@dataclass(frozen=True)
class ProductFormat:
    """A way to write places."""

    kind: str
    """VECTOR, KMZ, PDF, HTML or MAP_BOOK"""
    name: str
    suffix: str
    """Without dot."""
    driver: str = ""
    """Of OGR, where that writes it."""
    picture_px: int = 0
    """Longest side of the pictures that it holds; 0 where it holds none."""
    hint: str = ""
    """What to know first, in a sentence."""

    @property
    def key(self) -> str:
        """For settings and menus."""
        return self.driver if self.kind == VECTOR else self.kind

    @property
    def titled(self) -> bool:
        """It tells of title and author."""
        return self.kind != VECTOR

    @property
    def filter(self) -> str:
        """For a file dialog."""
        return f"{self.name} (*.{self.suffix})"


def formats() -> list[ProductFormat]:
    """All of them, those that are asked for most first."""
    documents = [
        ProductFormat(PDF, _tr("PDF report"), "pdf", picture_px=560, hint=_tr("A cover, then a page for each place.")),
        ProductFormat(
            HTML, _tr("Web page"), "html", picture_px=560, hint=_tr("One file with everything in it, to hand on.")
        ),
        ProductFormat(
            KMZ, _tr("KMZ for Google Earth"), "kmz", picture_px=480, hint=_tr("With pictures, notes and colours in it.")
        ),
        ProductFormat(
            MAP_BOOK,
            _tr("Map book"),
            "gpkg",
            GEOPACKAGE,
            picture_px=560,
            hint=_tr("A print layout in this project, with an atlas over the places, which are kept in a GeoPackage."),
        ),
    ]
    vector = [
        ProductFormat(VECTOR, name, suffix, driver, hint=_hint(driver)) for driver, name, suffix in vector_formats()
    ]
    first = [GEOPACKAGE, "GeoJSON", "CSV"]
    ahead = sorted((one for one in vector if one.driver in first), key=lambda one: first.index(one.driver))
    return [*ahead, *documents, *(one for one in vector if one.driver not in first)]


def format_of(key: str) -> ProductFormat:
    """By its key; a GeoPackage where there is no such format in this QGIS."""
    listed = formats()
    return next((one for one in listed if one.key == key), listed[0])


def format_of_path(path: str) -> Optional[ProductFormat]:
    """By the ending of a path; None where no format has it."""
    suffix = Path(path).suffix.lstrip(".").casefold()
    for one in formats():
        if one.kind != MAP_BOOK and one.suffix == suffix:
            return one
    driver = driver_of(path)
    return next((one for one in formats() if one.kind == VECTOR and one.driver == driver), None) if driver else None


def _hint(driver: str) -> str:
    hints = {
        GEOPACKAGE: _tr("With its style in it; a file that exists gets one more layer."),
        "CSV": _tr("A table with longitude, latitude and MGRS, and the geometry as text."),
        SHAPEFILE: _tr("Cuts texts to 254 bytes; lines and points that were drawn go to files of their own."),
        "XLSX": _tr("A table with coordinates, without the geometry."),
        "ODS": _tr("A table with coordinates, without the geometry."),
        "DXF": _tr("A drawing: the geometry without notes or other attributes."),
        "DGN": _tr("A drawing: the geometry without notes or other attributes."),
    }
    return hints.get(driver, "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProductFormats", text)
