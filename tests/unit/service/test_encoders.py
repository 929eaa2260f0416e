"""Visual encoders behind the service."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from tests.e2e.runs import run

from tilescribe.errors import InvalidOptionError, ModelNotFoundError
from tilescribe.service.engine import Engine
from tilescribe.service.jobs.messages import Ended
from tilescribe.service.jobs.tasks import perform
from tilescribe.service.loaders import Loaders
from tilescribe.service.model_cache import ModelCache
from tilescribe.service.schemas.catalogs import OpenCatalog
from tilescribe.service.schemas.searching import SearchRequest
from tilescribe.testing import FakeCaptioner, FakeEncoder, HashEmbedder


@pytest.fixture
def seen(raster: Path, tmp_path: Path) -> Path:
    """A catalog that an encoder has looked at, in a job."""
    catalog = tmp_path / "seen.gpkg"
    run([raster], catalog)
    loaders = Loaders(
        captioner=lambda name, prompt: FakeCaptioner(),
        embedder=lambda name: HashEmbedder(name=name),
        encoder=lambda name: FakeEncoder(name=name),
    )
    request = {"kind": "index", "catalog": "x", "captioner": "fake", "visual": ["fake-encoder"], "paths": [str(raster)]}
    *_, last = perform(request, catalog=str(catalog), loaders=loaders, cancel=threading.Event())
    assert isinstance(last, Ended)
    assert last.state == "done"
    return catalog


def ask(engine: Engine, catalog: Path, **request: object) -> dict[str, object]:
    catalog_id = engine.open_catalog(OpenCatalog(path=str(catalog)))[0].id
    found = engine.search(catalog_id, SearchRequest(question="something blue", **request))  # type: ignore[arg-type]
    answer: dict[str, object] = json.loads(b"".join(found))
    return answer


def test_a_question_is_put_to_the_encoders_of_the_catalog(engine: Engine, seen: Path) -> None:
    answer = ask(engine, seen)
    assert not any("Left out" in notice for notice in answer["notices"])  # type: ignore[attr-defined]
    assert all("visual" in hit["properties"]["channels"] for hit in answer["features"])  # type: ignore[attr-defined]
    without = ask(engine, seen, channels=["text", "lexical"])
    assert all("visual" not in hit["properties"]["channels"] for hit in without["features"])  # type: ignore[attr-defined]
    with pytest.raises(InvalidOptionError, match="no channel 'clap'"):
        ask(engine, seen, channels=["clap"])


def test_the_catalog_tells_its_spaces(engine: Engine, seen: Path) -> None:
    details = engine.open_catalog(OpenCatalog(path=str(seen)))[0]
    (space,) = (space for space in details.spaces if space.encoder == "fake-encoder")
    assert (space.dim, space.visual_models, space.has_texts) == (3, ["fake-encoder"], False)
    assert "clip:MODEL[@REVISION]" in {one.name for one in engine.models().encoders}


def test_an_encoder_that_is_not_installed_is_told_and_costs_no_answer(tmp_path: Path, seen: Path) -> None:
    def gone(name: str) -> FakeEncoder:
        raise ModelNotFoundError(f"The model {name!r} is not on this machine", remedy="Copy it here")

    loaders = Loaders(captioner=lambda name, prompt: FakeCaptioner(), embedder=lambda _: HashEmbedder(), encoder=gone)
    engine = Engine(tmp_path / "state", loaders=loaders)
    try:
        answer = ask(engine, seen)
    finally:
        engine.close()
    assert answer["features"]
    assert "is not on this machine" in answer["notices"][-1]  # type: ignore[index]


def test_a_question_that_is_asked_again_is_read_once() -> None:
    inner = FakeEncoder()
    shared = ModelCache(Loaders(encoder=lambda _: inner)).encoder("fake-encoder")
    first = shared.encode_questions(["something blue"])
    assert (shared.encode_questions(["something blue"]) == first).all()
    assert inner.questions == ["something blue"]
