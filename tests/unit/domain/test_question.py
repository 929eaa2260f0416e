"""How a question is read: signs, short phrases, and everything else as plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.domain.question import (
    And,
    Beside,
    Expression,
    Not,
    Or,
    Term,
    Weighted,
    plain_question,
    read_question,
    render,
    terms_of,
)
from tilescribe.domain.question.expression import all_of, any_of, inverse, weighted

A, B, C, D = map(Term, ("houses", "water", "trees", "a road"))


@pytest.mark.parametrize(
    ("question", "expression"),
    [
        ("houses and water", And((A, B))),
        ("houses, water and trees", And((A, B, C))),
        ("houses or water?", Or((A, B))),
        ("houses without water", And((A, Not(B)))),
        ("houses with no water", And((A, Not(B)))),
        ("houses but not water", And((A, Not(B)))),
        ("houses, no water", And((A, Not(B)))),
        ("houses without any water or trees", And((A, Not(B), Not(C)))),
        ("houses and water without trees", And((A, B, Not(C)))),
        ("Show me houses without water.", And((A, Not(B)))),
        ("where are houses without water", And((A, Not(B)))),
        ("a road beside water", Beside(D, B)),
        ("a road next to water", Beside(D, B)),
        ("HOUSES AND WATER", And((A, B))),
        ('"houses and water" and trees', And((Term("houses and water"), C))),
    ],
)
def test_short_phrases_of_plain_english_are_read_in_parts(question: str, expression: Expression) -> None:
    assert read_question(question).expression == expression


@pytest.mark.parametrize(
    ("question", "expression"),
    [
        ("houses + water", And((A, B))),
        ("houses +water", And((A, B))),
        ("houses AND water", And((A, B))),
        ("houses OR water", Or((A, B))),
        ("houses - water", And((A, Not(B)))),
        ("houses -water", And((A, Not(B)))),
        ("houses \u2212 water", And((A, Not(B)))),
        ("houses NOT water", And((A, Not(B)))),
        ("houses AND NOT NOT water", And((A, B))),
        ("a road BESIDE water", Beside(D, B)),
        ("2 * houses + water", And((Weighted(A, 2.0), B))),
        ("2*houses + 0.5*water", And((Weighted(A, 2.0), Weighted(B, 0.5)))),
        ("houses - 2 * water", And((A, Weighted(Not(B), 2.0)))),
        ("2 * houses OR water", Or((Weighted(A, 2.0), B))),
        ("2 * houses", A),
        ("houses + water OR trees", Or((And((A, B)), C))),
        ("houses + (water OR trees)", And((A, Or((B, C))))),
        ("houses (water OR trees)", And((A, Or((B, C))))),
        ("houses + a road BESIDE water", And((A, Beside(D, B)))),
        ("houses - (water + trees)", And((A, Not(And((B, C)))))),
        ('"houses OR water" + trees', And((Term("houses OR water"), C))),
        ("\u201chouses\u201d + water", And((A, B))),
        ("houses and huts + water", And((Term("houses and huts"), B))),
    ],
)
def test_signs_are_read_wherever_they_stand(question: str, expression: Expression) -> None:
    assert read_question(question).expression == expression


@pytest.mark.parametrize(
    "question",
    [
        "many buildings and some green trees are in two sides of a railway station .",
        "a playground with three basketball fields next to it is surrounded by some green trees and many buildings .",
        "there are no plants in the desert .",
        "two big roads are near the stadium without a roof .",
        "a well - built school was built in this area .",
        "four tall buildings like p+q on other hand of the highway in it .",
        "a lot of broken stone and waste are in the bareland(2 .",
        "black and white cars",
        "large and small boats",
        "a black and white car",
        "roads and green",
        "a multi-lane road",
        "roads of 1990 - 2000",
        "- houses",
        "pools of 5*5 m",
        "houses and trees on both sides of a river",
        "fields without trees near a river",
        "no. 5 hangar",
        "houses",
        "",
    ],
)
def test_sentences_and_whatever_is_no_short_phrase_stay_as_they_are(question: str) -> None:
    read = read_question(question)

    assert (read.expression, read.reading) == (Term(question), question)
    assert all("is hardly heard" in notice for notice in read.notices)


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("houses AND (water", "Read as plain words: a bracket is not closed."),
        ("houses) AND water", "Read as plain words: a bracket is closed that was never opened."),
        ("houses AND () AND water", "Read as plain words: something is missing before ')'."),
        ("houses without (water", "Read as plain words: brackets go with AND, OR and NOT, in capitals."),
        ("houses OR", "Read as plain words: nothing follows 'OR'."),
        ("(ruins OR", "Read as plain words: nothing follows 'OR', and a bracket is not closed."),
        ("(ruins AND water) OR", "Read as plain words: nothing follows 'OR'."),
        ("+ houses", "Read as plain words: something is missing before '+'."),
        ("houses - houses", 'Read as plain words: "houses" is both asked for and excluded.'),
        ("houses without Houses", 'Read as plain words: "houses" is both asked for and excluded.'),
        ("houses AND !!!", "Read as plain words: there is no word in '!!!'."),
        ("0 * houses", "Read as plain words: every part has a weight of 0."),
        (
            "houses BESIDE NOT water",
            "Read as plain words: BESIDE stands between two things that are there, without NOT and weights.",
        ),
        (
            "houses BESIDE (water OR NOT trees)",
            "Read as plain words: BESIDE stands between two things that are there, without NOT and weights.",
        ),
        ("a" + " + a" * 32, "Read as plain words: it has more than 32 parts."),
        ("NOT " * 40 + "a", "Read as plain words: it goes more than 32 levels deep."),
        ("(" * 5000 + "a AND b", "Read as plain words: it goes more than 32 levels deep."),
    ],
)
def test_what_cannot_be_read_is_plain_words_with_the_reason(question: str, notice: str) -> None:
    read = read_question(question)

    assert read.expression == Term(question)
    assert read.is_plain
    assert read.notices == (notice,)


def test_a_weight_of_zero_is_left_out_with_a_notice() -> None:
    read = read_question("0 * houses + water")

    assert read.expression == B
    assert read.notices == ("What has a weight of 0 counts for nothing and is left out.",)


def test_a_question_that_only_excludes_is_read_and_says_so() -> None:
    read = read_question("no houses")

    assert read.expression == Not(A)
    assert "should be missing" in read.notices[0]


def test_a_question_of_five_thousand_words_says_what_may_not_count() -> None:
    read = read_question("word " * 5000)

    assert read.is_plain
    assert read.notices == ("The question has 5,000 words; what follows the first 150 or so may not count.",)


def test_quotes_around_the_whole_question_ask_for_it_as_one_text() -> None:
    read = read_question('"houses and water"')

    assert read.expression == Term("houses and water")
    assert read.is_plain


def test_the_plain_reading_takes_every_sign_for_a_word() -> None:
    assert plain_question("houses AND water").expression == Term("houses AND water")


def test_the_reading_tells_in_one_line_what_was_understood() -> None:
    assert read_question("fields without trees or houses").reading == "fields AND NOT trees AND NOT houses"
    assert read_question("2 * a road - (water OR trees)").reading == "2 * a road AND NOT (water OR trees)"


def test_terms_are_listed_once_in_their_order() -> None:
    assert terms_of(read_question("water + houses - (trees OR water)").expression) == ("water", "houses", "trees")


WORDS = st.text(st.characters(exclude_characters='"\u201c\u201d\u201e\u00ab\u00bb', codec="utf-8"), max_size=12)
TEXTS = st.one_of(
    st.sampled_from(["houses", "water", "a road", "NOT", "2 * b", "a AND b", "-x", "(", "LAKE", "3 ships", "a, b"]),
    WORDS,
).map(lambda text: " ".join(text.split()))
TERMS = TEXTS.filter(lambda text: any(map(str.isalnum, text))).map(Term)


def _beside(parts: list[Expression]) -> Expression:
    return Beside(parts[0], parts[1])


PLACES: st.SearchStrategy[Expression] = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        st.lists(inner, min_size=2, max_size=2).map(_beside),
    ),
    max_leaves=5,
)
WEIGHTS = st.integers(1, 10_000).map(lambda hundredths: hundredths / 100)


def _loaded(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Parts as they stand in a list: some with weights."""
    return st.one_of(inner, st.tuples(inner, WEIGHTS).map(lambda pair: weighted(*pair)))


EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    PLACES,
    lambda inner: st.one_of(
        inner.map(inverse),
        st.lists(_loaded(inner), min_size=2, max_size=3).map(all_of),
        st.lists(_loaded(inner), min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=10,
)


@given(EXPRESSIONS)
def test_what_is_shown_is_read_as_the_same_question(expression: Expression) -> None:
    read = read_question(render(expression))

    contradictory = any("both asked for and excluded" in notice for notice in read.notices)
    assert contradictory or read.expression == expression


PIECES = (
    *("AND", "OR", "NOT", "BESIDE", "(", ")", "2 *", "0 *", "-", "+", '"', "houses", "without", "and", ",", "no", "a"),
    *("beside", "show me", "!", "HOUSES"),
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)))
def test_nothing_that_is_asked_raises_and_every_term_has_a_word(question: str) -> None:
    read = read_question(question)

    assert read.is_plain or all(any(map(str.isalnum, text)) for text in terms_of(read.expression))
    assert read_question(read.reading).expression == read.expression


PLAIN_WORDS = ("a", "the", "houses", "trees", "river", "green", "many", "of", "in", "near", "is", "are", "with", "road")


@given(st.lists(st.sampled_from(PLAIN_WORDS), max_size=12))
def test_words_without_a_connective_are_one_text(words: list[str]) -> None:
    question = " ".join(words)

    assert read_question(question).expression == Term(question)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("houses that are not destroyed", "not"),
        ("there are no trees in this picture", "no"),
        ("roofs which weren’t damaged by the storm", "weren’t"),
        ("a field on which nothing grows", "nothing"),
    ],
)
def test_a_denial_that_a_sentence_hides_is_told_with_what_to_write_instead(question: str, word: str) -> None:
    read = read_question(question)
    assert read.is_plain
    (notice,) = read.notices
    assert notice.startswith(f'"{word}" is hardly heard in a sentence')
    assert notice.endswith("houses - ruins")


@pytest.mark.parametrize(
    "question", ["houses beside a road that are near water", "fields without trees", "a notch", "no. 5 hangar"]
)
def test_where_nothing_is_denied_or_it_was_read_nothing_is_told(question: str) -> None:
    assert not read_question(question).notices


def test_who_asks_in_plain_words_on_purpose_is_not_told_again() -> None:
    assert not plain_question("houses that are not destroyed").notices


def test_an_article_makes_a_thing_of_what_could_be_an_adjective() -> None:
    assert read_question("a road and a square").expression == And((Term("a road"), Term("a square")))
    assert read_question("trees and the green").expression == And((Term("trees"), Term("the green")))
