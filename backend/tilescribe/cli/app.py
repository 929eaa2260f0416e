"""The commands, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from tilescribe import __version__
from tilescribe.cli import demo, describe, doctor_command, evaluate, index, info, models, search, serve, verify

__all__ = ["app"]

app = typer.Typer(
    name="tilescribe",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_COMMANDS: dict[str, Callable[..., None] | typer.Typer] = {
    "index": index.index,
    "search": search.search,
    "similar": search.similar,
    "describe": describe.describe,
    "info": info.info,
    "verify": verify.verify,
    "models": models.app,
    "doctor": doctor_command.doctor,
    "serve": serve.serve,
    "evaluate": evaluate.evaluate,
    "demo": demo.demo,
}
for name, command in _COMMANDS.items():
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)


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
