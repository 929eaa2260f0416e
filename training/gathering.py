"""All sets together, as the recipe uses them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.close_ups import close_ups
from training.clouds import clouded
from training.corpus import Corpus, load_corpus
from training.disasters import fires, floods, ruins

__all__ = ["Gathered", "gathered"]


@dataclass(frozen=True)
class Gathered:
    """What is learned from, and what is not."""

    train: Corpus
    val: Corpus
    """Of RSICD: what progress is reported on."""
    unseen: Corpus
    """What probabilities are fitted on: val, EuroSAT's held-out tenth, floods and fires elsewhere."""


def gathered(folder: Path, *, limit: int | None = None) -> Gathered:
    """Every set that is in `folder`.

    Args:
        folder: The data folder.
        limit: Pictures of each set; all by default.

    Raises:
        FileNotFoundError: there is none.
    """
    train, val, held_out = load_corpus(folder, limit=limit)
    floods_train, floods_held_out = floods(folder, limit=limit)
    fires_train, fires_held_out = fires(folder, limit=limit)
    for more in (floods_train, ruins(folder, count=limit or 700), fires_train):
        train = train.joined(more) if more is not None else train
    count = limit or 800
    train = train.joined(clouded(train, count=count)).joined(close_ups(train, count=count))
    unseen = val.joined(held_out)
    if floods_held_out is not None:
        unseen = unseen.joined(floods_held_out.take(np.arange(0, len(floods_held_out), 13)))
    if fires_held_out is not None:
        unseen = unseen.joined(fires_held_out)
    return Gathered(train, val, unseen)
