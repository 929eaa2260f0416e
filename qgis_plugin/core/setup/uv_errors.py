"""What uv and the engine's first start say when they fail, each explained in a sentence with a next step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Callable, Optional
from urllib.parse import urlsplit

from . import failures
from .failures import Explained

__all__ = ["FetchCancelledError", "FetchError", "explain", "explain_fetch", "failed_host", "is_unreachable"]

PROXY = r"tunnel error|407 Proxy|proxy authori[sz]ation|proxy connect"
CERTIFICATE = r"invalid peer certificate|UnknownIssuer|CERTIFICATE_VERIFY_FAILED|\bSSL\b"
REFUSED = r"(401 Unauthorized|403 Forbidden)"
UNREACHABLE = (
    r"dns error|failed to lookup address|name resolution|error sending request|tcp connect error|"
    r"client error \(Connect\)|[Cc]onnection (refused|reset|closed|timed out)|[Tt]imed? ?out|Network is unreachable|"
    r"HTTP status (client|server) error|Request failed after"
)
LOCAL: tuple[tuple[str, Callable[[], Explained]], ...] = (
    (
        r"No space left on device|os error 28\b|Errno 28|os error 112\b|not enough space on the disk",
        failures.disk_full,
    ),
    (
        r"[Hh]ash mismatch|[Mm]ismatched? hash|bad CRC|CRC mismatch|[Ii]nvalid (Zip|gzip) |[Uu]nexpected end of",
        failures.damaged_download,
    ),
    (
        r"WinError 5\b|WinError 32\b|os error (5|13|30|32)\b|Permission denied|Errno 13|Read-only file system",
        failures.not_writable,
    ),
    (r"DLL load failed|WinError 126|WinError 1114|c10\.dll", failures.library_missing),
    (r"MemoryError|\bKilled\b|out of memory", failures.no_memory),
)


class FetchError(RuntimeError):
    """A file could not be fetched: `str(error)` is what the network said, `status` what the server answered, or 0."""

    def __init__(self, url: str, reason: str, *, status: int = 0) -> None:
        super().__init__(reason)
        self.url = url
        self.status = status


class FetchCancelledError(RuntimeError):
    """The user cancelled while a file was fetched."""


def explain(lines: Sequence[str], *, index: str, folder: Optional[Path] = None) -> Explained:
    """`index`: where packages come from; or `folder`."""
    text = _text(lines)
    for pattern, explained in LOCAL:
        if re.search(pattern, text):
            return explained()
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return _unsolvable(text, index=index, folder=folder) or _network(text, index=index) or failures.unknown(last)


def explain_fetch(error: FetchError, *, index: str, wheel: str) -> Explained:
    """Why the wheel of uv could not be fetched from the package index."""
    host = urlsplit(error.url).hostname or error.url
    if error.status == 404:
        return failures.index_lacks_uv(index, wheel)
    if error.status in (401, 403):
        return failures.index_refused(index, str(error.status))
    if error.status == 407 or "proxy" in str(error).lower():
        return failures.proxy_refused(host)
    if re.search("certificate|SSL|TLS", str(error)):
        return failures.untrusted(host)
    return failures.unreachable(host, str(error))


def failed_host(lines: Sequence[str]) -> str:
    """The host that uv could not fetch from; empty where it failed for another reason."""
    found = re.search(
        r"(?:[Ff]ailed to (?:fetch|download)|request for url|for url):? [`(]?(https?://[^\s`)]+)", _text(lines)
    )
    return (urlsplit(found.group(1)).hostname or "") if found else ""


def is_unreachable(lines: Sequence[str]) -> bool:
    """Whether a host did not answer, or not with what it was asked for."""
    return bool(failed_host(lines)) and bool(re.search(f"{UNREACHABLE}|{PROXY}|{CERTIFICATE}", _text(lines)))


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def _unsolvable(text: str, *, index: str, folder: Optional[Path]) -> Optional[Explained]:
    """What the index or the folder lacks, by name."""
    # uv wraps nothing (UV_NO_WRAP), but the reasons are indented sentences that may span lines.
    text = re.sub(r"\s+", " ", text)
    python = re.search(r"[Pp]ython version \(([\d.]+)\) does not satisfy", text)
    if python:
        return failures.wrong_version(python.group(1))
    places = "provided package locations|package registry|cache"
    lacking = re.search(rf"([A-Za-z0-9._-]+) was not found in the ({places})", text)
    refused = re.search(REFUSED, text)
    if refused and lacking:
        return failures.index_refused(index, refused.group(1))
    if lacking:
        name = lacking.group(1)
        return failures.folder_lacks(folder, name) if folder is not None else failures.index_lacks(index, name)
    none = _no_fitting(text)
    if none is None:
        return None
    name = none.group(1)
    if folder is not None:
        return failures.folder_has_no_fitting(folder, name)
    return failures.index_has_no_fitting(index, name)


def _no_fitting(text: str) -> Optional[re.Match[str]]:
    """The package of which there are versions, but none that will do; of several reasons the first."""
    name = r"([A-Za-z0-9._-]+?)(?=[\s=<>!~,])"
    patterns = (
        rf"there (?:is|are) no versions? of {name}",
        rf"[Bb]ecause (?:all versions of |only )?{name}\S* (?:has|have) no (?:usable )?(?:wheels|source)",
        rf"only (?:the following versions of )?{name}\S* (?:is|are) available",
    )
    return next((found for pattern in patterns if (found := re.search(pattern, text))), None)


def _network(text: str, *, index: str) -> Optional[Explained]:
    lines = text.splitlines()
    failed = failed_host(lines)
    host = failed or urlsplit(index).hostname or index
    if re.search(PROXY, text):
        return failures.proxy_refused(host)
    if re.search(CERTIFICATE, text):
        return failures.untrusted(host)
    refused = re.search(REFUSED, text)
    if refused:
        return failures.index_refused(index, refused.group(1))
    status = re.search(r"HTTP status (?:client|server) error \((\d{3}[^()]*)", text)
    if failed and status:
        return failures.answered(host, status.group(1).strip())
    if failed and re.search(UNREACHABLE, text):
        return failures.unreachable(host, _cause(lines))
    return None


def _cause(lines: Sequence[str]) -> str:
    causes = re.findall(r"^\s*(?:cause|Caused by): (.+)$", _text(lines), re.MULTILINE)
    return causes[-1].rstrip(". ") if causes else ""
