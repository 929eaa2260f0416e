"""What may stand after `openai:`, and that nothing secret in it is repeated."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from tilescribe.describe import load_captioner
from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.describe.endpoint.address import Address, parse_target
from tilescribe.describe.endpoint.keys import find_key
from tilescribe.errors import InvalidOptionError, UnknownCaptionerError, UsageError


def test_several_addresses_share_one_model() -> None:
    target = parse_target("http://a:8000/v1/, https://b.example.com#org/model#4bit")
    assert [str(address) for address in target.addresses] == ["http://a:8000/v1", "https://b.example.com/v1"]
    assert target.model == "org/model#4bit"


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("HTTP://LocalHost/api/", "http://localhost/api"),
    ],
)
def test_addresses_are_brought_to_one_form(url: str, base: str) -> None:
    assert parse_target(f"{url}#m").addresses == (Address(base),)


@pytest.mark.parametrize("text", ["http://a/v1", "http://a/v1#", "#model", "", "model"])
def test_address_and_model_are_both_needed(text: str) -> None:
    with pytest.raises(UnknownCaptionerError, match="#"):
        parse_target(text)


@pytest.mark.parametrize(
    "text",
    [
        "http://me:hunter2@host/v1#m",
        "http://hunter2@host/v1#m",
        "https://host/v1?key=hunter2#m",
        "http://me:hunter2@host/v1",
        "http://me:hunter2@[::1/v1#m",
        "ftp://me:hunter2@host#m",
        "http://me:hunter2@host:port#m",
        "me:hunter2@host/v1#m",
        "http://me:hunt%40er2@host#m",
        "http://me:s3/hunter2@host#m",
    ],
)
def test_a_secret_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_target(text)
    assert "er2" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:1", True),
        ("http://localhost", True),
        ("http://192.168.1.7", False),
        ("http://localhost.example.com", False),
        ("https://api.example.com/v1", False),
    ],
)
def test_what_leaves_this_machine_is_announced(url: str, here: bool) -> None:
    captioner = EndpointCaptioner(f"{url}#m")
    assert (captioner.notices == ()) == here
    if not here:
        assert url.partition("://")[2] in captioner.notices[0]
        assert ("not encrypted" in captioner.notices[0]) == url.startswith("http:")
    captioner.close()


def test_the_registry_knows_it() -> None:
    captioner = load_captioner("openai:http://127.0.0.1:1/v1#tiny", prompt="disaster")
    assert isinstance(captioner, EndpointCaptioner)
    assert captioner.author.prompt_version.startswith("disaster-")
    captioner.close()


# --- keys -------------------------------------------------------------------------------------------------------------

HOST = Address("https://api.example.com/v1")


def test_the_key_of_a_host_goes_before_the_general_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_key(HOST) is None
    monkeypatch.setenv("TILESCRIBE_API_KEY", "general")
    monkeypatch.setenv("TILESCRIBE_API_KEY_API_EXAMPLE_COM", "special")
    key = find_key(HOST)
    assert key is not None
    assert key.secret == "special"
    assert "special" not in repr(key)
    other = find_key(Address("http://127.0.0.1/v1"))
    assert other is not None
    assert other.secret == "general"


def test_a_keyring_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    keyring.get_password = lambda service, user: f"{service} of {user}".replace(" ", "-")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    key = find_key(HOST)
    assert key is not None
    assert key.secret == "tilescribe-of-api.example.com"

    def locked(service: str, user: str) -> str:
        raise errors.KeyringError

    keyring.get_password = locked  # type: ignore[attr-defined]
    assert find_key(HOST) is None


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "clé"])
def test_a_key_that_no_header_can_carry_is_refused_unseen(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("TILESCRIBE_API_KEY", key)
    with pytest.raises(InvalidOptionError) as raised:
        find_key(HOST)
    assert key not in str(raised.value)
