"""A question asked again from the words that a mark keeps of it."""

from __future__ import annotations

import re
from typing import Optional, Union

from .protocol import SearchRequest, SimilarityTarget, SimilarRequest

__all__ = ["request_again"]

_LIKE_A_TILE = re.compile(r"similar to tile (\d+)")
_LIKE_A_PICTURE = "similar to a picture"
"""What the engine calls likenesses, as `Hits.question`."""


def request_again(question: str) -> Optional[Union[SearchRequest, SimilarRequest]]:
    """The request that `Hits.question` came of; None where the words do not tell: a picture is not kept."""
    like = _LIKE_A_TILE.fullmatch(question)
    if like:
        return SimilarRequest(to=SimilarityTarget(tile_id=int(like.group(1))))
    return SearchRequest(question=question) if question and question != _LIKE_A_PICTURE else None
