"""The texts of a question that is read in parts, and what a store is asked with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.joining import asked_texts, wanted_texts
from tilescribe.domain.question import Term, terms_of
from tilescribe.searching.feedback import moved
from tilescribe.searching.question_vectors import embedded_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.domain.question import Expression
    from tilescribe.embed.base import Embedder

__all__ = ["explained_by", "texts_of", "vectors_of"]


def texts_of(expression: Expression) -> tuple[str, ...]:
    """All texts of a question, each once, also that of `explained_by`."""
    shown = explained_by(expression)
    if isinstance(expression, Term):
        return (shown,)
    return tuple(dict.fromkeys([*(text for one in asked_texts(expression) for text in one), shown]))


def explained_by(expression: Expression) -> str:
    """The words by which a hit is explained: those that are asked for, not those that are excluded."""
    return " and ".join(wanted_texts(expression))


def vectors_of(
    catalog: Catalog,
    expression: Expression,
    *,
    embedder: Embedder,
    like: Sequence[int] = (),
    unlike: Sequence[int] = (),
) -> Mapping[str, NDArray[np.float32]]:
    """Each of `texts_of` with its vector, (dim,) float32, L2-normalised; zero for one without words.

    What is asked for moves towards `like` and away from `unlike`, ids of described tiles; what is excluded stays.

    Raises:
        UnknownTileError: one of the tiles is not there, or is not described.
    """
    texts = texts_of(expression)
    vectors = np.zeros((len(texts), embedder.dim), dtype=np.float32)
    worded = np.array([bool(text.strip()) for text in texts])
    if worded.any():
        vectors[worded] = embedded_questions([text for text in texts if text.strip()], embedder)
    # A sentence of several terms is made of those that are asked for.
    stays = set(terms_of(expression)) - set(wanted_texts(expression))
    moving = np.array([text not in stays for text in texts])
    vectors[moving] = moved(catalog, vectors[moving], like=like, unlike=unlike, embedder=embedder)
    return dict(zip(texts, vectors, strict=True))
