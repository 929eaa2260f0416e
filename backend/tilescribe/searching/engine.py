"""Answer a question in plain words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.catalog.query import Page, TileQuery
from tilescribe.domain.hit import Answer
from tilescribe.domain.query import Filters
from tilescribe.searching.author_filter import author_filter_of
from tilescribe.searching.feedback import rocchio
from tilescribe.searching.question_weights import weights_of_question
from tilescribe.searching.ranking import (
    answer_of,
    check_filters,
    check_page,
    check_question,
    embedder_info,
    embedder_of,
    in_one_state,
)

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.embed.base import Embedder

__all__ = ["search"]


def search(
    catalog: Catalog,
    question: str,
    *,
    k: int = 20,
    offset: int = 0,
    threshold: float | None = None,
    filters: Filters | None = None,
    embedder: Embedder | None = None,
    merge_levels: bool = True,
    like: Sequence[int] = (),
    unlike: Sequence[int] = (),
    captioner: str | None = None,
    exact: bool = False,
) -> Answer:
    """The tiles whose descriptions answer the question best.

    Filters come before scoring, so a filtered search is never short of results, and scores are exact. The answer is of
    one state of the catalog, whatever is written to it meanwhile.

    Args:
        catalog: An open catalog; it may be being filled at the moment.
        question: Plain words; may be empty where there are tiles to be like.
        k: The most hits to return.
        offset: Hits to leave out at the top, for paging.
        threshold: Least score of a hit, a probability; none means the best `k` whatever their scores.
        filters: Where, when, which rasters and levels.
        embedder: Must be one that has vectors in this catalog; default is the one used last.
        merge_levels: Of overlapping hits of several levels keep the best one only.
        like: Ids of described tiles; the question moves towards what is said of them.
        unlike: Ids of described tiles; the question moves away from them, and they are no hits.
        captioner: Whose descriptions count; None for everybody's. Tiles that it has not described are no hits.
        exact: Score every tile. Of a catalog of more than half a million vectors only those are scored otherwise that
            codes of the vectors tell to be near, and one of the best hundred may be missed.

    Raises:
        EmptyQuestionError: there is no word in the question, and no tile to be like.
        InvalidOptionError, InvalidBoundsError, InvalidDateError: no tile could pass.
        UnknownCaptionerError, UnknownEmbedderError, UnknownTileError: the catalog has none of that name or number.
    """
    if question.strip() or not like:
        check_question(question)
    page = Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels)
    check_page(page)
    # What is wrong with the question comes to light before a model is loaded.
    filters = filters or Filters()
    check_filters(filters)
    author_filter = author_filter_of(catalog, captioner)
    started = time.monotonic()
    embedder = embedder or embedder_of(catalog)

    def ask() -> Answer:
        space = embedder_info(catalog, embedder).fingerprint
        asked = rocchio(catalog, question, like=like, unlike=unlike, embedder=embedder)
        ranking = catalog.search(
            TileQuery(
                space=space,
                text=asked[None],
                visual={space: asked},
                words=question,
                weights=weights_of_question(catalog, asked, space=space, captioner=captioner),
                author_filter=author_filter,
                filters=filters,
                exclude=tuple(unlike),
                page=page,
                exact=exact,
            )
        )
        seconds = time.monotonic() - started
        return answer_of(ranking, question=question, offset=offset, embedder=embedder.name, seconds=seconds)

    return in_one_state(catalog, ask)
