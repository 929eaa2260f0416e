"""A search over a million vectors against the bare matrix product over the same vectors."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.measure import Result, at_most, median_ratio
from tilescribe import open_catalog, search
from tilescribe.catalog.geopackage import encoding, revisions
from tilescribe.domain.query import Filters
from tilescribe.embed.base import Embedder
from tilescribe.testing import HashEmbedder

TILES = 1_000_000
DIM = 384
SIDE = 1_000
"""Tiles a row of the made-up grid; each is a hundredth of a degree wide."""
WORDS = 20_000


class _Embedder(HashEmbedder):
    """Answers at once, with a vector near some of the catalog's: embedding the question is not measured here."""

    def __init__(self) -> None:
        super().__init__(name="made-up", dim=DIM)
        self.answer = np.zeros(DIM, dtype=np.float32)

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        return np.tile(self.answer, (len(texts), 1))


def measure() -> list[Result]:
    embedder = _Embedder()
    rng = np.random.default_rng(11)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.gpkg"
        half = _vectors(rng)
        fill(path, embedder, half, rng)
        matrix = half.astype(np.float32)
        question = "word17 word4711"
        query = embedder.answer = matrix[4711]
        box = Filters(bounds=(0.001, 0.001, 0.999, 0.999))  # touches 100 x 100 of the 1,000 x 1,000 tiles
        with open_catalog(path) as catalog:

            def bare() -> NDArray[np.float32]:
                scores: NDArray[np.float32] = matrix @ query
                return scores

            def whole() -> None:
                assert search(catalog, question, k=20, embedder=embedder).candidates == TILES

            def filtered() -> None:
                answer = search(catalog, question, k=20, embedder=embedder, filters=box)
                assert answer.candidates == TILES // 100

            against_bare, ours, theirs = median_ratio(whole, bare)
            against_whole, few, _ = median_ratio(filtered, whole)
    return [
        at_most(
            "search over 1 M vectors against numpy's matrix product",
            against_bare,
            1.3,
            detail=f"{ours * 1e3:.0f} ms against {theirs * 1e3:.0f} ms",
        ),
        at_most(
            "search filtered to 1 % of the tiles against the unfiltered",
            against_whole,
            0.1,
            detail=f"{few * 1e3:.0f} ms",
        ),
    ]


def fill(
    path: Path,
    embedder: Embedder,
    texts: NDArray[np.float16],
    rng: np.random.Generator,
    *,
    pictures: NDArray[np.float16] | None = None,
) -> None:
    """A catalog of described tiles, written by SQL in bulk.

    Args:
        path: Of the catalog.
        embedder: Whose vectors they are.
        texts: (n, dim), one for each tile; n a multiple of 10,000.
        rng: Draws the words.
        pictures: (n, dim), visual vectors of the same tiles.
    """
    open_catalog(path, mode="a").close()
    numbers = range(1, len(texts) + 1)
    with sqlite3.connect(path) as db:
        encoding.register_functions(db)
        db.execute("PRAGMA synchronous = OFF")
        revision = revisions.begin(db)  # as a transaction of ours
        db.execute("INSERT INTO authors VALUES (1, 'made-up', '1', '1')")
        db.execute(
            "INSERT INTO spaces VALUES (1, ?, ?, ?, '2026-01-01T00:00:00Z', 'cosine')",
            (embedder.name, embedder.fingerprint, texts.shape[1]),
        )
        _insert_raster(db)
        db.executemany(
            "INSERT INTO tiles (id, geom, raster_id, raster, level_m, row, col, height, width, state, reason, summary, "
            "valid_share, updated) "
            "VALUES (?, ?, 1, 'made-up.tif', 100, ?, ?, 100, 100, 'done', '', ?, 1, '2026-01-01T00:00:00Z')",
            _tiles(len(texts)),
        )
        db.executemany("INSERT INTO texts VALUES (?, ?)", _texts(rng, len(texts)))
        db.executemany(
            "INSERT INTO captions VALUES (?1, ?1, 1, 'done', '', NULL, 1, '2026-01-01T00:00:00Z')",
            ((number,) for number in numbers),
        )
        db.executemany(
            "INSERT INTO descriptions VALUES (?1, ?1, 1, 'summary', 0, ?1)",
            ((number,) for number in numbers),
        )
        db.executemany(
            "INSERT INTO vectors VALUES (?1, 1, ?1, ?2)",
            ((number, texts[number - 1].tobytes()) for number in numbers),
        )
        if pictures is not None:
            db.executemany(
                "INSERT INTO visuals (id, tile_id, author_id, space_id, vector) VALUES (?1, ?1, 1, 1, ?2)",
                ((number, pictures[number - 1].tobytes()) for number in numbers),
            )
        revisions.end(db, revision)
        db.execute("ANALYZE")


def _vectors(rng: np.random.Generator) -> NDArray[np.float16]:
    """Unit vectors in a thousand groups whose members have a cosine of about 0.6, as sentences on one subject do."""
    centres = rng.standard_normal((1_000, DIM), dtype=np.float32)
    half = np.empty((TILES, DIM), dtype="<f2")
    for start in range(0, TILES, 100_000):
        part = centres[rng.integers(0, len(centres), 100_000)]
        part += 0.8 * rng.standard_normal(part.shape, dtype=np.float32)
        half[start : start + 100_000] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return half


def _tiles(count: int) -> Iterator[tuple[int, bytes, int, int, str]]:
    cols = np.arange(SIDE)
    for row in range(count // SIDE):
        boxes = shapely.box(cols / 100, row / 100, (cols + 1) / 100, (row + 1) / 100)
        blobs = encoding.encode_geometries([shapely.MultiPolygon([box]) for box in boxes])
        for col, blob in enumerate(blobs):
            yield row * SIDE + col + 1, blob, row * 100, col * 100, f"text {row * SIDE + col}"


def _texts(rng: np.random.Generator, count: int) -> Iterator[tuple[int, str]]:
    """Ten words each, some common and most rare, as in a language (Zipf)."""
    for start in range(0, count, 10_000):
        words = np.minimum(rng.zipf(1.3, (10_000, 10)), WORDS)
        for at, row in enumerate(words.tolist()):
            yield start + at + 1, " ".join(f"word{word}" for word in row) + f" number {start + at}"


def _insert_raster(db: sqlite3.Connection) -> None:
    """The one row that tiles refer to; only what a search reads matters."""
    columns = {
        "id": 1,
        "geom": encoding.encode_geometries([shapely.MultiPolygon([shapely.box(0, 0, 10, 10)])])[0],
        "path": "/made-up.tif",
        "state": "present",
        "bands": json.dumps([]),
    }
    numbers = ("size_bytes", "mtime_ns", "width", "height", "palette", "gsd_x_m", "gsd_y_m", "has_overviews")
    texts = ("name", "fingerprint", "overrides", "plan", "reason", "driver", "dtype", "profile", "profile_source")
    more = ("quantity", "acquired_source", "crs", "georeferencing", "notices", "levels_m", "updated")
    columns |= dict.fromkeys(numbers, 1) | dict.fromkeys(texts + more, "")
    marks = ", ".join("?" * len(columns))
    db.execute(f"INSERT INTO rasters ({', '.join(columns)}) VALUES ({marks})", list(columns.values()))
