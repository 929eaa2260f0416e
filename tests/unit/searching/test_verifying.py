"""Hits are ranked by what a model says when it sees them, and nothing disappears on the way."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.e2e.runs import run

from tilescribe import open_catalog, search
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.domain.hit import Answer
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import InvalidOptionError, UnknownCaptionerError
from tilescribe.searching import verify_hits
from tilescribe.testing import FakeCaptioner, HashEmbedder


class Verifying(FakeCaptioner):
    """Says yes with the probability that a tile id has in `says`; neither yes nor no of others."""

    def __init__(self, says: dict[int, float], **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.says = says
        self.questions: set[str] = set()

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        self.questions.add(question)
        return [self.says.get(tile.tile.id) for tile in tiles]


@pytest.fixture
def catalog(imagery: Path, tmp_path: Path) -> Path:
    path = tmp_path / "area.gpkg"
    run([imagery], path)
    return path


def ask(catalog: Path, *, k: int = 6, captioner: str | None = None) -> Answer:
    with open_catalog(catalog) as store:
        return search(store, "a harbour in the south", k=k, embedder=HashEmbedder(), captioner=captioner)


def ids(answer: Answer) -> list[int]:
    return [hit.tile_id for hit in answer.hits]


def test_hits_are_ranked_by_yes_and_those_not_shown_follow(catalog: Path) -> None:
    answer = ask(catalog)
    one, two, three, four, *rest = ids(answer)
    model = Verifying({one: 0.2, two: 0.9, four: 0.6}, batch_size=3)
    with open_catalog(catalog) as store:
        verification = verify_hits(store, answer, captioner=model, most=4)
    assert ids(verification.answer) == [two, four, three, one, *rest]
    assert [hit.verified for hit in verification.answer.hits[:4]] == [0.9, 0.6, None, 0.2]
    assert {hit.verified for hit in verification.answer.hits[4:]} == {None}
    assert [hit.rank for hit in verification.answer.hits] == [1, 2, 3, 4, 5, 6]
    assert verification.failures == ((three, "the model said neither yes nor no"),)
    assert model.questions == {"a harbour in the south"}


def test_equal_answers_keep_the_order_of_the_search(catalog: Path) -> None:
    answer = ask(catalog)
    with open_catalog(catalog) as store:
        verification = verify_hits(store, answer, captioner=Verifying(dict.fromkeys(ids(answer), 1.0)), most=6)
    assert ids(verification.answer) == ids(answer)


def test_a_raster_that_is_gone_is_a_reason_and_no_end(catalog: Path, imagery: Path) -> None:
    answer = ask(catalog, k=27)
    (imagery / "lake_20260915.tif").unlink()
    lost = {hit.tile_id for hit in answer.hits if hit.raster.startswith("lake")}
    with open_catalog(catalog) as store:
        verification = verify_hits(store, answer, captioner=Verifying(dict.fromkeys(ids(answer), 0.7)), most=27)
    assert lost
    assert {tile_id for tile_id, _ in verification.failures} == lost
    assert all("lake_20260915.tif" in reason for _, reason in verification.failures)
    assert sorted(ids(verification.answer)) == sorted(ids(answer))


def test_progress_tells_how_many_hits_are_done(catalog: Path) -> None:
    told: list[tuple[int, int]] = []
    with open_catalog(catalog) as store:
        verify_hits(
            store,
            ask(catalog),
            captioner=Verifying({}, batch_size=2),
            most=5,
            progress=lambda done, total: told.append((done, total)),
        )
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_a_captioner_that_cannot_answer_is_refused(catalog: Path) -> None:
    with open_catalog(catalog) as store, pytest.raises(InvalidOptionError, match=r"'fake' cannot say.*transformers"):
        verify_hits(store, ask(catalog), captioner=FakeCaptioner(), most=3)
    with open_catalog(catalog) as store, pytest.raises(InvalidOptionError, match="0 hits"):
        verify_hits(store, ask(catalog), captioner=Verifying({}), most=0)


# --- whose descriptions count -----------------------------------------------------------------------------------------


class Other(FakeCaptioner):
    """Describes only the lake, as something else."""

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        said = Caption((Description(DescriptionKind.SUMMARY, "A harbour in the south of the lake."),))
        return [said if "lake" in tile.raster.path else Caption(failure="no lake") for tile in tiles]


def test_only_what_the_chosen_captioner_said_counts(catalog: Path, imagery: Path) -> None:
    run([imagery], catalog, captioner=Other(author=Author("openai:other", "1", "1")))
    answer = ask(catalog, k=50, captioner="openai:http://elsewhere/v1#other")
    assert answer.candidates == 9
    assert {hit.raster for hit in answer.hits} == {"lake_20260915.tif"}
    assert {hit.summary for hit in answer.hits} == {"A harbour in the south of the lake."}
    assert ask(catalog, k=50).candidates == 27
    fake = ask(catalog, k=50, captioner="fake")
    assert not any("of the lake" in hit.summary + hit.matched for hit in fake.hits)


def test_a_captioner_that_described_nothing_is_named_with_those_that_did(catalog: Path) -> None:
    with pytest.raises(UnknownCaptionerError, match=r"'builtin'.*facts, fake"):
        ask(catalog, captioner="builtin")
