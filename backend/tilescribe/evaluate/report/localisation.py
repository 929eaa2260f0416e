"""Section on localisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.formatting import percent
from tilescribe.evaluate.report.markup import Html, element, join, table

if TYPE_CHECKING:
    from tilescribe.evaluate.results import LocalisationResult, SemanticLocalisation

__all__ = ["localisation"]


def localisation(found: LocalisationResult) -> Html:
    """Shares by depth beside chance, and the measures of a heat map, or that there is none."""
    return join([element("p", _what(found)), _table(found), _semantic(found.semantic)])


def _what(found: LocalisationResult) -> str:
    levels = " and ".join(f"{level:.3g} m" for level in found.levels_m)
    return (
        f"{plural(found.pictures, 'picture')} of {found.cell_px} px ({found.cell_px * found.gsd_m:.3g} m) side by side "
        f"on one georeferenced raster, cut into {plural(found.tiles, 'tile')} of {levels}, indexed and searched as any "
        f"raster is. {plural(found.questions, 'question')}: captions that stand at one picture only. A hit counts when "
        "its tile overlaps the picture’s cell."
    )


def _table(found: LocalisationResult) -> Html:
    words = ("Right place", "By chance", "Mean overlap (IoU)")
    head = [[element("th", "Hits", scope="col"), *(element("th", one, scope="col", class_="number") for one in words)]]
    body = [
        [
            element("th", f"First {k}" if k > 1 else "First", scope="row"),
            element("td", percent(share), class_="number"),
            element("td", percent(found.chance[k]), class_="number"),
            element("td", percent(found.mean_overlap[k]), class_="number"),
        ]
        for k, share in found.overlapping.items()
    ]
    return table("Questions led to the right cell, per cent", head, body, class_="narrow")


def _semantic(found: SemanticLocalisation | None) -> Html:
    if found is None:
        return element(
            "p",
            "Semantic localisation (Rsu, Ras, Rda, Rmi; Yuan et al., TGRS 2022): not measured.",
            class_="note",
        )
    return element(
        "p",
        f"Semantic localisation (Yuan et al., TGRS 2022): Rsu {found.significant_area:.3f}, Ras "
        f"{found.attention_shift:.3f} (lower is better), Rda {found.discrete_attention:.3f}, Rmi {found.combined:.3f}.",
    )
