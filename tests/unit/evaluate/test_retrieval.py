"""Questions go through the search, and the figures are those of the protocol."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from tilescribe.catalog import Catalog, open_catalog
from tilescribe.catalog.fusion import probability
from tilescribe.domain.events import Event
from tilescribe.evaluate import scoring
from tilescribe.evaluate.cataloguing import DescribedPictures, describe_pictures
from tilescribe.evaluate.ceiling import measure_ceiling
from tilescribe.evaluate.costs import Stopwatch
from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.descriptions import Descriptions, SuppliedCaptioner, captions_as_descriptions
from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.examples import choose_examples
from tilescribe.evaluate.metrics import ArrayScores
from tilescribe.evaluate.retrieval import measure_channels, measure_single, rich_queries, short_queries
from tilescribe.evaluate.scenes import measure_scenes
from tilescribe.evaluate.scoring import QuestionScores, RepeatedScores, score_questions
from tilescribe.searching import search
from tilescribe.testing import HashEmbedder

T = TypeVar("T")
Folder = Callable[[Sequence[str]], Path]

SAID = {
    "river_1.png": ("a river winds through fields", "water and fields"),
    "river_2.png": ("a wide river below a bridge", "a bridge over a river"),
    "forest_1.png": ("a dense forest", "many green trees"),
    "forest_2.png": ("a forest with a clearing", "many green trees"),
}


def result_of(running: Generator[Event, None, T]) -> tuple[T, list[Event]]:
    events = []
    while True:
        try:
            events.append(next(running))
        except StopIteration as finished:
            return finished.value, events


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder(dim=256)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with open_catalog(tmp_path / "evaluation.gpkg", mode="a") as store:
        yield store


@pytest.fixture
def pictures(folder: Folder) -> list[Picture]:
    root = str(folder(list(SAID)))
    return [
        Picture(filename=name, container=root, member=name, captions=captions, scene=name.partition("_")[0])
        for name, captions in SAID.items()
    ]


@pytest.fixture
def described(catalog: Catalog, pictures: list[Picture], embedder: HashEmbedder) -> DescribedPictures:
    """By their own captions: a perfect captioner."""
    supplied = SuppliedCaptioner(captions_as_descriptions(pictures), pictures)
    running = describe_pictures(catalog, pictures, captioners=[supplied], embedder=embedder, stopwatch=Stopwatch())
    return result_of(running)[0]


def asked(
    catalog: Catalog, described: DescribedPictures, questions: Sequence[str], embedder: HashEmbedder
) -> tuple[QuestionScores, list[Event]]:
    running = score_questions(catalog, questions, embedder=embedder, tile_ids=described.tile_ids, what="questions")
    return result_of(running)


def test_fused_scores_are_those_that_a_search_shows(
    catalog: Catalog, described: DescribedPictures, embedder: HashEmbedder
) -> None:
    question = "trees along a river"
    scores = asked(catalog, described, [question], embedder)[0].channels["fused"].of_captions(0, 1)[0]
    hits = search(catalog, question, embedder=embedder, merge_places=False).hits
    shown = {hit.tile_id: hit.score for hit in hits}
    scores = probability(scores)
    assert dict(zip(described.tile_ids.tolist(), scores.tolist(), strict=True)) == pytest.approx(shown, abs=1e-5)


def test_a_channel_that_nobody_speaks_in_is_left_out(
    catalog: Catalog, described: DescribedPictures, embedder: HashEmbedder
) -> None:
    found, _ = asked(catalog, described, ["zebra"], embedder)
    assert sorted(found.channels) == ["descriptions", "fused", "lexical"]  # neither facts nor visual vectors


def test_a_question_that_comes_twice_is_asked_once(
    catalog: Catalog, described: DescribedPictures, embedder: HashEmbedder
) -> None:
    questions = ["a river", "a forest", "a river"]
    found, events = asked(catalog, described, questions, embedder)
    assert events == [Measuring("questions", 0, 2), Measuring("questions", 2, 2)]
    table = found.channels["fused"].of_captions(0, 3)
    np.testing.assert_array_equal(table[0], table[2])
    assert (table[0] != table[1]).any()


def test_a_table_too_large_for_memory_lies_on_disk_and_reads_the_same(
    catalog: Catalog, described: DescribedPictures, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = ["a river", "a forest", "a river"]
    held = asked(catalog, described, questions, embedder)[0].channels["fused"].of_captions(0, 3)
    monkeypatch.setattr(scoring, "_IN_MEMORY_BYTES", 0)
    monkeypatch.setattr(scoring, "_QUESTIONS_AT_ONCE", 1)
    stored = asked(catalog, described, questions, embedder)[0].channels["fused"].of_captions(0, 3)
    np.testing.assert_allclose(stored, held, atol=1e-6)


def test_repeated_scores_are_the_table_with_its_rows_repeated() -> None:
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    rows = np.array([1, 0, 1])
    scores = RepeatedScores(values, rows)
    assert scores.shape == (3, 3)
    np.testing.assert_array_equal(scores.of_captions(1, 3), values[rows][1:3])
    np.testing.assert_array_equal(scores.of_pictures(1, 3), values[rows].T[1:3])


def test_a_rich_query_is_the_supplied_text_or_all_that_people_said_each_sentence_once(
    pictures: list[Picture],
) -> None:
    twice = Picture(filename="x.png", container="/", member="x.png", captions=("A lake .", "a  lake .", "Water."))
    supplied = Descriptions(author=None, variants={}, rich={"river_1.png": "A long text."})  # type: ignore[arg-type]
    assert rich_queries([pictures[0], twice], supplied=supplied) == [("A long text.",), ("A lake . Water.",)]
    assert short_queries([twice]) == [twice.captions]


def test_shared_sentences_count_against_the_standard_figure_only() -> None:
    queries = [("a lake", "water"), ("a lake", "a boat")]
    scores = np.array([[0.5, 0.6], [0.9, 0.1], [0.5, 0.6], [0.2, 0.9]], dtype=np.float32)
    measured = measure_channels("short", queries, {"fused": ArrayScores(scores)}, resamples=10)
    found = measured.channels["fused"]
    assert (measured.queries, measured.pictures) == (4, 2)
    assert found.standard.text_to_image.at[1].value == 3 / 4  # "a lake" of the first picture finds the second
    assert found.sharing.text_to_image.at[1].value == 1.0


def test_single_descriptions_are_measured_one_by_one(embedder: HashEmbedder) -> None:
    queries = [("red roofs",), ("green trees",), ("blue water",)]
    variants = [("red roofs", "nothing"), ("green trees", "nothing"), ("blue water", "nothing", "more")]
    single = measure_single(queries, variants, embedder=embedder, resamples=10)
    assert single is not None
    assert len(single.variants) == 2
    assert [one.text_to_image.at[1].value for one in single.variants] == [1.0, 0.0]
    assert single.mean == pytest.approx(np.mean([one.mean.value for one in single.variants]))
    assert measure_single(queries, [("x",), ("y", "z"), ("w",)], embedder=embedder) is None


def test_the_ceiling_leaves_out_the_query_itself_and_then_its_copies(embedder: HashEmbedder) -> None:
    captions = [("a lake", "A  lake", "a lake with boats"), ("a wood", "a dense wood", "trees")]
    found = measure_ceiling(captions, embedder=embedder, resamples=10)
    assert found is not None
    assert found.queries == 6
    # "trees" meets nothing of its own picture that shares a word; every other query does, also without its copies.
    assert found.own_left_out.text_to_image.at[1].value == pytest.approx(5 / 6)
    assert found.copies_removed.text_to_image.at[1].value == pytest.approx(5 / 6)


def test_copies_at_other_pictures_tie_and_their_removal_unties_them(embedder: HashEmbedder) -> None:
    captions = [("a lake", "a lake", "a lake with boats"), ("a lake", "a wood")]
    found = measure_ceiling(captions, embedder=embedder, resamples=10)
    assert found is not None
    # "a lake" has copies at both pictures, and what remains is as near to the one as to the other.
    assert found.own_left_out.text_to_image.at[1].value == 0.0
    # Without copies the first picture's two find "a lake with boats", and nothing of the second is as near.
    assert found.copies_removed.text_to_image.at[1].value == pytest.approx(2 / 5)


def test_pictures_with_nothing_else_to_say_are_no_part_of_the_ceiling(embedder: HashEmbedder) -> None:
    captions = [("a lake", "a lake"), ("a wood", "a wood path"), ("a road", "a road bend"), ("alone",)]
    found = measure_ceiling(captions, embedder=embedder, resamples=10)
    assert found is not None
    assert found.own_left_out.image_to_text.queries == 3
    assert found.copies_removed.image_to_text.queries == 2
    assert measure_ceiling([("a lake", "a lake"), ("a wood", "a path")], embedder=embedder) is None


class _Noisy(HashEmbedder):
    """Documents in a coarser precision than questions, each text with its own error."""

    def embed(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        vectors = super().embed(texts, query=query)
        if not query:
            vectors *= (1 - 1e-3 * np.arange(len(texts)) / len(texts))[:, np.newaxis]
        return vectors.astype(np.float32)


def test_rounding_does_not_order_what_is_equal() -> None:
    captions = [("a lake", "a lake", "trees"), ("roofs", "roofs", "trees"), ("trees", "a pier", "a pier")]
    exact = measure_ceiling(captions, embedder=HashEmbedder(dim=256), resamples=10)
    noisy = measure_ceiling(captions, embedder=_Noisy(dim=256), resamples=10)
    assert exact is not None
    assert noisy is not None
    assert noisy.own_left_out.image_to_text.at[1].value == exact.own_left_out.image_to_text.at[1].value


def test_good_descriptions_order_the_scenes(
    catalog: Catalog, described: DescribedPictures, embedder: HashEmbedder
) -> None:
    scenes, _ = result_of(measure_scenes(catalog, described, embedder=embedder))
    assert scenes is not None
    assert scenes.classes == {"forest": 2, "river": 2}
    lexical = scenes.channels["lexical"]
    assert lexical.accuracy == 1.0
    assert lexical.mean_average_precision == 1.0
    assert lexical.precision_at == {1: 1.0}
    assert set(lexical.average_precision) == {"forest", "river"}


def test_one_class_is_no_question(catalog: Catalog, described: DescribedPictures, embedder: HashEmbedder) -> None:
    rivers = described.where(lambda picture: picture.scene == "river")
    assert result_of(measure_scenes(catalog, rivers, embedder=embedder))[0] is None


def test_examples_show_the_surest_hits_and_the_worst_misses_of_different_pictures(
    catalog: Catalog, described: DescribedPictures, embedder: HashEmbedder
) -> None:
    queries = short_queries(described.pictures)
    texts = [text for own in queries for text in own]
    scores = np.zeros((len(texts), len(queries)), dtype=np.float32)
    owners = np.repeat(np.arange(4), 2)
    scores[np.arange(8), owners] = [0.9, 0.8, 0.2, 0.7, 0.5, 0.5, 0.1, 0.1]
    scores[6:, :3] = 0.3  # both captions of the last picture come last
    examples = choose_examples(catalog, described, queries, ArrayScores(scores), embedder=embedder)
    assert [one.query for one in examples.hits] == [texts[0], texts[3], texts[4]]
    (miss,) = examples.misses
    assert (miss.query, miss.rank, miss.expected) == (texts[6], 4, described.pictures[3])
    assert [answer.right for answer in miss.retrieved] == [False, False, False, True]
    assert examples.hits[0].retrieved[0].matched == texts[0]


def embed_count(embedder: HashEmbedder) -> int:
    return sum(embedder.batches)


def test_equal_captions_are_embedded_once(embedder: HashEmbedder) -> None:
    queries: list[tuple[str, ...]] = [("a lake", "a lake"), ("a lake",)]
    variants: list[Any] = [("x", "y"), ("x", "y")]
    measure_single(queries, variants, embedder=embedder, resamples=10)
    assert embed_count(embedder) == 3
