"""The catalog: everything known about a set of rasters, in one GeoPackage file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.catalog.base import Catalog, EmbedderInfo, StoredDescription, StoredRaster, StoredTile, TileResult
    from tilescribe.catalog.geopackage.catalog import open_catalog

__all__ = [
    "Catalog",
    "EmbedderInfo",
    "StoredDescription",
    "StoredRaster",
    "StoredTile",
    "TileResult",
    "open_catalog",
]

_OF_BASE = ("Catalog", "EmbedderInfo", "StoredDescription", "StoredRaster", "StoredTile", "TileResult")

__getattr__ = names_on_demand(
    __name__, {**dict.fromkeys(_OF_BASE, f"{__name__}.base"), "open_catalog": f"{__name__}.store"}
)
"""What takes one module of this package does not import all of them."""
