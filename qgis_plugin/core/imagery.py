"""The raster files behind QGIS's layers, and why a layer cannot be indexed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProviderRegistry, QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication

__all__ = ["SUFFIXES", "RasterSource", "layer_source", "layer_sources", "looks_like_imagery", "uri_source"]

SUFFIXES = frozenset(
    {
        ".tif",
        ".tiff",
        ".jp2",
        ".vrt",
        ".img",
        ".ecw",
        ".sid",
        ".ntf",
        ".nitf",
        ".asc",
        ".bil",
        ".kap",
        ".jpg",
        ".jpeg",
        ".png",
    }
)
"""Of dropped files that are taken without a question; the engine says of each whether it can be used."""

_REMOTE = re.compile(
    r"^(https?|ftp)://|^(WMS|WMTS|WCS|TMS|OGCAPI|EEDAI|PLMosaic):|<GDAL_WMS>|<GDAL_WMTS>|<WCS_GDAL>", re.IGNORECASE
)
_SUBDATASETS = re.compile(
    r"^(NETCDF|HDF4|HDF4_SDS|HDF5|SENTINEL\d_\w+|GTIFF_DIR|ZARR|GPKG|RASTERLITE\w*|NITF_IM|PG|MBTILES):", re.IGNORECASE
)


@dataclass(frozen=True)
class RasterSource:
    """The file of a raster layer, or why it has none that can be read."""

    name: str
    path: str = ""
    """Absolute, or a /vsi… path; empty where the layer is refused."""
    reason: str = ""
    """Why it is refused: a whole sentence."""

    @property
    def usable(self) -> bool:
        return bool(self.path)


def layer_source(layer: QgsMapLayer) -> RasterSource:
    """What the engine would read for a layer. Looks at no file, so that a slow drive does not hold the window."""
    name = layer.name()
    if not isinstance(layer, QgsRasterLayer):
        return RasterSource(name, reason=_tr("“{name}” is no raster layer. Add raster layers.").format(name=name))
    if layer.providerType() == "gdal" and not layer.isValid():
        return RasterSource(
            name, reason=_tr("“{name}” could not be opened. Repair its data source first.").format(name=name)
        )
    return uri_source(name, provider=layer.providerType(), source=layer.source())


def uri_source(name: str, *, provider: str, source: str) -> RasterSource:
    """The same for what is not a layer yet, such as an entry of the browser."""
    return _gdal_source(name, source) if provider == "gdal" else RasterSource(name, reason=_refusal(name, provider))


def layer_sources(layers: Iterable[QgsMapLayer]) -> tuple[list[str], list[RasterSource]]:
    """(paths without repetition, refused ones)."""
    sources = [layer_source(layer) for layer in layers]
    return list(dict.fromkeys(source.path for source in sources if source.usable)), [
        source for source in sources if not source.usable
    ]


def looks_like_imagery(path: Path) -> bool:
    """A folder, or a file whose name ends as imagery's do."""
    return path.suffix.lower() in SUFFIXES or path.is_dir()


def _gdal_source(name: str, source: str) -> RasterSource:
    if _REMOTE.search(source):
        return RasterSource(name, reason=_refusal(name, "web"))
    path = _file_path(source)
    if _SUBDATASETS.match(source):
        return RasterSource(
            name,
            reason=_tr(
                "“{name}” is a part of {path}, which can't be indexed by itself. Save the layer as a GeoTIFF and add "
                "that."
            ).format(name=name, path=path),
        )
    return RasterSource(name, path=path if path.startswith("/vsi") else str(Path(path).absolute()))


def _file_path(source: str) -> str:
    if source.startswith("/vsi"):
        # QGIS would name the archive instead of what lies in it.
        return source.partition("|")[0]
    return str(QgsProviderRegistry.instance().decodeUri("gdal", source).get("path") or source)


def _refusal(name: str, provider: str) -> str:
    if provider in _SERVICES or provider == "web":
        return _tr(
            "“{name}” comes from a web service, which can't be indexed: its pictures are drawn for each map view and "
            "have no file. Export the part you need as a GeoTIFF and add that."
        ).format(name=name)
    return _tr(
        "“{name}” has no file that the engine could read (source: {provider}). Export it as a GeoTIFF and add that."
    ).format(name=name, provider=provider)


_SERVICES = frozenset({"wms", "wcs", "arcgismapserver", "arcgisimageserver", "xyzvectortiles", "vectortile"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Imagery", text)
