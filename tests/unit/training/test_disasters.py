"""Pictures of disasters come with what is known of them, and what is held out stays apart."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from training import disasters
from training.augment import other_light
from training.disasters import BURNT, DRY, FLOODED, SMOKING, fires, floods, ruins
from training.sayings import things_named

from tilescribe.describe.builtin.vocabulary import THINGS

FLOODED_THING, RUBBLE = THINGS.index("flooded buildings"), THINGS.index("rubble and debris")


@pytest.fixture
def harvey(tmp_path: Path) -> Path:
    """Twelve places with both dates a fiftieth of a degree apart, and one of one date only."""
    places = [(f"{number}", -95.0 + number * 0.02) for number in range(12)]
    entries = [
        {"filename": f"{date}_{place}.webp", "damage": date == "after", "place": place, "lon": lon, "lat": 29.0}
        for place, lon in places
        for date in ("before", "after")
    ]
    entries.append({"filename": "after_x.webp", "damage": True, "place": "x", "lon": -94.0, "lat": 29.0})
    (tmp_path / "harvey_train.json").write_text(json.dumps({"images": entries}))
    out = io.BytesIO()
    Image.new("RGB", (32, 32), (90, 80, 60)).save(out, format="WEBP")
    with zipfile.ZipFile(tmp_path / "harvey_train.zip", "w") as archive:
        for entry in entries:
            archive.writestr(str(entry["filename"]), out.getvalue())
    return tmp_path


def test_places_are_held_out_with_both_their_dates(harvey: Path) -> None:
    train, held_out = floods(harvey)
    assert train is not None
    assert held_out is not None
    apart = [{Path(name).stem.split("_")[1] for name in part.names} for part in (train, held_out)]
    assert not apart[0] & apart[1]
    assert sorted(apart[0] | apart[1], key=int) == [f"{number}" for number in range(12)]
    assert len(train) == 2 * len(apart[0])
    assert len(held_out) == 2 * len(apart[1]) > 0


def test_the_date_after_is_flooded_and_neither_is_rubble(harvey: Path) -> None:
    train, _ = floods(harvey)
    assert train is not None
    after = np.array([name.startswith("after") for name in train.names])
    np.testing.assert_array_equal(train.things[:, FLOODED_THING], after)
    assert not train.things[:, RUBBLE].any()
    assert train.things_known[:, [FLOODED_THING, RUBBLE]].all()
    assert not train.things_known[:, THINGS.index("cars")].any()
    assert {texts for texts, wet in zip(train.captions, after, strict=True) if wet} == {FLOODED}
    assert {texts for texts, wet in zip(train.captions, after, strict=True) if not wet} == {DRY}


@pytest.mark.parametrize(("thing", "texts"), [("smoke", SMOKING[:3]), ("burnt ground", BURNT)])
def test_sentences_about_fires_name_what_they_show(thing: str, texts: tuple[str, ...]) -> None:
    assert all(things_named(text)[THINGS.index(thing)] for text in texts)


def test_sets_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    assert floods(tmp_path) == (None, None)
    assert fires(tmp_path) == (None, None)
    assert ruins(tmp_path) is None


@pytest.fixture
def wildfire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pictures in each of eight places a degree apart: one of smoke and perhaps a scar, one of neither."""
    labels = {}
    for place in range(8):
        labels[f"{40 + place}.01_45.0_n_{place}.webp"] = {"smoke": True, "burnt": None, "place": "dry hills"}
        labels[f"{40 + place}.02_45.0_n_{place}.webp"] = {"smoke": False, "burnt": False, "place": "a green plain"}
    (tmp_path / "labels.json").write_text(json.dumps(labels))
    monkeypatch.setattr(disasters, "_FIRE_LABELS", tmp_path / "labels.json")
    entries = [{"filename": name, "gsd_m": None} for name in labels]
    (tmp_path / "wildfire_s2.json").write_text(json.dumps({"images": entries}))
    out = io.BytesIO()
    Image.new("RGB", (48, 48), (90, 60, 40)).save(out, format="WEBP")
    with zipfile.ZipFile(tmp_path / "wildfire_s2.zip", "w") as archive:
        for name in labels:
            archive.writestr(name, out.getvalue())
    return tmp_path


def test_fires_are_held_out_by_place(wildfire: Path) -> None:
    train, held_out = fires(wildfire)
    assert train is not None
    assert held_out is not None
    apart = [{Path(name).stem.split("_")[-1] for name in part.names} for part in (train, held_out)]
    assert not apart[0] & apart[1]
    assert sorted(apart[0] | apart[1]) == [f"{place}" for place in range(8)]
    assert len(held_out) == 2 * len(apart[1]) > 0


def test_what_could_not_be_told_of_a_fire_is_not_learned(wildfire: Path) -> None:
    train, _ = fires(wildfire)
    assert train is not None
    smoke, burnt = THINGS.index("smoke"), THINGS.index("burnt ground")
    smoking = np.array([name.split("_")[0].endswith(".01") for name in train.names], dtype=bool)
    np.testing.assert_array_equal(train.things[:, smoke], smoking)
    assert train.things_known[:, smoke].all()
    np.testing.assert_array_equal(train.things_known[:, burnt], ~smoking)
    assert not train.things[:, burnt].any()
    for texts, smokes in zip(train.captions, smoking, strict=True):
        assert texts == (("dry hills", *SMOKING) if smokes else ("a green plain",))


def test_every_picture_of_a_fire_has_its_label() -> None:
    labels = json.loads(disasters._FIRE_LABELS.read_text(encoding="utf-8"))
    assert len(labels) == 582
    assert {type(label[key]) for label in labels.values() for key in ("smoke", "burnt")} <= {bool, type(None)}
    assert all(label["place"] for label in labels.values())


def test_another_light_changes_brightness_and_colour_but_not_where_things_are() -> None:
    picture = torch.full((1, 3, 40, 40), 0.25)
    picture[..., 20:] = 0.6
    shown = other_light(picture.expand(64, -1, -1, -1).clone(), torch.Generator().manual_seed(2))
    assert shown.shape == (64, 3, 40, 40)
    assert shown.min() >= 0
    assert shown.max() <= 1
    left, right = shown[..., :17].mean((1, 2, 3)), shown[..., 23:].mean((1, 2, 3))
    assert (right > left).all()
    assert left.std() > 0.05
    assert (shown.mean((2, 3)).amax(1) - shown.mean((2, 3)).amin(1)).max() > 0.05


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("a flooded or damaged house", {"flooded buildings"}),
        ("buildings surrounded by flood water", {"flooded buildings"}),
        ("a house standing in brown flood water", {"flooded buildings"}),
        ("rubble and debris where houses stood", {"rubble and debris"}),
        ("a river beside houses", set()),
    ],
)
def test_damage_is_named_by_its_own_words(text: str, things: set[str]) -> None:
    named = {thing for thing, there in zip(THINGS, things_named(text), strict=True) if there}
    assert named & {"flooded buildings", "rubble and debris"} == things
