"""Tell a description from what a model writes when it fails: nothing, noise, loops, its instructions, a refusal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["fault_of", "shorten"]

_LEAST_LETTERS = 3
_NOISE = 0.35
"""Most share of characters that are neither letters, digits, blanks nor usual punctuation."""
_LONGEST_WORD = 45
"""The longest word of a dictionary has 45 letters; longer ones are runs of tokens."""
_PUNCTUATION = frozenset(".,;:!?'\"()-–—/&%°’‘“”")
_SPECIAL_TOKENS = re.compile(r"<\|[^|>]{1,40}\|>|<(?:unused|extra_id_|loc_|loc|seg)\d+>|\[(?:UNK|PAD|MASK)\]")
_NO_CHARACTERS = frozenset({"Cc", "Cn", "Co"})
"""Unicode categories that texts do not have, blanks left aside: control, unassigned, private."""
_SAME_AGAIN = re.compile(r"(.{1,40}?)\1{7,}", re.DOTALL)
"""Anything at all eight times in a row."""
_LOOP_FROM_WORDS = 8
_DISTINCT = 0.5
"""Least share of distinct threes of words: prose hardly ever repeats three in a row, a loop does little else."""
_COMMON = 0.5
"""Most share of one word among eight or more."""
_ECHO_WORDS = 5
_ECHO = 0.6
"""Share of a text's fives of words that stand in the prompt as well."""
_REFUSALS = (
    r"(?:i['’]m|i am)\s+(?:very\s+|really\s+)?(?:sorry|afraid|unable|not able)\b",
    r"(?:sorry|i\s+apologi[sz]e)\b",
    r"i\s+(?:cannot|can['’]?t|can not|will not|won['’]t|(?:don['’]t|do not)\s+(?:see|have))\b",
    r"as an? (?:ai|language model|text-based)\b",
    r"(?:unfortunately|regrettably),?\s+i\b",
    r"(?:please|could you)\s+(?:please\s+)?(?:provide|upload|share|attach)\b",
    r"(?:there is\s+)?no image\b",
)
_REFUSAL = re.compile(rf"^\W*(?:{'|'.join(_REFUSALS)})", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def fault_of(text: str, *, prompt: str = "") -> str | None:
    """Why `text` is no description, in a few words, or None when it may be one.

    Args:
        text: What a model wrote, or the words of its parsed answer.
        prompt: What it was asked, without measured facts: repeating those is no echo.
    """
    if sum(character.isalpha() for character in text) < _LEAST_LETTERS:
        return "empty"
    if _REFUSAL.match(text):
        return "a refusal"
    words = [word.lower() for word in _WORD.findall(text)]
    if _loops(text, words):
        return "repetition"
    if _is_noise(text):
        return "token soup"
    return "an echo of the prompt" if _echoes(words, prompt) else None


def shorten(text: str, *, most: int = 200) -> str:
    """One line of a raw answer, short enough to stand in a reason."""
    line = " ".join(text.encode("utf-8", errors="replace").decode("utf-8").replace("\0", " ").split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _is_noise(text: str) -> bool:
    if len(_SPECIAL_TOKENS.findall(text)) > 1:
        return True
    if text.count("\ufffd") > 1 or any(map(_is_no_character, text)):
        return True
    # Combining marks belong to letters in many scripts.
    odd = sum(
        not (one.isalnum() or one.isspace() or one in _PUNCTUATION or unicodedata.category(one).startswith("M"))
        for one in text
    )
    # Scripts without blanks between words have long runs by nature; Latin ones have not.
    runs = [run for run in text.split() if len(run) > _LONGEST_WORD and run.isascii()]
    return odd / len(text) > _NOISE or any("/" not in run and "," not in run and "-" not in run for run in runs)


def _is_no_character(one: str) -> bool:
    return unicodedata.category(one) in _NO_CHARACTERS and not one.isspace()


def _loops(text: str, words: list[str]) -> bool:
    if _SAME_AGAIN.search(text):
        return True
    if len(words) < _LOOP_FROM_WORDS:
        return False
    threes = list(zip(words, words[1:], words[2:], strict=False))
    commonest = Counter(words).most_common(1)[0][1]
    return len(set(threes)) / len(threes) < _DISTINCT or commonest / len(words) > _COMMON


def _echoes(words: list[str], prompt: str) -> bool:
    asked = [word.lower() for word in _WORD.findall(prompt)]
    if len(words) < _ECHO_WORDS:
        # Short answers that stand in the prompt word for word are placeholders copied from it; two words may be chance.
        return len(words) > 2 and f" {' '.join(words)} " in f" {' '.join(asked)} "
    known = {tuple(asked[at : at + _ECHO_WORDS]) for at in range(len(asked) - _ECHO_WORDS + 1)}
    runs = [tuple(words[at : at + _ECHO_WORDS]) for at in range(len(words) - _ECHO_WORDS + 1)]
    return sum(run in known for run in runs) / len(runs) >= _ECHO
