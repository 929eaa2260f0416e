"""The change between two dates from a real server that nobody here wrote: `transformers serve` with a tiny model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.commands import tilescribe
from tests.e2e.served import serving, talking_model
from tests.unit.describe.endpoint.faulty_server import FaultyServer
from tests.unit.describe.endpoint.test_endpoint_change import VLLM, single
from tests.unit.describe.vlm.pairs import flooded, made_pairs, town
from tests.unit.describe.vlm.zoo import build

from tilescribe.comparing import open_changes
from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.domain.description import DescriptionKind
from tilescribe.testing.rasters import make_raster

CHANGED = {"changes": [{"what": "water", "where": "west"}], "changed": "yes", "summary": "The west was flooded."}


@pytest.fixture(scope="module")
def prompt(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A short one, which the model learns in seconds."""
    path = tmp_path_factory.mktemp("prompts") / "flood.toml"
    path.write_text('pictures = 2\nkeys = ["changes", "changed", "summary"]\ntext = "What has changed?"\n')
    return str(path)


@pytest.fixture(scope="module")
def target(prompt: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`URL#MODEL` of a running server."""
    folder = tmp_path_factory.mktemp("served")
    model = talking_model(folder / "tiny", {prompt: json.dumps(CHANGED)}, steps=110)
    with serving(model, log=folder / "log") as found:
        yield found


def test_the_served_model_gets_both_pictures_and_describes_the_change(prompt: str, target: str) -> None:
    captioner = EndpointCaptioner(target, prompt=prompt, pictures=2, concurrency=2, max_tokens=96)
    captions = captioner.describe(made_pairs(3, side=224))
    captioner.close()
    for caption in captions:
        assert caption.failure is None
        assert [(one.kind, one.text) for one in caption.descriptions] == [
            (DescriptionKind.CHANGE, "The west was flooded."),
            (DescriptionKind.CHANGE, "Water in the west."),
        ]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog of one place with two dates."""
    folder = tmp_path_factory.mktemp("place")
    dry = town(1, side=256)
    (folder / "tifs").mkdir()
    for name, picture in (("dry_20230914.tif", dry), ("wet_20260914.tif", flooded(dry))):
        make_raster(folder / "tifs" / name, pixels=picture)
    done = tilescribe("index", "tifs", "-c", "area.gpkg", "--captioner", "facts", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_command_line_compares_with_the_served_model_and_finds_the_change(
    prompt: str, target: str, place: Path
) -> None:
    captioner = ("--captioner", f"openai:{target}")
    done = tilescribe("compare", "area.gpkg", *captioner, "--prompt", prompt, cwd=place)
    assert done.returncode == 0, done.stderr
    with open_changes(place / "area.gpkg") as changes:
        covered = {row.author.captioner: row.done for row in changes.coverage()}
        assert changes.verify() == []
    assert covered.keys() == {"facts", f"openai:{target.partition('#')[2]}"}
    assert len(set(covered.values())) == 1
    asked = tilescribe("search", "area.gpkg", "the west was flooded", "--changed", "-f", "geojson", cwd=place)
    assert asked.returncode == 0, asked.stderr
    found = [feature["properties"]["pair"]["change"] for feature in json.loads(asked.stdout)["features"]]
    assert found
    assert {text.rstrip(".") for text in found} == {"The west was flooded"}


def test_a_server_or_a_model_that_takes_one_picture_is_one_sentence(place: Path) -> None:
    with FaultyServer(single(VLLM)) as server:
        done = tilescribe("compare", "area.gpkg", "--captioner", f"openai:{server.url}#tiny", cwd=place)
    assert done.returncode != 0
    assert "At most 1 image(s) may be provided in one prompt" in " ".join(done.stderr.split())
    assert "--limit-mm-per-prompt" in done.stderr
    assert len(server.requests) <= 4 * 3
    build("blip", place / "blip")
    done = tilescribe("compare", "area.gpkg", "--captioner", "transformers:./blip", cwd=place)
    assert done.returncode == 2
    assert "takes one picture only" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
