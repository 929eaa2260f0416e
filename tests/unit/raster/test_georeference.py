"""Placement and footprints: where pixels lie on Earth."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer
from rasterio.control import GroundControlPoint

from tilescribe.domain.tile import Window
from tilescribe.errors import NotGeoreferencedError
from tilescribe.raster import footprint, footprints, locate, open_raster
from tilescribe.raster.gdal import gdal_environment
from tilescribe.raster.georeference import PixelToGround, ground_of_transform
from tilescribe.testing.rasters import PLACED, make_raster

GEOD = Geod(ellps="WGS84")

property_test = settings(deadline=None, max_examples=60, derandomize=True)


def area_m2(shape: shapely.MultiPolygon) -> float:
    """Geodesic area of a footprint whose edges are straight in longitude and latitude."""
    dense = shapely.segmentize(shape, max(1e-6, max(shape.bounds[2] - shape.bounds[0], 1e-4) / 200))
    return sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in shapely.get_parts(dense))


def is_rfc7946(shape: shapely.MultiPolygon) -> bool:
    west, south, east, north = shape.bounds
    return (
        shape.geom_type == "MultiPolygon"
        and bool(shapely.is_valid(shape))
        and west >= -180
        and east <= 180
        and south >= -90
        and north <= 90
        and all(part.exterior.is_ccw for part in shape.geoms)
    )


@st.composite
def grids(draw: st.DrawFn) -> tuple[PixelToGround, str]:
    """North-up, rotated, sheared and mirrored grids in all common projections, anywhere on Earth."""
    family = draw(st.sampled_from(["utm", "mercator", "polar", "geographic"]))
    lon = draw(st.floats(-180, 180))
    if family == "utm":
        lat = draw(st.floats(-79, 83))
        zone = min(60, int((lon + 180) // 6) + 1)
        crs = f"EPSG:{32600 + zone if lat >= 0 else 32700 + zone}"
    elif family == "mercator":
        lat, crs = draw(st.floats(-80, 80)), "EPSG:3857"
    elif family == "polar":
        sign = draw(st.sampled_from([1, -1]))
        lat, crs = sign * draw(st.floats(65, 90)), "EPSG:3413" if sign > 0 else "EPSG:3031"
    else:
        lat, crs = draw(st.floats(-89, 89)), "EPSG:4326"
    x, y = Transformer.from_crs("OGC:CRS84", crs, always_xy=True).transform(lon, lat)
    assume(math.isfinite(x) and math.isfinite(y))
    size = draw(st.sampled_from([0.3, 10.0, 60.0])) / (111_320 if family == "geographic" else 1)
    angle = draw(st.sampled_from([0.0, 17.0, 90.0, 200.0]))
    flip = draw(st.sampled_from([-1, 1]))
    cos, sin = size * math.cos(math.radians(angle)), size * math.sin(math.radians(angle))
    transform = (cos, -flip * sin, x, sin, flip * cos, y)
    return ground_of_transform(transform, crs=crs, width=1000, height=1000), crs


@property_test
@given(grids(), st.integers(0, 700), st.integers(0, 700), st.integers(1, 300), st.integers(1, 300))
def test_footprints_are_valid_everywhere_and_as_large_as_their_pixels(
    grid: tuple[PixelToGround, str], row: int, col: int, height: int, width: int
) -> None:
    ground, _ = grid
    shape = footprint(Window(row, col, height, width), ground)
    assert is_rfc7946(shape)
    # Both on an equal-area map centred on the window, where nothing is cut and no pole is near an edge.
    lon, lat = (float(degrees) for degrees in ground.lonlat(col + width / 2, row + height / 2))
    flat = Transformer.from_crs("OGC:CRS84", f"+proj=laea +lon_0={lon} +lat_0={lat} +datum=WGS84", always_xy=True)
    edge = np.linspace(0, 1, 200, endpoint=False)
    across = np.concatenate([edge, np.ones(200), 1 - edge, np.zeros(200)])
    down = np.roll(across, 200)
    outline = flat.transform(*ground.lonlat(col + width * across, row + height * down))
    dense = shapely.segmentize(shape, max(1e-6, max(np.subtract(shape.bounds[2:], shape.bounds[:2])) / 300))
    mapped = shapely.transform(dense, lambda xy: np.column_stack(flat.transform(xy[:, 0], xy[:, 1])))
    assert mapped.area == pytest.approx(shapely.Polygon(np.column_stack(outline)).area, rel=0.004, abs=1e-4)


@property_test
@given(grids(), st.floats(0, 1000), st.floats(0, 1000))
def test_lonlat_round_trips_through_the_crs(grid: tuple[PixelToGround, str], col: float, row: float) -> None:
    ground, crs = grid
    lon, lat = ground.lonlat(col, row)
    there = Transformer.from_crs("OGC:CRS84", crs, always_xy=True)
    x, y = there.transform(float(lon), float(lat))
    back_lon, back_lat = there.transform(x, y, direction="INVERSE")
    assert abs(float(lat)) <= 90
    _, _, metres = GEOD.inv(float(lon), float(lat), back_lon, back_lat)
    assert metres < 1e-3


@property_test
@given(grids(), st.integers(0, 900), st.integers(0, 900))
def test_a_window_contains_the_centre_of_its_pixels(grid: tuple[PixelToGround, str], col: int, row: int) -> None:
    ground, _ = grid
    shape = footprint(Window(row, col, 100, 100), ground)
    lon, lat = ground.lonlat(col + 50, row + 50)
    wrapped = (float(lon) + 180) % 360 - 180
    assert shape.distance(shapely.Point(wrapped, float(lat))) < 1e-9


@property_test
@given(grids())
def test_many_footprints_at_once_are_those_one_by_one(grid: tuple[PixelToGround, str]) -> None:
    ground, _ = grid
    windows = [Window(row, col, 250, 250) for row in (0, 250, 750) for col in (0, 500)]
    assert footprints(windows, ground) == [footprint(window, ground) for window in windows]


@property_test
@given(grids())
def test_neighbouring_windows_share_their_edge_and_nothing_more(grid: tuple[PixelToGround, str]) -> None:
    ground, _ = grid
    left, right = footprints([Window(0, 0, 200, 200), Window(0, 200, 200, 200)], ground)
    assert left.intersection(right).area <= 1e-3 * min(left.area, right.area)


@pytest.mark.parametrize(
    ("crs", "transform", "width", "height"),
    [
        ("EPSG:4326", (1.0, 0.0, -180.0, 0.0, -1.0, 90.0), 360, 180),
        ("EPSG:4326", (1.0, 0.0, 0.0, 0.0, -1.0, 90.0), 360, 180),
        ("EPSG:4326", (0.25, 0.0, -180.125, 0.0, -0.25, 90.125), 1440, 721),
    ],
    ids=["from -180", "from 0", "registered by pixel centre"],
)
def test_a_raster_of_the_whole_world_covers_it(
    crs: str, transform: tuple[float, float, float, float, float, float], width: int, height: int
) -> None:
    shape = footprint(Window(0, 0, height, width), ground_of_transform(transform, crs=crs, width=width, height=height))
    assert is_rfc7946(shape)
    assert shape.equals(shapely.box(-180, -90, 180, 90))


def test_web_mercator_of_the_whole_world_is_a_box() -> None:
    half = 20037508.342789244
    ground = ground_of_transform((half / 128, 0, -half, 0, -half / 128, half), crs="EPSG:3857", width=256, height=256)
    shape = footprint(Window(0, 0, 256, 256), ground)
    assert shape.symmetric_difference(shapely.box(-180, -85.0511287798, 180, 85.0511287798)).area < 1e-3


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:3832", "EPSG:32601", "EPSG:4326", "EPSG:4267"])
def test_the_antimeridian_cuts_a_footprint_in_two(crs: str) -> None:
    to_crs = Transformer.from_crs("OGC:CRS84", crs, always_xy=True)
    x, y = to_crs.transform(179.9, 52.0)
    step = 30 / 111_320 if CRS.from_user_input(crs).is_geographic else 30.0
    ground = ground_of_transform((step, 0, x, 0, -step, y), crs=crs, width=1000, height=500)
    shape = footprint(Window(0, 0, 500, 1000), ground)
    assert is_rfc7946(shape)
    assert len(shape.geoms) == 2
    assert shape.bounds[0] == -180
    assert shape.bounds[2] == 180
    assert sum(part.bounds[2] - part.bounds[0] for part in shape.geoms) < 1


@pytest.mark.parametrize(("crs", "pole"), [("EPSG:3413", 90), ("EPSG:3031", -90)])
@pytest.mark.parametrize("corner", [(-5_000, 5_000), (0, 0), (-5_000, 0), (-3_333, 0), (-3_333, 1_234)])
def test_a_pole_in_at_the_edge_and_at_the_corner(crs: str, pole: int, corner: tuple[int, int]) -> None:
    ground = ground_of_transform((10, 0, corner[0], 0, -10, corner[1]), crs=crs, width=1000, height=1000)
    shape = footprint(Window(0, 0, 1000, 1000), ground)
    gsd_x_m, gsd_y_m = ground.gsd(500, 500)
    assert is_rfc7946(shape)
    assert area_m2(shape) == pytest.approx(gsd_x_m * gsd_y_m * 1e6, rel=0.01)
    inside = corner[0] < 0 < corner[1]
    if inside or corner == (0, 0):
        assert shape.distance(shapely.Point(ground.lonlat(5 - corner[0] / 10, 0)[0], pole)) < 1e-9
    assert not shape.intersects(shapely.box(-180, -89, 180, 89))


def test_a_hemisphere_seen_from_the_pole_holds_that_pole() -> None:
    ground = ground_of_transform((20_000, 0, -8e6, 0, -20_000, 8e6), crs="EPSG:6931", width=800, height=800)
    shape = footprint(Window(0, 0, 800, 800), ground)
    assert is_rfc7946(shape)
    assert shape.contains(shapely.Point(12, 80))
    assert not shape.contains(shapely.Point(12, -80))


def test_a_long_window_is_densified_and_a_tile_is_not() -> None:
    ground = ground_of_transform((30, 0, 2e5, 0, -30, 8e6), crs="EPSG:32633", width=20_000, height=20_000)
    tile, scene = footprints([Window(0, 0, 224, 224), Window(0, 0, 20_000, 20_000)], ground)
    assert shapely.get_num_coordinates(tile) == 5
    assert shapely.get_num_coordinates(scene) > 5
    # Every pixel position along the scene's edge lies on the footprint's edge, to a thousandth of its size.
    lon, lat = ground.lonlat(np.linspace(0, 20_000, 50), np.zeros(50))
    away = shapely.distance(shapely.points(lon, lat), scene.boundary)
    assert away.max() <= 1e-3 * (scene.bounds[2] - scene.bounds[0])


@pytest.mark.parametrize(
    ("crs", "half"),
    [("ESRI:54009", (18_040_096, 9_020_048)), ("+proj=geos +h=35785831 +lon_0=-75 +sweep=x", (5_434_895, 5_434_895))],
    ids=["Mollweide", "geostationary"],
)
def test_what_lies_beside_the_earth_is_clipped_off(crs: str, half: tuple[int, int]) -> None:
    ground = ground_of_transform(
        (half[0] / 250, 0, -half[0], 0, -half[1] / 250, half[1]), crs=crs, width=500, height=500
    )
    whole, corner, middle = footprints([Window(0, 0, 500, 500), Window(0, 0, 20, 20), Window(240, 240, 20, 20)], ground)
    assert is_rfc7946(whole)
    assert is_rfc7946(middle)
    assert whole.covers(middle)
    assert corner.is_empty
    with pytest.raises(NotGeoreferencedError, match=r"column 0, row 0.*domain"):
        footprint(Window(0, 0, 20, 20), ground)
    with pytest.raises(NotGeoreferencedError, match="outside"):
        ground.gsd(2, 2)


def test_gsd_is_geodesic() -> None:
    mercator = ground_of_transform((10, 0, 0, 0, -10, 8_399_738), crs="EPSG:3857", width=100, height=100)
    # Web Mercator stretches by 1 / cos(60 degrees) = 2, the ellipsoid aside.
    assert mercator.gsd(50, 50) == pytest.approx((5.0, 5.0), rel=0.01)
    degrees = ground_of_transform((1e-3, 0, 179.99, 0, -1e-3, 60), crs="EPSG:4326", width=100, height=100)
    assert degrees.gsd(10, 0) == pytest.approx((55.8, 111.4), rel=0.001)
    feet = ground_of_transform((1, 0, 980_000, 0, -1, 200_000), crs="EPSG:2263", width=100, height=100)
    assert feet.gsd(50, 50) == pytest.approx((0.3048, 0.3048), rel=0.001)
    pole = ground_of_transform((10, 0, -500, 0, -10, 500), crs="EPSG:3413", width=100, height=100)
    assert pole.gsd(50, 50) == pytest.approx((10.31, 10.31), rel=0.001)


@pytest.mark.parametrize("kind", PLACED)
def test_every_georeferencing_places_its_corners_right(kind: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    raster = open_raster(make_raster(tmp_path / "a.tif", kind=kind))
    ground = locate(raster)
    crs, (a, b, c, d, e, f) = PLACED[kind]
    cols, rows = np.array([0.0, 160, 160, 0, 33.3]), np.array([0.0, 0, 128, 128, 44.4])
    to_wgs84 = Transformer.from_crs(crs, "OGC:CRS84", always_xy=True)
    expected_lon, expected_lat = to_wgs84.transform(a * cols + b * rows + c, d * cols + e * rows + f)
    lon, lat = ground.lonlat(cols, rows)
    _, _, metres = GEOD.inv(lon, lat, expected_lon, expected_lat)
    assert np.max(metres) < 0.01 * raster.gsd_m


@pytest.mark.parametrize("kind", ["gcps", "rpcs"])
def test_one_placement_serves_many_threads(kind: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from concurrent.futures import ThreadPoolExecutor

    ground = locate(open_raster(make_raster(tmp_path / "a.tif", kind=kind)))
    cols = np.arange(50.0)
    expected = ground.lonlat(cols, cols)
    with ThreadPoolExecutor(4) as pool:
        for answer in pool.map(lambda _: ground.lonlat(cols, cols), range(50)):
            np.testing.assert_array_equal(answer, expected)


def test_control_points_across_the_antimeridian_do_not_tear(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import rasterio
    from rasterio.control import GroundControlPoint

    path = str(tmp_path / "a.tif")
    points = [
        GroundControlPoint(row=row, col=col, x=(179.9 + col * 1e-3 + 180) % 360 - 180, y=-17 - row * 1e-3, z=0)
        for row in (0.0, 100.0)
        for col in (0.0, 50.0, 150.0, 200.0)
    ]
    options = {"driver": "GTiff", "width": 200, "height": 100, "count": 1, "dtype": "uint8"}
    with gdal_environment(), rasterio.open(path, "w", **options) as sink:
        sink.gcps = (points, rasterio.CRS.from_epsg(4326))
        sink.write(np.ones((1, 100, 200), "uint8"))
    raster = open_raster(path)
    assert len(raster.footprint.geoms) == 2
    assert area_m2(raster.footprint) == pytest.approx(raster.gsd_m**2 * 200 * 100, rel=0.01)


def test_positions_are_shaped_as_asked() -> None:
    ground = ground_of_transform((10, 0, 5e5, 0, -10, 5e6), crs="EPSG:32633", width=10, height=10)
    lon, lat = ground.lonlat(np.zeros((2, 1)), np.zeros(3))
    assert lon.shape == lat.shape == (2, 3)
    assert lon.dtype == np.float64


@pytest.mark.parametrize("crs", ["EPSG:999999", "nonsense"])
def test_a_crs_that_is_none_is_named(crs: str) -> None:
    with pytest.raises(NotGeoreferencedError, match=crs):
        ground_of_transform((10, 0, 5e5, 0, -10, 5e6), crs=crs, width=10, height=10)


def test_metres_called_degrees_are_refused() -> None:
    with pytest.raises(NotGeoreferencedError, match="No pixel lies on Earth"):
        ground_of_transform((10, 0, 5e5, 0, -10, 5e6), crs="EPSG:4326", width=10, height=10)


def test_a_pole_beside_a_tile_breaks_no_footprint() -> None:
    """GEOS's clip by a rectangle refused this one: three vertices of it, and the meridian 180, meet at a pole."""
    g = 1000 / math.sqrt(2)
    transform = (g, 707.1067811865474, -15_084.944665313013, 707.1067811865474, -g, 1.8189894035458565e-12)
    ground = ground_of_transform(transform, crs="+proj=laea +lat_0=-90 +lon_0=90 +datum=WGS84", width=64, height=64)
    windows = [Window(row, col, 32, 32) for row in (0, 32) for col in (0, 32)]
    for shape in footprints(windows, ground):
        assert is_rfc7946(shape)
        assert area_m2(shape) == pytest.approx(32e3**2, rel=0.01)  # the projection keeps areas


@property_test
@given(
    pole=st.sampled_from([90, -90]),
    lon_0=st.sampled_from([0.0, -45.0, 90.0, 180.0, 17.3]),
    turned=st.sampled_from([0.0, 0.3, math.pi / 4, math.pi / 2]),
    gsd_m=st.sampled_from([1.0, 10.0, 1000.0]),
    at=st.tuples(*[st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 1.0, 2.0])] * 2),
)
def test_tiles_at_a_pole_cover_what_they_cover(
    pole: int, lon_0: float, turned: float, gsd_m: float, at: tuple[float, float]
) -> None:
    """The pole at a corner, on an edge, or in the midst of a tile."""
    a, b = gsd_m * math.cos(turned), gsd_m * math.sin(turned)
    col, row = at[0] * 32, at[1] * 32
    transform = (a, b, -a * col - b * row, b, -a, -b * col + a * row)
    ground = ground_of_transform(
        transform, crs=f"+proj=laea +lat_0={pole} +lon_0={lon_0} +datum=WGS84", width=64, height=64
    )
    for shape in footprints([Window(row, col, 32, 32) for row in (0, 32) for col in (0, 32)], ground):
        assert is_rfc7946(shape)
        assert area_m2(shape) == pytest.approx((32 * gsd_m) ** 2, rel=0.01)


def test_control_points_on_one_line_are_refused(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "line.tif", kind="no-transform")
    points = [GroundControlPoint(row=i, col=2 * i, x=500_000 + 20.0 * i, y=5_300_000 - 10.0 * i) for i in range(5)]
    with gdal_environment(), rasterio.open(path, "r+") as sink:
        sink.gcps = (points, rasterio.CRS.from_epsg(32633))
    with pytest.raises(NotGeoreferencedError, match="on one line"):
        open_raster(path)


@pytest.mark.parametrize(("kind", "what"), [("gcps", "ground control points"), ("rpcs", "RPCs")])
@pytest.mark.parametrize("nodata", [None, "7"])  # another one than the file's is declared by a VRT around it
def test_what_placed_a_raster_is_gone(kind: str, what: str, nodata: str | None, tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif", kind=kind)
    raster = open_raster(path, nodata=nodata)
    make_raster(path, kind="no-transform")
    with pytest.raises(NotGeoreferencedError) as refused:
        locate(raster)
    assert refused.value.what == f"{path} has no {what} (any more), by which it was placed"


def test_control_points_that_fit_nothing_name_the_file_whatever_its_nodata(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif", kind="gcps")
    raster = open_raster(path, nodata="7")
    points = [GroundControlPoint(row=i, col=2 * i, x=500_000 + 20.0 * i, y=5_300_000 - 10.0 * i) for i in range(5)]
    make_raster(path, kind="no-transform")
    with gdal_environment(), rasterio.open(path, "r+") as sink:
        sink.gcps = (points, rasterio.CRS.from_epsg(32633))
    with pytest.raises(NotGeoreferencedError) as refused:
        locate(raster)
    assert (
        refused.value.what == f"The 5 ground control points of {path} lie on one line and determine no transformation"
    )
