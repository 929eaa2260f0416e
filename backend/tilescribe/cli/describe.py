"""`tilescribe describe`"""

from __future__ import annotations

from typing import Annotated

import typer

from tilescribe import config
from tilescribe.cli.arguments import Prompt
from tilescribe.cli.exit_status import PARTIAL

__all__ = ["describe"]


def describe(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Rasters to look at.", show_default=False)],
    captioner: Annotated[
        str, typer.Option(metavar="NAME", help="What describes them; see `tilescribe models`.")
    ] = config.DEFAULT_CAPTIONER,
    prompt: Prompt = None,
    profile: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Sensor profile, or band roles: nir,red,green.", show_default="detected"),
    ] = None,
    level: Annotated[
        float | None,
        typer.Option(metavar="M", help="Describe tiles of this side in metres.", show_default="the whole raster"),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write one JSON object a tile.")] = False,
) -> None:
    """Describe rasters at once, without a catalog.

    Example: tilescribe describe tifs/scene.tif
    """
    from tilescribe.cli.describing import print_descriptions

    failures = print_descriptions(files, captioner=captioner, prompt=prompt, profile=profile, level_m=level, json=json)
    if failures:
        raise typer.Exit(PARTIAL)
