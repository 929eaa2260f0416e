"""`tilescribe where`: a grid for people, GeoJSON for programs."""

from __future__ import annotations

import json

import pytest
from shapely import MultiPolygon, box

from tilescribe.cli.where import print_heat_map
from tilescribe.domain.heat_map import HeatMap, ScoredWindow
from tilescribe.domain.tile import Window


def heat_map(*scores: float | None) -> HeatMap:
    """Of a 2 x 2 grid of windows a degree wide."""
    windows = [
        ScoredWindow(
            row=at // 2,
            column=at % 2,
            window=Window(at // 2 * 10, at % 2 * 10, 20, 20),
            footprint=MultiPolygon([box(10 + at % 2, 50 - at // 2, 11 + at % 2, 51 - at // 2)]),
            score=score,
        )
        for at, score in enumerate(scores)
    ]
    return HeatMap("a [red] boat", 7, "builtin", "minilm", 0.2, tuple(windows), 0.5)


def test_the_grid_has_percentages_a_dash_without_a_picture_and_the_place_of_the_best(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_heat_map(heat_map(0.314, None, 0.298, 0.0021), json=False)
    told = capsys.readouterr()
    lines = [line.split() for line in told.out.splitlines()]
    assert ["a", "[red]", "boat"] in lines
    assert ["1", "31", "%", "–"] in lines
    assert ["2", "30", "%", "<1", "%"] in lines
    assert "Best at 10.50000, 50.50000 (row 1, column 1): 31 %; the whole tile: 20 %" in told.out
    assert told.err == ""


def test_json_is_one_feature_collection_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    found = heat_map(None, 0.1, 0.4, 0.2)
    print_heat_map(found, json=True)
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(json.dumps(found.__geo_interface__))
    assert told["best"] == {"row": 1, "column": 0, "score": 0.4}
    assert [feature["properties"]["score"] for feature in told["features"]] == [None, 0.1, 0.4, 0.2]
