"""The contrastive loss between pictures and captions."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

__all__ = ["Targets", "alignment_loss"]


@dataclass(frozen=True)
class Targets:
    """Embeddings of the captions, which are constant: the embedder is frozen."""

    bank: Tensor
    """(m, dim) float32 unit vectors of all different captions."""
    own: list[Tensor]
    """For each picture the rows of its captions in the bank."""
    centres: Tensor
    """(n, dim) float32 unit vectors: the mean of each picture's captions."""


def alignment_loss(
    vectors: Tensor,
    at: Tensor,
    targets: Targets,
    scale: Tensor,
    queue: tuple[Tensor, Tensor],
    random: torch.Generator,
    *,
    own_share: float,
    text_temperature: float,
    negatives: int = 6000,
) -> Tensor:
    """Contrast of picture vectors with captions, both ways, with soft targets.

    A picture is to rank captions (its own and a sample of the bank) as its own captions' mean does; a caption is to
    rank the pictures of the batch and of the recent past in the same way. So near-copies among captions, of which
    remote sensing sets are full, are no false negatives.

    Args:
        vectors: (b, dim) of the batch, unit length.
        at: (b,) which pictures they are.
        targets: The text side.
        scale: Inverse temperature.
        queue: ((q, dim), (q, dim)) vectors of recent pictures and their centres.
        random: Draws the sample.
        own_share: Of the right answers' weight, what goes to the picture's own sentences.
        text_temperature: How fast a sentence stops counting as right as it moves away from the picture's own.
        negatives: Size of the sample.
    """
    b = len(at)
    own = [targets.own[int(i)] for i in at]
    mine = torch.cat(own)
    owner = torch.repeat_interleave(torch.arange(b), torch.tensor([len(o) for o in own]))
    sample = torch.randint(0, len(targets.bank), (min(negatives, len(targets.bank)),), generator=random)
    captions = targets.bank[torch.cat((mine, sample))]
    centres = targets.centres[at]

    near = functional.softmax(centres @ captions.T / text_temperature, dim=1)
    exact = torch.zeros(b, len(captions))
    exact[owner, torch.arange(len(mine))] = 1.0
    exact /= exact.sum(1, keepdim=True)
    right = own_share * exact + (1 - own_share) * near
    to_text = -(right * functional.log_softmax(scale * vectors @ captions.T, dim=1)).sum(1).mean()

    pictures = torch.cat((vectors, queue[0]))
    texts = targets.bank[mine]
    near = functional.softmax(texts @ torch.cat((centres, queue[1])).T / text_temperature, dim=1)
    exact = torch.zeros(len(mine), len(pictures))
    exact[torch.arange(len(mine)), owner] = 1.0
    right = own_share * exact + (1 - own_share) * near
    to_pictures = -(right * functional.log_softmax(scale * texts @ pictures.T, dim=1)).sum(1)
    weight = 1.0 / torch.tensor([float(len(o)) for o in own])[owner]
    return to_text + (to_pictures * weight).sum() / b
