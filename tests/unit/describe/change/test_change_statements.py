"""Sentences about two dates: what has changed and where, in few words, and that nothing has."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tilescribe.describe.base import Captioner
from tilescribe.describe.change.captioner import ChangeFactsCaptioner
from tilescribe.describe.change.evidence import SHARES, ChangeEvidence
from tilescribe.describe.change.statements import NO_CHANGE, put_in_words
from tilescribe.domain.bands import Role
from tilescribe.domain.description import MEASURED, DescriptionKind
from tilescribe.domain.pair import ChangeMeasures
from tilescribe.testing.pairs import pair_of

PLACES = ("", "in the north", "in the south-east", "in the centre")
UNIT = st.floats(0, 1)
NAMES_OF_THINGS = re.compile(
    r"\b(houses?|buildings?|streets?|roads?|roofs?|towns?|cit(y|ies)|flood\w*|rubble|debris|ruins?|collapsed|destroyed"
    r"|damaged?|forests?|fields?|harvest\w*|construct\w*)\b",
    re.IGNORECASE,
)


def evidence(
    *, measured: bool = True, places: dict[str, str] | None = None, comparable: float = 1.0, magnitude: float = 0.5,
    **shares: float,
) -> ChangeEvidence:  # fmt: skip
    return ChangeEvidence(
        measures=ChangeMeasures(comparable=comparable, magnitude=magnitude, magnitude_error=0.05, **shares),
        places=places or {},
        surface_place="in the west",
        comparable_place="in the north",
        measured=measured,
    )


def text_of(found: ChangeEvidence) -> str:
    return put_in_words(found)[0].text


def test_golden_sentences() -> None:
    flood = evidence(water_gained=0.34, vegetation_lost=0.2, places={"water_gained": "in the south"})
    assert text_of(flood) == (
        "Water newly covers about 35 % of the ground, in the south. Vegetation was lost on about 20 % of the ground."
    )
    assert text_of(evidence(measured=False, water_lost=0.5)) == (
        "By its colour, water is gone from about 50 % of the ground."
    )
    assert text_of(evidence(burnt=0.6, bare_gained=0.01)) == "About 60 % of the ground has newly burnt."
    assert text_of(evidence(structure_lost=0.41, places={"structure_lost": "in the centre"})) == (
        "Edges and lines, as of built-up ground, were lost on about 40 % of the ground, in the centre."
    )
    assert text_of(evidence(structure_lost=0.41, structure_gained=0.3, places={"structure_lost": "in the east"})) == (
        "The edges and lines, as of built-up ground, are other ones on about 40 % of the ground, in the east."
    )
    assert text_of(evidence(structure_lost=0.12, structure_gained=0.3)) == (
        "New edges and lines, as of built-up ground, are on about 30 % of the ground. "
        "Edges and lines, as of built-up ground, were lost on about 10 % of the ground."
    )
    assert "edges" not in text_of(evidence(structure_lost=0.08, water_gained=0.08))
    assert text_of(evidence(magnitude=0.42)) == "The surface looks different on about 40 % of the ground, in the west."
    assert text_of(evidence(magnitude=0.05, water_gained=0.01)) == NO_CHANGE
    assert [said.text for said in put_in_words(evidence(comparable=0.6, magnitude=0.0))] == [
        NO_CHANGE,
        "Only about 60 % of the tile can be compared, in the north; the rest is hidden or missing on one of the dates.",
    ]


@st.composite
def any_evidence(draw: st.DrawFn) -> ChangeEvidence:
    shares = draw(st.dictionaries(st.sampled_from(SHARES), UNIT))
    return evidence(
        measured=draw(st.booleans()),
        places={name: draw(st.sampled_from(PLACES)) for name in shares},
        comparable=draw(st.floats(0.02, 1)),
        magnitude=draw(UNIT),
        **shares,
    )


@settings(max_examples=200, deadline=None)
@given(any_evidence())
def test_every_pair_is_described_in_short_sentences_without_names_of_things(found: ChangeEvidence) -> None:
    said = put_in_words(found)
    assert said
    assert all(one.kind is DescriptionKind.CHANGE for one in said)
    assert [one.variant for one in said] == list(range(len(said)))
    for one in said:
        assert re.fullmatch(r"[A-Z].*[^ .]\.", one.text)
        assert "  " not in one.text
        assert not NAMES_OF_THINGS.search(one.text)
        assert len(one.text.split()) < 70


def test_the_captioner_measures_pairs_and_says_what_else_it_was_given() -> None:
    random = np.random.default_rng(0)
    picture = random.integers(0, 255, (3, 64, 64)).astype(np.uint8)
    captioner = ChangeFactsCaptioner()
    assert isinstance(captioner, Captioner)
    assert captioner.author.captioner == MEASURED
    pair = pair_of(picture, picture)
    same, single, hidden = captioner.describe(
        [pair, pair.before, pair_of(picture, picture, comparable=np.zeros((64, 64), np.bool_))]
    )
    assert [said.text for said in same.descriptions] == [NO_CHANGE]
    assert same.change is not None
    assert same.change.magnitude < 0.01
    assert single.failure == "The tile has one date only; give the rasters of an earlier one to compare it with"
    assert hidden.failure is not None
    assert not hidden.descriptions
    assert hidden.change is None


def test_places_are_told_by_the_compass_and_only_where_it_is_known() -> None:
    roles = (Role.RED, Role.GREEN, Role.BLUE, Role.NIR)
    before = _even(0.05, 0.08, 0.04, 0.4)
    after = before.copy()
    after[:, :, 112:] = _even(0.08, 0.11, 0.09, 0.04)[:, :, 112:]

    def said(transform: tuple[float, ...] | None) -> str:
        pair = pair_of(before, after, roles, gsd_m=10, transform=transform)
        return ChangeFactsCaptioner().describe([pair])[0].descriptions[0].text

    assert "Water newly covers about 50 % of the ground, in the east." in said((1, 0, 0, 0, -1, 0))
    assert "Water newly covers about 50 % of the ground, in the south." in said((0, -1, 0, -1, 0, 0))
    assert "Water newly covers about 50 % of the ground." in said(None)


def _even(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    grain = 1 + 0.02 * np.random.default_rng(0).normal(size=(224, 224))
    return np.asarray(np.array(values)[:, None, None] * grain, dtype=np.float32)
