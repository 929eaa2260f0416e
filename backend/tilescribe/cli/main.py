"""Entry point: run a command and turn what went wrong into one line and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tilescribe.errors import TilescribeError, UsageError

__all__ = ["DONE", "FAILED", "INTERRUPTED", "PARTIAL", "WRONG_USAGE", "main"]

DONE = 0
FAILED = 1
WRONG_USAGE = 2
PARTIAL = 3
"""Done, but some rasters or tiles failed; each was named with its reason."""
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run `tilescribe ARGV...` and exit with its status. `--debug` anywhere shows tracebacks."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    if debug:
        arguments.remove("--debug")
    from tilescribe.cli.app import app

    try:
        app(arguments, prog_name="tilescribe")
    except TilescribeError as error:
        if debug:
            raise
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(WRONG_USAGE if isinstance(error, UsageError) else FAILED)
    except BrokenPipeError:
        # The reader of our output (`| head`) has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except Exception as error:
        if debug:
            raise
        print(
            f"Error: Something that Tilescribe did not expect: {type(error).__name__}: {error}. "
            "Run the command again with --debug, and report it with the output of `tilescribe doctor`.",
            file=sys.stderr,
        )
        sys.exit(FAILED)
