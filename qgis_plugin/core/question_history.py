"""The questions of this session with their answers, to go back and forward through."""

from __future__ import annotations

from typing import Optional

from .results import Results

__all__ = ["QuestionHistory"]

MAX_QUESTIONS = 50
MAX_HITS = 200_000
"""Of all answers together, 400 MB at most; the oldest beyond keep their question only, which is asked again."""


class QuestionHistory:
    """Like that of a web browser: a new question forgets those that were gone back from."""

    def __init__(self) -> None:
        self._entries: list[Results] = []
        self._place = -1

    @property
    def earlier(self) -> Optional[Results]:
        """Where `back` would lead; None from the first question."""
        return self._entries[self._place - 1] if self._place > 0 else None

    @property
    def later(self) -> Optional[Results]:
        """Where `forward` would lead; None from the last question."""
        return self._entries[self._place + 1] if self._place + 1 < len(self._entries) else None

    def visit(self, results: Results) -> None:
        """A question was answered, or its answer is shown again; one without hits is a question, too."""
        known = next((at for at, entry in enumerate(self._entries) if _same(entry, results)), None)
        if known is None and results.catalog_id:
            del self._entries[self._place + 1 :]
            self._entries.append(results)
            del self._entries[:-MAX_QUESTIONS]
            known = len(self._entries) - 1
            self._forget_hits()
        if known is not None:
            self._place = known

    def replace(self, results: Results) -> None:
        """The same answer, with other marks say, or asked again."""
        if 0 <= self._place < len(self._entries):
            self._entries[self._place] = results

    def back(self) -> Optional[Results]:
        """Go to the question before; its answer has no hits where those were too many to keep."""
        found = self.earlier
        self._place -= found is not None
        return found

    def forward(self) -> Optional[Results]:
        """Go to the question after."""
        found = self.later
        self._place += found is not None
        return found

    def _forget_hits(self) -> None:
        held = 0
        for at in range(len(self._entries) - 1, -1, -1):
            held += len(self._entries[at].hits)
            if held > MAX_HITS and at != len(self._entries) - 1:
                self._entries[at] = self._entries[at].with_hits(())


def _same(one: Results, other: Results) -> bool:
    return (one.asked, one.catalog_id, one.request) == (other.asked, other.catalog_id, other.request)
