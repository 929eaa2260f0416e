"""The questions that were asked, the latest first, kept in the profile."""

from __future__ import annotations

from qgis.core import QgsSettings

from ...core.session import SETTINGS

__all__ = ["MOST", "forget_questions", "questions", "remember_question"]

MOST = 50
_KEY = f"{SETTINGS}/questions"


def questions() -> list[str]:
    """What was asked before, the latest first, each once."""
    kept = QgsSettings().value(_KEY, [])
    # QSettings gives a list of one back as a string, and an empty one as None.
    return [kept] if isinstance(kept, str) else list(kept or [])


def remember_question(question: str) -> None:
    """Put a question in front."""
    earlier = [kept for kept in questions() if kept.casefold() != question.casefold()]
    QgsSettings().setValue(_KEY, [question, *earlier][:MOST])


def forget_questions() -> None:
    """Forget them all."""
    QgsSettings().remove(_KEY)
