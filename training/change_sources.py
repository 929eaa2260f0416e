"""All places that the change head learns from, as the encoder sees them; kept, so that a fit can be tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tilescribe.describe.builtin.model import BuiltinModel, quickest
from training.change_drawn import drawn_places
from training.change_pairs import MADE_UP, Places, flood
from training.change_rasters import joplin_places, labelled_places, years
from training.corpus import Corpus, load_corpus

__all__ = ["Amounts", "SeenPlaces", "cells_of", "seen_places", "sources"]

Floats = NDArray[np.float32]
Source = Callable[[np.random.Generator], Iterator[Places]]


@dataclass(frozen=True)
class Amounts:
    """How many places of each source."""

    flooded: int = 600
    ruined: int = 220
    parts: int = 90
    """Of each raster of the years."""
    drawn: int = 120
    """Flooded parts of the drawn valley, and dry ones."""
    made_up: int = 400
    seed: int = 17


@dataclass(eq=False)
class SeenPlaces:
    """`Places` with the encoder's cells."""

    places: Places
    before: Floats
    """(n, looks, channels, rows, columns) float16, as is after."""
    after: Floats


def sources(folder: Path, amounts: Amounts) -> dict[str, Source]:
    """By name; each gives what its files in the data folder hold, and nothing without them."""

    @cache
    def corpus() -> Corpus:
        return load_corpus(folder)[0]

    found: dict[str, Source] = {
        "joplin": lambda dice: joplin_places(folder, amounts.ruined, dice),
        "labels": lambda dice: (places for places, _ in labelled_places(folder, dice)),
        "harvey": lambda dice: flood(folder, amounts.flooded, dice),
        "naip": lambda dice: years(folder, "rasters/naip", amounts.parts, dice),
        "landsat": lambda dice: years(folder, "rasters/landsat", amounts.parts, dice),
        "drawn": lambda dice: drawn_places(amounts.drawn, dice),
    }
    for name, make in MADE_UP.items():
        found[name] = partial(_made_up, make, corpus, amounts.made_up)
    return found


def _made_up(
    make: Callable[[Corpus, int, np.random.Generator], Iterator[Places]],
    corpus: Callable[[], Corpus],
    amount: int,
    dice: np.random.Generator,
) -> Iterator[Places]:
    yield from make(corpus(), amount, dice)


def seen_places(
    model: BuiltinModel, folder: Path, amounts: Amounts, *, kept: Path | None = None
) -> Iterator[SeenPlaces]:
    """Every source, as the encoder sees it.

    Args:
        model: With the encoder.
        folder: The data folder.
        amounts: How many of each.
        kept: Folder in which they are kept, source by source; those that are there are not made again.
    """
    for number, (name, source) in enumerate(sources(folder, amounts).items()):
        finished = kept / f"{name}.done" if kept is not None else None
        if kept is not None and finished is not None and finished.exists():
            yield from _read(kept, name)
            continue
        for part, places in enumerate(source(np.random.default_rng((amounts.seed, number)))):
            seen = SeenPlaces(places, cells_of(model, places.before), cells_of(model, places.after))
            if kept is not None:
                _keep(kept / f"{name}-{part}.npz", seen)
            yield seen
        if finished is not None:
            finished.touch()


def _keep(file: Path, seen: SeenPlaces) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    places = seen.places
    np.savez(
        file, source=places.source, before=places.before, after=places.after, happened=places.happened,
        undone=places.undone, before_cells=seen.before, after_cells=seen.after,
    )  # fmt: skip


def _read(kept: Path, name: str) -> Iterator[SeenPlaces]:
    for part in count():
        file = kept / f"{name}-{part}.npz"
        if not file.exists():
            return
        with np.load(file) as found:
            fields = (found[field] for field in ("before", "after", "happened", "undone"))
            places = Places(str(found["source"]), *fields)
            yield SeenPlaces(places, found["before_cells"], found["after_cells"])


def cells_of(model: BuiltinModel, pictures: NDArray[np.uint8]) -> Floats:
    """(n, looks, channels, rows, columns) float16 of (n, looks, side, side, 3)."""
    flat = pictures.reshape(-1, *pictures.shape[2:])
    parts = []
    with torch.inference_mode(), quickest():
        for start in range(0, len(flat), 48):
            x = torch.from_numpy(flat[start : start + 48]).permute(0, 3, 1, 2).float() / 255
            parts.append(model.encoder.cells(x).half().numpy())
    cells = np.concatenate(parts)
    result: Floats = cells.reshape(*pictures.shape[:2], *cells.shape[1:])
    return result
