"""Whose descriptions a question is put to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.catalog.types import AuthorFilter, ByCaptioner
from tilescribe.errors import UnknownCaptionerError

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog

__all__ = ["author_filter_of"]


def author_filter_of(catalog: Catalog, captioner: str | None) -> AuthorFilter:
    """The descriptions of one captioner, by the name `info` shows or the one on the command line; None for all.

    Raises:
        UnknownCaptionerError: it has described nothing here.
    """
    if captioner is None:
        return "all"
    from tilescribe.describe import catalog_name

    known = catalog.captioners()
    for name in (captioner, catalog_name(captioner)):
        if name in known:
            return ByCaptioner(name)
    raise UnknownCaptionerError(
        f"No tile of this catalog is described by {catalog_name(captioner)!r}",
        remedy=f"Choose one of {', '.join(known)}, or describe with it first" if known else "Describe with it first",
    )
