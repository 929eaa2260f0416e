"""The measurement of a closer look says how it is called, and makes nothing of a word for help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_help_is_help_and_no_folder() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.closer", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    assert "usage: python -m benchmarks.closer" in asked.stdout
    assert "--objects" in asked.stdout
    assert not (ROOT / "--help").exists()
