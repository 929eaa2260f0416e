"""`python -m training.change_report DATA`: how far measures of change hold on drawn, real and altered pairs."""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter
from shapely import unary_union

from tilescribe.comparing.alignment import MOST_SAMPLED, expected_shift
from tilescribe.comparing.common import pair_of
from tilescribe.demo.scene import draw_scenes
from tilescribe.demo.scene.scenes import DURING
from tilescribe.demo.scene.truth import read_truth
from tilescribe.describe.change.measures import measure
from tilescribe.domain.pair import PairPixels
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.raster import Stretch
from tilescribe.domain.tile import TileRef, Window
from tilescribe.evaluate.metrics import average_precision
from tilescribe.raster import EarlierReader, open_raster, plan_tiles, read_tiles, scan_scene
from tilescribe.testing.pairs import pair_of as pair_of_arrays
from training.disaster_report import auroc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pair import ChangeMeasures
    from tilescribe.domain.raster import Raster
    from tilescribe.raster import Scene

__all__ = ["change_report"]

SECTIONS = ("drawn", "joplin", "naip", "harvey")
SIDE_PX = 224
_STRETCH = Stretch((20.0, 20.0, 20.0), (190.0, 190.0, 190.0))
"""About that of all pictures of Harvey."""
LABELS = Path(__file__).parents[1] / "tests" / "data" / "joplin_pairs.json"
_FLOODED = 0.02
"""Share of newly flooded ground from which a drawn pair is flooded."""
_SAID, _SAID_OF_STRUCTURE = 0.05, 0.1
"""Shares from which the sentences name a change."""
_DRAWN_LEVELS_M = (112.0, 224.0)
_HARVEY_PLACES = 400


def change_report(data: Path, *, sections: Sequence[str] = SECTIONS) -> Iterator[str]:
    """In Markdown, of drawn scenes and of the sets that are in the folder."""
    rasters = data / "rasters"
    if "drawn" in sections:
        yield from _drawn()
    if "joplin" in sections and (rasters / "joplin_tornado").exists():
        yield from _joplin(rasters / "joplin_tornado")
    if "naip" in sections and (rasters / "naip").exists():
        yield from _naip(sorted((rasters / "naip").glob("*.tif")))
    if "harvey" in sections and (data / "harvey_train.json").exists():
        yield from _harvey(data)


def _pairs(
    later: Path, earlier: Sequence[Path], windows: Callable[[Raster], list[Window]]
) -> Iterator[tuple[int, PairPixels]]:
    """(number of the window, pair) of the windows of one raster that can be compared."""
    after = open_raster(str(later))
    scene = scan_scene(after)
    tiles = [TileRef(number, 1, 1.0, window) for number, window in enumerate(windows(after))]
    rasters = [open_raster(str(path)) for path in earlier]
    with EarlierReader([(raster, scan_scene(raster)) for raster in rasters]) as reader:
        step = max(1, len(tiles) // MOST_SAMPLED)
        expected = expected_shift(_read(after, tiles[::step], scene), reader)
        for tile in _read(after, tiles, scene):
            found = pair_of(tile, reader, expected=expected)
            if isinstance(found, PairPixels):
                yield found.tile.id, found


def _read(raster: Raster, tiles: Sequence[TileRef], scene: Scene) -> Iterator[TilePixels]:
    with closing(read_tiles(raster, tiles, scene=scene, side_px=SIDE_PX)) as outcomes:
        yield from (outcome for outcome in outcomes if isinstance(outcome, TilePixels))


def _planned(levels_m: Sequence[float]) -> Callable[[Raster], list[Window]]:
    return lambda raster: [tile.window for tile in plan_tiles(raster, levels_m)]


def _drawn() -> Iterator[str]:
    yield "## Drawn scenes: water gained, against the drawing's flood without the waters that were there before\n"
    yield "| seed | pairs | flooded | AP | AUROC | the same without clouds and woods: AP |"
    yield "|---|---|---|---|---|---|"
    for seed in (7, 11):
        with tempfile.TemporaryDirectory() as folder:
            drawn = draw_scenes(Path(folder), seed=seed)
            truth = read_truth(drawn.truth)
            day = DURING.date()
            there = [feature for feature in truth.features if feature.there_on(day)]
            wet = unary_union([feature.geometry for feature in there if feature.kind in {"river", "lake"}])
            flood = unary_union([feature.geometry for feature in there if feature.kind == "flood"]).difference(wet)
            shade = unary_union([feature.geometry for feature in there if feature.kind in {"cloud", "forest"}])
            rows = []
            places = [tile.footprint for tile in plan_tiles(open_raster(str(drawn.flood)), _DRAWN_LEVELS_M)]
            for number, pair in _pairs(drawn.flood, [drawn.valley], _planned(_DRAWN_LEVELS_M)):
                place, found = places[number], measure(pair)
                if found is not None:
                    open_air = place.intersection(shade).area < 0.2 * place.area
                    rows.append((found.water_gained or 0.0, place.intersection(flood).area / place.area, open_air))
        scores, shares, seen = (np.array(column) for column in zip(*rows, strict=True))
        flooded = shares > _FLOODED
        yield (
            f"| {seed} | {len(rows)} | {flooded.sum()} | {average_precision(scores, flooded):.3f} "
            f"| {auroc(scores[flooded], scores[~flooded]):.3f} "
            f"| {average_precision(scores[seen], flooded[seen]):.3f} of {seen.sum()} |"
        )


def _joplin(folder: Path) -> Iterator[str]:
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    yield "\n## Joplin, squares labelled by eye: destroyed against all others, and against intact ones\n"
    yield "| squares | half | compared | figure | AP | AUROC | against intact | intact above 90 % of destroyed |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind in ("pairs", "larger"):
        rows = list(_labelled(folder, labels[kind]))
        for half in ("west", "east"):
            part = [(found, label) for found, label, where in rows if where == half and label != "cannot tell"]
            ruined = np.array([label == "destroyed" for _, label in part])
            intact = np.array([label == "intact" for _, label in part])
            for figure in ("magnitude", "structure_lost", "structure_gained"):
                scores = np.array([getattr(found, figure) for found, _ in part])
                found_from = float(np.quantile(scores[ruined], 0.1))
                yield (
                    f"| {kind} | {half} | {len(part)} | {figure} | {average_precision(scores, ruined):.3f} "
                    f"| {auroc(scores[ruined], scores[~ruined]):.3f} | {auroc(scores[ruined], scores[intact]):.3f} "
                    f"| {np.count_nonzero(scores[intact] >= found_from)} of {intact.sum()} |"
                )


def _labelled(folder: Path, squares: Sequence[dict[str, Any]]) -> Iterator[tuple[ChangeMeasures, str, str]]:
    for name in sorted({square["after"] for square in squares}):
        mine = [square for square in squares if square["after"] == name]

        def windows(raster: Raster, mine: Sequence[dict[str, Any]] = mine) -> list[Window]:
            return [_square_window(raster, square) for square in mine]

        for number, pair in _pairs(folder / "post" / name, sorted((folder / "pre").glob("*.tif")), windows):
            found = measure(pair)
            if found is not None:
                yield found, mine[number]["label"], mine[number]["half"]


def _square_window(raster: Raster, square: dict[str, Any]) -> Window:
    """Of a raster in degrees, north up."""
    assert raster.transform is not None
    a, _, west, _, e, north = raster.transform
    width, height = (max(1, round(square["side_m"] / gsd)) for gsd in (raster.gsd_x_m, raster.gsd_y_m))
    column, row = (square["lon"] - west) / a - width / 2, (square["lat"] - north) / e - height / 2
    return Window(
        max(0, min(round(row), raster.height - height)), max(0, min(round(column), raster.width - width)), height, width
    )


def _naip(paths: Sequence[Path]) -> Iterator[str]:
    yield "\n## NAIP: other years, seasons and sensors; lakes rose between the first two\n"
    yield (
        f"| years | pairs | magnitude | said: water gained ({_SAID:.0%} and more) | water lost "
        f"| structure lost ({_SAID_OF_STRUCTURE:.0%} and more) |"
    )
    yield "|---|---|---|---|---|---|"
    for earlier, later in ((0, 1), (1, 2), (0, 2)):
        found = [measure(pair) for _, pair in _pairs(paths[later], [paths[earlier]], _planned((560.0, 1120.0)))]
        known = [one for one in found if one is not None]

        def said(figure: str, least: float = _SAID, known: Sequence[ChangeMeasures] = known) -> str:
            return f"{np.mean([(getattr(one, figure) or 0.0) >= least for one in known]):.1%}"

        years = f"{paths[earlier].stem[-8:-4]} to {paths[later].stem[-8:-4]}"
        yield (
            f"| {years} | {len(known)} | {np.mean([one.magnitude for one in known]):.2f} | {said('water_gained')} "
            f"| {said('water_lost')} | {said('structure_lost', _SAID_OF_STRUCTURE)} |"
        )


def _harvey(data: Path) -> Iterator[str]:
    """True pairs against the same earlier picture darker, blurred, shifted by 3 px and recoloured, all at once."""
    yield "\n## Harvey: flooded places against the same earlier pictures, altered\n"
    befores, afters = _places(data)
    random = np.random.default_rng(0)
    altered = [_altered(picture, random) for picture in befores]
    true = [_magnitude(*pair) for pair in zip(befores, afters, strict=True)]
    false = [_magnitude(*pair) for pair in zip(befores, altered, strict=True)]
    yield f"{len(true)} places: AUROC {auroc(np.array(true), np.array(false)):.4f}; magnitude of flooded places"
    yield (
        f"{np.mean(true):.2f} (5th percentile {np.quantile(true, 0.05):.2f}), of altered pictures {np.mean(false):.3f} "
        f"(95th percentile {np.quantile(false, 0.95):.3f})"
    )


def _places(data: Path) -> tuple[list[NDArray[np.uint8]], list[NDArray[np.uint8]]]:
    images = json.loads((data / "harvey_train.json").read_text(encoding="utf-8"))["images"]
    places: dict[str, dict[bool, str]] = {}
    for image in images:
        places.setdefault(image["place"], {})[image["damage"]] = image["filename"]
    both = [places[name] for name in sorted(places) if len(places[name]) == 2]
    chosen = both[:: max(1, len(both) // _HARVEY_PLACES)]
    with zipfile.ZipFile(data / "harvey_train.zip") as archive:

        def read(name: str) -> NDArray[np.uint8]:
            with Image.open(io.BytesIO(archive.read(name))) as picture:
                return np.asarray(picture.convert("RGB")).transpose(2, 0, 1)

        return [read(place[False]) for place in chosen], [read(place[True]) for place in chosen]


def _altered(picture: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    light = (picture / 255) ** random.uniform(0.8, 1.5) * random.uniform(0.5, 0.9)
    light = light * random.uniform(0.8, 1.2, (3, 1, 1)) + random.uniform(-0.05, 0.05, (3, 1, 1))
    sigma = random.uniform(0.8, 1.8)
    soft = np.stack([gaussian_filter(band, sigma) for band in light])
    moved = np.roll(soft, tuple(random.choice([-3, 3], 2)), axis=(1, 2))
    noisy = moved + random.normal(0, 0.01, moved.shape)
    return np.asarray(np.clip(255 * noisy, 0, 255), dtype=np.uint8)


def _magnitude(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """Aligned as far as whole pixels go, which the reader of pairs does better; in the stretch of all of them."""
    down, right = _shift(before, after)
    moved = np.roll(before, (down, right), axis=(1, 2))
    seen = np.ones(before.shape[1:], np.bool_)
    seen[: max(down, 0)] = seen[before.shape[1] + min(down, 0) :] = False
    seen[:, : max(right, 0)] = seen[:, before.shape[2] + min(right, 0) :] = False
    found = measure(pair_of_arrays(moved, after, comparable=seen, stretches=(_STRETCH, _STRETCH)))
    assert found is not None
    return found.magnitude


def _shift(before: NDArray[np.uint8], after: NDArray[np.uint8], *, most: int = 6) -> tuple[int, int]:
    """(down, right) of the best correlation."""
    one, other = (gaussian_filter(picture.mean(axis=0, dtype=np.float64), 1) for picture in (before, after))
    inner = np.s_[most:-most, most:-most]
    steps = range(-most, most + 1)
    return max(
        ((down, right) for down in steps for right in steps),
        key=lambda step: float(np.corrcoef(np.roll(one, step, (0, 1))[inner].ravel(), other[inner].ravel())[0, 1]),
    )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.change_report", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data sets that training/corpus.py names")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, help="some of the sections")
    options = parser.parse_args(argv)
    for line in change_report(options.data, sections=options.only):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
