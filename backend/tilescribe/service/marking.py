"""What people think of places: from requests to the catalog and back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.types import Judgement
from tilescribe.service.schemas.marks import Mark

if TYPE_CHECKING:
    from tilescribe.catalog.types import Mark as StoredMark
    from tilescribe.service.catalog_registry import OpenedCatalog
    from tilescribe.service.schemas.marks import PutMark, PutMarks

__all__ = ["mark", "mark_of", "mark_row", "marks_etag", "put_marks"]


def mark(opened: OpenedCatalog, tile_id: int, request: PutMark) -> Mark:
    """Set or replace one; errors as `Annotations.mark`."""
    return mark_of(opened.notes.mark(tile_id, _judgement(request)))


def put_marks(opened: OpenedCatalog, request: PutMarks) -> int:
    """Set or replace many in one transaction; errors as `Annotations.put_marks`."""
    return opened.notes.put_marks([(one.tile_id, _judgement(one)) for one in request.marks])


def marks_etag(opened: OpenedCatalog) -> str:
    """Another one where the list of marks would answer otherwise."""
    return hashlib.blake2b(opened.notes.marks_state().encode(), digest_size=16).hexdigest()


def mark_of(mark: StoredMark) -> Mark:
    return Mark.model_validate(mark_row(mark))


def mark_row(mark: StoredMark) -> dict[str, Any]:
    """A `Mark` as JSON has it."""
    return {
        "verdict": mark.verdict,
        "grade": mark.grade,
        "note": mark.note,
        "question": mark.question,
        "author": mark.author,
        "updated": mark.updated,
        "shape": mark.shape,
        "count": mark.count,
    }


def _judgement(request: PutMark) -> Judgement:
    return Judgement(
        verdict=request.verdict,
        grade=request.grade,
        note=request.note,
        question=request.question,
        author=request.author,
        shape=request.shape,
        count=request.count,
    )
