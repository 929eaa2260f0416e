"""Errors of pip, each explained in a sentence with a next step."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["explain"]

UNREACHABLE = (
    r"Temporary failure in name resolution|Name or service not known|getaddrinfo failed|Max retries exceeded|"
    r"NewConnectionError|Network is unreachable|ConnectTimeout|Read timed out|Connection refused"
)
CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        r"No space left on device|Errno 28|not enough space on the disk",
        "The disk is full.",
        "Free some space and try again.",
    ),
    (
        r"407 Proxy|ProxyError|Cannot connect to proxy|Tunnel connection failed",
        "The proxy refused the connection.",
        "Check the proxy in QGIS under Settings ▸ Options ▸ Network, then try again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSL: ",
        "The package server's certificate is not trusted; a company network often puts its own in between.",
        "Add your organisation's authority in QGIS (Settings ▸ Options ▸ Authentication), then try again.",
    ),
    (
        r"Missing dependencies for SOCKS|SOCKS support",
        "The proxy is a SOCKS proxy, which the installer cannot use.",
        "Set an HTTP proxy in QGIS's options, or install from a folder of wheels.",
    ),
    (
        r"Looking in links(.|\n)*No matching distribution",
        "The folder of wheels lacks a part that the engine needs.",
        "Fill it on a machine with a network (docs/qgis.md tells how), for the same system and Python version.",
    ),
    (
        UNREACHABLE,
        "The package server cannot be reached.",
        "Check the network and the proxy in QGIS's options, then try again; or install from a folder of wheels.",
    ),
    (
        r"No matching distribution found|Could not find a version that satisfies",
        "A part of the engine does not exist for this system and this Python.",
        "Choose another Python (3.11 to 3.14, 64 bits) and try again.",
    ),
    (
        r"NOT MATCH THE HASHES|hash mismatch",
        "A download arrived damaged.",
        "Try again; if it stays so, a proxy changes what passes through it.",
    ),
    (
        r"WinError 5\b|WinError 32\b|Permission denied|Errno 13|Read-only file system",
        "A file could not be written; a virus scanner may hold it.",
        "Try again; if it stays so, make an exception for the folder that is named in the log.",
    ),
    (
        r"DLL load failed|WinError 126|WinError 1114|c10\.dll",
        "A library of PyTorch does not load.",
        "Install the Microsoft Visual C++ Redistributable (x64), then try again.",
    ),
    (
        r"ensurepip is not available|No module named (venv|ensurepip)",
        "This Python cannot make environments.",
        "Install its venv module (on Debian and Ubuntu: apt install python3-venv), or choose another Python.",
    ),
    (
        r"MemoryError|\bKilled\b|out of memory",
        "There was not enough memory.",
        "Close other programs and try again.",
    ),
)
"""The first that matches the latest lines; wheels before network, because pip names the folder in both."""


def explain(lines: Sequence[str]) -> tuple[str, str]:
    """(sentence, remedy). The engine's set-up has no other texts of errors."""
    text = "\n".join(lines)
    for pattern, sentence, remedy in CAUSES:
        if re.search(pattern, text, re.IGNORECASE):
            return sentence, remedy
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    said = f" It said: {last}" if last else ""
    return f"A step of the set-up failed.{said}", "Look at the log; try again, or make the diagnostics report."
