"""Catalogs under ids that stay, open as long as somebody needs them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import url_store

from tilescribe.catalog import open_catalog, opening
from tilescribe.errors import CatalogError, CatalogNotFoundError, InvalidOptionError, UnknownCatalogError
from tilescribe.service.catalog_registry import CatalogRegistry, absolute
from tilescribe.service.state import StateFile


@pytest.fixture
def state(tmp_path: Path) -> Iterator[StateFile]:
    opened = StateFile(tmp_path / "state")
    yield opened
    opened.close()


@pytest.fixture
def registry(state: StateFile) -> Iterator[CatalogRegistry]:
    opened = CatalogRegistry(state)
    yield opened
    opened.close_all()


def test_an_id_is_the_same_for_the_same_file(registry: CatalogRegistry, tmp_path: Path) -> None:
    catalog_id, made = registry.open(str(tmp_path / "a.gpkg"), create=True)
    assert made
    (tmp_path / "link.gpkg").symlink_to(tmp_path / "a.gpkg")
    assert registry.open(str(tmp_path / "link.gpkg"), create=False) == (catalog_id, False)
    assert registry.open(f"{tmp_path}/x/../a.gpkg", create=True) == (catalog_id, False)


def test_a_catalog_is_known_after_a_restart_and_not_open(state: StateFile, tmp_path: Path) -> None:
    first = CatalogRegistry(state)
    catalog_id, _ = first.open(str(tmp_path / "a.gpkg"), create=True)
    first.close_all()
    again = CatalogRegistry(state)
    assert [(one.id, one.open, one.exists) for one in again.list()] == [(catalog_id, False, True)]
    assert again.path_of(catalog_id) == str(tmp_path / "a.gpkg")
    with pytest.raises(UnknownCatalogError, match=catalog_id), again.use(catalog_id):
        pass


def test_the_last_opened_comes_first(registry: CatalogRegistry, tmp_path: Path) -> None:
    for name in ("a", "b", "a"):
        registry.open(str(tmp_path / f"{name}.gpkg"), create=True)
    assert [one.name for one in registry.list()] == ["a", "b"]


def test_closing_forgets_and_waits_for_those_who_use_it(registry: CatalogRegistry, tmp_path: Path) -> None:
    catalog_id, _ = registry.open(str(tmp_path / "a.gpkg"), create=True)
    with registry.use(catalog_id) as opened:
        registry.close(catalog_id)
        assert opened.store.rasters() == [], "still open for who had it"
    with pytest.raises(CatalogError, match="closed"):
        opened.store.rasters()
    assert registry.list() == []
    with pytest.raises(UnknownCatalogError):
        registry.close(catalog_id)


def test_a_file_that_is_gone_is_said_to_be_gone(registry: CatalogRegistry, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    catalog_id, _ = registry.open(str(path), create=True)
    path.unlink()
    with pytest.raises(CatalogNotFoundError, match=r"a\.gpkg"), registry.use(catalog_id):
        pass


def test_another_file_under_the_name_is_another_catalog(
    registry: CatalogRegistry, tmp_path: Path, described: Path
) -> None:
    path = tmp_path / "a.gpkg"
    catalog_id, _ = registry.open(str(path), create=True)
    shutil.copy(described, tmp_path / "new.gpkg")
    (tmp_path / "new.gpkg").replace(path)
    with registry.use(catalog_id) as opened:
        assert len(opened.store.rasters()) == 1


def test_nothing_is_made_unasked(registry: CatalogRegistry, tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFoundError):
        registry.open(str(tmp_path / "none.gpkg"), create=False)
    assert list(tmp_path.glob("*.gpkg")) == []


@pytest.mark.parametrize("path", ["a.gpkg", "", "./a.gpkg", "/a\0b.gpkg", "~nobody-of-that-name/a.gpkg"])
def test_only_absolute_paths_mean_the_same_here_and_there(path: str) -> None:
    with pytest.raises(InvalidOptionError, match="absolute"):
        absolute(path)


def test_a_catalog_of_an_earlier_version_is_brought_up_to_date(registry: CatalogRegistry, tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "old.gpkg"
    golden = Path(__file__).parents[1] / "catalog" / "golden" / "version_1.sql"
    from tilescribe.catalog.geopackage import encoding

    with sqlite3.connect(path) as db:
        encoding.register_functions(db)
        db.executescript(golden.read_text())
    db.close()
    catalog_id, _ = registry.open(str(path), create=False)
    with registry.use(catalog_id) as opened:
        assert opened.notes.marks() == []
    with open_catalog(path) as store:
        assert store.verify() == []


def test_what_killed_services_left_is_taken_away_and_what_lives_stays(state: StateFile, tmp_path: Path) -> None:
    import os

    owners = tmp_path / "state" / "owners"
    for name in ("dead", "young"):
        (owners / name).touch()
    for name in ("dead", state.owner):
        os.utime(owners / name, (1, 1))
    StateFile(tmp_path / "state").close()
    assert {file.name for file in owners.iterdir()} == {"young", state.owner}


def test_a_url_is_shown_without_its_password_and_opens_by_what_is_shown(
    registry: CatalogRegistry, state: StateFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url_store.install(monkeypatch, tmp_path)
    catalog_id, made = registry.open(url_store.URL, create=True)
    assert made
    (listed,) = registry.list()
    assert (listed.path, listed.name, listed.open, listed.exists) == (url_store.SHOWN, "flood", True, True)
    assert CatalogRegistry(state).open(url_store.SHOWN, create=False) == (catalog_id, False)


def test_a_form_that_cannot_be_reached_leaves_the_list_of_the_others(
    registry: CatalogRegistry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url_store.install(monkeypatch, tmp_path)
    registry.open(str(tmp_path / "a.gpkg"), create=True)
    registry.open(url_store.URL, create=True)
    monkeypatch.setattr(url_store.UrlStore, "folder", tmp_path / "unplugged")
    assert [(one.name, one.exists) for one in registry.list()] == [("flood", False), ("a", True)]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [])
    opening._extension.cache_clear()
    assert [(one.name, one.exists) for one in registry.list()] == [("flood", False), ("a", True)]


def test_a_file_url_is_the_catalog_of_its_path(registry: CatalogRegistry, tmp_path: Path) -> None:
    catalog_id, _ = registry.open(str(tmp_path / "a.gpkg"), create=True)
    assert registry.open((tmp_path / "a.gpkg").as_uri(), create=True) == (catalog_id, False)
