"""What the doctor found, as data, and the two ways to write it down."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from tilescribe.domain.plurals import plural

__all__ = ["Check", "Probe", "Report", "Section", "Status", "as_json", "as_text", "examine"]


class Status(StrEnum):
    OK = "ok"
    WARN = "warn"
    """Something is slow, missing or doubtful; the main job works."""
    FAIL = "fail"
    """Something will not work."""


@dataclass(frozen=True, slots=True)
class Check:
    """One row: what was looked at, what was found, and what to do about it."""

    name: str
    value: str
    status: Status = Status.OK
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Report:
    sections: tuple[Section, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(check for section in self.sections for check in section.checks)

    @property
    def failed(self) -> bool:
        """Whether something will not work."""
        return any(check.status is Status.FAIL for check in self.checks)


Probe = Callable[[], Iterable[Check]]
"""Looks at one thing, or at a few that belong together. May raise: `examine` makes a row of it."""


def examine(title: str, probes: Mapping[str, Probe]) -> Section:
    """Run the probes of a section, in order; the name of each stands for it when it breaks."""
    return Section(title, tuple(check for name, probe in probes.items() for check in _run(name, probe)))


def as_text(report: Report) -> str:
    """Markdown for a bug tracker that is as readable in a terminal: one list a section, trouble set in bold."""
    lines = [f"# Tilescribe doctor: {_verdict(report)}"]
    for section in report.sections:
        lines += ["", f"## {section.title}", ""]
        lines += [_line(check) for check in section.checks]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """An object with `failed` and `sections`; each of these has `title` and `checks`."""
    return json.dumps({"failed": report.failed, **asdict(report)}, indent=2, ensure_ascii=False)


def _run(name: str, probe: Probe) -> list[Check]:
    found: list[Check] = []
    try:
        with warnings.catch_warnings():
            # A library's complaint about its own age is no finding.
            warnings.simplefilter("ignore")
            for check in probe():
                found.append(check)  # noqa: PERF402 - what was found before it broke is kept
    # A missing package, a library of the system that does not load, a driver that raises: all are findings.
    except Exception as error:  # noqa: BLE001
        what = " ".join(str(error).split())
        found.append(
            Check(
                name,
                f"{type(error).__name__}: {what}" if what else type(error).__name__,
                Status.FAIL,
                "Install Tilescribe again into an environment of its own: python -m venv, then pip install tilescribe",
            )
        )
    return found


def _verdict(report: Report) -> str:
    count = Counter(check.status for check in report.checks)
    found = [
        plural(count[status], word)
        for status, word in ((Status.FAIL, "failure"), (Status.WARN, "warning"))
        if count[status]
    ]
    return ", ".join(found) or "all is well"


def _line(check: Check) -> str:
    # Code spans keep underscores and asterisks of paths as they are, and names behind an @ from being notified.
    value = " ".join(check.value.split()).replace("`", "'")
    mark = "ok" if check.status is Status.OK else f"**{check.status.upper()}**"
    remedy = f" — {check.remedy}." if check.remedy else ""
    return f"- {mark} {check.name}: `{value}`{remedy}"
