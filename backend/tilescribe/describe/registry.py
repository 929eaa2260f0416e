"""Which captioners exist, and how a name on the command line becomes one.

Those of this package join with one call of `register_captioner`, those of others by an entry point (docs/extending.md);
callers ask `load_captioner` by name.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tilescribe import extensions
from tilescribe.describe.base import Captioner
from tilescribe.domain.description import USER
from tilescribe.errors import InvalidOptionError, UnknownCaptionerError

__all__ = [
    "captioner_extensions",
    "captioner_names",
    "catalog_name",
    "load_captioner",
    "register_captioner",
    "with_facts",
]

Loader = Callable[..., Captioner]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    what: str
    load: Loader
    prompted: bool

    @property
    def prefix(self) -> str | None:
        """`transformers:` of `transformers:MODEL`; None for a name that takes nothing."""
        scheme, colon, _ = self.name.partition(":")
        return scheme + colon if colon else None


def load_captioner(name: str, **options: Any) -> Captioner:
    """The captioner that `name` stands for, ready to describe.

    Args:
        name: `builtin`, `facts`, a family and what it takes, e.g. `family:MODEL`, or the name of an extension, which
            may be followed by a colon and what it takes.
        options: Passed on to the captioner, e.g. `batch_size`. A `prompt` of None is the captioner's own; `pictures=2`
            makes a vision-language model describe pairs of dates.

    Raises:
        UnknownCaptionerError: no captioner is registered under `name`, or a family is named without its model.
        InvalidOptionError: a prompt is given to a captioner that takes none, or there is no such prompt.
        ExtensionError: the package that offers the captioner is broken.
    """
    if options.get("prompt", "") is None:
        del options["prompt"]
    entry = _entry_of(name)
    if entry is None:
        return _load_extension(name, options)
    if "prompt" in options and not entry.prompted:
        raise InvalidOptionError(
            f"The captioner {name!r} takes no prompt", remedy="Leave the prompt out, or choose a vision-language model"
        )
    return entry.load(name.removeprefix(entry.prefix), **options) if entry.prefix else entry.load(**options)


def with_facts(captioner: Captioner) -> list[Captioner]:
    """Measured facts go with every captioner: numbers come from the bands, never from a language model."""
    facts = load_captioner("facts")
    return [facts] if captioner.author == facts.author else [facts, captioner]


def catalog_name(name: str) -> str:
    """What a captioner is called in catalogs: its name without the address or the revision that may stand in it."""
    family, _, rest = name.partition(":")
    if family == "openai":
        return f"openai:{rest.partition('#')[2] or rest}"
    if family == "transformers":
        return name.partition("@")[0]
    return name


def captioner_names() -> list[tuple[str, str]]:
    """(name, one line that says what it is) of every captioner: in order of registration, then extensions by name."""
    own = [(entry.name, entry.what) for entry in _ENTRIES.values()]
    return [*own, *((one.name, one.what) for one in captioner_extensions().usable)]


def captioner_extensions() -> extensions.Extensions:
    """What other packages offer. Imports none of them."""
    return extensions.installed(extensions.Group.CAPTIONERS, reserved=_reserved())


def register_captioner(name: str, *, what: str, load: Loader, prompted: bool = False) -> None:
    """Make a captioner known by name.

    Args:
        name: A plain name, or `family:PLACEHOLDER` for all names that begin with `family:`.
        what: One line for the list of models.
        load: Called with the options of `load_captioner`; for a family, the part after the colon comes first.
            Imports what is heavy when called, not before.
        prompted: It takes the option `prompt`, the name or path of one.

    Raises:
        ValueError: the name, or another of its family, is taken.
    """
    entry = _Entry(name, what, load, prompted)
    if any(name == other.name or (entry.prefix and entry.prefix == other.prefix) for other in _ENTRIES.values()):
        raise ValueError(f"A captioner {name!r} is registered already")
    _ENTRIES[name] = entry


def _entry_of(name: str) -> _Entry | None:
    entry = _ENTRIES.get(name)
    if entry is not None and entry.prefix is None:
        return entry
    for family in _ENTRIES.values():
        if family.prefix and name.startswith(family.prefix) and len(name) > len(family.prefix):
            return family
    return None


def _load_extension(name: str, options: dict[str, Any]) -> Captioner:
    extension = extensions.find(extensions.Group.CAPTIONERS, name, reserved=_reserved())
    if extension is None:
        raise UnknownCaptionerError(f"There is no captioner {name!r}", remedy=_suggestion(name))
    captioner: Captioner = extension.create(name, Captioner, asked=options)
    author = captioner.author.captioner
    if author.partition(":")[0] != extension.name:
        raise extension.broken(
            f"calls the author of its descriptions {author!r}; it must be {extension.name!r}, or begin with "
            f"{extension.name + ':'!r}"
        )
    return captioner


def _reserved() -> set[str]:
    """What no extension can be called: captioners, families, the author of corrections, and our visual encoders."""
    return {USER.captioner, "clip", *(entry.name.partition(":")[0] for entry in _ENTRIES.values())}


def _suggestion(name: str) -> str:
    others = [one.name for one in captioner_extensions().usable]
    listed = f"Captioners are: {', '.join([*_ENTRIES, *(f'{other} (extension)' for other in others)])}"
    scheme, colon, rest = name.partition(":")
    heads = [*(entry.prefix or entry.name for entry in _ENTRIES.values()), *others]
    close = difflib.get_close_matches(scheme + colon, heads, n=1)
    if not close or close[0] == name:
        return listed
    return f"Did you mean {close[0] + rest if close[0].endswith(':') else close[0]!r}? {listed}"


def _load_facts(**options: Any) -> Captioner:
    from tilescribe.describe.facts import FactsCaptioner

    return FactsCaptioner(**options)


def _load_builtin(**options: Any) -> Captioner:
    from tilescribe.describe.builtin import BuiltinCaptioner

    return BuiltinCaptioner(**options)


def _load_transformers(model: str, **options: Any) -> Captioner:
    from tilescribe.describe.vlm.local import TransformersCaptioner

    return TransformersCaptioner(model, **options)


def _load_openai(target: str, **options: Any) -> Captioner:
    from tilescribe.describe.endpoint import EndpointCaptioner

    return EndpointCaptioner(target, **options)


_ENTRIES: dict[str, _Entry] = {}
register_captioner(
    "builtin",
    what="Sentences, tags and visual vectors from the compact model in the package; no download, any processor",
    load=_load_builtin,
)
register_captioner(
    "facts", what="Statements measured from the bands (water, vegetation, bare ground, …); no model", load=_load_facts
)
register_captioner(
    "transformers:MODEL[@REVISION]",
    what="A vision-language model in this process, by its name on the Hugging Face hub or by folder; GPU recommended",
    load=_load_transformers,
    prompted=True,
)
register_captioner(
    "openai:URL[,URL]#MODEL",
    what="A vision-language model behind OpenAI-compatible servers: vLLM, Ollama, llama.cpp, LM Studio, a cloud",
    load=_load_openai,
    prompted=True,
)
