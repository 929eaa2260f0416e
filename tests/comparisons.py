"""Catalogs of two dates with made-up comparisons: real plans and pixels, words and figures by rule."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.runs import run
from tests.scenes import draw

from tilescribe.catalog import open_catalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.comparing.locations import changes_of
from tilescribe.comparing.planning import ChangePlanner, choose_sides
from tilescribe.domain.change import ChangeMeasures, PairAlignment
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.testing import HashEmbedder

__all__ = ["BEFORE", "DESTROYED", "NOTHING", "compare_by_rule", "two_dates"]

BEFORE = "before_20250914.tif"
AFTER = "scene_20260914.tif"
DESTROYED = "Houses were destroyed."
NOTHING = "Nothing has changed."
_FACTS, _MODEL = Author("facts", "1", "1"), Author("changes", "weights-1", "1")


def two_dates(folder: Path, catalog: Path, *, embedder: str = "hash") -> Path:
    """The catalog of one place at two dates, nine tiles each: water and forest, and then forest only."""
    draw(folder / BEFORE, seed=1)
    draw(folder / AFTER, seed=2, cover="forest")
    run([folder], catalog, embedder=HashEmbedder(name=embedder))
    return catalog


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
