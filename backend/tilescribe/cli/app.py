"""The commands, by name."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tilescribe import __version__
from tilescribe.cli.quick import CommandsOnDemand, PlainValues

__all__ = ["app"]

_HOMES = {
    "index": "tilescribe.cli.index:index",
    "search": "tilescribe.cli.search:search",
    "similar": "tilescribe.cli.search:similar",
    "where": "tilescribe.cli.where:where",
    "heatmap": "tilescribe.cli.heatmap:heatmap",
    "compare": "tilescribe.cli.compare:compare",
    "describe": "tilescribe.cli.describe:describe",
    "info": "tilescribe.cli.info:info",
    "rasters": "tilescribe.cli.rasters:rasters",
    "verify": "tilescribe.cli.verify:verify",
    "doctor": "tilescribe.cli.doctor_command:doctor",
    "serve": "tilescribe.cli.serve:serve",
    "evaluate": "tilescribe.cli.evaluate:evaluate",
    "demo": "tilescribe.cli.demo:demo",
    "models": "tilescribe.cli.models:app",
}


class _Commands(PlainValues, TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = CommandsOnDemand(_HOMES)


app = typer.Typer(
    name="tilescribe",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tilescribe {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", is_eager=True, callback=_show_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks; may stand anywhere.")] = False,
) -> None:
    """Search your imagery in plain words, offline.

    Index a folder of GeoTIFFs, ask a question, get the matching tiles as georeferenced features.
    """
