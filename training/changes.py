"""Fit the change head: what happened between two dates, from what the encoder sees of both.

`python -m training.changes DATA` fits it anew for the model in the package, and leaves the other weights as they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from tilescribe.describe.builtin.change import FARTHEST, KINDS, ChangeHead, pooled
from tilescribe.describe.builtin.change_features import FEATURES, NAMED_FROM, ChangeMetric, DateView, cell_features
from tilescribe.describe.builtin.change_model import views
from tilescribe.describe.builtin.files import CHANGE_FILE, WEIGHTS, read_files
from tilescribe.describe.builtin.model import BuiltinModel
from tilescribe.describe.builtin.quantised import quantised
from tilescribe.embed import Embedder, load_embedder
from training.change_sayings import CHANGE_SAYINGS, NOTHING_HAPPENED
from training.change_sources import Amounts, SeenPlaces, seen_places

__all__ = ["ChangePlan", "features_of", "fit_head", "fit_metric", "fitted", "pairs_of", "write_head"]

Floats = NDArray[np.float32]
Look = tuple[NDArray[np.uint8], Floats]
"""Pictures (n, side, side, 3) and their cells (n, channels, rows, columns)."""


@dataclass(frozen=True)
class ChangePlan:
    """Settings of the fit."""

    width: int = 48
    dropout: float = 0.3
    unnamed: float = 0.3
    """How often a pair is learned from without what is recognised on either date, but by what differs only."""
    steps: int = 1500
    batch: int = 256
    rate: float = 3e-3
    decay: float = 2e-2
    ridge: float = 1.0
    """Part of the identity in the covariance of the metric, whose mean variance is one."""
    held_out: int = 5
    """One of so many places of each source is for the calibration."""
    seed: int = 17


_SHARES = {
    "harvey": 2.0, "collapsed": 2.0, "joplin labels": 1.5, "joplin ruins": 1.0, "joplin harmed": 1.0,
    "joplin spared": 1.0, "drawn flood": 1.5, "drawn dry": 1.0, "stirred": 0.7, "naip": 1.0, "landsat": 0.4,
}  # fmt: skip
"""How often pairs of a source are drawn."""
_SHARE = 0.5
_ROLES = (0.45, 0.4, 0.15)
"""Shares of pairs in which nothing happened, of the two dates, and of the two dates the other way round."""


@dataclass(eq=False)
class LearnedPairs:
    """n pairs of one source."""

    source: str
    features: torch.Tensor
    """(n, cells, FEATURES)."""
    happened: torch.Tensor
    """(n, KINDS), NaN where it is not known."""
    roles: NDArray[np.int64]
    """(n,) 0: two looks at one date; 1: before and after; 2: after and before."""
    places: NDArray[np.int64]
    """(n,) number of the place within the source."""


def fit_metric(sources: list[SeenPlaces], plan: ChangePlan) -> ChangeMetric:
    """Of looks at the same date of a place: each source counts alike."""
    width = sources[0].before.shape[2] // 2
    middles, whiten = [], []
    for half in (slice(0, width), slice(width, None)):
        means, spread = [], np.zeros((width, width), np.float64)
        for source in sources:
            differences = []
            for cells in (source.before, source.after):
                means.append(cells[:, 0, half].astype(np.float32).mean((0, 2, 3)))
                for one, other in permutations(range(cells.shape[1]), 2):
                    moved = cells[:, one, half].astype(np.float32) - cells[:, other, half]
                    differences.append(np.moveaxis(moved, 1, -1).reshape(-1, width))
            if differences:
                rows = np.concatenate(differences)
                spread += rows.T @ rows / len(rows)
        values, vectors = np.linalg.eigh(spread / np.trace(spread) * width)
        whiten.append(torch.from_numpy(((vectors / np.sqrt(values + plan.ridge)) @ vectors.T).astype(np.float32)))
        middles.append(torch.from_numpy(np.mean(means, axis=0)))
    return ChangeMetric(torch.stack(middles), torch.stack(whiten))


def features_of(model: BuiltinModel, metric: ChangeMetric, before: Look, after: Look) -> torch.Tensor:
    """(n, cells, FEATURES) of n pairs, each date as (pictures, cells)."""
    parts = []
    with torch.inference_mode():
        for start in range(0, len(before[0]), 128):
            some = slice(start, start + 128)
            earlier, later = (_view(model, pictures[some], cells[some]) for pictures, cells in (before, after))
            parts.append(cell_features(earlier, later, metric))
    return torch.cat(parts)


def _view(model: BuiltinModel, pictures: NDArray[np.uint8], cells: Floats) -> DateView:
    x = torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255
    return views(model, x, torch.from_numpy(cells).float())


def pairs_of(model: BuiltinModel, metric: ChangeMetric, source: SeenPlaces) -> LearnedPairs:
    """Every look at one date with every look at the other, both ways, and the looks at one date with each other."""
    places = source.places
    before, after = (
        [(pictures[:, look], cells[:, look]) for look in range(pictures.shape[1])]
        for pictures, cells in ((places.before, source.before), (places.after, source.after))
    )
    nothing = np.zeros_like(places.happened)
    combined = [(one, other, places.happened, 1) for one in before for other in after]
    combined += [(other, one, places.undone, 2) for one in before for other in after]
    combined += [(one, other, nothing, 0) for looks in (before, after) for one, other in permutations(looks, 2)]
    return LearnedPairs(
        places.source,
        torch.cat([features_of(model, metric, one, other) for one, other, _, _ in combined]),
        torch.from_numpy(np.concatenate([rows for _, _, rows, _ in combined])),
        np.repeat([role for _, _, _, role in combined], len(nothing)),
        np.tile(np.arange(len(nothing)), len(combined)),
    )


def fit_head(pairs: list[LearnedPairs], metric: ChangeMetric, said: torch.Tensor, plan: ChangePlan) -> ChangeHead:
    """The network, on all but the held-out places; the probabilities, on these."""
    features, happened = (torch.cat([getattr(part, name) for part in pairs]) for name in ("features", "happened"))
    drawn = torch.from_numpy(np.concatenate([_drawn(part) for part in pairs]))
    held_out = torch.from_numpy(np.concatenate([part.places % plan.held_out == 0 for part in pairs]))
    flat = features[~held_out].flatten(0, 1)
    mean, deviation = flat.mean(0), flat.std(0) + 1e-3
    standard = ((features - mean) / deviation).clamp(-FARTHEST, FARTHEST)
    hidden, out = _trained(standard[~held_out], happened[~held_out], drawn[~held_out], plan)
    head = ChangeHead(
        middles=metric.middles, whiten=metric.whiten.flatten(0, 1), mean=mean, deviation=deviation,
        hidden=hidden.weight.detach(), hidden_bias=hidden.bias.detach(),
        out=out.weight.detach(), out_bias=out.bias.detach(),
        scale=torch.ones(len(KINDS)), shift=torch.zeros(len(KINDS)), said=said,
    )  # fmt: skip
    return _calibrated(head, features[held_out], happened[held_out], drawn[held_out])


def _drawn(pairs: LearnedPairs) -> NDArray[np.float64]:
    """(n,) how often each pair is drawn."""
    shares = np.zeros(len(pairs.roles))
    for role, share in enumerate(_ROLES):
        those = pairs.roles == role
        if those.any():
            shares[those] = share * _SHARES.get(pairs.source, _SHARE) / those.sum()
    return shares


def _trained(
    x: torch.Tensor, y: torch.Tensor, drawn: torch.Tensor, plan: ChangePlan
) -> tuple[torch.nn.Linear, torch.nn.Linear]:
    torch.manual_seed(plan.seed)
    random = torch.Generator().manual_seed(plan.seed)
    hidden, out = torch.nn.Linear(FEATURES, plan.width), torch.nn.Linear(plan.width, len(KINDS))
    optimiser = torch.optim.AdamW([*hidden.parameters(), *out.parameters()], plan.rate, weight_decay=plan.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=plan.steps)
    whole = torch.ones(plan.batch, x.shape[1])
    for _ in range(plan.steps):
        batch = torch.multinomial(drawn, plan.batch, replacement=True, generator=random)
        some, known = x[batch], ~torch.isnan(y[batch])
        unnamed = torch.rand(plan.batch, generator=random) < plan.unnamed
        some[unnamed, :, NAMED_FROM:] = 0
        inner = torch.relu(hidden(functional.dropout(some, plan.dropout)))
        logits = pooled(out(functional.dropout(inner, 0.2)), whole)
        wanted = torch.where(known, y[batch], 0.0) * 0.98 + 0.01
        losses = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
        loss = (losses * known).sum() / known.sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return hidden, out


def _calibrated(head: ChangeHead, features: torch.Tensor, happened: torch.Tensor, drawn: torch.Tensor) -> ChangeHead:
    """Platt scaling, kind by kind, with each pair as often as it is drawn."""
    from dataclasses import replace

    with torch.inference_mode():
        found, _ = head.probabilities(features, torch.ones(features.shape[:2]))
    logits = torch.logit(found, 1e-6)
    scale, shift = torch.ones(len(KINDS)), torch.zeros(len(KINDS))
    for at in range(len(KINDS)):
        known = ~torch.isnan(happened[:, at])
        scale[at], shift[at] = _platt(logits[known, at], happened[known, at], drawn[known])
    return replace(head, scale=scale, shift=shift)


def _platt(logits: torch.Tensor, happened: torch.Tensor, drawn: torch.Tensor) -> tuple[float, float]:
    """Ends at 1 and 0 where nothing speaks against it: a little of the identity is added."""
    numbers = torch.zeros(2, requires_grad=True)
    optimiser = torch.optim.LBFGS([numbers], max_iter=50)
    weights = (drawn / drawn.sum()).float()

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        found = logits * torch.exp(numbers[0]) + numbers[1]
        losses = functional.binary_cross_entropy_with_logits(found, happened, reduction="none")
        value = (losses * weights).sum() + 1e-2 * numbers.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    return float(torch.exp(numbers[0]).detach()), float(numbers[1].detach())


def sayings(embedder: Embedder) -> torch.Tensor:
    """(KINDS + 1, dim): the mean of what is said of each kind, L2-normalised."""
    texts = [*(CHANGE_SAYINGS[kind] for kind in KINDS), NOTHING_HAPPENED]
    means = [np.mean(embedder.embed(list(some)), axis=0) for some in texts]
    return functional.normalize(torch.from_numpy(np.stack(means).astype(np.float32)), dim=1)


def write_head(head: ChangeHead, folder: Path) -> None:
    """Put it beside the weights of the model in `folder`, which it was fitted on."""
    from safetensors.torch import save_file

    save_file(quantised(head.tensors()), folder / CHANGE_FILE, metadata={"model": read_files(folder).version})


def fitted(
    seen: Iterable[SeenPlaces], model: BuiltinModel, embedder: Embedder, plan: ChangePlan, say: Callable[[str], None]
) -> ChangeHead:
    """The recipe from what the encoder saw."""
    sources = []
    for source in seen:
        sources.append(source)
        say(f"{len(source.before)} places: {source.places.source}")
    metric = fit_metric(sources, plan)
    pairs = [pairs_of(model, metric, source) for source in sources]
    say(f"{sum(len(part.roles) for part in pairs)} pairs")
    return fit_head(pairs, metric, sayings(embedder), plan)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.changes", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data sets that training/corpus.py names")
    parser.add_argument("--model", type=Path, default=WEIGHTS, help="folder of the model; the package's by default")
    parser.add_argument("--keep", type=Path, help="folder for what the encoder saw: another fit goes on from it")
    options = parser.parse_args(argv)
    model = BuiltinModel.load(options.model)
    seen = seen_places(model, options.data, Amounts(), kept=options.keep)
    write_head(fitted(seen, model, load_embedder(), ChangePlan(), _say), options.model)
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
