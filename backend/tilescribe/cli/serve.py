"""`tilescribe serve`"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["serve"]


def serve(
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="0 takes a free one.")] = 0,
    token_fd: Annotated[
        int | None,
        typer.Option(
            "--token-fd",
            metavar="N",
            min=0,
            help="Read the token from this file descriptor.",
            show_default="TILESCRIBE_TOKEN, or made up",
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where jobs are remembered.", show_default="TILESCRIBE_STATE, or the user's own"
        ),
    ] = None,
    detached: Annotated[
        bool, typer.Option("--detached", help="Go on when standard input closes and the parent is gone.")
    ] = False,
    log_questions: Annotated[bool, typer.Option("--log-questions", help="Write questions to the log.")] = False,
    listen: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Answer beyond this machine; nothing is encrypted.")
    ] = "127.0.0.1",
) -> None:
    """Serve QGIS, scripts and notebooks over HTTP, on this machine only.

    One JSON line on standard output says where, once it answers. See docs/service.md.

    Example: tilescribe serve

    Example: TILESCRIBE_TOKEN=a-secret-of-your-own tilescribe serve --port 8765 --detached
    """
    from tilescribe.cli.screen import warn
    from tilescribe.service.serving import LOOPBACK, ServeOptions
    from tilescribe.service.serving import serve as run

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("tilescribe").setLevel(logging.INFO)
    if listen != LOOPBACK:
        warn(f"Warning: listening on {listen}. Whoever reaches it and reads the traffic can read and write your files.")
    run(
        ServeOptions(
            port=port,
            listen=listen,
            token_fd=token_fd,
            state=state,
            detached=detached,
            log_questions=log_questions,
        )
    )
    sys.stdout.flush()
    # A thread that still scores for nobody would hold the process beyond its two seconds.
    os._exit(0)
