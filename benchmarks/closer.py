"""What a closer look finds, and how near: `python -m benchmarks.closer FOLDER [N …] [--objects FILE]`.

The valley is drawn and indexed in FOLDER, unless it lies there already. Each question is asked without a closer look
and with one into the best N hits (20 and 50), and held against the ground truth. With `--objects` the rasters of FOLDER
are asked, and the truth is points, as in tests/data/joplin_objects.json.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pyproj

from tilescribe import index, open_catalog, search
from tilescribe.demo import draw_scenes
from tilescribe.demo.scene.grid import PLACE
from tilescribe.demo.scene.scenes import BEFORE, DURING
from tilescribe.demo.scene.truth import Truth, read_truth
from tilescribe.describe import load_captioner
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.query import Filters
from tilescribe.indexing import IndexOptions
from tilescribe.searching import rerank_by_crops

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.base import VisualCaptioner
    from tilescribe.domain.hit import Hit

SMALL = {
    "boats": ("boat",),
    "a swimming pool": ("pool",),
    "parked cars": ("car",),
    "a bridge": ("bridge",),
    "a harbour": ("harbour",),
    "a sports field": ("sports",),
    "solar panels": ("solar",),
    "a parking lot": ("parking",),
    "a quarry": ("quarry",),
}
LARGE = {
    "a forest": ("forest",),
    "farmland": ("field",),
    "a river": ("river",),
    "a lake": ("lake",),
    "a residential area": ("town",),
    "an industrial area": ("industry",),
    "a beach": ("sand",),
    "an orchard": ("orchard",),
    "a highway": ("highway",),
    "a flooded village": ("flood", "town"),
}
"""Questions, and the classes of the truth that a right tile holds together. That one is asked of the flooded valley."""
_EACH = {"boat", "pool", "car"}
"""Of these one is enough; of the others a tenth of the tile, or half of the largest one."""
_FIRST = 20
OBJECTS = {
    "swimming pool": ("a swimming pool", "swimming pools"),
    "car": ("parked cars", "a car"),
    "bus": ("a bus", "buses"),
    "truck": ("a truck", "trucks"),
}
"""Kinds of objects, and how they are asked for."""


class Remembering:
    """A captioner that looks at every picture once, whatever it is asked about it."""

    def __init__(self, captioner: VisualCaptioner) -> None:
        self.author, self.input_side_px = captioner.author, captioner.input_side_px
        self.batch_size, self.visual_space = captioner.batch_size, captioner.visual_space
        self.describe = captioner.describe
        self._look = captioner.visual_vectors
        self._known: dict[str, NDArray[np.float32]] = {}

    def visual_vectors(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        keys = [tile.content_hash() for tile in tiles]
        new = {key: tile for key, tile in zip(keys, tiles, strict=True) if key not in self._known}
        if new:
            self._known |= dict(zip(new, self._look(list(new.values())), strict=True))
        return np.stack([self._known[key] for key in keys])


@dataclass(frozen=True, slots=True)
class _Found:
    right: int
    """Of the first 20 hits."""
    things: float
    """Share of the things of this kind that lie in the first 20 tiles."""
    errors_m: list[float]
    """From the middle of each right hit to the nearest thing."""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.closer", description="What a closer look finds, and how near."
    )
    parser.add_argument("folder", type=Path, help="where the valley is, or is to be; with --objects, the rasters")
    parser.add_argument("most", type=int, nargs="*", default=[20, 50], help="hits to look at closer")
    parser.add_argument("--objects", type=Path, help="points by kind, as in tests/data/joplin_objects.json")
    parser.add_argument("--catalog", type=Path, help="default: closer.gpkg in the folder")
    given = parser.parse_args()
    looks = (0, *given.most)
    catalog = given.catalog or given.folder / "closer.gpkg"
    captioner = Remembering(cast("VisualCaptioner", load_captioner("builtin")))
    if given.objects is None:
        _measure_valley(given.folder, catalog, looks=looks, captioner=captioner)
    else:
        _measure_objects(given.folder, catalog, given.objects, looks=looks, captioner=captioner)


def _measure_valley(folder: Path, catalog: Path, *, looks: Sequence[int], captioner: Remembering) -> None:
    if not (folder / "truth.geojson").exists():
        draw_scenes(folder)
    scenes = [folder / f"valley_{BEFORE:%Y%m%d}.tif", folder / f"valley_{DURING:%Y%m%d}_flood.tif"]
    for _ in index([str(scene) for scene in scenes], catalog=catalog, options=IndexOptions()):
        pass
    truth = read_truth(folder / "truth.geojson")
    for title, questions in (("small", SMALL), ("large", LARGE)):
        rows = {
            question: _measured(catalog, question, kinds, truth=truth, looks=looks, captioner=captioner)
            for question, kinds in questions.items()
        }
        _print(title, rows, looks=looks)


def _measure_objects(folder: Path, catalog: Path, truth: Path, *, looks: Sequence[int], captioner: Remembering) -> None:
    """Tiles of the finest level, for a coarse one may hold nearly all objects."""
    from shapely import Point

    for _ in index([str(folder)], catalog=catalog, options=IndexOptions()):
        pass
    objects = json.loads(truth.read_text(encoding="utf-8"))["objects"]
    west, south = (statistics.mean(one[name] for one in objects) for name in ("lon", "lat"))
    metres = pyproj.Transformer.from_crs(4326, f"+proj=aeqd +lon_0={west} +lat_0={south}", always_xy=True)
    rows = {}
    with open_catalog(catalog) as store:
        finest = Filters(levels_m=(min(level for raster in store.rasters() for level in raster.levels_m),))
        for kind, questions in OBJECTS.items():
            places = [(one["lon"], one["lat"]) for one in objects if one["kind"] == kind]
            things: list[Geometry] = [Point(metres.transform(*place)) for place in places]
            outlines = store.footprints(store.candidates(finest).tolist())
            holding = sum(any(outline.intersects(Point(place)) for place in places) for outline in outlines)
            for question in questions:
                rows[f"{question} ({len(things)} in {holding} tiles)"] = [
                    _against(hits, things, each=True, metres=metres)
                    for hits in _first_hits(store, question, finest, looks=looks, captioner=captioner)
                ]
        print(f"{len(store.candidates(finest))} tiles")
    _print("objects", rows, looks=looks)


def _measured(
    catalog: Path,
    question: str,
    kinds: Sequence[str],
    *,
    truth: Truth,
    looks: Sequence[int],
    captioner: Remembering,
) -> list[_Found]:
    seen = (DURING if "flood" in kinds else BEFORE).date()
    metres = pyproj.Transformer.from_crs(4326, PLACE.epsg, always_xy=True)
    things = _things(truth, kinds, seen, metres=metres)
    with open_catalog(catalog) as store:
        day = Filters(rasters=(f"valley_{seen:%Y%m%d}*",))
        return [
            _against(hits, things, each=kinds[0] in _EACH, metres=metres)
            for hits in _first_hits(store, question, day, looks=looks, captioner=captioner)
        ]


def _first_hits(
    store: Catalog, question: str, filters: Filters, *, looks: Sequence[int], captioner: Remembering
) -> Iterator[Sequence[Hit]]:
    """The first 20 after each look."""
    for most in looks:
        answer = search(store, question, k=max(most, _FIRST), filters=filters)
        if most:
            answer = rerank_by_crops(store, answer, most=most, captioner=captioner).answer
        yield answer.hits[:_FIRST]


def _against(hits: Sequence[Hit], things: Sequence[Geometry], *, each: bool, metres: pyproj.Transformer) -> _Found:
    largest = max((thing.area for thing in things), default=0.0)
    errors, inside = [], set()
    for hit in hits:
        tile = _metric(hit.footprint, metres)
        here = {at for at, thing in enumerate(things) if thing.intersects(tile)}
        shown = sum(things[at].intersection(tile).area for at in here)
        if here if each else shown and (shown >= tile.area / 10 or shown >= largest / 2):
            inside |= here
            middle = _metric(hit.geometry, metres).centroid
            errors.append(min(thing.distance(middle) for thing in things))
    return _Found(len(errors), len(inside) / len(things) if things else 0.0, errors)


def _things(truth: Truth, kinds: Sequence[str], day: date, *, metres: pyproj.Transformer) -> list[Geometry]:
    from shapely import union_all

    first, *others = (
        [_metric(one.geometry, metres).buffer(0) for one in truth.features if one.kind == kind and one.there_on(day)]
        for kind in kinds
    )
    for other in others:
        both = union_all(first).intersection(union_all(other))
        first = list(getattr(both, "geoms", [both]))
    return first


def _metric(shape: Geometry, metres: pyproj.Transformer) -> Geometry:
    """WGS84 in metres on the ground."""
    from shapely import transform

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(metres.transform(points[:, 0], points[:, 1]))

    return transform(shape, moved)


def _joined(column: Sequence[_Found]) -> _Found:
    errors = [error for one in column for error in one.errors_m]
    return _Found(sum(one.right for one in column), statistics.mean(one.things for one in column), errors)


def _print(title: str, rows: Mapping[str, Sequence[_Found]], *, looks: Sequence[int]) -> None:
    print(f"\n| {title} | " + " | ".join(f"closer {most}" if most else "without" for most in looks) + " |")
    print("|---" * (len(looks) + 1) + "|")
    for question, row in rows.items():
        print(f"| {question} | " + " | ".join(map(_cell, row)) + " |")
    print("| all | " + " | ".join(_cell(_joined(column)) for column in zip(*rows.values(), strict=True)) + " |")


def _cell(found: _Found) -> str:
    """`5 right, 80 % of the things, 19 m`"""
    error = f"{statistics.median(found.errors_m):.0f} m" if found.errors_m else "–"
    return f"{found.right} right, {found.things:.0%} of them, {error}"


if __name__ == "__main__":
    main()
