"""What a vision-language model is asked, as files.

A prompt is a TOML file. `NAME` finds `NAME.toml` among the user's prompts (`config.prompts_dir()`), then among those in
this package; anything that ends in `.toml` is a path. Its keys:

    about     one line that says what the prompt is for
    pictures  how many the model gets at once: 1, or 2 for the earlier and the later date of one place
    answer    `json` (see `answers.schema_of`), `text` (a plain caption) or `yes-no`
    keys      of the JSON object, by default summary, features, detail, tags; or variants. Of two pictures, by default
              changes, changed, summary, tags
    text      what is asked; `$context`, `$focus` and `$question` are replaced, `$$` is a dollar sign.
              A file without it takes the text (and `again`) of `general`, or of `caption` where the answer is `text`;
              for two pictures, of `change` or `change-caption`
    focus     what to look for in particular
    again     what is added when a first answer was of no use
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from tilescribe import config
from tilescribe.describe.vlm.change_context import ChangeContext
from tilescribe.describe.vlm.context import Context
from tilescribe.errors import InvalidOptionError

__all__ = ["CHANGE_KEYS", "KEYS", "AnswerKind", "Prompt", "describing_prompt", "load_prompt", "prompt_names"]

KEYS = ("summary", "features", "detail", "tags", "variants")
"""What an answer in JSON may hold."""
CHANGE_KEYS = ("changes", "changed", "summary", "detail", "tags", "variants")
"""The same of an answer on two pictures."""
_KEYS = {1: KEYS, 2: CHANGE_KEYS}
"""By the number of pictures."""
_USUAL_KEYS = {1: ("summary", "features", "detail", "tags"), 2: ("changes", "changed", "summary", "tags")}
_BASES = {
    1: {"json": "general", "text": "caption", "yes-no": "verify"},
    2: {"json": "change", "text": "change-caption"},
}
_TEXTS = ("about", "answer", "text", "focus", "again")
_NOTHING_KNOWN = Context()


class AnswerKind(StrEnum):
    """What form the answer shall have."""

    JSON = "json"
    TEXT = "text"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One way to ask, as read from its file."""

    name: str
    about: str
    answer: AnswerKind
    keys: tuple[str, ...]
    """Of the JSON object; empty for other answers."""
    text: str
    focus: str = ""
    again: str = ""
    pictures: int = 1
    """How many the model gets at once: 1, or 2 for the earlier and the later date of one place."""

    @property
    def version(self) -> str:
        """Stands in `Author.prompt_version`: the name, and a digest of all that is asked."""
        pictures = () if self.pictures == 1 else (str(self.pictures),)
        asked = "\0".join((self.answer, *self.keys, self.text, self.focus, self.again, *pictures))
        return f"{self.name}-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"

    def render(
        self, context: Context | ChangeContext = _NOTHING_KNOWN, *, question: str = "", again: bool = False
    ) -> str:
        """The request for one tile or pair; `again` adds what a first answer did not heed."""
        # Quotation marks of the question would end the quotation that it stands in.
        values = {"context": context.render(), "focus": self.focus, "question": question.replace('"', "'")}
        lines = (
            Template(self.text).safe_substitute(values).strip() + "\n" + (self.again if again else "")
        ).splitlines()
        return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def load_prompt(name: str) -> Prompt:
    """The prompt called `name`, or in the file `name` when that ends in `.toml`.

    Raises:
        InvalidOptionError: there is no such prompt, or its file is not a prompt.
    """
    if name.endswith(".toml"):
        path = Path(name).expanduser()
        return _parse(path.stem, _read(path, name), where=str(path))
    own = config.prompts_dir() / f"{name}.toml"
    if name in _names_in(config.prompts_dir()):
        return _parse(name, _read(own, name), where=str(own))
    return _packaged(name)


def describing_prompt(name: str, *, pictures: int) -> Prompt:
    """The prompt `name` for descriptions of so many pictures at once.

    Raises:
        InvalidOptionError: as `load_prompt`; it asks for no description, or is for another number of pictures.
    """
    prompt = load_prompt(name)
    if prompt.answer is AnswerKind.YES_NO:
        raise InvalidOptionError(f"The prompt {name!r} asks for no description", remedy="Choose another prompt")
    if prompt.pictures == pictures:
        return prompt
    if pictures == 1:
        raise InvalidOptionError(
            f"The prompt {name!r} is for two pictures of one place, an earlier and a later one",
            remedy="Compare dates with it (tilescribe compare), or choose one for single pictures, such as general",
        )
    raise InvalidOptionError(
        f"The prompt {name!r} is for single pictures, and a change is told from two",
        remedy=f"Choose a prompt for two pictures, such as change, or write one with `pictures = {pictures}`",
    )


def prompt_names() -> list[tuple[str, str]]:
    """(name, what it is for) of all prompts that `load_prompt` knows by name; the user's own come first."""
    own = _names_in(config.prompts_dir())
    return [(name, load_prompt(name).about) for name in [*own, *(name for name in _PACKAGED if name not in own)]]


_PACKAGED = (
    "general",
    "disaster",
    "urban",
    "agriculture",
    "maritime",
    "variants",
    "caption",
    "change",
    "change-caption",
    "verify",
)


def _packaged(name: str) -> Prompt:
    if name not in _PACKAGED:
        raise InvalidOptionError(
            f"There is no prompt {name!r}",
            remedy=f"Use {', '.join(_PACKAGED)}, or the path of a .toml file, or put {name}.toml in "
            f"{config.prompts_dir()}",
        )
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return _parse(name, text, where=f"{name}.toml of Tilescribe")


def _names_in(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.toml"))


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidOptionError(
            f"The prompt {name!r} cannot be read ({error})", remedy="Give the path of a prompt file in UTF-8"
        ) from error


def _parse(name: str, text: str, *, where: str) -> Prompt:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unusable(where, f"is not TOML ({error})") from error
    answer, pictures = content.get("answer", "json"), content.get("pictures", 1)
    _check(content, answer, pictures, where)
    base = _packaged(_BASES[pictures][answer]) if "text" not in content else None
    keys = tuple(content.get("keys", _USUAL_KEYS[pictures])) if answer == AnswerKind.JSON else ()
    return Prompt(
        name=name,
        about=content.get("about", ""),
        answer=AnswerKind(answer),
        keys=keys,
        text=content.get("text", base.text if base else ""),
        focus=content.get("focus", ""),
        again=content.get("again", base.again if base else ""),
        pictures=pictures,
    )


def _check(content: dict[str, Any], answer: object, pictures: object, where: str) -> None:
    unknown = sorted(set(content) - {*_TEXTS, "keys", "pictures"})
    if unknown:
        raise _unusable(where, f"has the unknown key {unknown[0]!r}")
    if type(pictures) is not int or pictures not in _BASES:
        raise _unusable(where, f"is for {pictures!r} pictures, which is neither 1 nor 2")
    kinds = _BASES[pictures]
    if not isinstance(answer, str) or answer not in kinds:
        raise _unusable(where, f"asks for answers of the kind {answer!r}, which is none of {', '.join(kinds)}")
    wrong = [key for key in _TEXTS if not isinstance(content.get(key, ""), str)]
    if wrong:
        raise _unusable(where, f"has something else than text as {wrong[0]!r}")
    _check_keys(content, _KEYS[pictures], where)


def _check_keys(content: dict[str, Any], allowed: tuple[str, ...], where: str) -> None:
    keys = content.get("keys", [])
    if not isinstance(keys, list) or any(key not in allowed for key in keys):
        raise _unusable(where, f"has keys {keys!r}, which are not among {', '.join(allowed)}")
    if "keys" in content and not keys:
        raise _unusable(where, "asks for an answer without keys")
    if "keys" in content and "text" not in content:
        raise _unusable(where, "has keys of its own and no text that asks for them")


def _unusable(where: str, why: str) -> InvalidOptionError:
    return InvalidOptionError(f"The prompt file {where} {why}", remedy="See `How to write a prompt` in docs/models.md")
