"""Deterministic subsets of a sequence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tilescribe.errors import InvalidOptionError

__all__ = ["evenly_spaced"]

T = TypeVar("T")


def evenly_spaced(items: Sequence[T], *, most: int | None) -> tuple[T, ...]:
    """At most so many items at even distances, in their order.

    Data sets stand ordered by class or scene more often than not, so even distances take some of each where the first
    so many would take one class only. None takes all.

    Raises:
        InvalidOptionError: `most` is below 1.
    """
    if most is None or most >= len(items):
        return tuple(items)
    if most < 1:
        raise InvalidOptionError(f"At most {most} were asked for", remedy="Give at least 1, or nothing for all")
    return tuple(items[position * len(items) // most] for position in range(most))
