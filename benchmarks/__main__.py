"""Run all benchmarks, or those named: `python -m benchmarks [reading overlap …]`."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    captioning,
    comparing,
    describing,
    endpoints,
    evaluating,
    huge,
    overlap,
    reading,
    scale,
    searching,
    serving,
    shifts,
    startup,
    unchanged,
)
from benchmarks.measure import Result

SUITES = {
    "reading": reading.measure,
    "overlap": overlap.measure,
    "describing": describing.measure,
    "comparing": comparing.measure,
    "captioning": captioning.measure,
    "endpoints": endpoints.measure,
    "huge": huge.measure,
    "unchanged": unchanged.measure,
    "searching": searching.measure,
    "scale": lambda: scale.measure() + scale.measure_codes() + scale.measure_catalog(),
    "serving": serving.measure,
    "evaluating": evaluating.measure,
    "shifts": shifts.measure,
    "startup": startup.measure,
}
REPORT = Path(__file__).parents[1] / "docs" / "benchmarks.md"

_KEPT = {True: "yes", False: "**no**"}

HEAD = """# Benchmarks

Written by `make bench`. Every figure is a ratio (or a bound) measured in one run on one machine, because machines
differ and are shared; a row fails when it misses its promise. Each is the median of several alternating rounds. The
readers use every core and the bare loop one, so other work on the machine lowers the figures of the first table.

"""


def main() -> None:
    chosen = sys.argv[1:] or list(SUITES)
    unknown = [name for name in chosen if name not in SUITES]
    if unknown:
        sys.exit(f"Unknown benchmark {unknown[0]!r}. Choose from {', '.join(SUITES)}.")
    # Who has it installed has its bytecode; commands that may not write it compile all modules at each start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sections = []
    missed = False
    for name in chosen:
        print(f"{name} …", file=sys.stderr)
        results = SUITES[name]()
        missed |= any(not result.kept for result in results)
        sections.append(f"## {name.capitalize()}\n\n{table(results)}")
        print(sections[-1])
    if chosen == list(SUITES):
        REPORT.write_text(HEAD + machine() + "\n" + "\n".join(sections), encoding="utf-8")
    sys.exit(1 if missed else 0)


def table(results: list[Result]) -> str:
    rows = ["| what | measured | promise | kept | detail |", "| --- | --- | --- | --- | --- |"]
    rows += [
        f"| {one.what} | {one.measured:.3g}{one.unit} | {one.promise} | {_KEPT[one.kept]} | {one.detail} |"
        for one in results
    ]
    return "\n".join(rows) + "\n"


def machine() -> str:
    """What the figures were measured on, without anything that names the machine itself."""
    packages = ("numpy", "rasterio", "faiss-cpu", "torch", "sentence-transformers", "shapely")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"- Date: {datetime.now(UTC):%Y-%m-%d}\n"
        f"- Machine: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB memory, {platform.system()}\n"
        f"- Python {platform.python_version()}, {versions}\n"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()
