"""Section on the score: whether it is the probability that a picture shows what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.formatting import percent
from tilescribe.evaluate.report.markup import Html, element, join, table
from tilescribe.evaluate.report.plots import Bar, bar_chart

if TYPE_CHECKING:
    from tilescribe.evaluate.results import CalibrationResult, ScoreResult

__all__ = ["calibrated", "score"]


def score(found: ScoreResult) -> Html:
    """A reliability diagram of the first hits, and the figures."""
    what = (
        f"{plural(found.questions, 'caption')} and {plural(found.absent_questions, 'question')} that no aerial picture "
        f"answers, put to {plural(found.pictures, 'picture')}. A picture is right where people name all that the "
        f"question names. The diagram is of the first {found.looked_at} hits of each question."
    )
    bars = [
        Bar(f"{100 * one.low:.0f} to {100 * one.high:.0f} %", one.right)
        for one in found.diagram
        if one.right is not None
    ]
    return join(
        [
            element("p", what),
            element("div", bar_chart("Share of right hits by score", bars, whole=True), class_="plots"),
            table(
                "Figures",
                [],
                [[element("th", name, scope="row"), element("td", value)] for name, value in _rows(found)],
            ),
        ]
    )


def _rows(found: ScoreResult) -> list[tuple[str, str]]:
    rows = [
        (f"Calibration error of the first {found.looked_at} hits", f"{found.error_looked_at:.3f}"),
        ("Calibration error of all pairs", f"{found.error:.4f}"),
        ("Right pairs among those above 50 %", percent(found.recall_above_half)),
        ("Questions without an answer that have a hit above 50 %", percent(found.absent_above_half)),
    ]
    if found.precision_above_half is not None:
        rows.insert(2, ("Right above 50 %", percent(found.precision_above_half)))
    if found.present_above_half is not None:
        rows.append(("Captions that have a hit above 50 %", percent(found.present_above_half)))
    if found.presence_auroc is not None:
        rows.append(("AUROC of whether any picture shows it", f"{found.presence_auroc:.3f}"))
    return rows


def calibrated(found: CalibrationResult) -> Html:
    """A calibration of the user's own beside the default."""
    what = (
        f"Fitted to the captions of {plural(found.pictures, 'picture')}; each half of them was scored by the fit on "
        "the other half."
    )
    told = [found.refused] if found.refused is not None else [f"Kept in {path}." for path in found.files]
    told += [
        f"What {name} sees {'counts' if counts else 'tells nothing, and does not count'}."
        for name, counts in found.counted.items()
    ]
    parts = [element("p", text) for text in (what, *told)]
    if found.default is not None and found.fitted is not None:
        rows = [
            [element("th", name, scope="row"), element("td", before), element("td", after)]
            for (name, before), (_, after) in zip(_figures(found.default), _figures(found.fitted), strict=True)
        ]
        head = [element("th", name, scope="col") for name in ("", "default", "fit")]
        parts.append(table("The default and the fit", [head], rows))
    return join(parts)


def _figures(found: ScoreResult) -> list[tuple[str, str]]:
    return [
        (f"Calibration error of the first {found.looked_at} hits", f"{found.error_looked_at:.3f}"),
        ("Calibration error of all pairs", f"{found.error:.4f}"),
        ("Right above 50 %", "" if found.precision_above_half is None else percent(found.precision_above_half)),
        (
            "AUROC of whether any picture shows it",
            "" if found.presence_auroc is None else f"{found.presence_auroc:.3f}",
        ),
    ]
