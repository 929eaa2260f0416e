"""The installation of the engine in use: set up by the plugin, an interpreter of the user's, or a running service.

One small JSON file in the user's data folder says so. It holds no secret: the token of a running engine is typed in for
one session, or read from the file that the engine wrote for its user.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Optional

from .files import write_atomically

__all__ = ["Installation", "delete", "is_older", "load", "save"]

MANAGED = "managed"
INTERPRETER = "interpreter"
SERVICE = "service"


@dataclass(frozen=True)
class Installation:
    """Where an engine is, and of which kind."""

    kind: str
    """`managed`: set up by the plugin; `interpreter`: a Python that has it; `service`: one that runs already."""
    python: str = ""
    """Absolute path of the interpreter; empty for a service."""
    version: str = ""
    """Of the engine, as it was when it was set up."""
    url: str = ""
    token_file: str = ""
    """Where a running engine left its token for its user; empty where it is typed in."""
    folder: str = ""
    """What the plugin made and may remove again; empty unless managed."""

    @property
    def usable(self) -> bool:
        """The interpreter is still there. Whether it works is seen when it starts."""
        return self.kind == SERVICE or os.access(self.python, os.X_OK)


def load(file: Path) -> Optional[Installation]:
    """What `file` says; None where there is nothing, or nothing that can be understood."""
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
        known = {name: str(value[name]) for name in Installation.__dataclass_fields__ if name in value}
        installation = Installation(**known)
    except (OSError, ValueError, TypeError):
        return None
    return installation if installation.kind in (MANAGED, INTERPRETER, SERVICE) else None


def save(file: Path, installation: Installation) -> None:
    """Take it into use, at once and for good. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, json.dumps(asdict(installation), indent=1))


def delete(file: Path) -> None:
    file.unlink(missing_ok=True)


def is_older(version: str, than: str) -> bool:
    """By the numbers of the release; what cannot be read counts as older."""
    return _numbers(version) < _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    match = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in match.group().split(".")) if match else ()
