"""Close-ups of open land: seen from so near it is dim and blurred, as houses in a flood are, and is no disaster."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from tilescribe.describe.builtin.vocabulary import SCENES
from training.corpus import SETS, Corpus

__all__ = ["OPEN_LAND", "close_ups"]

OPEN_LAND = {
    "farmland": ("a field of crops", "green farmland", "a piece of farmland"),
    "annual crops": ("a field of crops", "ploughed farmland", "a piece of farmland"),
    "meadow": ("a green meadow", "grass", "a meadow without any buildings"),
    "grassland": ("grassland", "low green plants", "grass and herbs"),
    "pasture": ("a green pasture", "grass", "grazing land"),
    "forest": ("a dense green forest", "many green trees", "woodland"),
    "bare land": ("bare ground", "bare land without plants", "brown soil"),
    "desert": ("yellow sand", "a desert", "bare sand"),
}
"""Kinds of places without buildings, and what is said of a part of one."""
_SHARE = (0.2, 0.5)
"""Of the side, what is left."""


def close_ups(train: Corpus, *, count: int = 800, seed: int = 13) -> Corpus:
    """Parts of pictures of open land, enlarged and so blurred, some of them darkened.

    Args:
        train: What they are taken from.
        count: How many, at most.
        seed: Draws pictures and parts.
    """
    dice = np.random.default_rng(seed)
    of_sets = np.isin(train.sources, [list(SETS).index(name) for name in ("rsicd", "ucm", "resisc12", "eurosat")])
    kinds = [SCENES.index(name) for name in OPEN_LAND]
    found = train.take(np.sort(dice.permutation(np.flatnonzero(of_sets & np.isin(train.scenes, kinds)))[:count]))
    side = found.pictures.shape[1]
    for at, picture in enumerate(found.pictures):
        part = round(side * dice.uniform(*_SHARE))
        top, left = dice.integers(0, side - part, 2)
        x = torch.from_numpy(picture[top : top + part, left : left + part]).permute(2, 0, 1)[None].float()
        x = functional.interpolate(x, (side, side), mode="bicubic", align_corners=False)[0].permute(1, 2, 0)
        found.pictures[at] = (x * dice.uniform(0.45, 1.0)).clamp(0, 255).round().byte().numpy()
    found.captions = [OPEN_LAND[SCENES[scene]] for scene in found.scenes]
    found.human = np.zeros(len(found), bool)
    found.things_known &= found.things == 0
    found.sources = np.full(len(found), list(SETS).index("close-ups"))
    found.names = [f"close_{name}" for name in found.names]
    return found
