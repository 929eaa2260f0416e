"""Edits of files and of what lies beside them are seen, and cost no more than they must."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from tests.e2e.runs import last, run
from tests.mosaics import side_by_side, vrt

from tilescribe import open_catalog
from tilescribe.domain import events
from tilescribe.raster import fingerprint
from tilescribe.testing import FakeCaptioner
from tilescribe.testing.rasters import make_pixels, make_raster

LARGE_PX = 1500
"""6.75 MB, of which 64 samples are looked at."""


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return tmp_path / "area.gpkg"


def statuses(happened: list[events.Event]) -> list[str]:
    return [event.status for event in happened if isinstance(event, events.RasterPlanned)]


def west_of(catalog: Path) -> float:
    with open_catalog(catalog) as store:
        assert store.verify() == []
        return float(store.outlines()[0].footprint.bounds[0])


def edit_in_place(path: Path) -> None:
    """Some pixels between two samples, without a change of size or of the fingerprint."""
    before, size = fingerprint(str(path)), path.stat().st_size
    step = (size - 65_536) // 63
    with path.open("r+b") as file:
        file.seek(2 * step + 65_536 + 1_000)
        changed = bytes(255 - value for value in file.read(300))
        file.seek(2 * step + 65_536 + 1_000)
        file.write(changed)
    assert (fingerprint(str(path)), path.stat().st_size) == (before, size)


def test_an_edit_in_place_between_the_samples_is_seen(tmp_path: Path, catalog: Path) -> None:
    path = Path(make_raster(tmp_path / "a.tif", width=LARGE_PX, height=LARGE_PX))
    tiles = last(run([path], catalog)).done
    edit_in_place(path)
    captioner = FakeCaptioner()
    happened = run([path], catalog, captioner=captioner)
    assert statuses(happened) == ["changed"]
    assert last(happened).done == tiles
    # Few rows were changed, so that most tiles are known by their pixels.
    assert 0 < sum(captioner.batches) < tiles / 2
    assert statuses(run([path], catalog)) == ["unchanged"]


def test_a_touched_large_file_is_read_and_not_described_again(tmp_path: Path, catalog: Path) -> None:
    path = Path(make_raster(tmp_path / "a.tif", width=LARGE_PX, height=LARGE_PX))
    tiles = last(run([path], catalog)).done
    os.utime(path, (1, 1))
    captioner = FakeCaptioner()
    finished = last(run([path], catalog, captioner=captioner))
    assert (finished.done, finished.reused, sum(captioner.batches)) == (tiles, tiles, 0)


def test_force_reads_again_what_no_time_tells(tmp_path: Path, catalog: Path) -> None:
    path = Path(make_raster(tmp_path / "a.tif", width=LARGE_PX, height=LARGE_PX))
    run([path], catalog)
    times = path.stat()
    edit_in_place(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert statuses(run([path], catalog)) == ["unchanged"]
    captioner = FakeCaptioner()
    assert statuses(run([path], catalog, captioner=captioner, force=True)) == ["changed"]
    assert sum(captioner.batches) > 0


@pytest.mark.parametrize("sidecar", ["a.pgw", "a.png.aux.xml", "a.wld"])
def test_a_corrected_georeference_moves_the_footprints_and_describes_nothing(
    tmp_path: Path, catalog: Path, sidecar: str
) -> None:
    path = Path(make_raster(tmp_path / "a.png", kind="png"))
    run([path], catalog)
    before = west_of(catalog)
    if sidecar.endswith(".aux.xml"):
        (tmp_path / "a.pgw").unlink()
        (tmp_path / sidecar).write_text(
            "<PAMDataset><GeoTransform>520000, 10, 0, 5300000, 0, -10</GeoTransform></PAMDataset>"
        )
    else:
        lines = (tmp_path / "a.pgw").read_text().splitlines()
        (tmp_path / "a.pgw").unlink()
        (tmp_path / sidecar).write_text("\n".join([*lines[:4], "520005.0", lines[5]]) + "\n")
    captioner = FakeCaptioner()
    run([path], catalog, captioner=captioner)
    # 20 km at 48 degrees north are 0.27 degrees.
    assert west_of(catalog) - before == pytest.approx(0.27, abs=0.01)
    assert sum(captioner.batches) == 0


def test_a_projection_file_that_is_added_counts(tmp_path: Path, catalog: Path) -> None:
    from pyproj import CRS

    path = Path(make_raster(tmp_path / "a.png", kind="png"))
    run([path], catalog)
    before = west_of(catalog)
    (tmp_path / "a.prj").write_text(CRS.from_epsg(32634).to_wkt("WKT1_ESRI"))
    run([path], catalog)
    assert west_of(catalog) - before == pytest.approx(6.0, abs=0.01)


def test_a_mask_that_is_added_makes_tiles_blank(tmp_path: Path, catalog: Path) -> None:
    import rasterio

    path = Path(make_raster(tmp_path / "a.tif"))
    run([path], catalog)
    with rasterio.open(path) as source, rasterio.Env(GDAL_TIFF_INTERNAL_MASK=False):
        shape = source.shape
    import numpy as np

    options = {"driver": "GTiff", "width": shape[1], "height": shape[0], "count": 1, "dtype": "uint8"}
    with rasterio.open(tmp_path / "mask.tif", "w", **options) as sink:
        sink.write(np.zeros((1, *shape), dtype="uint8"))
        sink.update_tags(INTERNAL_MASK_FLAGS_1="2")
    (tmp_path / "mask.tif").rename(tmp_path / "a.tif.msk")
    run([path], catalog)
    with sqlite3.connect(catalog) as db:
        states = Counter(state for (state,) in db.execute("SELECT state FROM tiles"))
    assert set(states) == {"blank"}


def test_statistics_that_a_viewer_writes_cost_nothing(tmp_path: Path, catalog: Path) -> None:
    path = Path(make_raster(tmp_path / "a.tif", width=LARGE_PX, height=LARGE_PX))
    run([path], catalog)
    (tmp_path / "a.tif.aux.xml").write_text(
        """<PAMDataset>
  <PAMRasterBand band="1">
    <Histograms><HistItem><HistMin>-0.5</HistMin><HistCounts>1|2</HistCounts></HistItem></Histograms>
    <Metadata>
      <MDI key="STATISTICS_MAXIMUM">235</MDI>
      <MDI key="STATISTICS_MEAN">101.2</MDI>
    </Metadata>
  </PAMRasterBand>
</PAMDataset>
"""
    )
    happened = run([path], catalog)
    assert statuses(happened) == ["unchanged"]
    assert not [event for event in happened if isinstance(event, events.RasterStarted)]


def test_a_changed_source_of_a_vrt_is_read_again(tmp_path: Path, catalog: Path) -> None:
    parts = side_by_side(tmp_path, 2)
    mosaic = Path(vrt(tmp_path / "all.vrt", parts))
    run([mosaic], catalog)
    shutil.move(
        make_raster(
            tmp_path / "other.tif",
            pixels=make_pixels(width=96, height=96, count=3, dtype="uint8", seed=9),
            width=96,
            height=96,
        ),
        parts[1],
    )
    captioner = FakeCaptioner()
    assert statuses(run([mosaic], catalog, captioner=captioner)) == ["changed"]
    assert sum(captioner.batches) > 0


def test_overviews_that_were_built_are_known(tmp_path: Path, catalog: Path) -> None:
    path = make_raster(tmp_path / "a.tif", width=4200, height=300, count=1)
    with open_catalog(catalog, mode="a"):
        pass
    run([Path(path)], catalog)
    query = "SELECT has_overviews FROM rasters"
    with sqlite3.connect(catalog) as db:
        assert db.execute(query).fetchone() == (0,)
    captioner = FakeCaptioner()
    run([Path(path)], catalog, captioner=captioner, build_overviews=True)
    with sqlite3.connect(catalog) as db:
        assert db.execute(query).fetchone() == (1,)
    assert statuses(run([Path(path)], catalog, captioner=captioner)) == ["unchanged"]
    assert sum(captioner.batches) == 0
