"""GeoPackage files: their layers, and the style that is stored with one."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsException, QgsProviderConnectionException, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

__all__ = ["drop_table", "free_table_name", "is_catalog", "layer_uri", "save_style", "table_names"]

CATALOG_TABLE = "tilescribe_meta"
"""Every catalog has it, and nothing else."""
_FAILURES = (QgsException, QgsProviderConnectionException)
"""One is derived from the other in C++, but not in Python."""


def layer_uri(path: str, table: str) -> str:
    """The source of one layer of the file, for the provider `ogr`."""
    return f"{path}|layername={table}"


def table_names(path: str) -> list[str]:
    """Names of the layers and tables in the file that QGIS shows; empty where it is no GeoPackage."""
    return [layer.name() for layer in QgsProviderRegistry.instance().querySublayers(path)]


def free_table_name(path: str, wanted: str) -> str:
    """`wanted`, or `wanted_2`, `wanted_3`, … where a layer of the file has that name."""
    taken = {name.lower() for name in table_names(path)}
    name, number = wanted, 2
    while name.lower() in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def is_catalog(path: str) -> bool:
    """Whether the GeoPackage is a catalog of Tilescribe."""
    if not {"rasters", "tiles"} <= set(table_names(path)):
        return False
    try:
        rows = _connection(path).executeSql(f"SELECT 1 FROM sqlite_master WHERE name = '{CATALOG_TABLE}'")  # nosec B608
    except _FAILURES:
        return False
    return bool(rows)


def drop_table(path: str, table: str) -> None:
    """Take a layer out of the file. Raises OSError."""
    try:
        _connection(path).dropVectorTable("", table)
    except _FAILURES as error:
        raise OSError(str(error)) from error


def save_style(layer: QgsVectorLayer, path: str, table: str) -> bool:
    """Keep how `layer` looks with a table of the file, as its default style; whether that went well.

    Not by `saveStyleToDatabase`: a layer that reads the file while QGIS opens it once more to write loses the journal
    under its connection ("unable to open database file"), and what it reads next is empty.
    """
    document = QDomDocument()
    if layer.exportNamedStyle(document):
        return False
    _leave_font_open(document)
    # Without an SLD for other programs: rules with colours by expression cannot be told in one.
    return _ogr().saveStyle(layer_uri(path, table), document.toString(), "", layer.name(), "", "", True, "")


def _leave_font_open(document: QDomDocument) -> None:
    """Labels in the default font of this computer are to be in that of any other, which may not have this one."""
    formats = document.elementsByTagName("text-style")
    for number in range(formats.count()):
        element = formats.at(number).toElement()
        if element.attribute("fontFamily") == QgsApplication.font().family():
            element.removeAttribute("fontFamily")


def _connection(path: str):
    return _ogr().createConnection(path, {})


def _ogr():
    return QgsProviderRegistry.instance().providerMetadata("ogr")
