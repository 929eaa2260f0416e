"""GDAL, PROJ, the vector libraries and SQLite: each is made to do a little of what Tilescribe asks of it."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import numpy as np

from tilescribe.cli.doctor.report import Check, Probe, Status

__all__ = ["PROBES"]

_DRIVERS: Mapping[str, tuple[Status, str]] = {
    "GTiff": (Status.FAIL, "Install rasterio again: without it no GeoTIFF can be read"),
    "COG": (Status.WARN, "Only writing of cloud-optimised GeoTIFFs is lost"),
    "VRT": (Status.FAIL, "Install rasterio again: scenes that need warping are read through it"),
    "JP2OpenJPEG": (Status.WARN, "JPEG 2000 (Sentinel-2 as delivered) cannot be read; install rasterio from its wheel"),
    "PNG": (Status.WARN, "Pictures with a world file cannot be read; install rasterio from its wheel"),
    "JPEG": (Status.WARN, "Pictures with a world file cannot be read; install rasterio from its wheel"),
}
"""Driver, how bad it is when it does not work, and what that means."""

_BROKEN_PROJ = "Unset PROJ_LIB and PROJ_DATA if they are set; else install rasterio and pyproj again from their wheels"

_LOSSLESS = {"GTiff", "COG", "VRT", "PNG"}


def _gdal() -> Iterator[Check]:
    import rasterio

    yield Check("rasterio", rasterio.__version__)
    yield Check("GDAL", rasterio.__gdal_version__)


def _drivers() -> Iterator[Check]:
    from rasterio.errors import RasterioError

    for driver, (status, remedy) in _DRIVERS.items():
        try:
            _round_trip(driver)
        # CPLE errors of a missing driver or codec derive from different roots.
        except (RasterioError, OSError, ValueError, AssertionError, AttributeError) as error:
            yield Check(f"Driver {driver}", f"does not work: {error}", status, remedy)
        else:
            yield Check(f"Driver {driver}", "writes and reads")


def _round_trip(driver: str) -> None:
    """Write a small raster with the driver, and read it again. It has no CRS: whether PROJ works is another question.

    Raises:
        ValueError: what comes back is not what went in.
    """
    import rasterio
    import rasterio.shutil
    from rasterio.io import MemoryFile
    from rasterio.transform import from_origin

    pixels = np.tile(np.arange(64, dtype=np.uint8), (3, 64, 1))
    grid = {"width": 64, "height": 64, "count": 3, "dtype": "uint8"}
    with MemoryFile(ext=".tif") as source, MemoryFile(ext=f".{driver.lower()}") as copy:
        with source.open(driver="GTiff", transform=from_origin(4e5, 5e6, 10, 10), **grid) as dataset:
            dataset.write(pixels)
        rasterio.shutil.copy(source.name, copy.name, driver=driver)
        # COG is a way of writing; what it wrote is read as GTiff.
        with rasterio.open(copy.name, driver="GTiff" if driver == "COG" else driver) as dataset:
            found = dataset.read()
    tolerance = 0 if driver in _LOSSLESS else 16
    if found.shape != pixels.shape or np.abs(found.astype(int) - pixels).max() > tolerance:
        raise ValueError("other pixels come back than were written")


def _proj() -> Iterator[Check]:
    import pyproj

    yield Check("pyproj", pyproj.__version__)
    folder = pyproj.datadir.get_data_dir()
    yield Check("PROJ", f"{pyproj.proj_version_str}, data in {folder}")
    yield _grids(Path(folder))


def _transforms() -> Iterator[Check]:
    """rasterio and pyproj each bring a PROJ with its data; a variable meant for one can break the other."""
    for name, transformed in (("PROJ of pyproj", _by_pyproj), ("PROJ of rasterio", _by_rasterio)):
        try:
            x, y = transformed(3.0, 0.0)
        # Neither library documents what it raises without its database.
        except Exception as error:  # noqa: BLE001
            yield Check(name, f"{type(error).__name__}: {error}", Status.FAIL, _BROKEN_PROJ)
            continue
        # The central meridian of UTM zone 31 at the equator is (500000, 0) by definition.
        if abs(x - 500_000) < 1e-3 and abs(y) < 1e-3:
            yield Check(name, "transforms correctly")
        else:
            yield Check(name, f"3°E 0°N becomes {x} {y}", Status.FAIL, _BROKEN_PROJ)


def _by_pyproj(longitude: float, latitude: float) -> tuple[float, float]:
    import pyproj

    x, y = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32631", always_xy=True).transform(longitude, latitude)
    return float(x), float(y)


def _by_rasterio(longitude: float, latitude: float) -> tuple[float, float]:
    from rasterio.warp import transform

    (x,), (y,) = transform("EPSG:4326", "EPSG:32631", [longitude], [latitude])[:2]
    return float(x), float(y)


def _grids(folder: Path) -> Check:
    """Grids sharpen shifts between datums. Imagery in WGS 84 and its UTM zones needs none."""
    from pyproj.aoi import AreaOfInterest
    from pyproj.datadir import get_user_data_dir  # type: ignore[attr-defined]
    from pyproj.network import is_network_enabled  # type: ignore[attr-defined]
    from pyproj.transformer import TransformerGroup

    places = (folder, Path(get_user_data_dir()))
    grids = [path for place in places for kind in ("*.tif", "*.gsb", "*.gtx") for path in place.glob(kind)]
    kansas = AreaOfInterest(-99.0, 38.0, -98.0, 39.0)
    shifts = TransformerGroup("EPSG:4267", "EPSG:4326", area_of_interest=kansas)  # type: ignore[arg-type]
    best_m = shifts.transformers[0].accuracy
    network = "on" if is_network_enabled() else "off"
    return Check(
        "PROJ grids", f"{len(grids)} installed, network {network}; NAD27 to WGS 84 in Kansas within {best_m:g} m"
    )


def _shapely() -> Iterator[Check]:
    import shapely

    area = shapely.intersection(shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)).area
    what = f"{shapely.__version__}, GEOS {shapely.geos_version_string}"
    if area == 1.0:
        yield Check("shapely", what)
    else:
        yield Check("shapely", f"{what}: an intersection is wrong", Status.FAIL, "Install shapely again")


def _geopandas() -> Iterator[Check]:
    """The formats of `search`: written and read again."""
    import geopandas
    from shapely import Point

    frame = geopandas.GeoDataFrame({"rank": [1]}, geometry=[Point(3, 0)], crs="EPSG:4326")
    yield Check("geopandas", f"{geopandas.__version__}, pyogrio {version('pyogrio')}, pyarrow {version('pyarrow')}")
    with tempfile.TemporaryDirectory(prefix="tilescribe-") as folder:
        for driver, name in (("GPKG", "hits.gpkg"), ("GeoJSON", "hits.geojson")):
            path = Path(folder) / name
            frame.to_file(path, driver=driver)
            yield _same(f"Format {driver}", geopandas.read_file(path).geometry[0] == Point(3, 0))
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    yield _same("Format GeoParquet", geopandas.read_parquet(buffer).geometry[0] == Point(3, 0))


def _same(name: str, same: bool) -> Check:
    if same:
        return Check(name, "writes and reads")
    return Check(name, "other geometry comes back than was written", Status.FAIL, "Install geopandas and pyogrio again")


def _sqlite() -> Iterator[Check]:
    yield Check("SQLite", sqlite3.sqlite_version)
    with tempfile.TemporaryDirectory(prefix="tilescribe-") as folder:
        connection = sqlite3.connect(Path(folder) / "probe.gpkg")
        try:
            yield from _sqlite_extensions(connection)
        finally:
            connection.close()


def _sqlite_extensions(connection: sqlite3.Connection) -> Iterator[Check]:
    """R-tree for bounding boxes, FTS5 for words, and the journal that lets a catalog be read while it is written."""
    remedy = "Use a Python whose SQLite has it: those of python.org, of conda and of the Linux distributions do"
    box = "INSERT INTO box VALUES (1, 0, 1, 0, 1)"
    word = "INSERT INTO word VALUES ('flooded houses')"
    for name, statements, question in (
        (
            "SQLite R-tree",
            ("CREATE VIRTUAL TABLE box USING rtree(id, west, east, south, north)", box),
            "SELECT count(*) FROM box WHERE west < 0.5",
        ),
        (
            "SQLite FTS5",
            ("CREATE VIRTUAL TABLE word USING fts5(text, tokenize = 'porter unicode61')", word),
            "SELECT count(*) FROM word WHERE word MATCH 'flood AND house'",
        ),
    ):
        try:
            for statement in statements:
                connection.execute(statement)
            found = connection.execute(question).fetchone()[0]
        except sqlite3.Error as error:
            yield Check(name, str(error), Status.FAIL, remedy)
        else:
            works = found == 1
            yield Check(name, "works" if works else "finds nothing", *(() if works else (Status.FAIL, remedy)))
    connection.commit()
    journal = connection.execute("PRAGMA journal_mode = wal").fetchone()[0]
    if journal == "wal":
        yield Check("SQLite journal", "wal")
    else:
        yield Check("SQLite journal", journal, Status.FAIL, "Use a temporary folder on a local disk (TMPDIR)")


PROBES: Mapping[str, Probe] = {
    "GDAL": _gdal,
    "Drivers": _drivers,
    "PROJ": _proj,
    "Transformations": _transforms,
    "shapely": _shapely,
    "geopandas": _geopandas,
    "SQLite": _sqlite,
}
