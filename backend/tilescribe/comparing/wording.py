"""What people ask of changes in the words in which changes are described."""

from __future__ import annotations

import re

__all__ = ["in_words_of_changes"]

UNCHANGED = "the scene is the same as before"
_NOTHING = re.compile(
    r"(?:(?:there|it) (?:is|was|has been|are|were) )?(?:no|not any|without(?: any| a)?)"
    r" (?:visible |real |big )?(?:changes?|differences?)(?: (?:at all|here|visible))?"
    r"|nothing (?:has |had |is |was |here )*(?:changed|happened|different|new)"
    r"|(?:(?:the )?(?:scene|place|area|land|houses|buildings) (?:is|are|has|have) )?(?:unchanged|not (?:been )?changed)"
    r"|(?:still )?(?:as|the same as) before",
    re.IGNORECASE,
)
"""A question that denies a change, and asks for nothing else."""


def in_words_of_changes(question: str) -> str:
    """The question, or, of one that asks for places without any change, the sentence that says so.

    Embedders hardly hear a "no": for them "no change" is nearer to "something has changed" than to "the scene is the
    same as before".
    """
    plain = " ".join(question.split()).strip(" .?!")
    return UNCHANGED if _NOTHING.fullmatch(plain) else question
