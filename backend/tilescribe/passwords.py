"""Hide passwords and keys in URLs, so that neither what people see nor what logs keep has them."""

from __future__ import annotations

import re

__all__ = ["without_passwords"]

_SECRETS = (
    # user:password@ of a URL, RFC 3986, section 3.2.1; a slash in a password has to be written %2F.
    r"(?<=://)([^\s/:@]*:)[^\s/]*(?=@)",
    r"(?i)([?&][\w.-]*(?:passw(?:or)?d|pwd|secret|token|key|sig|signature)=)[^\s&#;'\"]+",
)


def without_passwords(text: str) -> str:
    """The text with `***` in the place of passwords and keys in URLs."""
    for pattern in _SECRETS:
        text = re.sub(pattern, r"\g<1>***", text)
    return text
