"""The catalog: everything known about a set of rasters. This package is its interface; forms of it stand beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.catalog.opening import is_catalog, open_annotations, open_catalog
    from tilescribe.catalog.protocols import Annotations, Catalog
    from tilescribe.catalog.query import Page, RankedTile, TileQuery, TileRanking
    from tilescribe.catalog.types import (
        EmbedderInfo,
        StoredDescription,
        StoredRaster,
        StoredTile,
        TileResult,
        VectorSpace,
    )

__all__ = [
    "Annotations",
    "Catalog",
    "EmbedderInfo",
    "Page",
    "RankedTile",
    "StoredDescription",
    "StoredRaster",
    "StoredTile",
    "TileQuery",
    "TileRanking",
    "TileResult",
    "VectorSpace",
    "is_catalog",
    "open_annotations",
    "open_catalog",
]

_HOMES = {
    "opening": ("is_catalog", "open_annotations", "open_catalog"),
    "protocols": ("Annotations", "Catalog"),
    "query": ("Page", "RankedTile", "TileQuery", "TileRanking"),
    "types": ("EmbedderInfo", "StoredDescription", "StoredRaster", "StoredTile", "TileResult", "VectorSpace"),
}

__getattr__ = names_on_demand(
    __name__, {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names}
)
"""What takes one module of this package does not import all of them."""
