"""Header of the page: title, result in one sentence, and cards with the main figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.chance import chance_of_text_to_image
from tilescribe.evaluate.report.formatting import cut, interval, moment, percent, with_sign
from tilescribe.evaluate.report.markup import Html, element

if TYPE_CHECKING:
    from tilescribe.evaluate.results import EvaluationReport, QueryRecall

__all__ = ["page_header"]

_DEPTH = 10


def page_header(report: EvaluationReport) -> Html:
    """Title, one sentence, cards."""
    dataset = report.dataset
    split = f" · {dataset.split}" if dataset.split else ""
    return element(
        "header",
        element("p", "Tilescribe evaluation", class_="over"),
        element("h1", dataset.name, element("span", split, class_="split") if split else None),
        element("p", _facts(report), class_="facts"),
        element("p", _sentence(report), class_="lead"),
        element("div", _cards(report), class_="cards"),
    )


def _facts(report: EvaluationReport) -> str:
    dataset = report.dataset
    parts = [plural(dataset.pictures, "picture")]
    if dataset.captions:
        parts.append(plural(dataset.captions, "caption"))
    if dataset.classes:
        parts.append(plural(len(dataset.classes), "class", "classes"))
    parts += [f"captioner {report.settings.captioner}", f"embedder {report.models.embedder}", moment(report.started)]
    return " · ".join(parts)


def _sentence(report: EvaluationReport) -> str:
    """The result in plain words."""
    asked = next(iter(report.retrieval.values()), None)
    if asked is not None and "fused" in asked.channels:
        found = asked.channels["fused"].standard.text_to_image.at
        depth = _DEPTH if _DEPTH in found else max(found)
        chance = chance_of_text_to_image(asked.pictures, k=depth)
        return (
            f"Of {plural(asked.queries, 'question')}, {with_sign(found[depth].value)} find their picture among the "
            f"first {depth} of {asked.pictures:,}; guessing would find {with_sign(chance)}."
        )
    if report.scenes is not None and "fused" in report.scenes.channels:
        scores = report.scenes.channels["fused"]
        return (
            f"Asked for {plural(len(report.scenes.classes), 'class', 'classes')} in words, the search names the class "
            f"of {with_sign(scores.accuracy)} of {plural(report.scenes.pictures, 'picture')} rightly; guessing would "
            f"name {with_sign(1 / len(report.scenes.classes))}."
        )
    if report.changes is not None and report.changes.labels:
        label, kind = next(iter(report.changes.labels.items()))
        every = kind.pairs + kind.others
        return (
            f"Asked for “{kind.question}”, {plural(kind.pairs, 'pair')} labelled {label} of {every:,} come first with "
            f"an average precision of {with_sign(kind.average_precision['fused'])}; chance has "
            f"{with_sign(kind.pairs / every)}."
        )
    return "Nothing could be scored: the data set has neither captions nor labels that took part."


def _cards(report: EvaluationReport) -> list[Html]:
    cards = [card for asked in report.retrieval.values() for card in _retrieval_cards(asked)][:3]
    if report.scenes is not None and "fused" in report.scenes.channels:
        scores = report.scenes.channels["fused"]
        cards.append(_card("Zero-shot", percent(scores.accuracy), "%", "pictures given their class"))
    for label, kind in list(report.changes.labels.items())[:3] if report.changes is not None else ():
        cards.append(_card(label, percent(kind.average_precision["fused"]), "%", "average precision of pairs"))
    if report.localisation is not None:
        found = report.localisation.overlapping
        depth = max(found)
        cards.append(_card(f"Map, top {depth}", percent(found[depth]), "%", "questions led to the right place"))
    if report.efficiency is not None and report.efficiency.queries_per_s:
        cards.append(_card("Speed", f"{report.efficiency.queries_per_s:,.0f}", "/s", "questions, one at a time"))
    return cards


def _retrieval_cards(asked: QueryRecall) -> list[Html]:
    if "fused" not in asked.channels:
        return []
    found = asked.channels["fused"].standard
    forth = found.text_to_image
    depth = max(forth.at)
    note = interval(found.mean) or "mean of R@k, both ways"
    cards = [_card(f"mR, {asked.kind} texts", percent(found.mean.value), "%", note)]
    if asked.kind == "short":
        at = forth.at[depth]
        cards.append(_card(f"R@{depth}, text → image", percent(at.value), "%", f"median rank {forth.median_rank:,.0f}"))
    return cards


def _card(name: str, figure: str, unit: str, note: str) -> Html:
    return element(
        "div",
        element("p", cut(name, most=40), class_="name"),
        element("p", figure, element("span", unit, class_="unit"), class_="figure"),
        element("p", note, class_="note"),
        class_="card",
    )
