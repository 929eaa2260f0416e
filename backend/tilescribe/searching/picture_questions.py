"""A question, in parts or not, to pictures alone: to windows of a tile, of which nothing else is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import ChannelWeights, discounted, probability
from tilescribe.catalog.joining import excluded_texts, joined
from tilescribe.searching.own_calibrations import calibration_of
from tilescribe.searching.question_texts import vectors_of
from tilescribe.searching.ranking import in_one_state

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.joining import Wordings
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.domain.question import Expression
    from tilescribe.embed.base import Embedder

__all__ = ["PictureQuestion"]


@dataclass(frozen=True, slots=True, eq=False)
class PictureQuestion:
    """What pictures are compared with."""

    expression: Expression
    vectors: Mapping[str, NDArray[np.float32]]
    """(dim,) of each text."""
    weights: Mapping[str, ChannelWeights]
    """Of the visual channel, which is all there is."""

    @classmethod
    def of(
        cls,
        catalog: Catalog,
        expression: Expression,
        *,
        embedder: Embedder,
        like: Sequence[int] = (),
        unlike: Sequence[int] = (),
    ) -> PictureQuestion:
        """A question as it was read, towards and away from tiles that were marked."""
        vectors = in_one_state(
            catalog, lambda: vectors_of(catalog, expression, like=like, unlike=unlike, embedder=embedder)
        )
        calibration = calibration_of(embedder.fingerprint)
        weights = {
            text: calibration.picture_weights(vector, space=embedder.fingerprint) for text, vector in vectors.items()
        }
        return cls(expression, vectors, weights)

    def scores(
        self, pictures: NDArray[np.float32], valid_shares: NDArray[np.float32], *, excluded_anywhere: bool = False
    ) -> NDArray[np.float32]:
        """(n,) probabilities, lower the less can be seen, as those of hits.

        Args:
            pictures: (n, dim), L2-normalised, the whole tile first; NaN where nothing is known.
            valid_shares: (n,) of the pixels of each, 0 to 1.
            excluded_anywhere: What the question excludes counts from where it is seen best, for every part.
        """
        excluded = excluded_texts(self.expression) if excluded_anywhere else frozenset()

        def odds(text: str) -> NDArray[np.float32]:
            weights = self.weights[text]
            result: NDArray[np.float32] = weights.offset + weights.visual * (pictures @ self.vectors[text])
            return result

        def said(wordings: Wordings) -> NDArray[np.float32]:
            values = probability(np.mean([odds(text) for text in wordings], axis=0, dtype=np.float32))
            if wordings in excluded:
                values[1:] = np.where(np.isnan(values[1:]), np.nan, np.nanmax(values))
            return values

        return discounted(joined(self.expression, said), valid_shares)
