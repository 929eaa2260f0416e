"""The catalog: everything known about a set of rasters, in one GeoPackage file."""

from tilescribe.catalog.base import Catalog, EmbedderInfo, StoredDescription, StoredRaster, StoredTile, TileResult
from tilescribe.catalog.store import open_catalog

__all__ = [
    "Catalog",
    "EmbedderInfo",
    "StoredDescription",
    "StoredRaster",
    "StoredTile",
    "TileResult",
    "open_catalog",
]
