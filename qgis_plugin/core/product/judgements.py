"""What others think of a place, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import QCoreApplication

from ..protocol import Mark
from .colours import judgement_text
from .texts import moment_text

__all__ = ["told_by_others"]


def told_by_others(marks: Iterable[Mark]) -> tuple[str, ...]:
    """`Lee, 2026-09-15 10:42: major. Roof is gone.`, one for each mark."""
    return tuple(_told(mark) for mark in marks)


def _told(mark: Mark) -> str:
    who = ", ".join(part for part in (mark.author or _tr("somebody"), moment_text(mark.updated)) if part)
    judged = judgement_text(mark.verdict, mark.grade)
    return f"{who}: {judged}. {mark.note}".strip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Product", text)
