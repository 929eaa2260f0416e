"""Answer a question in words."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from tilescribe.catalog.query import JoinedParts, Page, TileQuery
from tilescribe.domain.hit import Answer
from tilescribe.domain.query import Filters
from tilescribe.domain.question import Term, read_as, terms_of
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.author_filter import author_filter_of
from tilescribe.searching.channels import ALL_CHANNELS, Channels, parse_channels
from tilescribe.searching.counter_evidence import CounterEvidence
from tilescribe.searching.question_texts import explained_by, texts_of, vectors_of
from tilescribe.searching.question_weights import (
    notices_of_question,
    picture_weights,
    weights_of_part,
    weights_of_question,
)
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
    from tilescribe.catalog.query import ScoredTiles
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.question import Expression, Reading
    from tilescribe.embed.base import Embedder
    from tilescribe.searching.visual_spaces import AskedSpaces, OpenSpaces

__all__ = ["notices_of_spaces", "query_of", "search", "spaces_asked"]

_WORDS_ALONE = (
    "Shared words alone do not tell how probable a tile is: scores order the hits, and are no probabilities. "
    "They need the channel text or visual."
)


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
    reading: Reading = "auto",
    along: ScoredTiles | None = None,
) -> Answer:
    """The tiles whose descriptions answer the question best.

    Filters come before scoring, so a filtered search is never short of results, and scores are exact. The answer is of
    one state of the catalog, whatever is written to it meanwhile.

    Args:
        catalog: An open catalog; it may be being filled at the moment.
        question: Words; may be empty where there are tiles to be like.
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
        reading: `auto` reads "fields without trees", "harbour - ships" and their like in parts (docs/questions.md), and
            the answer says how; `plain` takes every question for plain words.
        along: Probabilities of something else of the same tiles: both have to hold; see `TileQuery.along`.

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
    how = read_as(question, reading)
    read = {text: spaces.read(text) for text in texts_of(how.expression)} if spaces else {}

    def ask() -> Answer:
        space = embedder_info(catalog, embedder).fingerprint
        asked = vectors_of(catalog, how.expression, like=like, unlike=unlike, embedder=embedder)
        query = query_of(catalog, how.expression, asked, space=space, channels=chosen, read=read, captioner=captioner)
        ranking = catalog.search(
            replace(
                query,
                author_filter=author_filter,
                filters=filters,
                exclude=tuple(unlike),
                page=page,
                exact=exact,
                along=along,
            )
        )
        seconds = time.monotonic() - started
        picture = picture_weights(query.text[0], space=space) if space in query.visual and not read else None
        words, vector = query.words, query.text[0]
        meant = notices_of_question(words, vector, ranking, embedder=embedder) if words.strip() else ()
        found = answer_of(
            ranking,
            question=question,
            offset=offset,
            embedder=embedder.name,
            seconds=seconds,
            notices=(
                *how.notices,
                *meant,
                *notices_of_spaces(catalog, spaces, space=space, channels=chosen),
                *([] if chosen.has_meaning else [_WORDS_ALONE]),
            ),
            evidence=CounterEvidence(query.weights, how.expression, picture),
            are_probabilities=chosen.has_meaning,
        )
        return found if how.is_plain else replace(found, reading=how.reading)

    return in_one_state(catalog, ask)


def query_of(
    catalog: Catalog,
    expression: Expression,
    asked: Mapping[str, NDArray[np.float32]],
    *,
    space: str,
    channels: Channels,
    read: Mapping[str, AskedSpaces],
    captioner: str | None,
) -> TileQuery:
    """What the store is asked of all its tiles, by all that asks for scores, so that they are the same.

    Args:
        catalog: In the snapshot of the answer.
        expression: The question as it was read.
        asked: Each of its texts with its vector, (dim,) float32.
        space: Fingerprint of the text embedder.
        channels: What the question is put to.
        read: The texts as visual encoders read them, where there are any.
        captioner: Whose descriptions count; None for everybody's.
    """
    terms = frozenset() if isinstance(expression, Term) else frozenset(terms_of(expression))
    texts = {
        text: _query_of_text(
            catalog,
            text,
            vector,
            space=space,
            channels=channels,
            read=read.get(text),
            captioner=captioner,
            stands_for="whole" if isinstance(expression, Term) else "part" if text in terms else "sentence",
        )
        for text, vector in asked.items()
    }
    shown = texts[explained_by(expression)]
    return shown if isinstance(expression, Term) else replace(shown, joined=JoinedParts(expression, texts))


def _query_of_text(
    catalog: Catalog,
    text: str,
    asked: NDArray[np.float32],
    *,
    space: str,
    channels: Channels,
    read: AskedSpaces | None,
    captioner: str | None,
    stands_for: Literal["whole", "part", "sentence"],
) -> TileQuery:
    weights = weights_of_question(catalog, asked, space=space, captioner=captioner)
    if stands_for != "whole":
        weights = weights_of_part(weights, sentence=stands_for == "sentence")
    visual = {space: asked} if channels.visual else {}
    if read is not None:
        from tilescribe.searching.visual_spaces import beside_words, with_scales

        alone = _are_alone(catalog, space, channels)
        if alone:
            weights = beside_words(weights)
        scaled = read.scaled(catalog, embedder=space, alone=alone)
        visual |= {other: one.vector for other, one in scaled.items()}
        weights = with_scales(weights, scaled)
    return TileQuery(
        space=space,
        text=asked[None],
        visual=visual,
        words=text,
        weights=channels.weighed(weights),
    )


def _are_alone(catalog: Catalog, space: str, channels: Channels) -> bool:
    """Whether no visual vectors of the text embedder's own space count beside those of visual encoders."""
    from tilescribe.searching.visual_spaces import has_own_pictures

    return not (channels.visual and has_own_pictures(catalog, space))


def notices_of_spaces(
    catalog: Catalog, spaces: OpenSpaces | None, *, space: str, channels: Channels
) -> tuple[str, ...]:
    """What to tell of the spaces of visual encoders that a question was put to; `space` is the embedder's."""
    if spaces is None:
        return ()
    from tilescribe.searching.visual_spaces import notices_of_scales

    alone = _are_alone(catalog, space, channels)
    return (*spaces.notices, *notices_of_scales(spaces, embedder=space, alone=alone))


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
