"""What other programs read: names, geometry, and that nothing is lost when writing fails."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import geopandas
import pytest
import shapely
from shapely.geometry import shape

from tilescribe.domain.hit import Answer, Crop, Hit
from tilescribe.domain.tile import Window
from tilescribe.errors import InvalidOptionError, OutputError
from tilescribe.searching import Output, format_for, write_answer, write_text

PROMISED = {
    "rank", "score", "tile_id", "raster", "acquired", "level_m", "valid_share", "summary", "matched", "channels",
}  # fmt: skip


def _hit(rank: int, footprint: shapely.MultiPolygon, **changes: object) -> Hit:
    values: dict[str, object] = {
        "rank": rank,
        "score": 0.7,
        "tile_id": 10 + rank,
        "raster": "scene.tif",
        "path": "/data/scene.tif",
        "acquired": datetime(2026, 9, 14, 10, 30, tzinfo=UTC),
        "level_m": 112.0,
        "summary": 'Water, "mostly"\nand trees',
        "matched": "Ein Fluß, 40 % Wasser",
        "matched_kind": "facts",
        "words": ("water", "trees"),
        "channels": {"dense": 0.6, "lexical": 0.5},
        "footprint": footprint,
    }
    return Hit(**{**values, **changes})  # type: ignore[arg-type]


WHOLE = shapely.MultiPolygon([shapely.box(13, 52, 13.1, 52.1)])
SPLIT = shapely.MultiPolygon([shapely.box(179.9, 0, 180, 0.1), shapely.box(-180, 0, -179.9, 0.1)])
ANSWER = Answer("water?", (_hit(1, WHOLE), _hit(2, SPLIT, acquired=None, channels={"dense": 0.4})), 7, "minilm", 0.1)
EMPTY = Answer("nothing", (), 7, "minilm", 0.1)


def _geojson(answer: Answer) -> dict[str, object]:
    stream = io.StringIO()
    write_text(answer, stream, kind="geojson")
    parsed: dict[str, object] = json.loads(stream.getvalue())
    return parsed


def test_geojson_is_an_rfc_7946_collection_with_the_promised_properties() -> None:
    collection = _geojson(ANSWER)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    features = collection["features"]
    assert isinstance(features, list)
    assert [feature["id"] for feature in features] == [11, 12]
    assert set(features[0]["properties"]) >= PROMISED
    assert features[0]["properties"]["acquired"] == "2026-09-14T10:30:00Z"
    assert features[0]["properties"]["channels"] == {"dense": 0.6, "lexical": 0.5}


def test_geojson_rings_are_counter_clockwise_and_split_at_the_antimeridian() -> None:
    whole, split = (shapely.from_geojson(json.dumps(f["geometry"])) for f in _geojson(ANSWER)["features"])  # type: ignore[attr-defined]
    assert whole.geom_type == "Polygon"
    assert shapely.is_ccw(whole.exterior)
    assert split.geom_type == "MultiPolygon"


def test_an_answer_without_hits_is_an_empty_collection() -> None:
    assert _geojson(EMPTY)["features"] == []


def test_csv_has_the_same_names_and_the_box_of_each_tile() -> None:
    stream = io.StringIO()
    write_text(ANSWER, stream, kind="csv")
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert set(rows[0]) >= (PROMISED - {"channels"}) | {"dense", "lexical", "west", "south", "east", "north"}
    assert rows[0]["summary"] == 'Water, "mostly"\nand trees'
    assert float(rows[0]["west"]) == 13.0
    assert rows[1]["lexical"] == ""
    assert [float(rows[1][name]) for name in ("west", "east")] == [179.9, -179.9], "across the antimeridian"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(begin: str) -> None:
    text = f"{begin}HYPERLINK(1)"
    west = shapely.MultiPolygon([shapely.box(-70, -33, -69.9, -32.9)])
    hit = _hit(1, west, score=-0.25, summary=text, matched=text, raster=f"{begin}cmd.tif", words=(text,))
    stream = io.StringIO()
    write_text(Answer("water?", (hit,), 1, "minilm", 0.1), stream, kind="csv")
    (row,) = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert [row[name] for name in ("summary", "matched", "words")] == [f"'{text}"] * 3
    assert row["raster"] == f"'{begin}cmd.tif"
    assert (float(row["score"]), float(row["west"]), float(row["north"])) == (-0.25, -70.0, -32.9)


@pytest.mark.parametrize(("kind", "name"), [("gpkg", "hits.gpkg"), ("geoparquet", "hits.parquet")])
@pytest.mark.parametrize("answer", [ANSWER, EMPTY], ids=["hits", "none"])
def test_tables_come_back_as_they_were_written(tmp_path: Path, kind: str, name: str, answer: Answer) -> None:
    file = tmp_path / name
    write_answer(answer, Output(file), kind=kind)
    frame = geopandas.read_file(file) if kind == "gpkg" else geopandas.read_parquet(file)
    assert frame.crs.to_epsg() == 4326
    assert frame["tile_id"].tolist() == [hit.tile_id for hit in answer.hits]
    assert set(frame.columns) >= PROMISED - {"channels"}
    assert all(a.equals(h.footprint) for a, h in zip(frame.geometry, answer.hits, strict=True))


@pytest.mark.parametrize("kind", ["geojson", "csv", "gpkg", "geoparquet"])
def test_a_folder_that_is_not_there_is_an_error_that_names_the_file(tmp_path: Path, kind: str) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write_answer(ANSWER, Output(tmp_path / "nowhere" / f"hits.{kind}"), kind=kind)


def test_a_second_result_replaces_the_first_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "hits.gpkg"
    write_answer(ANSWER, Output(file), kind="gpkg")
    write_answer(EMPTY, Output(file, overwrite=True), kind="gpkg")
    assert len(geopandas.read_file(file)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["hits.gpkg"]


@pytest.mark.parametrize(
    ("path", "chosen", "expected"),
    [
        (None, None, "table"),
        (Path("a.geojson"), None, "geojson"),
        (Path("a.PARQUET"), None, "geoparquet"),
        (Path("a.txt"), "csv", "csv"),
        (Path("a.json"), "geojson", "geojson"),
    ],
)
def test_the_format_follows_the_option_then_the_suffix(path: Path | None, chosen: str | None, expected: str) -> None:
    assert format_for(path, chosen) == expected


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        (None, "shapefile"),
        (Path("a.xyz"), None),
        (None, "gpkg"),
        (Path("a.out"), "gpkg"),
        (Path("a.gpkg"), "csv"),
        (Path("a.csv"), "table"),
        (Path("a.json"), "geoparquet"),
    ],
)
def test_a_format_that_cannot_be_is_refused(path: Path | None, chosen: str | None) -> None:
    with pytest.raises(InvalidOptionError):
        format_for(path, chosen)


def test_what_a_model_said_to_the_question_goes_with_the_hits(tmp_path: Path) -> None:
    said = Answer("water?", (_hit(1, WHOLE, verified=0.75), _hit(2, WHOLE)), 7, "minilm", 0.1)
    first, second = _geojson(said)["features"]  # type: ignore[misc]
    assert first["properties"]["verified"] == 0.75  # type: ignore[index]
    assert "verified" not in second["properties"]  # type: ignore[index]
    for answer, expected in ((said, [0.75, None]), (ANSWER, [None, None]), (EMPTY, [])):
        write_answer(answer, Output(tmp_path / "hits.gpkg", overwrite=True), kind="gpkg")
        frame = geopandas.read_file(tmp_path / "hits.gpkg")
        assert frame["verified"].dtype == "float64"
        assert [None if value != value else value for value in frame["verified"]] == expected


def test_a_closer_look_makes_the_crop_the_geometry_and_keeps_the_outline_of_the_tile(tmp_path: Path) -> None:
    part = shapely.MultiPolygon([shapely.box(13, 52, 13.05, 52.05)])
    looked_at = _hit(1, WHOLE, crop=Crop(score=0.625, window=Window(0, 0, 112, 112), footprint=part))
    said = Answer("boats", (looked_at, _hit(2, WHOLE)), 7, "minilm", 0.1)
    assert (looked_at.geometry, looked_at.footprint) == (part, WHOLE)

    first, second = _geojson(said)["features"]  # type: ignore[misc]
    assert shape(first["geometry"]).equals(part)  # type: ignore[index]
    assert first["properties"]["closer"] == 0.625  # type: ignore[index]
    assert shape(first["properties"]["tile_footprint"]).equals(WHOLE)  # type: ignore[index]
    assert shape(second["geometry"]).equals(WHOLE)  # type: ignore[index]
    assert not {"closer", "tile_footprint"} & second["properties"].keys()  # type: ignore[index]

    for kind, read in (("gpkg", geopandas.read_file), ("parquet", geopandas.read_parquet)):
        for answer, expected in ((said, [0.625, None]), (ANSWER, [None, None]), (EMPTY, [])):
            write_answer(
                answer, Output(tmp_path / f"hits.{kind}", overwrite=True), kind="geo" * (kind == "parquet") + kind
            )
            frame = read(tmp_path / f"hits.{kind}")
            assert frame["closer"].dtype == "float64"
            assert [None if value != value else value for value in frame["closer"]] == expected
        write_answer(said, Output(tmp_path / f"hits.{kind}", overwrite=True), kind="geo" * (kind == "parquet") + kind)
        frame = read(tmp_path / f"hits.{kind}")
        assert shapely.equals(shapely.union_all([frame.geometry[0]]), shapely.union_all([part]))
        assert shapely.from_wkt(frame["tile_footprint"][0]).equals(WHOLE)
        assert not frame["tile_footprint"][1]

    stream = io.StringIO()
    write_text(said, stream, kind="csv")
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [row["closer"] for row in rows] == ["0.625", ""]
    assert [float(rows[0][side]) for side in ("west", "south", "east", "north")] == [13.0, 52.0, 13.05, 52.05]


def test_what_speaks_against_a_hit_is_a_list_for_programs_and_text_in_tables() -> None:
    answer = Answer("water?", (_hit(1, WHOLE, against=("One.", "Two.")), _hit(2, WHOLE)), 7, "minilm", 0.1)
    assert [one["properties"]["against"] for one in _geojson(answer)["features"]] == [["One.", "Two."], []]  # type: ignore[attr-defined]
    assert answer.to_geodataframe()["against"].tolist() == ["One. Two.", ""]
    stream = io.StringIO()
    write_text(answer, stream, kind="csv")
    assert [row["against"] for row in csv.DictReader(stream.getvalue().splitlines())] == ["One. Two.", ""]
