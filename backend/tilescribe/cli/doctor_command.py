"""`tilescribe doctor`"""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["doctor"]


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> None:
    """Check the environment.

    Writes a report fit for a bug tracker, without home paths and secrets.
    Exit status 1 when something will not work.

    Example: tilescribe doctor
    """
    from tilescribe.cli.doctor import as_json, as_text, diagnose

    report = diagnose()
    typer.echo(as_json(report) if json else as_text(report))
    if report.failed:
        raise typer.Exit(1)
