"""Scenes of one file a band, through a whole run: one raster each, that moves and changes as one."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.runs import last, run
from tests.products import LANDSAT, write_hls, write_landsat, write_safe

from tilescribe import open_catalog
from tilescribe.domain import events
from tilescribe.domain.raster import RasterState
from tilescribe.testing import FakeCaptioner


def test_a_folder_of_three_products_gives_three_described_rasters(tmp_path: Path) -> None:
    imagery, catalog = tmp_path / "imagery", tmp_path / "area.gpkg"
    write_landsat(imagery / "landsat")
    write_hls(imagery / "hls")
    write_safe(imagery)
    happened = run([imagery], catalog)
    assert last(happened).status == "done"
    with open_catalog(catalog) as store:
        rasters = store.rasters()
        assert len(rasters) == 3
        assert {raster.profile for raster in rasters} == {"landsat-c2-l2", "hls-s30", "sentinel-2-10"}
        loaded = [store.load_raster(raster.id) for raster in rasters]
        assert [len(raster.sources) for raster in loaded] == [len(raster.bands) for raster in loaded]
        assert store.verify() == []
    captioner = FakeCaptioner()
    again = run([imagery], catalog, captioner=captioner)
    assert {event.status for event in again if isinstance(event, events.RasterPlanned)} == {"unchanged"}
    assert captioner.batches == []


def test_a_product_moves_as_one(tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    write_landsat(tmp_path / "here")
    safe = write_safe(tmp_path / "here")
    run([tmp_path / "here"], catalog)
    shutil.move(tmp_path / "here", tmp_path / "there")
    captioner = FakeCaptioner()
    run([tmp_path / "there"], catalog, captioner=captioner)
    assert captioner.batches == []
    with open_catalog(catalog) as store:
        assert sorted(Path(raster.path).parent for raster in store.rasters()) == [tmp_path / "there"] * 2
        assert {raster.state for raster in store.rasters()} == {RasterState.PRESENT}
        assert safe.name in {Path(raster.path).name for raster in store.rasters()}


def test_a_product_whose_band_is_gone_is_missing_and_the_rest_another_one(tmp_path: Path) -> None:
    imagery, catalog = tmp_path / "imagery", tmp_path / "area.gpkg"
    write_landsat(imagery)
    run([imagery], catalog)
    (imagery / f"{LANDSAT}_SR_B7.TIF").unlink()
    run([imagery], catalog)
    with open_catalog(catalog) as store:
        states = {len(raster.roles): raster.state for raster in store.rasters()}
    assert states == {7: RasterState.MISSING, 6: RasterState.PRESENT}
