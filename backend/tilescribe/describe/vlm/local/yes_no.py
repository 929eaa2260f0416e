"""Read yes or no from the first token that a model would write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

__all__ = ["yes_probability"]

_YES = ("yes", "Yes", "YES", " yes", " Yes")
_NO = ("no", "No", "NO", " no", " No")
_LEAST = 0.01
"""Of all probability: below it the model was about to say neither."""


def yes_probability(tokenizer: Any, logits: torch.Tensor) -> float | None:
    """p(yes) / (p(yes) + p(no)) over all ways to write them; None where the model was about to say neither.

    Args:
        tokenizer: Of the model.
        logits: (vocabulary,) for the first token of the answer.
    """
    shares = logits.softmax(dim=-1)
    yes, no = (float(shares[_tokens(tokenizer, words)].sum()) for words in (_YES, _NO))
    return yes / (yes + no) if yes + no >= _LEAST else None


def _tokens(tokenizer: Any, words: tuple[str, ...]) -> list[int]:
    """The spellings that are one token; of one that is several, the first may begin any word."""
    encoded = [tokenizer.encode(word, add_special_tokens=False) for word in words]
    return sorted({tokens[0] for tokens in encoded if len(tokens) == 1})
