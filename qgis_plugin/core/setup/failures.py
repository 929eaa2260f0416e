"""Everything that a set-up may fail with, in words: what went wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..words import tr

__all__ = ["Explained", "index_name"]


@dataclass(frozen=True)
class Explained:
    """A failure in words."""

    sentence: str
    remedy: str


def index_name(index: str) -> str:
    """Without user and password, which nobody's log needs."""
    parts = urlsplit(index)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def unknown(last_line: str) -> Explained:
    failed = tr("A step of the set-up failed.")
    said = tr("It said: {line}").format(line=last_line) if last_line else ""
    return Explained(f"{failed} {said}".strip(), tr("Look at the log; try again, or copy the report."))


# This computer


def other_qgis() -> Explained:
    return Explained(tr("Another QGIS is setting the engine up."), tr("Wait until it has finished."))


def intel_mac() -> Explained:
    return Explained(
        tr("This Mac has an Intel processor, for which PyTorch is no longer made."),
        tr("Connect to an engine on another computer."),
    )


def unknown_processor(processor: str) -> Explained:
    return Explained(
        tr("PyTorch is not made for the processor of this computer ({processor}).").format(processor=processor),
        tr("Connect to an engine on another computer."),
    )


def too_little_disk(folder: Path, *, free: int, needed: int) -> Explained:
    """In bytes."""
    return Explained(
        tr("The disk of {folder} has {free} GB free; setting up takes {needed} GB.").format(
            folder=folder, free=f"{free / 2**30:.1f}", needed=f"{needed / 2**30:.0f}"
        ),
        tr("Free some space and try again."),
    )


def disk_full() -> Explained:
    return Explained(tr("The disk is full."), tr("Free some space and try again."))


def not_writable() -> Explained:
    return Explained(
        tr("A file could not be written; a virus scanner may hold it."),
        tr("Try again; if it stays so, make an exception for the folder that is named in the log."),
    )


def library_missing() -> Explained:
    return Explained(
        tr("A library of PyTorch does not load."),
        tr("Install the Microsoft Visual C++ Redistributable (x64), then try again."),
    )


def no_memory() -> Explained:
    return Explained(tr("There was not enough memory."), tr("Close other programs and try again."))


# Python


def unfit_python(path: str, reason: str) -> Explained:
    return Explained(tr("{path} will not do: {reason}.").format(path=path, reason=reason), tr("Choose another Python."))


def wrong_version(version: str) -> Explained:
    return Explained(
        tr("This Python is {version}; the engine needs 3.11 to 3.14.").format(version=version),
        tr("Choose another Python."),
    )


def no_python_in_folder(folder: Path, reason: str) -> Explained:
    needed = tr("There is no Python 3.11 to 3.14 (64 bits) on this computer.")
    if reason:
        held = tr("The one in the folder of wheels {folder} cannot be used: {reason}")
    else:
        held = tr("The folder of wheels {folder} holds none either.")
    return Explained(
        f"{needed} {held.format(folder=folder, reason=reason)}",
        tr("Install Python 3.12, or put its archive into the folder (the help tells how)."),
    )


def no_python_downloaded(hosts: str, reason: str) -> Explained:
    sentence = tr(
        "There is no Python 3.11 to 3.14 (64 bits) on this computer, and none could be downloaded from {hosts}: "
        "{reason}"
    )
    return Explained(
        sentence.format(hosts=hosts, reason=reason),
        tr(
            "Install Python 3.12 from python.org or your system's packages, then try again; or name a mirror under "
            "Other ways ▸ How the engine is set up ▸ Mirror of Pythons."
        ),
    )


# The network


def unreachable(host: str, reason: str) -> Explained:
    sentence = tr("{host} cannot be reached ({reason}).") if reason else tr("{host} cannot be reached.")
    return Explained(
        sentence.format(host=host, reason=reason),
        tr("Check the network and the proxy in QGIS's options, then try again; or install from a folder of wheels."),
    )


def answered(host: str, status: str) -> Explained:
    return Explained(
        tr("{host} answered with an error ({status}).").format(host=host, status=status),
        tr("Try again later; or install from a folder of wheels."),
    )


def proxy_refused(host: str) -> Explained:
    return Explained(
        tr("The proxy refused the connection to {host}.").format(host=host),
        tr("Check the proxy in QGIS under Settings ▸ Options ▸ Network, then try again."),
    )


def untrusted(host: str) -> Explained:
    return Explained(
        tr("The certificate of {host} is not trusted; a company network often puts its own in between.").format(
            host=host
        ),
        tr("Add your organisation's authority in QGIS (Settings ▸ Options ▸ Authentication), then try again."),
    )


def damaged_download() -> Explained:
    return Explained(
        tr("A download arrived damaged."), tr("Try again; if it stays so, a proxy changes what passes through it.")
    )


# The package index


def index_refused(index: str, answer: str) -> Explained:
    return Explained(
        tr("The package index {index} refused the request ({answer}).").format(index=index_name(index), answer=answer),
        # pragma: allowlist nextline secret
        tr("Check its address, with user and password if it asks for them (https://user:password@…)."),
    )


def index_lacks(index: str, name: str) -> Explained:
    sentence = tr("The package index {index} has no {name}, which the engine needs.")
    remedy = tr("Ask whoever keeps it to add {name}; or name another index; or install from a folder of wheels.")
    if name == "tilescribe":
        sentence = tr("The package index {index} has no {name}, and this copy of the plugin comes without the engine.")
        remedy = tr("Install the plugin from its zip with the engine, or name a package index that has it.")
    if name == "torch":
        sentence = tr("The package index {index} has no {name} (PyTorch), which the engine needs.")
        remedy = tr(
            "Ask whoever keeps it to add {name}, or to let this computer reach download.pytorch.org; or install from a "
            "folder of wheels."
        )
    return Explained(sentence.format(index=index_name(index), name=name), remedy.format(name=name))


def index_has_no_fitting(index: str, name: str) -> Explained:
    return Explained(
        tr(
            "The package index {index} has no {name} that fits this system, this Python and the versions that were "
            "tested."
        ).format(index=index_name(index), name=name),
        tr("Choose another Python (3.11 to 3.14, 64 bits) or another package index, then try again."),
    )


# The folder of wheels


def folder_lacks(folder: Path, name: str) -> Explained:
    return Explained(
        tr("The folder of wheels {folder} lacks {name}, which the engine needs.").format(folder=folder, name=name),
        _fill_folder(),
    )


def folder_has_no_fitting(folder: Path, name: str) -> Explained:
    return Explained(
        tr("The folder of wheels {folder} has no {name} that fits this system and this Python.").format(
            folder=folder, name=name
        ),
        _fill_folder(),
    )


def _fill_folder() -> str:
    return tr("Fill it on a computer with a network, for the same system and Python version (the help tells how).")


# uv


def no_uv_made(system: str, processor: str) -> Explained:
    return Explained(
        tr("There is no installer (uv) for this system ({system}, {processor}).").format(
            system=system, processor=processor
        ),
        tr("Use an existing interpreter: a Python in which `pip install tilescribe` was done."),
    )


def index_lacks_uv(index: str, wheel: str) -> Explained:
    """`wheel`: its name; empty where it has no version at all."""
    sentence = tr("The package index {index} has no uv, which the engine is set up with ({wheel}).")
    return Explained(
        sentence.format(index=index_name(index), wheel=wheel),
        tr("Check its address; ask whoever keeps it to add that version of uv; or install from a folder of wheels."),
    )


def tampered_uv(host: str, wheel: str) -> Explained:
    return Explained(
        tr(
            "The installer that came from {host} is not the one that was tested: the SHA-256 of {wheel} differs. It "
            "was not started."
        ).format(host=host, wheel=wheel),
        tr("Try again; if it stays so, a proxy or the package index changes what passes through it."),
    )


def folder_without_uv(folder: Path, *, others: bool, too_old: str) -> Explained:
    """`others`: there is one for another system; `too_old`: the newest one's name."""
    if too_old:
        sentence = tr("The folder of wheels {folder} has a uv that is too old ({wheel}); version {oldest} is needed.")
    elif others:
        sentence = tr("The folder of wheels {folder} has uv for other systems only; the engine is set up with it.")
    else:
        sentence = tr("The folder of wheels {folder} has no wheel of uv, which the engine is set up with.")
    return Explained(
        sentence.format(folder=folder, wheel=too_old, oldest="0.13"),
        tr("Fill it on a computer with a network, for this system: pip download uv (the help tells how)."),
    )


def damaged_uv(wheel: Path) -> Explained:
    return Explained(
        tr("{wheel} is damaged: it holds no program uv.").format(wheel=wheel),
        tr("Put a whole one in its place, then try again."),
    )
