"""Section on time and space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.evaluate.report.formatting import NOT_MEASURED, duration, size
from tilescribe.evaluate.report.markup import Html, element, table

if TYPE_CHECKING:
    from tilescribe.evaluate.results import EfficiencyResult

__all__ = ["efficiency"]


def efficiency(found: EfficiencyResult) -> Html:
    """Stages on one side, totals on the other."""
    return element("div", _stages(found), _totals(found), class_="pair")


def _stages(found: EfficiencyResult) -> Html | None:
    if not found.stages:
        return None
    words = ("Items", "Time", "Each")
    head = [[element("th", "Stage", scope="col"), *(element("th", one, scope="col", class_="number") for one in words)]]
    body = [
        [
            element("th", stage.stage.capitalize(), scope="row"),
            element("td", f"{stage.items:,}", class_="number"),
            element("td", duration(stage.seconds), class_="number"),
            element("td", duration(stage.seconds / max(1, stage.items)), class_="number"),
        ]
        for stage in found.stages
    ]
    return table("Time by stage; stages may run side by side", head, body)


def _totals(found: EfficiencyResult) -> Html:
    per_tile, speed, peak = found.seconds_per_tile, found.queries_per_s, found.peak_memory_bytes
    rows = [
        ("Time a tile, all stages", "nothing was left to describe" if per_tile is None else duration(per_tile)),
        ("Catalog a tile", size(found.bytes_per_tile)),
        ("Questions a second", NOT_MEASURED if speed is None else f"{speed:,.1f}"),
        ("Peak memory of the process", size(peak) if peak else NOT_MEASURED),
        *((f"Weights of {name}", size(count)) for name, count in found.model_bytes.items()),
    ]
    body = [[element("th", name, scope="row"), element("td", value, class_="number")] for name, value in rows]
    return table("Speed, room and memory", [], body)
