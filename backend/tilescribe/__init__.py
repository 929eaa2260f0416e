"""Search your imagery in plain words, offline.

import tilescribe

for event in tilescribe.index(["~/tifs"], catalog="area.gpkg"):
    print(event)
with tilescribe.open_catalog("area.gpkg") as catalog:
    answer = tilescribe.search(catalog, "water beside a road", k=5)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.catalog import Catalog, open_catalog
    from tilescribe.describe import Captioner
    from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, Measurements, Tag
    from tilescribe.domain.heat_map import HeatMap
    from tilescribe.domain.heat_raster import HeatRaster
    from tilescribe.domain.hit import Answer, Hit
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.query import Filters
    from tilescribe.embed import Embedder
    from tilescribe.errors import TilescribeError
    from tilescribe.indexing import IndexOptions, index
    from tilescribe.searching import heat_map, search, similar, similar_to_picture, where

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Author",
    "Caption",
    "Captioner",
    "Catalog",
    "Description",
    "DescriptionKind",
    "Embedder",
    "Filters",
    "HeatMap",
    "HeatRaster",
    "Hit",
    "IndexOptions",
    "Measurements",
    "Tag",
    "TilePixels",
    "TilescribeError",
    "__version__",
    "heat_map",
    "index",
    "open_catalog",
    "search",
    "similar",
    "similar_to_picture",
    "where",
]

__getattr__ = names_on_demand(
    __name__,
    {
        "Answer": "tilescribe.domain.hit",
        "Author": "tilescribe.domain.description",
        "Caption": "tilescribe.domain.description",
        "Captioner": "tilescribe.describe",
        "Catalog": "tilescribe.catalog",
        "Description": "tilescribe.domain.description",
        "DescriptionKind": "tilescribe.domain.description",
        "Embedder": "tilescribe.embed",
        "Filters": "tilescribe.domain.query",
        "HeatMap": "tilescribe.domain.heat_map",
        "HeatRaster": "tilescribe.domain.heat_raster",
        "Hit": "tilescribe.domain.hit",
        "IndexOptions": "tilescribe.indexing",
        "Measurements": "tilescribe.domain.description",
        "Tag": "tilescribe.domain.description",
        "TilePixels": "tilescribe.domain.pixels",
        "TilescribeError": "tilescribe.errors",
        "heat_map": "tilescribe.searching",
        "index": "tilescribe.indexing",
        "open_catalog": "tilescribe.catalog",
        "search": "tilescribe.searching",
        "similar": "tilescribe.searching",
        "similar_to_picture": "tilescribe.searching",
        "where": "tilescribe.searching",
    },
)
"""`import tilescribe` stays free of numpy, GDAL and torch."""


def __dir__() -> list[str]:
    """What tab completion offers."""
    return sorted({*globals(), *__all__})
