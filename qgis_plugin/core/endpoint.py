"""Where an engine answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

__all__ = ["Endpoint"]

_ON_ITS_WAY_S = 10.0
"""For the answer that it takes too long to arrive itself."""


@dataclass(frozen=True)
class Endpoint:
    url: str
    """Without a slash at the end."""
    token: str = field(repr=False)
    """In memory only: never logged, never written to disk, never an argument of a process."""
    answer_timeout_s: float = 660.0
    """How long the engine works at an answer before it gives up and says so; it tells with `/v1/health`."""

    def patience_s(self, timeout_s: Optional[float]) -> float:
        """How long to wait for an answer: so long as the request says, or a little longer than the engine works."""
        return self.answer_timeout_s + _ON_ITS_WAY_S if timeout_s is None else timeout_s
