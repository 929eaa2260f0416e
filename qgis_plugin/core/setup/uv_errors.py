"""What uv and the engine's first start say when they fail, each explained in a sentence with a next step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional
from urllib.parse import urlsplit

__all__ = [
    "Explained",
    "FetchCancelledError",
    "FetchError",
    "explain",
    "explain_fetch",
    "failed_host",
    "is_unreachable",
]

PROXY_REMEDY = "Check the proxy in QGIS under Settings ▸ Options ▸ Network, then try again."
FOLDER_REMEDY = "Fill it on a machine with a network, for the same system and Python version (docs/qgis.md tells how)."
PROXY = r"tunnel error|407 Proxy|proxy authori[sz]ation|proxy connect"
CERTIFICATE = r"invalid peer certificate|UnknownIssuer|CERTIFICATE_VERIFY_FAILED|\bSSL\b"
REFUSED = r"(401 Unauthorized|403 Forbidden)"
UNREACHABLE = (
    r"dns error|failed to lookup address|name resolution|error sending request|tcp connect error|"
    r"client error \(Connect\)|[Cc]onnection (refused|reset|closed|timed out)|[Tt]imed? ?out|Network is unreachable|"
    r"HTTP status (client|server) error|Request failed after"
)
LOCAL: tuple[tuple[str, str, str], ...] = (
    (
        r"No space left on device|os error 28\b|Errno 28|os error 112\b|not enough space on the disk",
        "The disk is full.",
        "Free some space and try again.",
    ),
    (
        r"[Hh]ash mismatch|[Mm]ismatched? hash|bad CRC|CRC mismatch|[Ii]nvalid (Zip|gzip) |[Uu]nexpected end of",
        "A download arrived damaged.",
        "Try again; if it stays so, a proxy changes what passes through it.",
    ),
    (
        r"WinError 5\b|WinError 32\b|os error (5|13|30|32)\b|Permission denied|Errno 13|Read-only file system",
        "A file could not be written; a virus scanner may hold it.",
        "Try again; if it stays so, make an exception for the folder that is named in the log.",
    ),
    (
        r"DLL load failed|WinError 126|WinError 1114|c10\.dll",
        "A library of PyTorch does not load.",
        "Install the Microsoft Visual C++ Redistributable (x64), then try again.",
    ),
    (
        r"MemoryError|\bKilled\b|out of memory",
        "There was not enough memory.",
        "Close other programs and try again.",
    ),
)


@dataclass(frozen=True)
class Explained:
    """A failure in words."""

    sentence: str
    remedy: str


class FetchError(RuntimeError):
    """A file could not be fetched: `str(error)` is what the network said, `status` what the server answered, or 0."""

    def __init__(self, url: str, reason: str, *, status: int = 0) -> None:
        super().__init__(reason)
        self.url = url
        self.status = status


class FetchCancelledError(RuntimeError):
    """The user cancelled while a file was fetched."""


def explain(lines: Sequence[str], *, index: str, folder: Optional[Path] = None) -> Explained:
    """`index`, without a login: where packages come from; or `folder`. A set-up has no other texts of errors."""
    text = "\n".join(lines)
    for pattern, sentence, remedy in LOCAL:
        if re.search(pattern, text):
            return Explained(sentence, remedy)
    return (
        _unsolvable(text, index=index, folder=folder)
        or _network(text, index=index)
        or Explained(_quoted(lines), "Look at the log; try again, or make the diagnostics report.")
    )


def explain_fetch(error: FetchError, *, index: str, what: str) -> Explained:
    """Why a file of the package index could not be fetched."""
    if error.status == 404:
        return Explained(
            f"The package index {index_name(index)} has no {what}, which the engine is set up with.",
            "Check its address; or ask whoever keeps it to add it; or install from a folder of wheels.",
        )
    if error.status in (401, 403):
        return _refused(index, str(error.status))
    host = urlsplit(error.url).hostname or error.url
    if error.status == 407 or "proxy" in str(error).lower():
        return Explained(f"The proxy refused the connection to {host}: {error}.", PROXY_REMEDY)
    if re.search("certificate|SSL|TLS", str(error)):
        return _untrusted(host)
    return _cannot_be_reached(host, str(error))


def failed_host(lines: Sequence[str]) -> str:
    """The host that uv could not fetch from; empty where it failed for another reason."""
    found = re.search(
        r"(?:[Ff]ailed to (?:fetch|download)|request for url|for url):? [`(]?(https?://[^\s`)]+)", _text(lines)
    )
    return (urlsplit(found.group(1)).hostname or "") if found else ""


def is_unreachable(lines: Sequence[str]) -> bool:
    """Whether a host did not answer, or not with what it was asked for."""
    return bool(failed_host(lines)) and bool(re.search(f"{UNREACHABLE}|{PROXY}|{CERTIFICATE}", _text(lines)))


def index_name(index: str) -> str:
    """Without user and password, which nobody's log needs."""
    parts = urlsplit(index)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def _unsolvable(text: str, *, index: str, folder: Optional[Path]) -> Optional[Explained]:
    """What the index or the folder lacks, by name."""
    # uv wraps nothing (UV_NO_WRAP), but the reasons are indented sentences that may span lines.
    text = re.sub(r"\s+", " ", text)
    python = re.search(r"[Pp]ython version \(([\d.]+)\) does not satisfy", text)
    if python:
        return Explained(
            f"This Python is {python.group(1)}; the engine needs 3.11 to 3.14.",
            "Choose another Python, then try again.",
        )
    lacking = re.search(
        r"([A-Za-z0-9._-]+) was not found in the (provided package locations|package registry|cache)", text
    )
    refused = re.search(REFUSED, text)
    if refused and lacking:
        return _refused(index, refused.group(1))
    if folder is not None:
        none = lacking or _no_fitting(text)
        if none is None:
            return None
        problem = (
            f"lacks {none.group(1)}" if lacking else f"has no {none.group(1)} that fits this system and this Python"
        )
        return Explained(f"The folder of wheels {folder} {problem}, which the engine needs.", FOLDER_REMEDY)
    where = f"The package index {index_name(index)}"
    if lacking:
        return _missing(where, lacking.group(1))
    none = _no_fitting(text)
    if none is None:
        return None
    return Explained(
        f"{where} has no {none.group(1)} that fits this system, this Python and the versions that were tested.",
        "Choose another Python (3.11 to 3.14, 64 bits) or another package index, then try again.",
    )


def _no_fitting(text: str) -> Optional[re.Match[str]]:
    """The package of which there are versions, but none that will do; of several reasons the first."""
    name = r"([A-Za-z0-9._-]+?)(?=[\s=<>!~,])"
    patterns = (
        rf"there (?:is|are) no versions? of {name}",
        rf"[Bb]ecause (?:all versions of |only )?{name}\S* (?:has|have) no (?:usable )?(?:wheels|source)",
        rf"only (?:the following versions of )?{name}\S* (?:is|are) available",
    )
    return next((found for pattern in patterns if (found := re.search(pattern, text))), None)


def _missing(where: str, name: str) -> Explained:
    if name == "tilescribe":
        return Explained(
            f"{where} has no tilescribe, and this copy of the plugin comes without the engine.",
            "Install the plugin from its zip with the engine, or name a package index that has it.",
        )
    if name == "torch":
        return Explained(
            f"{where} has no torch (PyTorch), which the engine needs.",
            "Ask whoever keeps it to add torch, or to let this computer reach download.pytorch.org; or install from a "
            "folder of wheels.",
        )
    return Explained(
        f"{where} has no {name}, which the engine needs.",
        f"Ask whoever keeps it to add {name}; or name another index; or install from a folder of wheels.",
    )


def _network(text: str, *, index: str) -> Optional[Explained]:
    lines = text.splitlines()
    host = failed_host(lines) or urlsplit(index).hostname or "The package server"
    if re.search(PROXY, text):
        return Explained(f"The proxy refused the connection to {host}.", PROXY_REMEDY)
    if re.search(CERTIFICATE, text):
        return _untrusted(host)
    if re.search(REFUSED, text):
        return _refused(index, "a refusal")
    status = re.search(r"HTTP status (?:client|server) error \((\d{3}[^()]*)", text)
    if failed_host(lines) and status:
        return Explained(
            f"{host} answered with an error ({status.group(1).strip()}).",
            "Try again later; or install from a folder of wheels.",
        )
    if failed_host(lines) and re.search(UNREACHABLE, text):
        return _cannot_be_reached(host, _cause(lines))
    return None


def _refused(index: str, answer: str) -> Explained:
    return Explained(
        f"The package index {index_name(index)} refused the request ({answer}).",
        "Check its address, with user and password if it asks for them (https://user:password@…).",
    )


def _untrusted(host: str) -> Explained:
    return Explained(
        f"The certificate of {host} is not trusted; a company network often puts its own in between.",
        "Add your organisation's authority in QGIS (Settings ▸ Options ▸ Authentication), then try again.",
    )


def _cannot_be_reached(host: str, reason: str) -> Explained:
    said = f" ({reason})" if reason else ""
    return Explained(
        f"{host} cannot be reached{said}.",
        "Check the network and the proxy in QGIS's options, then try again; or install from a folder of wheels.",
    )


def _cause(lines: Sequence[str]) -> str:
    causes = re.findall(r"^\s*(?:cause|Caused by): (.+)$", _text(lines), re.MULTILINE)
    return causes[-1].rstrip(". ") if causes else ""


def _quoted(lines: Sequence[str]) -> str:
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"A step of the set-up failed.{f' It said: {last}' if last else ''}"
