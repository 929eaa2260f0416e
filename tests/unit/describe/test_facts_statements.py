"""The words of measured statements are those that people ask with."""

from __future__ import annotations

import pytest

from tilescribe.describe.facts import statements
from tilescribe.embed import load_embedder


@pytest.mark.parametrize("question", ["collapsed buildings beside a road", "destroyed houses and debris"])
def test_who_asks_for_ruins_is_nearer_to_rubble_than_to_a_whole_town(question: str) -> None:
    embedder = load_embedder()
    (asked,) = embedder.embed([question], query=True)
    rubble, town = embedder.embed([statements._RUBBLE, "Looks like buildings and streets and bare ground."])
    assert rubble @ asked > town @ asked
