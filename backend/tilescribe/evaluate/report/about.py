"""Sections on data, models and settings, and on what was left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.formatting import duration
from tilescribe.evaluate.report.markup import Child, Html, element, join, table

if TYPE_CHECKING:
    from tilescribe.evaluate.results import EvaluationReport

__all__ = ["about", "left_out"]

_NAMED = 20
"""Problems listed one by one; the JSON has all."""


def about(report: EvaluationReport) -> Html:
    """Data, models and settings, with the run's own notices."""
    notices = element("ul", [element("li", notice) for notice in report.notices], class_="notices")
    lists = element("div", _list(_data(report)), _list(_method(report)), class_="pair")
    return join([notices if report.notices else None, lists])


def left_out(report: EvaluationReport) -> Html | None:
    """Counts by reason, and the first ones by name; None when nothing was."""
    problems = report.dataset.problems
    if not problems:
        return None
    counts = ", ".join(f"{count:,} × {kind}" for kind, count in Counter(one.kind.value for one in problems).items())
    head = [[element("th", word, scope="col") for word in ("What", "Name", "Why")]]
    body = [
        [element("td", one.kind.value), element("td", one.name, class_="name"), element("td", one.reason)]
        for one in problems[:_NAMED]
    ]
    more = len(problems) - _NAMED
    return join(
        [
            element("p", f"{plural(len(problems), 'item')} took no part: {counts}."),
            table("Left out", head, body),
            element("p", f"And {more:,} more, all of which the JSON names.", class_="note") if more > 0 else None,
        ]
    )


def _data(report: EvaluationReport) -> list[tuple[str, Child]]:
    dataset = report.dataset
    rows: list[tuple[str, Child]] = [
        ("Images", element("code", dataset.images)),
        ("Captions", element("code", dataset.captions_file)),
        ("Split", dataset.split or "all"),
        ("Took part", _took_part(report)),
    ]
    copies = dataset.duplicates
    if copies is not None:
        repeated = f"{copies.repeated:,} of {copies.captions:,} repeat another one"
        rows.append(("Repeated captions", f"{repeated}; {copies.between:,} stand at more than one picture"))
    rows.append(("Left out", plural(len(dataset.problems), "item") if dataset.problems else "nothing"))
    return rows


def _took_part(report: EvaluationReport) -> str:
    dataset = report.dataset
    parts = [plural(dataset.pictures, "picture")]
    if dataset.captions:
        parts.append(f"{plural(dataset.captions, 'caption')} at {dataset.captioned:,} of them")
    if dataset.labelled:
        parts.append(f"{dataset.labelled:,} labelled with {plural(len(dataset.classes), 'class', 'classes')}")
    return ", ".join(parts)


def _method(report: EvaluationReport) -> list[tuple[str, Child]]:
    settings, models = report.settings, report.models
    authors = [
        [
            element("span", f"{author.captioner} ", class_="strong"),
            f"{author.model} / {author.prompt_version}",
            element("br"),
        ]
        for author in models.authors
    ]
    rows: list[tuple[str, Child]] = [
        ("Described by", authors),
        (
            "Embedder",
            [f"{models.embedder} ({models.dim} dimensions) ", element("code", models.embedder_fingerprint[:12])],
        ),
        ("Queries", settings.queries),
        ("Duration", duration(report.duration_s)),
    ]
    if settings.descriptions:
        rows.insert(1, ("Descriptions from", element("code", settings.descriptions)))
    if "rich" in report.retrieval:
        rows.append(("Long texts", element("code", settings.rich) if settings.rich else "the captions, joined"))
    if settings.limit is not None:
        rows.append(("Limit", plural(settings.limit, "picture")))
    if settings.labels_from_names:
        rows.append(("Labels", "taken from file names"))
    return rows


def _list(rows: list[tuple[str, Child]]) -> Html:
    return element("dl", [[element("dt", name), element("dd", value)] for name, value in rows], class_="settings")
