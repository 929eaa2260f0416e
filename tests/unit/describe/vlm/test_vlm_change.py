"""What a model is shown and told of two dates, and what becomes of its answer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.unit.describe.made_up import tile_of
from tests.unit.describe.vlm.pairs import dated_pair, flooded, made_pairs, town
from tests.unit.describe.vlm.test_vlm_generation import Scripted

from tilescribe.describe.change.evidence import gather
from tilescribe.describe.change.statements import put_in_words
from tilescribe.describe.vlm import ChangeContext, describing_prompt, generate_captions, load_prompt, request_for
from tilescribe.describe.vlm.change_pictures import pictures_of
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import Caption, DescriptionKind
from tilescribe.domain.pair import PairPixels
from tilescribe.domain.raster import Stretch
from tilescribe.errors import CaptionerFailedError, InvalidOptionError

CHANGE = load_prompt("change")
(PAIR,) = made_pairs(1)
FLOOD = {
    "changes": [{"what": "fields and houses are under water", "where": "west"}, {"what": "a new jetty", "where": ""}],
    "changed": "yes",
    "summary": "The west of the town was flooded.",
    "tags": ["flood", "flooded houses"],
}
GOLDEN = """\
You are an experienced image analyst. You get two aerial or satellite pictures of one place, seen straight from above. \
The first picture is the earlier date, the second picture is the later date.
Both show the same ground, pixel by pixel. It is about 48 m wide on the ground, 0.5 m a pixel. North is at the top. \
The first picture was taken on 2023-09-14. The second picture was taken on 2026-09-14 by PlanetScope. \
What is smaller than 1.5 m is not shown by both and tells no change. \
About 20 % of it, in the south, cannot be compared for clouds, shadows or lack of a picture. \
There both show what lies beside it, mirrored. Compare only the part that is real, and do not mention the mirroring. \
Measured on the earlier date: """


def pair_with_all() -> PairPixels:
    comparable = np.ones((96, 96), bool)
    comparable[78:] = False
    pair = dated_pair(town(), flooded(town()), comparable=comparable, detail_m=1.5)
    return replace(pair, raster=replace(pair.raster, sensor="PlanetScope"))


def said(caption: Caption) -> list[str]:
    assert caption.failure is None
    assert {one.kind for one in caption.descriptions} == {DescriptionKind.CHANGE}
    assert [one.variant for one in caption.descriptions] == list(range(len(caption.descriptions)))
    return [one.text for one in caption.descriptions]


def described(*answers: str) -> tuple[Caption, Scripted]:
    generator = Scripted(*([answer] for answer in answers))
    (caption,) = generate_captions(generator, CHANGE, [PAIR])
    return caption, generator


# --- what is asked ----------------------------------------------------------------------------------------------------


def test_the_prompt_tells_which_picture_is_which_what_is_known_and_what_cannot_be_compared() -> None:
    pair = pair_with_all()
    gathered = gather(pair)
    assert gathered is not None
    asked = CHANGE.render(ChangeContext.of(pair))
    assert asked.startswith(GOLDEN)
    facts = asked.removeprefix(GOLDEN).splitlines()[0]
    assert "Measured on the later date: " in facts
    earlier, _, later = facts.partition("Measured on the later date: ")
    later, _, change = later.partition("Measured of the change, by covers and not by things: ")
    assert ["water" in one for one in (earlier, later)] == [False, True]
    assert "in its own light" in later
    (told,) = put_in_words(gathered)[:1]
    assert change == f"{told.text[:1].lower()}{told.text[1:]}"
    assert "water newly covers about" in change
    assert '"changes"' in asked
    assert "That nothing has changed is a good answer" in asked


def test_of_a_pair_without_limits_none_are_told() -> None:
    asked = CHANGE.render(ChangeContext.of(PAIR))
    assert "cannot be compared" not in asked
    assert "not shown by both" not in asked


@pytest.mark.parametrize(
    ("roles", "quantity", "told"),
    [
        ((Role.NIR, Role.RED, Role.GREEN), Quantity.REFLECTANCE, "imitated from near infrared"),
        ((Role.SWIR1, Role.NIR, Role.RED), Quantity.REFLECTANCE, "false colours"),
        ((Role.PAN,), Quantity.REFLECTANCE, "Both are in grey"),
        ((Role.VV,), Quantity.BACKSCATTER, "Both are radar pictures"),
    ],
)
def test_colours_that_are_not_natural_are_explained(roles: tuple[Role, ...], quantity: Quantity, told: str) -> None:
    before, after = (data[: len(roles)].astype(np.float32) / 255 for data in (town(), flooded(town())))
    assert told in ChangeContext.of(dated_pair(before, after, roles=roles, quantity=quantity)).colours


def test_the_request_has_both_pictures_the_earlier_one_first_and_the_schema() -> None:
    request = request_for(PAIR, CHANGE)
    before, after = request.pictures
    assert before.shape == after.shape == (96, 96, 3)
    west = np.s_[:, 8:24]
    assert before[west].mean() - after[west].mean() > 40, "the water is dark, and in the second"
    assert request.schema is not None
    assert list(request.schema["properties"]) == ["changes", "changed", "summary", "tags"]


def test_another_light_does_not_show() -> None:
    hazy = (town() * 0.6 + 40).astype(np.uint8)
    before, after = pictures_of(dated_pair(town(), hazy))
    assert np.abs(before.astype(int) - after).mean() < 5


def test_a_flood_of_the_whole_tile_stays_one() -> None:
    """A line of light fitted to nothing but changed ground would bring the one to the other."""
    dry = town(3, side=224)
    wet = np.clip(np.random.default_rng(1).normal(60, 2, dry.shape), 0, 255).astype(np.uint8)
    stretch = Stretch((0.0,) * 3, (255.0,) * 3)
    before, after = pictures_of(dated_pair(dry, wet, stretches=(stretch, stretch)))
    np.testing.assert_allclose(before.mean(axis=(0, 1)), dry.mean(axis=(1, 2)), atol=3)
    np.testing.assert_allclose(after.mean(axis=(0, 1)), 60, atol=3)


def test_what_cannot_be_compared_is_mirrored_alike_in_both() -> None:
    cloudy = town()
    cloudy[:, 60:] = 255
    comparable = np.ones((96, 96), bool)
    comparable[58:] = False
    before, after = pictures_of(dated_pair(town(), cloudy, comparable=comparable))
    assert np.abs(before[60:].astype(int) - after[60:]).mean() < 5
    np.testing.assert_array_equal(after[57:], after[55:16:-1], "about the last row but the edge, which is blurred")


def test_both_are_turned_north_up() -> None:
    south_up = (1.0, 0.0, 500_000.0, 0.0, 1.0, 5_800_000.0)
    picture, wet = town(), flooded(town())
    north = pictures_of(dated_pair(picture, wet))
    turned = pictures_of(dated_pair(picture[:, ::-1], wet[:, ::-1], transform=south_up))
    for one, other in zip(north, turned, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1


def test_a_pair_of_which_nothing_can_be_compared_is_not_asked_about() -> None:
    hidden = replace(PAIR, comparable=np.zeros((96, 96), bool))
    generator = Scripted([json.dumps(FLOOD)])
    clouded, seen = generate_captions(generator, CHANGE, [hidden, PAIR])
    assert clouded.failure is not None
    assert "0.0 % of the tile can be compared" in clouded.failure
    assert said(seen)[0] == FLOOD["summary"]
    assert len(generator.asked[0]) == 1


# --- for how many pictures a prompt is --------------------------------------------------------------------------------


def test_a_prompt_for_pairs_is_refused_for_single_pictures_and_the_other_way_round() -> None:
    with pytest.raises(InvalidOptionError, match="'change' is for two pictures"):
        describing_prompt("change", pictures=1)
    with pytest.raises(InvalidOptionError, match=r"'disaster' is for single pictures.*such as change"):
        describing_prompt("disaster", pictures=2)
    with pytest.raises(CaptionerFailedError, match=r"'change' asks for the change .* one picture was given"):
        generate_captions(Scripted(), CHANGE, [tile_of(town())])
    with pytest.raises(CaptionerFailedError, match="'general' is for single pictures, and two dates"):
        generate_captions(Scripted(), load_prompt("general"), [PAIR])


def test_a_prompt_of_ones_own_says_how_many_pictures_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "ships.toml"
    path.write_text('pictures = 2\nfocus = "Look for ships that have come or gone."\n')
    prompt = describing_prompt(str(path), pictures=2)
    assert (prompt.text, prompt.keys) == (CHANGE.text, CHANGE.keys)
    assert "ships that have come" in prompt.render()
    path.write_text('pictures = 2\nanswer = "text"\n')
    assert load_prompt(str(path)).text == load_prompt("change-caption").text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("pictures = 3", "for 3 pictures, which is neither 1 nor 2"),
        ("pictures = true", "for True pictures"),
        ('pictures = 2\nanswer = "yes-no"', "answers of the kind 'yes-no'"),
        ('pictures = 2\ntext = "x"\nkeys = ["features"]', "keys \\['features'\\], which are not among changes"),
        ('text = "x"\nkeys = ["changes"]', "keys \\['changes'\\]"),
    ],
)
def test_a_file_that_is_no_prompt_for_pairs_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(content)
    with pytest.raises(InvalidOptionError, match=f"bad.toml .*{reason}"):
        load_prompt(str(path))


def test_prompts_for_single_pictures_keep_their_versions() -> None:
    """Else every catalog would be described anew."""
    assert load_prompt("general").version == "general-d2edc6ae"
    assert load_prompt("caption").version == "caption-f2285a51"


# --- what is answered -------------------------------------------------------------------------------------------------


def test_the_sum_comes_first_then_change_by_change_with_its_place_then_tags() -> None:
    caption, generator = described(json.dumps(FLOOD))
    assert said(caption) == [
        "The west of the town was flooded.",
        "Fields and houses are under water in the west.",
        "A new jetty.",
        "flood, flooded houses",
    ]
    assert caption.tags == ()
    assert len(generator.asked) == 1


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        ({"changes": [], "changed": "no", "summary": "No change is visible.", "tags": []}, ["No change is visible."]),
        ({"changes": [], "changed": "no", "summary": "", "tags": []}, ["No change."]),
        ({"changes": [], "changed": False}, ["No change."]),
        ({"changes": [{"what": "none", "where": ""}], "summary": "Fields."}, ["No change. Fields."]),
        ({"changes": ["No visible changes"], "summary": "Nothing has changed."}, ["Nothing has changed."]),
        ({"changed": "no", "changes": ["shadows are longer"], "summary": "Houses."}, ["No change. Houses."]),
        ({"changed": "no", "summary": "I cannot see any difference."}, ["I cannot see any difference."]),
        ({"changes": [], "summary": "Nothing has changed on the ground."}, ["Nothing has changed on the ground."]),
        ({"changed": "unsure", "summary": "Perhaps a roof was lost."}, ["Perhaps a roof was lost."]),
    ],
)
def test_no_change_is_a_description(answer: dict[str, object], texts: list[str]) -> None:
    caption, generator = described(json.dumps(answer))
    assert said(caption) == texts
    assert len(generator.asked) == 1


def test_what_has_gone_is_a_change_though_it_says_no() -> None:
    caption, _ = described(json.dumps({"changes": ["trees no longer there, now changed to bare soil"]}))
    assert said(caption) == ["Trees no longer there, now changed to bare soil."]


def test_broken_json_is_repaired_and_other_names_are_known() -> None:
    answer = "Sure!\n```json\n{'Summary': 'A hall was built', 'differences': [{'change': 'a hall', 'location': 'south'}"
    caption, generator = described(answer)
    assert said(caption) == ["A hall was built", "A hall in the south."]
    assert len(generator.asked) == 1


def test_without_a_sum_the_list_is_one() -> None:
    caption, _ = described(json.dumps({"changes": FLOOD["changes"], "changed": "yes"}))
    assert said(caption)[0] == "Fields and houses are under water in the west; a new jetty."
    assert len(said(caption)) == 3


def test_no_number_of_a_model_becomes_one_of_ours() -> None:
    caption, _ = described(json.dumps({**FLOOD, "summary": "About 40 % of the town was flooded."}))
    assert said(caption)[0] == "Part of the town was flooded."


def test_prose_is_asked_for_once_more_and_kept_as_it_is() -> None:
    caption, generator = described("A hall was built in the south. Trees were cut.", "Well. A hall stands there now.")
    assert said(caption) == [
        "A hall was built in the south.",
        "A hall was built in the south. Trees were cut.",
    ]
    assert generator.asked[1][0].text.endswith(CHANGE.again)
    assert len(generator.asked[1][0].pictures) == 2


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("I'm sorry, I cannot tell what has changed.", "a refusal"),
        ("I cannot see any changes without the images being provided.", "a refusal"),
        (json.dumps({"summary": "one sentence on what has changed from the first picture to the second"}), "an echo"),
        (json.dumps({"changes": [], "summary": "", "tags": []}), "empty"),
    ],
)
def test_what_is_no_description_is_a_failure_with_the_raw_text(answer: str, reason: str) -> None:
    caption, generator = described(answer, answer)
    assert caption.descriptions == ()
    assert caption.failure is not None
    assert reason in caption.failure
    assert len(generator.asked) == 2
