"""`tilescribe verify`"""

from __future__ import annotations

from typing import Annotated

import typer

from tilescribe.cli.arguments import CatalogLocation
from tilescribe.domain.plurals import plural

__all__ = ["verify"]


def verify(
    catalog: CatalogLocation,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended.")] = False,
) -> None:
    """Check a catalog from end to end.

    Exit status 0 when it is sound or was mended, 1 when something is wrong. Marks and corrections whose place has no
    tile at the moment are counted; that is no fault.

    Example: tilescribe verify area.gpkg
    """
    from tilescribe import open_catalog
    from tilescribe.catalog import open_annotations

    with open_catalog(catalog, mode="w" if repair else "r") as store:
        findings = store.verify(repair=repair)
        left = store.verify() if repair and findings else ([] if repair else findings)
    for finding in findings:
        typer.echo(finding)
    with open_annotations(catalog) as notes:
        counts = notes.count()
    if counts.marks_without_tile or counts.corrections_without_tile:
        typer.echo(
            f"Without a tile now, and kept: {plural(counts.marks_without_tile, 'mark')} and "
            f"{plural(counts.corrections_without_tile, 'correction')}; `tilescribe info` lists them."
        )
    if not findings:
        typer.echo("The catalog is sound.")
    elif repair and not left:
        typer.echo("The catalog is mended. Run the index again to describe what was set back.")
    else:
        for finding in left if repair else ():
            typer.echo(f"Not mended: {finding}")
        raise typer.Exit(1)
