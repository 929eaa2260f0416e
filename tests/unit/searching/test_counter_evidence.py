"""What speaks against a hit is said with its numbers, and nothing is said where nothing does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import MODEL, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.fusion import ChannelWeights, Weights
from tilescribe.catalog.query import RankedTile
from tilescribe.catalog.types import EmbedderInfo, StoredDescription, StoredTile, TileResult
from tilescribe.domain.description import Caption, Description, DescriptionKind, Measurements, Tag
from tilescribe.domain.question import Expression, read_question
from tilescribe.searching import search
from tilescribe.searching.counter_evidence import CounterEvidence
from tilescribe.testing import HashEmbedder
from tilescribe.testing.store_contract import samples

WEIGHTS = Weights(
    seen=ChannelWeights(offset=-4.0, text=1.0, visual=8.0, lexical=1.0),
    unseen=ChannelWeights(offset=-4.0, text=8.0, lexical=1.0),
)
PICTURE = ChannelWeights(offset=-4.0, text=0.0, visual=8.0)
INFRARED = Measurements(water=0.0, vegetation=0.4, ndvi=0.3, ndwi=-0.4)


def found(
    *,
    score: float = 0.5,
    channels: Mapping[str, float] | None = None,
    valid_share: float | None = 1.0,
    parts: Mapping[str, float] | None = None,
    tags: tuple[Tag, ...] = (),
    measured: Measurements | None = None,
) -> RankedTile:
    tile = StoredTile(
        1, 1, "a.tif", "/a.tif", True, None, None, 128.0, 0, 0, 128, 128, "done", "", "a lake",
        samples.tile(0).footprint, valid_share,
    )  # fmt: skip
    description = StoredDescription(1, "summary", "a lake", MODEL)
    return RankedTile(
        tile, score, channels or {"dense": 0.5}, description, (), parts=parts or {}, tags=tags, measured=measured
    )


def said(tile: RankedTile, question: str | None = "a lake", *, weights: Weights = WEIGHTS) -> tuple[str, ...]:
    expression: Expression | None = None if question is None else read_question(question).expression
    return CounterEvidence(weights, expression, PICTURE).of(tile)


def test_nothing_is_said_where_nothing_speaks_against_it() -> None:
    assert said(found(channels={"dense": 0.5, "visual": 0.5}, measured=Measurements(water=0.3, ndwi=0.2))) == ()


def test_a_picture_that_lowers_what_the_texts_promise_is_told_by_what_these_would_give() -> None:
    lowered = found(score=0.04, channels={"dense": 0.6, "lexical": 0.2, "visual": 0.02})
    # -4 + 8 * 0.6 + 0.2 = 1: 73 %
    assert said(lowered) == ("What is said of it would give 73 %; its picture lowers that.",)
    assert said(lowered, None) == said(lowered), "likeness has no words, and channels all the same"


def test_texts_that_lower_what_the_picture_promises_are_told_by_what_that_would_give() -> None:
    lowered = found(score=0.4, channels={"dense": 0.1, "visual": 0.55})
    assert said(lowered) == ("Its picture would give 60 %; what is said of it lowers that.",)
    assert not CounterEvidence(WEIGHTS, read_question("a lake").expression).of(lowered)


def test_a_channel_that_was_not_asked_is_no_evidence() -> None:
    by_picture_alone = Weights(seen=ChannelWeights(-4.0, 0.0, 8.0), unseen=ChannelWeights(-1.0, 0.0))
    assert said(found(score=0.03, channels={"dense": 0.6, "visual": 0.05}), weights=by_picture_alone) == ()


def test_a_picture_that_was_not_understood_is_said_with_the_bands_that_deny_it() -> None:
    tags = (Tag("lake", 0.9),)
    assert said(found(channels={"dense": 0.5, "visual": 0.0}, tags=tags, measured=INFRARED), "a road") == (
        "The picture looks like a lake; the bands show no water.",
        "Its picture counts as not understood, which halves its odds.",
    )


def test_missing_pixels_are_told_with_what_they_cost() -> None:
    # f = 1 - 0.75² / 2 = 0.71875
    assert said(found(score=0.46, valid_share=0.25)) == (
        "Only 25 % of the tile can be seen; with that, 64 % become 46 %.",
    )
    assert said(found(valid_share=None)) == ()
    assert said(found(score=0.5, valid_share=0.97)) == (), "what costs nothing is no reason"


@pytest.mark.parametrize("question", ["a lake", "the lakes", "water", "a lake and a road"])
def test_bands_that_deny_what_was_asked_for_are_told(question: str) -> None:
    text = "a lake" if question == "a lake and a road" else question
    assert f"Asked for “{text}”: the bands show no water." in said(found(measured=INFRARED), question)


@pytest.mark.parametrize("question", ["a dry lake", "a road", "a river", "lakes or roads", "fields without lakes"])
def test_bands_deny_nothing_that_was_not_asked_for_by_its_name(question: str) -> None:
    assert not any("the bands" in one for one in said(found(measured=INFRARED), question))
    assert not any("the bands" in one for one in said(found(measured=Measurements(water=0.0)), "a lake"))


def test_parts_are_told_that_are_unlikely_or_should_be_missing_and_are_there() -> None:
    tile = found(score=0.2, parts={"fields": 0.12, "trees": 0.05, "roads": 0.001}, measured=INFRARED)
    # 20 times the odds of 0.05 are 20 / 39.
    assert said(tile, "fields - trees - roads - vegetation") == (
        "“fields” has only 12 %.",
        "“trees” should be missing, and is there with 51 %.",
        "“vegetation” should be missing: the bands show 40 % vegetation.",
    )
    assert said(found(parts={"ruins": 0.9, "rubble": 0.01}), "ruins OR rubble") == (), "one of them is enough"


def test_what_a_weak_hit_was_recognised_as_is_told() -> None:
    tags = (Tag("desert", 0.93), Tag("open water", 0.8), Tag("uncertain", 0.9), Tag("road", 0.4))
    assert said(found(score=0.1, tags=tags), "water") == ("Recognised: desert (93 %).",)
    assert said(found(score=0.3, tags=tags), "water") == ()
    assert said(found(score=0.1, tags=tags), "Deserts") == ("Recognised: open water (80 %).",)
    unread = found(score=0.1, tags=tags, channels={"dense": 0.1, "visual": 0.0})
    assert said(unread, "water") == ("Its picture counts as not understood, which halves its odds.",)


def test_a_search_tells_it_of_tags_measurements_and_parts_of_the_catalog(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    summary = Description(DescriptionKind.SUMMARY, "a lake beside sand")
    caption = Caption((summary,), measurements=INFRARED, tags=(Tag("desert", 0.93),))
    with open_catalog(tmp_path / "area.gpkg", mode="a") as store:
        put(store, count=1)
        store.write_batch(
            [TileResult(1, content_hash="1", valid_share=0.5, captions={MODEL: caption})],
            embedder=EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim),
            vectors={summary.text: embedder.embed([summary.text])[0]},
        )
        (hit,) = search(store, "a lake AND zebras", embedder=embedder).hits
    assert hit.against[0].startswith("“zebras” has only ")
    assert hit.against[1] == "Asked for “a lake”: the bands show no water."
    assert hit.against[2].startswith("Only 50 % of the tile can be seen")
    assert len(hit.against) == 3


@pytest.mark.parametrize(
    ("score", "channels", "by_picture"),
    [
        (0.5, {"dense": 0.5}, False),  # nobody has looked at it
        (0.5, {"dense": 0.5, "visual": 0.5}, False),  # its texts give 50 % as well
        (0.5, {"dense": 0.4, "visual": 0.5}, True),  # its texts alone would give 31 %
        (0.5, {"dense": 0.4, "visual": 0.0}, False),
    ],
)
def test_a_hit_is_by_its_picture_where_that_at_least_doubles_the_odds(
    score: float, channels: dict[str, float], by_picture: bool
) -> None:
    for question in ("a lake", None):
        expression = None if question is None else read_question(question).expression
        evidence = CounterEvidence(WEIGHTS, expression)
        assert evidence.is_by_picture(found(score=score, channels=channels)) is by_picture


def test_where_texts_were_not_asked_shared_words_are_the_only_other_reason() -> None:
    weights = Weights(seen=ChannelWeights(-4.0, 0.0, 8.0, 1.0), unseen=ChannelWeights(-4.0, 0.0, lexical=1.0))
    evidence = CounterEvidence(weights, read_question("a lake").expression)
    assert evidence.is_by_picture(found(channels={"dense": 0.5, "visual": 0.4}))
    assert not evidence.is_by_picture(found(channels={"dense": 0.5, "visual": 0.4, "lexical": 0.3}))


def test_scores_of_shared_words_alone_are_said_to_be_no_probabilities(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    summary = Description(DescriptionKind.SUMMARY, "boats")
    with open_catalog(tmp_path / "area.gpkg", mode="a") as store:
        put(store, count=1)
        store.write_batch(
            [TileResult(1, content_hash="1", captions={MODEL: Caption((summary,))})],
            embedder=EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim),
            vectors={summary.text: embedder.embed([summary.text])[0]},
        )
        alone, both = (
            search(store, "boats", embedder=embedder, channels=names).notices
            for names in (["lexical"], ["lexical", "text"])
        )
    assert any("Shared words alone" in notice for notice in alone)
    assert not any("Nothing here matches" in notice for notice in alone)
    assert not any("Shared words alone" in notice for notice in both)
