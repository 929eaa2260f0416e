"""Answer a question in plain words."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tilescribe.catalog.query import Page, TileQuery
from tilescribe.domain.hit import Answer
from tilescribe.domain.query import Filters
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.author_filter import author_filter_of
from tilescribe.searching.channels import ALL_CHANNELS, Channels, parse_channels
from tilescribe.searching.feedback import rocchio
from tilescribe.searching.question_weights import notices_of_question, weights_of_question
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
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.embed.base import Embedder
    from tilescribe.searching.visual_spaces import AskedSpaces, OpenSpaces

__all__ = ["query_of", "search", "spaces_asked"]


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
    merge_places: bool = True,
    like: Sequence[int] = (),
    unlike: Sequence[int] = (),
    captioner: str | None = None,
    exact: bool = False,
    channels: Channels | Sequence[str] | None = None,
    encoders: Sequence[VisualEncoder] | None = None,
    load: Callable[[str], VisualEncoder] | None = None,
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
        merge_levels: Hits of several levels can show the same place; False keeps them apart.
        merge_places: Hits that show the same place, of which at least half of the smaller tile is common to both, are
            one answer: the best one leads, and has the others in `alternatives` and, of other dates, in `dates`. False:
            every tile is a hit of its own.
        like: Ids of described tiles; the question moves towards what is said of them.
        unlike: Ids of described tiles; the question moves away from them, and they are no hits.
        captioner: Whose descriptions count; None for everybody's. Tiles that it has not described are no hits. Visual
            encoders do not count beside it.
        exact: Score every tile. Of a catalog of more than half a million vectors only those are scored otherwise that
            codes of the vectors tell to be near, and one of the best hundred may be missed.
        channels: What the question is put to: `text`, `lexical`, `visual`, and visual encoders by name; None for all
            there is. A visual encoder that cannot be loaded is left out with a notice, unless it is named here.
        encoders: Visual encoders to use; None: those whose spaces the catalog has are loaded, which takes seconds.
        load: How names become visual encoders.

    Raises:
        EmptyQuestionError: there is no word in the question, and no tile to be like.
        InvalidOptionError, InvalidBoundsError, InvalidDateError: no tile could pass.
        UnknownCaptionerError, UnknownEmbedderError, UnknownEncoderError, UnknownTileError: the catalog has none of that
            name or number.
        ModelError: a model cannot be loaded.
    """
    if question.strip() or not like:
        check_question(question)
    page = Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels, merge_places=merge_places)
    check_page(page)
    # What is wrong with the question comes to light before a model is loaded.
    filters = filters or Filters()
    check_filters(filters)
    author_filter = author_filter_of(catalog, captioner)
    chosen = (
        channels if isinstance(channels, Channels) else ALL_CHANNELS if channels is None else parse_channels(channels)
    )
    started = time.monotonic()
    embedder = embedder or embedder_of(catalog)
    spaces = spaces_asked(catalog, chosen, captioner=captioner, encoders=encoders, load=load)
    read = spaces.read(question) if spaces else None

    def ask() -> Answer:
        space = embedder_info(catalog, embedder).fingerprint
        asked = rocchio(catalog, question, like=like, unlike=unlike, embedder=embedder)
        query = query_of(catalog, question, asked, space=space, channels=chosen, read=read, captioner=captioner)
        ranking = catalog.search(
            replace(query, author_filter=author_filter, filters=filters, exclude=tuple(unlike), page=page, exact=exact)
        )
        seconds = time.monotonic() - started
        meant = notices_of_question(question, asked, ranking, embedder=embedder) if question.strip() else ()
        return answer_of(
            ranking,
            question=question,
            offset=offset,
            embedder=embedder.name,
            seconds=seconds,
            notices=(*meant, *(spaces.notices if spaces else ())),
        )

    return in_one_state(catalog, ask)


def query_of(
    catalog: Catalog,
    question: str,
    asked: NDArray[np.float32],
    *,
    space: str,
    channels: Channels,
    read: AskedSpaces | None,
    captioner: str | None,
) -> TileQuery:
    """What the store is asked of all its tiles, by all that asks for scores, so that they are the same.

    Args:
        catalog: In the snapshot of the answer.
        question: Plain words.
        asked: Their vector, (dim,) float32.
        space: Fingerprint of the text embedder.
        channels: What the question is put to.
        read: The question as visual encoders read it, where there are any.
        captioner: Whose descriptions count; None for everybody's.
    """
    weights = weights_of_question(catalog, asked, space=space, captioner=captioner)
    visual = {space: asked} if channels.visual else {}
    if read is not None:
        from tilescribe.searching.visual_spaces import beside_words, with_scales

        if not (channels.visual and any(one.id == space and one.visual_models for one in catalog.spaces())):
            weights = beside_words(weights)
        scaled = read.scaled(catalog)
        visual |= {other: one.vector for other, one in scaled.items()}
        weights = with_scales(weights, scaled)
    return TileQuery(
        space=space,
        text=asked[None],
        visual=visual,
        words=question,
        weights=channels.weighed(weights),
    )


def spaces_asked(
    catalog: Catalog,
    channels: Channels,
    *,
    captioner: str | None,
    encoders: Sequence[VisualEncoder] | None,
    load: Callable[[str], VisualEncoder] | None,
) -> OpenSpaces | None:
    """Spaces of visual encoders that the question is put to; None where there are none, which costs no import."""
    if captioner is not None:
        if channels.encoders:
            raise InvalidOptionError(
                f"{channels.encoders[0]!r} does not count where only the descriptions of {captioner!r} do",
                remedy="Leave out the one or the other",
            )
        return None
    filled = any(space.visual_models and not space.has_texts for space in catalog.spaces())
    if channels.encoders == () or not (filled or channels.encoders):
        return None
    from tilescribe.describe.encoders import load_encoder
    from tilescribe.searching.visual_spaces import open_spaces

    return open_spaces(catalog, channels, encoders=encoders, load=load or load_encoder)
