"""Numbers in sentences."""

from __future__ import annotations

__all__ = ["plural"]


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 picture`, `1,094 pictures`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
