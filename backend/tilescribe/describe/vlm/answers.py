"""From what a model wrote to what it meant: strict JSON, else repaired JSON, else a plain caption."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from tilescribe.describe.vlm.prompts import AnswerKind, Prompt
from tilescribe.describe.vlm.unchanged import is_no_change

__all__ = ["Feature", "Form", "ParsedAnswer", "parse_answer", "schema_of"]

_MOST_FEATURES = 12
_MOST_TAGS = 16
_MOST_VARIANTS = 8
"""More than was asked for is a model that does not stop."""
_LONGEST_CHARS = 2_000
"""Of one text: about 400 words, twice what text embedders read."""
_PLACED: Mapping[str, Any] = {
    "type": "array",
    "maxItems": 8,
    "items": {
        "type": "object",
        "properties": {"what": {"type": "string", "maxLength": 120}, "where": {"type": "string", "maxLength": 60}},
        "required": ["what", "where"],
        "additionalProperties": False,
    },
}
_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "summary": {"type": "string", "maxLength": 400},
    "features": _PLACED,
    "changes": _PLACED,
    "changed": {"type": "string", "enum": ["yes", "no", "unsure"]},
    "detail": {"type": "string", "maxLength": 1_200},
    "tags": {"type": "array", "maxItems": 10, "items": {"type": "string", "maxLength": 40}},
    "variants": {"type": "array", "minItems": 5, "maxItems": 5, "items": {"type": "string", "maxLength": 400}},
}
_OTHER_NAMES = {
    "summary": ("caption", "description", "title"),
    "features": ("objects", "visible_features"),
    "changes": ("differences", "features", "objects"),
    "changed": ("has_changed", "any_change"),
    "detail": ("details", "paragraph"),
    "tags": ("keywords",),
    "variants": ("captions", "descriptions", "sentences"),
}
"""What models call the keys when they do not heed the names."""
_KNOWN = frozenset([*_OTHER_NAMES, *(name for names in _OTHER_NAMES.values() for name in names)])
_WHAT = ("what", "name", "feature", "change", "object", "thing", "description")
_WHERE = ("where", "position", "location", "place")
_REASONING = re.compile(r"^\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[a-zA-Z]*\s*(.*?)\s*(?:```|\Z)", re.DOTALL)
_SURE: Mapping[str | bool, bool] = {True: True, "yes": True, "true": True, False: False, "no": False, "false": False}
_BLANKS = re.compile(r"\s+")


class Form(StrEnum):
    """How well the text kept to what was asked."""

    JSON = "json"
    REPAIRED = "repaired"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Feature:
    """One visible thing, or one change."""

    what: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """What a model said of one tile or pair. Texts are one line each and not empty, unless nothing was said at all."""

    form: Form
    summary: str = ""
    features: tuple[Feature, ...] = ()
    detail: str = ""
    tags: tuple[str, ...] = ()
    variants: tuple[str, ...] = field(default=())
    changes: tuple[Feature, ...] = ()
    """From the earlier to the later date of a pair."""
    changed: bool | None = None
    """Whether anything has changed; None where the model does not say, or is not sure."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything said, for the eye of `quality.fault_of`."""
        things = " ".join(f"{one.what} {one.where}".strip() for one in self.features or self.changes)
        said = (self.summary, *self.variants, things, self.detail, ", ".join(self.tags))
        return tuple(text for text in said if text)

    @property
    def empty(self) -> bool:
        """Nothing was said. That nothing has changed is something."""
        return not self.texts and self.changed is not False


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


def parse_answer(text: str, *, pictures: int = 1) -> ParsedAnswer:
    """Make the most of `text`; never raises. An answer without a word comes back `empty`.

    Args:
        text: What the model wrote.
        pictures: How many it was asked about; of two it tells changes instead of features.
    """
    bare = _REASONING.sub("", text, count=1).strip()
    fenced = _FENCE.search(bare)
    inner = fenced.group(1) if fenced and "{" in fenced.group(1) else bare
    answer_of = _answer if pictures == 1 else _change_answer
    content = _strict(inner)
    strict = answer_of(content, Form.JSON)
    # An object with the keys that were asked for and nothing in them is an answer; its keys are no words.
    if not strict.empty or not _KNOWN.isdisjoint(_said(content)):
        return strict
    repaired = answer_of(_repaired(inner), Form.REPAIRED)
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
    said = _said(content)
    return ParsedAnswer(
        form,
        summary=_text(_value(said, "summary")),
        features=_features(_value(said, "features")),
        detail=_text(_value(said, "detail")),
        tags=_texts(_value(said, "tags"), most=_MOST_TAGS),
        variants=_texts(_value(said, "variants"), most=_MOST_VARIANTS),
    )


def _change_answer(content: object, form: Form) -> ParsedAnswer:
    said = _said(content)
    changed = _value(said, "changed")
    key = changed.strip(" .").lower() if isinstance(changed, str) else changed
    listed = _features(_value(said, "changes"))
    # `[{"what": "none"}]` and the like are empty lists.
    changes = tuple(one for one in listed if not is_no_change(one.what))
    told = _SURE.get(key) if isinstance(key, str | bool) else None
    return replace(
        _answer(content, form),
        features=(),
        changes=changes,
        changed=False if told is None and listed and not changes else told,
    )


def _said(content: object) -> dict[str, object]:
    """By key, in lower case; empty for what is no object."""
    if isinstance(content, list):  # several objects one after another, or one in brackets
        content = next((one for one in content if isinstance(one, dict)), None)
    return {str(key).strip().lower(): value for key, value in content.items()} if isinstance(content, dict) else {}


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
