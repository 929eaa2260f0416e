"""`tilescribe rasters`"""

from __future__ import annotations

import json as jsonlib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tilescribe.cli.arguments import CatalogLocation, Changes
from tilescribe.cli.screen import output, shorten_path, warn
from tilescribe.domain.plurals import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tilescribe.catalog.types import StoredRaster
    from tilescribe.comparing.dating import Edits

__all__ = ["rasters"]

_FILE = "file"
"""In the place of a date: as the file tells."""


def rasters(
    catalog: CatalogLocation,
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LABEL|DATE|FOLDER|GLOB]...", help="Which rasters; repeatable.", show_default="all that there are"
        ),
    ] = None,
    undated: Annotated[bool, typer.Option("--undated", help="Of these, those without a date.")] = False,
    set_date: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|file",
            help="When they were acquired: 2011, 2011-05, 2011-05-22, or 2011-05-22/2011-05-24; `file`: as tags and "
            "name tell.",
            show_default=False,
        ),
    ] = None,
    set_label: Annotated[
        str | None,
        typer.Option(metavar="WORD", help='By what to call them: before, after, any word; "" for none.'),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="With --set-…: all rasters of the catalog.")] = False,
    changes: Changes = None,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON list.")] = False,
) -> None:
    """List the rasters of a catalog with date and label, or give them one.

    What is set reaches all tiles, marks and filters at once, also while a run fills the catalog, and is kept by every
    later `index`. Where dates were compared before, `compare` again.

    Example: tilescribe rasters area.gpkg

    Example: tilescribe rasters area.gpkg 2025-06 --set-label after
    """
    from tilescribe import open_catalog
    from tilescribe.comparing.dating import AS_THE_FILE_SAYS, Edits

    edits = None
    if set_date is not None or set_label is not None:
        edits = Edits(AS_THE_FILE_SAYS if set_date == _FILE else _given(set_date), set_label)
        _refuse_unnamed(which, undated=undated, everything=everything)
    with open_catalog(catalog) as store:
        chosen = _chosen(store.rasters(), which or [], undated=undated)
        if edits is not None:
            _edit(catalog, changes, chosen, edits)
            ids = {raster.id for raster in chosen}
            chosen = [raster for raster in store.rasters() if raster.id in ids]
    if json:
        typer.echo(jsonlib.dumps([_row(raster) for raster in chosen], ensure_ascii=False, indent=2))
    else:
        _print(chosen)


def _given(date: str | None) -> str | None:
    from tilescribe.errors import InvalidDateError

    if date is not None and not date.strip():
        raise InvalidDateError("The date is empty", remedy=f"Give one, or `{_FILE}` for what the file tells")
    return date


def _refuse_unnamed(which: list[str] | None, *, undated: bool, everything: bool) -> None:
    from tilescribe.errors import InvalidOptionError

    if not which and not undated and not everything:
        raise InvalidOptionError(
            "No raster is named", remedy="Name a label, a date, a folder or a glob, or give --undated or --all"
        )
    if which and everything:
        raise InvalidOptionError("--all and names exclude each other", remedy="Give one of the two")


def _chosen(rasters: Sequence[StoredRaster], which: Sequence[str], *, undated: bool) -> list[StoredRaster]:
    from tilescribe.comparing.selection import parse_selection

    ids = {raster.id for text in which for raster in parse_selection(text).of(rasters, option="The raster")}
    return [
        raster
        for raster in rasters
        if (not which or raster.id in ids) and not (undated and raster.acquired is not None)
    ]


def _edit(catalog: str, changes: str | None, chosen: Sequence[StoredRaster], edits: Edits) -> None:
    from contextlib import ExitStack

    from tilescribe import open_catalog
    from tilescribe.catalog import is_catalog, open_annotations
    from tilescribe.catalog.opening import is_url
    from tilescribe.comparing import changes_of
    from tilescribe.comparing.dating import edit_rasters

    place = changes if changes is not None else None if is_url(catalog) else changes_of(catalog)
    with ExitStack() as stack:
        store, notes = stack.enter_context(open_catalog(catalog)), stack.enter_context(open_annotations(catalog))
        compared: dict[str, Any] = {}
        if place is not None and is_catalog(place):
            compared = {
                "changes": stack.enter_context(open_catalog(place)),
                "change_notes": stack.enter_context(open_annotations(place)),
            }
        edited = edit_rasters(store, notes, [raster.id for raster in chosen], edits, **compared)
    for notice in edited.notices:
        warn(notice)
    warn(f"{plural(edited.changed, 'raster')} changed, of {len(chosen):,} named.")


def _row(raster: StoredRaster) -> dict[str, Any]:
    return {
        "raster_id": raster.id,
        "path": raster.path,
        "acquired": str(raster.period) if raster.period else None,
        "acquired_source": raster.acquired_source,
        "label": raster.label,
        "tiles": sum(raster.tiles.values()),
        "state": raster.state.value,
        "reason": raster.reason,
    }


def _print(chosen: Sequence[StoredRaster]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("raster", "acquired", "by", "label", "tiles", "state"):
        table.add_column(name, justify="right" if name == "tiles" else "left", overflow="fold")
    for raster in chosen:
        table.add_row(
            escape(shorten_path(raster.path)),
            str(raster.period) if raster.period else "unknown",
            raster.acquired_source,
            escape(raster.label),
            f"{sum(raster.tiles.values()):,}",
            f"{raster.state}: {escape(raster.reason)}" if raster.reason else str(raster.state),
        )
    output().print(table)
    undated = sum(raster.acquired is None for raster in chosen)
    if undated:
        warn(f"Without a date: {plural(undated, 'raster')}. Give them one: tilescribe rasters CATALOG GLOB --set-date")
