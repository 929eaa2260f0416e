"""From what a model wrote to what it meant: strict JSON, else repaired JSON, else a plain caption."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tilescribe.describe.vlm.prompts import AnswerKind, Prompt

__all__ = ["Feature", "Form", "ParsedAnswer", "parse_answer", "schema_of"]

_MOST_FEATURES = 12
_MOST_TAGS = 16
_MOST_VARIANTS = 8
"""More than was asked for is a model that does not stop."""
_LONGEST_CHARS = 2_000
"""Of one text: about 400 words, twice what text embedders read."""
_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "summary": {"type": "string", "maxLength": 400},
    "features": {
        "type": "array",
        "maxItems": 8,
        "items": {
            "type": "object",
            "properties": {"what": {"type": "string", "maxLength": 120}, "where": {"type": "string", "maxLength": 60}},
            "required": ["what", "where"],
            "additionalProperties": False,
        },
    },
    "detail": {"type": "string", "maxLength": 1_200},
    "tags": {"type": "array", "maxItems": 10, "items": {"type": "string", "maxLength": 40}},
    "variants": {"type": "array", "minItems": 5, "maxItems": 5, "items": {"type": "string", "maxLength": 400}},
}
_OTHER_NAMES = {
    "summary": ("caption", "description", "title"),
    "features": ("objects", "visible_features"),
    "detail": ("details", "paragraph"),
    "tags": ("keywords",),
    "variants": ("captions", "descriptions", "sentences"),
}
"""What models call the keys when they do not heed the names."""
_WHAT = ("what", "name", "feature", "object", "thing", "description")
_WHERE = ("where", "position", "location", "place")
_REASONING = re.compile(r"^\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[a-zA-Z]*\s*(.*?)\s*(?:```|\Z)", re.DOTALL)
_BLANKS = re.compile(r"\s+")


class Form(StrEnum):
    """How well the text kept to what was asked."""

    JSON = "json"
    REPAIRED = "repaired"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Feature:
    """One visible thing."""

    what: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """What a model said of one tile. Texts are one line each and not empty, unless nothing was said at all."""

    form: Form
    summary: str = ""
    features: tuple[Feature, ...] = ()
    detail: str = ""
    tags: tuple[str, ...] = ()
    variants: tuple[str, ...] = field(default=())

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything said, for the eye of `quality.fault_of`."""
        things = " ".join(f"{one.what} {one.where}".strip() for one in self.features)
        said = (self.summary, *self.variants, things, self.detail, ", ".join(self.tags))
        return tuple(text for text in said if text)

    @property
    def empty(self) -> bool:
        return not self.texts


def schema_of(prompt: Prompt) -> dict[str, Any] | None:
    """JSON schema of the answer, for servers that can constrain their output; None where no JSON is asked for."""
    if prompt.answer is not AnswerKind.JSON:
        return None
    return {
        "type": "object",
        "properties": {key: _SCHEMAS[key] for key in prompt.keys},
        "required": list(prompt.keys),
        "additionalProperties": False,
    }


def parse_answer(text: str) -> ParsedAnswer:
    """Make the most of `text`; never raises. An answer without a word comes back `empty`."""
    bare = _REASONING.sub("", text, count=1).strip()
    fenced = _FENCE.search(bare)
    inner = fenced.group(1) if fenced and "{" in fenced.group(1) else bare
    strict = _answer(_strict(inner), Form.JSON)
    if not strict.empty:
        return strict
    repaired = _answer(_repaired(inner), Form.REPAIRED)
    if not repaired.empty:
        return repaired
    return _plain(bare)


def _strict(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _repaired(text: str) -> object:
    start = text.find("{")
    if start < 0:
        return None
    import json_repair

    try:
        return json_repair.loads(text[start:])
    # A repairer of arbitrary text may fail in any way; the text itself is then the caption.
    except Exception:  # noqa: BLE001
        return None


def _answer(content: object, form: Form) -> ParsedAnswer:
    """From parsed JSON of whatever shape; values of a wrong type count as not said."""
    if isinstance(content, list):  # several objects one after another, or one in brackets
        content = next((one for one in content if isinstance(one, dict)), None)
    if not isinstance(content, dict):
        return ParsedAnswer(form)
    said = {str(key).strip().lower(): value for key, value in content.items()}
    return ParsedAnswer(
        form,
        summary=_text(_value(said, "summary")),
        features=_features(_value(said, "features")),
        detail=_text(_value(said, "detail")),
        tags=_texts(_value(said, "tags"), most=_MOST_TAGS),
        variants=_texts(_value(said, "variants"), most=_MOST_VARIANTS),
    )


def _value(said: Mapping[str, object], key: str) -> object:
    return next((said[name] for name in (key, *_OTHER_NAMES[key]) if name in said), None)


def _features(value: object) -> tuple[Feature, ...]:
    if isinstance(value, Mapping):  # {"river": "north", …}
        pairs = [Feature(_text(what), _text(where)) for what, where in value.items()]
        return tuple(one for one in pairs if one.what)[:_MOST_FEATURES]
    if isinstance(value, str):
        return (Feature(text),) if (text := _text(value)) else ()
    if not isinstance(value, Sequence):
        return ()
    found = [_feature(one) for one in value]
    return tuple(dict.fromkeys(one for one in found if one.what))[:_MOST_FEATURES]


def _feature(value: object) -> Feature:
    if not isinstance(value, Mapping):
        return Feature(_text(value))
    said = {str(key).strip().lower(): part for key, part in value.items()}
    what = next((text for name in _WHAT if (text := _text(said.get(name)))), "")
    where = next((text for name in _WHERE if (text := _text(said.get(name)))), "")
    return Feature(what, where)


def _texts(value: object, *, most: int) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, str):
        value = value.split(",") if most == _MOST_TAGS else [value]
    if not isinstance(value, Sequence):
        return ()
    return tuple(dict.fromkeys(text for one in value if (text := _text(one))))[:most]


def _text(value: object) -> str:
    """One line of printable text, or empty; only text counts, so that no bare number becomes a caption."""
    if not isinstance(value, str):
        return ""
    # Lone surrogates, which "\ud800" in JSON becomes, can neither be stored nor embedded.
    clean = value.encode("utf-8", errors="ignore").decode("utf-8").replace("\0", " ")
    return _cut(_BLANKS.sub(" ", clean).strip())


def _cut(text: str) -> str:
    """At a word's end."""
    return text if len(text) <= _LONGEST_CHARS else text[:_LONGEST_CHARS].rpartition(" ")[0] or text[:_LONGEST_CHARS]


_DRESS = re.compile(r"```[a-zA-Z]*|\*\*|^#+\s*|^\s*[-*]\s+", re.MULTILINE)
_JSON_RESIDUE = re.compile(r"[{}\[\]\\]|\"\s*:\s*|^\s*\"|\"\s*,?\s*$", re.MULTILINE)


def _plain(text: str) -> ParsedAnswer:
    """The text itself: its first sentence is the summary, all of it the detail."""
    bare = _DRESS.sub("", text)
    if "{" in bare:
        bare = _JSON_RESIDUE.sub(" ", bare)
    whole = _text(bare)
    first = _first_sentence(whole)
    return ParsedAnswer(Form.PLAIN, summary=first, detail=whole if whole != first else "")


def _first_sentence(text: str) -> str:
    found = re.match(r".{12,}?[.!?…](?=\s|$)", text)
    return found.group(0) if found else text
