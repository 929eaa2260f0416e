"""What a model writes when it fails is told from what it writes when it sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.describe.vlm import fault_of, load_prompt, prompt_names
from tilescribe.describe.vlm.quality import shorten

DESCRIPTIONS = [
    "A harbour with three ships.",
    "Ice.",
    "Water",
    "Dense forest in the north, dense forest in the south, and a river between them with a bridge and a road.",
    "Houses in the north; houses in the south; houses in the east; a road in the centre; trees all over.",
    "I see a lake with a boat.",
    "Eine Siedlung mit roten Dächern am Ufer eines Sees, daneben Äcker und Wald.",
    "森林环绕的湖泊，旁边有一条小路",
    "नदी के किनारे खेत और घर",
    "نهر بين الحقول وبيوت",
    "Buildings (most likely warehouses), a rail yard & parking; cars—some blue—at 45° angles.",
]
FAILURES = [
    ("", "empty"),
    ("  \n", "empty"),
    ("12 345", "empty"),
    ("!?", "empty"),
    ("I'm sorry, but I can't help with that.", "a refusal"),
    ("I cannot see any image.", "a refusal"),
    ("As an AI language model, I do not look at pictures.", "a refusal"),
    ("Unfortunately, I am not able to view this.", "a refusal"),
    ("Please provide the image you would like described.", "a refusal"),
    ("Sorry, no.", "a refusal"),
    ("the the the the the the the the the the", "repetition"),
    ("a river and a river and a river and a river and a river and a river", "repetition"),
    ("houseshouseshouseshouseshouseshouseshouseshouseshouses", "repetition"),
    ("A tile. " * 9, "repetition"),
    ("<loc_12><loc_44> boat <loc_3>", "token soup"),
    ("<|im_end|>lake<|endoftext|>", "token soup"),
    ("x9#@@}}{{&^^$$ lake ##@@!!^^", "token soup"),
    ("on s\ufffdou JSD houses\ufffd Th", "token soup"),
    ("a lake\x1b and \x0f trees", "token soup"),
    ("lakeriverforestroadhousefieldharbourbridgeshipbuilding", "token soup"),
]


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_descriptions_pass(text: str) -> None:
    assert fault_of(text, prompt=load_prompt("general").render()) is None


@pytest.mark.parametrize(("text", "fault"), FAILURES)
def test_failures_are_named(text: str, fault: str) -> None:
    assert fault_of(text) == fault


@pytest.mark.parametrize("name", [name for name, _ in prompt_names()])
def test_the_prompt_given_back_is_no_description(name: str) -> None:
    prompt = load_prompt(name).render()
    assert fault_of(prompt, prompt=prompt) in ("an echo of the prompt", "repetition")
    assert fault_of(f"{prompt} A lake.", prompt=prompt) is not None


def test_placeholders_copied_from_the_prompt_are_no_description() -> None:
    prompt = load_prompt("general").render()
    assert fault_of("one sentence that begins with the whole scene", prompt=prompt) == "an echo of the prompt"
    assert fault_of("a few words", prompt=prompt) == "an echo of the prompt"


@given(st.text())
def test_any_text_is_judged_and_can_stand_in_a_reason(text: str) -> None:
    assert fault_of(text) is None or isinstance(fault_of(text), str)
    shown = shorten(text)
    assert len(shown) <= 200
    assert "\n" not in shown
    shown.encode("utf-8")
