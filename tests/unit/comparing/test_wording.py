"""Questions that deny a change."""

from __future__ import annotations

import pytest

from tilescribe.comparing.wording import UNCHANGED, in_words_of_changes


@pytest.mark.parametrize(
    "question",
    [
        "no change",
        "No changes.",
        "nothing has changed",
        "nothing changed",
        "there is no difference",
        "without any change",
        "unchanged",
        "the area is unchanged",
        "  No   visible change ",
        "the same as before",
    ],
)
def test_places_without_change_are_asked_for_by_what_is_said_of_them(question: str) -> None:
    assert in_words_of_changes(question) == (UNCHANGED, None)


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("intact houses", "houses"),
        ("undamaged roofs", "roofs"),
        ("Houses that are still standing.", "Houses"),
        ("houses still there", "houses"),
        ("buildings that were not destroyed", "buildings"),
        ("the bridge is intact", "the bridge"),
        ("still standing houses", "houses"),
    ],
)
def test_things_to_which_nothing_happened_are_asked_for_where_they_were(question: str, things: str) -> None:
    assert in_words_of_changes(question) == (UNCHANGED, things)


@pytest.mark.parametrize(
    "question",
    [
        "destroyed houses",
        "water is there",
        "standing water",
        "houses without roofs",
        "no houses",
        "changed",
        "nothing but water",
        "no change of the river but new houses",
        UNCHANGED,
        "",
    ],
)
def test_all_other_questions_stay_as_they_are(question: str) -> None:
    assert in_words_of_changes(question) == (question, None)
