"""Two dates from GeoTIFFs to a catalog of changes, against describing the tiles of the later one in the same run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.measure import Result, at_least, at_most
from tilescribe import index
from tilescribe.comparing import CompareOptions, compare
from tilescribe.demo.scene.scenes import draw_scenes
from tilescribe.describe import load_captioner
from tilescribe.describe.change_registry import load_change_captioner
from tilescribe.domain.events import Event, RunFinished, RunStarted
from tilescribe.embed import load_embedder
from tilescribe.indexing import IndexOptions

LEAST_PAIRS_S = 20.0
MOST_OF_DESCRIBING = 3.0
"""Two pictures are looked at, aligned and measured against each other, where one is looked at and written about."""


def measure() -> list[Result]:
    embedder = load_embedder()
    embedder.embed(["warm up"] * 100)
    with tempfile.TemporaryDirectory() as folder:
        scenes = draw_scenes(Path(folder), size_px=2048)
        catalog = Path(folder) / "area.gpkg"
        options = IndexOptions(overlap=0.5, levels_m=(224.0,))
        two_dates = [scenes.valley, scenes.flood]
        describing = _timed(
            index(two_dates, catalog=catalog, options=options, captioner=load_captioner("builtin"), embedder=embedder)
        )
        rates = [describing]
        for name in ("facts", "builtin"):
            changes = Path(folder) / f"{name}.changes.gpkg"
            captioner = load_change_captioner(name)
            rates.append(
                _timed(
                    compare(catalog, changes=changes, options=CompareOptions(), captioner=captioner, embedder=embedder)
                )
            )
    tiles_s, facts_s, pairs_s = rates
    return [
        at_least(
            "pairs of 224 px a second, two GeoTIFFs to catalog, built-in model",
            pairs_s,
            LEAST_PAIRS_S,
            detail=f"measured only: {facts_s:.0f}; tiles described: {tiles_s:.0f} a second",
        ),
        at_most("time of a pair through that of describing a tile", tiles_s / pairs_s, MOST_OF_DESCRIBING),
    ]


def _timed(events: Iterable[Event]) -> float:
    """Tiles or pairs a second, from when they are planned on."""
    started, count = time.perf_counter(), 0
    for event in events:
        if isinstance(event, RunStarted):
            started, count = time.perf_counter(), event.pending
        if isinstance(event, RunFinished):
            assert event.status == "done", event
    return count / (time.perf_counter() - started)
