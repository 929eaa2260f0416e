"""The registry finds captioners by name and says what there is when it does not."""

from __future__ import annotations

import pytest

from tilescribe import describe
from tilescribe.describe import Captioner, captioner_names, load_captioner, register_captioner, registry
from tilescribe.errors import InvalidOptionError, UnknownCaptionerError
from tilescribe.testing.captioners import FakeCaptioner


@pytest.fixture(autouse=True)
def _registry_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_ENTRIES", dict(registry._ENTRIES))


def test_every_public_name_exists() -> None:
    assert all(hasattr(describe, name) for name in describe.__all__)


def test_every_plain_name_that_is_listed_loads() -> None:
    plain = [name for name, _ in captioner_names() if ":" not in name]
    assert "facts" in plain
    for name in plain:
        captioner = load_captioner(name)
        assert isinstance(captioner, Captioner)
        assert captioner.author.captioner == name


def test_options_reach_the_captioner() -> None:
    assert load_captioner("facts", batch_size=7).batch_size == 7


def test_every_captioner_has_one_line_that_says_what_it_is() -> None:
    assert all(what and "\n" not in what for _, what in captioner_names())


@pytest.mark.parametrize("name", ["fact", "Facts", "facts:", "", "transformer:model", " facts"])
def test_an_unknown_name_is_named_with_what_exists(name: str) -> None:
    with pytest.raises(UnknownCaptionerError) as caught:
        load_captioner(name)
    assert repr(name) in caught.value.what
    assert all(known in caught.value.remedy for known, _ in captioner_names())


def test_a_near_miss_gets_a_suggestion() -> None:
    with pytest.raises(UnknownCaptionerError, match="Did you mean 'facts'"):
        load_captioner("fatcs")


def test_a_near_miss_of_a_family_keeps_what_stands_after_the_colon() -> None:
    register_captioner("family:MODEL", what="Fakes", load=lambda model: FakeCaptioner())
    with pytest.raises(UnknownCaptionerError, match="Did you mean 'family:org/name'"):
        load_captioner("famly:org/name")


def test_a_later_captioner_joins_by_name() -> None:
    register_captioner("fake", what="A fake", load=FakeCaptioner)
    assert ("fake", "A fake") in captioner_names()
    assert load_captioner("fake", batch_size=3).batch_size == 3


def test_a_family_gets_what_stands_after_its_first_colon() -> None:
    asked: list[str] = []

    def load(model: str) -> FakeCaptioner:
        asked.append(model)
        return FakeCaptioner()

    register_captioner("family:MODEL", what="Fakes", load=load)
    load_captioner("family:http://localhost:8000/v1#name")
    assert asked == ["http://localhost:8000/v1#name"]


@pytest.mark.parametrize("name", ["family", "family:"])
def test_a_family_without_its_model_is_unknown(name: str) -> None:
    register_captioner("family:MODEL", what="Fakes", load=lambda model: FakeCaptioner())
    with pytest.raises(UnknownCaptionerError, match="family:MODEL"):
        load_captioner(name)


@pytest.mark.parametrize("second", ["fake:MODEL", "fake:OTHER"])
def test_a_taken_name_is_refused(second: str) -> None:
    register_captioner("fake:MODEL", what="Fakes", load=lambda model: FakeCaptioner())
    with pytest.raises(ValueError, match="registered already"):
        register_captioner(second, what="Others", load=lambda model: FakeCaptioner())


def test_a_prompt_reaches_a_captioner_that_takes_one_and_none_is_its_own_choice() -> None:
    asked: list[dict[str, str]] = []

    def load(**options: str) -> FakeCaptioner:
        asked.append(options)
        return FakeCaptioner()

    register_captioner("prompted", what="A fake", load=load, prompted=True)
    load_captioner("prompted", prompt="disaster")
    load_captioner("prompted", prompt=None)
    assert asked == [{"prompt": "disaster"}, {}]


def test_a_prompt_for_a_captioner_that_takes_none_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="'facts' takes no prompt"):
        load_captioner("facts", prompt="disaster")
