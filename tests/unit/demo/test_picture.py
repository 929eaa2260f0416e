"""What the picture of results promises."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.control import GroundControlPoint
from rasterio.transform import Affine
from shapely import MultiPolygon, box

from tilescribe.demo.lettering import font, wrap
from tilescribe.demo.pair_picture import draw_pairs
from tilescribe.demo.picture import draw_hits
from tilescribe.demo.ramp import RAMP, colour_of
from tilescribe.demo.raster_picture import read_raster_picture, read_tile
from tilescribe.demo.scene import DrawnScenes
from tilescribe.domain.hit import Hit, HitPair
from tilescribe.domain.tile import Window
from tilescribe.errors import InvalidOptionError, OutputError
from tilescribe.raster.footprints import footprint
from tilescribe.raster.georeference import locate
from tilescribe.raster.opening import open_raster


def hit_on(path: Path, window: Window, *, rank: int, score: float, matched: str = "Houses and trees.") -> Hit:
    raster = open_raster(str(path))
    return Hit(
        rank=rank,
        score=score,
        tile_id=rank,
        raster=path.name,
        path=str(path),
        acquired=raster.acquired,
        level_m=round(window.width * raster.gsd_m),
        summary="",
        matched=matched,
        matched_kind="facts",
        words=(),
        channels={},
        footprint=footprint(window, locate(raster)),
    )


def write_raster(path: Path, transform: Affine | None = None, **options: object) -> Path:
    """Four quarters, red, green, blue and white, 80 x 120."""
    picture = np.full((3, 80, 120), 10, np.uint8)
    picture[0, :40, :60] = picture[1, :40, 60:] = picture[2, 40:, :60] = 250
    picture[:, 40:, 60:] = 250
    profile = {"driver": "GTiff", "width": 120, "height": 80, "count": 3, "dtype": "uint8"} | options
    if transform is not None:
        profile["transform"] = transform
    with rasterio.open(path, "w", **profile) as target:
        target.write(picture)
    return path


def has_colour(picture: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((picture == colour).all(axis=-1).sum() > 50)


def test_the_picture_has_the_width_asked_for_and_outlines_in_the_colours_of_the_scores(
    drawn: DrawnScenes, tmp_path: Path
) -> None:
    hits = [
        hit_on(drawn.flood, Window(200, 200, 64, 64), rank=1, score=0.9),
        hit_on(drawn.flood, Window(300, 264, 64, 64), rank=2, score=0.7),
        hit_on(drawn.flood, Window(40, 40, 64, 64), rank=3, score=0.5),
    ]
    out = draw_hits([str(path) for path in drawn.paths], hits, tmp_path / "hits.png", title="flooded houses")
    with Image.open(out) as opened:
        assert opened.format == "PNG"
        assert opened.width == 1600
        picture = np.asarray(opened)
    panel = picture[:, :1000]
    for hit in hits:
        assert has_colour(panel, colour_of(hit.score, (0.5, 0.9))), hit.rank
    assert [path.name for path in tmp_path.iterdir()] == ["hits.png"]


def test_only_rasters_with_hits_get_a_panel(drawn: DrawnScenes, tmp_path: Path) -> None:
    every = [str(path) for path in drawn.paths]
    one = [hit_on(drawn.valley, Window(0, 0, 64, 64), rank=1, score=0.5)]
    two = [*one, hit_on(drawn.region, Window(300, 0, 128, 128), rank=2, score=0.4)]
    three = [*two, hit_on(drawn.flood, Window(0, 0, 64, 64), rank=3, score=0.3)]
    heights = []
    for hits in (one, two, three):
        with Image.open(draw_hits(every, hits, tmp_path / "p.png", title="x", width_px=1000)) as opened:
            heights.append(opened.height)
    panel = heights[1] - heights[0]
    assert 400 < panel < 600  # one more square panel below
    assert heights[0] < heights[2] < heights[1]  # three: one large, two side by side


def test_hits_of_rasters_not_asked_for_are_left_out_and_none_is_said_so(drawn: DrawnScenes, tmp_path: Path) -> None:
    stray = hit_on(drawn.valley, Window(0, 0, 64, 64), rank=1, score=0.5)
    out = draw_hits([str(drawn.region)], [stray], tmp_path / "none.png", title="nothing", width_px=900)
    with Image.open(out) as opened:
        assert opened.size[0] == 900
        assert opened.size[1] < 300


def test_both_dates_stand_side_by_side_with_the_same_places_outlined(drawn: DrawnScenes, tmp_path: Path) -> None:
    pair = HitPair(1, None, None, (str(drawn.valley),), (), "Houses.", "Water covers what was dry.")
    hits = [
        replace(hit_on(drawn.flood, Window(200, 200, 64, 64), rank=1, score=0.9), pair=pair),
        replace(hit_on(drawn.flood, Window(40, 300, 64, 64), rank=2, score=0.6), pair=pair),
        # Of other rasters, which the panels do not show.
        replace(hit_on(drawn.flood, Window(0, 0, 64, 64), rank=3, score=0.3), pair=replace(pair, paths=("/other",))),
    ]
    out = draw_pairs(hits, tmp_path / "pairs.png", title="flooded houses", width_px=1000)
    with Image.open(out) as opened:
        picture = np.asarray(opened)
    assert picture.shape[1] == 1000
    before, after = picture[:560, :490], picture[:560, 510:]
    for hit in hits[:2]:
        colour = colour_of(hit.score, (0.6, 0.9))
        assert has_colour(before, colour), hit.rank
        assert has_colour(after, colour), hit.rank
    alone = draw_pairs(hits[:2], tmp_path / "pairs.png", title="flooded houses", width_px=1000)
    with Image.open(alone) as opened:
        assert (np.asarray(opened) == picture).all()
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.png"]


def test_an_outline_lies_where_its_tile_lies(drawn: DrawnScenes) -> None:
    raster_picture = read_raster_picture(str(drawn.valley), widest_px=256, highest_px=256)
    assert raster_picture.pixels.shape == (256, 256, 3)
    hit = hit_on(drawn.valley, Window(256, 512, 128, 128), rank=1, score=1)
    (ring,) = raster_picture.outlines(hit.footprint)
    columns, rows = zip(*ring, strict=True)
    assert (min(columns), max(columns)) == pytest.approx((128, 160), abs=0.1)
    assert (min(rows), max(rows)) == pytest.approx((64, 96), abs=0.1)


NORTH_UP = Affine(10, 0, 500_000, 0, -10, 5_000_000)


@pytest.mark.parametrize(
    ("name", "transform", "crs"),
    [
        ("north up", NORTH_UP, 32632),
        ("south up", Affine(10, 0, 500_000, 0, 10, 5_000_000), 32632),
        (
            "turned",
            NORTH_UP @ Affine.rotation(30),
            32632,
        ),
        ("geographic", Affine(1e-4, 0, 9, 0, -1e-4, 60), 4326),
        ("past the antimeridian", Affine(1e-4, 0, 179.995, 0, -1e-4, 10), 4326),
    ],
)
def test_tiles_show_their_own_pixels_under_every_georeferencing(
    tmp_path: Path, name: str, transform: Affine, crs: int
) -> None:
    path = write_raster(tmp_path / "quarters.tif", transform, crs=f"EPSG:{crs}")
    raster_picture = read_raster_picture(str(path), widest_px=400, highest_px=400)
    assert max(raster_picture.pixels.shape[:2]) == 400
    for window, bright in ((Window(5, 5, 20, 20), 0), (Window(5, 70, 20, 20), 1), (Window(50, 5, 20, 20), 2)):
        tile = read_tile(raster_picture, hit_on(path, window, rank=1, score=1), side_px=60)
        assert max(tile.shape[:2]) == 60
        middle = tile[tile.shape[0] // 2, tile.shape[1] // 2]
        assert middle.argmax() == bright, name
        assert int(middle[bright]) - int(np.delete(middle, bright).max()) > 150, name


def test_north_is_up_for_a_raster_stored_upside_down(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "south.tif", Affine(10, 0, 500_000, 0, 10, 5_000_000), crs="EPSG:32632")
    picture = read_raster_picture(str(path), widest_px=120, highest_px=120).pixels
    assert picture[10, 20].argmax() == 2  # the blue quarter, stored last, is the northern one


def test_rasters_placed_by_control_points_can_be_drawn(tmp_path: Path) -> None:
    corners = [(0, 0, 9.0, 46.0), (0, 120, 9.012, 46.0), (80, 0, 9.0, 45.992), (80, 120, 9.012, 45.992)]
    points = [GroundControlPoint(row=row, col=col, x=x, y=y) for row, col, x, y in corners]
    path = write_raster(tmp_path / "gcps.tif", gcps=points, crs="EPSG:4326")
    hit = hit_on(path, Window(5, 70, 20, 20), rank=1, score=1)
    out = draw_hits([str(path)], [hit], tmp_path / "gcps.png", title="green", width_px=900)
    with Image.open(out) as opened:
        assert has_colour(np.asarray(opened.convert("RGB")), RAMP[-1])
    tile = read_tile(read_raster_picture(str(path), widest_px=200, highest_px=200), hit, side_px=40)
    assert tile[20, 20].argmax() == 1


def test_the_aspect_on_the_ground_is_kept_in_degrees(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "north.tif", Affine(1e-4, 0, 9, 0, -1e-4, 60), crs="EPSG:4326")
    height, width = read_raster_picture(str(path), widest_px=600, highest_px=600).pixels.shape[:2]
    assert width / height == pytest.approx(120 / 80 * 0.5, rel=0.02)  # cos 60° = 0.5


def test_the_order_of_scores_is_the_order_of_lightness() -> None:
    scores = np.linspace(0, 1, 40)
    luma = [np.dot(colour_of(float(score), (0, 1)), (0.2126, 0.7152, 0.0722)) for score in scores]
    assert (np.diff(luma) > 0).all()
    assert colour_of(0.0, (0, 1)) == RAMP[0]
    assert colour_of(0.4, (0.4, 0.4)) == RAMP[-1]


def test_long_texts_are_broken_and_shortened_to_the_width() -> None:
    face = font(16)
    lines = wrap("many words " * 30 + "W" * 200, face, 200, most_lines=3)
    assert len(lines) == 3
    assert all(face.getlength(line) <= 200 for line in lines)
    assert lines[-1].endswith("…")
    assert wrap("", face, 100, most_lines=2) == []


def test_a_long_question_and_a_long_sentence_fit(drawn: DrawnScenes, tmp_path: Path) -> None:
    hit = hit_on(drawn.valley, Window(0, 0, 64, 64), rank=1, score=0.5, matched="very long " * 80)
    out = draw_hits([str(drawn.valley)], [hit], tmp_path / "long.png", title="why " * 90, width_px=1000)
    with Image.open(out) as opened:
        right = np.asarray(opened.convert("L"))[:, -8:]
    assert (right > 240).all()  # the margin is free of letters


def test_a_picture_without_room_or_place_is_refused(drawn: DrawnScenes, tmp_path: Path) -> None:
    hit = hit_on(drawn.valley, Window(0, 0, 64, 64), rank=1, score=0.5)
    with pytest.raises(InvalidOptionError, match="300"):
        draw_hits([str(drawn.valley)], [hit], tmp_path / "x.png", title="x", width_px=300)
    with pytest.raises(OutputError, match="missing"):
        draw_hits([str(drawn.valley)], [hit], tmp_path / "missing" / "x.png", title="x")


def test_a_footprint_in_two_parts_gives_two_rings(drawn: DrawnScenes) -> None:
    raster_picture = read_raster_picture(str(drawn.valley), widest_px=100, highest_px=100)
    assert len(raster_picture.outlines(MultiPolygon([box(7, 44, 7.1, 44.1), box(7.2, 44, 7.3, 44.1)]))) == 2
