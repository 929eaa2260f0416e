"""From a path or a URL to the form of the catalog that is kept there."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tilescribe import extensions
from tilescribe.catalog import is_catalog, open_annotations, open_catalog
from tilescribe.catalog.opening import catalog_identity, catalog_name, is_url
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
        ("file:///data/area.gpkg", "area", True),
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
