"""Models are loaded once, in the background, and tried again when that failed."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from tilescribe.describe import VisualCaptioner
from tilescribe.describe.vlm import Verifier
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import ModelDamagedError, ModelNotFoundError
from tilescribe.service.loaders import Loaders
from tilescribe.service.model_cache import ModelCache
from tilescribe.testing import ColourCaptioner, FakeCaptioner, HashEmbedder, sample_tiles


class Slow:
    """Loads an embedder once it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.loads: list[str] = []
        self.fails = False

    def __call__(self, name: str) -> HashEmbedder:
        self.loads.append(name)
        assert self.let.wait(10)
        if self.fails:
            raise ModelNotFoundError(f"There is no {name}", remedy="Get it")
        return HashEmbedder(name=name)


def model_cache_of(loads: Slow) -> ModelCache:
    return ModelCache(Loaders(captioner=lambda name, prompt: FakeCaptioner(), embedder=loads))


def test_beginning_to_load_returns_at_once_and_says_so() -> None:
    loads = Slow()
    model_cache = model_cache_of(loads)
    model_cache.begin("embedder", "mini")
    (state,) = model_cache.states()
    assert (state.name, state.state, state.message) == ("mini", "loading", "")
    assert not model_cache.ready("embedder", "mini")
    loads.let.set()
    assert model_cache.embedder("mini").name == "mini"
    assert model_cache.ready("embedder", "mini")
    assert [one.state for one in model_cache.states()] == ["ready"]


def test_a_model_is_loaded_once_however_many_ask() -> None:
    loads = Slow()
    loads.let.set()
    model_cache = model_cache_of(loads)
    assert model_cache.embedder("mini") is model_cache.embedder("mini")
    assert loads.loads == ["mini"]


def test_what_failed_is_told_and_tried_again() -> None:
    loads = Slow()
    loads.let.set()
    loads.fails = True
    model_cache = model_cache_of(loads)
    with pytest.raises(ModelNotFoundError, match="There is no mini"):
        model_cache.embedder("mini")
    (state,) = model_cache.states()
    assert (state.state, state.message) == ("failed", "There is no mini. Get it.")
    loads.fails = False
    assert model_cache.embedder("mini").name == "mini"


def test_a_question_asked_again_is_not_embedded_again() -> None:
    inner = HashEmbedder()
    model_cache = ModelCache(Loaders(captioner=lambda name, prompt: FakeCaptioner(), embedder=lambda _: inner))
    embedder = model_cache.embedder("hash")
    assert inner.batches == [1], "ready means that it has worked"
    first = embedder.embed(["a lake"], query=True)
    again = embedder.embed(["a lake"], query=True)
    assert (first == again).all()
    assert len(inner.batches) == 2
    for number in range(300):
        embedder.embed([f"question {number}"], query=True)
    embedder.embed(["a lake"], query=True)
    assert len(inner.batches) == 303, "only the last few hundred are kept"


class Preparing(FakeCaptioner):
    """Has a model to load before its first tile."""

    def __init__(self, *, damaged: bool = False) -> None:
        super().__init__()
        self.damaged = damaged
        self.prepared = 0

    def prepare(self) -> None:
        if self.damaged:
            raise ModelDamagedError("The weights are cut off", remedy="Copy them again")
        self.prepared += 1


def test_a_captioner_that_is_ready_has_loaded_its_model() -> None:
    inner = Preparing()
    model_cache = ModelCache(Loaders(captioner=lambda name, prompt: inner, embedder=lambda _: HashEmbedder()))
    model_cache.captioner("fake")
    assert inner.prepared == 1
    assert model_cache.ready("captioner", "fake")


def test_a_captioner_whose_model_cannot_be_loaded_is_not_ready() -> None:
    inner = Preparing(damaged=True)
    model_cache = ModelCache(Loaders(captioner=lambda name, prompt: inner, embedder=lambda _: HashEmbedder()))
    with pytest.raises(ModelDamagedError, match="The weights are cut off"):
        model_cache.captioner("fake")
    assert [state.state for state in model_cache.states()] == ["failed"]


def test_captioners_are_asked_one_at_a_time() -> None:
    model_cache = model_cache_of(Slow())
    captioner = model_cache.captioner("fake")
    assert captioner.describe([]) == []
    assert captioner.input_side_px == FakeCaptioner().input_side_px


class Both(ColourCaptioner):
    """Gives visual vectors, and answers questions."""

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        return [0.5 for _ in tiles]


@pytest.mark.parametrize(
    ("kind", "visual", "verifies"), [("colours", True, False), ("both", True, True), ("", False, False)]
)
def test_what_a_captioner_can_do_it_can_do_when_it_is_shared(kind: str, visual: bool, verifies: bool) -> None:
    made = {"colours": ColourCaptioner, "both": Both}

    def load(name: str, prompt: str | None) -> FakeCaptioner:
        return made[name](HashEmbedder()) if name in made else FakeCaptioner()

    shared = ModelCache(Loaders(captioner=load)).captioner(kind)
    assert isinstance(shared, VisualCaptioner) == visual
    assert isinstance(shared, Verifier) == verifies
    if isinstance(shared, VisualCaptioner):
        assert shared.visual_space == HashEmbedder().fingerprint
        assert shared.visual_vectors(sample_tiles()[:2]).shape == (2, HashEmbedder().dim)
    if isinstance(shared, Verifier):
        assert shared.yes_probabilities(sample_tiles()[:1], "a lake") == [0.5]
