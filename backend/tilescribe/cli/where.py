"""`tilescribe where`"""

from __future__ import annotations

import json as jsonlib
from typing import TYPE_CHECKING, Annotated

import typer

from tilescribe.cli.arguments import CatalogLocation, Plain
from tilescribe.cli.screen import output
from tilescribe.config import DEFAULT_CAPTIONER

if TYPE_CHECKING:
    from rich.table import Table

    from tilescribe.domain.heat_map import HeatMap, ScoredWindow
    from tilescribe.domain.question import Reading

__all__ = ["print_heat_map", "where"]


def where(
    catalog: CatalogLocation,
    tile_id: Annotated[
        int, typer.Argument(metavar="TILE_ID", help="A tile's number, from a search.", show_default=False)
    ],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Plain words, in quotes.", show_default=False)],
    grid: Annotated[int, typer.Option(metavar="N", help="Windows along each side of the tile, 2 to 9.")] = 5,
    captioner: Annotated[
        str, typer.Option(metavar="NAME", help="What looks at them; it must give visual vectors.")
    ] = DEFAULT_CAPTIONER,
    embedder: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What makes a vector of the question.", show_default="the last used"),
    ] = None,
    plain: Plain = False,
    json: Annotated[bool, typer.Option("--json", help="Write the windows with their scores as GeoJSON.")] = False,
) -> None:
    """Show where in a tile the words match.

    Overlapping windows of half the tile's sides are read from the raster and compared with the question, each by
    itself. The first row of the grid is the raster's first one, which is north where the raster is north up.

    Example: tilescribe where area.gpkg 1 "a lake"
    """
    from tilescribe import open_catalog
    from tilescribe import where as ask
    from tilescribe.cli.answering import tell_of_loading, tell_of_reading
    from tilescribe.describe import close_captioner, load_captioner
    from tilescribe.embed import embedder_in_use, load_embedder

    reading: Reading = "plain" if plain else "auto"
    with open_catalog(catalog) as store:
        name = embedder or embedder_in_use(store.embedders())
        tell_of_loading(name)
        model = load_captioner(captioner)
        try:
            found = ask(
                store, tile_id, question, grid=grid, captioner=model, embedder=load_embedder(name), reading=reading
            )
        finally:
            close_captioner(model)
    tell_of_reading(question, reading)
    print_heat_map(found, json=json)


def print_heat_map(heat_map: HeatMap, *, json: bool) -> None:
    """The grid of scores with the place of the best one, or GeoJSON."""
    from tilescribe.searching import centre_of

    if json:
        typer.echo(jsonlib.dumps(heat_map.__geo_interface__, ensure_ascii=False))
        return
    output().print(_table(heat_map))
    best = heat_map.best
    lon, lat = centre_of(best.footprint)
    typer.echo(
        f"Best at {lon:.5f}, {lat:.5f} (row {best.row + 1}, column {best.column + 1}): {_text(best.score)}; "
        f"the whole tile: {_text(heat_map.score)}"
    )


def _table(heat_map: HeatMap) -> Table:
    """One number a window, the best in bold; a dash where there is no picture."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    rows, columns = heat_map.shape
    best = heat_map.best
    table = Table(box=SIMPLE_HEAD, title=escape(heat_map.question), title_justify="left", pad_edge=False)
    for name in ("", *range(1, columns + 1)):
        table.add_column(str(name), justify="right")
    for row in range(rows):
        windows = heat_map.windows[row * columns : (row + 1) * columns]
        table.add_row(str(row + 1), *(_cell(one, best=one is best) for one in windows))
    return table


def _cell(window: ScoredWindow, *, best: bool) -> str:
    if window.score is None:
        return "–"
    return f"[bold]{_text(window.score)}[/bold]" if best else _text(window.score)


def _text(score: float | None) -> str:
    from tilescribe.domain.hit import score_text

    return "–" if score is None else score_text(score)
