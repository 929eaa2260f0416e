"""The program uv: from the package index, by a pinned hash, or from the user's folder of wheels."""

from __future__ import annotations

import hashlib
import html
import os
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional
from urllib.parse import unquote, urljoin, urlsplit

from . import failures
from .failures import Explained
from .machine import Machine
from .uv_errors import FetchError, explain_fetch

__all__ = ["PINS", "Fetch", "PinnedWheel", "UvUnavailableError", "obtain", "pinned"]

PINS = Path(__file__).with_name("uv-wheels.sha256")
"""Names and hashes of the wheels of one version, as sha256sum writes them; `python -m tools.pin_uv` makes it."""
OLDEST = (0, 13)
"""Of a folder of wheels: its options, environment variables and messages are those that were tested."""

Fetch = Callable[[str], bytes]
"""The content at a URL. Raises FetchError, FetchCancelledError."""


class UvUnavailableError(RuntimeError):
    """There is no uv to be had."""

    def __init__(self, explained: Explained) -> None:
        super().__init__(explained.sentence)
        self.explained = explained


@dataclass(frozen=True)
class PinnedWheel:
    """A wheel of uv that was tested with the plugin."""

    name: str
    sha256: str

    @property
    def version(self) -> str:
        return self.name.split("-")[1]


def pinned(machine: Machine, *, pins: Path = PINS) -> Optional[PinnedWheel]:
    """The wheel for this machine; None where there is none."""
    for line in pins.read_text(encoding="ascii").splitlines():
        digest, _, name = line.partition("  ")
        if machine.runs_wheel(name):
            return PinnedWheel(name, digest)
    return None


def obtain(machine: Machine, folder: Path, *, fetch: Fetch, index: str, wheels: Optional[Path], pins: Path) -> Path:
    """The program in `folder`, where one that was fetched before is used again.

    Raises UvUnavailableError, OSError; what `fetch` raises when it is cancelled.
    """
    if wheels is not None:
        return _unpack(_wheel_in(wheels, machine), folder)
    wanted = pinned(machine, pins=pins)
    if wanted is None:
        raise UvUnavailableError(failures.no_uv_made(machine.system, machine.processor))
    kept = folder / wanted.name
    if not (kept.is_file() and _sha256(kept.read_bytes()) == wanted.sha256):
        kept.write_bytes(_download(wanted, fetch=fetch, index=index))
    return _unpack(kept, folder)


def _download(wanted: PinnedWheel, *, fetch: Fetch, index: str) -> bytes:
    page = f"{index.rstrip('/')}/uv/"
    try:
        url = _link_to(wanted.name, fetch(page).decode("utf-8", "replace"), page)
        content = fetch(url) if url else b""
    except FetchError as error:
        raise UvUnavailableError(explain_fetch(error, index=index, wheel=wanted.name)) from error
    if not url:
        raise UvUnavailableError(failures.index_lacks_uv(index, wanted.name))
    if _sha256(content) != wanted.sha256:
        raise UvUnavailableError(failures.tampered_uv(urlsplit(url).hostname or url, wanted.name))
    return content


def _link_to(name: str, page: str, base: str) -> str:
    """The address that an index's page (PEP 503) has for a file; empty for none."""
    for link in re.findall(r"<a\s[^>]*?href=[\"']([^\"']+)[\"']", page, re.IGNORECASE):
        url = urljoin(base, html.unescape(link)).partition("#")[0]
        if unquote(urlsplit(url).path).rpartition("/")[2] == name:
            return url
    return ""


def _wheel_in(folder: Path, machine: Machine) -> Path:
    """The newest that runs here. What lies in the folder was chosen by whoever filled it: no hash is asked for."""
    fitting = [file for file in folder.glob("uv-*.whl") if machine.runs_wheel(file.name)]
    newest = max(fitting, key=lambda file: _numbers(file.name), default=None)
    if newest is not None and _numbers(newest.name) >= OLDEST:
        return newest
    others = any(folder.glob("uv-*.whl"))
    told = failures.folder_without_uv(folder, others=others, too_old=newest.name if newest is not None else "")
    raise UvUnavailableError(told)


def _numbers(wheel: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", wheel.split("-")[1]))


def _unpack(wheel: Path, folder: Path) -> Path:
    """The program, ready to be started."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if re.search(r"\.data/scripts/uv(\.exe)?$", name))
            program = folder / name.rpartition("/")[2]
            program.write_bytes(archive.read(name))
    except (zipfile.BadZipFile, StopIteration) as error:
        raise UvUnavailableError(failures.damaged_uv(wheel)) from error
    if os.name == "posix":
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
