"""Pin another version of uv, which the plugin sets its engine up with: names and hashes of its wheels, from PyPI.

    python -m tools.pin_uv 0.13.9

Then run the tests of the set-up, for what uv says is read by `qgis_plugin/core/setup/uv_errors.py`.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "qgis_plugin" / "core" / "setup" / "uv-wheels.sha256"
CONSTRAINTS = ROOT / "constraints.txt"
INDEX = "https://pypi.org/simple/uv/"
SYSTEMS = ("macosx_", "win_amd64", "win_arm64", "x86_64", "manylinux_2_17_aarch64")
"""Of those that uv is made for: what a QGIS runs on. That for aarch64 is for both C libraries."""


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    pin(sys.argv[1])


def pin(version: str) -> None:
    """Write both files."""
    request = urllib.request.Request(INDEX, headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    wheels = {file["filename"]: file["hashes"]["sha256"] for file in files if _fits(file["filename"], version)}
    if not wheels:
        sys.exit(f"PyPI has no uv {version}.")
    PINS.write_text("".join(f"{wheels[name]}  {name}\n" for name in sorted(wheels)), encoding="ascii")
    lines = CONSTRAINTS.read_text(encoding="ascii").splitlines(keepends=True)
    kept = [f"uv=={version}\n" if line.startswith("uv==") else line for line in lines]
    CONSTRAINTS.write_text("".join(kept), encoding="ascii")
    print(f"{PINS}: {len(wheels)} wheels of uv {version}")


def _fits(name: str, version: str) -> bool:
    return name.startswith(f"uv-{version}-") and name.endswith(".whl") and any(system in name for system in SYSTEMS)


if __name__ == "__main__":
    main()
