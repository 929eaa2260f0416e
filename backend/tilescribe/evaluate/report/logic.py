"""Section on questions that are read in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.formatting import change, percent
from tilescribe.evaluate.report.markup import Html, element, join, table

if TYPE_CHECKING:
    from tilescribe.evaluate.results import LogicResult

__all__ = ["logic"]


def logic(found: LogicResult) -> Html:
    """Mean average precision of each kind of question, read as plain words and in parts."""
    return join([element("p", _what(found)), _table(found)])


def _what(found: LogicResult) -> str:
    return (
        f"Questions such as “fields without trees”, made from what the captions of {plural(found.pictures, 'picture')} "
        "name: right is a picture of which two captions name what is asked for and none what shall be missing. Of "
        f"{plural(found.captions, 'different caption')} {found.captions_read:,} are read as more than plain words."
    )


def _table(found: LogicResult) -> Html:
    words = ("Questions", "As plain words", "In parts", "Change", "At least as good")
    head = [[element("th", "Kind", scope="col"), *(element("th", one, scope="col", class_="number") for one in words)]]
    body = [
        [
            element("th", kind.capitalize(), scope="row"),
            element("td", f"{scores.questions:,}", class_="number"),
            element("td", percent(scores.plain), class_="number"),
            element("td", percent(scores.read), class_="number"),
            element("td", change(scores.read - scores.plain), class_="number"),
            element("td", percent(scores.not_worse), class_="number"),
        ]
        for kind, scores in found.kinds.items()
    ]
    return table("Mean average precision, per cent", head, body, class_="narrow")
