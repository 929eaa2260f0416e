"""Entry point: run a command and turn what went wrong into one line and an exit status."""

from __future__ import annotations

import codecs
import io
import logging
import os
import sys
from collections.abc import Sequence

from tilescribe.cli.exit_status import DONE, FAILED, INTERRUPTED, WRONG_USAGE
from tilescribe.errors import TilescribeError, UsageError, explain

__all__ = ["main"]

_ESCAPES = "tilescribe.escapes"
"""Name of the error handler of `_escape`."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run `tilescribe ARGV...` and exit with its status. `--debug` anywhere shows tracebacks."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    if debug:
        arguments.remove("--debug")
    _prepare_streams()
    if debug:
        _show_tracebacks()

    try:
        _run(arguments)
    except KeyboardInterrupt:
        if debug:
            raise
        sys.exit(INTERRUPTED)
    except TilescribeError as error:
        if debug:
            raise
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(WRONG_USAGE if isinstance(error, UsageError) else FAILED)
    except BrokenPipeError:
        # The reader of our output (`| head`) has seen enough.
        _discard_output()
        sys.exit(DONE)
    except Exception as error:
        if debug:
            raise
        print(f"Error: {explain(error)}", file=sys.stderr)
        _discard_output()
        sys.exit(FAILED)


def _prepare_streams() -> None:
    """Let messages through whatever the streams are: closed (`>&-`), or of an encoding that lacks a character."""
    codecs.register_error(_ESCAPES, _escape)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - stands in for the stream to the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ESCAPES)


def _escape(error: UnicodeError) -> tuple[str, int]:
    r"""`\u00e9` for what an encoding lacks, which JSON can read; the `\xe9` of `backslashreplace` it cannot."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2)), error.end


def _show_tracebacks() -> None:
    """Of what ends no run, too: of a raster that fails in a way that nobody foresaw."""
    logger = logging.getLogger("tilescribe")
    logger.setLevel(logging.INFO)
    logger.addHandler(logging.StreamHandler(sys.stderr))


def _run(arguments: list[str]) -> None:
    from tilescribe.cli.app import app

    try:
        app(arguments, prog_name="tilescribe")
    finally:
        # What does not fit on the disk shall fail here, where it is reported, and not silently at exit.
        sys.stdout.flush()


def _discard_output() -> None:
    """Keep Python from complaining at exit that what is left cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
