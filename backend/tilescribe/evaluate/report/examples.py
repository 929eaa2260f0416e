"""Section with example questions and their hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tilescribe.evaluate.report.formatting import cut
from tilescribe.evaluate.report.markup import Html, element, join

if TYPE_CHECKING:
    from tilescribe.evaluate.report.thumbnails import Thumbnails
    from tilescribe.evaluate.results import Example, Examples, Retrieved

__all__ = ["examples"]

_MOST_CHARACTERS = 90
"""Of a description under a thumbnail."""


def examples(found: Examples, thumbnails: Thumbnails) -> Html | None:
    """Hits with the largest lead and the worst misses; None when there is neither."""
    parts = [
        _group("Hits with the largest lead", found.hits, thumbnails),
        _group("The worst misses", found.misses, thumbnails),
    ]
    return join(parts) or None


def _group(title: str, chosen: Sequence[Example], thumbnails: Thumbnails) -> Html | None:
    if not chosen:
        return None
    shown = element("ul", [_example(one, thumbnails) for one in chosen], class_="examples")
    return join([element("h3", title), shown])


def _example(one: Example, thumbnails: Thumbnails) -> Html:
    answers = [_answer(rank, found, thumbnails) for rank, found in enumerate(one.retrieved, start=1)]
    missing = None if any(found.right for found in one.retrieved) else _expected(one, thumbnails)
    return element(
        "li",
        element("h4", f"“{one.query}”"),
        element("div", missing, element("ol", answers), class_="strip"),
    )


def _expected(one: Example, thumbnails: Thumbnails) -> Html:
    """The right picture, where it is not among those shown."""
    return element(
        "figure",
        thumbnails.show(one.expected),
        element("figcaption", element("b", f"Wanted: rank {one.rank:,}"), *_said(one.score, one.description)),
        class_="answer wanted",
    )


def _answer(rank: int, found: Retrieved, thumbnails: Thumbnails) -> Html:
    mark = "✓ " if found.right else ""
    return element(
        "li",
        thumbnails.show(found.picture),
        element(
            "div",
            element("b", f"{mark}{rank}", title="the right picture" if found.right else None),
            *_said(found.score, found.matched),
        ),
        class_="answer right" if found.right else "answer",
    )


def _said(score: float, text: str) -> tuple[Html, Html]:
    score_shown = element("span", f" {score:.3f}", class_="score")
    return score_shown, element("q", cut(text, most=_MOST_CHARACTERS), title=text) if text else Html()
