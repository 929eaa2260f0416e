"""Which rasters a person means by a label, a date, a range of dates, a folder or a glob."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.domain.period import Period, parse_period
from tilescribe.domain.plurals import plural
from tilescribe.errors import InvalidDateError, InvalidOptionError, NoPairsError

if TYPE_CHECKING:
    from tilescribe.catalog.types import StoredRaster

__all__ = ["Selection", "parse_selection"]

_RANGE = re.compile(r"\s*(?P<first>[^.]+(?:\.\d\d?\.\d{4})?)\s*\.\.\s*(?P<last>.+?)\s*")
_LABEL = "label:"
"""Before what is a label and nothing else."""
_DATE_LIKE = re.compile(r"[\d.:TZ/ +-]+")


@dataclass(frozen=True, slots=True)
class Selection:
    """Rasters by their label, by when they were acquired, or by where they lie."""

    text: str
    """As the person typed it."""
    period: Period | None = None
    """None: `text` is a folder, a glob or a label."""
    label: str | None = None
    """It is this label and nothing else; None: `text` is taken for one where a raster has it."""

    def takes(self, raster: StoredRaster) -> bool:
        """Whether a raster belongs to it by date or place; one without a date belongs to no period."""
        if self.period is not None:
            return raster.period is not None and raster.period.overlaps(self.period.start, self.period.end)
        return _lies_at(raster.path, self.text)

    def of(self, rasters: Sequence[StoredRaster], *, option: str) -> list[StoredRaster]:
        """Those of the rasters that belong to it.

        Args:
            rasters: Of the catalog.
            option: What the person used to say it, for the error.

        Raises:
            NoPairsError: there is none.
            InvalidOptionError: it is the label of some rasters, and the date or place of others.
        """
        labelled = [raster for raster in rasters if raster.label and raster.label == (self.label or self.text)]
        found = [] if self.label is not None else [raster for raster in rasters if self.takes(raster)]
        if labelled:
            others = [raster for raster in found if raster not in labelled]
            if others:
                raise InvalidOptionError(
                    f"{option} {self.text!r} is the label of {plural(len(labelled), 'raster')}, and stands for "
                    f"{plural(len(others), 'other raster')} by {'date' if self.period else 'path'}, such as "
                    f"{others[0].path}",
                    remedy=f"Write {option} {_LABEL}{self.text} for the label, or name the others by a glob",
                )
            return labelled
        if found:
            return found
        dates = sorted({raster.period.date for raster in rasters if raster.period is not None})
        undated = sum(raster.period is None for raster in rasters)
        known = f"The catalog has rasters of {_listed(dates)}" if dates else "No raster of the catalog has a date"
        if undated and dates:
            known += f", and {undated:,} without a date"
        labels = sorted({raster.label for raster in rasters if raster.label})
        if labels:
            known += f"; their labels are {_listed(labels)}"
        raise NoPairsError(
            f"{option} {self.text!r} names no raster of the catalog",
            remedy=f"{known}; name rasters by a label, a date, a folder or a glob such as '*_pre.tif' "
            "(`tilescribe rasters` lists them)",
        )


def parse_selection(text: str) -> Selection:
    """From what a person typed: a date, `2011-05-01..2011-05-31`, a label, a folder, or a glob of paths or names.

    `label:after` is the label `after` and nothing else.

    Raises:
        InvalidDateError: It looks like a date and is none, or the range ends before it starts.
    """
    if text.startswith(_LABEL):
        return Selection(text, label=text.removeprefix(_LABEL))
    between = _RANGE.fullmatch(text)
    if between is not None and _is_date_like(between["first"]) and _is_date_like(between["last"]):
        first, last = parse_period(between["first"]), parse_period(between["last"])
        if last.end < first.start:
            raise InvalidDateError(f"The range {text!r} ends before it starts", remedy="Swap its dates")
        return Selection(text, Period(first.start, last.end))
    try:
        return Selection(text, parse_period(text))
    except InvalidDateError:
        if _is_date_like(text) and not Path(text).exists():
            raise
        return Selection(text)


def _is_date_like(text: str) -> bool:
    return _DATE_LIKE.fullmatch(text) is not None and any(character.isdigit() for character in text)


def _lies_at(path: str, text: str) -> bool:
    """Whether a path is what a glob stands for, or lies in the folder of that name."""
    name = re.split(r"[/\\]", path)[-1]
    plain = text.rstrip("/\\") or text
    # Brackets may be meant as a set of characters or as they are.
    patterns = (text, text.replace("[", "[[]"), f"{plain}/*", f"*/{plain}/*", f"*/{plain}")
    if any(fnmatch(path, pattern) for pattern in patterns) or any(fnmatch(name, pattern) for pattern in patterns[:2]):
        return True
    named = Path(text)
    return named.exists() and (Path(path) == named.absolute() or named.absolute() in Path(path).parents)


def _listed(dates: Sequence[str]) -> str:
    shown = ", ".join(dates[:6])
    return f"{shown} and {len(dates) - 6:,} more" if len(dates) > 6 else shown
