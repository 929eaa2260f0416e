"""Both dates of a tile as pictures, and their difference."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.comparisons import AFTER, BEFORE, compare_by_rule, two_dates

from tilescribe.comparing.pictures import PairPictures
from tilescribe.errors import CatalogNotFoundError, RasterNotFoundError, UnknownTileError
from tilescribe.service.engine import Engine
from tilescribe.service.pair_pictures import Side
from tilescribe.service.schemas.catalogs import OpenCatalog

WEST, MIDDLE, EAST = 10, 11, 12
"""Tiles of the later date."""


@pytest.fixture
def imagery(tmp_path: Path) -> Path:
    return tmp_path / "tifs"


@pytest.fixture
def catalog(engine: Engine, imagery: Path, tmp_path: Path) -> str:
    path = two_dates(imagery, tmp_path / "area.gpkg")
    compare_by_rule(path)
    return engine.open_catalog(OpenCatalog(path=str(path)))[0].id


def drawn(engine: Engine, catalog: str, tile_id: int, side: Side, *, size_px: int = 112) -> NDArray[np.float64]:
    with Image.open(io.BytesIO(engine.pair_picture(catalog, tile_id, side, size_px=size_px))) as image:
        assert image.format == ("PNG" if side == "difference" else "JPEG")
        return np.asarray(image, dtype=float)


def test_all_three_are_as_large_as_asked(engine: Engine, catalog: str) -> None:
    for side in get_args(Side):
        assert drawn(engine, catalog, MIDDLE, side).shape == (112, 112, 3)
        assert drawn(engine, catalog, MIDDLE, side, size_px=300).shape == (300, 300, 3)


def test_they_are_drawn_once_for_all_who_ask(engine: Engine, catalog: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tilescribe.comparing import pictures

    draw, calls = pictures.pair_pictures, []

    def counted(*args: Any, **kwargs: Any) -> PairPictures | None:
        calls.append(args)
        return draw(*args, **kwargs)

    monkeypatch.setattr(pictures, "pair_pictures", counted)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda side: drawn(engine, catalog, MIDDLE, side), get_args(Side)))
    assert len(calls) == 1
    drawn(engine, catalog, MIDDLE, "before", size_px=60)
    assert len(calls) == 2


def test_an_etag_tells_sides_sizes_and_files_apart(engine: Engine, catalog: str, imagery: Path) -> None:
    first = engine.pair_etag(catalog, WEST, "before", size_px=64)
    assert engine.pair_etag(catalog, WEST, "before", size_px=64) == first
    others = {
        engine.pair_etag(catalog, WEST, "after", size_px=64),
        engine.pair_etag(catalog, WEST, "before", size_px=65),
        engine.pair_etag(catalog, EAST, "before", size_px=64),
    }
    (imagery / BEFORE).touch()
    others.add(engine.pair_etag(catalog, WEST, "before", size_px=64))
    assert len(others | {first}) == 5


@pytest.mark.parametrize("name", [BEFORE, AFTER])
def test_files_that_are_gone_are_said_so(engine: Engine, catalog: str, imagery: Path, name: str) -> None:
    (imagery / name).unlink()
    with pytest.raises(RasterNotFoundError, match=name):
        engine.pair_etag(catalog, WEST, "after", size_px=64)
    with pytest.raises(RasterNotFoundError, match=name):
        engine.pair_picture(catalog, WEST, "after", size_px=64)


def test_tiles_without_an_earlier_date_have_no_pair_of_pictures(
    engine: Engine, catalog: str, imagery: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnknownTileError, match="not compared"):
        engine.pair_picture(catalog, 1, "before", size_px=64)
    other = engine.open_catalog(OpenCatalog(path=str(two_dates(imagery, tmp_path / "other.gpkg"))))[0].id
    with pytest.raises(CatalogNotFoundError, match="tilescribe compare"):
        engine.pair_picture(other, WEST, "before", size_px=64)
