"""Rasters, tiles and results that never saw a pixel."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from tilescribe.catalog.geopackage import encoding
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, Measurements
from tilescribe.domain.raster import FileSignature, Raster
from tilescribe.domain.tile import Tile
from tilescribe.testing.store_contract import samples

FACTS = Author("facts", "1", "1")
MODEL = Author("model", "weights-1", "1")
EMBEDDER = EmbedderInfo(name="mini", fingerprint="f1", dim=8)
STAMP = FileSignature(size_bytes=100, mtime_ns=1)


def raster(path: str = "/imagery/a.tif", **changes: Any) -> Raster:
    return samples.raster(path, **{"fingerprint": f"print of {path}", "has_overviews": True, **changes})


def tile(number: int, *, level_m: float = 128.0, east: float = 9.0) -> Tile:
    """Tiles 0 to 9 lie in the first row, 10 to 19 in the second."""
    return samples.tile(number, level_m=level_m, west=east)


def tiles(count: int, *, level_m: float = 128.0) -> list[Tile]:
    return [tile(number, level_m=level_m) for number in range(count)]


def put(catalog: Catalog, path: str = "/imagery/a.tif", *, count: int = 3, plan: str = "p", **changes: Any) -> int:
    return catalog.put_raster(raster(path, **changes), stamp=STAMP, overrides="", plan=plan, tiles=tiles(count))


def caption(*words: str, summary: str = "", measurements: Measurements | None = None) -> Caption:
    facts = [Description(DescriptionKind.FACTS, text, variant) for variant, text in enumerate(words)]
    sums = [Description(DescriptionKind.SUMMARY, summary)] if summary else []
    return Caption(descriptions=(*sums, *facts), measurements=measurements)


def vector(text: str, dim: int = EMBEDDER.dim) -> np.ndarray[Any, np.dtype[np.float32]]:
    return samples.vector(text, dim)


def write(catalog: Catalog, results: Sequence[TileResult], embedder: EmbedderInfo = EMBEDDER) -> None:
    """One batch with the vectors it needs, as the pipeline does it."""
    texts = [
        description.text
        for result in results
        for one in result.captions.values()
        if not one.failure
        for description in one.descriptions
    ]
    new = catalog.texts_without_vectors(texts, embedder)
    catalog.write_batch(results, embedder=embedder, vectors={text: vector(text, embedder.dim) for text in new})


def describe(
    catalog: Catalog, tile_ids: Iterable[int], *, author: Author = FACTS, words: Sequence[str] = ("water",)
) -> None:
    """Each tile by one author, with a summary of its own and shared facts."""
    write(
        catalog,
        [
            TileResult(
                tile_id,
                content_hash=f"hash {tile_id}",
                valid_share=1.0,
                captions={author: caption(*words, summary=f"{author.captioner} on tile {tile_id}")},
            )
            for tile_id in tile_ids
        ],
    )


def reader(catalog: GeoPackageCatalog) -> sqlite3.Connection:
    """This thread's connection, for what the catalog's own modules read."""
    return catalog._connections.read()


def sql(path: Path | str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Look into the file, or break it, behind the catalog's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        encoding.register_functions(db)
        return db.execute(statement, values).fetchall()
