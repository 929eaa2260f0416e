"""What people ask of changes in the words in which changes are described."""

from __future__ import annotations

import re

__all__ = ["in_words_of_changes"]

UNCHANGED = "nothing that can be measured has changed: the scene is the same as before"
"""What captioners say of places without change, the measuring one and those that look."""
_NOTHING = re.compile(
    r"(?:(?:there|it) (?:is|was|has been|are|were) )?(?:no|not any|without(?: any| a)?)"
    r" (?:visible |real |big )?(?:changes?|differences?)(?: (?:at all|here|visible))?"
    r"|nothing (?:has |had |is |was |here )*(?:changed|happened|different|new)"
    r"|(?:(?:the )?(?:scene|place|area|land|houses|buildings) (?:is|are|has|have) )?(?:unchanged|not (?:been )?changed)"
    r"|(?:still )?(?:as|the same as) before",
    re.IGNORECASE,
)
"""A question that denies a change, and asks for nothing else."""
_THING = r"(?!(?:that|which|are|is|were|was|have|has|still|not)\b)\w+"
_UNHARMED = "intact|undamaged|unharmed|untouched|unscathed|unchanged"
_SPARED = re.compile(
    rf"(?:(?:still )?(?:{_UNHARMED})|still standing) (?P<after>{_THING}(?: {_THING})?)"
    rf"|(?P<before>{_THING}(?: {_THING})?) (?:(?:that|which) )?(?:(?:are|is|were|was|have been|has been) )?"
    rf"(?:(?:still )?(?:{_UNHARMED})|not (?:damaged|destroyed|collapsed|flooded|burnt)|still (?:standing|there))",
    re.IGNORECASE,
)
"""A question for things to which nothing has happened."""


def in_words_of_changes(question: str) -> tuple[str, str | None]:
    """A question as changes are described, and what the earlier date must have shown, where it asks for that.

    One that asks for places without any change becomes the sentence that says so: embedders hardly hear a "no", and for
    them "no change" is nearer to "something has changed" than to "the scene is the same as before". One that asks for
    things to which nothing has happened, such as "intact houses", becomes that sentence where those things were.
    Whatever else is asked stays as it is.
    """
    plain = " ".join(question.split()).strip(" .?!")
    if _NOTHING.fullmatch(plain):
        return UNCHANGED, None
    spared = _SPARED.fullmatch(plain)
    if spared is None:
        return question, None
    return UNCHANGED, next(filter(None, spared.groups()))
