"""Pictures under made-up clouds: the sets were chosen without any, and every archive is full of them."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training.corpus import SETS, Corpus

__all__ = ["CLOUDED", "clouded"]

CLOUDED = (
    "white clouds",
    "clouds over the land",
    "thick white clouds hide the ground",
    "clouds and their shadows",
    "the picture is cloudy",
)
_HIDDEN = 0.5
"""Share of the picture under clouds from which nothing else is said of it."""
_OCTAVES = 5


def clouded(train: Corpus, *, count: int = 800, seed: int = 12) -> Corpus:
    """Some of the pictures of RSICD and EuroSAT with clouds over a tenth to nearly all of them.

    Args:
        train: What they are taken from; their scenes are no longer known, and of things only that they are not named.
        count: How many, at most.
        seed: Draws pictures and clouds.
    """
    dice = np.random.default_rng(seed)
    clear = np.flatnonzero(np.isin(train.sources, [list(SETS).index(name) for name in ("rsicd", "eurosat")]))
    some = train.take(np.sort(dice.permutation(clear)[:count]))
    if not len(some):  # neither set is there
        return some
    pictures = torch.from_numpy(some.pictures).permute(0, 3, 1, 2).float() / 255
    cover = torch.from_numpy(dice.uniform(0.1, 0.95, len(some)).astype(np.float32))
    under, shares = _under_clouds(pictures, cover, torch.Generator().manual_seed(seed))
    some.pictures = (under.permute(0, 2, 3, 1) * 255).round().byte().numpy()
    some.captions = [
        CLOUDED if share >= _HIDDEN else (*CLOUDED, texts[0])
        for share, texts in zip(shares, some.captions, strict=True)
    ]
    some.human = np.zeros(len(some), bool)
    some.scenes = np.full(len(some), -1)
    some.things_known &= some.things == 0
    some.sources = np.full(len(some), list(SETS).index("clouded"))
    some.names = [f"clouded_{name}" for name in some.names]
    return some


def _under_clouds(pictures: Tensor, cover: Tensor, random: torch.Generator) -> tuple[Tensor, NDArray[np.float32]]:
    """Pictures (n, 3, side, side), 0 to 1, with white clouds and their shadows; the share that is hidden."""
    n, _, side, _ = pictures.shape
    height = sum(
        functional.interpolate(
            torch.rand(n, 1, 2**octave + 2, 2**octave + 2, generator=random),
            (side, side), mode="bicubic", align_corners=True,
        ) / 2**octave
        for octave in range(1, _OCTAVES + 1)
    )  # fmt: skip
    assert isinstance(height, Tensor)
    limit = torch.stack([torch.quantile(one, 1 - float(share)) for one, share in zip(height, cover, strict=True)])
    soft = 0.02 + 0.1 * torch.rand(n, 1, 1, 1, generator=random)
    opaque = ((height - limit.view(n, 1, 1, 1)) / soft).clamp(0, 1) * (
        0.75 + 0.25 * torch.rand(n, 1, 1, 1, generator=random)
    )
    shift = tuple(int(one) for one in torch.randint(-side // 8, side // 8, (2,), generator=random))
    shadow = 1 - 0.45 * torch.roll(opaque, shift, (2, 3))
    white = 0.82 + 0.18 * torch.rand(n, 1, 1, 1, generator=random) + 0.05 * (height - height.mean((2, 3), keepdim=True))
    under = pictures * shadow * (1 - opaque) + white * opaque
    return under.clamp(0, 1), (opaque > 0.5).float().mean((1, 2, 3)).numpy()
