"""From a path or a URL to the form of the catalog that is kept there."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.url_store import SHOWN, URL, UrlStore, install

from tilescribe import extensions
from tilescribe.catalog import is_catalog, open_annotations, open_catalog
from tilescribe.catalog.opening import catalog_identity, catalog_name, is_url, plain_location
from tilescribe.errors import CatalogNotFoundError, ExtensionError, UnknownStoreError


def test_a_file_url_is_the_path_that_it_names(tmp_path: Path) -> None:
    path = tmp_path / "my area.gpkg"
    with open_catalog(path.as_uri(), mode="a") as catalog:
        assert catalog.rasters() == []
    assert path.exists()
    assert is_catalog(path.as_uri())
    assert catalog_identity(path.as_uri()) == catalog_identity(path)
    with open_annotations(path.as_uri()) as notes:
        assert notes.marks() == []


def test_a_scheme_that_nobody_knows_is_named() -> None:
    with pytest.raises(UnknownStoreError, match=r"installed for mars://.*area\.gpkg"):
        open_catalog("mars://crater")
    with pytest.raises(UnknownStoreError, match="mars"):
        open_annotations("mars://crater")
    assert not is_catalog("mars://crater")


def test_a_missing_catalog_has_no_identity(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFoundError, match=r"nowhere\.gpkg"):
        catalog_identity(tmp_path / "nowhere.gpkg")


@pytest.mark.parametrize(
    ("location", "name", "url"),
    [
        ("/data/area.gpkg", "area", False),
        (r"C:\data\area.gpkg", "area", False),
        ("C://data/area.gpkg", "area", False),
        ("area 2024.gpkg", "area 2024", False),
        ("postgresql://me:secret@host:5432/flood?sslmode=require", "flood", True),
        ("postgresql://me:se?cret@host/flood", "flood", True),
        ("postgresql://me:secret@host", "host", True),
        ("shelf://Flood", "Flood", True),
        ("file:///data/area.gpkg", "area", True),
        ("/data/what now?/area.gpkg", "area", False),
        ("/data/area@home.gpkg", "area@home", False),
    ],
)
def test_a_location_has_a_name_and_is_a_path_or_a_url(location: str, name: str, url: bool) -> None:
    assert catalog_name(location) == name
    assert is_url(location) is url


def test_a_package_whose_store_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("mars", "pathlib:Path", "tilescribe.stores")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point] if group == point.group else [])
    with pytest.raises(ExtensionError, match=r"store 'mars'.*makes no store"):
        open_catalog("mars://crater")
    offered = extensions.installed(extensions.Group.STORES)
    assert [one.name for one in offered.usable] == ["mars"]


def test_file_urls_and_paths_are_one_location(tmp_path: Path) -> None:
    path = tmp_path / "my area.gpkg"
    assert plain_location(path.as_uri()) == plain_location(str(path)) == str(path)
    assert plain_location(URL) == URL


def test_a_store_is_made_once_and_what_it_raises_by_accident_names_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, tmp_path)
    with open_catalog(URL, mode="a") as catalog, open_annotations(URL) as notes:
        assert catalog.path == notes.path == URL
    made = UrlStore.made
    assert is_catalog(URL)
    assert catalog_identity(URL)
    assert UrlStore.made == made
    monkeypatch.setattr(UrlStore, "folder", tmp_path / "unplugged")
    for ask in (open_catalog, open_annotations, is_catalog, catalog_identity):
        with pytest.raises(ExtensionError, match=r"store 'shelf'.*ConnectionRefusedError: nobody listens") as raised:
            ask(URL)
        assert SHOWN in str(raised.value)


def test_a_store_that_cannot_be_made_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("venus", "json:loads", "tilescribe.stores")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point] if group == point.group else [])
    with pytest.raises(ExtensionError, match=r"store 'venus'.*cannot be made: TypeError"):
        open_catalog("venus://cloud")
