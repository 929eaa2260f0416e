"""Pack the plugin: dist/tilescribe.zip with one folder `tilescribe/`, as QGIS and its plugin site want it.

    python -m tools.build_plugin [--wheel FILE | --without-engine] [--out dist/tilescribe.zip]

Without --wheel the engine's wheel is built first. A zip without the engine is for sites that take no wheels: the set-up
then fetches the engine of the plugin's version from the package index. uv is never in it: with its 16 to 20 MB for each
system, the zip would not stay under what the plugin site takes. The same sources make the same zip, byte for byte.
"""

from __future__ import annotations

import argparse
import configparser
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.translations import compile_all

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "tilescribe"
MAX_BYTES = 25 * 2**20
"""What the plugin site takes."""
EPOCH = (2020, 1, 1, 0, 0, 0)
LEFT_OUT = ("__pycache__", ".pyc", ".DS_Store")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    engine = parser.add_mutually_exclusive_group()
    engine.add_argument("--wheel", type=Path)
    engine.add_argument("--without-engine", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "tilescribe.zip")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = None if options.without_engine else options.wheel or build_wheel(Path(folder))
        pack(wheel, options.out, translations=compile_all(Path(folder) / "i18n"))
    size = options.out.stat().st_size
    print(f"{options.out}: {size / 2**20:.1f} MB")
    if size > MAX_BYTES:
        sys.exit(f"The plugin site takes up to {MAX_BYTES // 2**20} MB.")


def build_wheel(folder: Path) -> Path:
    """The engine's wheel, without what it depends on."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    return next(folder.glob("tilescribe-*.whl"))


def pack(wheel: Path | None, out: Path, *, translations: Sequence[Path] = ()) -> None:
    """Write the zip, with compiled translations, with the engine or without.

    Ends with a message when plugin and engine have different versions.
    """
    version = plugin_version()
    if wheel is not None and not wheel.name.startswith(f"tilescribe-{version}-"):
        sys.exit(f"metadata.txt says {version}, the engine's wheel is {wheel.name}.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        compiled = [(f"i18n/{file.name}", file) for file in translations]
        for name, source in sorted([*contents(wheel), *compiled]):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, source.read_bytes())


def contents(wheel: Path | None) -> Iterator[tuple[str, Path]]:
    """(name in the plugin's folder, file)"""
    for name in ("metadata.txt", "LICENSE"):
        yield name, ROOT / name
    yield from _tree(ROOT / "qgis_plugin", "")
    yield from _tree(ROOT / "resources", "resources/")
    if wheel is not None:
        yield f"engine/{wheel.name}", wheel
    yield "engine/constraints.txt", ROOT / "constraints.txt"


def plugin_version() -> str:
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def _tree(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    for file in folder.rglob("*"):
        if file.is_file() and not any(part in file.as_posix() for part in LEFT_OUT):
            yield prefix + file.relative_to(folder).as_posix(), file


if __name__ == "__main__":
    main()
