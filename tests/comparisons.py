"""Catalogs of two dates with made-up comparisons: real plans and pixels, words and figures by rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin
from scipy.ndimage import gaussian_filter
from tests.e2e.runs import run
from tests.scenes import SIDE_PX

from tilescribe.catalog import open_catalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.comparing.locations import changes_of
from tilescribe.comparing.planning import ChangePlanner, choose_sides
from tilescribe.domain.change import ChangeMeasures, PairAlignment
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.testing import HashEmbedder

__all__ = ["AFTER", "BEFORE", "DESTROYED", "NOTHING", "compare_by_rule", "draw_dates", "two_dates"]

BEFORE = "before_20250914.tif"
AFTER = "scene_20260914.tif"
DESTROYED = "Houses were destroyed."
NOTHING = "Nothing has changed."
_FACTS, _MODEL = Author("facts", "1", "1"), Author("changes", "weights-1", "1")


def two_dates(folder: Path, catalog: Path, *, embedder: str = "hash") -> Path:
    """The catalog of a town at two dates, nine tiles each."""
    draw_dates(folder)
    run([folder], catalog, embedder=HashEmbedder(name=embedder))
    return catalog


def draw_dates(folder: Path) -> None:
    """A town of half a metre, and what it is a year later: in the west of it every roof is another."""
    town, later = _town(1), _town(2)
    _write(folder / BEFORE, town)
    later[:, SIDE_PX // 3 :] = town[:, SIDE_PX // 3 :]
    _write(folder / AFTER, later)


def _town(seed: int) -> NDArray[np.float64]:
    """(SIDE_PX, SIDE_PX) 0 to 1: roofs on ground."""
    random = np.random.default_rng(seed)
    ground = np.full((SIDE_PX, SIDE_PX), 0.45)
    for row, col in random.integers(0, SIDE_PX - 24, (900, 2)):
        height, width = random.integers(8, 24, 2)
        ground[row : row + height, col : col + width] = random.uniform(0.15, 0.85)
    blurred: NDArray[np.float64] = gaussian_filter(ground, 0.8)
    return blurred


def _write(path: Path, picture: NDArray[np.float64]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    profile = {
        "driver": "GTiff",
        "width": SIDE_PX,
        "height": SIDE_PX,
        "count": 3,
        "dtype": "uint8",
        "crs": "EPSG:32633",
        "transform": from_origin(400_000.0, 5_800_000.0, 0.5, 0.5),
        "photometric": "RGB",
    }
    with rasterio.open(path, "w", **profile) as dataset:
        dataset.write(np.repeat(np.clip(np.rint(picture * 255), 1, 255).astype(np.uint8)[None], 3, axis=0))


def compare_by_rule(catalog: Path, *, embedder: str = "hash") -> Path:
    """The catalog of changes: tile n of a later date has changed by n tenths, and above a half houses were destroyed.

    The last tile cannot be compared.
    """
    place = Path(changes_of(catalog))
    speaker = HashEmbedder(name=embedder)
    with open_catalog(catalog) as store, open_catalog(place, mode="a") as changes:
        run_id = changes.begin_run({})
        planner = ChangePlanner(store, changes, run_id=run_id)
        list(planner.plan(choose_sides(store.rasters(), before=None, after=None)))
        tiles = sorted(changes.tiles_at((-180.0, -90.0, 180.0, 90.0)))
        results = [_result(tile_id, number / 10) for number, tile_id in enumerate(tiles[:-1], start=1)]
        results.append(TileResult(tiles[-1], content_hash="-", blank="not comparable: clouds"))
        texts = sorted({one.text for said in results for words in said.captions.values() for one in words.descriptions})
        changes.write_batch(
            results,
            embedder=EmbedderInfo(speaker.name, speaker.fingerprint, speaker.dim),
            vectors=dict(zip(texts, speaker.embed(texts), strict=True)),
        )
        changes.end_run(run_id, status="done", counts={})
    return place


def _result(tile_id: int, magnitude: float) -> TileResult:
    measures = ChangeMeasures(0.95, magnitude, 0.05, vegetation_lost=magnitude / 2, brightness=0.01)
    said = DESTROYED if magnitude > 0.5 else NOTHING
    measured = Caption(
        (Description(DescriptionKind.FACTS, f"{magnitude:.0%} of the ground has changed."),), change=measures
    )
    seen = Caption((Description(DescriptionKind.CHANGE, said),))
    return TileResult(
        tile_id,
        content_hash=f"pixels {tile_id}",
        valid_share=1.0,
        captions={_FACTS: measured, _MODEL: seen},
        alignment=PairAlignment(1.0, -0.5, 0.9, 1.0, 1.0, 0.0, 0.5),
    )
