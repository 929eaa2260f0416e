"""Section on robustness: the change under each degradation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.formatting import change, channel, percent
from tilescribe.evaluate.report.markup import Html, element, join, table
from tilescribe.evaluate.report.plots import Bar, bar_chart

if TYPE_CHECKING:
    from tilescribe.evaluate.results import DegradationRow, RobustnessResult

__all__ = ["robustness"]

_LABELS = {"none": "As they are", "jpeg": "JPEG"}


def robustness(found: RobustnessResult) -> Html:
    """Two figures and two tables: retrieval and classification, as far as measured."""
    what = (
        f"The same {plural(found.pictures, 'picture')} described and searched again after each kind of harm. Fewer "
        "pictures to choose from make these figures higher than those of other sections; the changes are what counts."
    )
    return join(
        [
            element("p", what),
            element("div", _charts(found), class_="plots"),
            *_tables(found),
        ]
    )


def _charts(found: RobustnessResult) -> list[Html]:
    charts = []
    for title, changes in (
        ("mR, short queries: change in points", [row.mean_recall_change for row in found.rows]),
        ("Zero-shot accuracy: change in points", [row.accuracy_change for row in found.rows]),
    ):
        bars = [
            Bar(_label(row), by_channel["fused"])
            for row, by_channel in zip(found.rows, changes, strict=True)
            if "fused" in by_channel and row.degradation != "none"
        ]
        charts += [bar_chart(title, bars, signed=True)] if bars else []
    return charts


def _tables(found: RobustnessResult) -> list[Html]:
    tables = []
    for caption, columns in (
        ("mR by channel, per cent", [(row, row.mean_recall, row.mean_recall_change) for row in found.rows]),
        ("Zero-shot accuracy by channel, per cent", [(row, row.accuracy, row.accuracy_change) for row in found.rows]),
    ):
        channels = list(columns[0][1]) if columns else []
        if not channels:
            continue
        head = [
            [
                element("th", "Pictures", scope="col"),
                *(element("th", channel(name), scope="col", class_="number") for name in channels),
            ]
        ]
        body = [
            [element("th", _label(row), scope="row"), *(_cell(shares, changes, name) for name in channels)]
            for row, shares, changes in columns
        ]
        tables.append(table(caption, head, body))
    return tables


def _cell(shares: Mapping[str, float], changes: Mapping[str, float], name: str) -> Html:
    if name not in shares:
        return element("td", "–", class_="number")
    moved = changes.get(name, 0.0)
    return element("td", percent(shares[name]), element("small", change(moved)) if moved else None, class_="number")


def _label(row: DegradationRow) -> str:
    return _LABELS.get(row.degradation, row.degradation.capitalize())
