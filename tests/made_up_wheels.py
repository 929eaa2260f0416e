"""Wheels that stand in for the engine and its large parts, so that a set-up can be carried out without a network."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from pathlib import Path

STOOD_IN_FOR = {
    "faiss": "",
    "rasterio": "",
    "torch": "__version__ = '2.9.0'\n",
    "tilescribe": "__version__ = '0.1.0'\n",
}


def make_wheels(folder: Path) -> Path:
    """A folder with all of them; the engine's wheel is returned."""
    for name, code in STOOD_IN_FOR.items():
        version = {"torch": "2.9.0", "tilescribe": "0.1.0"}.get(name, "1.0")
        wheel = make_wheel(folder, name, version=version, code=code)
    return wheel


def make_wheel(folder: Path, name: str, *, version: str, code: str, requires: tuple[str, ...] = ()) -> Path:
    """A wheel of one module, as PyPA's specification has it."""
    folder.mkdir(parents=True, exist_ok=True)
    about = f"{name}-{version}.dist-info"
    needed = ("faiss", "rasterio", "torch") if name == "tilescribe" else requires
    lines = "".join(f"Requires-Dist: {other}\n" for other in needed)
    files = {
        f"{name}.py": code,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{lines}",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={_digest(text)},{len(text.encode())}\n" for path, text in files.items())
    file = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in {**files, f"{about}/RECORD": record + f"{about}/RECORD,,\n"}.items():
            archive.writestr(path, text)
    return file


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
