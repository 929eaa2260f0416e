"""The text decoder of the built-in model, and the reranker of the sentences that are drawn from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from tilescribe.describe.builtin.config import WriterConfig
from tilescribe.describe.builtin.tokenizer import END, PAD, START, UNKNOWN

__all__ = ["Reranker", "Writer"]

_MOST_WORDS = 16
"""From which the next is drawn."""


class Writer(nn.Module):
    """A causal transformer decoder (Vaswani et al., 2017; pre-norm) over words, looking at cells and visual vector."""

    def __init__(self, config: WriterConfig) -> None:
        super().__init__()
        self.config = config
        self.words = nn.Embedding(config.words, config.width, padding_idx=PAD)
        self.places = nn.Parameter(torch.randn(config.longest, config.width) * 0.02)
        self.cells = nn.Sequential(nn.LayerNorm(config.channels), nn.Linear(config.channels, config.width))
        self.vector = nn.Linear(config.vector_dim, config.width)
        self.dropout = nn.Dropout(config.dropout)
        self.layers: Sequence[Layer] = cast(
            "Sequence[Layer]", nn.ModuleList(Layer(config) for _ in range(config.layers))
        )
        self.norm = nn.LayerNorm(config.width)
        nn.init.normal_(self.words.weight, std=0.05)

    def forward(self, tokens: Tensor, memory: Tensor) -> Tensor:
        """Logits (n, length, words) of the token after each of `tokens` (n, length), given `encode`'s memory."""
        x = self.dropout(self.words(tokens) + self.places[: tokens.shape[1]])
        for layer in self.layers:
            x = layer(x, layer.keys_of(memory))
        return self._logits(x)

    def encode(self, vector: Tensor, cells: Tensor) -> Tensor:
        """(n, 1 + cells, width) from the encoder's vector (n, vector_dim) and cells (n, channels, rows, columns)."""
        seen = self.cells(cells.flatten(2).transpose(1, 2).float())
        # Unit vectors have components of about 1 / sqrt(dim); the layer likes them near 1.
        whole = self.vector(vector * self.config.vector_dim**0.5)
        return torch.cat((whole[:, None], seen), dim=1)

    def sample(self, memory: Tensor, *, count: int, temperature: float, top_p: float, seed: int) -> Tensor:
        """(n, count, longest) tokens: `count` sentences for each picture, the first of them the likeliest word by word.

        Nucleus sampling (Holtzman et al., ICLR 2020) with the same dice for every picture, so that what is said of one
        does not depend on the others of the batch. No word comes twice in a row and none is unknown.
        """
        n, longest = len(memory), self.config.longest
        dice = torch.rand(longest, count, generator=torch.Generator().manual_seed(seed)).to(memory.device)
        sentences = torch.full((n * count, longest), PAD, device=memory.device)
        sentences[:, 0] = START
        keys = [layer.keys_of(memory) for layer in self.layers]
        # What follows is of the sentences that still go on: most end after half of the longest.
        rows = torch.arange(n * count, device=memory.device)
        past: list[tuple[Tensor, Tensor] | None] = [None] * len(self.layers)
        for at in range(longest - 1):
            last = sentences[rows, at]
            x = self.words(last) + self.places[at]
            for number, layer in enumerate(self.layers):
                x, past[number] = layer.step(x, keys[number], past[number], rows=rows, count=count)
            logits = self._logits(x).float()
            logits[:, [PAD, START, UNKNOWN]] = -torch.inf
            if at:
                logits.scatter_(1, last[:, None], -torch.inf)
            which = rows % count
            chosen = _nucleus(logits / temperature, top_p, dice[at][which])
            chosen = torch.where(which == 0, logits.argmax(1), chosen)
            sentences[rows, at + 1] = chosen
            going = torch.nonzero(chosen != END)[:, 0]
            if not len(going):
                break
            if len(going) < len(rows):
                rows = rows[going]
                past = [pair and (pair[0][going], pair[1][going]) for pair in past]
        return sentences.view(n, count, -1)

    def _logits(self, x: Tensor) -> Tensor:
        return functional.linear(self.norm(x), self.words.weight)


class Layer(nn.Module):
    """Self-attention, attention to the picture, and a feed-forward network."""

    def __init__(self, config: WriterConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.before = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.between = nn.LayerNorm(width)
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(width, 2 * width)
        self.seen = nn.Linear(width, width)
        self.after = nn.LayerNorm(width)
        self.inner = nn.Sequential(
            nn.Linear(width, config.inner), nn.GELU(), nn.Dropout(config.dropout), nn.Linear(config.inner, width)
        )
        self.dropout = nn.Dropout(config.dropout)

    def keys_of(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        key, value = self.key_value(memory).chunk(2, dim=-1)
        return self._split(key), self._split(value)

    def forward(self, x: Tensor, memory: tuple[Tensor, Tensor]) -> Tensor:
        q, k, v = (self._split(part) for part in self.qkv(self.before(x)).chunk(3, dim=-1))
        attended = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.dropout(self.out(_join(attended)))
        looked = functional.scaled_dot_product_attention(self._split(self.query(self.between(x))), *memory)
        x = x + self.dropout(self.seen(_join(looked)))
        finished: Tensor = x + self.dropout(self.inner(self.after(x)))
        return finished

    def step(
        self,
        x: Tensor,
        memory: tuple[Tensor, Tensor],
        past: tuple[Tensor, Tensor] | None,
        *,
        rows: Tensor,
        count: int,
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """One more token (r, width) of some sentences, with keys and values of those before it.

        Args:
            x: Of the sentences `rows`.
            memory: Of n pictures.
            past: (r, heads, length, width / heads) each; None at the start.
            rows: (r,) which of the n * `count` sentences they are.
            count: Sentences of a picture.
        """
        q, k, v = (part.view(len(x), self.heads, 1, -1) for part in self.qkv(self.before(x)).chunk(3, dim=-1))
        if past is not None:
            k, v = torch.cat((past[0], k), dim=2), torch.cat((past[1], v), dim=2)
        # One question a sentence: products and sums are quicker than the attention made for many.
        shares = functional.softmax((q * k).sum(3) * q.shape[3] ** -0.5, dim=2)
        x = x + self.out((shares[..., None] * v).sum(2).flatten(1))
        # All sentences of a picture look at it together.
        asked = self.query(self.between(x))
        grid = asked.new_zeros(len(memory[0]) * count, asked.shape[1])
        grid[rows] = asked
        (key, value), query = memory, self._split(grid.view(-1, count, grid.shape[1]))
        shares = functional.softmax(query @ key.transpose(2, 3) * query.shape[3] ** -0.5, dim=3)
        x = x + self.seen(_join(shares.to(value.dtype) @ value).flatten(0, 1)[rows])
        return x + self.inner(self.after(x)), (k, v)

    def _split(self, x: Tensor) -> Tensor:
        return x.view(*x.shape[:-1], self.heads, x.shape[-1] // self.heads).transpose(1, 2)


class Reranker(nn.Module):
    """Sentences of the vocabulary to about the vectors that the text embedder gives them, at a fraction of its cost.

    It ranks the writer's candidates by how well they agree with the visual vector; what is stored is embedded by the
    text embedder itself.
    """

    def __init__(self, config: WriterConfig) -> None:
        super().__init__()
        self.words = nn.Embedding(config.words, config.width, padding_idx=PAD)
        self.places = nn.Parameter(torch.randn(config.longest, config.width) * 0.02)
        self.layer = nn.TransformerEncoderLayer(
            config.width, config.heads, config.inner, config.dropout, "gelu", batch_first=True, norm_first=True
        )
        self.out = nn.Linear(config.width, config.vector_dim)
        nn.init.normal_(self.words.weight, std=0.05)

    def forward(self, tokens: Tensor) -> Tensor:
        """(n, vector_dim) L2-normalised, of tokens (n, length) as `Writer.sample` gives them."""
        padding = tokens == PAD
        x = self.layer(self.words(tokens) + self.places[: tokens.shape[1]], src_key_padding_mask=padding)
        words = (~padding)[:, :, None].to(x.dtype)
        pooled = (x * words).sum(1) / words.sum(1)
        return functional.normalize(self.out(pooled).float(), dim=1)


def _join(x: Tensor) -> Tensor:
    return x.transpose(1, 2).flatten(2)


def _nucleus(logits: Tensor, top_p: float, dice: Tensor) -> Tensor:
    """(n,) drawn by the numbers `dice` (n,), 0 to 1, from the likeliest words that together have the share `top_p`."""
    # The nucleus of a peaked distribution is far smaller than the vocabulary; what lies beyond is seldom worth a word.
    best, words = logits.topk(min(_MOST_WORDS, logits.shape[1]), dim=1)
    shares = functional.softmax(best, dim=1)
    shares = torch.where(shares.cumsum(1) - shares < top_p, shares, 0.0)
    upto = shares.cumsum(1)
    at = (upto < dice[:, None] * upto[:, -1:]).sum(1, keepdim=True).clamp(max=words.shape[1] - 1)
    return words.gather(1, at)[:, 0]
