"""One question sees one state of the catalog, whatever is written between its steps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.unit.catalog.made_up import MODEL, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, VisualVector
from tilescribe.domain.hit import Answer
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.query import Filters
from tilescribe.searching import score_matrix, search, similar, verify_hits
from tilescribe.testing import FakeCaptioner, HashEmbedder

EMBEDDER = HashEmbedder()
INFO = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
OTHER = Author("other", "1", "1")
WORDS = ("harbour", "lake", "field", "forest", "road", "roof")


def land(catalog: GeoPackageCatalog, tile_ids: Sequence[int], *, round_: int, author: Author = MODEL) -> None:
    """One batch as the pipeline writes it; a second one of the same author replaces what it said before."""
    results, texts = [], []
    for i in tile_ids:
        said = (f"a {WORDS[i % len(WORDS)]} in round{round_}", f"beside a {WORDS[(i + round_) % len(WORDS)]}")
        texts += said
        seen = VisualVector(INFO.fingerprint, EMBEDDER.embed([said[0]])[0].astype("<f2").tobytes())
        descriptions = tuple(Description(DescriptionKind.FEATURES, text, at) for at, text in enumerate(said))
        results.append(TileResult(i, content_hash=f"{i}", captions={author: Caption(descriptions, visual=seen)}))
    new = catalog.texts_without_vectors(texts, INFO)
    catalog.write_batch(results, embedder=INFO, vectors=dict(zip(new, EMBEDDER.embed(new), strict=True)))


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[GeoPackageCatalog]:
    with open_catalog(tmp_path / "area.gpkg", mode="a") as catalog:
        put(catalog, count=60)
        put(catalog, "/imagery/b.tif", count=20)
        land(catalog, range(1, 31), round_=0)
        land(catalog, range(61, 71), round_=0)
        yield catalog


class Interrupted:
    """A catalog that is written to after everything that is asked of it, and of its arrays within a question."""

    def __init__(self, catalog: GeoPackageCatalog, write: Callable[[int], None]) -> None:
        self._catalog = catalog
        self._write = write
        self._begun = False
        self.writes = 0
        self._index = catalog._index
        catalog._index = _WrittenBetween(catalog._index, self.write_on)  # type: ignore[assignment]

    def end(self) -> None:
        self._catalog._index = self._index

    def write_on(self) -> None:
        self.writes += 1
        self._write(self.writes)

    def snapshot(self) -> Any:
        self._begun = True
        return self._catalog.snapshot()

    def score_matrix(self, *arguments: Any, **options: Any) -> Any:
        return self._catalog.score_matrix(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._catalog, name)

        def ask(*arguments: Any, **options: Any) -> Any:
            answer = asked(*arguments, **options)
            if self._begun:
                self.write_on()
            return answer

        return ask


class _WrittenBetween:
    """A catalog's arrays; something is written after each look at them."""

    def __init__(self, index: Any, write: Callable[[], None]) -> None:
        self._index = index
        self._write = write

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._index, name)

        def ask(*arguments: Any, **options: Any) -> Any:
            answer = asked(*arguments, **options)
            self._write()
            return answer

        return ask


def _land(writer: GeoPackageCatalog, number: int) -> None:
    land(writer, [30 + number], round_=0)


def _replace(writer: GeoPackageCatalog, number: int) -> None:
    land(writer, range(1, 31), round_=number)


def _second_author(writer: GeoPackageCatalog, number: int) -> None:
    land(writer, [number], round_=number, author=OTHER)


def _edit_raster(writer: GeoPackageCatalog, number: int) -> None:
    put(writer, count=60, fingerprint=f"edited {number}")
    land(writer, [number], round_=number)


def _remove_raster(writer: GeoPackageCatalog, number: int) -> None:
    writer.remove_rasters([stored.id for stored in writer.rasters()][:1])


WRITES = {
    "batches land": _land,
    "captions are replaced": _replace,
    "another captioner comes along": _second_author,
    "a raster is edited": _edit_raster,
    "rasters are removed": _remove_raster,
}
BOX = Filters(bounds=(9.0, 49.0, 9.1, 49.1))
QUESTIONS: dict[str, Callable[[Any], Answer]] = {
    "search": lambda catalog: search(catalog, "a harbour in round0", k=50, embedder=EMBEDDER),
    "search in a box": lambda catalog: search(catalog, "a lake, round0", k=9, embedder=EMBEDDER, filters=BOX),
    "search by a captioner": lambda catalog: search(catalog, "a lake", k=9, embedder=EMBEDDER, captioner="model"),
    "search with feedback": lambda catalog: search(catalog, "a lake", k=9, embedder=EMBEDDER, like=[2], unlike=[3]),
    "similar": lambda catalog: similar(catalog, 2, k=50, embedder=EMBEDDER),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_sees_one_state_whatever_is_written_between_its_steps(
    writer: GeoPackageCatalog, ask: Callable[[Any], Answer], write: Callable[[GeoPackageCatalog, int], None]
) -> None:
    expected = replace(ask(writer), seconds=0)
    with open_catalog(writer.path) as reader:
        if ask is not QUESTIONS["similar"]:  # which is the first to read vectors and descriptions, then
            ask(reader)
        interrupted = Interrupted(reader, lambda number: write(writer, number))
        assert replace(ask(interrupted), seconds=0) == expected
        assert interrupted.writes > 4
        interrupted.end()
        if write is not _remove_raster:
            assert replace(ask(reader), seconds=0) == replace(ask(writer), seconds=0)


def test_the_state_of_another_thread_that_is_ahead_does_not_show(writer: GeoPackageCatalog) -> None:
    """What is held in memory for others is cut to the snapshot, or read again where rows are gone since."""
    for round_, write in enumerate((_land, _replace, _remove_raster), start=1):
        with open_catalog(writer.path) as reader:
            expected = replace(similar(reader, 2, k=50, embedder=EMBEDDER), seconds=0)
            with reader.snapshot(), ThreadPoolExecutor(1) as pool:
                reader.candidates(Filters())
                write(writer, round_)
                if write is not _remove_raster:
                    pool.submit(similar, reader, 2, k=50, embedder=EMBEDDER).result()
                else:
                    pool.submit(search, reader, "lake", embedder=EMBEDDER).result()
                assert replace(similar(reader, 2, k=50, embedder=EMBEDDER), seconds=0) == expected


def test_measuring_sees_one_state(writer: GeoPackageCatalog) -> None:
    questions = ["a harbour", "round0"]
    expected = score_matrix(writer, questions, embedder=EMBEDDER)
    with open_catalog(writer.path) as reader:
        interrupted: Any = Interrupted(reader, lambda number: _replace(writer, number))
        found = score_matrix(interrupted, questions, embedder=EMBEDDER)
    assert interrupted.writes > 4
    assert found.tile_ids.tolist() == expected.tile_ids.tolist()
    for channel, scores in expected.by_channel.items():
        np.testing.assert_array_equal(found.by_channel[channel], scores)


def test_questions_beside_a_writer_at_work_are_each_of_one_state(writer: GeoPackageCatalog) -> None:
    """Each batch makes every tile say the same round, so that an answer of two states shows two rounds."""
    done = threading.Event()
    chosen = range(1, 31)

    def write() -> None:
        try:
            for round_ in range(1, 16):
                land(writer, chosen, round_=round_)
        finally:
            done.set()

    with open_catalog(writer.path) as reader, ThreadPoolExecutor(4) as pool:

        def ask(_: int) -> int:
            asked = 0
            while not done.is_set() or not asked:
                answer = search(reader, "a harbour", k=30, embedder=EMBEDDER, filters=Filters(rasters=("a.tif",)))
                assert answer.candidates == 30
                rounds = {hit.matched.rpartition("round")[2] for hit in answer.hits if "round" in hit.matched}
                assert len(rounds) <= 1, rounds
                similar(reader, 2, embedder=EMBEDDER)
                asked += 1
            return asked

        asking = [pool.submit(ask, number) for number in range(3)]
        writing = pool.submit(write)
        assert all(one.result() for one in asking)
        writing.result()


class Yes(FakeCaptioner):
    """Says yes to everything."""

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        return [1.0 for _ in tiles]


def test_hits_whose_raster_has_left_the_catalog_cannot_be_verified_and_say_so(writer: GeoPackageCatalog) -> None:
    with open_catalog(writer.path) as reader:
        answer = search(reader, "a harbour", k=40, embedder=EMBEDDER)
        writer.remove_rasters([1])
        found = verify_hits(reader, answer, captioner=Yes(), most=40)
    gone = {hit.tile_id for hit in answer.hits if hit.tile_id <= 60}
    assert gone
    assert {tile_id for tile_id, reason in found.failures if reason == "it is no longer in the catalog"} == gone
    assert len(found.answer.hits) == len(answer.hits)
