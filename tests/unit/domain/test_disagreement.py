"""One sentence where tags and infrared bands cannot both be true, and none otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.describe.builtin.vocabulary import SCENES, THINGS
from tilescribe.domain.description import Measurements, Tag
from tilescribe.domain.disagreement import _PAIRS, disagreement

DRY_FIELD = Measurements(water=0.0, vegetation=0.8, burnt=0.0, ndvi=0.4, ndwi=-0.3, nbr=0.5)
SEA = Measurements(water=1.0, vegetation=0.0, burnt=0.0, ndvi=-0.6, ndwi=0.7, nbr=0.1)
STREETS = Measurements(water=0.0, vegetation=0.0, burnt=0.0, ndvi=0.02, ndwi=-0.1, nbr=0.0)
SHARES = st.none() | st.floats(0, 1)
INDICES = st.none() | st.floats(-1, 1)


@pytest.mark.parametrize(
    ("name", "measured", "said"),
    [
        ("sea", DRY_FIELD, "The picture looks like the sea; the bands show no water."),
        ("meadow", SEA, "The picture looks like a meadow; the bands show mostly water."),
        ("forest", STREETS, "The picture looks like a forest; the bands show no green vegetation."),
        ("desert", DRY_FIELD, "The picture looks like a desert; the bands show mostly green vegetation."),
        ("burnt ground", DRY_FIELD, "The picture looks like burnt ground; the bands show mostly green vegetation."),
    ],
)
def test_what_cannot_both_be_true_is_said_in_one_sentence(name: str, measured: Measurements, said: str) -> None:
    assert disagreement([Tag(name, 0.9)], measured) == said


@pytest.mark.parametrize(
    ("name", "measured"),
    [
        ("sea", SEA),
        ("meadow", DRY_FIELD),
        ("houses", SEA),  # flooded, or on piles
        ("lake", replace(DRY_FIELD, water=0.003)),  # a cell or two of a dark lake
        ("river", DRY_FIELD),  # narrower than a pixel
        ("burnt ground", replace(DRY_FIELD, burnt=0.2)),
    ],
)
def test_what_can_both_be_true_is_no_disagreement(name: str, measured: Measurements) -> None:
    assert disagreement([Tag(name, 0.9)], measured) is None


@pytest.mark.parametrize("name", ["sea", "meadow", "forest", "desert", "burnt ground"])
@pytest.mark.parametrize("measured", [DRY_FIELD, SEA, STREETS])
def test_colours_alone_contradict_nothing(name: str, measured: Measurements) -> None:
    """Without near infrared shares are guesses; without short-wave infrared so is what has burnt."""
    assert disagreement([Tag(name, 0.9)], replace(measured, ndvi=None, ndwi=None, nbr=None)) is None


def test_a_doubtful_tag_is_not_held_against_the_bands() -> None:
    assert disagreement([Tag("sea", 0.69)], DRY_FIELD) is None
    assert disagreement([Tag("uncertain", 0.9), Tag("sea", 0.1)], DRY_FIELD) is None


def test_of_several_the_most_probable_is_said_once() -> None:
    tags = [Tag("beach", 0.8), Tag("sea", 0.9), Tag("desert", 0.75)]
    assert disagreement(tags, DRY_FIELD) == "The picture looks like the sea; the bands show no water."


def test_nothing_measured_is_no_disagreement() -> None:
    assert disagreement([Tag("sea", 0.9)], None) is None
    assert disagreement([], DRY_FIELD) is None


def test_every_tag_is_one_that_the_built_in_model_gives() -> None:
    assert {name for pair in _PAIRS for name in pair.seen} <= {*SCENES, *THINGS}


@given(
    tags=st.lists(st.builds(Tag, st.sampled_from((*SCENES, *THINGS)), st.floats(0, 1))),
    measured=st.builds(
        Measurements, water=SHARES, vegetation=SHARES, burnt=SHARES, ndvi=INDICES, ndwi=INDICES, nbr=INDICES
    ),
)
def test_any_tags_and_measurements_give_one_sentence_or_none(tags: list[Tag], measured: Measurements) -> None:
    said = disagreement(tags, measured)
    assert said is None or (said.startswith("The picture looks like ") and said.count(".") == 1)
