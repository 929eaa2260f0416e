"""Relevance judgements between captions and pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.metrics.ranks import Relevance

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CaptionTruth"]


@dataclass(frozen=True, slots=True)
class CaptionTruth:
    """Which pictures are relevant for each caption, and which captions for each picture."""

    owners: NDArray[np.int64]
    """(captions,): position of the picture that each caption was written for."""
    pictures: int
    """How many there are; each has at least one caption."""
    pictures_of_caption: Relevance
    captions_of_picture: Relevance

    @classmethod
    def standard(cls, counts: Sequence[int]) -> CaptionTruth:
        """The field's protocol: each caption is a query, and right is what was written for the picture itself.

        `counts` holds the number of captions of each picture; the captions follow each other in that order. As in
        Faghri et al., "VSE++", BMVC 2018, and in all remote sensing work since Yuan et al., TGRS 2021 (AMFMN).
        """
        owners = np.repeat(np.arange(len(counts)), counts)
        starts = np.concatenate(([0], np.cumsum(np.asarray(counts, dtype=np.int64))))
        return cls(
            owners=owners,
            pictures=len(counts),
            pictures_of_caption=Relevance.of([owner] for owner in owners.tolist()),
            captions_of_picture=Relevance.of(range(first, last) for first, last in pairwise(starts)),
        )

    @classmethod
    def sharing(cls, keys: Sequence[Sequence[Hashable]]) -> CaptionTruth:
        """As `standard`, but a picture that has an identical caption is right too, and so is its identical caption.

        `keys` holds, picture by picture, what identical captions share, such as `caption_key` of each.
        """
        owners = np.repeat(np.arange(len(keys)), [len(own) for own in keys])
        flat = [key for own in keys for key in own]
        places: dict[Hashable, list[int]] = defaultdict(list)
        for place, key in enumerate(flat):
            places[key].append(place)
        holders = {key: owners[found].tolist() for key, found in places.items()}
        return cls(
            owners=owners,
            pictures=len(keys),
            pictures_of_caption=Relevance.of(holders[key] for key in flat),
            captions_of_picture=Relevance.of([place for key in set(own) for place in places[key]] for own in keys),
        )
