"""Commands that start and end quickly: imported when they are asked for, with values that cost no import of pydantic,
and without garbage being looked for."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer.core import TyperCommand
from typer.main import get_command

__all__ = ["CommandsOnDemand", "PlainValues", "uncollected"]


_CONDITIONS = (
    "min",
    "max",
    "clamp",
    "parser",
    "exists",
    "writable",
    "resolve_path",
    "allow_dash",
    "path_type",
    "formats",
)
"""Settings of an argument or option that ask more of a value than its type."""


class CommandsOnDemand(MutableMapping[str, Any]):
    """The commands of a group by name; each is imported when it is first looked up.

    Args:
        homes: Command name to `module:name` of its function, or of a `typer.Typer` with commands of its own.
    """

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = dict(homes)
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _command(name, self._homes[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._homes.setdefault(name, "")
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._homes[name]
        self._made.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


def _command(name: str, home: str) -> Any:
    module, _, attribute = home.partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name, cls=_Command)(found)
        found = app
    return get_command(found)


class PlainValues:
    """For a command or group: plain values are taken as they are, and only the others are left to typer.

    typer has every value looked at by pydantic, defaults included, which takes longer to import than a question takes.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if hasattr(parameter, "type_descriptor") and "process_value" not in vars(parameter):
                parameter.process_value = partial(_process, parameter, parameter.process_value)
        return parameters


class _Command(PlainValues, TyperCommand):
    pass


def _process(parameter: Any, long_way: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    """As `Parameter.process_value` of click."""
    several = parameter.multiple or parameter.nargs == -1
    try:
        if value is not None:
            plain = _converted(value, parameter.type_descriptor)
        elif parameter.required:
            return long_way(context, value)
        else:
            plain = () if several else None
    except ValueError:
        return long_way(context, value)  # which says what is wrong with it
    return plain if parameter.callback is None else parameter.callback(context, parameter, plain)


def _converted(value: Any, descriptor: Any) -> Any:
    """What typer would make of a value.

    Raises:
        ValueError: it is not one of those that are converted here.
    """
    info, kind = descriptor.parameter_info, descriptor.annotation
    if any(getattr(info, name, None) not in (None, False) for name in _CONDITIONS):
        raise ValueError("whether it is allowed is for typer to say")
    if get_origin(kind) is list and not isinstance(value, str):
        return [_plain(one, get_args(kind)[0]) for one in value]
    return _plain(value, kind)


def _plain(value: Any, kind: Any) -> Any:
    if kind in (str, int, float, bool, Path) and type(value) is kind:
        return value
    if isinstance(value, str):
        if kind is Path and (os.access(value, os.R_OK) or not Path(value).exists()):
            return Path(value)
        if kind is int and value.isascii() and value.isdigit():
            return int(value)
        if kind is float and value.isascii() and value.replace(".", "", 1).isdigit():
            return float(value)
    raise ValueError(f"{value!r} is no plain {kind}")


@contextmanager
def uncollected() -> Iterator[None]:
    """For what takes a second and then ends: cyclic garbage is not looked for within, nor among what it leaves behind.

    Python would go through all that was imported, again and again while it is imported and thrice at the end: a fifth
    of the time of a question.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
