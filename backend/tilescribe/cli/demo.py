"""`tilescribe demo`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tilescribe.cli.exit_status import PARTIAL

__all__ = ["demo"]


def demo(
    imagery: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Your own imagery instead of drawn scenes; repeatable.", show_default=False),
    ] = None,
    query: Annotated[
        list[str] | None,
        typer.Option(metavar="QUESTION", help="What to ask; repeatable.", show_default="a few questions"),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where everything is written.")
    ] = Path("demo-output"),
    size_px: Annotated[
        int, typer.Option(metavar="PX", help="Side of the drawn scenes; smaller is quicker.", min=512, max=8192)
    ] = 4096,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Also in a folder that no earlier demo has made.")
    ] = False,
) -> None:
    """Do the main job on drawn imagery, or your own.

    Example: tilescribe demo --size-px 512 --output demo
    """
    from tilescribe.cli.showing import show_demo

    if not show_demo(imagery or [], questions=query or [], folder=output, size_px=size_px, overwrite=overwrite):
        raise typer.Exit(PARTIAL)
