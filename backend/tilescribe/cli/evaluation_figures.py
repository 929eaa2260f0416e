"""How the tables of an evaluation look, and how figures stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from tilescribe.evaluate.metrics import Estimate

__all__ = ["interval", "new_table", "percent", "share"]


def new_table(title: str, first: str, *others: str) -> Table:
    """An empty table: the first column is words, the others are figures."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table


def percent(share: float) -> str:
    """`12.3` of 0.123."""
    return f"{100 * share:.1f}"


def share(value: float | None) -> str:
    """The same, nothing for None."""
    return "" if value is None else percent(value)


def interval(estimate: Estimate) -> str:
    """`12.3 to 14.5`; nothing where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{percent(estimate.low)} to {percent(estimate.high)}"
