"""The diagnostics report for bug tickets: versions, settings and the end of the logs, as Markdown without secrets."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .files import file_name, read_lines

if TYPE_CHECKING:
    from .engine import EngineController

__all__ = ["markdown", "report", "scrub"]

LINES = 60
TOKEN = re.compile(r"(?i)(bearer\s+|token[=:\s\"']+|password[=:\s\"']+|api[-_]?key[=:\s\"']+)[^\s\"',;]+")
LOGIN = re.compile(r"://[^/@\s]+@")
LONG_SECRET = re.compile(r"\b(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{40,}\b")


def report(engine: EngineController, *, setup_log: str = "") -> str:
    """Of the running QGIS; quick enough for the GUI thread."""
    from .paths import plugin_version

    facts = {
        "Plugin": plugin_version(),
        "QGIS": _qgis_version(),
        "Python of QGIS": platform.python_version(),
        "System": platform.platform(),
        **_engine_facts(engine),
    }
    supervisor = engine.supervisor
    logs = {
        "Engine": supervisor.last_lines(LINES) if supervisor is not None else read_lines(engine.paths.log, LINES),
        "Set-up": setup_log.splitlines()[-LINES:] or read_lines(engine.paths.setup_log, LINES),
    }
    return markdown(facts, logs)


def markdown(facts: Mapping[str, str], logs: Mapping[str, list[str]], *, home: str = "") -> str:
    """A table and fenced logs, scrubbed."""
    rows = [f"| {name} | {value or '–'} |" for name, value in facts.items()]
    parts = ["### Tilescribe: diagnostics", "", "| | |", "|---|---|", *rows]
    for name, lines in logs.items():
        if lines:
            parts += [
                "",
                f"**{name}: last lines**",
                "",
                "```text",
                *(line.replace("```", "'''") for line in lines),
                "```",
            ]
    return scrub("\n".join(parts) + "\n", home=home or str(Path.home()))


def scrub(text: str, *, home: str) -> str:
    """Without the home folder and its owner's name, passwords in URLs, and what looks like a token."""
    for spelling in dict.fromkeys((home, home.replace("\\", "/"), home.replace("/", "\\"))):
        if len(spelling) > 1:
            text = re.sub(re.escape(spelling), "~", text, flags=re.IGNORECASE if sys.platform == "win32" else 0)
    name = file_name(home)
    if len(name) > 2 and name != "root":
        text = re.sub(rf"\b{re.escape(name)}\b", "USER", text)
    text = LOGIN.sub("://***@", text)
    text = TOKEN.sub(lambda match: match.group(1) + "***", text)
    return LONG_SECRET.sub("***", text)


def _engine_facts(engine: EngineController) -> dict[str, str]:
    chosen = engine.installation
    network = engine.read_network()
    return {
        "Engine": f"{engine.state.value}, {chosen.kind} {chosen.version}" if chosen else engine.state.value,
        "Engine's Python": chosen.python if chosen else "",
        "Problem": engine.problem.detail if engine.problem else "",
        "Proxy": network.unusable or ("yes" if network.proxy else "no"),
        "Authorities of QGIS": "yes" if network.certificates else "no",
    }


def _qgis_version() -> str:
    from qgis.core import Qgis

    return str(Qgis.QGIS_VERSION)
