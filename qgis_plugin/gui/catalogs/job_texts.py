"""What is said of jobs: their titles, how they ended, and what is left of those that ended early."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication

from ...core.formatting import format_count
from ...core.protocol import Job

__all__ = ["ended_early_text", "outcome_of", "title_of"]


def title_of(job: Job, catalog: str) -> str:
    """For the task manager; `catalog` is its name, empty where that is not known."""
    titles = {
        "compare": _tr("Tilescribe: comparing dates of {name}"),
        "deepen": _tr("Tilescribe: looking again at {name}"),
        "reembed": _tr("Tilescribe: embedding {name} anew"),
        "verify": _tr("Tilescribe: checking {name}"),
        "download": _tr("Tilescribe: fetching a model"),
    }
    return titles.get(job.kind, _tr("Tilescribe: indexing {name}")).format(name=catalog).strip()


def outcome_of(job: Job) -> tuple:
    """(level of QGIS's message bars, sentence) of a job that has ended."""
    if job.state == "done":
        return Qgis.MessageLevel.Success, _done_text(job)
    if job.state == "partial":
        text = _tr("{work} is done, but some rasters or tiles failed ({count}). The reasons stand under Catalogs.")
        return Qgis.MessageLevel.Warning, text.format(work=_work(job), count=format_count(job.progress.failed))
    if job.state == "cancelled":
        text = _tr("{work} was stopped. What is done is kept; Continue goes on.")
        return Qgis.MessageLevel.Info, text.format(work=_work(job))
    reason = job.problem.detail if job.problem else _tr("The engine ended.")
    return Qgis.MessageLevel.Critical, _tr("{work} failed. {reason}").format(work=_work(job), reason=reason)


def ended_early_text(job: Job) -> str:
    """Of a job that can be taken up again."""
    said = {
        "cancelled": _tr("{work} was stopped."),
        "interrupted": _tr("{work} was interrupted."),
        "partial": _tr("Some rasters or tiles failed."),
    }
    return said.get(job.state, _tr("{work} failed.")).format(work=_work(job))


def _work(job: Job) -> str:
    """The work as the subject of a sentence."""
    said = {
        "compare": _tr("Comparing dates"),
        "deepen": _tr("Looking again"),
        "reembed": _tr("Embedding anew"),
        "verify": _tr("Checking the catalog"),
        "download": _tr("Fetching the model"),
    }
    return said.get(job.kind, _tr("Indexing"))


def _done_text(job: Job) -> str:
    result, done = job.result or {}, job.progress.done
    if job.kind == "compare":
        return _tr("Comparing dates is done: %Ln tiles.", done)
    if job.kind == "deepen":
        return _tr("Looking again is done: %Ln tiles.", done)
    if job.kind == "reembed":
        return _tr("Embedding anew is done: %Ln texts.", int(result.get("texts") or 0))
    if job.kind == "verify":
        left = result.get("left") or ()
        return _tr("The catalog is sound.") if not left else _tr("The catalog has %Ln faults.", len(left))
    if job.kind == "download":
        licence = str(result.get("licence") or "")
        name = str(result.get("name") or job.request.get("model") or "")
        text = _tr("{model} is on this computer now. Licence: {licence}") if licence else _tr("{model} is here now.")
        return text.format(model=name, licence=licence)
    return _tr("Indexing is done: %Ln tiles.", done)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("JobTexts", text, None, number)
