"""Retrieval between texts and pictures in both directions, for each channel and for their fusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.evaluate.datasets import Picture, caption_key
from tilescribe.evaluate.descriptions import Descriptions
from tilescribe.evaluate.metrics import BestOfVectors, CaptionTruth, PairScores, measure_recall
from tilescribe.evaluate.results import ChannelRecall, QueryRecall, SingleRecall, in_order

if TYPE_CHECKING:
    from tilescribe.embed.base import Embedder

__all__ = ["measure_channels", "measure_single", "rich_queries", "short_queries"]

_MOST_SINGLE = 5
"""Variants that are measured alone: what the field's data sets and the paper have."""


def short_queries(pictures: Sequence[Picture]) -> list[tuple[str, ...]]:
    """All captions of each picture: the field's protocol."""
    return [picture.captions for picture in pictures]


def rich_queries(pictures: Sequence[Picture], *, supplied: Descriptions | None) -> list[tuple[str, ...]]:
    """One long text a picture: the supplied one, else all that people said of it, each sentence once."""
    return [((supplied.rich_of(picture) if supplied else None) or _joined(picture.captions),) for picture in pictures]


def measure_channels(
    kind: str,
    queries: Sequence[Sequence[str]],
    channels: Mapping[str, PairScores],
    *,
    single: SingleRecall | None = None,
    resamples: int = 1000,
) -> QueryRecall:
    """R@k of every channel, by the standard protocol and with shared sentences counted as right.

    Args:
        kind: `short` or `rich`.
        queries: The texts of each picture, at least one.
        channels: (texts, pictures) scores by channel, texts picture by picture.
        single: See `measure_single`.
        resamples: Bootstrap draws; 1 where no interval is wanted.
    """
    standard = CaptionTruth.standard([len(own) for own in queries])
    sharing = CaptionTruth.sharing([[caption_key(text) for text in own] for own in queries])
    return QueryRecall(
        kind=kind,
        queries=len(standard.owners),
        pictures=len(queries),
        channels={
            name: ChannelRecall(
                standard=measure_recall(channels[name], standard, resamples=resamples),
                sharing=measure_recall(channels[name], sharing, resamples=resamples),
            )
            for name in in_order(channels)
        },
        single=single,
    )


def measure_single(
    queries: Sequence[Sequence[str]],
    variants: Sequence[Sequence[str]],
    *,
    embedder: Embedder,
    resamples: int = 1000,
) -> SingleRecall | None:
    """R@k with each picture's first description alone, its second alone, …; None where one has fewer than two.

    Args:
        queries: The texts of each picture.
        variants: The descriptions of each picture, in order.
        embedder: For both.
        resamples: Bootstrap draws.
    """
    depth = min(min(len(own) for own in variants), _MOST_SINGLE)
    if depth < 2:
        return None
    asked = [text for own in queries for text in own]
    vectors = _embed_each(asked, embedder, query=True)
    truth = CaptionTruth.standard([len(own) for own in queries])
    alone = []
    for number in range(depth):
        described = _embed_each([own[number] for own in variants], embedder, query=False)
        scores = BestOfVectors(vectors, described, owners=range(len(variants)))
        alone.append(measure_recall(scores, truth, resamples=resamples))
    return SingleRecall(tuple(alone), mean=float(np.mean([one.mean.value for one in alone])))


def _embed_each(texts: Sequence[str], embedder: Embedder, *, query: bool) -> np.ndarray:
    """(texts, dim) float32; a text that comes twice is embedded once."""
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return embedder.embed(list(places), query=query)[[places[text] for text in texts]]


def _joined(captions: Sequence[str]) -> str:
    different = {caption_key(caption): caption for caption in reversed(captions)}
    return " ".join(reversed(different.values()))
