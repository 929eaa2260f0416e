"""The command line: the only part that prints. Standard output is the result, standard error everything else."""

from __future__ import annotations

from tilescribe.cli.main import main

__all__ = ["main"]
