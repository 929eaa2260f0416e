"""Captions that say the same thing word for word.

A query whose sentence stands at two pictures cannot tell them apart: the standard recall then counts a miss that is
nobody's fault, so the number of such queries belongs beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["CaptionDuplicates", "caption_key", "count_duplicates"]


@dataclass(frozen=True, slots=True)
class CaptionDuplicates:
    """How often captions repeat, compared by `caption_key`."""

    captions: int
    """All of them."""
    distinct: int
    """Different sentences among them."""
    within: int
    """Captions that repeat an earlier caption of their own picture."""
    between: int
    """Captions whose sentence another picture has too: queries with more than one right answer."""
    pictures: int
    """Pictures that share a sentence with another picture."""

    @property
    def repeated(self) -> int:
        """Captions that would go if each sentence were kept once."""
        return self.captions - self.distinct


def caption_key(caption: str) -> str:
    """What two captions share when they count as identical: the text without regard to case and white space."""
    return " ".join(caption.casefold().split())


def count_duplicates(captions: Sequence[Sequence[str]]) -> CaptionDuplicates:
    """Count repeated sentences within and between pictures; `captions` holds those of one picture each."""
    keys = [[caption_key(caption) for caption in own] for own in captions]
    holders = Counter(key for own in keys for key in set(own))
    shared = [sum(holders[key] > 1 for key in own) for own in keys]
    return CaptionDuplicates(
        captions=sum(map(len, keys)),
        distinct=len(holders),
        within=sum(len(own) - len(set(own)) for own in keys),
        between=sum(shared),
        pictures=sum(count > 0 for count in shared),
    )
