"""Answers as tables for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.cli.screen import output as standard_output
from tilescribe.domain.hit import score_text

if TYPE_CHECKING:
    from rich.table import Table

    from tilescribe.domain.hit import Answer, Hit, HitPair
    from tilescribe.searching import Output

__all__ = ["answer_table"]

_WHOLE = 0.995
"""Share of valid pixels from which it is not worth a column of the table."""


def answer_table(answer: Answer, *, output: Output | None, why: bool = False) -> None:
    """Print an answer, or write the same table to a file. An answer without hits prints nothing, and an empty file.

    Args:
        answer: Of any question.
        output: None for the screen.
        why: Below what matched, say what speaks against each hit.
    """
    if output is None:
        if answer.hits:
            standard_output().print(_table(answer, why=why))
        return
    from rich.console import Console

    with output.writing() as draft, draft.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        if answer.hits:
            Console(file=stream, width=160, highlight=False).print(_table(answer, why=why))


def _table(answer: Answer, *, why: bool) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    if answer.changed:
        return _changes_table(answer)
    table = Table(box=SIMPLE_HEAD, title=escape(answer.question), title_justify="left", pad_edge=False)
    table.add_column("#", justify="right")
    table.add_column("score", justify="right")
    verified = any(hit.verified is not None for hit in answer.hits)
    if verified:
        table.add_column("verified", justify="right")
    looked_at = any(hit.crop is not None for hit in answer.hits)
    if looked_at:
        table.add_column("closer", justify="right")
    table.add_column("tile", justify="right")
    table.add_column("raster", overflow="fold")
    table.add_column("acquired")
    table.add_column("side", justify="right")
    partly = any(hit.valid_share < _WHOLE for hit in answer.hits)
    if partly:
        table.add_column("seen", justify="right")
    dated = any(hit.dates for hit in answer.hits)
    if dated:
        table.add_column("other dates")
    table.add_column("lon, lat")
    table.add_column("what matched", ratio=1)
    for hit in answer.hits:
        table.add_row(
            str(hit.rank),
            score_text(hit.score),
            *([_probability(hit)] if verified else []),
            *(["" if hit.crop is None else f"{hit.crop.score:.2f}"] if looked_at else []),
            str(hit.tile_id),
            escape(hit.raster) + ("" if hit.available else " [red](file gone)[/red]"),
            _when(hit),
            f"{hit.level_m:g} m",
            *([f"{hit.valid_share:.0%}"] if partly else []),
            *(["\n".join(map(str, hit.dates))] if dated else []),
            _place(hit),
            _found_by(hit) + _marked(hit) + (_against(hit) if why else ""),
        )
    return table


def _when(hit: Hit) -> str:
    """The date, and below it the label that people gave the raster."""
    from rich.markup import escape

    return "\n".join(filter(None, (hit.period.date if hit.period else "", escape(hit.label))))


def _changes_table(answer: Answer) -> Table:
    """Both dates of every place, what each shows, and what has changed."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    asked = bool(answer.question)
    title = escape(answer.question) if asked else "What has changed most"
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    table.add_column("#", justify="right")
    if asked:
        table.add_column("score", justify="right")
    table.add_column("change", justify="right")
    table.add_column("tile", justify="right")
    table.add_column("raster", overflow="fold")
    table.add_column("before, after")
    table.add_column("side", justify="right")
    was = any(hit.pair is not None and hit.pair.was is not None for hit in answer.hits)
    if was:
        table.add_column("was", justify="right")
    table.add_column("lon, lat")
    table.add_column("what has changed", ratio=1)
    for hit in answer.hits:
        pair = hit.pair
        assert pair is not None, "an answer about changes"
        dates = [one.date if one else "no date" for one in (pair.period, hit.period)]
        table.add_row(
            str(hit.rank),
            *([score_text(hit.score)] if asked else []),
            _magnitude(pair),
            str(hit.tile_id),
            escape(hit.raster) + ("" if hit.available else " [red](file gone)[/red]"),
            "\n".join(dates),
            f"{hit.level_m:g} m",
            *(["" if pair.was is None else score_text(pair.was)] if was else []),
            _place(hit),
            _marked(hit) if hit.matched_kind == "change" else escape(pair.change),
        )
    return table


def _magnitude(pair: HitPair) -> str:
    """How much has changed, with its uncertainty: `34 ± 5 %`."""
    if pair.measures is None:
        return ""
    return f"{100 * pair.measures.magnitude:.0f} ± {100 * pair.measures.magnitude_error:.0f} %"


def _probability(hit: Hit) -> str:
    return "" if hit.verified is None else f"{hit.verified:.2f}"


def _place(hit: Hit) -> str:
    point = hit.geometry.representative_point()
    return f"{point.x:.5f}, {point.y:.5f}"


def _found_by(hit: Hit) -> str:
    """Where words are not the reason, what is."""
    return "[dim]by its picture;[/dim] " if hit.matched_by == "picture" else ""


def _against(hit: Hit) -> str:
    """What lowers the score, one line each."""
    from rich.markup import escape

    return "".join(f"\n[dim]but:[/dim] {escape(one)}" for one in hit.against)


def _marked(hit: Hit) -> str:
    """The matching text with the words of the question in bold."""
    import re

    from rich.markup import escape

    text = escape(hit.matched)
    for word in hit.words:
        text = re.sub(rf"(?i)\b({re.escape(word)}\w*)", r"[bold]\1[/bold]", text)
    return text
