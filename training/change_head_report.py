"""How well the built-in model tells what happened between two dates, on places that nothing was learned from.

`python -m training.change_head_report DATA` prints the figures of docs/builtin-model.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, stats

from tilescribe.describe.builtin.change import KINDS
from tilescribe.describe.builtin.change_model import ChangeModel
from tilescribe.describe.builtin.change_rendering import UNNAMED_FROM
from tilescribe.describe.builtin.files import WEIGHTS
from training.change_drawn import drawn_places
from training.change_nuisance import another_day
from training.change_pairs import Places, flooded_places
from training.change_rasters import labelled_places, years

__all__ = ["average_precision", "harmed", "report", "roc_area"]

Pictures = NDArray[np.uint8]
Floats = NDArray[np.float32]
_CHANGED, _FLOODED, _DESTROYED = (KINDS.index(name) for name in ("changed", "flooded", "destroyed buildings"))
_SPOKEN_FROM = 0.5
_BATCH = 48


@dataclass(frozen=True)
class ReportPlan:
    """How many places of each."""

    flooded: int = 200
    parts: int = 60
    drawn: int = 100
    seed: int = 3


def report(data: Path, model: ChangeModel, plan: ReportPlan) -> Iterator[str]:
    """Line by line; sets that are not there are left out."""
    yield from _flood_lines(data, model, plan)
    yield from _years_line(data, model, plan)
    yield from _drawn_line(model, plan)
    for squares in ("pairs", "larger"):
        for places, said in labelled_places(
            data, np.random.default_rng(plan.seed), half="east", squares=squares, looked=1
        ):
            yield _ruins_line(_told(model, places), np.array(said), squares)


def _flood_lines(data: Path, model: ChangeModel, plan: ReportPlan) -> Iterator[str]:
    dice = np.random.default_rng(plan.seed)
    before, after = flooded_places(data, plan.flooded, dice, held_out=True)
    found = _predicted(model, before, after)
    for name, same in (
        ("darker, blurred, shifted by 3 px, recoloured", harmed(before)),
        ("on another day", another_day(before, dice)),
    ):
        nothing = _predicted(model, before, same)
        areas = [roc_area(found[:, kind], nothing[:, kind]) for kind in (_CHANGED, _FLOODED)]
        alarms = (nothing[:, _CHANGED] >= UNNAMED_FROM).mean()
        yield (
            f"Harvey, {len(before)} places held out against the same before picture {name}: AUROC of changed "
            f"{areas[0]:.3f}, of flooded {areas[1]:.3f}; called changed {alarms:.1%}"
        )
    told = [(found[:, kind] >= _SPOKEN_FROM).mean() for kind in (_FLOODED, _CHANGED, _DESTROYED)]
    yield f"of the flooded places: called flooded {told[0]:.1%}, changed {told[1]:.1%}, destroyed {told[2]:.1%}"


def harmed(pictures: Pictures) -> Pictures:
    """Darker, blurred, three pixels aside and in other colours."""
    dark = ndimage.gaussian_filter(pictures.astype(np.float32), (0, 1.2, 1.2, 0)) * (0.7, 0.62, 0.55)
    changed: Pictures = np.clip(np.roll(dark, (3, 3), axis=(1, 2)), 0, 255).astype(np.uint8)
    return changed


def _years_line(data: Path, model: ChangeModel, plan: ReportPlan) -> Iterator[str]:
    """Lakes rose between the years; where water has changed by NDWI, a flood is no false alarm."""
    dice = np.random.default_rng(plan.seed)
    parts = [
        (_told(model, places), places.happened[:, _FLOODED] == 0)
        for places in years(data, "rasters/naip", plan.parts, dice, western=False, plain=1.0)
    ]
    if parts:
        found, dry = (np.concatenate(part) for part in zip(*parts, strict=True))
        destroyed, flooded, changed = (
            (found[rows, kind] >= least).mean()
            for rows, kind, least in (
                (slice(None), _DESTROYED, _SPOKEN_FROM),
                (dry, _FLOODED, _SPOKEN_FROM),
                (dry, _CHANGED, UNNAMED_FROM),
            )
        )
        yield (
            f"NAIP, eastern half, {len(found)} pairs of 2009, 2014 and 2020: called destroyed {destroyed:.2%}; "
            f"of {dry.sum()} without new water: called flooded {flooded:.2%}, changed {changed:.1%}"
        )


def _drawn_line(model: ChangeModel, plan: ReportPlan) -> Iterator[str]:
    dice = np.random.default_rng(plan.seed)
    found, flooded = [], []
    for places in drawn_places(plan.drawn, dice, seed=7, plain=1.0, looked=1):
        found.append(_told(model, places)[:, _FLOODED])
        flooded.append(places.happened[:, _FLOODED])
    scores, truth = np.concatenate(found), np.concatenate(flooded)
    precision = average_precision(scores, truth)
    yield f"the demo's valley, {len(truth)} parts, {truth.mean():.0%} flooded: AP {precision:.3f}"


def _ruins_line(found: Floats, said: NDArray[np.str_], squares: str) -> str:
    scores, destroyed = found[:, _DESTROYED], said == "destroyed"
    intact = scores[said == "intact"]
    least = np.quantile(scores[destroyed], 0.1)
    return (
        f"Joplin's eastern half, {len(said)} {squares}, {destroyed.mean():.0%} destroyed: AP "
        f"{average_precision(scores, destroyed):.3f}, against {len(intact)} intact ones: AUROC "
        f"{roc_area(scores[destroyed], intact):.3f}, false alarms at 90 % recall {(intact >= least).mean():.1%}"
    )


def _told(model: ChangeModel, places: Places) -> Floats:
    return _predicted(model, places.before[:, 0], places.after[:, 0])


def _predicted(model: ChangeModel, before: Pictures, after: Pictures) -> Floats:
    """(n, KINDS)."""
    whole = np.ones(before.shape[1:3], np.bool_)
    parts = []
    for start in range(0, len(before), _BATCH):
        one, other = (list(pictures[start : start + _BATCH]) for pictures in (before, after))
        parts.append(model.predict(one, other, [whole] * len(one)).probabilities)
    return np.concatenate(parts)


def roc_area(positives: NDArray[np.floating], negatives: NDArray[np.floating]) -> float:
    """Chance that a positive scores above a negative; ties count half."""
    ranks = stats.rankdata(np.concatenate((positives, negatives)))[: len(positives)]
    return float((ranks.mean() - (len(positives) + 1) / 2) / len(negatives))


def average_precision(scores: NDArray[np.floating], truth: NDArray[np.generic]) -> float:
    """Mean precision at each true one; among ties the false ones come first."""
    hits = truth.astype(bool)[np.lexsort((truth.astype(bool), -scores))]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.change_head_report", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data sets that training/corpus.py names")
    parser.add_argument("--model", type=Path, default=WEIGHTS, help="folder of the model; the package's by default")
    options = parser.parse_args(argv)
    for line in report(options.data, ChangeModel.load(options.model), ReportPlan()):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
