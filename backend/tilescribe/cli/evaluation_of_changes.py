"""What an evaluation of pairs found out, as tables for people. Shares are per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.cli.evaluation_figures import new_table, percent, share
from tilescribe.domain.plurals import plural

if TYPE_CHECKING:
    from rich.table import Table

    from tilescribe.evaluate.pair_results import CaptionResult, ChangeResult

__all__ = ["change_lines", "change_tables"]


def change_tables(found: ChangeResult) -> list[Table]:
    """One table for each thing that was measured."""
    tables = []
    if found.detection:
        tables.append(_detection(found))
    if found.labels:
        tables.append(_labels(found))
    if found.captions is not None and found.captions.every is not None:
        tables.append(_sentences(found.captions))
    if found.alterations:
        tables.append(_alterations(found))
    return tables


def change_lines(found: ChangeResult) -> list[str]:
    """What is no table."""
    unknown = found.pairs - found.changed - found.unchanged
    lines = [
        f"Of {plural(found.pairs, 'pair')} {found.changed:,} have changed, {found.unchanged:,} have not"
        + (f"; of {unknown:,} nobody says." if unknown else ".")
    ]
    captions = found.captions
    if captions is not None and captions.accuracy is not None:
        halves = [("changed", captions.accuracy_changed), ("unchanged", captions.accuracy_unchanged)]
        parts = ", ".join(f"{percent(value)} % of the {name} ones" for name, value in halves if value is not None)
        lines.append(
            f"Whether anything has changed: {percent(captions.accuracy)} % of the sentences are right; {parts}."
        )
    if captions is not None and captions.hybrid is not None:
        lines.append(
            f"Hybrid measure, unchanged pairs by whether the sentence says so, changed ones by S*m: "
            f"{percent(captions.hybrid)}."
        )
    for label, scores in found.labels.items():
        if scores.false_alarms is not None:
            among = "; ".join(f"{name} {percent(value)} %" for name, value in scores.false_alarms_among.items())
            lines.append(
                f"False alarms of {label} where nine in ten are found: {percent(scores.false_alarms)} % of the others"
                + (f" ({among})." if among else ".")
            )
    return lines


def _detection(found: ChangeResult) -> Table:
    table = new_table(
        f"Changed or not: {found.changed:,} changed, {found.unchanged:,} unchanged", "told by", "pairs", "AP", "AUROC"
    )
    for name, one in found.detection.items():
        table.add_row(name, f"{one.pairs:,}", percent(one.average_precision), f"{one.auroc:.3f}")
    return table


def _labels(found: ChangeResult) -> Table:
    channels = list(dict.fromkeys(name for one in found.labels.values() for name in one.average_precision))
    table = new_table(
        "Kinds of change: average precision", "label", "asked for by", "pairs", "others", *channels, "AUROC, fused"
    )
    for label, one in found.labels.items():
        table.add_row(
            label,
            one.question,
            f"{one.pairs:,}",
            f"{one.others:,}",
            *(share(one.average_precision.get(name)) for name in channels),
            f"{one.auroc['fused']:.3f}" if one.auroc else "",
        )
    return table


def _sentences(captions: CaptionResult) -> Table:
    table = new_table(
        "The first sentence beside what people said", "pairs", "how many", "BLEU-4", "METEOR", "ROUGE-L", "CIDEr", "S*m"
    )
    for name, one in (("all", captions.every), ("changed", captions.changed)):
        if one is not None:
            figures = (one.bleu_4, one.meteor, one.rouge_l, one.cider, one.mean)
            table.add_row(name, f"{one.pairs:,}", *map(percent, figures))
    return table


def _alterations(found: ChangeResult) -> Table:
    labels = list(found.labels)
    first = found.alterations[0]
    table = new_table(
        "Nothing has changed but the view: the earlier pictures beside themselves",
        "altered",
        "pairs",
        "not compared",
        "magnitude",
        "said to have changed",
        "thought to have",
        *(f"AUROC, {name}" for name in first.auroc),
        *(f"{label} above 50 %" for label in labels),
    )
    for row in found.alterations:
        table.add_row(
            row.alteration,
            f"{row.pairs:,}",
            f"{row.not_compared:,}",
            "" if row.magnitude is None else f"{row.magnitude:.3f}",
            share(row.said_changed),
            share(row.thought_changed),
            *(f"{row.auroc[name]:.3f}" if name in row.auroc else "" for name in first.auroc),
            *(share(row.alarms.get(label)) for label in labels),
        )
    return table
