"""Labels by which people call rasters: before, after, any word."""

from __future__ import annotations

from tilescribe.errors import InvalidOptionError

__all__ = ["MAX_LABEL", "check_label"]

MAX_LABEL = 200
"""Characters."""


def check_label(label: str) -> str:
    """The label without space around it; empty for none.

    Raises:
        InvalidOptionError: it is too long, or of several lines.
    """
    plain = label.strip()
    if len(plain) > MAX_LABEL or not plain.isprintable():
        raise InvalidOptionError(
            f"The label {plain[:40]!r} is too long, or of several lines",
            remedy=f"Give a word or a few, at most {MAX_LABEL} characters",
        )
    return plain
