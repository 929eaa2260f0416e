"""The filters of a search: area, dates, rasters, labels, tile sizes, threshold and number of hits."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TypeVar, Union

from .protocol import SearchFilters, SearchRequest, SimilarRequest

__all__ = ["AREA", "DATES", "LABELS", "LEVELS", "RASTERS", "THRESHOLD", "Filters"]

Request = TypeVar("Request", bound=Union[SearchRequest, SimilarRequest])

AREA, DATES, RASTERS, LABELS, LEVELS, THRESHOLD = "area", "dates", "rasters", "labels", "levels", "threshold"


@dataclass(frozen=True)
class Filters(SearchFilters):
    """The filters of a search, by parts that can be taken away."""

    @classmethod
    def from_request(cls, request) -> Filters:
        """The filters that a request was made with."""
        return cls(**{field.name: getattr(request, field.name) for field in dataclasses.fields(cls)})

    def apply_to(self, request: Request) -> Request:
        """The request with these filters in place of its own."""
        return dataclasses.replace(
            request, **{field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        )

    @property
    def active(self) -> tuple[str, ...]:
        """Which parts narrow the search, in the order of `PARTS`; the number of results is none of them."""
        return tuple(
            part for part, names in PARTS.items() if any(getattr(self, name) not in (None, ()) for name in names)
        )

    def without(self, part: str) -> Filters:
        """With one part, such as AREA, taken away."""
        return dataclasses.replace(self, **{name: getattr(_NONE, name) for name in PARTS[part]})


PARTS = {
    AREA: ("bbox", "area"),
    DATES: ("acquired_from", "acquired_to"),
    RASTERS: ("rasters",),
    LABELS: ("labels",),
    LEVELS: ("levels_m",),
    THRESHOLD: ("threshold",),
}
_NONE = Filters()
