"""Places in the formats that QGIS can write."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureSink,
    QgsFeedback,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ..threads import CancelledError
from .columns import feature_of, fields
from .places import Pictures, Product, ProductPlace
from .shapes import LINE, POINT, POLYGON, kind_of

__all__ = [
    "CSV",
    "GEOPACKAGE",
    "SQLITE",
    "TABLES_TOGETHER",
    "beside",
    "driver_of",
    "kinds_in",
    "table_of",
    "vector_formats",
    "write_vector",
]

GEOPACKAGE, SQLITE, CSV, GEOJSON, GEOJSON_LINES = "GPKG", "SQLite", "CSV", "GeoJSON", "GeoJSONSeq"
TABLES_TOGETHER = {GEOPACKAGE, SQLITE}
"""Several layers in one file, written one after the other."""
MIXED = {CSV, GEOJSON, GEOJSON_LINES, "KML", "LIBKML", "GML", "MapInfo File", "PGDUMP", "DXF", "DGN", "GeoRSS"}
"""Polygons, lines and points in one layer."""
NO_GEOMETRY = {"XLSX", "ODS"}
"""Tables; the coordinates are columns."""
NO_ATTRIBUTES = {"DXF", "DGN"}
"""Drawings."""
UNFIT = {"GPX", "Interlis 1", "Interlis 2", "S57", "Geoconcept", "LIBKML", "KML"}
"""Without polygons, or only by a model or for charts; of KML there is an own writer, with pictures."""
LAYER_OPTIONS = {
    # Programs that know no encoding, such as a spreadsheet, take it from the byte order mark.
    CSV: ["GEOMETRY=AS_WKT", "WRITE_BOM=YES"],
    GEOJSON: ["RFC7946=YES", "WRITE_NAME=NO"],
}
DATASET_OPTIONS = {"GeoRSS": ["USE_EXTENSIONS=YES"]}
SUFFIX_OF_KIND = {POLYGON: "", LINE: "_lines", POINT: "_points"}
CHUNK = 200
"""Features between two looks at whether it was cancelled."""


def vector_formats() -> list[tuple[str, str, str]]:
    """(driver, name, suffix without dot) of every format of QGIS that can hold places, by name."""
    found = []
    for entry in QgsVectorFileWriter.supportedFiltersAndFormats():
        name, _, endings = entry.filterString.rpartition(" (")
        suffix = endings.rstrip(")").split(" ")[0].lstrip("*.")
        if entry.driverName not in UNFIT and suffix:
            found.append((entry.driverName, name, suffix))
    return sorted(found, key=lambda one: one[1].casefold())


def driver_of(path: str) -> str:
    """By the ending; empty where none of the formats has it."""
    suffix = Path(path).suffix.lstrip(".").casefold()
    return next((driver for driver, _, ending in vector_formats() if ending == suffix), "")


def kinds_in(product: Product) -> list[str]:
    """POLYGON, LINE and POINT, as far as there are such places."""
    found = {kind_of(place.geometry) for place in product.places}
    return [kind for kind in SUFFIX_OF_KIND if kind in found]


def table_of(table: str, kind: str, kinds: list[str]) -> str:
    """The name of the layer, or file, with the places of one kind where there are several."""
    return table + SUFFIX_OF_KIND[kind] if len(kinds) > 1 else table


def write_vector(
    product: Product,
    target: str,
    *,
    driver: str,
    table: str,
    into_existing: bool,
    feedback: QgsFeedback,
    pictures: Optional[dict[int, Pictures]] = None,
    outlines: bool = False,
) -> list[tuple[str, str]]:
    """Write all places; returns (kind, name of the layer) of what was written. Raises OSError and CancelledError.

    Formats that hold one type of geometry get a layer, or a file beside `target`, for each type. `pictures`, by the
    number of the place, go into the file; `outlines`: the tiles, whatever was drawn in them.
    """
    kinds = [POLYGON] if outlines else kinds_in(product)
    if driver in MIXED | NO_GEOMETRY:
        written = _Table(target, table, driver, into_existing, pictures)
        written.write(product.places, None, outlines, feedback)
        return [(kind, table) for kind in kinds]
    layers = []
    for number, kind in enumerate(kinds):
        name = table_of(table, kind, kinds)
        together = driver in TABLES_TOGETHER
        path = target if together else beside(target, kind, kinds)
        one = _Table(path, name, driver, into_existing or (together and number > 0), pictures)
        one.write(product.places, kind, outlines, feedback)
        layers.append((kind, name))
    return layers


class _Table:
    """One layer of a file."""

    def __init__(self, path: str, name: str, driver: str, adds: bool, pictures: Optional[dict[int, Pictures]]):
        self._path, self._name, self._driver, self._adds = path, name, driver, adds
        self._pictures = pictures

    def write(self, places: tuple[ProductPlace, ...], kind: Optional[str], outlines: bool, feedback: QgsFeedback):
        """The places of a kind, or all of them."""
        columns = QgsFields() if self._driver in NO_ATTRIBUTES else fields(pictures=self._pictures is not None)
        geometries = ((place, place.outline if outlines else place.geometry) for place in places)
        chosen = [(place, shape) for place, shape in geometries if kind is None or kind_of(shape) == kind]
        writer = QgsVectorFileWriter.create(
            self._path,
            columns,
            self._type([shape for _, shape in chosen], kind),
            QgsCoordinateReferenceSystem("EPSG:4326"),
            QgsCoordinateTransformContext(),
            self._options(),
        )
        self._raise_error(writer)
        multi = kind is not None and any(shape.isMultipart() for _, shape in chosen)
        for number, (place, shape) in enumerate(chosen):
            if number % CHUNK == 0:
                feedback.setProgress(100.0 * number / len(chosen))
                if feedback.isCanceled():
                    raise CancelledError
            pictures = self._pictures.get(place.number) if self._pictures is not None else None
            feature = feature_of(place, columns, pictures) if columns.count() else QgsFeature()
            if self._driver not in NO_GEOMETRY:
                feature.setGeometry(_multi(shape) if multi or kind in (POLYGON, LINE) else shape)
            if not writer.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                self._raise_error(writer)
        writer.flushBuffer()
        self._raise_error(writer)
        del writer
        self._undo_other_ending()

    def _type(self, shapes: list[QgsGeometry], kind: Optional[str]):
        if self._driver in NO_GEOMETRY:
            return QgsWkbTypes.Type.NoGeometry
        if kind is None:
            return QgsWkbTypes.Type.Unknown
        multi = kind in (POLYGON, LINE) or any(shape.isMultipart() for shape in shapes)
        return QgsWkbTypes.multiType(shapes[0].wkbType()) if multi else shapes[0].wkbType()

    def _options(self):
        actions = QgsVectorFileWriter.ActionOnExistingFile
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = self._driver
        options.layerName = self._name
        options.fileEncoding = "UTF-8"
        options.actionOnExistingFile = actions.CreateOrOverwriteLayer if self._adds else actions.CreateOrOverwriteFile
        options.layerOptions = LAYER_OPTIONS.get(self._driver, [])
        options.datasourceOptions = DATASET_OPTIONS.get(self._driver, [])
        return options

    def _undo_other_ending(self) -> None:
        """QGIS knows one ending of a format only, and puts it behind another one."""
        path = Path(self._path)
        if not path.exists():
            for found in path.parent.glob(f"{path.name}.*"):
                found.rename(path)

    def _raise_error(self, writer) -> None:
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise OSError(writer.errorMessage())


def _multi(shape: QgsGeometry) -> QgsGeometry:
    made = QgsGeometry(shape)
    made.convertToMultiType()
    return made


def beside(target: str, kind: str, kinds: list[str]) -> str:
    """The file with the places of one kind, of a format that holds one."""
    path = Path(target)
    return str(path.with_name(table_of(path.stem, kind, kinds) + path.suffix))
