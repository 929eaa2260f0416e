"""What a closer look finds on the drawn scenes, and how near: `python -m benchmarks.closer FOLDER [N …]`.

The valley is drawn and indexed in FOLDER, unless it lies there already. Each question is asked without a closer look
and with one into the best N hits (20 and 50), and held against the ground truth.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
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
_TO_METRES = pyproj.Transformer.from_crs(4326, PLACE.epsg, always_xy=True)


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
    folder, numbers = Path(sys.argv[1]), [int(text) for text in sys.argv[2:]] or [20, 50]
    if not (folder / "truth.geojson").exists():
        draw_scenes(folder)
    scenes = [folder / f"valley_{BEFORE:%Y%m%d}.tif", folder / f"valley_{DURING:%Y%m%d}_flood.tif"]
    catalog = folder / "closer.gpkg"
    for _ in index([str(scene) for scene in scenes], catalog=catalog, options=IndexOptions()):
        pass
    truth = read_truth(folder / "truth.geojson")
    looks = (0, *numbers)
    captioner = Remembering(cast("VisualCaptioner", load_captioner("builtin")))
    for title, questions in (("small", SMALL), ("large", LARGE)):
        rows = {
            question: _measured(catalog, question, kinds, truth=truth, looks=looks, captioner=captioner)
            for question, kinds in questions.items()
        }
        print(f"\n| {title} | " + " | ".join(f"closer {most}" if most else "without" for most in looks) + " |")
        print("|---" * (len(looks) + 1) + "|")
        for question, row in rows.items():
            print(f"| {question} | " + " | ".join(map(_cell, row)) + " |")
        print("| all | " + " | ".join(_cell(_joined(column)) for column in zip(*rows.values(), strict=True)) + " |")


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
    found = []
    with open_catalog(catalog) as store:
        day = Filters(rasters=(f"valley_{seen:%Y%m%d}*",))
        for most in looks:
            answer = search(store, question, k=max(most, _FIRST), filters=day)
            if most:
                answer = rerank_by_crops(store, answer, most=most, captioner=captioner).answer
            found.append(_against(answer.hits[:_FIRST], _things(truth, kinds, seen), each=kinds[0] in _EACH))
    return found


def _against(hits: Sequence[Hit], things: Sequence[Geometry], *, each: bool) -> _Found:
    largest = max((thing.area for thing in things), default=0.0)
    errors, inside = [], set()
    for hit in hits:
        tile = _metric(hit.footprint)
        here = {at for at, thing in enumerate(things) if thing.intersects(tile)}
        shown = sum(things[at].intersection(tile).area for at in here)
        if here if each else shown and (shown >= tile.area / 10 or shown >= largest / 2):
            inside |= here
            middle = _metric(hit.geometry).centroid
            errors.append(min(thing.distance(middle) for thing in things))
    return _Found(len(errors), len(inside) / len(things) if things else 0.0, errors)


def _things(truth: Truth, kinds: Sequence[str], day: date) -> list[Geometry]:
    from shapely import union_all

    first, *others = (
        [_metric(one.geometry).buffer(0) for one in truth.features if one.kind == kind and one.there_on(day)]
        for kind in kinds
    )
    for other in others:
        both = union_all(first).intersection(union_all(other))
        first = list(getattr(both, "geoms", [both]))
    return first


def _metric(shape: Geometry) -> Geometry:
    """WGS84 in metres of the valley's own grid."""
    from shapely import transform

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(_TO_METRES.transform(points[:, 0], points[:, 1]))

    return transform(shape, moved)


def _joined(column: Sequence[_Found]) -> _Found:
    errors = [error for one in column for error in one.errors_m]
    return _Found(sum(one.right for one in column), statistics.mean(one.things for one in column), errors)


def _cell(found: _Found) -> str:
    """`5 right, 80 % of the things, 19 m`"""
    error = f"{statistics.median(found.errors_m):.0f} m" if found.errors_m else "–"
    return f"{found.right} right, {found.things:.0%} of them, {error}"


if __name__ == "__main__":
    main()
