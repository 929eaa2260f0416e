"""What people may say of a place, as it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from tilescribe.catalog.types import Judgement, Verdict
from tilescribe.domain.shapes import check_shape
from tilescribe.errors import InvalidOptionError

__all__ = ["checked"]

_LONGEST = {"grade": 100, "note": 10_000, "question": 2_000, "author": 200}
"""Characters."""
_MOST = 2**53
"""Larger counts are not told exactly in JSON."""


def checked(judgement: Judgement) -> Judgement:
    """The same with plain spaces, once it is known that it can be kept.

    Raises:
        InvalidOptionError: another verdict, a text that is too long, a count below zero, no geometry on the globe.
    """
    if judgement.verdict is not None and judgement.verdict not in get_args(Verdict):
        raise InvalidOptionError(
            f"The verdict {judgement.verdict!r} is not known",
            remedy=f"Give one of {', '.join(get_args(Verdict))}, or none",
        )
    for name, most in _LONGEST.items():
        text: str = getattr(judgement, name)
        if len(text) > most:
            raise InvalidOptionError(
                f"The {name} {text[:20]!r}... has {len(text):,} characters", remedy=f"Give at most {most:,}"
            )
    if judgement.count is not None and not 0 <= judgement.count <= _MOST:
        raise InvalidOptionError(f"The count {judgement.count} is no number of things", remedy="Give 0 or more")
    return replace(
        judgement,
        grade=" ".join(judgement.grade.split()),
        question=" ".join(judgement.question.split()),
        author=" ".join(judgement.author.split()),
        note=judgement.note if judgement.note.strip() else "",
        shape=None if judgement.shape is None else check_shape(judgement.shape),
    )
