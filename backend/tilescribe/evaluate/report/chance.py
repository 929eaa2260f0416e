"""Recall of a random order, for comparison."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.evaluate.results import QueryRecall

__all__ = ["chance_of_image_to_text", "chance_of_mean", "chance_of_text_to_image"]


def chance_of_text_to_image(pictures: int, *, k: int) -> float:
    """R@k of pictures in a random order, of which one is right."""
    return min(1.0, k / pictures)


def chance_of_image_to_text(queries: int, pictures: int, *, k: int) -> float:
    """R@k of texts in a random order, as if each picture had the same number of them.

    1 - C(n - m, k) / C(n, k) with m of n texts right (hypergeometric).
    """
    own = max(1, round(queries / pictures))
    k = min(k, queries)
    return 1 - math.comb(queries - own, k) / math.comb(queries, k)


def chance_of_mean(asked: QueryRecall) -> float:
    """mR of random orders in both directions."""
    depths = list(next(iter(asked.channels.values())).standard.text_to_image.at)
    forth = [chance_of_text_to_image(asked.pictures, k=k) for k in depths]
    back = [chance_of_image_to_text(asked.queries, asked.pictures, k=k) for k in depths]
    return sum(forth + back) / len(forth + back)
