"""The plugin's keys in QgsSettings, and the history of questions."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from typing import Optional

from qgis.core import QgsSettings

__all__ = [
    "ADD_ON_CLICK",
    "AUTHOR",
    "CAPTIONER",
    "GRADES",
    "LAST_CATALOG",
    "LEVELS",
    "NOTE_DRAFTS",
    "OFFERED_GRADES",
    "ON_CLICK",
    "OUTPUT_FOLDER",
    "RASTER_ON_CLICK",
    "SETTINGS",
    "SWIPE_DIVIDER",
    "author",
    "forget_questions",
    "grades",
    "questions",
    "remember_question",
    "set_author",
    "set_grades",
]

SETTINGS = "tilescribe"
"""Group of all our keys."""
LAST_CATALOG = f"{SETTINGS}/catalog"
"""Path of the catalog that was used last."""
CAPTIONER = f"{SETTINGS}/captioner"
LEVELS = f"{SETTINGS}/levels"
"""Tile sizes as the user wrote them; empty for automatic ones."""
ON_CLICK = f"{SETTINGS}/on_click"
"""What a click on a result does with the map."""
RASTER_ON_CLICK = f"{SETTINGS}/raster_on_click"
"""What a click on a result does with the layers: `gui.two_dates.two_dates`."""
ADD_ON_CLICK = f"{SETTINGS}/add_on_click"
"""Whether a click adds the raster of a result to the project where that does not have it."""
SWIPE_DIVIDER = f"{SETTINGS}/swipe_divider"
"""upright or lying"""
OUTPUT_FOLDER = f"{SETTINGS}/output_folder"
"""Where results were written last."""
AUTHOR = f"{SETTINGS}/author"
"""Who judges here; empty for the name that this user logs in with."""
MAX_AUTHOR_CHARACTERS = 200
GRADES = f"{SETTINGS}/grades"
"""The mission's grades, from the lowest; none where tiles are judged by yes and no."""
NOTE_DRAFTS = f"{SETTINGS}/note_drafts"
"""Notes that were typed and neither saved nor thrown away."""
_QUESTIONS = f"{SETTINGS}/questions"
MAX_QUESTIONS = 50
OFFERED_GRADES = ("none", "minor", "major", "destroyed")
MAX_GRADES = 9
"""As many as there are keys."""


_author: Optional[str] = None
"""Kept, since every row that is drawn asks for it, and settings take some 20 microseconds."""


def author() -> str:
    """The name under which this user's judgements are kept."""
    global _author
    if _author is None:
        kept = " ".join(str(QgsSettings().value(AUTHOR, "") or "").split())
        _author = (kept or _login_name())[:MAX_AUTHOR_CHARACTERS]
    return _author


def set_author(name: str) -> None:
    """Judge under another name from now on; an empty one is that of the login."""
    global _author
    QgsSettings().setValue(AUTHOR, " ".join(name.split()))
    _author = None


def _login_name() -> str:
    try:
        return " ".join(getpass.getuser().split())
    except (KeyError, OSError, ImportError):  # no name in the environment, and none in the system's list of users
        return ""


def questions() -> list[str]:
    """What was asked before, the latest first, each once."""
    kept = QgsSettings().value(_QUESTIONS, [])
    # QSettings gives a list of one back as a string, and an empty one as None.
    return [kept] if isinstance(kept, str) else list(kept or [])


def remember_question(question: str) -> None:
    """Put a question in front."""
    earlier = [kept for kept in questions() if kept.casefold() != question.casefold()]
    QgsSettings().setValue(_QUESTIONS, [question, *earlier][:MAX_QUESTIONS])


def forget_questions() -> None:
    """Forget them all."""
    QgsSettings().remove(_QUESTIONS)


def grades() -> tuple[str, ...]:
    """The mission's grades, from the lowest, which rejects; empty where tiles are judged by yes and no."""
    kept = QgsSettings().value(GRADES, [])
    return tuple([kept] if isinstance(kept, str) and kept else kept or [])


def set_grades(wanted: Iterable[str]) -> None:
    """Use these grades from now on, each once, at most nine; none: yes and no."""
    named = dict.fromkeys(grade.strip() for grade in wanted)
    QgsSettings().setValue(GRADES, [grade for grade in named if grade][:MAX_GRADES])
