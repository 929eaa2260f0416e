"""Measured statements say what covers the ground, and leave to models what a thing is."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tilescribe.describe.facts.cover import Cover
from tilescribe.describe.facts.evidence import Certainty, Evidence
from tilescribe.describe.facts.statements import put_in_words
from tilescribe.describe.facts.water_bodies import WaterBody
from tilescribe.domain.description import DescriptionKind, Measurements

NAMES_OF_THINGS = re.compile(
    r"\b(houses?|homes?|buildings?|built|streets?|car parks?|parking|runways?|roofs?|towns?|city|cities|villages?"
    r"|settlements?|residential|gardens?|harbours?|waterfronts?|flood\w*|rubble|debris|ruins?|collapsed|destroyed"
    r"|forests?|woodlands?|farmland|farms?|fields?|meadows?|pastures?|deserts?)\b",
    re.IGNORECASE,
)
PLACES = ("", "in the north", "in the south-east", "in the centre")
UNIT = st.floats(0, 1)


@st.composite
def any_evidence(draw: st.DrawFn) -> Evidence:
    certainty = draw(st.sampled_from(Certainty))
    named = [cover for cover in Cover if cover not in {Cover.NOTHING, Cover.OTHER}]
    parts = draw(st.dictionaries(st.sampled_from(named), st.floats(0.01, 1), max_size=len(named)))
    total = sum(parts.values()) + draw(st.sampled_from([0.0, 0.5]))
    order = sorted(parts, key=lambda cover: -parts[cover]) if certainty >= Certainty.LIKELY else []
    shares = {cover: parts[cover] / total for cover in order}
    wet = Cover.WATER in shares
    return Evidence(
        certainty=certainty,
        measurements=Measurements(
            brightness=draw(UNIT), texture=draw(UNIT), lines=draw(UNIT), snow=draw(st.none() | UNIT)
        ),
        shares=shares,
        places={cover: draw(st.sampled_from(PLACES)) for cover in shares},
        water=draw(st.none() | st.sampled_from(WaterBody)) if wet else None,
        shore=draw(st.frozensets(st.sampled_from(named))) if wet else frozenset(),
        band=draw(st.sampled_from([None, "from north to south"])),
        radar=draw(st.booleans()),
        valid_share=draw(st.floats(0.01, 1)),
        valid_place=draw(st.sampled_from(PLACES)),
    )


@settings(max_examples=300, deadline=None)
@given(any_evidence())
def test_measurements_never_name_a_thing(evidence: Evidence) -> None:
    texts = [said.text for said in put_in_words(evidence)]
    assert not [text for text in texts if NAMES_OF_THINGS.search(text)]


@settings(max_examples=150, deadline=None)
@given(any_evidence())
def test_what_a_colour_is_like_is_said_once_with_a_hedge_and_only_among_the_features(evidence: Evidence) -> None:
    said = put_in_words(evidence)
    for word in ("trees", "grass", "crops", "soil", "asphalt", "lake", "river", "pond", "road"):
        where = [(one.kind, one.text) for one in said if re.search(rf"\b{word}s?\b", one.text)]
        assert len(where) <= 1
        assert all(kind is DescriptionKind.FEATURES for kind, _ in where)
        assert all(re.search(rf"\bas of [^.]*\b{word}s?\b", text) for _, text in where)


@settings(max_examples=150, deadline=None)
@given(any_evidence())
def test_whatever_is_seen_has_a_summary_and_every_text_is_a_sentence(evidence: Evidence) -> None:
    said = put_in_words(evidence)
    assert [one.kind for one in said][:1] == [DescriptionKind.SUMMARY] * (evidence.certainty > Certainty.NOTHING)
    assert all(re.fullmatch(r"[A-Z].*[^ .]\.", one.text) and "  " not in one.text for one in said)
