"""Arguments and options that several commands share, and how their texts become values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tilescribe.domain.query import Filters

__all__ = [
    "Aoi",
    "Bbox",
    "CatalogLocation",
    "Changes",
    "From",
    "K",
    "Label",
    "Level",
    "Offset",
    "Plain",
    "Prompt",
    "RasterGlob",
    "Threshold",
    "To",
    "filters",
    "threshold_of",
]

CatalogLocation = Annotated[
    str,
    typer.Argument(
        metavar="CATALOG",
        help="The catalog: a GeoPackage file, or the URL of a form that a package adds.",
        show_default=False,
    ),
]
Changes = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="The catalog of changes.", show_default="beside the catalog: area.changes.gpkg"),
]
K = Annotated[int, typer.Option("-k", "--k", metavar="N", help="The most hits to return.")]
Offset = Annotated[int, typer.Option(metavar="N", help="Hits to leave out at the top.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Take the question for plain words, signs and connectives as well.")
]
Threshold = Annotated[
    str | None,
    typer.Option(
        metavar="SCORE",
        help="Least score of a hit, the probability that it shows what was asked: 0.5, or 50%.",
        show_default=False,
    ),
]
Bbox = Annotated[
    str | None,
    typer.Option(
        metavar="W,S,E,N",
        help="Only tiles that touch this box, in degrees. W > E crosses the antimeridian.",
        show_default=False,
    ),
]
Aoi = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Only tiles that touch the polygons of this file, of any CRS.", show_default=False
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        help="Acquired in this year, month, day or moment, or later: 1985, 2024-05, 2024-05-31, 31.05.2024.",
        show_default=False,
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="DATE",
        help="Acquired in this year, month, day or moment, or earlier. Rasters known by their year match all of it.",
        show_default=False,
    ),
]
RasterGlob = Annotated[
    list[str] | None,
    typer.Option(
        "--raster", metavar="GLOB", help="Only these rasters, by path or file name; repeatable.", show_default=False
    ),
]
Label = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LABEL",
        help='Only rasters that are called so (see `tilescribe rasters`); repeatable, "" for those without a label.',
        show_default=False,
    ),
]
Level = Annotated[
    list[float] | None,
    typer.Option(
        "--level",
        metavar="M",
        help="Only tiles with this side in metres (within 10 %); repeatable.",
        show_default=False,
    ),
]
Prompt = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FILE",
        help="What a vision-language model is asked; see `tilescribe models`.",
        show_default="the captioner's own",
    ),
]


def filters(
    *,
    bbox: str | None,
    aoi: Path | None,
    start: str | None,
    end: str | None,
    rasters: list[str] | None,
    levels: list[float] | None,
    labels: list[str] | None = None,
) -> Filters:
    """The filters that the shared options stand for."""
    from tilescribe.domain.period import parse_period
    from tilescribe.domain.query import Filters
    from tilescribe.searching import parse_bounds, read_area

    return Filters(
        bounds=parse_bounds(bbox) if bbox is not None else None,
        area=read_area(aoi) if aoi is not None else None,
        acquired_from=parse_period(start).start if start is not None else None,
        acquired_to=parse_period(end).end if end is not None else None,
        rasters=tuple(rasters or ()),
        levels_m=tuple(levels or ()),
        labels=tuple(labels or ()),
    )


def threshold_of(text: str | None) -> float | None:
    """A probability, of `0.5` or `50%`.

    Raises:
        InvalidOptionError: it is no number.
    """
    if text is None:
        return None
    from tilescribe.errors import InvalidOptionError

    number, percent, _ = text.strip().partition("%")
    try:
        return float(number) / (100 if percent else 1)
    except ValueError:
        raise InvalidOptionError(f"A threshold of {text!r} is no number", remedy="Give 0.5, or 50%") from None
