"""The eye of the built-in model: a small vision transformer from pictures to the text space of the embedder."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from tilescribe.describe.builtin.config import EncoderConfig

__all__ = ["Encoder", "EncoderOutput"]

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of the channels of ImageNet, on which the start weights were trained."""
NORM_EPSILON = 1e-6


class EncoderOutput(NamedTuple):
    """What the network makes of a batch of n pictures."""

    vector: Tensor
    """(n, vector_dim) float32, L2-normalised, in the text space."""
    scenes: Tensor
    """(n, scenes) logits of kinds of places that exclude each other."""
    things: Tensor
    """(n, things) logits of things that may all be there at once."""
    cells: Tensor
    """(n, channels, rows, columns): what was seen where, row 0 at the top of the picture."""
    summary: Tensor
    """(n, width) of the picture as a whole."""


class Encoder(nn.Module):
    """Pictures (n, 3, side, side) float, 0 to 1, to an `EncoderOutput`.

    The side is a multiple of `patch_px` times `cell`. A vision transformer (Dosovitskiy et al., ICLR 2021) of which the
    first blocks are kept. Scene and thing logits are linear in the normalised mean over the cells, so the same weights
    applied to one cell tell how much that cell adds (class activation maps, Zhou et al., CVPR 2016).
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        width, channels = config.width, config.channels
        self.patches = nn.Conv2d(3, width, config.patch_px, stride=config.patch_px)
        self.summary = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.places = nn.Parameter(torch.randn(1, width, config.grid, config.grid) * 0.02)
        self.blocks = nn.ModuleList(
            Block(width, config.heads, layer_scale=config.layer_scale) for _ in range(config.depth)
        )
        self.middle_norm = nn.LayerNorm(width, NORM_EPSILON)
        self.last_norm = nn.LayerNorm(width, NORM_EPSILON)
        self.vector = nn.Sequential(
            nn.LayerNorm(channels + width),
            nn.Dropout(config.dropout),
            nn.Linear(channels + width, config.hidden),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.hidden, config.vector_dim),
        )
        self.norm = nn.LayerNorm(channels)
        self.scenes = nn.Linear(channels, config.scenes)
        self.things = nn.Linear(channels, config.things)
        self.frozen = 0
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1), persistent=False)

    def forward(self, pictures: Tensor) -> EncoderOutput:
        summary, cells = self.seen(pictures)
        pooled = cells.mean((2, 3)).float()
        normed = self.norm(pooled)
        vector = functional.normalize(self.vector(torch.cat((pooled, summary.float()), dim=1)).float(), dim=1)
        return EncoderOutput(vector, self.scenes(normed).float(), self.things(normed).float(), cells, summary)

    def cells(self, pictures: Tensor) -> Tensor:
        """(n, channels, rows, columns), the last and the middle features of the same place side by side."""
        return self.seen(pictures)[1]

    def seen(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """(n, width) of the whole picture, and its `cells`."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            x = self.tokens(pictures)
        middle = x
        for number, block in enumerate(self.blocks, start=1):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number > self.frozen):
                x = block(x)
            if number == self.config.middle:
                middle = x
        last = self.last_norm(x)
        seen = torch.cat((last[:, 1:], self.middle_norm(middle[:, 1:])), dim=2)
        rows, columns = (length // self.config.patch_px for length in pictures.shape[2:])
        cells = seen.transpose(1, 2).reshape(len(seen), -1, rows, columns)
        return last[:, 0], functional.avg_pool2d(cells, self.config.cell)

    def tokens(self, pictures: Tensor) -> Tensor:
        """(n, 1 + patches, width): the summary's token and the patches with their positions, row by row."""
        x = self.patches((pictures - self.mean) / self.deviation)
        places: Tensor = self.places
        if x.shape[2:] != places.shape[2:]:
            places = functional.interpolate(places, x.shape[2:], mode="bicubic", align_corners=False)
        x = (x + places).flatten(2).transpose(1, 2)
        return torch.cat((self.summary.expand(len(x), -1, -1).to(x.dtype), x), dim=1)

    def freeze(self, blocks: int) -> None:
        """Keep the first blocks, and what is before them, as they are; no gradients are computed there."""
        self.frozen = blocks
        for part in (self.patches, *self.blocks[:blocks]) if blocks else ():
            part.requires_grad_(False)
        for parameter in (self.summary, self.places):
            parameter.requires_grad_(not blocks)

    def fold_layer_scales(self) -> None:
        """Put the weights of each block's channels into the layer before them, for good: it sees the same."""
        for block in self.blocks:
            assert isinstance(block, Block)
            block.fold_layer_scales()
        self.config = replace(self.config, layer_scale=False)


class Block(nn.Module):
    """Self-attention and a feed-forward network, each normalised before, its output weighed by channel."""

    def __init__(self, width: int, heads: int, *, layer_scale: bool) -> None:
        super().__init__()
        self.heads = heads
        self.before = nn.LayerNorm(width, NORM_EPSILON)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.after = nn.LayerNorm(width, NORM_EPSILON)
        self.inner = nn.Linear(width, 4 * width)
        self.outer = nn.Linear(4 * width, width)
        self.scales = nn.Parameter(torch.ones(2, width)) if layer_scale else None

    def forward(self, x: Tensor) -> Tensor:
        n, length, width = x.shape
        q, k, v = self.qkv(self.before(x)).view(n, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        attended = self.out(_attention(q, k, v).transpose(1, 2).reshape(n, length, width))
        x = x + (attended if self.scales is None else attended * self.scales[0])
        fed = self.outer(functional.gelu(self.inner(self.after(x))))
        finished: Tensor = x + (fed if self.scales is None else fed * self.scales[1])
        return finished

    def fold_layer_scales(self) -> None:
        if self.scales is None:
            return
        with torch.no_grad():
            for layer, scale in zip((self.out, self.outer), self.scales, strict=True):
                layer.weight.mul_(scale[:, None])
                layer.bias.mul_(scale)
        self.scales = None


def _attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """(n, heads, length, width / heads). Written out where gradients are wanted: on processors they are quicker so."""
    if not torch.is_grad_enabled():
        return functional.scaled_dot_product_attention(q, k, v)
    shares = functional.softmax(q @ k.transpose(2, 3) * q.shape[3] ** -0.5, dim=3)
    return shares.to(v.dtype) @ v
