"""Cut labelled squares out of rasters of two dates: `python -m benchmarks.labelled_pairs RASTERS OUT [--half east]`.

RASTERS holds the folders `pre` and `post` of the Joplin pictures, which the labels of `tests/data/joplin_pairs.json`
are about. Every square becomes two PNG pictures on the later raster's grid, laid on each other as `compare` lays tiles
(the shift of both rasters in common, then that of the square), and OUT/pairs.json names them with their labels:

    python -m benchmarks.labelled_pairs joplin_tornado squares --half east
    tilescribe evaluate squares/pairs.json --pairs
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tilescribe.comparing.alignment import expected_shift
from tilescribe.comparing.common import pair_of
from tilescribe.domain.pair import PairPixels
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import TileRef, Window
from tilescribe.raster import EarlierReader, open_raster, read_tiles, scan_scene

LABELS = Path(__file__).parents[1] / "tests" / "data" / "joplin_pairs.json"
_QUESTIONS = {"destroyed": "destroyed houses", "damaged": "damaged houses", "intact": "intact houses"}
_UNKNOWN = "cannot tell"
_METRES_A_DEGREE = 111_320


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rasters", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=("west", "east"), help="default: both")
    parser.add_argument("--larger", action="store_true", help="squares of 109 m instead of 54.5 m")
    asked = parser.parse_args()
    squares = json.loads(LABELS.read_text(encoding="utf-8"))["larger" if asked.larger else "pairs"]
    squares = [one for one in squares if asked.half in (None, one["half"]) and one["label"] != _UNKNOWN]
    (asked.out / "pictures").mkdir(parents=True, exist_ok=True)
    entries = [_written(asked.out, *one) for one in _pairs(asked.rasters, squares)]
    content = {"pairs": entries, "questions": _QUESTIONS}
    (asked.out / "pairs.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    print(f"{len(entries)} of {len(squares)} squares in {asked.out / 'pairs.json'}")


def _pairs(rasters: Path, squares: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], PairPixels]]:
    for name in sorted({one["after"] for one in squares}):
        own = [one for one in squares if one["after"] == name]
        later = open_raster(str(rasters / "post" / name))
        scene = scan_scene(later)
        tiles = {number: TileRef(number, 1, one["side_m"], _window(later, one)) for number, one in enumerate(own)}
        earlier = [
            open_raster(str(rasters / "pre" / file)) for file in sorted({file for one in own for file in one["before"]})
        ]
        read = [
            tile
            for tile in read_tiles(later, list(tiles.values()), scene=scene, side_px=4096)
            if isinstance(tile, TilePixels)
        ]
        with EarlierReader([(raster, scan_scene(raster)) for raster in earlier]) as reader:
            expected = expected_shift(sorted(read, key=lambda tile: tile.tile.id)[::3], reader)
            print(name, "shift:", expected)
            for tile in sorted(read, key=lambda one: one.tile.id):
                pair = pair_of(tile, reader, expected=expected)
                if isinstance(pair, PairPixels):
                    yield own[tile.tile.id], pair
                else:
                    print(own[tile.tile.id], pair.reason)


def _window(raster: Any, square: Mapping[str, Any]) -> Window:
    """Of a square in a raster in degrees."""
    width, _, left, _, height, top = raster.transform
    half_y = square["side_m"] / 2 / _METRES_A_DEGREE
    half_x = half_y / math.cos(math.radians(square["lat"]))
    cols = [(square["lon"] + sign * half_x - left) / width for sign in (-1, 1)]
    rows = [(square["lat"] + sign * half_y - top) / height for sign in (1, -1)]
    col, row = max(0, round(cols[0])), max(0, round(rows[0]))
    return Window(row, col, min(raster.height, round(rows[1])) - row, min(raster.width, round(cols[1])) - col)


def _written(out: Path, square: Mapping[str, Any], pair: PairPixels) -> dict[str, Any]:
    name = f"{square['lon']:.5f}_{square['lat']:.5f}.png"
    side = max(pair.valid.shape)
    files = {}
    for when, tile in (("before", pair.before), ("after", pair)):
        files[when] = f"pictures/{when}_{name}"
        picture = np.where(pair.comparable[..., None], tile.rgb(), 0).astype(np.uint8)
        # Pixels in degrees are no squares.
        Image.fromarray(picture).resize((side, side), Image.Resampling.BICUBIC).save(out / files[when])
    return {
        **files,
        "name": name,
        "lon": square["lon"],
        "lat": square["lat"],
        "gsd_m": square["side_m"] / side,
        "labels": [square["label"]],
        "changed": square["label"] != "intact",
        "split": square["half"],
    }


if __name__ == "__main__":
    main()
