"""What cannot be read is failed and tried again; it is never taken for emptiness."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.runs import last, run
from tests.mosaics import WIDTH, side_by_side, vrt

from tilescribe import index, open_catalog
from tilescribe.domain import events
from tilescribe.errors import RasterReadError
from tilescribe.indexing import IndexOptions
from tilescribe.raster import open_raster
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster

PARTS = 6


def states(catalog: Path) -> Counter[str]:
    with sqlite3.connect(catalog) as db:
        return Counter(state for (state,) in db.execute("SELECT state FROM tiles"))


@pytest.mark.parametrize(("name", "nodata"), [("all.vrt", None), ("all.vrt", 0), ("all.xml", None), ("all", None)])
def test_tiles_of_a_source_that_drops_out_fail_and_are_tried_again(
    tmp_path: Path, name: str, nodata: int | None
) -> None:
    parts = side_by_side(tmp_path, PARTS)
    mosaic = Path(vrt(tmp_path / name, parts))
    if nodata is not None:
        mosaic.write_text(
            mosaic.read_text().replace("<SimpleSource>", f"<NoDataValue>{nodata}</NoDataValue><SimpleSource>", 1)
        )
    catalog, away = tmp_path / "area.gpkg", tmp_path / "away"
    away.mkdir()
    happened: list[events.Event] = []
    options = IndexOptions(levels_m=(WIDTH * 10.0, WIDTH * 10.0 / 4))
    for event in index([mosaic], catalog=catalog, options=options, captioner=FakeCaptioner(), embedder=HashEmbedder()):
        happened.append(event)
        if isinstance(event, events.RunStarted):
            for number in (1, 4):
                shutil.move(parts[number], away)
    # 16 small tiles and a large one of each part.
    assert states(catalog) == {"done": (PARTS - 2) * 17, "failed": 2 * 17}
    assert last(happened).failed == 2 * 17
    reasons = [event.reason for event in happened if isinstance(event, events.TileFailed)]
    assert all("part1.tif" in reason or "part4.tif" in reason for reason in reasons)
    for number in (1, 4):
        shutil.move(away / f"part{number}.tif", parts[number])
    assert last(run([mosaic], catalog)).done == 2 * 17
    assert states(catalog) == {"done": PARTS * 17}
    with open_catalog(catalog) as store:
        assert store.verify() == []


SERVER = """
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

class Ranges(SimpleHTTPRequestHandler):
    def log_message(self, *told): pass
    def do_HEAD(self): self.do_GET()
    def do_GET(self):
        file = Path(self.path.lstrip("/"))
        if not file.is_file():
            return self.send_error(404)
        data, asked = file.read_bytes(), self.headers.get("Range")
        first, end = 0, len(data)
        if asked:
            one, other = asked.split("=")[1].split("-")
            first, end = int(one), min(len(data), int(other or len(data)) + 1)
        self.send_response(206 if asked else 200)
        self.send_header("Accept-Ranges", "bytes")
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{end - 1}/{len(data)}")
        self.send_header("Content-Length", str(end - first))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data[first:end])

server = ThreadingHTTPServer(("127.0.0.1", 0), Ranges)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serves the folder `web` with byte ranges, in a process of its own: GDAL waits without giving Python way."""
    (tmp_path / "web").mkdir()
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, cwd=tmp_path / "web", stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield f"/vsicurl/http://127.0.0.1:{process.stdout.readline().strip()}"
        process.kill()


def test_tiles_of_an_address_that_answers_404_fail(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 3 MB in tiles of 128 px: most are not in GDAL's cache of the first 16 KB when the file goes.
    file = make_raster(tmp_path / "web" / "a.tif", width=1024, height=1024, tiled=True, blockxsize=128, blockysize=128)
    monkeypatch.setenv("GDAL_HTTP_TIMEOUT", "20")
    catalog = tmp_path / "area.gpkg"
    for event in index(
        [f"{address}/a.tif"],
        catalog=catalog,
        options=IndexOptions(levels_m=(1280.0,)),
        captioner=FakeCaptioner(),
        embedder=HashEmbedder(),
    ):
        if isinstance(event, events.RunStarted):
            Path(file).unlink()
    found = states(catalog)
    assert found["blank"] == 0
    assert found["done"] < 64
    assert found["failed"] + found["pending"] == 64 - found["done"]


@pytest.mark.parametrize(("driver", "name"), [("ENVI", "a.img"), ("PNG", "a.png")])
def test_a_file_cut_short_is_refused_where_its_driver_would_read_zeros(tmp_path: Path, driver: str, name: str) -> None:
    from rasterio.shutil import copy

    path = tmp_path / name
    copy(make_raster(tmp_path / "a.tif", width=256, height=256), path, driver=driver)
    open_raster(str(path))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    with pytest.raises(RasterReadError, match=r"cut short"):
        open_raster(str(path))
