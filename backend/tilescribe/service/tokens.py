"""The token that requests must carry: given by whoever starts the service, else made up. It never stands in argv."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from tilescribe.errors import InvalidOptionError, OutputError

__all__ = ["Token", "find_token"]

VARIABLE = "TILESCRIBE_TOKEN"
_LEAST = 16
"""Characters; guessing 16 of 64 kinds takes longer than anything lasts."""
_MOST = 4096


class Token:
    """`value`, and the file it was written to, if it was made up."""

    def __init__(self, value: str, file: Path | None = None) -> None:
        self.value = value
        self.file = file

    def __repr__(self) -> str:
        return "Token(…)"

    def forget(self) -> None:
        """Remove the file."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)


def find_token(*, fd: int | None, folder: Path) -> Token:
    """From a file descriptor, from the environment, or made up and written to a file in `folder` that only we can read.

    The variable is taken out of the environment, so that no child process has it.

    Raises:
        InvalidOptionError: the token is too short, or the descriptor cannot be read.
        OutputError: the file cannot be written.
    """
    given = os.environ.pop(VARIABLE, None)
    if fd is not None:
        return Token(_checked(_read(fd), f"The token from file descriptor {fd}"))
    if given is not None:
        return Token(_checked(given.strip(), f"The token from {VARIABLE}"))
    return _made_up(folder)


def _read(fd: int) -> str:
    pieces = b""
    try:
        while b"\n" not in pieces and len(pieces) <= _MOST:
            piece = os.read(fd, 1024)
            if not piece:
                break
            pieces += piece
        os.close(fd)
    except OSError as error:
        raise InvalidOptionError(
            f"The token cannot be read from file descriptor {fd} ({error.strerror})",
            remedy=f"Hand down an open one, or set {VARIABLE}",
        ) from error
    return pieces.partition(b"\n")[0].decode("ascii", errors="replace").strip()


def _checked(token: str, what: str) -> str:
    fit = _LEAST <= len(token) <= _MOST and token.isascii() and token.isprintable() and " " not in token
    if not fit:
        raise InvalidOptionError(
            f"{what} is not {_LEAST} or more printable ASCII characters", remedy="Make one up at random"
        )
    return token


def _made_up(folder: Path) -> Token:
    token = secrets.token_urlsafe(32)
    file = folder / f"token-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(token + "\n")
    except OSError as error:
        raise OutputError(
            f"The token cannot be written to {file} ({error.strerror})",
            remedy=f"Set {VARIABLE}, or name another folder with --state",
        ) from error
    return Token(token, file)
