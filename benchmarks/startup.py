"""How soon the command answers."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.measure import Result, at_most, seconds

ROUNDS = 10


def measure() -> list[Result]:
    def run(*arguments: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True))

    run("-m", "tilescribe", "--help")
    ours = statistics.median(run("-m", "tilescribe", "--help") for _ in range(ROUNDS))
    bare = statistics.median(run("-c", "pass") for _ in range(ROUNDS))
    return [at_most("tilescribe --help", ours, 0.3, detail=f"an empty Python takes {bare:.2f} s", unit=" s")]
