"""The results of one search: request, hits, and the marks of the user."""

from __future__ import annotations

import base64
import dataclasses
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Optional, Union

from qgis.PyQt.QtCore import QCoreApplication

from .filters import THRESHOLD, Filters
from .formatting import format_acquisition_period, format_score
from .highlighting import best_sentence
from .protocol import Hit, Hits, Mark, SearchRequest, SimilarRequest, TileDetails, decode, encode
from .settings import author

__all__ = [
    "CONFIRMED",
    "REJECTED",
    "UNSURE",
    "Results",
    "acquisition_text",
    "dates_text",
    "fine_print",
    "grade_of",
    "heading",
    "my_mark",
    "note_of",
    "other_marks",
    "raster_label",
    "verdict_of",
]

CONFIRMED, REJECTED, UNSURE = "confirmed", "rejected", "unsure"

FORMAT = 1
"""Of `Results.dumps`; rises when it changes shape."""


@dataclass(frozen=True)
class Results:
    """A search with its hits; replaced, not changed, when a hit is marked."""

    catalog_id: str
    catalog_path: str
    request: Union[SearchRequest, SimilarRequest]
    answer: Hits
    asked: str
    """When, ISO 8601 with offset."""

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The best first."""
        return self.answer.hits

    @property
    def question(self) -> str:
        """As the engine understood it."""
        return self.answer.question

    @property
    def similar_to(self) -> Optional[int]:
        """The tile whose like was asked for; None where a question was, or the like of a place."""
        return self.request.to.tile_id if isinstance(self.request, SimilarRequest) else None

    def with_marks(self, marks: Mapping[int, Optional[Mark]]) -> Results:
        """With this user's marks of tiles, by number, replaced; None takes a mark away. Those of others stay."""
        return self.with_all_marks(
            {
                hit.tile_id: ((_mine(mark),) if (mark := marks[hit.tile_id]) else ()) + other_marks(hit)
                for hit in self.hits
                if hit.tile_id in marks
            }
        )

    def with_all_marks(self, marks: Mapping[int, tuple[Mark, ...]]) -> Results:
        """With the marks of all authors replaced on these tiles."""
        hits = tuple(
            dataclasses.replace(hit, marks=marks[hit.tile_id]) if hit.tile_id in marks else hit for hit in self.hits
        )
        return self.with_hits(hits)

    def with_correction(self, tile_id: int, summary: str) -> Results:
        """With what a tile shows said anew."""
        hits = tuple(
            dataclasses.replace(hit, summary=summary, matched=summary, matched_kind="summary")
            if hit.tile_id == tile_id
            else hit
            for hit in self.hits
        )
        return self.with_hits(hits)

    def with_hits(self, hits: Iterable[Hit]) -> Results:
        """The same question with other hits."""
        return dataclasses.replace(self, answer=dataclasses.replace(self.answer, hits=tuple(hits)))

    def hits_with_verdict(self, verdict: str) -> tuple[Hit, ...]:
        """The hits that this user judged so."""
        return tuple(hit for hit in self.hits if verdict_of(hit) == verdict)

    def removable_filters(self) -> tuple[str, ...]:
        """Which filters, taken away, could bring hits where there are none, the likeliest first.

        Without candidates the filters of place, time and so on leave no tile; with some, only the threshold is left.
        """
        active = Filters.from_request(self.request).active
        if self.answer.candidates:
            return tuple(part for part in active if part == THRESHOLD)
        return tuple(part for part in active if part != THRESHOLD)

    def dumps(self) -> str:
        """All of it as a short text, for a layer's custom properties; `loads` reads it."""
        kind = "similar" if isinstance(self.request, SimilarRequest) else "search"
        whole = {"format": FORMAT, "kind": kind, **encode(self)}
        return base64.b64encode(zlib.compress(json.dumps(whole).encode())).decode("ascii")

    @staticmethod
    def loads(text: str) -> Results:
        """What `dumps` gave. Raises ValueError where the text is none, or of another version."""
        try:
            whole = json.loads(zlib.decompress(base64.b64decode(text, validate=True)))
        except zlib.error as error:
            raise ValueError(f"Results that cannot be read: {error}") from error
        if not isinstance(whole, dict) or whole.get("format") != FORMAT:
            raise ValueError("Results of another version of the plugin")
        kind: Any = SimilarRequest if whole.get("kind") == "similar" else SearchRequest
        return Results(
            catalog_id=whole["catalog_id"],
            catalog_path=whole["catalog_path"],
            request=decode(kind, whole["request"]),
            answer=decode(Hits, _with_marks(whole["answer"])),
            asked=whole["asked"],
        )

    @staticmethod
    def empty() -> Results:
        """Nothing asked yet."""
        return Results("", "", SearchRequest(), Hits("", "", 0, 0.0, ()), "")


def my_mark(hit: Union[Hit, TileDetails]) -> Optional[Mark]:
    """What this user thinks of the place."""
    me = author()
    return next((mark for mark in hit.marks if mark.author == me), None)


def other_marks(hit: Union[Hit, TileDetails]) -> tuple[Mark, ...]:
    """What others think of the place, the latest first."""
    me = author()
    return tuple(mark for mark in hit.marks if mark.author != me)


def verdict_of(hit: Union[Hit, TileDetails]) -> Optional[str]:
    """CONFIRMED, REJECTED, UNSURE or None: of this user."""
    mark = my_mark(hit)
    return mark.verdict if mark else None


def grade_of(hit: Union[Hit, TileDetails]) -> str:
    """Which grade of the mission's scale this user gave; empty where none."""
    mark = my_mark(hit)
    return mark.grade if mark else ""


def note_of(hit: Union[Hit, TileDetails]) -> str:
    """What this user noted about the place."""
    mark = my_mark(hit)
    return mark.note if mark else ""


def _mine(mark: Mark) -> Mark:
    return mark if mark.author == author() else dataclasses.replace(mark, author=author())


def heading(hit: Hit) -> str:
    """The sentence that says best why the tile was found: lists and pages of details begin with it alike.

    Found by its picture, a tile has no text that says why; what is said of it then counts, not what only comes nearest.
    """
    nearest_only = hit.matched_by == "picture" and hit.pair is None and bool(hit.summary)
    said = hit.summary if nearest_only else hit.matched or hit.summary
    return best_sentence(said, hit.words) or hit.summary


def acquisition_text(hit: Hit) -> str:
    """When the raster was acquired, as exactly as that is known, and after which date where two were asked about."""
    later = format_acquisition_period(hit.acquired, hit.acquired_end)
    if hit.pair is None:
        return later
    return (
        f"{format_acquisition_period(hit.pair.before_acquired, hit.pair.before_acquired_end) or '?'} → {later or '?'}"
    )


def dates_text(hit: Hit) -> str:
    """The same place at other dates, with the score of each; empty where there are none."""
    dates = (
        f"{format_acquisition_period(other.acquired, other.acquired_end)}: {format_score(other.score)}"
        for other in hit.dates
    )
    return _tr("Other dates: {dates}").format(dates=" · ".join(dates)) if hit.dates else ""


def raster_label(hit: Hit) -> str:
    """The name of the raster, and that its file is gone where it is."""
    return hit.raster if hit.available else _tr("{raster} (file gone)").format(raster=hit.raster)


def fine_print(hit: Hit) -> str:
    """Score, whether by the picture, date, tile size and raster in one line."""
    found = _tr("by its picture") if hit.matched_by == "picture" else ""
    parts = (format_score(hit.score), found, acquisition_text(hit), f"{hit.level_m:g} m", raster_label(hit))
    return " · ".join(part for part in parts if part)


def _with_marks(answer: dict[str, Any]) -> dict[str, Any]:
    """As of today where each hit had one mark for its question, with nobody's name: it was this user's."""
    for hit in answer["hits"]:
        mark = hit.pop("mark", None)
        if mark and "marks" not in hit:
            hit["marks"] = [{**mark, "author": author()}]
    return answer


def _tr(text: str) -> str:
    return QCoreApplication.translate("Results", text)
