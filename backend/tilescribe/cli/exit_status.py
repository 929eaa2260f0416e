"""The exit statuses of the command line; docs/cli.md promises them."""

from __future__ import annotations

__all__ = ["DONE", "FAILED", "INTERRUPTED", "PARTIAL", "WRONG_USAGE"]

DONE = 0
FAILED = 1
WRONG_USAGE = 2
PARTIAL = 3
"""Done, but some rasters or tiles failed; each was named with its reason."""
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
