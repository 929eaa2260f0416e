"""Another embedder for what is described already."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import EMBEDDER, describe, put

from tilescribe import open_catalog
from tilescribe.domain.events import TilesReembedded
from tilescribe.errors import CatalogNotFoundError
from tilescribe.indexing import reembed
from tilescribe.testing import HashEmbedder

OTHER = HashEmbedder(name="other")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "area.gpkg"
    with open_catalog(path, mode="a") as store:
        put(store)
        describe(store, [1, 2, 3])
    return path


def test_every_text_gets_a_vector_and_the_embedder_becomes_the_last_used(catalog: Path) -> None:
    events = list(reembed(catalog, embedder=OTHER))
    assert events == [TilesReembedded(4, 4)]
    with open_catalog(catalog) as store:
        assert [one.name for one in store.embedders()] == ["other", EMBEDDER.name]
        assert store.verify() == []


def test_a_second_run_embeds_nothing(catalog: Path) -> None:
    list(reembed(catalog, embedder=OTHER))
    OTHER.batches.clear()
    assert list(reembed(catalog, embedder=OTHER)) == [TilesReembedded(0, 0)]
    assert OTHER.batches == []


def test_a_cancelled_run_embeds_nothing_more(catalog: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    assert list(reembed(catalog, embedder=OTHER, cancel=cancel)) == [TilesReembedded(0, 0)]
    with open_catalog(catalog) as store:
        assert [one.name for one in store.embedders()] == [EMBEDDER.name]


def test_a_catalog_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFoundError):
        list(reembed(tmp_path / "none.gpkg", embedder=OTHER))
