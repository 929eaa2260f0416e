"""What the drawn scenes promise."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.features import geometry_mask
from rasterio.warp import transform_geom
from shapely import MultiPolygon, Polygon, box
from shapely.geometry import mapping, shape

from tilescribe.demo.scene import DrawnScenes, draw_scenes
from tilescribe.demo.scene.canvas import Surface
from tilescribe.demo.scene.farmland import banks, split_land
from tilescribe.demo.scene.grid import Grid, random_stream, smooth_noise
from tilescribe.demo.scene.layout import plan_valley
from tilescribe.demo.scene.light import Sun, cast_shadows
from tilescribe.demo.scene.materials import Material, spectra
from tilescribe.demo.scene.region import REGION
from tilescribe.demo.scene.relief import hillshade, mountain_heights
from tilescribe.demo.scene.truth import CLASSES, Truth, TruthFeature, read_truth
from tilescribe.demo.scene.valley import draw_valley, valley_grid
from tilescribe.errors import InvalidOptionError, OutputError
from tilescribe.raster.opening import open_raster

BEFORE, DURING, SEEN = date(2026, 9, 14), date(2026, 9, 22), date(2026, 9, 18)


@pytest.fixture(scope="session")
def truth(drawn: DrawnScenes) -> Truth:
    return read_truth(drawn.truth)


def bands(path: Path) -> dict[str, np.ndarray]:
    """Reflectance by band description."""
    with rasterio.open(path) as source:
        return {name: source.read(i + 1) / 10_000 for i, name in enumerate(source.descriptions)}


def inside(path: Path, truth: Truth, kind: str, *, on: date, shrink_m: float = 0.0) -> np.ndarray:
    """Where a class lies in a raster; `shrink_m` keeps off its edges."""
    with rasterio.open(path) as source:
        shapes = [
            shape(transform_geom("EPSG:4326", source.crs, mapping(feature.geometry))).buffer(-shrink_m)
            for feature in truth.features
            if feature.kind == kind and feature.there_on(on)
        ]
        return geometry_mask(
            [mapping(one) for one in shapes if not one.is_empty], source.shape, source.transform, invert=True
        )


def difference_index(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one - other) / np.maximum(one + other, 1e-4)


def test_the_same_seed_gives_the_same_files(tmp_path: Path, drawn: DrawnScenes) -> None:
    again = draw_scenes(tmp_path, seed=7, size_px=1024)
    for one, two in zip(drawn.paths, again.paths, strict=True):
        with rasterio.open(one) as first, rasterio.open(two) as second:
            np.testing.assert_array_equal(first.read(), second.read())
    assert drawn.truth.read_text() == again.truth.read_text()


def test_another_seed_gives_another_valley_of_the_same_kinds() -> None:
    one, two = (draw_valley(plan_valley(seed), valley_grid(256), seed) for seed in (7, 8))
    assert (one.surface.material != two.surface.material).mean() > 0.3
    assert {thing.kind for thing in one.things} == {thing.kind for thing in two.things}


def test_the_scenes_are_georeferenced_and_described(drawn: DrawnScenes) -> None:
    with rasterio.open(drawn.valley) as valley, rasterio.open(drawn.flood) as flood:
        assert valley.crs.to_epsg() == flood.crs.to_epsg() == 32632
        assert valley.transform == flood.transform
        assert valley.transform.a == -valley.transform.e == 2048 / 1024
        assert valley.descriptions == ("red", "green", "blue", "nir")
        assert set(valley.dtypes) == {"uint16"}
        assert valley.nodata is None
        assert valley.scales == (1e-4,) * 4
    with rasterio.open(drawn.region) as region:
        assert region.res == (10, 10)
        assert region.shape == (1500, 1500)
        assert region.descriptions == ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
        assert region.block_shapes == [(512, 512)] * 10
        assert region.overviews(1) == [2, 4]
        assert region.bounds.left < valley.bounds.left < valley.bounds.right < region.bounds.right
        assert region.bounds.bottom < valley.bounds.bottom < valley.bounds.top < region.bounds.top


def test_time_sensor_and_scaling_are_detected_without_help(drawn: DrawnScenes) -> None:
    valley, flood, region = (open_raster(str(path)) for path in drawn.paths)
    assert valley.acquired == datetime(2026, 9, 14, 10, 21, tzinfo=UTC)
    assert flood.acquired is not None
    assert flood.acquired.date() == DURING
    assert region.acquired is not None
    assert region.acquired.date() == SEEN
    assert region.profile == "sentinel-2-10"
    assert {raster.quantity for raster in (valley, flood, region)} == {"reflectance"}


@pytest.mark.parametrize("scene", ["valley", "region"])
def test_forest_is_green_and_water_dark_in_the_infrared(drawn: DrawnScenes, truth: Truth, scene: str) -> None:
    path, on = (drawn.valley, BEFORE) if scene == "valley" else (drawn.region, SEEN)
    names = ("red", "green", "nir") if scene == "valley" else ("B04", "B03", "B08")
    values = bands(path)
    red, green, nir = (values[name] for name in names)
    forest = inside(path, truth, "forest", on=on, shrink_m=15)
    for clouded in ("cloud", "nodata"):
        if any(feature.kind == clouded and feature.there_on(on) for feature in truth.features):
            forest &= ~inside(path, truth, clouded, on=on)
    assert forest.sum() > 1000
    ndvi = difference_index(nir, red)[forest]
    assert np.median(ndvi) > 0.7
    assert (ndvi > 0.5).mean() > 0.9
    assert np.median(red[forest]) < 0.06
    lake = inside(path, truth, "lake", on=on, shrink_m=25)
    assert (difference_index(green, nir)[lake] > 0).mean() > 0.95
    assert np.median(nir[lake]) < 0.05


def test_the_town_lies_between_forest_and_bare_ground_in_greenness(drawn: DrawnScenes, truth: Truth) -> None:
    values = bands(drawn.valley)
    ndvi = difference_index(values["nir"], values["red"])
    town = ndvi[inside(drawn.valley, truth, "town", on=BEFORE)]
    quarry = ndvi[inside(drawn.valley, truth, "quarry", on=BEFORE, shrink_m=10)]
    forest = ndvi[inside(drawn.valley, truth, "forest", on=BEFORE, shrink_m=10)]
    assert np.median(quarry) < 0.15 < np.median(town) < np.median(forest)
    # Roofs and streets between lawns: no other class has such a spread.
    assert town.std() > 1.5 * forest.std()


def test_the_flood_covers_part_of_the_town_and_of_the_fields_but_not_the_highway(
    drawn: DrawnScenes, truth: Truth
) -> None:
    flood = inside(drawn.flood, truth, "flood", on=DURING)
    for kind in ("town", "field"):
        share = flood[inside(drawn.flood, truth, kind, on=DURING)].mean()
        assert 0.1 < share < 0.75, kind
    assert flood[inside(drawn.flood, truth, "river", on=DURING, shrink_m=5)].mean() > 0.95
    assert flood[inside(drawn.flood, truth, "highway", on=DURING)].mean() < 0.15
    before, during = bands(drawn.valley), bands(drawn.flood)
    fields = inside(drawn.flood, truth, "field", on=DURING, shrink_m=8) & flood
    assert np.median(difference_index(during["green"], during["nir"])[fields]) > 0
    assert np.median(difference_index(before["green"], before["nir"])[fields]) < -0.2
    # Muddy: red over green over blue.
    assert np.median(during["red"][fields]) > np.median(during["green"][fields]) > np.median(during["blue"][fields])


def test_roofs_and_crowns_stand_out_of_the_flood(drawn: DrawnScenes, truth: Truth) -> None:
    during = bands(drawn.flood)
    flooded_town = inside(drawn.flood, truth, "flood", on=DURING) & inside(drawn.flood, truth, "town", on=DURING)
    not_water = difference_index(during["green"], during["nir"])[flooded_town] < -0.1
    assert 0.15 < not_water.mean() < 0.85


def test_the_swath_ends_in_an_untagged_black_wedge(drawn: DrawnScenes, truth: Truth) -> None:
    with rasterio.open(drawn.region) as region:
        black = (region.read() == 0).all(axis=0)
        assert (region.dataset_mask() == 255).all()
    wedge = inside(drawn.region, truth, "nodata", on=SEEN)
    assert black.any()
    assert (black != wedge).mean() < 0.002
    assert black[0, -1]
    for path in (drawn.valley, drawn.flood):
        with rasterio.open(path) as source:
            assert (source.read() > 0).all()


def test_snow_burn_and_clouds_have_their_spectra(drawn: DrawnScenes, truth: Truth) -> None:
    values = bands(drawn.region)
    snow = inside(drawn.region, truth, "snow", on=SEEN, shrink_m=15)
    burn = inside(drawn.region, truth, "burn", on=SEEN, shrink_m=30)
    cloud = inside(drawn.region, truth, "cloud", on=SEEN, shrink_m=60)
    assert min(snow.sum(), burn.sum(), cloud.sum()) > 500
    assert np.median(difference_index(values["B03"], values["B11"])[snow]) > 0.4  # NDSI
    assert np.median(difference_index(values["B08"], values["B12"])[burn]) < -0.1  # NBR
    assert np.median(values["B02"][cloud]) > 0.35
    assert np.median(values["B11"][cloud]) > 0.2


def test_truth_is_valid_named_dated_and_inside_the_region(drawn: DrawnScenes, truth: Truth) -> None:
    with rasterio.open(drawn.region) as region:
        frame = shape(transform_geom(region.crs, "EPSG:4326", mapping(box(*region.bounds).segmentize(100))))
    frame = frame.buffer(1e-6)
    for feature in truth.features:
        assert feature.geometry.is_valid, feature.name
        assert not feature.geometry.is_empty
        assert frame.contains(feature.geometry), feature.name
        assert feature.name
    assert {feature.kind for feature in truth.features} == set(CLASSES)
    kinds = {feature.kind for feature in truth.features if not feature.there_on(BEFORE)}
    assert kinds == {"flood", "cloud", "nodata"}


def test_shares_tell_what_covers_a_footprint_and_when(truth: Truth) -> None:
    lake = max((f for f in truth.features if f.kind == "lake"), key=lambda f: f.geometry.area)
    x, y = lake.geometry.centroid.coords[0]
    footprint = MultiPolygon([box(x - 5e-4, y - 5e-4, x + 5e-4, y + 5e-4)])
    before = truth.shares(footprint, on=BEFORE)
    assert before["lake"] == pytest.approx(1)
    assert "flood" not in before
    assert truth.shares(MultiPolygon([box(0, 0, 1, 1)]), on=BEFORE) == {}


def test_concurrent_batches_features_of_one_class_count_once() -> None:
    half, whole = box(0, 0, 1, 2), box(0, 0, 2, 2)
    features = tuple(TruthFeature("field", str(i), part, None, None) for i, part in enumerate((half, half)))
    assert Truth(features).shares(whole, on=BEFORE) == {"field": pytest.approx(0.5)}


@pytest.mark.parametrize("size_px", [0, 255, 100_000])
def test_a_size_out_of_range_is_refused(tmp_path: Path, size_px: int) -> None:
    with pytest.raises(InvalidOptionError, match=str(size_px)):
        draw_scenes(tmp_path, size_px=size_px)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="file"):
        draw_scenes(tmp_path / "file", size_px=256)


def test_no_unfinished_file_is_left_behind(drawn: DrawnScenes) -> None:
    assert {path.name for path in drawn.valley.parent.iterdir()} == {
        "valley_20260914.tif",
        "valley_20260922_flood.tif",
        "region_S2_20260918.tif",
        "truth.geojson",
    }


def test_noise_is_fixed_to_the_ground_whatever_the_pixel() -> None:
    coarse, fine = Grid(0, 0, 64, 64, 8.0), Grid(0, 0, 256, 256, 2.0)
    one = smooth_noise(random_stream(1, "hills"), coarse, 120.0)
    two = smooth_noise(random_stream(1, "hills"), fine, 120.0)
    averaged = two.reshape(64, 4, 64, 4).mean(axis=(1, 3))
    assert np.abs(one - averaged).max() < 0.05
    assert 0.6 < two.std() < 1.4


@pytest.mark.parametrize("seed", range(5))
def test_every_plan_keeps_town_lake_and_river_apart(seed: int) -> None:
    layout = plan_valley(seed)
    assert layout.river_course.is_simple
    assert not layout.town.intersects(layout.water)
    assert not layout.industry.intersects(layout.town)
    assert not layout.forest.intersects(layout.river)
    assert layout.town.area > 200_000
    for shape_ in (layout.quarry, layout.orchard, layout.solar, layout.sports, layout.industry, layout.park):
        assert layout.box.contains(shape_)


def test_fields_lie_in_the_land_and_do_not_overlap() -> None:
    land = Polygon([(0, 0), (1200, 0), (1300, 900), (0, 1000)])
    fields, cuts = split_land(random_stream(3, "test"), land, angle=0.3, side_m=(150, 300))
    assert len(fields) > 10
    assert cuts
    covered = sum(field.shape.area for field in fields)
    assert all(land.buffer(0.5).contains(field.shape) for field in fields)
    assert 0.85 * land.area < covered < land.area


def test_banks_lie_west_and_east_of_the_river() -> None:
    layout = plan_valley(7)
    west, east = banks(layout.box, layout.river_course)
    assert west.area + east.area == pytest.approx(layout.box.area)
    assert layout.forest.representative_point().within(west)
    assert layout.lake.intersection(layout.box).representative_point().within(east)


def test_mountains_rise_only_in_the_west_and_drain_to_the_plain() -> None:
    height: Any = mountain_heights(REGION.at(50.0), 7)
    assert height.max() > 1200
    assert (height[:, 90:] == 0).all()
    # Streams: no inner point lies deeper than all around it, but for the smoothing.
    inner = height[1:-1, 1:60]
    around = np.stack([height[1 + i : 299 + i, 1 + j : 60 + j] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j])
    assert ((inner > 100) & (inner < around.min(axis=0) - 5)).mean() < 0.01


def test_slopes_towards_the_sun_are_brighter() -> None:
    south = np.repeat(np.arange(20.0, 0, -1, dtype=np.float32)[:, None], 5, axis=1)
    sun = Sun(azimuth_deg=180, elevation_deg=45)
    assert hillshade(south, 1.0, sun).min() > 1 > hillshade(-south, 1.0, sun).max()
    assert hillshade(np.zeros((3, 3), np.float32), 1.0, sun) == pytest.approx(1)


def test_every_material_has_a_plausible_spectrum() -> None:
    table = spectra()
    assert table.shape == (len(Material), 10)
    assert table.min() > 0
    assert table.max() < 0.9


def test_shadows_fall_away_from_the_sun_and_are_as_long_as_it_is_low() -> None:
    height = np.zeros((40, 40), np.uint8)
    height[20, 20] = 100  # 10 m
    surface = Surface(Grid(0, 0, 40, 40, 2.0), np.zeros_like(height), np.zeros_like(height), height)
    shade = cast_shadows(surface, Sun(azimuth_deg=180, elevation_deg=45))
    assert shade[16:20, 20].min() == 1  # 10 m are 5 pixels, to the north
    assert shade[:15].max() == shade[20:].max() == 0
    longer = cast_shadows(surface, Sun(azimuth_deg=270, elevation_deg=26.565))
    assert longer[20, 21:30].min() == 1  # the sun in the west at tan = 1/2: twice as long, to the east
    assert longer[20, :21].max() == 0
    sunk = cast_shadows(surface, Sun(azimuth_deg=180, elevation_deg=45), depth_m=np.full((40, 40), 8, np.float32))
    assert sunk[:19].max() == 0
