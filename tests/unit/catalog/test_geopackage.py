"""The catalog is a GeoPackage that other programs read, style and edit."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.catalog.made_up import FACTS, STAMP, describe, put, raster, sql, tile

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import encoding, schema, schema_5
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.domain.tile import Tile, TileState, Window

LON = st.floats(-180, 180, allow_nan=False)
LAT = st.floats(-90, 90, allow_nan=False)


@st.composite
def multipolygons(draw: st.DrawFn) -> shapely.MultiPolygon:
    """None to three boxes, as footprints are on either side of the antimeridian."""
    corners = draw(st.lists(st.tuples(LON, LAT, LON, LAT), max_size=3))
    return shapely.MultiPolygon([shapely.box(*sorted((a, c)), *sorted((b, d))) for a, b, c, d in corners])


@settings(derandomize=True)
@given(st.lists(multipolygons(), max_size=4))
def test_geometries_survive_the_round_trip(geometries: list[shapely.MultiPolygon]) -> None:
    decoded = encoding.decode_geometries(encoding.encode_geometries(geometries))
    assert [shapely.to_wkb(one) for one in decoded] == [shapely.to_wkb(one) for one in geometries]


@settings(derandomize=True)
@given(multipolygons())
def test_the_envelope_is_that_of_the_geometry(geometry: shapely.MultiPolygon) -> None:
    (blob,) = encoding.encode_geometries([geometry])
    assert encoding.envelope(blob) == (None if geometry.is_empty else geometry.bounds)


def test_geometries_of_other_writers_are_read() -> None:
    point = shapely.Point(7.0, 50.0)
    big_endian_without_envelope = struct.pack(">2sBBi", b"GP", 0, 0b0, 4326) + shapely.to_wkb(point, byte_order=0)
    big_endian_with_envelope = (
        struct.pack(">2sBBi4d", b"GP", 0, 0b10, 4326, 7, 7, 50, 50) + shapely.to_wkb(point, byte_order=0)
    )  # fmt: skip
    empty_without_the_flag = struct.pack("<2sBBi", b"GP", 0, 0b1, 4326) + shapely.to_wkb(shapely.MultiPolygon())
    for blob in (big_endian_without_envelope, big_endian_with_envelope):
        assert encoding.envelope(blob) == (7.0, 50.0, 7.0, 50.0)
        assert encoding.decode_geometries([blob])[0] == point
    assert encoding.envelope(empty_without_the_flag) is None
    assert encoding.envelope(None) is None
    ours = encoding.encode_geometries([shapely.MultiPolygon([shapely.box(1, 2, 3, 4)]), shapely.MultiPolygon()])
    blobs = [*ours, big_endian_with_envelope, big_endian_without_envelope, b"no geometry", ours[0][:30]]
    assert encoding.envelopes(blobs).tolist() == [
        [1.0, 2.0, 3.0, 4.0],
        list(encoding.NOWHERE),
        [7.0, 50.0, 7.0, 50.0],
        [7.0, 50.0, 7.0, 50.0],
        list(encoding.NOWHERE),
        list(encoding.NOWHERE),
    ]
    assert encoding.envelopes([]).shape == (0, 4)


@pytest.mark.parametrize("blob", [b"", b"GP", b"XX\0\1\0\0\0\0", b"GP\0\x0f\0\0\0\0", shapely.to_wkb(shapely.Point())])
def test_what_is_no_geometry_is_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match="not a GeoPackage geometry"):
        encoding.decode_geometries([blob])
    with pytest.raises(ValueError, match="not a GeoPackage geometry"):
        encoding.envelope(blob)


def test_the_header_is_that_of_geopackage_1_3(catalog: GeoPackageCatalog, path: Path) -> None:
    header = path.read_bytes()[:100]
    assert header[68:72] == b"GPKG"
    assert int.from_bytes(header[60:64], "big") == 10300
    assert sql(path, "SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1") == [(-1,), (0,), (4326,)]


def test_gdal_opens_every_table_without_a_warning(path: Path) -> None:
    import pyogrio

    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=3)
        describe(catalog, [1, 2])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        layers = dict(pyogrio.list_layers(path).tolist())
        counts = {name: pyogrio.read_info(path, layer=name)["features"] for name in layers}
        frame = pyogrio.read_dataframe(path, layer="tiles", fid_as_index=True)
    assert {name for name, kind in layers.items() if kind == "MultiPolygon"} == {
        *schema.FEATURES,
        *schema_5.FEATURES,
    }
    assert {*schema.ATTRIBUTES, "spaces"} - {"embedders"} <= set(layers)
    assert (counts["rasters"], counts["tiles"], counts["descriptions"], counts["texts"]) == (1, 3, 4, 3)
    assert frame.crs == 4326
    assert frame["state"].tolist() == ["done", "done", "pending"]
    assert frame["summary"][1] == "facts on tile 1"
    assert frame["acquired"][1].isoformat().startswith("2024-06-01T10:20:30")
    assert frame.geometry[1].equals(tile(0).footprint)


def test_gdal_finds_tiles_through_the_spatial_index(path: Path) -> None:
    import pyogrio

    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=10)
    assert pyogrio.read_info(path, layer="tiles")["capabilities"]["fast_spatial_filter"]
    hits = pyogrio.read_dataframe(path, layer="tiles", bbox=(9.025, 49.0, 9.035, 49.2), fid_as_index=True)
    assert sorted(hits.index) == [3, 4]


def test_the_recorded_extent_follows_the_layers(catalog: GeoPackageCatalog, path: Path) -> None:
    def extent(table: str) -> tuple[float | None, ...]:
        ((*box,),) = sql(path, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?", table)
        return tuple(box)

    assert extent("tiles") == (None, None, None, None)
    first = put(catalog, "/a.tif", count=10)
    assert extent("tiles") == pytest.approx((9.0, 49.09, 9.1, 49.1))
    far = shapely.MultiPolygon([shapely.box(-60, -10, -59, -9)])
    catalog.put_raster(
        raster("/b.tif", footprint=far),
        stamp=STAMP,
        overrides="",
        plan="",
        tiles=[Tile(128.0, Window(0, 0, 10, 10), far)],
    )
    assert extent("tiles") == pytest.approx((-60, -10, 9.1, 49.1))
    assert extent("rasters") == pytest.approx((-60, -10, 9.1, 49.1))
    catalog.remove_rasters([first])
    assert extent("tiles") == pytest.approx((-60, -10, -59, -9), abs=1e-4)


def test_edits_made_by_gdal_keep_the_indexes_right(path: Path) -> None:
    import geopandas
    import pyogrio

    with open_catalog(path, mode="a") as catalog:
        raster_id = put(catalog, count=2)
        describe(catalog, [1])
    added = geopandas.GeoDataFrame(
        {
            "raster_id": [raster_id],
            "raster": ["a.tif"],
            "level_m": [64.0],
            "row": [0],
            "col": [0],
            "height": [10],
            "width": [10],
            "state": ["pending"],
            "reason": [""],
            "summary": [""],
            "updated": ["2024-01-01T00:00:00.000Z"],
        },
        geometry=[shapely.MultiPolygon([shapely.box(20, 20, 21, 21)])],
        crs=4326,
    ).rename_geometry("geom")
    pyogrio.write_dataframe(added, path, layer="tiles", append=True)
    with open_catalog(path) as catalog:
        assert catalog.verify() == []
        assert catalog.rasters()[0].tiles == {TileState.DONE: 1, TileState.PENDING: 2}
        assert len(catalog.pending_tiles(raster_id, [FACTS])) == 2


@pytest.mark.parametrize("table", sorted(schema.FEATURES))
def test_qgis_finds_a_style_that_covers_every_state(catalog: GeoPackageCatalog, path: Path, table: str) -> None:
    ((qml, default),) = sql(path, "SELECT styleQML, useAsDefault FROM layer_styles WHERE f_table_name = ?", table)
    tree = ElementTree.fromstring(qml)
    ((statement,),) = sql(path, "SELECT sql FROM sqlite_master WHERE name = ?", table)
    categories = {category.get("value"): category.get("symbol") for category in tree.iter("category")}
    assert default == 1
    assert all(f"'{state}'" in statement for state in categories)
    assert set(categories.values()) == {symbol.get("name") for symbol in tree.iter("symbol")}
    tip = tree.findtext("mapTip")
    assert tip is not None
    columns = {name for _, name, *_ in sql(path, f"PRAGMA table_info({table})")}
    assert {word for word in columns if f'"{word}"' in tip} >= {"acquired", "reason"}
