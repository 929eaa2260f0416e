"""Who compares two dates, by name."""

from __future__ import annotations

import pytest

from tilescribe.describe.change_registry import load_change_captioner, with_change_facts
from tilescribe.describe.vlm import load_prompt
from tilescribe.errors import InvalidOptionError, UnknownCaptionerError

SERVED = "openai:http://127.0.0.1:1#tiny"


@pytest.mark.parametrize("name", ["fact", "", "clip:model", "transformer:model"])
def test_an_unknown_name_is_named_with_what_exists(name: str) -> None:
    with pytest.raises(UnknownCaptionerError, match="compares two dates") as caught:
        load_change_captioner(name)
    assert repr(name) in caught.value.what
    assert "openai:URL#MODEL" in caught.value.remedy


def test_what_is_measured_goes_with_every_captioner() -> None:
    facts = load_change_captioner("facts")
    assert [one.author for one in with_change_facts(facts)] == [facts.author]
    served = load_change_captioner(SERVED)
    assert [one.author for one in with_change_facts(served)] == [facts.author, served.author]


def test_a_model_is_asked_for_the_change_unless_another_prompt_is_named() -> None:
    assert load_change_captioner(SERVED).author.prompt_version == load_prompt("change").version
    asked = load_change_captioner(SERVED, prompt="change-caption").author.prompt_version
    assert asked == load_prompt("change-caption").version


def test_a_captioner_that_is_asked_nothing_takes_no_prompt() -> None:
    with pytest.raises(InvalidOptionError, match="'facts' takes no prompt"):
        load_change_captioner("facts", prompt="change")
