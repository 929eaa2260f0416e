"""Questions and tiles in the spaces of visual encoders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tilescribe import IndexOptions, heat_map, index, open_catalog, search, similar
from tilescribe.catalog.fusion import probability
from tilescribe.catalog.protocols import Catalog
from tilescribe.domain.hit import Answer
from tilescribe.errors import InvalidOptionError, ModelNotFoundError, UnknownEncoderError
from tilescribe.searching import score_matrix
from tilescribe.searching.channels import Channels, parse_channels
from tilescribe.testing import FakeCaptioner, FakeEncoder, HashEmbedder
from tilescribe.testing.rasters import make_raster

EMBEDDER = HashEmbedder()
ONLY = Channels(text=False, lexical=False, visual=False, encoders=("fake-encoder",))


def fill(imagery: Path, catalog: Path, *encoders: FakeEncoder) -> Path:
    options = IndexOptions(levels_m=(100.0,))
    for _ in index(
        [imagery], catalog=catalog, options=options, captioner=FakeCaptioner(), embedder=EMBEDDER, encoders=encoders
    ):
        pass
    return catalog


@pytest.fixture
def imagery(tmp_path: Path) -> Path:
    """One raster of each of two colours, with black and white specks, so that no stretch changes the colours."""
    folder = tmp_path / "tifs"
    folder.mkdir()
    random = np.random.default_rng(0)
    for number, (name, colour) in enumerate({"lake": (30, 60, 170), "forest": (30, 150, 50)}.items()):
        pixels = np.array(colour)[:, None, None] + random.integers(-8, 9, (3, 448, 448))
        specks = random.random((448, 448))
        pixels[:, specks < 0.03], pixels[:, specks > 0.97] = 1, 255
        make_raster(
            folder / f"{name}.tif",
            pixels=pixels.clip(1, 255).astype(np.uint8),
            width=448,
            height=448,
            transform=(1.0, 0.0, 400_000.0 + 5_000 * number, 0.0, -1.0, 5_800_000.0),
        )
    return folder


@pytest.fixture
def catalog(imagery: Path, tmp_path: Path) -> Path:
    return fill(imagery, tmp_path / "area.gpkg", FakeEncoder())


def ask(store: Catalog, question: str = "something blue", **options: object) -> Answer:
    return search(store, question, k=1000, embedder=EMBEDDER, merge_places=False, **options)  # type: ignore[arg-type]


def mean_rank(answer: Answer, raster: str) -> float:
    ranks = [hit.rank for hit in answer.hits if hit.raster.startswith(raster)]
    return sum(ranks) / len(ranks)


def test_the_question_goes_through_the_encoders_own_words(catalog: Path) -> None:
    with open_catalog(catalog) as store:
        encoder = FakeEncoder()
        blue = ask(store, encoders=[encoder], channels=ONLY)
        green = ask(store, "something green", encoders=[encoder], channels=ONLY)
    assert "something blue" in encoder.questions
    assert mean_rank(blue, "lake") < mean_rank(blue, "forest")
    assert mean_rank(green, "forest") < mean_rank(green, "lake")
    assert all("visual" in hit.channels for hit in blue.hits)


def test_it_counts_beside_what_is_said_of_the_tiles(catalog: Path) -> None:
    with open_catalog(catalog) as store:
        without = ask(store, channels=["text", "lexical", "visual"])
        with_it = ask(store, encoders=[FakeEncoder()])
    assert mean_rank(with_it, "lake") < mean_rank(without, "lake")
    assert all("visual" not in hit.channels for hit in without.hits)
    assert with_it.candidates == without.candidates


def test_a_heat_map_is_of_the_scores_of_a_search(catalog: Path, tmp_path: Path) -> None:
    with open_catalog(catalog) as store:
        with_it = ask(store, encoders=[FakeEncoder()])
        drawn = heat_map(
            store, "something blue", tmp_path / "with.tif", embedder=EMBEDDER, encoders=[FakeEncoder()], resolution_m=20
        )
        left_out = heat_map(store, "something blue", tmp_path / "without.tif", embedder=EMBEDDER)
    scores = [hit.score for hit in with_it.hits]
    assert min(scores) - 1e-5 <= drawn.highest <= max(scores) + 1e-5
    assert drawn.highest != left_out.highest
    assert drawn.notices == ()
    assert "Left out: what fake-encoder has seen" in left_out.notices[-1]


def test_an_encoder_that_is_not_here_is_left_out_with_a_notice(catalog: Path) -> None:
    def gone(name: str) -> FakeEncoder:
        raise ModelNotFoundError(f"The model {name!r} is not on this machine", remedy="Copy it here")

    with open_catalog(catalog) as store:
        without = ask(store, channels=["text", "lexical", "visual"])
        answer = ask(store, load=gone)
        assert [hit.tile_id for hit in answer.hits] == [hit.tile_id for hit in without.hits]
        notice = answer.notices[-1]
        assert "Left out: what fake-encoder has seen. The model 'fake-encoder' is not on this machine" in notice
        with pytest.raises(ModelNotFoundError):
            ask(store, load=gone, channels=ONLY)


def test_an_encoder_with_other_weights_than_looked_is_left_out_with_a_notice(catalog: Path) -> None:
    def other(_: str) -> FakeEncoder:
        return FakeEncoder(space="of newer weights")

    with open_catalog(catalog) as store:
        answer = ask(store, load=other)
        assert "Its files here are not those that looked at the tiles" in answer.notices[-1]
        with pytest.raises(UnknownEncoderError, match="No tile of this catalog was looked at by 'fake-encoder'"):
            ask(store, load=other, channels=ONLY)


def test_an_encoder_that_never_looked_is_refused_by_name(imagery: Path, tmp_path: Path) -> None:
    with (
        open_catalog(fill(imagery, tmp_path / "bare.gpkg")) as store,
        pytest.raises(UnknownEncoderError, match="tilescribe index … --visual fake-encoder"),
    ):
        ask(store, load=lambda _: FakeEncoder(), channels=ONLY)


def test_a_catalog_without_such_spaces_loads_nothing(imagery: Path, tmp_path: Path) -> None:
    def refuse(name: str) -> FakeEncoder:
        raise AssertionError(name)

    with open_catalog(fill(imagery, tmp_path / "bare.gpkg")) as store:
        assert not any("Left out" in notice for notice in ask(store, load=refuse).notices)


def test_one_captioners_descriptions_are_asked_alone(catalog: Path) -> None:
    def refuse(name: str) -> FakeEncoder:
        raise AssertionError(name)

    with open_catalog(catalog) as store:
        answer = ask(store, captioner="fake", load=refuse)
        assert all("visual" not in hit.channels for hit in answer.hits)
        with pytest.raises(InvalidOptionError, match="does not count where only the descriptions of 'fake' do"):
            ask(store, captioner="fake", channels=ONLY)


def test_several_spaces_count_together(imagery: Path, tmp_path: Path) -> None:
    encoders = [FakeEncoder(), FakeEncoder(name="fake-encoder:2", space="another space")]
    with open_catalog(fill(imagery, tmp_path / "two.gpkg", *encoders)) as store:
        both = ask(store, encoders=encoders)
        one = ask(store, encoders=encoders[:1])
    assert [hit.tile_id for hit in both.hits] == [hit.tile_id for hit in one.hits], "they see the same"


def test_similar_needs_no_encoder(catalog: Path) -> None:
    with open_catalog(catalog) as store:
        (first, *_) = ask(store, encoders=[FakeEncoder()], channels=ONLY).hits
        assert first.raster.startswith("lake")
        found = similar(store, first.tile_id, k=1000, embedder=EMBEDDER, merge_places=False)
        assert all("visual" in hit.channels for hit in found.hits)
        assert mean_rank(found, "lake") < mean_rank(found, "forest")


@pytest.mark.parametrize("names", [["text", "vizual"], [], ["", " "], ["clip:"]])
def test_what_is_no_channel_is_refused(names: Sequence[str]) -> None:
    with pytest.raises(InvalidOptionError, match="Channels are text, lexical, visual"):
        parse_channels(names)


def test_channels_are_named() -> None:
    assert parse_channels(["text", " clip:a/b ", "clip:a/b"]) == Channels(
        text=True, lexical=False, visual=False, encoders=("clip:a/b",)
    )


@pytest.mark.parametrize(("left", "gone"), [("text", "lexical"), ("lexical", "dense")])
def test_a_channel_that_is_left_out_does_not_count(catalog: Path, left: str, gone: str) -> None:
    with open_catalog(catalog) as store:
        question = ask(store, "a harbour", channels=["text"]).hits[0].matched
        everything = ask(store, question, channels=["text", "lexical"])
        alone = ask(store, question, channels=[left])
    assert len({hit.score for hit in alone.hits}) > 1
    assert alone.hits[0].score < everything.hits[0].score, gone


def test_what_is_measured_with_encoders_is_what_search_answers_with_them(catalog: Path) -> None:
    questions = ["something blue", "something green"]
    with open_catalog(catalog) as store:
        matrix = score_matrix(store, questions, embedder=EMBEDDER, encoders=[FakeEncoder()])
        for row, question in enumerate(questions):
            answer = ask(store, question, encoders=[FakeEncoder()], reading="plain")
            expected = dict(zip(matrix.tile_ids.tolist(), probability(matrix.by_channel["fused"][row]), strict=True))
            assert {hit.tile_id: hit.score for hit in answer.hits} == pytest.approx(expected, abs=1e-5)
