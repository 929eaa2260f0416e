"""Section on pairs of dates: changed or not, kinds of change, sentences, false alarms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.formatting import channel, percent
from tilescribe.evaluate.report.markup import Html, element, join, table

if TYPE_CHECKING:
    from tilescribe.evaluate.pair_results import CaptionResult, ChangeResult

__all__ = ["changes"]

_LEFT = 1
"""Columns with words."""


def changes(found: ChangeResult) -> Html:
    """A table for each thing that was measured."""
    captions = found.captions
    return join(
        [
            element("p", _what(found)),
            _detection(found) if found.detection else None,
            _labels(found) if found.labels else None,
            _sentences(captions) if captions is not None and captions.every is not None else None,
            element("p", _accuracy(captions)) if captions is not None and captions.accuracy is not None else None,
            _alterations(found) if found.alterations else None,
        ]
    )


def _what(found: ChangeResult) -> str:
    unknown = found.pairs - found.changed - found.unchanged
    return f"{plural(found.pairs, 'pair')}: {found.changed:,} have changed, {found.unchanged:,} have not" + (
        f", of {unknown:,} nobody says." if unknown else "."
    )


def _detection(found: ChangeResult) -> Html:
    rows = [
        (name, f"{one.pairs:,}", percent(one.average_precision), f"{one.auroc:.3f}")
        for name, one in found.detection.items()
    ]
    return _drawn("Changed or not", ("Told by", "Pairs", "AP", "AUROC"), rows)


def _labels(found: ChangeResult) -> Html:
    channels = list(dict.fromkeys(name for one in found.labels.values() for name in one.average_precision))
    rows = [
        (
            label,
            one.question,
            f"{one.pairs:,}",
            f"{one.others:,}",
            *(_share(one.average_precision.get(name)) for name in channels),
            f"{one.auroc['fused']:.3f}" if one.auroc else "–",
            _share(one.false_alarms),
        )
        for label, one in found.labels.items()
    ]
    head = ("Label", "Asked for by", "Pairs", "Others", *map(channel, channels), "AUROC", "False alarms at 90 % recall")
    return _drawn("Kinds of change: average precision by channel, per cent", head, rows, words=2)


def _sentences(captions: CaptionResult) -> Html:
    rows = [
        (name, f"{one.pairs:,}", *map(percent, (one.bleu_4, one.meteor, one.rouge_l, one.cider, one.mean)))
        for name, one in (("All", captions.every), ("Changed", captions.changed))
        if one is not None
    ]
    head = ("Pairs", "How many", "BLEU-4", "METEOR", "ROUGE-L", "CIDEr", "S*m")
    return _drawn("The first sentence beside what people said, times 100", head, rows)


def _accuracy(captions: CaptionResult) -> str:
    halves = (("changed", captions.accuracy_changed), ("unchanged", captions.accuracy_unchanged))
    parts = ", ".join(f"{percent(value)} % of the {name} ones" for name, value in halves if value is not None)
    text = f"Right in whether anything has changed: {_share(captions.accuracy)} % of the sentences; {parts}."
    return text if captions.hybrid is None else f"{text} Hybrid measure: {percent(captions.hybrid)}."


def _alterations(found: ChangeResult) -> Html:
    labels, first = list(found.labels), found.alterations[0]
    rows = [
        (
            row.alteration.capitalize(),
            f"{row.pairs:,}",
            f"{row.not_compared:,}",
            "–" if row.magnitude is None else f"{row.magnitude:.3f}",
            _share(row.said_changed),
            _share(row.thought_changed),
            *(f"{row.auroc[name]:.3f}" if name in row.auroc else "–" for name in first.auroc),
            *(_share(row.alarms.get(label)) for label in labels),
        )
        for row in found.alterations
    ]
    head = (
        "Altered",
        "Pairs",
        "Not compared",
        "Magnitude",
        "Said to have changed",
        "Thought to have",
        *(f"AUROC, {name}" for name in first.auroc),
        *(f"{label} above 50 %" for label in labels),
    )
    return _drawn("Nothing has changed but the view: the earlier pictures beside themselves", head, rows)


def _drawn(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = _LEFT) -> Html:
    top = [element("th", text, scope="col", class_="number" if at >= words else None) for at, text in enumerate(head)]
    body = [
        [
            element("th", row[0], scope="row"),
            *(
                element("td", text, class_="number" if at >= words else None)
                for at, text in enumerate(row[1:], start=1)
            ),
        ]
        for row in rows
    ]
    return table(caption, [top], body)


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)
