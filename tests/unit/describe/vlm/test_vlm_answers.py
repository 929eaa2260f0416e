"""A tile is never lost to bad JSON, and no number of a model becomes a fact."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.describe.vlm import Feature, Form, load_prompt, parse_answer, schema_of, to_caption
from tilescribe.describe.vlm.captions import without_shares
from tilescribe.domain.description import Description, DescriptionKind

GOOD: dict[str, Any] = {
    "summary": "A harbour with ships and houses.",
    "features": [{"what": "ships", "where": "north-west"}, {"what": "houses", "where": "along the shore"}],
    "detail": "A harbour lies in the north. Three ships are moored.",
    "tags": ["harbour", "ships"],
}


def test_good_json_is_taken_as_it_is() -> None:
    answer = parse_answer(json.dumps(GOOD))
    assert answer.form is Form.JSON
    assert answer.summary == GOOD["summary"]
    assert answer.features == (Feature("ships", "north-west"), Feature("houses", "along the shore"))
    assert answer.tags == ("harbour", "ships")


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{json.dumps(GOOD)}\n```",
        f"Here is the description you asked for:\n```\n{json.dumps(GOOD)}\n```\nI hope it helps.",
        f"<think>The picture has ships {{maybe}}.</think>\n{json.dumps(GOOD)}",
        json.dumps([GOOD]),
    ],
)
def test_json_in_wrapping_is_found(text: str) -> None:
    assert parse_answer(text).summary == GOOD["summary"]
    assert parse_answer(text).form is Form.JSON


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD)[:-40],
        json.dumps(GOOD).replace('", "', '" "'),
        json.dumps(GOOD).replace('"', "'"),
        json.dumps(GOOD).replace("}", ",}"),
        f"Sure! {json.dumps(GOOD)} Anything else?",
    ],
)
def test_broken_json_is_repaired(text: str) -> None:
    answer = parse_answer(text)
    assert answer.form is Form.REPAIRED
    assert answer.summary == GOOD["summary"]
    assert answer.features[0] == Feature("ships", "north-west")


def test_other_names_and_shapes_are_understood() -> None:
    answer = parse_answer(
        json.dumps({"Caption": "A lake.", "objects": {"boat": "centre"}, "keywords": "lake, boat", "detail": ["no"]})
    )
    assert (answer.summary, answer.features, answer.tags) == ("A lake.", (Feature("boat", "centre"),), ("lake", "boat"))
    assert answer.detail == ""
    assert parse_answer('{"features": ["a road", "a road", 3]}').features == (Feature("a road"),)


def test_prose_is_a_plain_caption_of_its_first_sentence_and_all_of_it() -> None:
    answer = parse_answer("**A lake in the woods.** A boat lies at the shore.\n- a road")
    assert answer.form is Form.PLAIN
    assert answer.summary == "A lake in the woods."
    assert answer.detail == "A lake in the woods. A boat lies at the shore. a road"


@pytest.mark.parametrize("text", ["", "   ", "{}", "[]", '{"summary": 5}', '{"summary": ""}', "null", "```json\n```"])
def test_nothing_said_is_empty(text: str) -> None:
    answer = parse_answer(text)
    assert answer.empty or answer.form is Form.PLAIN


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
answers = st.fixed_dictionaries(
    {
        "summary": words,
        "features": st.lists(st.fixed_dictionaries({"what": words, "where": words}), max_size=4),
        "detail": words,
        "tags": st.lists(words, max_size=4),
    }
)
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*GOOD, "variants", "x"]), inner),
    max_leaves=12,
)


def holds_together(text: str) -> None:
    """What every answer must be for it to be stored, embedded and shown."""
    answer = parse_answer(text)
    for said in answer.texts:
        assert said == " ".join(said.split())
        assert 0 < len(said) <= 15 * 2_100
        said.encode("utf-8")
        assert "\0" not in said
    caption = to_caption(answer)
    assert bool(caption.descriptions) != answer.empty
    assert caption.measurements is None
    assert not caption.tags
    assert all(one.kind is not DescriptionKind.FACTS and one.text for one in caption.descriptions)
    keys = [(one.kind, one.variant) for one in caption.descriptions]
    assert len(set(keys)) == len(keys)


@given(st.text(max_size=300))
def test_any_text_makes_an_answer(text: str) -> None:
    holds_together(text)


@given(anything)
def test_any_json_makes_an_answer(content: Any) -> None:
    holds_together(json.dumps(content))


@given(answers, st.data())
def test_mutilated_json_makes_an_answer(content: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(content, ensure_ascii=False)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    holds_together(text[:start] + data.draw(st.text(max_size=5)) + text[stop:])
    holds_together(text[:stop])


@given(answers)
def test_whole_json_gives_back_what_it_says(content: dict[str, Any]) -> None:
    answer = parse_answer(json.dumps(content))
    if answer.form is Form.JSON:
        assert answer.summary == " ".join(content["summary"].replace("\0", " ").split())


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        ("Water covers about 60 % of the tile.", "Water covers part of the tile."),
        ("60% is water.", "Part is water."),
        ("Fields (approximately 35 percent) and 20-30 % forest.", "Fields and part forest."),
        ("From 10 % to 15 % bare soil; nearly 5 per cent roads.", "From part bare soil; part roads."),
        ("Three ships and 12 houses on a road.", "Three ships and 12 houses on a road."),
    ],
)
def test_shares_that_a_model_claims_are_put_in_words(claimed: str, kept: str) -> None:
    assert without_shares(claimed) == kept


def test_a_caption_holds_sentences_things_with_places_tags_and_a_paragraph() -> None:
    assert to_caption(parse_answer(json.dumps(GOOD))).descriptions == (
        Description(DescriptionKind.SUMMARY, "A harbour with ships and houses."),
        Description(DescriptionKind.FEATURES, "Ships in the north-west; houses along the shore."),
        Description(DescriptionKind.FEATURES, "harbour, ships", 1),
        Description(DescriptionKind.DETAIL, GOOD["detail"]),
    )


def test_five_sentences_are_five_variants() -> None:
    five = [f"Sentence of the kind {letter}." for letter in "abcde"]
    caption = to_caption(parse_answer(json.dumps({"variants": five})))
    assert [(one.kind, one.variant, one.text) for one in caption.descriptions] == [
        (DescriptionKind.SUMMARY, number, text) for number, text in enumerate(five)
    ]


def test_a_server_can_be_told_the_form_of_the_answer() -> None:
    schema = schema_of(load_prompt("general"))
    assert schema is not None
    assert schema["required"] == ["summary", "features", "detail", "tags"]
    assert set(schema["properties"]) == set(schema["required"])
    variants = schema_of(load_prompt("variants"))
    assert variants is not None
    assert variants["properties"]["variants"]["minItems"] == 5
    assert schema_of(load_prompt("caption")) is None
    assert schema_of(load_prompt("verify")) is None


def test_keys_without_a_word_in_them_are_no_description() -> None:
    answer = parse_answer('{"summary": "", "features": [], "detail": "", "tags": []}')
    assert (answer.form, answer.empty) == (Form.JSON, True)
