"""Write an answer where other programs read it. Column names are a promise."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tilescribe.domain.hit import collection_head, columns_of, feature, flat_row, frame
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.areas import bounds_of

if TYPE_CHECKING:
    from tilescribe.domain.hit import Answer, Hit
    from tilescribe.searching.outputs import Output

__all__ = ["FORMATS", "format_for", "write_answer", "write_text"]

FORMATS = ("table", "geojson", "csv", "gpkg", "geoparquet")
"""`table` is drawn by the command line; the others are written here."""

_BY_SUFFIX = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".csv": "csv",
    ".gpkg": "gpkg",
    ".parquet": "geoparquet",
    ".geoparquet": "geoparquet",
}
_BOX = ("west", "south", "east", "north")
"""Columns that stand for the geometry in a CSV."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet computes instead of showing it."""


def format_for(path: Path | None, chosen: str | None) -> str:
    """The format asked for, else the one the file's suffix stands for, else `table` on a screen.

    Raises:
        InvalidOptionError: an unknown format, one that needs a file and has none, or another one than the suffix says.
    """
    known = ", ".join(FORMATS)
    if chosen is not None and chosen not in FORMATS:
        raise InvalidOptionError(f"Unknown format {chosen!r}", remedy=f"Choose one of {known}")
    if chosen is None and path is not None:
        chosen = _BY_SUFFIX.get(path.suffix.lower())
        if chosen is None:
            raise InvalidOptionError(
                f"The suffix of {str(path)!r} stands for no known format", remedy=f"Add --format with one of {known}"
            )
    chosen = chosen or "table"
    ending = path.suffix.lower() if path is not None else ""
    if _BY_SUFFIX.get(ending, chosen) != chosen:
        raise InvalidOptionError(
            f"The format {chosen} does not go with the suffix of {str(path)!r}, which stands for {_BY_SUFFIX[ending]}",
            remedy="Leave --format out, or name a file with another suffix",
        )
    if chosen in ("gpkg", "geoparquet") and path is None:
        raise InvalidOptionError(f"The format {chosen} needs a file", remedy="Add -o FILE")
    if chosen == "gpkg" and path is not None and path.suffix.lower() != ".gpkg":
        raise InvalidOptionError(f"The GeoPackage {str(path)!r} has another suffix", remedy="Name it .gpkg")
    return chosen


def write_answer(answer: Answer, output: Output, *, kind: str) -> None:
    """Write `geojson`, `csv`, `gpkg` or `geoparquet`: whole, or not at all.

    Raises:
        OutputError: the place cannot be written, or what is there must not be replaced.
    """
    with output.writing() as draft:
        if kind == "gpkg":
            # Version 1.3 is what QGIS 3.22 knows; GDAL would write 1.4, which it warns about.
            options = {} if draft.exists() else {"VERSION": "1.3"}
            frame(answer).to_file(draft, driver="GPKG", layer=output.layer, **options)
        elif kind == "geoparquet":
            frame(answer).to_parquet(draft, index=False)
        else:
            # Half a character, as file names can hold, becomes the escape by which JSON writes it.
            with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
                write_text(answer, stream, kind=kind)


def write_text(answer: Answer, stream: IO[str], *, kind: str) -> None:
    """Write `geojson` (RFC 7946, one feature a line) or `csv` to an open text stream."""
    if kind == "csv":
        rows = csv.DictWriter(stream, fieldnames=[*columns_of(answer), *_BOX])
        rows.writeheader()
        rows.writerows(_csv_row(hit) for hit in answer.hits)
        return
    stream.write(json.dumps(collection_head(answer), ensure_ascii=False)[:-1] + ', "features": [')
    for number, hit in enumerate(answer.hits):
        stream.write(("," if number else "") + "\n" + json.dumps(feature(hit), ensure_ascii=False))
    stream.write("\n]}\n")


def _csv_row(hit: Hit) -> dict[str, Any]:
    row = flat_row(hit) | dict(zip(_BOX, bounds_of(hit.geometry), strict=True))
    return {name: _inert(value) if isinstance(value, str) else value for name, value in row.items()}


def _inert(text: str) -> str:
    """Text that a spreadsheet takes for text: an apostrophe before what would begin a formula, as OWASP advises.

    <https://owasp.org/www-community/attacks/CSV_Injection>
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
