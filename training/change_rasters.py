"""Real places at two dates, cut from rasters: the tornado of Joplin, years of fields and rivers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tilescribe.describe.builtin.change import KINDS
from training.change_pairs import SIDE_PX, UNKNOWN, Places, labels, looks
from training.disasters import HARMED, POST, RUINS, mask_of

__all__ = ["JOPLIN_LABELS", "joplin_places", "joplin_rasters", "labelled_places", "years"]

Pictures = NDArray[np.uint8]
_HIGH = 0.8
"""Lines to a column of a square on the ground: pixels of `post` are 0.53 m wide and 0.67 m high."""
_JOPLIN = "rasters/joplin_tornado"
JOPLIN_LABELS = Path(__file__).parents[1] / "tests/data/joplin_pairs.json"
"""Squares of both dates, labelled by eye; the western ones may teach."""
_YEARS = {"rasters/naip": (40, 150), "rasters/landsat": (30, 110)}
"""Folder to the sides of the parts, in pixels."""
_WET_CHANGE = 0.03
"""Share of a part whose water may differ before it is left open whether land was flooded."""


def joplin_rasters(folder: Path, names: tuple[str, ...] = POST) -> tuple[Pictures, Pictures, NDArray[np.bool_]]:
    """(before, after, both there): (height, width, 3) twice on the grid of the rasters `names` of `post`, which lie one
    below the other, and (height, width)."""
    import rasterio
    from rasterio.merge import merge
    from rasterio.warp import Resampling, reproject

    post: Any
    post, transform = merge([folder / _JOPLIN / "post" / name for name in names])
    with rasterio.open(folder / _JOPLIN / "post" / names[0]) as raster:
        crs = raster.crs
    before = np.zeros((4, *post.shape[1:]), np.uint8)
    for path in sorted((folder / _JOPLIN / "pre").glob("*.tif")):
        with rasterio.open(path) as raster:
            bands = np.concatenate((raster.read([1, 2, 3]), np.full((1, *raster.shape), 255, np.uint8)))
            part = np.zeros_like(before)
            reproject(
                bands, part, src_transform=raster.transform, src_crs=raster.crs, dst_transform=transform, dst_crs=crs,
                resampling=Resampling.bilinear,
            )  # fmt: skip
        before = np.where(part[3:] > before[3:], part, before)
    after = post[:3].transpose(1, 2, 0)
    there = (before[3] > 250) & (after.max(-1) > 0)
    return before[:3].transpose(1, 2, 0), after, there


def joplin_places(folder: Path, count: int, dice: np.random.Generator) -> Iterator[Places]:
    """Ruins, harmed houses, and what was spared, of the western half; nothing without the rasters."""
    if not (folder / _JOPLIN).exists():
        return
    before, after, there = joplin_rasters(folder)
    ruined, harmed = mask_of(RUINS, after.shape), mask_of(HARMED, after.shape)
    cut: dict[str, list[tuple[Pictures, Pictures]]] = {"ruins": [], "harmed": [], "spared": []}
    most = {"ruins": count, "harmed": count // 5, "spared": count // 3}
    for _ in range(count * 200):
        side = int(dice.integers(110, 300))
        high = round(side * _HIGH)
        top, left = int(dice.integers(0, after.shape[0] - high)), int(dice.integers(0, after.shape[1] - side))
        place = np.s_[top : top + high, left : left + side]
        share, harm = float(ruined[place].mean()), float(harmed[place].mean())
        if there[place].mean() < 0.99:
            continue
        kind = "ruins" if share > 0.7 else "harmed" if share < 0.02 and harm > 0.5 else ""
        kind = "spared" if share + harm < 0.01 else kind
        if kind and len(cut[kind]) < most[kind]:
            cut[kind].append((_square(before[place]), _square(after[place])))
    known: dict[str, dict[str, float]] = {
        "ruins": {"changed": 1, "destroyed buildings": 1, "damaged buildings": 1},
        "harmed": {"changed": 1, "destroyed buildings": UNKNOWN, "damaged buildings": 1},
        "spared": {"changed": UNKNOWN, "damaged buildings": UNKNOWN},
    }
    open_questions = dict.fromkeys(("buildings removed", "vegetation lost", "vegetation grown"), UNKNOWN)
    for kind, pairs in cut.items():
        if not pairs:
            continue
        first, second = (np.stack([pair[date] for pair in pairs]) for date in range(2))
        undone = {"changed": known[kind]["changed"], "new buildings": UNKNOWN, **open_questions}
        yield Places(
            f"joplin {kind}", looks(first, 2, dice), looks(second, 2, dice),
            labels(len(pairs), known[kind] | open_questions), labels(len(pairs), undone),
        )  # fmt: skip


def labelled_places(
    folder: Path, dice: np.random.Generator, *, half: str = "west", squares: str = "pairs", looked: int = 2
) -> Iterator[tuple[Places, tuple[str, ...]]]:
    """The squares of one half that were labelled by eye, and their labels; nothing without the rasters.

    Args:
        folder: The data folder.
        dice: Draws other days.
        half: `west`, or `east`, which nothing is learned from.
        squares: `pairs` (54.5 m) or `larger` (109 m).
        looked: How often each is looked at; once is as it is.
    """
    if not (folder / _JOPLIN).exists():
        return
    import rasterio

    entries = [entry for entry in json.loads(JOPLIN_LABELS.read_text())[squares] if entry["half"] == half]
    columns = sorted({entry["after"].partition("-")[0] for entry in entries})
    cut: list[tuple[Pictures, Pictures]] = []
    said: list[str] = []
    for column in columns:
        names = tuple(f"{column}-{POST[row].partition('-')[2]}" for row in range(len(POST)))
        before, after, _ = joplin_rasters(folder, names)
        with rasterio.open(folder / _JOPLIN / "post" / names[0]) as raster:
            to_pixels = ~raster.transform
        for entry in entries:
            if entry["after"].startswith(column):
                box = _box_px(entry, to_pixels)
                cut.append((_boxed(before, box), _boxed(after, box)))
                said.append(entry["label"])
    first, second = (np.stack([pair[date] for pair in cut]) for date in range(2))
    happened, undone = (np.concatenate([labels(1, rows[label]) for label in said]) for rows in (_SEEN, _SEEN_UNDONE))
    one, other = (looks(some, looked, dice, plain=1.0 if looked == 1 else 0.25) for some in (first, second))
    yield Places("joplin labels", one, other, happened, undone), tuple(said)


_OPEN = dict.fromkeys(("buildings removed", "vegetation lost", "vegetation grown"), UNKNOWN)
_SEEN: dict[str, dict[str, float]] = {
    "destroyed": {"changed": 1, "destroyed buildings": 1, "damaged buildings": 1, **_OPEN},
    "damaged": {"changed": 1, "damaged buildings": 1, **_OPEN},
    "intact": _OPEN,
    "cannot tell": {"changed": UNKNOWN, "destroyed buildings": UNKNOWN, "damaged buildings": UNKNOWN, **_OPEN},
}
_SEEN_UNDONE: dict[str, dict[str, float]] = {
    label: {"changed": row.get("changed", 0), "new buildings": UNKNOWN, **_OPEN} for label, row in _SEEN.items()
}
_METRES_TO_A_DEGREE = 111_320
"""Of the equator, and nearly of a meridian."""


def _box_px(entry: dict[str, Any], to_pixels: Any) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of a square in pixels."""
    high = entry["side_m"] / 2 / _METRES_TO_A_DEGREE
    wide = high / math.cos(math.radians(entry["lat"]))
    left, top = to_pixels * (entry["lon"] - wide, entry["lat"] + high)
    right, bottom = to_pixels * (entry["lon"] + wide, entry["lat"] - high)
    return max(left, 0), max(top, 0), right, bottom


def _boxed(picture: Pictures, box: tuple[float, float, float, float]) -> Pictures:
    left, top, right, bottom = box
    within = (left, top, min(right, picture.shape[1]), min(bottom, picture.shape[0]))
    return np.asarray(Image.fromarray(picture).resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC, box=within))


def years(
    folder: Path, name: str, count: int, dice: np.random.Generator, *, western: bool = True, plain: float = 0.6
) -> Iterator[Places]:
    """Parts of the western or eastern half at two dates each: nothing was destroyed, much may differ."""
    import rasterio

    rasters = []
    for path in sorted((folder / name).glob("*.tif")):
        with rasterio.open(path) as raster:
            rasters.append(raster.read())
    if not rasters:
        return
    height, width = (min(raster.shape[axis] for raster in rasters) for axis in (1, 2))
    low, high = _YEARS[name]
    parts: list[list[tuple[Pictures, float]]] = [[] for _ in rasters]
    for _ in range(count):
        side = int(dice.integers(low, high))
        top = int(dice.integers(0, height - side))
        left = int(dice.integers(0, width // 2 - side) if western else dice.integers(width // 2, width - side))
        for at, raster in enumerate(rasters):
            part = raster[:, top : top + side, left : left + side]
            parts[at].append(_shown(part, aerial="naip" in name))
    unknown = dict.fromkeys(("vegetation lost", "vegetation grown", "burnt", "water gone"), UNKNOWN)
    if "naip" not in name:  # where fields lie, other crops are no change; where rivers move, much is
        unknown["changed"] = UNKNOWN
    for first, second in permutations(range(len(rasters)), 2):
        if first > second:
            continue
        one, other = (np.stack([part for part, _ in parts[at]]) for at in (first, second))
        rows = labels(count, unknown)
        gained = np.array([b - a for (_, a), (_, b) in zip(parts[first], parts[second], strict=True)])
        back = rows.copy()
        for some, more in ((rows, gained), (back, -gained)):
            some[more > _WET_CHANGE, KINDS.index("flooded")] = UNKNOWN
            some[abs(more) > _WET_CHANGE, KINDS.index("changed")] = UNKNOWN
        yield Places(Path(name).name, looks(one, 1, dice, plain=plain), looks(other, 1, dice, plain=plain), rows, back)


def _shown(part: NDArray[np.uint8], *, aerial: bool) -> tuple[Pictures, float]:
    """In natural colours, and the share of water (NDWI, McFeeters 1996)."""
    if aerial:
        red, green, blue, near = part.astype(np.int16)
        natural = np.stack((red, green, blue), -1)
    else:
        near, red, green = part[1:4].astype(np.int16)
        natural = np.stack((red, (3 * green + near) // 4, (3 * green - near) // 4), -1)
    wet = float(((green - near) / np.maximum(green + near, 1) > 0.1).mean())
    return _square(np.clip(natural, 0, 255).astype(np.uint8)), wet


def _square(picture: Pictures) -> Pictures:
    return np.asarray(Image.fromarray(picture).resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC))
