"""The command line, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["tilescribe"]


def tilescribe(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; never asks the hub, and keeps its state there."""
    return subprocess.run(
        [sys.executable, "-m", "tilescribe", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,  # the service ends with it
        env={
            **os.environ,
            "HF_HUB_OFFLINE": "1",
            "COLUMNS": "160",
            "PYTHONIOENCODING": "utf-8",
            "TILESCRIBE_STATE": str(cwd / "state"),
        },
        check=False,
    )
