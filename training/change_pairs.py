"""Places at two dates, real and made up, with what happened between them."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tilescribe.describe.builtin.change import KINDS
from tilescribe.describe.builtin.change_features import GROUPS
from tilescribe.describe.builtin.vocabulary import SCENES
from training.change_nuisance import another_day
from training.change_scenes import burnt_over, mixed, scrambled
from training.corpus import SETS, Corpus
from training.disasters import held_out_area
from training.ordinary import CHANGES

__all__ = ["MADE_UP", "SIDE_PX", "UNKNOWN", "Places", "flooded_places", "labels", "looks"]

Pictures = NDArray[np.uint8]
Floats = NDArray[np.float32]
SIDE_PX = 140
UNKNOWN = math.nan


@dataclass
class Places:
    """n places of one source, each looked at several times before and after."""

    source: str
    before: Pictures
    """(n, looks, SIDE_PX, SIDE_PX, 3)."""
    after: Pictures
    """(n, looks, SIDE_PX, SIDE_PX, 3)."""
    happened: Floats
    """(n, KINDS): 1 for what happened between them, 0 for what did not, NaN where it is not known."""
    undone: Floats
    """(n, KINDS): the same of the dates the other way round."""


def labels(count: int, known: Mapping[str, float] | None = None) -> Floats:
    """(count, KINDS): zero but for what is given."""
    row = np.zeros(len(KINDS), np.float32)
    for kind, value in (known or {}).items():
        row[KINDS.index(kind)] = value
    return np.tile(row, (count, 1))


def looks(pictures: Pictures, count: int, dice: np.random.Generator, *, plain: float = 0.25) -> Pictures:
    """(n, count, side, side, 3): each picture on several days, some of them as it is."""
    seen = np.empty((len(pictures), count, *pictures.shape[1:]), np.uint8)
    for number in range(count):
        seen[:, number] = another_day(pictures, dice)
        as_it_is = dice.random(len(pictures)) < plain
        seen[as_it_is, number] = pictures[as_it_is]
    return seen


# --- the flood of Harvey ----------------------------------------------------------------------------------------------


def flooded_places(folder: Path, count: int, dice: np.random.Generator, *, held_out: bool) -> tuple[Pictures, Pictures]:
    """(before, after), each (n, SIDE_PX, SIDE_PX, 3), of places that have both dates."""
    pictures, entries = (folder / file for file in SETS["harvey"])
    dates: dict[str, dict[bool, str]] = {}
    for image in json.loads(entries.read_text())["images"]:
        if held_out_area(image["lon"], image["lat"]) == held_out:
            dates.setdefault(image["place"], {})[image["damage"]] = image["filename"]
    both = [found for _, found in sorted(dates.items()) if len(found) == 2]
    chosen = [both[at] for at in np.sort(dice.permutation(len(both))[:count])]
    with zipfile.ZipFile(pictures) as archive:
        first, second = (np.stack([_opened(archive.read(found[after])) for found in chosen]) for after in (False, True))
    return first, second


def _opened(encoded: bytes) -> Pictures:
    image = Image.open(io.BytesIO(encoded)).convert("RGB")
    return np.asarray(image.resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC))


def flood(folder: Path, count: int, dice: np.random.Generator) -> Iterator[Places]:
    """Places of Harvey's flood at both dates; nothing without the set."""
    if not (folder / SETS["harvey"][1]).exists():
        return
    before, after = flooded_places(folder, count, dice, held_out=False)
    n = len(before)
    happened = labels(n, {"changed": 1, "flooded": 1, "damaged buildings": UNKNOWN, "vegetation lost": UNKNOWN})
    undone = labels(n, {"changed": 1, "water gone": 1, "new buildings": UNKNOWN, "vegetation grown": UNKNOWN})
    yield Places("harvey", looks(before, 2, dice), looks(after, 2, dice), happened, undone)


# --- made up of pictures of one date -------------------------------------------------------------------------------


def covers(corpus: Corpus) -> NDArray[np.str_]:
    """(n,) the group of each picture's kind of place, or empty."""
    of_scene = {SCENES.index(name): group for group, names in GROUPS.items() for name in names}
    return np.array([of_scene.get(int(scene), "") for scene in corpus.scenes])


def resized(pictures: Pictures) -> Pictures:
    out = np.empty((len(pictures), SIDE_PX, SIDE_PX, 3), np.uint8)
    for at, picture in enumerate(pictures):
        out[at] = np.asarray(Image.fromarray(picture).resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC))
    return out


_HOUSES = (
    "dense residential area",
    "medium residential area",
    "sparse residential area",
    "mobile home park",
    "residential area",
    "buildings",
    "city centre",
    "commercial area",
    "industrial area",
    "school",
    "church",
)


def collapsed(pictures: Pictures, dice: np.random.Generator) -> Places:
    """Of built-up places: buildings fall to pieces, in all of the picture or a part."""
    share = dice.choice((0.15, 0.3, 0.6, 0.8, 1.0), len(pictures), p=(0.1, 0.15, 0.25, 0.2, 0.3))
    after = np.stack([scrambled(picture, part, dice) for picture, part in zip(pictures, share, strict=True)])
    happened = labels(
        len(pictures),
        {"changed": 1, "destroyed buildings": 1, "damaged buildings": 1, "buildings removed": UNKNOWN,
         "vegetation lost": UNKNOWN},
    )  # fmt: skip
    happened[share < 0.25, KINDS.index("destroyed buildings")] = UNKNOWN
    undone = labels(len(pictures), {"changed": 1, "new buildings": UNKNOWN, "vegetation grown": UNKNOWN})
    return Places("collapsed", looks(pictures, 2, dice), looks(after, 2, dice), happened, undone)


def stirred(pictures: Pictures, dice: np.random.Generator) -> Places:
    """Of open land: the same happens to trees and fields, and nothing was destroyed."""
    after = np.stack([scrambled(picture, 0.7, dice) for picture in pictures])
    unknown = dict.fromkeys(("changed", "vegetation lost", "vegetation grown"), UNKNOWN)
    rows = labels(len(pictures), unknown)
    return Places("stirred", looks(pictures, 1, dice), looks(after, 1, dice), rows, rows.copy())


def under_water(pictures: Pictures, dice: np.random.Generator) -> Places:
    after = CHANGES["flooded"][0](pictures, dice)
    differs = np.abs(after.astype(np.int16) - pictures).max(-1) > 12
    share = differs.mean((1, 2))
    kept = share > 0.25
    happened = labels(int(kept.sum()), {"changed": 1, "flooded": 1, "vegetation lost": UNKNOWN})
    undone = labels(int(kept.sum()), {"changed": 1, "water gone": 1, "vegetation grown": UNKNOWN,
                                      "new buildings": UNKNOWN})  # fmt: skip
    return Places("water over it", looks(pictures[kept], 2, dice), looks(after[kept], 1, dice), happened, undone)


def burnt(pictures: Pictures, dice: np.random.Generator) -> Places:
    after = np.stack([burnt_over(picture, dice) for picture in pictures])
    happened = labels(len(pictures), {"changed": 1, "burnt": 1, "vegetation lost": UNKNOWN})
    undone = labels(len(pictures), {"changed": 1, "vegetation grown": UNKNOWN})
    return Places("burnt", looks(pictures, 2, dice), looks(after, 1, dice), happened, undone)


def replaced(one: Pictures, other: Pictures, was: str, became: str, dice: np.random.Generator) -> Places:
    """Ground of one kind (see `GROUPS`) becomes ground of another, in all of the picture or a part."""
    after = np.stack([mixed(first, second, dice) for first, second in zip(one, other, strict=True)])
    n = len(one)
    return Places(
        f"{was} to {became}", looks(one, 2, dice), looks(after, 1, dice),
        labels(n, _replaced(was, became)), labels(n, _replaced(became, was)),
    )  # fmt: skip


def _replaced(was: str, became: str) -> dict[str, float]:
    green = {"wooded", "fields"}
    row: dict[str, float] = {"changed": 1}
    if became == "built-up":
        row["new buildings"] = 1
    if was == "built-up":
        row["buildings removed"] = 1
        row["destroyed buildings"] = row["damaged buildings"] = UNKNOWN if became == "bare" else 0
    if became == "water":
        row["flooded"] = 1
    if was == "water":
        row["water gone"] = 1
    if was in green:
        row["vegetation lost"] = 1 if became in ("bare", "built-up", "water") else UNKNOWN
    if became in green:
        row["vegetation grown"] = 1 if was in ("bare", "built-up") else UNKNOWN
    if was in green and became in green:
        row["changed"] = UNKNOWN
    return row


_REPLACED = (
    ("bare", "built-up"), ("fields", "built-up"), ("wooded", "built-up"), ("wooded", "bare"), ("fields", "bare"),
    ("wooded", "fields"), ("fields", "water"), ("bare", "water"), ("built-up", "water"),
)  # fmt: skip


def _some(corpus: Corpus, group: str, count: float, dice: np.random.Generator) -> Pictures:
    """Of a kind of ground, or `houses` or `land`."""
    cover = covers(corpus)
    at = np.isin(cover, ("wooded", "fields", "bare")) if group == "land" else cover == group
    if group == "houses":
        at = np.isin(corpus.scenes, [SCENES.index(name) for name in _HOUSES])
    return resized(corpus.pictures[dice.permutation(np.flatnonzero(at))[: max(2, round(count))]])


Made = Callable[[Corpus, int, np.random.Generator], Iterator[Places]]


def _replaced_of(was: str, became: str) -> Made:
    def make(corpus: Corpus, count: int, dice: np.random.Generator) -> Iterator[Places]:
        one, other = (_some(corpus, group, count * 0.16, dice) for group in (was, became))
        n = min(len(one), len(other))
        if n:
            yield replaced(one[:n], other[:n], was, became, dice)

    return make


def _made_of(group: str, share: float, make: Callable[[Pictures, np.random.Generator], Places]) -> Made:
    def made(corpus: Corpus, count: int, dice: np.random.Generator) -> Iterator[Places]:
        some = _some(corpus, group, count * share, dice)
        if len(some):
            yield make(some, dice)

    return made


MADE_UP: dict[str, Made] = {
    "collapsed": _made_of("houses", 1.0, collapsed),
    "stirred": _made_of("land", 0.3, stirred),
    "water over buildings": _made_of("houses", 0.5, under_water),
    "water over land": _made_of("land", 0.3, under_water),
    "burnt": _made_of("land", 0.3, burnt),
} | {f"{was} to {became}": _replaced_of(was, became) for was, became in _REPLACED}
"""By name what is made of pictures of one date: of those, and about how many."""
