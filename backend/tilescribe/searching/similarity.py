"""Find tiles like a tile, or like a picture that no catalog knows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.catalog.query import Page, TileQuery
from tilescribe.domain.hit import Answer
from tilescribe.domain.query import Filters
from tilescribe.errors import InvalidPictureError
from tilescribe.searching.calibration import packaged_calibration
from tilescribe.searching.counter_evidence import CounterEvidence
from tilescribe.searching.feedback import text_vectors, tile_texts
from tilescribe.searching.ranking import (
    answer_of,
    check_filters,
    check_page,
    embedder_info,
    embedder_of,
    in_one_state,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.description import Caption
    from tilescribe.embed.base import Embedder
    from tilescribe.searching.space_scales import ScaledVector

__all__ = ["similar", "similar_to_captions", "similar_to_picture"]

_NOT_UNDERSTOOD = (
    "The picture is unlike any that the model knows: hits are like it in what was measured of it, at most."
)


@dataclass(frozen=True, slots=True)
class _Model:
    """What tiles are compared with."""

    texts: Sequence[str]
    visual: NDArray[np.float32] | None
    """(dim,) in the space of the embedder."""
    leave_out: int | None
    """The tile itself."""
    name: str
    """What stands in the answer for a question."""
    spaces: Mapping[str, ScaledVector] = field(default_factory=dict)
    """Its picture in the spaces of visual encoders."""


def similar(
    catalog: Catalog,
    tile_id: int,
    *,
    k: int = 20,
    offset: int = 0,
    threshold: float | None = None,
    filters: Filters | None = None,
    embedder: Embedder | None = None,
    merge_levels: bool = True,
    merge_places: bool = True,
    exact: bool = False,
) -> Answer:
    """Tiles that are described like this one, which is itself left out.

    Likeness in words is the mean, over the descriptions of the tile, of the best cosine with any description of the
    other; where both have been seen without words, likeness to the eye counts as much: the cosine of the two visual
    vectors, and of those of visual encoders, which need not be installed, in every space that has both. The score is
    the probability that both show the same kind of place. Arguments and errors as in `search`.

    Raises:
        UnknownTileError: no such tile, or it is not described.
    """
    page = Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels, merge_places=merge_places)
    check_page(page)
    check_filters(filters or Filters())
    tile_texts(catalog, tile_id)  # what is wrong with the question comes to light before a model is loaded
    embedder = embedder or embedder_of(catalog)

    def ask() -> Answer:
        texts = tile_texts(catalog, tile_id)
        shown = catalog.visual_vector(tile_id, space=embedder_info(catalog, embedder).fingerprint)
        space = embedder_info(catalog, embedder).fingerprint
        spaces = _like(catalog, tile_id, space)
        model = _Model(texts, shown, tile_id, f"similar to tile {tile_id}", spaces)
        return _answer(catalog, model, page, filters=filters or Filters(), embedder=embedder, exact=exact)

    return in_one_state(catalog, ask)


def similar_to_picture(
    catalog: Catalog,
    picture: str | Path | NDArray[np.uint8],
    *,
    k: int = 20,
    offset: int = 0,
    threshold: float | None = None,
    filters: Filters | None = None,
    captioner: Captioner | None = None,
    embedder: Embedder | None = None,
    merge_levels: bool = True,
    merge_places: bool = True,
    exact: bool = False,
) -> Answer:
    """Tiles that are described as a picture is, which needs no georeference. Score and arguments as in `similar`.

    Args:
        catalog: An open catalog.
        picture: A JPEG, PNG, WebP or TIFF file, or (height, width, 3) uint8 in red, green, blue. Taken from straight
            above, and of the size of a tile, it says most.
        k, offset, threshold, filters, embedder, merge_levels, merge_places, exact: As in `similar`.
        captioner: What looks at the picture; default is `builtin`.

    Raises:
        InvalidPictureError: the file cannot be read, or nothing is said of what it shows.
        ModelError: the captioner cannot be loaded.
    """
    from tilescribe.describe.pictures import describe_picture
    from tilescribe.raster.pictures import read_picture

    # What is wrong with the question comes to light before a model is loaded.
    check_page(Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels, merge_places=merge_places))
    check_filters(filters or Filters())
    pixels = read_picture(picture) if isinstance(picture, str | Path) else picture
    with _loaded(captioner) as model:
        captions = describe_picture(pixels, model)
    return similar_to_captions(
        catalog,
        captions,
        k=k,
        offset=offset,
        threshold=threshold,
        filters=filters,
        embedder=embedder,
        merge_levels=merge_levels,
        merge_places=merge_places,
        exact=exact,
    )


def similar_to_captions(
    catalog: Catalog,
    captions: Sequence[Caption],
    *,
    k: int = 20,
    offset: int = 0,
    threshold: float | None = None,
    filters: Filters | None = None,
    embedder: Embedder | None = None,
    merge_levels: bool = True,
    merge_places: bool = True,
    exact: bool = False,
) -> Answer:
    """Tiles that are described as a picture is, by what captioners say of it. Score and arguments as in `similar`.

    Raises:
        InvalidPictureError: nothing is said of the picture.
    """
    page = Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels, merge_places=merge_places)
    check_page(page)
    embedder = embedder or embedder_of(catalog)
    texts = list(dict.fromkeys(one.text for caption in captions for one in caption.descriptions))
    if not texts:
        reason = next((caption.failure for caption in captions if caption.failure), "it shows nothing")
        raise InvalidPictureError(f"Nothing can be said of the picture ({reason})", remedy="Choose another picture")
    seen = [
        caption.visual
        for caption in captions
        if caption.visual and caption.visual.is_read and caption.visual.space == embedder.fingerprint
    ]
    model = _Model(texts, seen[0].array() if seen else None, None, "similar to a picture")
    chosen = filters or Filters()
    answer = in_one_state(
        catalog, lambda: _answer(catalog, model, page, filters=chosen, embedder=embedder, exact=exact)
    )
    if any(caption.visual and not caption.visual.is_read for caption in captions):
        answer = replace(answer, notices=(_NOT_UNDERSTOOD, *answer.notices))
    return answer


def _like(catalog: Catalog, tile_id: int, space: str) -> Mapping[str, ScaledVector]:
    if not any(one.visual_models and not one.has_texts for one in catalog.spaces()):
        return {}
    from tilescribe.searching.visual_spaces import like_picture

    return like_picture(catalog, tile_id, besides=space)


@contextmanager
def _loaded(captioner: Captioner | None) -> Iterator[Captioner]:
    """The caller's, or `builtin`, which is closed afterwards."""
    if captioner is not None:
        yield captioner
        return
    from tilescribe.describe import close_captioner, load_captioner

    model = load_captioner(config.DEFAULT_CAPTIONER)
    try:
        yield model
    finally:
        close_captioner(model)


def _answer(
    catalog: Catalog, model: _Model, page: Page, *, filters: Filters, embedder: Embedder, exact: bool
) -> Answer:
    started = time.monotonic()
    check_filters(filters)
    space = embedder_info(catalog, embedder).fingerprint
    visual = {} if model.visual is None else {space: model.visual}
    weights = packaged_calibration().likeness()
    if model.spaces:
        from tilescribe.searching.visual_spaces import with_scales

        visual |= {other: one.vector for other, one in model.spaces.items()}
        weights = with_scales(weights, model.spaces)
    ranking = catalog.search(
        TileQuery(
            space=space,
            text=text_vectors(catalog, model.texts, embedder),
            visual=visual,
            weights=weights,
            filters=filters,
            exclude=() if model.leave_out is None else (model.leave_out,),
            page=page,
            exact=exact,
        )
    )
    seconds = time.monotonic() - started
    return answer_of(
        ranking,
        question=model.name,
        offset=page.offset,
        embedder=embedder.name,
        seconds=seconds,
        evidence=CounterEvidence(weights),
    )
