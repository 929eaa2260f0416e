"""A closer look on a map of real pictures: `python -m benchmarks.closer_pictures IMAGES CAPTIONS [SPLIT]`.

Pictures are laid out on one map as `tilescribe evaluate --localisation` does, and indexed in tiles that are 2.37
pictures wide (`--tile`) and lie across their edges, so that each shows parts of several; with `--tile 1` each tile is
one picture, of which a part can only show less. Captions that stand at one picture only ask for it, without a closer
look and with one into the best 50 hits. Right is a tile with at least half of the picture.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from benchmarks.closer import Remembering
from tilescribe import index, open_catalog, search
from tilescribe.describe import load_captioner
from tilescribe.embed import load_embedder
from tilescribe.evaluate.datasets import load_dataset, open_picture
from tilescribe.evaluate.localisation import write_mosaic
from tilescribe.evaluate.localise import questions_of
from tilescribe.evaluate.sampling import evenly_spaced
from tilescribe.indexing import IndexOptions
from tilescribe.raster import open_raster
from tilescribe.searching import rerank_by_crops

if TYPE_CHECKING:
    from shapely import Geometry

    from tilescribe.describe.base import VisualCaptioner
    from tilescribe.domain.hit import Hit

_KS = (1, 5, 10, 20)
_QUESTIONS = 100
_METRES_A_DEGREE = 111_320
_LEAST_SHARE = 0.5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("images")
    parser.add_argument("captions")
    parser.add_argument("split", nargs="?")
    parser.add_argument("--tile", type=float, default=2.37)
    parser.add_argument("--limit", type=int, default=300)
    asked = parser.parse_args()
    pictures = evenly_spaced(
        list(load_dataset(asked.images, asked.captions, split=asked.split).pictures), most=asked.limit
    )
    captioner = Remembering(cast("VisualCaptioner", load_captioner("builtin")))
    embedder = load_embedder()
    looks: dict[int, list[tuple[Sequence[Hit], Geometry]]] = {0: [], 50: []}
    with tempfile.TemporaryDirectory() as folder:
        mosaic = write_mosaic(pictures, Path(folder) / "map.tif", gsd_m=1.0, seed=0, read=open_picture)
        side_m = open_raster(str(mosaic.path)).gsd_m * mosaic.layout.cell_px
        catalog = Path(folder) / "map.gpkg"
        options = IndexOptions(levels_m=(side_m * asked.tile,))
        for _ in index([mosaic.path], catalog=catalog, options=options, embedder=embedder):
            pass
        with open_catalog(catalog) as store:
            for cell, question in evenly_spaced(questions_of(mosaic), most=_QUESTIONS):
                answer = search(store, question, k=50, embedder=embedder, merge_places=False)
                for most, answers in looks.items():
                    found = answer
                    if most:
                        found = rerank_by_crops(store, answer, most=most, captioner=captioner, embedder=embedder).answer
                    answers.append((found.hits, cell.footprint))
            tiles = answer.candidates
    print(f"{len(pictures)} pictures, {tiles} tiles of {asked.tile:g} cells, {len(looks[0])} questions\n")
    print("| | " + " | ".join(f"R@{k}" for k in _KS) + " | median error of the first right hit |")
    print("|---" * (len(_KS) + 2) + "|")
    for most, answers in looks.items():
        ranks = [_first_right(hits, cell) for hits, cell in answers]
        shares = [sum(rank is not None and rank < k for rank in ranks) / len(ranks) for k in _KS]
        errors = [
            _apart_m(hits[rank].geometry, cell)
            for (hits, cell), rank in zip(answers, ranks, strict=True)
            if rank is not None and rank < _KS[-1]
        ]
        name = f"closer {most}" if most else "without"
        print(
            f"| {name} | " + " | ".join(f"{share:.1%}" for share in shares) + f" | {statistics.median(errors):.0f} m |"
        )


def _first_right(hits: Sequence[Hit], cell: Geometry) -> int | None:
    """Position of the first tile that has at least half of the cell."""
    for at, hit in enumerate(hits):
        if hit.footprint.intersection(cell).area >= _LEAST_SHARE * cell.area:
            return at
    return None


def _apart_m(one: Geometry, other: Geometry) -> float:
    """Between the middles, on a map that is a few kilometres wide."""
    east = (one.centroid.x - other.centroid.x) * math.cos(math.radians(other.centroid.y))
    return math.hypot(east, one.centroid.y - other.centroid.y) * _METRES_A_DEGREE


if __name__ == "__main__":
    main()
