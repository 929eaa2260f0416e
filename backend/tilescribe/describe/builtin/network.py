"""The eye of the built-in model: a compact residual network from pictures to the text space of the embedder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

from tilescribe.describe.builtin.config import EncoderConfig

__all__ = ["Encoder", "EncoderOutput"]

SQUEEZE = 8
"""Channels a hidden unit of a squeeze-and-excitation gate (Hu et al., CVPR 2018) stands for."""


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


class Encoder(nn.Module):
    """Pictures (n, 3, side, side) float, 0 to 1, to an `EncoderOutput`. The side is a multiple of 32, best 160 px.

    Scene and thing logits are linear in the mean over the cells, so the same weights applied to one cell tell how
    much that cell adds (class activation maps, Zhou et al., CVPR 2016).
    """

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        width = config.widths[0]
        # Two small convolutions see finer texture than a large one (the stem of He et al., CVPR 2019, shortened).
        self.stem = nn.Sequential(
            nn.Conv2d(3, config.stem, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm2d(config.stem),
            nn.ReLU(inplace=True),
            nn.Conv2d(config.stem, width, 3, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )
        blocks: list[nn.Module] = []
        total = sum(config.depths)
        self.third: int = 0
        for stage, (wider, depth) in enumerate(zip(config.widths, config.depths, strict=True)):
            for number in range(depth):
                stride = 2 if stage and not number else 1
                drop = config.drop_path * len(blocks) / max(total - 1, 1)
                blocks.append(Block(width, wider, stride=stride, drop_path=drop, gated=stage >= 2))
                width = wider
            if stage == len(config.widths) - 2:
                self.third = len(blocks)
        self.blocks = nn.ModuleList(blocks)
        channels = config.channels
        self.vector = nn.Sequential(
            nn.LayerNorm(channels),
            nn.Dropout(config.dropout),
            nn.Linear(channels, config.hidden),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.hidden, config.vector_dim),
        )
        self.norm = nn.LayerNorm(channels)
        self.scenes = nn.Linear(channels, config.scenes)
        self.things = nn.Linear(channels, config.things)

    def forward(self, pictures: Tensor) -> EncoderOutput:
        cells = self.cells(pictures)
        pooled = cells.mean((2, 3)).float()
        normed = self.norm(pooled)
        vector = functional.normalize(self.vector(pooled).float(), dim=1)
        return EncoderOutput(vector, self.scenes(normed).float(), self.things(normed).float(), cells)

    def fuse_batch_norms(self) -> None:
        """Put every normalisation into the convolution before it, for good: it sees the same, a little sooner."""
        self.eval()
        self.stem = nn.Sequential(*_fused(self.stem))
        for block in self.blocks:
            assert isinstance(block, Block)
            block.first, block.first_norm = _fused((block.first, block.first_norm))[0], nn.Identity()
            block.second, block.second_norm = _fused((block.second, block.second_norm))[0], nn.Identity()
            if isinstance(block.shortcut, nn.Sequential):
                block.shortcut = nn.Sequential(*_fused(block.shortcut))

    def cells(self, pictures: Tensor) -> Tensor:
        """(n, channels, rows, columns), fine and coarse features of the same place side by side."""
        x = functional.relu(self.stem((pictures - 0.45) / 0.25), inplace=True)
        fine = x
        for number, block in enumerate(self.blocks, start=1):
            x = block(x)
            if number == self.third:
                fine = x
        return torch.cat((x, functional.avg_pool2d(fine, 2)), dim=1)


def _fused(layers: Iterable[nn.Module]) -> list[nn.Module]:
    """Layers with each normalisation folded into the convolution before it."""
    kept: list[nn.Module] = []
    for layer in layers:
        if isinstance(layer, nn.BatchNorm2d) and kept and isinstance(kept[-1], nn.Conv2d):
            kept[-1] = fuse_conv_bn_eval(kept[-1], layer)
        else:
            kept.append(layer)
    return kept


class Block(nn.Module):
    """Two 3 x 3 convolutions and a shortcut (He et al., CVPR 2016; the averaging shortcut of He et al., CVPR 2019)."""

    def __init__(self, before: int, after: int, *, stride: int, drop_path: float, gated: bool) -> None:
        super().__init__()
        self.first: nn.Module = nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False)
        self.first_norm: nn.Module = nn.BatchNorm2d(after)
        self.second: nn.Module = nn.Conv2d(after, after, 3, padding=1, bias=False)
        last = nn.BatchNorm2d(after)
        nn.init.zeros_(last.weight)
        self.second_norm: nn.Module = last
        self.gate = Gate(after) if gated else nn.Identity()
        self.drop_path = drop_path
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1 or before != after:
            pool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
            self.shortcut = nn.Sequential(pool, nn.Conv2d(before, after, 1, bias=False), nn.BatchNorm2d(after))

    def forward(self, x: Tensor) -> Tensor:
        y = functional.relu(self.first_norm(self.first(x)), inplace=True)
        y = self.gate(self.second_norm(self.second(y)))
        if self.training and self.drop_path:
            kept = torch.rand(len(y), 1, 1, 1) >= self.drop_path
            y = y * (kept / (1 - self.drop_path)).to(y.dtype)
        return functional.relu(y + self.shortcut(x), inplace=True)


class Gate(nn.Module):
    """Weighs channels by what the whole picture shows."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.down = nn.Linear(channels, channels // SQUEEZE)
        self.up = nn.Linear(channels // SQUEEZE, channels)

    def forward(self, x: Tensor) -> Tensor:
        weights = torch.sigmoid(self.up(functional.relu(self.down(x.mean((2, 3))))))
        return x * weights[:, :, None, None].to(x.dtype)
