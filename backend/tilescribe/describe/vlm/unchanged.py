"""Tell that nothing has changed, which is a description, from a refusal, an echo of the prompt, or a change."""

from __future__ import annotations

import re

__all__ = ["UNCHANGED", "is_no_change", "says_unchanged", "sees_no_change"]

UNCHANGED = "No change."
"""What a model means that answers `no` and leaves all else empty."""
_MOST_WORDS = 20
"""A longer text says something else besides."""
_NOT = r"(?:no|not|none|nothing|never|without|neither|nor|hardly|cannot|\w*n['’]t)"
_SENTENCE = re.compile(
    rf"\b{_NOT}\b(?:(?!\bbut\b)[^.;:!?,]){{0,80}}?\b(?:chang\w*|differ\w*|alter\w*|new)\b"
    r"|\bunchanged\b"
    r"|\b(?:are|is|was|were|looks?|stay(?:s|ed)?|remain(?:s|ed)?)\b[^.;:!?,]{0,40}\b(?:the same|identical|alike)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\W*(?:none|nothing|nil|n/a|no|unchanged|same|identical"
    r"|(?:there (?:is|are|was|were) )?no (?:\w+ ){0,3}(?:changes?|differences?)(?: (?:is |are )?\w+)?)\W*",
    re.IGNORECASE,
)


_SEEN = re.compile(
    r"\b(?:see|find|detect|observe|spot|notice|identify|recogni[sz]e|make out)\b[^.]{0,30}"
    r"\b(?:changes?|differences?)\b",
    re.IGNORECASE,
)
_EXCUSE = re.compile(r"\b(?:sorry|unable|without|provided?|upload\w*|attach\w*|shared?)\b", re.IGNORECASE)


def says_unchanged(text: str) -> bool:
    """Whether a short text says somewhere that both dates look alike: `Nothing on the ground has changed.`"""
    return len(text.split()) <= _MOST_WORDS and bool(_ITEM.fullmatch(text) or _SENTENCE.search(text))


def is_no_change(text: str) -> bool:
    """Whether that is all it says, as in a list of changes: `none`, `No visible change.`"""
    return bool(_ITEM.fullmatch(text))


def sees_no_change(text: str) -> bool:
    """Whether somebody says of himself that he sees none: `I cannot see any difference.`"""
    return says_unchanged(text) and bool(_SEEN.search(text)) and not _EXCUSE.search(text)
