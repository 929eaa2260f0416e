"""What is said of judgements, in words."""

from __future__ import annotations

from datetime import datetime

from qgis.PyQt.QtCore import QCoreApplication

from .judging import Counts, Judgement
from .protocol import Mark
from .results import CONFIRMED, REJECTED, UNSURE, my_mark, other_marks

__all__ = [
    "counts_text",
    "grades_text",
    "judgement_text",
    "mark_text",
    "marks_of",
    "moment_text",
    "others_text",
    "short_counts_text",
]


def judgement_text(judgement: Judgement) -> str:
    """A judgement in one word or two, as on a button."""
    return judgement.grade or _verdict(judgement.verdict)


def mark_text(mark: Mark, *, mine: bool = False) -> str:
    """Who judged how, and when: `Rejected by Anna, 12:03`."""
    said = _verdict(mark.verdict) if mark.verdict else _tr("Noted")
    if mark.grade:
        said = _tr("{verdict} ({grade})").format(verdict=said, grade=mark.grade)
    who = _tr("you") if mine else mark.author or _tr("somebody")
    moment = moment_text(mark.updated)
    text = _tr("{verdict} by {author}, {moment}") if moment else _tr("{verdict} by {author}")
    return text.format(verdict=said, author=who, moment=moment)


def others_text(hit) -> str:
    """What others think of a hit, separated by semicolons; empty where nobody does."""
    return "; ".join(mark_text(mark) for mark in other_marks(hit))


def counts_text(counts: Counts) -> str:
    """`14 confirmed, 3 rejected, 296 unseen`; unsure ones only where there are any."""
    parts = [
        _tr("{count} confirmed").format(count=counts.confirmed),
        _tr("{count} rejected").format(count=counts.rejected),
    ]
    if counts.unsure:
        parts.append(_tr("{count} unsure").format(count=counts.unsure))
    parts.append(_tr("{count} unseen").format(count=counts.unseen))
    return ", ".join(parts)


def short_counts_text(counts: Counts) -> str:
    """The same where there is little room: `14 ✓  3 ✗  296 unseen`."""
    signs = ((counts.confirmed, "✓"), (counts.rejected, "✗"), (counts.unsure, "?"))
    parts = [f"{count} {sign}" for count, sign in signs if count]
    return "  ".join([*parts, _tr("{count} unseen").format(count=counts.unseen)])


def grades_text(counts: Counts) -> str:
    """How many tiles have which grade; empty where none has."""
    return ", ".join(f"{grade}: {count}" for grade, count in counts.grades.items())


def moment_text(moment: str) -> str:
    """An ISO 8601 moment by the clock of this computer: `12:03` today, else with the day; empty where it is none."""
    try:
        # Python 3.9 knows no Z.
        told = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return ""
    clock = f"{told:%H:%M}"
    return clock if told.date() == datetime.now().astimezone().date() else f"{told:%Y-%m-%d} {clock}"


def marks_of(hit) -> list:
    """(text, note) of each mark of a hit or of details, mine first."""
    mine = my_mark(hit)
    told = [(mark_text(mine, mine=True), mine.note)] if mine is not None else []
    return [*told, *((mark_text(mark), mark.note) for mark in other_marks(hit))]


def _verdict(verdict) -> str:
    names = {CONFIRMED: _tr("Confirmed"), REJECTED: _tr("Rejected"), UNSURE: _tr("Unsure")}
    return names.get(verdict, verdict or "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Judging", text)
