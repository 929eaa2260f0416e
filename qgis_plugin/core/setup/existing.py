"""Installations that exist already: a Python that has the engine, or a service that runs.

Both wait: not for the GUI thread.
"""

from __future__ import annotations

import os
import subprocess  # nosec B404 # the chosen Python is asked
from pathlib import Path

from .. import problems, routes, transport
from ..environment import child_environment
from ..installation import INTERPRETER, SERVICE, Installation
from ..protocol import API_VERSION, Problem, ProblemError
from ..transport import Endpoint
from .pythons import is_qgis

__all__ = ["from_interpreter", "from_service"]

TIMEOUT_S = 60.0


def from_interpreter(python: str) -> Installation:
    """The engine in `python`. Raises ProblemError when there is none."""
    if is_qgis(python):
        raise ProblemError(_unfit(python, "it is no Python"))
    try:
        done = subprocess.run(  # nosec B603 # the Python that the user chose, no shell
            [python, "-I", "-c", "import tilescribe; print(tilescribe.__version__)"],
            env=child_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ProblemError(_unfit(python, f"it does not start: {error}")) from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise ProblemError(_unfit(python, last))
    return Installation(INTERPRETER, python=python, version=done.stdout.strip())


def from_service(url: str, *, token: str = "", token_file: str = "") -> Installation:
    """The engine at `url`. Raises ProblemError when none answers there, or not to this token."""
    try:
        read = Path(token_file).read_text(encoding="utf-8").strip() if token_file and not token else token
    except OSError as error:
        raise ProblemError(problems.unreachable(f"the token cannot be read: {error}")) from error
    address = url.strip().rstrip("/")
    health = transport.send(Endpoint(address, read), routes.health())
    if health.api_version != API_VERSION:
        raise ProblemError(problems.version_mismatch(health.api_version, API_VERSION, version=health.version))
    return Installation(SERVICE, url=address, token_file="" if token else token_file, version=health.version)


def _unfit(python: str, reason: str) -> Problem:
    return Problem.local(
        "unfit-interpreter",
        f"{python} cannot be used: {reason}.",
        remedy="Choose a Python in which `pip install tilescribe` was done.",
    )
