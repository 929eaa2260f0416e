"""Search your imagery in plain words, offline.

import tilescribe

for event in tilescribe.index(["~/tifs"], catalog="area.gpkg"):
    print(event)
with tilescribe.open_catalog("area.gpkg") as catalog:
    answer = tilescribe.search(catalog, "water beside a road", k=5)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.catalog import open_catalog
    from tilescribe.indexing import index
    from tilescribe.searching import search, similar

__version__ = "0.1.0"
__all__ = ["__version__", "index", "open_catalog", "search", "similar"]

_HOMES = {
    "open_catalog": "tilescribe.catalog",
    "index": "tilescribe.indexing",
    "search": "tilescribe.searching",
    "similar": "tilescribe.searching",
}


def __getattr__(name: str) -> object:
    """Import on first use: `import tilescribe` stays free of numpy, GDAL and torch (PEP 562)."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
