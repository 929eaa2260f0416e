"""The plugin's keys in QgsSettings, and the history of questions."""

from __future__ import annotations

from qgis.core import QgsSettings

__all__ = [
    "CAPTIONER",
    "LAST_CATALOG",
    "LEVELS",
    "ON_CLICK",
    "OUTPUT_FOLDER",
    "SETTINGS",
    "forget_questions",
    "questions",
    "remember_question",
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
OUTPUT_FOLDER = f"{SETTINGS}/output_folder"
"""Where results were written last."""
_QUESTIONS = f"{SETTINGS}/questions"
MAX_QUESTIONS = 50


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
