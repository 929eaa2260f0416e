"""Made-up hits for the tests of the plugin."""

from __future__ import annotations

from qgis_plugin.core.protocol import Hit, Hits, SearchRequest
from qgis_plugin.core.results import Results

PATIENCE_MS = 30_000
"""For what a test waits for: longer than a busy computer needs."""
SIDE = 0.01
COLUMNS = 250


def square(west: float, south: float, *, side: float = SIDE) -> dict:
    """A GeoJSON square."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def hit(rank: int = 1, **changes) -> Hit:
    """The tile 100 + rank, in a grid of its own place, worse with every rank."""
    column, row = (rank - 1) % COLUMNS, (rank - 1) // COLUMNS
    given = {
        "geometry": square(15.0 + column * SIDE, 47.9 - row * SIDE),
        "rank": rank,
        "score": 0.9 - 0.5 * (rank - 1) / max(rank, 100),
        "tile_id": 100 + rank,
        "raster": "scene_20260914.tif",
        "path": "/data/tifs/scene_20260914.tif",
        "acquired": "2026-09-14T00:00:00Z",
        "level_m": 112.0,
        "summary": "A river beside trees.",
        "matched": "A river beside trees. A bridge crosses the flooded river.",
        "words": ("flooding", "river"),
        "channels": {"dense": 0.68},
    }
    return Hit(**{**given, **changes})


def answer(count: int = 3, *, question: str = "flooding river", candidates: int = 240) -> Hits:
    """`count` hits."""
    return Hits(question, "all-MiniLM-L6-v2", candidates, 0.012, tuple(hit(rank) for rank in range(1, count + 1)))


def results(count: int = 3, **changes) -> Results:
    """An answer with the request that it answers."""
    given = {
        "catalog_id": "3f9a1c0b7d2e",
        "catalog_path": "/data/area.gpkg",
        "request": SearchRequest(question="flooding river"),
        "answer": answer(count),
        "asked": "2026-09-15T08:00:00+00:00",
    }
    return Results(**{**given, **changes})
