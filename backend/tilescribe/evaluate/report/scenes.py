"""Section on scene classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.formatting import channel, percent, with_sign
from tilescribe.evaluate.report.markup import Html, element, join, table
from tilescribe.evaluate.report.plots import Bar, bar_chart

if TYPE_CHECKING:
    from tilescribe.evaluate.results import SceneResult

__all__ = ["scenes"]

_TWO_COLUMNS_FROM = 8
"""Classes; fewer fit into one figure."""


def scenes(found: SceneResult) -> Html:
    """Table by channel, and average precision by class."""
    ticks = element("p", "Dotted ticks: what a random order would give.", class_="note")
    return join([element("p", _what(found)), _by_channel(found), _by_class(found), ticks])


def _what(found: SceneResult) -> str:
    asked = ", ".join(f"“{template.format('CLASS')}”" for template in found.templates)
    data = f"{plural(found.pictures, 'picture')} of {plural(len(found.classes), 'class', 'classes')}"
    return (
        f"{data}, asked for as {asked}; scores are averaged over the wordings. Any picture of the class is a right "
        f"answer. Guessing would name {with_sign(1 / len(found.classes))} rightly."
    )


def _by_channel(found: SceneResult) -> Html:
    depths = sorted({k for scores in found.channels.values() for k in scores.precision_at})
    words = ("Accuracy", "mAP", *(f"P@{k}" for k in depths))
    rows = {
        name: [scores.accuracy, scores.mean_average_precision, *(scores.precision_at.get(k) for k in depths)]
        for name, scores in found.channels.items()
    }
    best = [
        max((share for share in column if share is not None), default=0) for column in zip(*rows.values(), strict=True)
    ]
    head = [
        [element("th", "Channel", scope="col"), *(element("th", one, scope="col", class_="number") for one in words)]
    ]
    body = [
        [
            element("th", channel(name), scope="row", class_=f"key tone-{name}"),
            *(_cell(share, top) for share, top in zip(shares, best, strict=True)),
        ]
        for name, shares in rows.items()
    ]
    return table("Scenes by channel, per cent", head, body)


def _cell(share: float | None, top: float) -> Html:
    if share is None:
        return element("td", "–", class_="number")
    return element("td", percent(share), class_="number best" if share >= top > 0 else "number")


def _by_class(found: SceneResult) -> Html:
    name = "fused" if "fused" in found.channels else next(iter(found.channels))
    scores = found.channels[name]
    order = sorted(scores.average_precision.items(), key=lambda pair: -pair[1])
    pictures = found.pictures
    bars = [
        # The average precision of a random order is about the share of right pictures.
        Bar(found.readable.get(label, label), share, tone=name, chance=found.classes.get(label, 0) / pictures)
        for label, share in order
    ]
    middle = len(bars) if len(bars) < _TWO_COLUMNS_FROM else (len(bars) + 1) // 2
    charts = [
        bar_chart(f"{channel(name)}: average precision by class, %", bars[:middle], whole=True),
        bar_chart("… and the classes that are hardest to tell, %", bars[middle:], whole=True)
        if bars[middle:]
        else None,
    ]
    return element("div", charts, class_="plots")
