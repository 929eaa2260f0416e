"""A real OpenAI-compatible server that nobody here wrote: `transformers serve` with a tiny model, end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.runs import last, run
from tests.e2e.served import serving, talking_model
from tests.e2e.test_cli import tilescribe

from tilescribe import open_catalog, search
from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.indexing import Deepening, deepen
from tilescribe.searching import verify_hits
from tilescribe.testing import HashEmbedder

SUMMARY = "A harbour with ships in the north"
ANSWERS = {"general": json.dumps({"summary": SUMMARY, "tags": ["harbour"]}), "verify": "yes"}


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`URL#MODEL` of a running server."""
    folder = tmp_path_factory.mktemp("served")
    with serving(talking_model(folder / "tiny", ANSWERS), log=folder / "log") as found:
        yield found


@pytest.fixture
def catalog(imagery: Path, tmp_path: Path) -> Path:
    path = tmp_path / "area.gpkg"
    run([imagery / "scene_20260914.tif"], path)
    return path


def test_tiles_are_described_by_the_served_model_and_found_by_its_words(target: str, catalog: Path) -> None:
    captioner = EndpointCaptioner(target, concurrency=2, max_tokens=64)
    chosen = Deepening(most=4, share=False)
    finished = last(list(deepen(catalog, captioner=captioner, deepening=chosen, embedder=HashEmbedder())))
    captioner.close()
    assert (finished.status, finished.done) == ("done", 4)
    with open_catalog(catalog) as store:
        answer = search(store, "ships in a harbour", embedder=HashEmbedder(), captioner=f"openai:{target}")
        assert store.verify() == []
    assert len(answer.hits) == 4
    assert {hit.summary.rstrip(".") for hit in answer.hits} == {SUMMARY}


def test_the_served_model_is_asked_whether_the_question_holds(target: str, catalog: Path) -> None:
    captioner = EndpointCaptioner(target, concurrency=2)
    with open_catalog(catalog) as store:
        answer = search(store, "a lake", embedder=HashEmbedder(), k=3)
        verification = verify_hits(store, answer, captioner=captioner, most=2)
    captioner.close()
    assert verification.failures == ()
    # This server gives no log probabilities: its word counts.
    assert [hit.verified for hit in verification.answer.hits] == [1.0, 1.0, None]


def test_the_command_line_does_the_same(target: str, imagery: Path, tmp_path: Path) -> None:
    captioner = ("--captioner", f"openai:{target}")
    first = tilescribe("index", str(imagery / "deep"), "-c", "area.gpkg", "--captioner", "facts", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    asked = ("search", "area.gpkg", "ships in a harbour", "-k", "3", "-f", "geojson")
    done = tilescribe(*asked, *captioner, "--deepen", "2", "--verify", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    hits = [feature["properties"] for feature in json.loads(done.stdout)["features"]]
    assert [hit["summary"].rstrip(".") == SUMMARY for hit in hits] == [True, True, False]
    assert [hit.get("verified") for hit in hits] == [1.0, None, None]
    assert "described 2" in done.stderr
    with open_catalog(tmp_path / "area.gpkg") as store:
        covered = {row.author.captioner: row.done for row in store.coverage()}
    assert covered == {"facts": 9, f"openai:{target.partition('#')[2]}": 2}
