"""Take out of a report what must not stand in a bug tracker: who the user is, and secrets."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tilescribe.cli.doctor.report import Check, Report

__all__ = ["Scrubber", "scrubbed"]

_HIDDEN = "***"
_SECRET_NAME = re.compile(r"token|secret|passw|credential|api_?key|access_?key|private_?key|session_?key", re.I)
_SECRET_VALUE = (
    # Tokens that say what they are: Hugging Face, OpenAI, GitHub, GitLab, Slack, AWS.
    re.compile(r"\b(?:hf_|sk-|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|AKIA)[\w-]{8,}"),
    # user:password@ of a URL.
    re.compile(r"(?<=://)[^/\s@]+(?=@)"),
    # Signed URLs of object stores (SAS, presigned S3) and keys in queries.
    re.compile(r"(?<==)(?<=[?&]sig=)[^&\s]+|(?<=token=)[^&\s]+|(?<=[Ss]ignature=)[^&\s]+|(?<=key=)[^&\s]+"),
)
_ANY_HOME = re.compile(
    r"(?P<place>/home/|/Users/)[^/\s:;,'\"]+"
    # Windows puts the full name there, blanks and all.
    r"|(?P<windows>[A-Za-z]:\\Users\\)[^\\/:;'\"]+"
)
_NOBODY = {"root", "user", "admin", "administrator", "ubuntu", "debian", "runner", "nobody", "app"}
"""User names that name no person, and are words that occur elsewhere."""


def scrubbed(report: Report) -> Report:
    """The report without home directories, user names and secrets."""
    scrub = Scrubber(home=Path.home(), user=_user(), environment=os.environ)
    return Report(
        tuple(
            replace(section, checks=tuple(_scrubbed_check(check, scrub) for check in section.checks))
            for section in report.sections
        )
    )


class Scrubber:
    """Replaces what is private in a text.

    Args:
        home: Becomes `~`, and so does what it is a link to; home directories of others keep their place only.
        user: Becomes `USER` wherever it is a word; empty for none.
        environment: Values of variables whose name speaks of a secret are hidden wherever they occur.
    """

    def __init__(self, *, home: Path, user: str, environment: Mapping[str, str]) -> None:
        homes = {str(home), str(home.resolve())} - {home.anchor, "."}
        self._homes = sorted(homes, key=len, reverse=True)
        self._user = re.compile(rf"(?<![^\W_]){re.escape(user)}(?![^\W_])") if user else None
        # Anything shorter is a flag or a number, and stands in too many other words.
        secrets = {value for name, value in environment.items() if _SECRET_NAME.search(name) and len(value) >= 6}
        # A path to where a secret is kept is none.
        self._secrets = sorted((value for value in secrets if not Path(value).exists()), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        for pattern in _SECRET_VALUE:
            text = pattern.sub(_HIDDEN, text)
        for home in self._homes:
            text = re.sub(rf"{re.escape(home)}(?![\w.-])", "~", text)
        text = _ANY_HOME.sub(lambda found: f"{found['place'] or found['windows']}USER", text)
        return self._user.sub("USER", text) if self._user else text


def _scrubbed_check(check: Check, scrub: Scrubber) -> Check:
    return replace(check, name=scrub(check.name), value=scrub(check.value), remedy=scrub(check.remedy))


def _user() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # No entry in the user database, as in many containers.
        return ""
    return "" if name.lower() in _NOBODY else name
