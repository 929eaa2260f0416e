"""Made-up rasters, tiles, captions and questions that the tests of the contract are made of."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from tilescribe.catalog.fusion import (
    ChannelWeights,
    Weights,
    discounted,
    probability,
    seen_log_odds,
    unseen_log_odds,
)
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.query import Page, RankedTile, TileQuery
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, VisualVector
from tilescribe.domain.raster import FileSignature, Georeferencing, Raster
from tilescribe.domain.tile import Tile, Window

__all__ = [
    "BY_TEXT",
    "EMBEDDER",
    "FACTS",
    "MODEL",
    "OTHER_SPACE",
    "SIGNATURE",
    "TOLERANCE",
    "ask",
    "caption",
    "expected",
    "fill",
    "found",
    "ids",
    "in_thread",
    "put",
    "query",
    "raster",
    "say",
    "see",
    "tile",
    "unit",
    "vector",
    "write",
]

FACTS, MODEL = Author("facts", "1", "1"), Author("model", "weights-1", "1")
EMBEDDER = EmbedderInfo("mini", "fingerprint of mini", 8)
OTHER_SPACE = "fingerprint of another text encoder"
SIGNATURE = FileSignature(size_bytes=100, mtime_ns=1)
WORDS = ("lake", "harbour", "forest", "road", "roof", "field", "river", "quarry")
BY_TEXT = Weights(unseen=ChannelWeights(offset=-2.0, text=5.0), seen=ChannelWeights(offset=-2.0, text=5.0))
"""What is written counts alone."""
TOLERANCE = 2e-3
"""Stores may keep vectors in half precision: a cosine of unit vectors is then off by less than this."""


def raster(path: str = "/imagery/a.tif", **changes: Any) -> Raster:
    fields: dict[str, Any] = {
        "path": path,
        "fingerprint": f"content of {path}",
        "driver": "GTiff",
        "width": 1000,
        "height": 800,
        "dtype": "uint16",
        "bands": (Band(1, Role.RED, 0.0001, -0.1), Band(2, Role.NIR)),
        "nodata": (),
        "palette": False,
        "profile": "planet-4",
        "profile_source": "tags",
        "quantity": Quantity.REFLECTANCE,
        "crs": "EPSG:32632",
        "georeferencing": Georeferencing.GEOTRANSFORM,
        "transform": (3.0, 0.0, 500_000.0, 0.0, -3.0, 5_500_000.0),
        "gsd_x_m": 3.0,
        "gsd_y_m": 3.5,
        "footprint": shapely.MultiPolygon([shapely.box(9.0, 49.0, 9.1, 49.1)]),
        "acquired": datetime(2024, 6, 1, 10, 20, 30, tzinfo=UTC),
        "acquired_source": "file name",
        "sensor": "PSB.SD",
        "has_overviews": False,
        "notices": ("The nodata value is assumed.",),
    }
    return Raster(**{**fields, **changes})


def tile(number: int, *, level_m: float = 128.0, west: float = 9.0, north: float = 49.1) -> Tile:
    """Ten tiles of 0.01 degrees in a row."""
    row, col = divmod(number, 10)
    box = shapely.box(west + col * 0.01, north - (row + 1) * 0.01, west + (col + 1) * 0.01, north - row * 0.01)
    return Tile(level_m, Window(row * 80, col * 100, 80, 100), shapely.MultiPolygon([box]))


def put(catalog: Catalog, path: str = "/imagery/a.tif", *, count: int = 4, **changes: Any) -> int:
    tiles = [tile(number) for number in range(count)]
    return catalog.put_raster(raster(path, **changes), stamp=SIGNATURE, overrides="", plan="", tiles=tiles)


def ids(catalog: Catalog) -> list[int]:
    """Ids of all tiles, in order."""
    return sorted(catalog.tiles_at((-180.0, -90.0, 180.0, 90.0)))


def caption(*texts: str, kind: DescriptionKind = DescriptionKind.FEATURES) -> Caption:
    return Caption(tuple(Description(kind, text, number) for number, text in enumerate(texts)))


def vector(text: str, dim: int = EMBEDDER.dim) -> NDArray[np.float32]:
    """(dim,) float32: a unit vector that only the text decides."""
    made: NDArray[np.float32] = unit(np.random.default_rng(list(text.encode())), 1, dim)[0]
    return made


def unit(rng: np.random.Generator, count: int, dim: int) -> NDArray[np.float32]:
    values = rng.standard_normal((count, dim)).astype(np.float32)
    units: NDArray[np.float32] = values / np.linalg.norm(values, axis=1, keepdims=True)
    return units


def write(catalog: Catalog, results: Sequence[TileResult]) -> None:
    """One batch with the vectors it needs."""
    captions = [caption for result in results for caption in result.captions.values()]
    new = catalog.texts_without_vectors([one.text for caption in captions for one in caption.descriptions], EMBEDDER)
    catalog.write_batch(results, embedder=EMBEDDER, vectors={text: vector(text) for text in new})


def say(
    catalog: Catalog,
    said: Mapping[int, Iterable[str]],
    *,
    author: Author = FACTS,
    kind: DescriptionKind = DescriptionKind.FEATURES,
) -> None:
    results = [
        TileResult(tile_id, content_hash=f"pixels {tile_id}", captions={author: caption(*texts, kind=kind)})
        for tile_id, texts in said.items()
    ]
    write(catalog, results)


def see(catalog: Catalog, tile_id: int, author: Author, vectors: Mapping[str, NDArray[np.float32]]) -> None:
    (space,) = vectors
    seen = replace(caption(f"seen by {author.captioner}"), visual=VisualVector.of(vectors[space], space=space))
    write(catalog, [TileResult(tile_id, content_hash=f"pixels {tile_id}", captions={author: seen})])


def fill(
    catalog: Catalog,
) -> tuple[dict[int, dict[Author, list[str]]], dict[int, dict[str, NDArray[np.float32]]]]:
    """(what is said of 30 tiles by two authors; what is seen on some of them, in two spaces)."""
    rng = np.random.default_rng(7)
    put(catalog, count=30)
    said: dict[int, dict[Author, list[str]]] = {}
    seen: dict[int, dict[str, NDArray[np.float32]]] = {}
    results = []
    for tile_id in ids(catalog):
        captions = {}
        for author, space, dim, share in ((FACTS, OTHER_SPACE, 5, 0.5), (MODEL, EMBEDDER.fingerprint, 8, 0.6)):
            texts = [" ".join(rng.choice(WORDS, rng.integers(1, 5))) + f" {rng.integers(99)}" for _ in range(2)]
            said.setdefault(tile_id, {})[author] = list(dict.fromkeys(texts))
            captions[author] = caption(*said[tile_id][author])
            if rng.random() < share:
                seen.setdefault(tile_id, {})[space] = picture = unit(rng, 1, dim)[0]
                captions[author] = replace(captions[author], visual=VisualVector.of(picture, space=space))
        share_valid = float(rng.choice([1.0, 0.4]))
        results.append(TileResult(tile_id, valid_share=share_valid, captions=captions))
    write(catalog, results)
    return said, seen


def query(text: str, *, words: str = "", space: str = EMBEDDER.fingerprint, **options: Any) -> TileQuery:
    asked = vector(text)
    return TileQuery(
        space=space,
        text=asked[None],
        visual={EMBEDDER.fingerprint: asked},
        words=words,
        **options,
    )


def ask(catalog: Catalog, question: str, **page: Any) -> tuple[RankedTile, ...]:
    return catalog.search(query(question, words=question, page=Page(**page))).tiles


def found(catalog: Catalog, question: str) -> list[int]:
    return sorted(one.tile.id for one in ask(catalog, question))


def expected(
    query: TileQuery,
    found: RankedTile,
    said: Mapping[int, Mapping[Author, Sequence[str]]],
    seen: Mapping[int, Mapping[str, NDArray[np.float32]]],
) -> tuple[float, float, float | None]:
    """(fused score, text cosine, visual cosine) of a tile, from what was written; words as the store counts them."""
    texts = [text for by_author in said[found.tile.id].values() for text in by_author]
    dense = float(np.mean([max(float(vector(text) @ asked) for text in texts) for asked in query.text]))
    cosines = {
        space: float(picture @ query.visual[space])
        for space, picture in seen.get(found.tile.id, {}).items()
        if query.weights.of_space(space).share
    }
    visual, lexical = None, query.weights.unseen.lexical
    odds = unseen_log_odds(np.array([dense], np.float32), query.weights)
    if cosines:
        scales = [query.weights.of_space(space) for space in cosines]
        scaled = [how.scale * cosine + how.offset for how, cosine in zip(scales, cosines.values(), strict=True)]
        visual, lexical = float(np.average(scaled, weights=[how.share for how in scales])), query.weights.seen.lexical
        odds = seen_log_odds(np.array([dense], np.float32), np.array([visual], np.float32), query.weights)
    score = probability(odds + np.float32(lexical * found.channels.get("lexical", 0.0)))
    share = np.array([found.tile.valid_share], np.float32)
    return float(discounted(score, share)[0]), dense, visual


def in_thread(call: Callable[[], Any]) -> Any:
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(call()))
    thread.start()
    thread.join()
    return answers[0]
