"""The HTML page of a report, put together from its sections."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from tilescribe.evaluate.datasets import open_picture
from tilescribe.evaluate.report.about import about, left_out
from tilescribe.evaluate.report.changes import changes
from tilescribe.evaluate.report.efficiency import efficiency
from tilescribe.evaluate.report.examples import examples
from tilescribe.evaluate.report.glossary import how_to_read
from tilescribe.evaluate.report.headline import page_header
from tilescribe.evaluate.report.localisation import localisation
from tilescribe.evaluate.report.logic import logic
from tilescribe.evaluate.report.markup import Html, element
from tilescribe.evaluate.report.retrieval import ceiling, retrieval
from tilescribe.evaluate.report.robustness import robustness
from tilescribe.evaluate.report.scenes import scenes
from tilescribe.evaluate.report.score import calibrated, score
from tilescribe.evaluate.report.thumbnails import Thumbnails

if TYPE_CHECKING:
    from tilescribe.evaluate.report.thumbnails import Reader
    from tilescribe.evaluate.results import EvaluationReport
    from tilescribe.searching import Output

__all__ = ["render_html", "write_html"]

T = TypeVar("T")

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""Captions are foreign text: should one ever pass for markup, it can neither run nor fetch anything."""


def write_html(report: EvaluationReport, output: Output, *, pictures: Reader = open_picture) -> None:
    """Write the report as one HTML file with all that it shows: whole, or not at all.

    Args:
        report: What was found out.
        output: The file.
        pictures: Opens a picture as (height, width, 3) uint8, for thumbnails.

    Raises:
        OutputError: The file cannot be written, or what is there must not be replaced.
    """
    # File names and captions may hold half a character (a lone surrogate), which no encoding can write.
    content = render_html(report, pictures=pictures).encode("utf-8", errors="replace")
    with output.writing() as draft:
        draft.write_bytes(content)


def render_html(report: EvaluationReport, *, pictures: Reader = open_picture) -> Html:
    """The page as text. Sections without results are left out."""
    thumbnails = Thumbnails(pictures)
    sections: list[tuple[str, str, Html]] = [
        (_anchor(title), title, content) for title, content in _sections(report, thumbnails) if content
    ]
    title = f"{report.dataset.name}: Tilescribe evaluation"
    return Html(
        "<!DOCTYPE html>\n"
        + element(
            "html",
            element(
                "head",
                element("meta", charset="utf-8"),
                element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
                element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                element("meta", name="color-scheme", content="light dark"),
                element("title", title),
                element("style", Html(files(__package__).joinpath("style.css").read_text(encoding="utf-8"))),
            ),
            element(
                "body",
                page_header(report),
                element("nav", [element("a", title, href=f"#{anchor}") for anchor, title, _ in sections]),
                element("main", [_section(*section) for section in sections]),
                element("footer", f"Tilescribe {report.version}"),
            ),
            lang="en",
        )
        + "\n"
    )


def _sections(report: EvaluationReport, thumbnails: Thumbnails) -> list[tuple[str, Html | None]]:
    kinds = {"short": "Retrieval by captions", "rich": "Retrieval by rich texts"}
    return [
        ("What was measured", about(report)),
        *((kinds.get(kind, f"Retrieval: {kind}"), retrieval(found)) for kind, found in report.retrieval.items()),
        ("What has changed", _of(report.changes, changes)),
        ("Ceiling", _of(report.ceiling, ceiling)),
        ("Scenes", _of(report.scenes, scenes)),
        ("What the score means", _of(report.score, score)),
        ("Calibration", _of(report.calibration, calibrated)),
        ("Robustness", _of(report.robustness, robustness)),
        ("On a map", _of(report.localisation, localisation)),
        ("Questions in parts", _of(report.logic, logic)),
        ("Efficiency", _of(report.efficiency, efficiency)),
        ("Examples", _of(report.examples, lambda found: examples(found, thumbnails))),
        ("Left out", left_out(report)),
        ("How to read this", how_to_read(report)),
    ]


def _of(found: T | None, show: Callable[[T], Html | None]) -> Html | None:
    return None if found is None else show(found)


def _section(anchor: str, title: str, content: Html) -> Html:
    return element("section", element("h2", title), content, id=anchor)


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-").replace(":", "")
