"""The questions that the demo asks of its drawn scenes are answered with what is really there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tilescribe import index, open_catalog, search
from tilescribe.catalog import Catalog
from tilescribe.cli.showing import QUESTIONS
from tilescribe.demo import draw_scenes
from tilescribe.demo.scene.truth import Truth, read_truth
from tilescribe.indexing import IndexOptions

SHOWN = 5
MEANT = {
    "buildings surrounded by flood water": {"flood"},
    "a residential area with houses and gardens": {"town"},
    "a dense forest": {"forest"},
    "farmland": {"field"},
    "white clouds": {"cloud"},
}
"""Classes of the truth, one of which each right tile holds."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalog, Truth]]:
    """The drawn scenes, indexed by the captioner and the embedder that users get."""
    folder = tmp_path_factory.mktemp("demo")
    drawn = draw_scenes(folder / "imagery")
    path = folder / "catalog.gpkg"
    for _ in index([str(one) for one in drawn.paths], catalog=path, options=IndexOptions()):
        pass
    with open_catalog(path) as catalog:
        yield catalog, read_truth(drawn.truth)


def test_every_question_of_the_demo_has_a_right_answer() -> None:
    assert set(MEANT) == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_four_of_the_first_five_tiles_hold_what_was_asked_for(demo: tuple[Catalog, Truth], question: str) -> None:
    catalog, truth = demo

    hits = search(catalog, question, k=SHOWN).hits

    right = [
        hit.acquired is not None and bool(MEANT[question] & truth.shares(hit.footprint, on=_day(hit.acquired)).keys())
        for hit in hits
    ]
    assert sum(right) >= SHOWN - 1, right


def _day(when: object) -> date:
    assert isinstance(when, date)
    return date(when.year, when.month, when.day)
