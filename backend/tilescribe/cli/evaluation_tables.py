"""An evaluation as tables for people. Shares are per cent, as the papers print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tilescribe.cli.evaluation_figures import interval, new_table, percent
from tilescribe.cli.evaluation_of_changes import change_lines, change_tables
from tilescribe.cli.screen import output

if TYPE_CHECKING:
    from rich.table import Table

    from tilescribe.evaluate.metrics import RetrievalRecall
    from tilescribe.evaluate.results import (
        CalibrationResult,
        EfficiencyResult,
        EvaluationReport,
        LocalisationResult,
        LogicResult,
        QueryRecall,
        RobustnessResult,
        SceneResult,
        ScoreResult,
    )

__all__ = ["print_report"]

_RECALL = ("t→i R@1", "R@5", "R@10", "i→t R@1", "R@5", "R@10", "mR", "95 %")


def print_report(report: EvaluationReport) -> None:
    """Everything measured, to standard output."""
    console = output()
    for table in _tables(report):
        console.print(table)
    for line in _lines(report):
        console.print(line, soft_wrap=True, markup=False)


def _tables(report: EvaluationReport) -> list[Table]:
    found = [_retrieval(one) for one in report.retrieval.values()]
    if report.ceiling is not None:
        table = new_table("Human captions in the place of descriptions", "", "pictures", *_RECALL, "mR, ties by chance")
        for name, recall in (
            ("own sentence left out", report.ceiling.own_left_out),
            ("its copies removed as well", report.ceiling.copies_removed),
        ):
            pictures = f"{recall.image_to_text.queries:,}"
            table.add_row(name, pictures, *_recall(recall), percent(recall.expected_mean))
        found.append(table)
    found += change_tables(report.changes) if report.changes else []
    found += [_scenes(report.scenes)] if report.scenes else []
    found += [_score(report.score)] if report.score else []
    found += _calibration(report.calibration) if report.calibration else []
    found += [_robustness(report.robustness)] if report.robustness else []
    found += [_localisation(report.localisation)] if report.localisation else []
    found += [_logic(report.logic)] if report.logic else []
    return found


def _retrieval(measured: QueryRecall) -> Table:
    title = f"Retrieval: {measured.queries:,} {measured.kind} queries, {measured.pictures:,} pictures"
    table = new_table(title, "channel", *_RECALL, "mR, equal sentences right", "queries that tie")
    for name, channel in measured.channels.items():
        forth = channel.standard.text_to_image
        table.add_row(
            name,
            *_recall(channel.standard),
            percent(channel.sharing.mean.value),
            percent(forth.tied_queries / forth.queries),
        )
    table.add_row("by chance", *_chance(measured))
    return table


def _chance(measured: QueryRecall) -> list[str]:
    from tilescribe.evaluate.report.chance import chance_of_image_to_text, chance_of_mean, chance_of_text_to_image

    ks = list(next(iter(measured.channels.values())).standard.text_to_image.at)
    forth = [chance_of_text_to_image(measured.pictures, k=k) for k in ks]
    back = [chance_of_image_to_text(measured.queries, measured.pictures, k=k) for k in ks]
    return [*map(percent, (*forth, *back)), percent(chance_of_mean(measured))]


def _recall(recall: RetrievalRecall) -> list[str]:
    forth, back = recall.text_to_image.at, recall.image_to_text.at
    each = [percent(estimate.value) for estimate in (*forth.values(), *back.values())]
    return [*each, percent(recall.mean.value), interval(recall.mean)]


def _scenes(scenes: SceneResult) -> Table:
    ks = list(next(iter(scenes.channels.values())).precision_at)
    title = f"Scenes: {len(scenes.classes)} classes, {scenes.pictures:,} pictures"
    table = new_table(title, "channel", "mAP", *(f"P@{k}" for k in ks), "zero-shot accuracy")
    for name, scores in scenes.channels.items():
        precision = [percent(scores.precision_at[k]) for k in ks]
        table.add_row(name, percent(scores.mean_average_precision), *precision, percent(scores.accuracy))
    return table


def _score(found: ScoreResult) -> Table:
    asked = found.questions + found.absent_questions
    title = f"What the score means: the first {found.looked_at} hits of {asked:,} questions"
    table = new_table(title, "score", "hits", "mean score", "right")
    for one in found.diagram:
        if one.score is not None and one.right is not None:
            bounds = f"{100 * one.low:.0f} to {100 * one.high:.0f} %"
            table.add_row(bounds, f"{one.count:,}", percent(one.score), percent(one.right))
    return table


def _score_lines(found: ScoreResult) -> list[str]:
    near, every = f"{found.error_looked_at:.3f}", f"{found.error:.4f}"
    lines = [f"Calibration error of the score: {near} among the first {found.looked_at} hits, {every} of all pairs."]
    if found.precision_above_half is not None:
        lines.append(
            f"Above 50 %: {percent(found.precision_above_half)} % right, of which these are "
            f"{percent(found.recall_above_half)} % of all that is right."
        )
    if found.presence_auroc is not None and found.present_above_half is not None:
        lines.append(
            f"Whether any picture shows it: AUROC {found.presence_auroc:.3f}; a hit above 50 % have "
            f"{percent(found.present_above_half)} % of the captions, and {percent(found.absent_above_half)} % of "
            f"{found.absent_questions} questions that no aerial picture answers."
        )
    return lines


def _calibration(found: CalibrationResult) -> list[Table]:
    if found.default is None or found.fitted is None:
        return []
    title = f"Calibration: {found.pictures:,} pictures, each half scored by the fit on the other"
    figures = new_table(
        title,
        "scores",
        f"error, first {found.fitted.looked_at} hits",
        "error, all pairs",
        "right above 50 %",
        "unanswerable above 50 %",
        "AUROC",
    )
    bins = new_table(
        f"Reliability of the first {found.fitted.looked_at} hits",
        "score",
        "default: hits",
        "right",
        "fit: hits",
        "right",
    )
    for name, one in (("default", found.default), ("fit", found.fitted)):
        figures.add_row(
            name,
            f"{one.error_looked_at:.3f}",
            f"{one.error:.4f}",
            _share(one.precision_above_half),
            percent(one.absent_above_half),
            "" if one.presence_auroc is None else f"{one.presence_auroc:.3f}",
        )
    for before, after in zip(found.default.diagram, found.fitted.diagram, strict=True):
        cells = [text for one in (before, after) for text in (f"{one.count:,}", _share(one.right))]
        bins.add_row(f"{100 * before.low:.0f} to {100 * before.high:.0f} %", *cells)
    return [figures, bins]


def _share(value: float | None) -> str:
    return "" if value is None else percent(value)


def _calibration_lines(found: CalibrationResult) -> list[str]:
    lines = [
        f"What {name} sees {'counts' if counts else 'tells nothing, and does not count'}."
        for name, counts in found.counted.items()
    ]
    lines += [f"Calibration kept in {path}; delete the file for the default." for path in found.files]
    return lines


def _robustness(robustness: RobustnessResult) -> Table:
    table = new_table(
        f"Robustness: {robustness.pictures:,} pictures, fused", "pictures", "mR", "change", "accuracy", "change"
    )
    for row in robustness.rows:
        table.add_row(
            row.degradation,
            _of_fused(row.mean_recall),
            _of_fused(row.mean_recall_change, sign="+"),
            _of_fused(row.accuracy),
            _of_fused(row.accuracy_change, sign="+"),
        )
    return table


def _localisation(found: LocalisationResult) -> Table:
    title = f"On a map of {found.pictures:,} pictures: {found.questions:,} questions, {found.tiles:,} tiles"
    table = new_table(title, "first k hits", "on the right cell", "by chance", "mean overlap")
    for k, share in found.overlapping.items():
        table.add_row(str(k), percent(share), percent(found.chance[k]), f"{found.mean_overlap[k]:.2f}")
    return table


def _logic(found: LogicResult) -> Table:
    title = f"Questions in parts: {found.pictures:,} pictures, mAP"
    table = new_table(title, "questions", "how many", "as plain words", "in parts", "change", "at least as good")
    for kind, scores in found.kinds.items():
        change = f"{100 * (scores.read - scores.plain):+.1f}"
        figures = (percent(scores.plain), percent(scores.read), change, percent(scores.not_worse))
        table.add_row(kind, f"{scores.questions:,}", *figures)
    return table


def _lines(report: EvaluationReport) -> list[str]:
    lines = _score_lines(report.score) if report.score else []
    lines += change_lines(report.changes) if report.changes else []
    lines += _calibration_lines(report.calibration) if report.calibration else []
    for kind, measured in report.retrieval.items():
        if measured.single is not None and "descriptions" in measured.channels:
            best = measured.channels["descriptions"].standard.mean.value
            lines.append(
                f"One description a picture, {kind} queries: mR {percent(measured.single.mean)} on average over "
                f"{len(measured.single.variants)}; the best of all: {percent(best)}"
            )
    duplicates = report.dataset.duplicates
    if duplicates is not None and duplicates.repeated:
        lines.append(
            f"Of {duplicates.captions:,} captions {duplicates.distinct:,} are different sentences; "
            f"{duplicates.between:,} stand at more than one picture"
        )
    if report.localisation is not None and (maps := report.localisation.semantic) is not None:
        lines.append(
            f"Heat maps: Rsu {maps.significant_area:.2f}, Ras {maps.attention_shift:.2f} (lower is better), Rda "
            f"{maps.discrete_attention:.2f}, Rmi {maps.combined:.2f}"
        )
    if report.logic is not None:
        read, captions = report.logic.captions_read, report.logic.captions
        lines.append(f"Of {captions:,} different captions {read:,} are read as more than plain words")
    lines += [_efficiency(report.efficiency)] if report.efficiency else []
    who = " and ".join(author.captioner for author in report.models.authors)
    lines.append(f"{who}, embedded with {report.models.embedder}, in {report.duration_s:.1f} s")
    return lines


def _efficiency(measured: EfficiencyResult) -> str:
    parts = []
    if measured.seconds_per_tile is not None:
        parts.append(f"{1000 * measured.seconds_per_tile:.1f} ms a picture")
    parts.append(f"{measured.bytes_per_tile / 1000:.1f} kB a picture")
    if measured.queries_per_s is not None:
        parts.append(f"{measured.queries_per_s:.0f} queries a second")
    parts.append(f"peak memory {measured.peak_memory_bytes / 1e6:.0f} MB")
    return ", ".join(parts)


def _of_fused(figures: Mapping[str, float], *, sign: str = "") -> str:
    return f"{100 * figures['fused']:{sign}.1f}" if "fused" in figures else ""
