"""Where a server is: what may be written after `openai:`, and whether pictures leave this machine for it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from tilescribe.errors import InvalidOptionError, UnknownCaptionerError

__all__ = ["Address", "Target", "parse_target"]

_EXAMPLE = "openai:http://127.0.0.1:11434/v1#qwen2.5vl"


@dataclass(frozen=True, slots=True)
class Address:
    """The base URL of one server, such as `http://127.0.0.1:8000/v1`. It never holds a user name, a key or a query."""

    base: str

    @property
    def host(self) -> str:
        """Without the port, in lower case."""
        return urlsplit(self.base).hostname or ""

    @property
    def on_this_machine(self) -> bool:
        """Whether it is a loopback address. Names are not looked up: only `localhost` counts as one."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def encrypted(self) -> bool:
        return self.base.startswith("https:")

    def __str__(self) -> str:
        return self.base


@dataclass(frozen=True, slots=True)
class Target:
    """One model on one or several servers."""

    addresses: tuple[Address, ...]
    model: str


def parse_target(text: str) -> Target:
    """From `URL[,URL…]#MODEL`. A URL without a path gets `/v1`, where such servers have their API.

    Raises:
        UnknownCaptionerError: the URL or the model is missing.
        InvalidOptionError: a URL cannot be used; it is named without the secrets that may be in it.
    """
    urls, hash_, model = text.partition("#")
    if not urls or not hash_ or not model.strip():
        raise UnknownCaptionerError(
            f"The captioner 'openai:{_masked(text)}' names no {'model' if urls else 'server'}",
            remedy=f"Write the address of the server, # and the model, such as {_EXAMPLE}",
        )
    addresses = tuple(dict.fromkeys(_address(url.strip()) for url in urls.split(",") if url.strip()))
    return Target(addresses, model.strip())


def _address(url: str) -> Address:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidOptionError(f"{_masked(url)!r} is not a URL", remedy=f"Write it like {_EXAMPLE}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidOptionError(
            f"{_masked(url)!r} is not the address of a server",
            remedy=f"Begin with http:// or https://, as in {_EXAMPLE}",
        )
    if parts.username is not None or parts.password is not None or parts.query:
        raise InvalidOptionError(
            f"The address {_masked(url)!r} carries a user name, a password or a query",
            remedy="Secrets do not belong in addresses, which are recorded: set TILESCRIBE_API_KEY instead",
        )
    return Address(_normal(parts, port))


def _normal(parts: SplitResult, port: int | None) -> str:
    host = parts.hostname or ""
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    return f"{parts.scheme}://{place}{parts.path.rstrip('/') or '/v1'}"


def _masked(url: str) -> str:
    """Without what stands before an @ or after a question mark."""
    before, at, after = url.split("?", 1)[0].rpartition("@")
    if not at:
        return after
    scheme, separator, _ = before.partition("://")
    return (scheme + separator if separator else "") + "***@" + after
