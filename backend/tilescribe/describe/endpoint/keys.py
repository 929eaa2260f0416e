"""API keys: from the environment or the keyring of the system. They are written nowhere, and no text shows them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from tilescribe.describe.endpoint.address import Address

__all__ = ["Key", "find_key"]

VARIABLE = "TILESCRIBE_API_KEY"
SERVICE = "tilescribe"
"""Under which name keyrings hold keys; the user is the host."""


@dataclass(frozen=True, slots=True)
class Key:
    """A secret that does not show in representations."""

    secret: str = field(repr=False)

    def scrub(self, text: str) -> str:
        """`text` without the key, which servers like to repeat in their errors."""
        return text.replace(self.secret, "***") if self.secret else text


def find_key(address: Address) -> Key | None:
    """The key for one server; None where there is none, which local servers do not mind.

    Looked for, in this order: `TILESCRIBE_API_KEY_` with the host in capitals (`TILESCRIBE_API_KEY_API_EXAMPLE_COM`),
    `TILESCRIBE_API_KEY`, and the entry `tilescribe` for the host in the keyring, where the package keyring is there.

    Raises:
        InvalidOptionError: what was found cannot be a key.
    """
    named = f"{VARIABLE}_{re.sub(r'[^A-Z0-9]', '_', address.host.upper())}"
    secret = os.environ.get(named) or os.environ.get(VARIABLE) or _from_keyring(address.host)
    secret = secret.strip() if secret else ""
    if secret and not re.fullmatch(r"[!-~]+", secret):
        raise InvalidOptionError(
            f"The API key for {address.host} holds characters that no HTTP header may have",
            remedy=f"Check what {named}, {VARIABLE} or the keyring holds: printable ASCII without spaces",
        )
    return Key(secret) if secret else None


def _from_keyring(host: str) -> str | None:
    try:
        keyring, errors = import_module("keyring"), import_module("keyring.errors")
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(SERVICE, host)
    except errors.KeyringError:  # a locked keyring, or a machine without one: as good as no key
        return None
    return found
