"""Give texts that are known a vector of another embedder; nothing is described again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from os import PathLike
from typing import TYPE_CHECKING

from tilescribe.catalog import EmbedderInfo, open_catalog
from tilescribe.domain.events import TilesReembedded

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.embed.base import Embedder

__all__ = ["reembed", "reembed_open"]

_BATCH = 1024
"""Texts a transaction: about two seconds of work on a laptop."""


def reembed(
    catalog: str | PathLike[str], *, embedder: Embedder, cancel: threading.Event | None = None
) -> Iterator[TilesReembedded]:
    """Embed every text of a catalog that has no vector of `embedder`, and make it the catalog's last used one.

    Args:
        catalog: An existing catalog.
        embedder: Whose vectors are wanted.
        cancel: Set it from any thread to stop after the batch in flight; the next run goes on.

    Yields:
        One event for each batch, and at least one.

    Raises:
        CatalogNotFoundError, CatalogLockedError, CatalogReadOnlyError, CatalogFullError
    """
    with open_catalog(catalog, mode="w") as store:
        nothing = TilesReembedded(0, 0)
        last = nothing
        for last in reembed_open(store, embedder, cancel or threading.Event()):
            yield last
        if last is nothing:
            store.write_vectors(EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim), {})
            yield nothing


def reembed_open(catalog: Catalog, embedder: Embedder, cancel: threading.Event) -> Iterator[TilesReembedded]:
    """The same of a catalog that is open for writing; without texts to embed, without an event."""
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    total = catalog.count_texts_without_vectors(info)
    done = 0
    while not cancel.is_set():
        texts = catalog.all_texts_without_vectors(info, limit=_BATCH)
        if not texts:
            return
        vectors = embedder.embed(texts)
        catalog.write_vectors(info, dict(zip(texts, vectors, strict=True)))
        done += len(texts)
        yield TilesReembedded(done, total)
