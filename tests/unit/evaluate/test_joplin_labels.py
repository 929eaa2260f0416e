"""The labels by eye in tests/data say what they promise; the pictures themselves are not here."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"
WORST_FIRST = ("destroyed", "cannot tell", "damaged", "intact")


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def test_there_are_enough_labelled_pairs_in_both_halves() -> None:
    pairs = _read("joplin_pairs.json")["pairs"]
    assert len(pairs) == len({(pair["lon"], pair["lat"]) for pair in pairs}) == 340
    count = Counter((pair["half"], pair["label"]) for pair in pairs)
    for half in ("west", "east"):
        assert count[half, "destroyed"] > 100
        assert count[half, "damaged"] > 30
        assert count[half, "intact"] > 15
    assert {label for _, label in count} == set(WORST_FIRST)


def test_the_halves_do_not_touch() -> None:
    pairs = _read("joplin_pairs.json")["pairs"]
    assert max(one["lon"] for one in pairs if one["half"] == "west") < min(
        one["lon"] for one in pairs if one["half"] == "east"
    )
    assert len({one["after"] for one in pairs if one["half"] == "west"} & _after("east")) == 0


def test_a_larger_square_is_as_bad_as_the_worst_of_its_four() -> None:
    content = _read("joplin_pairs.json")
    assert len(content["larger"]) == 270
    for large in content["larger"]:
        parts = [one for one in content["pairs"] if one["after"] == large["after"] and _holds(large, one)]
        assert len(parts) == 4
        assert large["label"] == min((one["label"] for one in parts), key=WORST_FIRST.index)


def test_there_are_enough_small_objects() -> None:
    objects = _read("joplin_objects.json")["objects"]
    count = Counter(one["kind"] for one in objects)
    assert count["swimming pool"] >= 20
    assert count["car"] >= 40
    assert all(-94.51 < one["lon"] < -94.48 and 37.06 < one["lat"] < 37.08 for one in objects)


def _after(half: str) -> set[str]:
    return {one["after"] for one in _read("joplin_pairs.json")["pairs"] if one["half"] == half}


def _holds(large: dict[str, Any], small: dict[str, Any]) -> bool:
    # A quarter lies a quarter of the side off the middle: 27 m, which are 0.00031 and 0.00025 degrees.
    return bool(abs(large["lon"] - small["lon"]) < 0.0004 and abs(large["lat"] - small["lat"]) < 0.0003)
