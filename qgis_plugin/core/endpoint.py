"""Where an engine answers."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Endpoint"]


@dataclass(frozen=True)
class Endpoint:
    url: str
    """Without a slash at the end."""
    token: str = field(repr=False)
    """In memory only: never logged, never written to disk, never an argument of a process."""
