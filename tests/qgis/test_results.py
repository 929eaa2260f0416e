from __future__ import annotations

import pytest
from qgis_plugin.core.files import file_name
from qgis_plugin.core.filters import AREA, DATES, THRESHOLD, Filters
from qgis_plugin.core.formatting import format_acquisition_period, format_period
from qgis_plugin.core.highlighting import best_sentence, term_spans
from qgis_plugin.core.protocol import Mark, SearchRequest, SimilarityTarget, SimilarRequest
from qgis_plugin.core.protocol.catalogs import Period
from qgis_plugin.core.results import (
    CONFIRMED,
    REJECTED,
    Results,
    acquisition_text,
    fine_print,
    heading,
    raster_label,
    verdict_of,
)
from tests.qgis.made_up import answer, hit, results


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Two flooded houses.", ("flooding", "house"), ["flooded", "houses"]),
        ("A Bridge over water", ("bridges",), ["Bridge"]),
        ("Ein Straßenzug", ("straßenzug",), ["Straßenzug"]),
        ("A riverside road", ("river",), []),
        ("Nothing of it.", (), []),
    ],
)
def test_words_are_found_in_their_other_forms(text, words, marked):
    assert [text[start : start + length] for start, length in term_spans(text, words)] == marked


def test_the_sentence_with_most_of_the_words_heads_a_hit():
    assert heading(hit()) == "A bridge crosses the flooded river."


def test_the_first_sentence_heads_a_hit_where_no_word_matched():
    assert best_sentence("A lake. A road.", ()) == "A lake."


def test_a_hit_without_description_has_an_empty_heading():
    assert heading(hit(summary="", matched="", words=())) == ""


def test_the_fine_print_leaves_out_an_unknown_date():
    assert acquisition_text(hit(acquired=None)) == ""
    assert fine_print(hit(acquired=None)) == "90 % · 112 m · scene_20260914.tif"


@pytest.mark.parametrize(
    ("acquired", "shown"),
    [
        ("2026-09-14T10:30:00.5Z", "2026-09-14"),
        ("2026-09-14T23:59:59Z", "2026-09-14"),
        ("2026-09", "2026-09"),
        ("1952", "1952"),
    ],
)
def test_a_date_is_shown_as_it_is_told(acquired, shown):
    """Python 3.9 reads fractions of a second with three or six digits only, and no months and years."""
    assert acquisition_text(hit(acquired=acquired)) == shown
    assert format_period(Period(first=acquired, last=acquired)) == shown


@pytest.mark.parametrize(
    "path", ["/data/a.tif", r"C:\data\a.tif", r"\\server\share\a.tif", "C:/data/a.tif", "a.tif", "/data/a.tif/"]
)
def test_a_file_has_its_name_whatever_system_its_path_is_of(path):
    assert file_name(path) == "a.tif"


def test_a_hit_whose_file_is_gone_says_so():
    assert fine_print(hit(available=False)).endswith("scene_20260914.tif (file gone)")
    assert raster_label(hit()) == "scene_20260914.tif"


def test_results_survive_being_packed():
    mark = Mark(CONFIRMED, note="seen on foot", updated="2026-09-15T08:00:00Z", question="flooding river")
    before = results(3).with_marks({102: mark})
    assert Results.loads(before.dumps()) == before


def test_similar_results_survive_being_packed():
    before = results(2, request=SimilarRequest(to=SimilarityTarget(point=(15.0, 47.9)), levels_m=(112.0,)))
    assert Results.loads(before.dumps()) == before


@pytest.mark.parametrize("text", ["", "nonsense", "bm9uc2Vuc2U="])
def test_what_is_no_packed_text_is_refused(text):
    with pytest.raises(ValueError):
        Results.loads(text)


def test_marks_are_put_on_their_tiles_and_taken_away_again():
    marked = results(3).with_marks({101: Mark(REJECTED, question="flooding river")})
    assert [verdict_of(hit) for hit in marked.hits] == [REJECTED, None, None]
    assert [hit.tile_id for hit in marked.hits_with_verdict(REJECTED)] == [101]
    assert marked.with_marks({101: None}).hits == results(3).hits


def test_filters_are_read_from_a_request_and_put_into_another():
    filters = Filters.from_request(SearchRequest(question="a", k=7, threshold=0.5, bbox=(1.0, 2.0, 3.0, 4.0)))
    assert filters.active == (AREA, THRESHOLD)
    assert filters.apply_to(SimilarRequest(to=SimilarityTarget(tile_id=1))) == SimilarRequest(
        to=SimilarityTarget(tile_id=1), k=7, threshold=0.5, bbox=(1.0, 2.0, 3.0, 4.0)
    )
    assert filters.without(AREA).bbox is None


def test_without_candidates_the_filters_are_to_blame_and_not_the_threshold():
    request = SearchRequest(question="a", threshold=0.9, bbox=(1.0, 2.0, 3.0, 4.0), acquired_from="2026-01-01")
    assert results(0, request=request, answer=answer(0, candidates=0)).removable_filters() == (AREA, DATES)


def test_with_candidates_the_threshold_is_to_blame():
    request = SearchRequest(question="a", threshold=0.9, bbox=(1.0, 2.0, 3.0, 4.0))
    assert results(0, request=request, answer=answer(0)).removable_filters() == (THRESHOLD,)


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("1985-01-01T00:00:00Z", "1985-12-31T23:59:59.999000Z", "1985"),
        ("2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999000Z", "2024-02"),
        ("2024-02-01T00:00:00Z", "2024-02-01T23:59:59.999000Z", "2024-02-01"),
        ("2024-02-01T10:20:30Z", None, "2024-02-01"),
        ("2024-02-01T10:20:30Z", "2024-02-03T10:20:30Z", "2024-02-01 – 2024-02-03"),
        (None, None, ""),
    ],
)
def test_a_time_is_shown_as_exactly_as_it_is_known(start, end, shown):
    assert format_acquisition_period(start, end) == shown
