"""More like this, less like this, and like a picture that no catalog knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.unit.catalog.made_up import MODEL, put

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.catalog.types import EmbedderInfo, TileResult
from tilescribe.describe.pictures import describe_picture
from tilescribe.domain.description import Caption, Description, DescriptionKind, VisualVector
from tilescribe.domain.query import Filters
from tilescribe.errors import EmptyQuestionError, InvalidOptionError, InvalidPictureError, UnknownTileError
from tilescribe.searching import search, similar, similar_to_captions, similar_to_picture
from tilescribe.testing import FakeCaptioner, HashEmbedder

EMBEDDER = HashEmbedder()
SAID = ("a harbour with ships", "a harbour with cranes", "a lake with boats", "bare fields", "a forest")


def said(*texts: str) -> Caption:
    return Caption(tuple(Description(DescriptionKind.SUMMARY, text, at) for at, text in enumerate(texts)))


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[GeoPackageCatalog]:
    """Tiles 1 to 5 say `SAID`; tile 6 says nothing yet."""
    with open_catalog(tmp_path / "area.gpkg", mode="a") as store:
        put(store, count=6)
        info = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
        results = [
            TileResult(number, content_hash=f"hash {number}", captions={MODEL: said(text)})
            for number, text in enumerate(SAID, start=1)
        ]
        store.write_batch(results, embedder=info, vectors=dict(zip(SAID, EMBEDDER.embed(SAID), strict=True)))
        yield store


def ranked(catalog: GeoPackageCatalog, question: str, **options: object) -> list[int]:
    answer = search(catalog, question, embedder=EMBEDDER, merge_places=False, **options)  # type: ignore[arg-type]
    return [hit.tile_id for hit in answer.hits]


def test_like_alone_is_a_question(catalog: GeoPackageCatalog) -> None:
    assert ranked(catalog, "", like=[2])[:2] == [2, 1]


def test_like_moves_a_question_towards_what_was_meant(catalog: GeoPackageCatalog) -> None:
    before, after = ranked(catalog, "boats"), ranked(catalog, "boats", like=[5])
    assert before.index(5) > after.index(5)
    assert after[0] == 3, "the question still counts for more"


def test_unlike_tiles_are_no_hits_and_their_kin_sink(catalog: GeoPackageCatalog) -> None:
    scores = {hit.tile_id: hit.score for hit in search(catalog, "a harbour", embedder=EMBEDDER).hits}
    others = {hit.tile_id: hit.score for hit in search(catalog, "a harbour", embedder=EMBEDDER, unlike=[1]).hits}
    assert 1 not in others
    assert others[2] < scores[2]
    assert set(ranked(catalog, "a harbour", unlike=[1], filters=Filters(levels_m=(128.0,)))) == {2, 3, 4, 5}


def test_tiles_without_a_description_cannot_be_meant(catalog: GeoPackageCatalog) -> None:
    for number in (6, 99):
        with pytest.raises(UnknownTileError, match=str(number)):
            ranked(catalog, "a lake", like=[number])


def test_neither_words_nor_tiles_is_no_question(catalog: GeoPackageCatalog) -> None:
    with pytest.raises(EmptyQuestionError):
        ranked(catalog, " ", unlike=[1])


def test_of_a_picture_that_was_not_understood_the_answer_says_so(catalog: GeoPackageCatalog) -> None:
    understood = said(SAID[0])
    assert not any(
        "unlike any" in notice for notice in similar_to_captions(catalog, [understood], embedder=EMBEDDER).notices
    )
    visual = VisualVector.unread(space=EMBEDDER.fingerprint, dim=EMBEDDER.dim)
    found = similar_to_captions(catalog, [replace(understood, visual=visual)], embedder=EMBEDDER)
    assert found.notices[0].startswith("The picture is unlike any that the model knows")


def test_a_picture_is_found_by_what_is_said_of_it_as_its_own_tile_would_be(catalog: GeoPackageCatalog) -> None:
    by_picture = similar_to_captions(catalog, [said(SAID[0])], embedder=EMBEDDER)
    by_tile = similar(catalog, 1, embedder=EMBEDDER)
    assert by_picture.hits[0].tile_id == 1
    assert by_picture.hits[0].score > 0.9
    assert [(hit.tile_id, hit.score) for hit in by_picture.hits[1:]] == [
        (hit.tile_id, hit.score) for hit in by_tile.hits
    ]


def test_a_picture_of_which_nothing_can_be_said_is_refused_with_the_reason(catalog: GeoPackageCatalog) -> None:
    with pytest.raises(InvalidPictureError, match="too dark"):
        similar_to_captions(catalog, [Caption(failure="too dark")], embedder=EMBEDDER)


def test_a_picture_file_is_found_as_what_its_captioner_says_of_it(catalog: GeoPackageCatalog, tmp_path: Path) -> None:
    pixels = np.full((40, 60, 3), (20, 60, 160), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    captioner = FakeCaptioner()
    by_file, by_pixels = (
        similar_to_picture(catalog, one, captioner=captioner, embedder=EMBEDDER)
        for one in (tmp_path / "photo.png", pixels)
    )
    by_captions = similar_to_captions(catalog, describe_picture(pixels, captioner), embedder=EMBEDDER)
    assert by_file.hits == by_pixels.hits == by_captions.hits
    assert by_file.question == "similar to a picture"


def test_what_is_wrong_about_a_picture_comes_to_light_before_anything_is_loaded(catalog: GeoPackageCatalog) -> None:
    with pytest.raises(InvalidPictureError, match=r"gone\.png"):
        similar_to_picture(catalog, "gone.png")
    with pytest.raises(InvalidOptionError, match="k = 0"):
        similar_to_picture(catalog, "gone.png", k=0)


def test_no_cosine_is_far_above_one_and_no_score_above_it_though_stored_vectors_are_a_little_too_long(
    tmp_path: Path,
) -> None:
    long = EMBEDDER.embed(["a lake"])[0] * np.float32(1.0004)
    with open_catalog(tmp_path / "area.gpkg", mode="a") as store:
        put(store, count=1)
        info = EmbedderInfo(EMBEDDER.name, EMBEDDER.fingerprint, EMBEDDER.dim)
        results = [TileResult(1, content_hash="hash", captions={MODEL: said("a lake")})]
        store.write_batch(results, embedder=info, vectors={"a lake": long})
        (hit,) = search(store, "a lake", embedder=EMBEDDER).hits
    assert hit.channels["dense"] == pytest.approx(1.0, abs=1e-3)
    assert 0.5 < hit.score <= 1.0
