"""Fit the outlier detector: a small network that tells ordinary pictures from `outliers`.

`python -m training.detecting DATA` fits it anew for the model in the package, and leaves the other weights as they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray

from tilescribe.describe.builtin.appearance import appearance
from tilescribe.describe.builtin.files import WEIGHTS, WEIGHTS_FILE
from tilescribe.describe.builtin.model import BuiltinModel
from tilescribe.describe.builtin.network import Encoder
from tilescribe.describe.builtin.outliers import FARTHEST, OutlierDetector, measures
from tilescribe.describe.builtin.quantised import quantised
from training.augment import plain
from training.corpus import SIDE_PX, Corpus
from training.gathering import gathered
from training.ordinary import CHANGES, raster_parts
from training.outliers import FITTED, OUTLIERS, photographs

__all__ = ["DetectorPictures", "DetectorPlan", "fit_detector", "measured"]

Pictures = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class DetectorPlan:
    """Settings of the fit."""

    of_each_set: int = 1800
    """Pictures of each training set that are ordinary, at most; the sets are of very different sizes."""
    of_each_kind: int = 1000
    """Outliers of each kind; of inverted pictures, which are the hardest to tell, three times as many."""
    of_each_photograph: int = 150
    width: int = 96
    dropout: float = 0.3
    steps: int = 2500
    batch: int = 512
    rate: float = 3e-3
    decay: float = 3e-2
    outlier_share: float = 0.4
    """Of what is learned from: a false alarm takes a tile out of the search by sight, and costs more than a miss."""
    seed: int = 5


_SHARES = {"inverted": 2500.0, "false colour": 700.0, "thermal": 700.0, "texture": 700.0, "photographs": 7000.0}
_SHARE = 400.0
"""How often kinds of outliers are drawn, those that are hard to tell more often."""
_UNSEEN = 2.0
"""How much more a picture counts that the encoder was not trained on: it looks a little different to it."""


@dataclass(frozen=True)
class DetectorPictures:
    """Pictures for the fit that are in no training set."""

    ordinary: Pictures
    """The western halves of rasters."""
    infrared: Pictures
    """The same in false colours."""
    photographs: Pictures

    @classmethod
    def of(cls, folder: Path, plan: DetectorPlan) -> Self:
        """From the data folder and the package of the photographs.

        Raises:
            FileNotFoundError, ValueError: see `photographs`.
        """
        return cls(
            raster_parts(folder, western=True),
            raster_parts(folder, western=True, infrared=True),
            photographs(plan.of_each_photograph, side_px=SIDE_PX),
        )


def fit_detector(
    encoder: Encoder,
    train: Corpus,
    unseen: Pictures,
    *,
    side_px: int,
    say: Callable[[str], None],
    more: DetectorPictures | None = None,
    plan: DetectorPlan | None = None,
) -> OutlierDetector:
    """A detector for what `encoder` sees.

    Args:
        encoder: Whose features it looks at.
        train: What the encoder was trained on.
        unseen: (n, side, side, 3) ordinary pictures that it was not trained on.
        side_px: At which the encoder looks at them.
        say: Takes a line of progress.
        more: Other pictures.
        plan: Settings; the default by default.
    """
    plan = plan or DetectorPlan()
    dice = np.random.default_rng(plan.seed)
    if more is not None:
        unseen = np.concatenate((unseen, more.ordinary))
    seen = train.pictures[_balanced(train.sources, plan.of_each_set, dice)]
    known = np.concatenate((unseen, seen))
    weight = np.concatenate((np.full(len(unseen), _UNSEEN), np.ones(len(seen))))
    ordinary, weights = [], []
    for change, share in CHANGES.values():
        some = np.sort(dice.permutation(len(known))[: max(1, round(share * len(known)))])
        ordinary.append(measured(encoder, change(known[some], dice), side_px=side_px))
        weights.append(weight[some])
    say(f"{sum(map(len, ordinary))} ordinary pictures")
    strange, counts = [], []
    for kind, pictures in _strange(known, more, plan, dice):
        strange.append(measured(encoder, pictures, side_px=side_px))
        counts.append(np.full(len(pictures), _SHARES.get(kind, _SHARE) / len(pictures)))
    say(f"{sum(map(len, strange))} outliers")
    return _fit(
        np.concatenate(ordinary), np.concatenate(weights), np.concatenate(strange), np.concatenate(counts), plan
    )


def measured(encoder: Encoder, pictures: Pictures, *, side_px: int) -> Floats:
    """(n, measures) of pictures (n, side, side, 3)."""
    encoder.eval()
    parts = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(pictures), 128):
            x = plain(torch.from_numpy(pictures[start : start + 128]), side_px)
            output = encoder(x)
            fields = (output.cells.float().mean((2, 3)), output.summary.float(), output.scenes, appearance(x))
            parts.append(measures(*(field.numpy() for field in fields)))
    return np.concatenate(parts)


def _balanced(sources: NDArray[np.int64], most: int, dice: np.random.Generator) -> NDArray[np.int64]:
    return np.sort(
        np.concatenate([dice.permutation(np.flatnonzero(sources == source))[:most] for source in np.unique(sources)])
    )


def _strange(
    known: Pictures,
    more: DetectorPictures | None,
    plan: DetectorPlan,
    dice: np.random.Generator,
) -> list[tuple[str, Pictures]]:
    """Kind and pictures; half of them made of pictures that were varied before."""
    varied = CHANGES["varied"][0]
    found = []
    for kind in FITTED:
        count = plan.of_each_kind * (3 if kind == "inverted" else 1)
        some = known[dice.integers(0, len(known), count)]
        some[::2] = varied(some[::2], dice)
        found.append((kind, OUTLIERS[kind](some, dice)))
    if more is not None:
        found += [("false colour", more.infrared)] if len(more.infrared) else []
        photographed = more.photographs.copy()
        photographed[::2] = varied(photographed[::2], dice)
        found.append(("photographs", photographed))
    return found


def _fit(ordinary: Floats, weights: Floats, strange: Floats, counts: Floats, plan: DetectorPlan) -> OutlierDetector:
    mean, deviation = ordinary.mean(0), ordinary.std(0) + 1e-4
    x = torch.from_numpy(np.clip((np.concatenate((ordinary, strange)) - mean) / deviation, -FARTHEST, FARTHEST))
    y = torch.cat((torch.zeros(len(ordinary)), torch.ones(len(strange))))
    drawn = np.concatenate(
        (weights / weights.sum() * (1 - plan.outlier_share), counts / counts.sum() * plan.outlier_share)
    )
    torch.manual_seed(plan.seed)
    hidden, out = torch.nn.Linear(x.shape[1], plan.width), torch.nn.Linear(plan.width, 1)
    network = torch.nn.Sequential(
        torch.nn.Dropout(plan.dropout), hidden, torch.nn.ReLU(), torch.nn.Dropout(plan.dropout), out
    )
    optimiser = torch.optim.AdamW(network.parameters(), plan.rate, weight_decay=plan.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=plan.steps)
    shares, random = torch.from_numpy(drawn), torch.Generator().manual_seed(plan.seed)
    for _ in range(plan.steps):
        batch = torch.multinomial(shares, plan.batch, replacement=True, generator=random)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(x[batch])[:, 0], y[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return OutlierDetector(
        mean.astype(np.float32),
        deviation.astype(np.float32),
        hidden.weight.detach().numpy(),
        hidden.bias.detach().numpy(),
        out.weight.detach().numpy()[0],
        out.bias.detach().numpy(),
    )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.detecting", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data sets that training/corpus.py names")
    parser.add_argument("--model", type=Path, default=WEIGHTS, help="folder of the model; the package's by default")
    options = parser.parse_args(argv)
    model, sets = BuiltinModel.load(options.model), gathered(options.data)
    detector = fit_detector(
        model.encoder, sets.train, sets.unseen.pictures[::2], side_px=model.side_px,
        say=_say,
        more=DetectorPictures.of(options.data, DetectorPlan()),
    )  # fmt: skip
    write_detector(detector, options.model)
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def write_detector(detector: OutlierDetector, folder: Path) -> None:
    """Put it among the weights of the model in `folder`."""
    from safetensors.torch import load_file, save_file

    kept = load_file(folder / WEIGHTS_FILE)
    new = quantised(detector.tensors())
    save_file(
        {name: tensor for name, tensor in kept.items() if not name.startswith("outliers.")} | new, folder / WEIGHTS_FILE
    )


if __name__ == "__main__":
    sys.exit(main())
