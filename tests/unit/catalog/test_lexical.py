"""Words find tiles, and whatever is typed is only words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.catalog.made_up import FACTS, MODEL, caption, describe, put, reader, sql, write

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import lexical, schema, stems, tile_queries
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.geopackage.lexical import matched_words
from tilescribe.catalog.types import ByCaptioner, TileResult

VOCABULARY = ("river", "roof", "boat", "crop", "dune", "fog", "hill", "jetty", "kiln", "lamp", "moor")
K1, B = 1.2, 0.75


def say(catalog: GeoPackageCatalog, texts: dict[int, Sequence[str]]) -> None:
    write(catalog, [TileResult(tile_id, captions={FACTS: caption(*said)}) for tile_id, said in texts.items()])


@pytest.fixture(scope="module")
def random_texts() -> dict[int, list[str]]:
    """Up to three texts for each of 60 tiles; short ones, so that many are shared."""
    rng = np.random.default_rng(8)
    weights = 1 / np.arange(1, len(VOCABULARY) + 1)
    return {
        tile_id: [
            " ".join(rng.choice(VOCABULARY, rng.integers(1, 6), p=weights / weights.sum()))
            for _ in range(rng.integers(1, 4))
        ]
        for tile_id in range(1, 61)
    }


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory, random_texts: dict[int, list[str]]) -> Iterator[GeoPackageCatalog]:
    with open_catalog(tmp_path_factory.mktemp("spoken") / "area.gpkg", mode="a") as catalog:
        put(catalog, count=60)
        say(catalog, random_texts)
        yield catalog


def bm25(texts: dict[int, list[str]], words: Sequence[str]) -> dict[int, float]:
    """Robertson's BM25 of each tile's best text over its upper bound, the slow way."""
    distinct = {text for said in texts.values() for text in said}
    mean = sum(len(text.split()) for text in distinct) / len(distinct)
    idf = {}
    for word in words:
        count = sum(word in text.split() for text in distinct)
        idf[word] = max(math.log((len(distinct) - count + 0.5) / (count + 0.5)), 1e-6)

    def score(text: str) -> float:
        total = 0.0
        for word, weight in idf.items():
            frequency = text.split().count(word)
            total += weight * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * len(text.split()) / mean))
        return total / ((K1 + 1) * sum(idf.values()))

    best = {tile_id: max(map(score, said)) for tile_id, said in texts.items()}
    return {tile_id: value for tile_id, value in best.items() if value > 0}


@pytest.mark.parametrize("question", ["moor", "river", "boat, dune; and a LAMP", "kiln unheardof"])
def test_scores_are_bm25_over_its_upper_bound(
    spoken: GeoPackageCatalog, random_texts: dict[int, list[str]], question: str
) -> None:
    found = spoken.channels.lexical(question)
    expected = bm25(random_texts, [word.strip(",;").lower() for word in question.split() if word not in ("and", "a")])
    assert found.tile_ids.tolist() == sorted(expected)
    np.testing.assert_allclose(found.scores, [expected[tile_id] for tile_id in sorted(expected)], rtol=1e-5)
    assert found.scores.dtype == np.float32


@pytest.mark.parametrize("question", ["house", "houses water", "café", "well-kept", "Χειμώνας house", "x\u1df6y"])
def test_scores_are_those_of_fts5(catalog: GeoPackageCatalog, question: str) -> None:
    """Texts as people and models write them: words again and again, in other forms, with accents and signs."""
    put(catalog, count=60)
    texts = [
        "A house beside houses; a house.",
        "Water, water\u00a0everywhere: no house\u2014none.",
        "Un café, deux cafe\u0301s, a well-kept house's well",
        "kept well well-kept\twater\x1fwaters",
        "\u03c7\u03b5\u03b9\u03bc\u03ce\u03bd\u03b1\u03c2 HOUSE-HOUSE x\u1df6y x y",
    ]
    say(catalog, {i: [f"{texts[i % 5]} number{i}", f"dry land {i}"] for i in range(1, 61)})
    db = catalog._connections.read()
    words = [word for word in stems.words_of(question) if stems.stems_of_words([word])[word]]
    query = " OR ".join(f'"{word}"' for word in words)
    rows = db.execute(
        "SELECT d.tile_id, -bm25(texts_fts) FROM texts_fts JOIN descriptions AS d ON d.text_id = texts_fts.rowid "
        "WHERE texts_fts MATCH ? ORDER BY 1",
        (query,),
    ).fetchall()
    found = catalog.channels.lexical(question)
    assert rows
    assert found.tile_ids.tolist() == [tile_id for tile_id, _ in rows]
    by_fts5 = np.array([score for _, score in rows])
    np.testing.assert_allclose(found.scores / found.scores.max(), by_fts5 / by_fts5.max(), rtol=1e-5)


@pytest.mark.parametrize("cost", [0, 1, 10_000])
def test_tiles_that_surely_have_less_than_asked_for_are_left_out_and_no_others(
    spoken: GeoPackageCatalog, monkeypatch: pytest.MonkeyPatch, cost: int
) -> None:
    monkeypatch.setattr(lexical, "LOOK_COST", cost)  # at 0 no text is looked up by its words, at 10,000 each is
    whole = spoken.channels.lexical("boat lamp")
    tile_ids = np.arange(1, whole.tile_ids[-1] + 1)
    for least in np.quantile(whole.scores, [0, 0.3, 0.9]).astype(np.float32):
        needed = np.full(len(tile_ids), least)
        needed[::7] = 0
        part = spoken.channels.lexical("boat lamp", tile_ids=tile_ids, least=needed)
        enough = whole.scores >= needed[whole.tile_ids - 1]
        assert set(whole.tile_ids[enough]) <= set(part.tile_ids.tolist()) <= set(whole.tile_ids.tolist())
        assert part.scores.tolist() == whole.scores[np.isin(whole.tile_ids, part.tile_ids)].tolist()
    none = spoken.channels.lexical("boat lamp", tile_ids=tile_ids, least=np.full(len(tile_ids), 2.0, dtype=np.float32))
    assert len(none.tile_ids) == 0


def test_a_word_found_nowhere_lowers_the_score(spoken: GeoPackageCatalog) -> None:
    one, both = spoken.channels.lexical("lamp"), spoken.channels.lexical("lamp zebra")
    assert both.tile_ids.tolist() == one.tile_ids.tolist()
    assert (both.scores < 0.6 * one.scores).all()
    assert both.terms == ("lamp",)
    assert len(spoken.channels.lexical("zebra").tile_ids) == 0


@pytest.fixture(scope="module")
def two_authors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeoPackageCatalog]:
    """Two hundred tiles described by facts, of which a slow captioner has looked at three."""
    with open_catalog(tmp_path_factory.mktemp("authors") / "area.gpkg", mode="a") as catalog:
        put(catalog, count=200)
        say(catalog, {i: [f"flooded land number{i}" if i % 4 == 0 else f"dry land number{i}"] for i in range(1, 201)})
        looked = {4: "flooded roofs", 5: "a kiln", 8: "flooded roofs beside a kiln"}
        write(catalog, [TileResult(i, captions={MODEL: caption(text)}) for i, text in looked.items()])
        yield catalog


@pytest.mark.parametrize("question", ["flooded roofs", "kiln", "roofs", "flooded zebra", "roofs beside a kiln"])
def test_a_tile_scores_the_same_filtered_by_captioner_where_its_words_are_its_best(
    two_authors: GeoPackageCatalog, question: str
) -> None:
    whole, part = (
        two_authors.channels.lexical(question),
        two_authors.channels.lexical(question, author_filter=ByCaptioner("model")),
    )
    scores = dict(zip(whole.tile_ids.tolist(), whole.scores.tolist(), strict=True))
    by_model = {one.id for i in (4, 5, 8) for one in two_authors.descriptions(i) if one.author == MODEL}
    best = [
        i for i, best in zip(whole.tile_ids.tolist(), whole.description_ids.tolist(), strict=True) if best in by_model
    ]
    assert best
    filtered = dict(zip(part.tile_ids.tolist(), part.scores.tolist(), strict=True))
    assert {i: filtered[i] for i in best} == {i: scores[i] for i in best}
    assert all(0 < score < 0.9 for score in filtered.values())


def test_texts_of_tiles_that_are_not_described_now_count_on_both_sides(catalog: GeoPackageCatalog) -> None:
    """FTS5 indexes them too: were they left out of our count, a word could weigh less than nothing in the bound."""
    put(catalog, count=30)
    say(catalog, {i: ["a lake" if i < 20 else "a road", f"number{i}"] for i in range(1, 31)})
    before = catalog.channels.lexical("road number25").scores.tolist()
    put(catalog, "/imagery/b.tif", count=30)
    say(catalog, {i: [f"a lake, number{i}"] for i in range(31, 61)})
    put(catalog, "/imagery/b.tif", count=30, fingerprint="changed")
    after = catalog.channels.lexical("road number25")
    assert after.tile_ids.tolist() == list(range(20, 31))
    assert max(before) < 1
    assert max(after.scores.tolist()) < 1


def test_texts_are_counted_as_fts5_counts_them(catalog: GeoPackageCatalog) -> None:
    db = catalog._connections.read()
    assert lexical._Totals.of(db) == lexical._Totals(0, 0)
    put(catalog, count=9)
    for number, size in enumerate((1, 126, 1, 1, 200, 16_300), start=1):
        say(catalog, {number: [f"text {number} {at}" for at in range(size)]})
        texts, tokens = db.execute("SELECT count(*), 3 * count(*) FROM texts").fetchone()
        assert lexical._Totals.of(db) == lexical._Totals(texts, tokens)
    catalog.remove_rasters([1])
    assert lexical._Totals.of(db) == lexical._Totals(0, 0)


def test_the_description_named_is_the_tiles_best(spoken: GeoPackageCatalog) -> None:
    found = spoken.channels.lexical("lamp moor")
    texts = tile_queries.description_texts(reader(spoken), found.description_ids.tolist())
    for tile_id, description_id in zip(found.tile_ids.tolist(), found.description_ids.tolist(), strict=True):
        assert description_id in {one.id for one in spoken.descriptions(tile_id)}
        assert {"lamp", "moor"} & set(texts[description_id].text.split())


@pytest.mark.parametrize("chosen", [[7], [3, 9, 12, 40], list(range(1, 50)), [1000], []])
@pytest.mark.parametrize("cost", [0, 10_000])
def test_a_restricted_answer_is_that_part_of_the_whole(
    spoken: GeoPackageCatalog, monkeypatch: pytest.MonkeyPatch, chosen: list[int], cost: int
) -> None:
    monkeypatch.setattr(lexical, "LOOK_COST", cost)
    whole, part = (
        spoken.channels.lexical("boat lamp"),
        spoken.channels.lexical("boat lamp", tile_ids=np.array(chosen, dtype=np.int64)),
    )
    kept = np.isin(whole.tile_ids, chosen)
    assert part.tile_ids.tolist() == whole.tile_ids[kept].tolist()
    assert part.scores.tolist() == whole.scores[kept].tolist()
    assert part.description_ids.tolist() == whole.description_ids[kept].tolist()


def test_words_match_in_any_form_and_with_any_accent(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=3)
    say(catalog, {1: ["Flooded houses"], 2: ["A café"], 3: ["Sand"]})
    assert catalog.channels.lexical("flooding of a house").tile_ids.tolist() == [1]
    assert catalog.channels.lexical("cafe").tile_ids.tolist() == [2]
    assert catalog.channels.lexical("cafe\u0301").tile_ids.tolist() == [2]


def test_two_forms_of_a_word_count_once(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=3)
    say(catalog, {1: ["a house"], 2: ["a road"], 3: ["a lake"]})
    once, twice = catalog.channels.lexical("house"), catalog.channels.lexical("house Houses housing")
    assert once.terms == twice.terms == ("hous",)
    assert once.scores.tolist() == twice.scores.tolist()


def test_stop_words_carry_no_weight(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=2)
    say(catalog, {1: ["there is a lake"], 2: ["the road"]})
    assert catalog.channels.lexical("is there the").tile_ids.tolist() == []
    assert catalog.channels.lexical("Where is the lake?").terms == ("lake",)


def test_words_that_stand_nearly_everywhere_carry_no_weight(
    catalog: GeoPackageCatalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(catalog, count=10)
    say(catalog, {tile_id: [f"land with number{tile_id}"] for tile_id in range(1, 11)})
    assert catalog.channels.lexical("land number3").terms == ("land", "number3")
    monkeypatch.setattr(lexical, "COMMON_FROM", 5)
    found = catalog.channels.lexical("land number3")
    assert found.terms == ("number3",)
    assert found.tile_ids.tolist() == [3]


def test_only_described_tiles_answer(catalog: GeoPackageCatalog) -> None:
    put(catalog, count=3)
    say(catalog, {1: ["a lake"], 2: ["a lake"], 3: ["a road"]})
    assert catalog.channels.lexical("lake").tile_ids.tolist() == [1, 2]
    put(catalog, count=3, fingerprint="changed")
    assert catalog.channels.lexical("lake").tile_ids.tolist() == []
    describe(catalog, [2], words=("the lake",))
    assert catalog.channels.lexical("lake").tile_ids.tolist() == [2]


def test_an_empty_catalog_answers_nothing(catalog: GeoPackageCatalog) -> None:
    found = catalog.channels.lexical("lake")
    assert (found.tile_ids.tolist(), found.terms) == ([], ())


syntax = st.sampled_from(
    ['"', '""', "'", "*", "^", "+", "-", ":", "(", ")", "{", "}", "NEAR(", "AND", "OR", "NOT", "text:", "\0", "\ud800"]
)


@given(st.lists(st.one_of(st.text(), syntax, st.sampled_from(VOCABULARY))).map(" ".join))
def test_any_characters_in_a_question_are_harmless(spoken: GeoPackageCatalog, question: str) -> None:
    found = spoken.channels.lexical(question)
    assert ((found.scores >= 0) & (found.scores <= 1)).all()
    assert (np.diff(found.tile_ids) > 0).all()
    assert len(found.tile_ids) == len(found.scores) == len(found.description_ids)
    matched_words(question, ["a river"])


@given(st.text(), st.sampled_from(VOCABULARY), st.lists(syntax, max_size=4).map(" ".join))
def test_syntax_around_a_word_does_not_hide_it(spoken: GeoPackageCatalog, before: str, word: str, after: str) -> None:
    whole = set(spoken.channels.lexical(word).tile_ids.tolist())
    assert whole <= set(spoken.channels.lexical(f"{before} {word} {after}").tile_ids.tolist())


@given(st.text(), st.lists(st.text(), max_size=3))
def test_matched_words_are_words_of_the_question(question: str, texts: list[str]) -> None:
    found = matched_words(question, texts)
    assert all(word in question for word in found)
    assert len(set(found)) == len(found)


def test_matched_words_are_as_typed_and_in_order() -> None:
    texts = ["Several houses stand beside a flooded river.", "Muddy water"]
    assert matched_words("Flooding, the HOUSE and rivers; no snow", texts) == ("Flooding", "HOUSE", "rivers")
    assert matched_words("the and of", texts) == ()


def test_stems_are_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stems, "MAX_KNOWN", 3)
    for number in range(10):
        assert stems.stems_of_words([f"houses{number}", "rivers"])["rivers"] == ("river",)
        assert len(stems._stemmer()._known) <= 3


def test_questions_and_texts_are_stemmed_alike() -> None:
    assert f"tokenize = '{stems.TOKENIZER}'" in schema.FULL_TEXT


def test_remembered_counts_follow_what_is_written(catalog: GeoPackageCatalog) -> None:
    """Each new text with the word, and each that goes, changes what it weighs."""
    put(catalog, count=30)
    say(catalog, {i: [f"a lake number{i}", f"a road number{i}"] for i in range(1, 11)})
    for change in (
        lambda: say(catalog, {i: [f"a lake number{i}"] for i in range(11, 21)}),
        lambda: say(catalog, {i: [f"a road number{i}"] for i in range(11, 21)}),
        lambda: sql(catalog.path, "UPDATE texts SET text = 'a pond' WHERE text = 'a lake number1'"),
        lambda: sql(catalog.path, "INSERT INTO texts (text) VALUES ('a lake in another program')"),
        lambda: sql(catalog.path, "DELETE FROM texts WHERE text = 'a lake in another program'"),
    ):
        catalog.channels.lexical("lake")
        change()
        with open_catalog(catalog.path) as fresh:
            assert (
                catalog.channels.lexical("lake number3").scores.tolist()
                == fresh.channels.lexical("lake number3").scores.tolist()
            )
