"""Consoles and small drawing helpers."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["command_line", "errors", "output", "shorten_path", "warn"]


@cache
def errors() -> Console:
    """For progress and messages: standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def output() -> Console:
    """For results: standard output. A pipe gets lines as wide as they are, a terminal what fits."""
    from rich.console import Console

    console = Console(highlight=False)
    return console if sys.stdout.isatty() else Console(highlight=False, width=max(console.width, 120))


def warn(message: str) -> None:
    """One line on standard error; a bar that is being drawn there makes room for it."""
    print(message, file=sys.stderr)


def command_line() -> str:
    """What this process was started with, to be typed again; passwords in URLs are hidden."""
    import shlex

    from tilescribe.passwords import without_passwords

    return shlex.join(["tilescribe", *map(without_passwords, sys.argv[1:])])


def shorten_path(path: str, *, width: int = 60) -> str:
    """The end of a long path, which tells more than its beginning."""
    return path if len(path) <= width else "…" + path[-(width - 1) :]
