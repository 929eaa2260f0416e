"""What other packages add: captioners, embedders, visual encoders and forms of the catalog, by their entry points.

A package names a factory in its `pyproject.toml` (docs/extending.md). Nothing of the package is imported before
somebody asks for that name, and a package that is broken costs nobody else anything.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tilescribe.errors import ExtensionError, InvalidOptionError, TilescribeError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["Extension", "Extensions", "Group", "find", "installed"]

_NAME = re.compile(r"[A-Za-z0-9_][\w.-]*", re.ASCII)
"""What can be asked for: a colon begins what the factory gets, and a slash makes a path."""


class Group(StrEnum):
    """The groups of entry points that Tilescribe reads."""

    CAPTIONERS = "tilescribe.captioners"
    EMBEDDERS = "tilescribe.embedders"
    ENCODERS = "tilescribe.encoders"
    STORES = "tilescribe.stores"

    @property
    def noun(self) -> str:
        """`captioner`, `embedder`, `encoder`, `store`."""
        return self.value.rpartition(".")[2].removesuffix("s")


@dataclass(frozen=True, slots=True)
class Extension:
    """A captioner, an embedder, a visual encoder or a form of the catalog that an installed package offers."""

    name: str
    """What is typed before the colon; of a form of the catalog, the scheme of its URLs."""
    package: str
    """The distribution with its version, e.g. `tilescribe-shades 1.0`."""
    summary: str
    """One line by the package's own metadata; may be empty."""
    group: Group
    entry_point: EntryPoint

    @property
    def what(self) -> str:
        """One line for the list of models."""
        return f"{self.summary} (extension: {self.package})".strip()

    def factory(self) -> Callable[..., Any]:
        """Import what the entry point names.

        Raises:
            ExtensionError: the import fails, or leads to nothing that can be called.
        """
        with self.blamed("cannot be imported"):
            found = self.entry_point.load()
        if not callable(found):
            raise self.broken("is nothing that can be called")
        made: Callable[..., Any] = found
        return made

    def create(
        self, name: str, protocol: type, *, asked: Mapping[str, Any], offered: Mapping[str, Any] | None = None
    ) -> Any:
        """What the factory makes of the part of `name` after the colon.

        Args:
            name: As the user typed it.
            protocol: What must come out, runtime-checkable.
            asked: Options that the user gave; the factory must take them.
            offered: Options that the factory gets if it takes them.

        Raises:
            ExtensionError: the package is broken.
            InvalidOptionError: the factory takes no such option.
            TilescribeError: whatever the factory raises of this kind, as it is.
        """
        factory = self.factory()
        taken = _taken(factory, [*asked, *(offered or {})])
        for option in asked:
            if option not in taken:
                raise InvalidOptionError(
                    f"The {self.group.noun} {name!r} takes no {option}", remedy=f"Leave the {option} out"
                )
        options = {**(offered or {}), **asked}
        with self.blamed(f"fails to make {name!r}"):
            made = factory(name.partition(":")[2], **{option: options[option] for option in taken})
        if not isinstance(made, protocol):
            missing = [part for part in _parts(protocol) if not hasattr(made, part)]
            raise self.broken(f"makes no {self.group.noun}: {type(made).__name__} lacks {', '.join(missing)}")
        return made

    @contextmanager
    def blamed(self, what: str) -> Iterator[None]:
        """Whatever is raised inside the block is the package's doing.

        Raises:
            ExtensionError: for anything that is no `TilescribeError`; it says `what` the package did, and the reason.
        """
        try:
            yield
        except TilescribeError:
            raise
        except Exception as error:
            raise self.broken(f"{what}: {_reason(error)}") from error

    def broken(self, how: str) -> ExtensionError:
        """To be raised: names the package and the entry point, and says what may help."""
        return ExtensionError(
            f"The {self.group.noun} {self.name!r} of the package {self.package} "
            f"({self.group}: {self.name} = {self.entry_point.value}) {how}",
            remedy=f"Update or uninstall the package, or report it to its authors; choose another {self.group.noun} "
            "meanwhile",
        )


@dataclass(frozen=True, slots=True)
class Extensions:
    """All that installed packages offer of one kind."""

    usable: tuple[Extension, ...]
    """By name."""
    problems: tuple[str, ...]
    """Sentences about those that nobody can ask for, each with its package."""


def installed(group: Group, *, reserved: Collection[str] = ()) -> Extensions:
    """Look for extensions; reads the metadata of all installed packages (some 10 ms), and imports none.

    Args:
        group: The kind.
        reserved: Names of Tilescribe's own, which no extension can take over.
    """
    usable: dict[str, Extension] = {}
    problems: list[str] = []
    twice: set[str] = set()
    for extension in _offered(group):
        told = f"The {group.noun} {extension.name!r} of the package {extension.package} cannot be used: "
        if extension.name in reserved:
            problems.append(f"{told}Tilescribe has one of that name.")
        elif not _NAME.fullmatch(extension.name):
            problems.append(f"{told}a name consists of letters, digits, full stops, hyphens and underscores.")
        elif extension.name in usable:
            twice.add(extension.name)
            problems.append(f"{told}the package {usable[extension.name].package} has one of that name, too.")
        else:
            usable[extension.name] = extension
    return Extensions(tuple(one for name, one in usable.items() if name not in twice), tuple(problems))


def find(group: Group, name: str, *, reserved: Collection[str] = ()) -> Extension | None:
    """The extension that `name` or `name:REST` stands for; None where no package offers it.

    Raises:
        ExtensionError: several packages do.
    """
    head = name.partition(":")[0]
    if head in reserved or not _NAME.fullmatch(head):
        return None
    found = [one for one in _offered(group) if one.name == head]
    if len(found) > 1:
        packages = " and ".join(one.package for one in found)
        raise ExtensionError(
            f"Several packages offer a {group.noun} {head!r}: {packages}", remedy="Uninstall all of them but one"
        )
    return found[0] if found else None


def _offered(group: Group) -> list[Extension]:
    """All there are, by name and package."""
    from importlib.metadata import entry_points

    return sorted(map(_described, entry_points(group=group)), key=lambda one: (one.name, one.package))


def _described(entry_point: EntryPoint) -> Extension:
    distribution = entry_point.dist
    package, summary = "of an unknown name", ""
    if distribution is not None:
        package = f"{distribution.name} {distribution.version}"
        about = distribution.metadata
        summary = " ".join(about["Summary"].split()).rstrip(".") if "Summary" in about else ""
    return Extension(entry_point.name, package, summary, Group(entry_point.group), entry_point)


def _taken(factory: Callable[..., Any], options: Sequence[str]) -> list[str]:
    """Those of the options that the factory takes by name."""
    try:
        parameters = inspect.signature(factory).parameters.values()
    except (TypeError, ValueError):  # Built into an extension module, without a signature.
        return []
    anything = any(one.kind is one.VAR_KEYWORD for one in parameters)
    names = {one.name for one in parameters if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)}
    return [option for option in options if anything or option in names]


def _parts(protocol: type) -> list[str]:
    methods = [name for name, value in vars(protocol).items() if callable(value) and not name.startswith("_")]
    return [*inspect.get_annotations(protocol), *methods]


def _reason(error: BaseException) -> str:
    said = " ".join(str(error).split()).rstrip(".")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
