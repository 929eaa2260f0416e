"""A question with another look at its best hits: ask, describe them anew, ask again, look closer, verify."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from tilescribe.cli.screen import warn
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from pathlib import Path

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe import Captioner
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.hit import Answer
    from tilescribe.domain.query import Filters
    from tilescribe.domain.question import Reading
    from tilescribe.embed.base import Embedder
    from tilescribe.searching.channels import Channels

__all__ = ["Asking", "Looks", "answer_of", "check_similar_to", "similar_to_image", "tell_of_loading", "tell_of_reading"]

_REASONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Asking:
    """What the user asks, whoever's descriptions it is put to; fields as the arguments of `tilescribe.search`."""

    question: str
    k: int
    offset: int
    threshold: float | None
    filters: Filters
    embedder: Embedder | None
    merge_levels: bool
    merge_places: bool = True
    exact: bool = False
    channels: Channels | None = None
    plain: bool = False

    def put_to(self, catalog: Catalog, *, captioner: str | None = None, top: int | None = None) -> Answer:
        """The answer; with `top` the best so many hits whatever page is asked for."""
        from tilescribe import search

        return search(
            catalog,
            self.question,
            k=self.k if top is None else top,
            offset=self.offset if top is None else 0,
            threshold=self.threshold,
            filters=self.filters,
            embedder=self.embedder,
            merge_levels=self.merge_levels,
            merge_places=self.merge_places,
            captioner=captioner,
            exact=self.exact,
            channels=self.channels,
            load=_told_encoder,
            reading="plain" if self.plain else "auto",
        )


@dataclass(frozen=True, slots=True)
class Looks:
    """At how many of the best hits a model looks again, and how; None for not at all."""

    deepen: int | None = None
    closer: int | None = None
    verify: int | None = None

    @property
    def any(self) -> bool:
        return self != Looks()

    def check(self) -> None:
        """Raises InvalidOptionError where a number is no number of hits."""
        for name in ("deepen", "closer", "verify"):
            count = getattr(self, name)
            if count is not None and count < 1:
                raise InvalidOptionError(
                    f"--{name} {count} is out of range", remedy="Give the number of hits, 1 or more"
                )


def _told_encoder(name: str) -> VisualEncoder:
    """An encoder, which is waited for: torch is imported, and its weights are read."""
    from tilescribe.describe.encoders import load_encoder

    encoder = load_encoder(name)
    warn(f"Loading {name}")
    return encoder


def answer_of(
    catalog: str, asking: Asking, *, captioner: str | None, prompt: str | None, looks: Looks
) -> tuple[Answer, str]:
    """The answer, and how the looks at its hits went: `done`, `partial` or `cancelled`.

    Raises:
        InvalidOptionError: the options do not go together.
    """
    from tilescribe import open_catalog
    from tilescribe.embed import embedder_in_use
    from tilescribe.searching.ranking import MAX_K, page_of

    looks.check()
    if looks.deepen is None and looks.verify is None and prompt is not None:
        raise InvalidOptionError(f"A prompt ({prompt!r}) needs --deepen", remedy="Add --deepen N, or leave it out")
    if not looks.any:
        with open_catalog(catalog) as store:
            if asking.embedder is None:
                tell_of_loading(embedder_in_use(store.embedders()))
            return asking.put_to(store, captioner=captioner), "done"
    from tilescribe.describe import close_captioner

    with ExitStack() as stack:
        model = _model(captioner, prompt, looks=looks)
        if model is not None:
            stack.callback(close_captioner, model)
        status = "done"
        if looks.deepen is not None:
            assert model is not None, "checked by _model"
            status = _deepened(catalog, asking, model, most=looks.deepen)
        store = stack.enter_context(open_catalog(catalog))
        if status == "cancelled":
            return asking.put_to(store), status
        looked_at = max(looks.closer or 0, looks.verify or 0)
        if looked_at > MAX_K:
            raise InvalidOptionError(
                f"{looked_at:,} hits are too many to look at again",
                remedy=f"Give at most {MAX_K:,}, better a few dozen",
            )
        answer = asking.put_to(store, top=max(looked_at, asking.offset + asking.k))
        if looks.closer is not None:
            # What answers questions about pictures gives no vectors of them.
            looking = model if looks.deepen is None and looks.verify is None else None
            answer, closer_status = _looked_closer(store, answer, asking, looking, most=looks.closer)
            status = closer_status if closer_status != "done" else status
        if looks.verify is not None and status != "cancelled":
            assert model is not None, "checked by _model"
            answer = _verified(store, answer, model, most=looks.verify)
    return page_of(answer, k=asking.k, offset=asking.offset), status


def check_similar_to(tile_id: int | None, image: Path | None, captioner: str | None) -> None:
    """Raises InvalidOptionError where it is not one of the two, or a captioner has no picture to look at."""
    if (tile_id is None) == (image is None):
        given = "neither is given" if image is None else f"tile {tile_id} and --image {image} are both given"
        raise InvalidOptionError(
            f"Tiles are similar to a tile or to a picture; {given}", remedy="Give either TILE_ID or --image FILE"
        )
    if image is None and captioner is not None:
        raise InvalidOptionError(
            f"--captioner {captioner} has no picture to look at", remedy="Add --image FILE, or leave it out"
        )


def similar_to_image(catalog: Catalog, image: Path, *, captioner: str | None, **options: Any) -> Answer:
    """What is like a picture; options as of `tilescribe.similar_to_picture`."""
    from tilescribe import similar_to_picture
    from tilescribe.config import DEFAULT_CAPTIONER
    from tilescribe.describe import close_captioner, load_captioner, notices_of
    from tilescribe.raster.pictures import read_picture

    pixels = read_picture(image)  # before a model is loaded, which may take long
    model = load_captioner(captioner or DEFAULT_CAPTIONER)
    try:
        for notice in notices_of(model):
            warn(notice)
        return similar_to_picture(catalog, pixels, captioner=model, **options)
    finally:
        close_captioner(model)


def tell_of_reading(question: str, reading: Reading) -> None:
    """Say how a question in parts was read, and what is to be known of that, on standard error."""
    from tilescribe.domain.question import read_as

    read = read_as(question, reading)
    for notice in read.notices:
        warn(notice)
    if not read.is_plain:
        warn(f"Read as: {read.reading}  (--plain takes it for plain words)")


def tell_of_loading(embedder: str) -> None:
    """Say what is waited for, where it is more than a moment."""
    from tilescribe.config import DEFAULT_EMBEDDER
    from tilescribe.embed import is_at_hand

    if is_at_hand(embedder):
        return
    once = ", and preparing it for quick questions: once on this machine" if embedder == DEFAULT_EMBEDDER else ""
    warn(f"Loading {embedder}{once}")


def _model(captioner: str | None, prompt: str | None, *, looks: Looks) -> Captioner | None:
    """The one that is named; None for the default one, which only a closer look has."""
    from tilescribe.describe import load_captioner, notices_of

    asks_model = looks.deepen is not None or looks.verify is not None
    if captioner is None:
        if not asks_model:
            return None
        raise InvalidOptionError(
            "--deepen and --verify need a model to look at the hits",
            remedy="Add --captioner with transformers:MODEL or openai:URL#MODEL; see `tilescribe models`",
        )
    model = load_captioner(captioner, prompt=prompt)
    if looks.deepen is None:  # a deeper look says so itself
        for notice in notices_of(model):
            warn(notice)
    return model


def _deepened(catalog: str, asking: Asking, model: Captioner, *, most: int) -> str:
    from tilescribe import open_catalog
    from tilescribe.cli.deepening import run_deepen
    from tilescribe.indexing import Deepening

    with open_catalog(catalog) as store:
        tile_ids = tuple(hit.tile_id for hit in asking.put_to(store, top=most).hits)
    chosen = Deepening(tile_ids=tile_ids)
    return run_deepen(catalog, captioner=model, deepening=chosen, embedder=asking.embedder, summary=False).status


def _looked_closer(
    store: Catalog, answer: Answer, asking: Asking, model: Captioner | None, *, most: int
) -> tuple[Answer, str]:
    from tilescribe.cli.interrupting import interruptible
    from tilescribe.cli.progress import Progress
    from tilescribe.searching import rerank_by_crops

    with interruptible() as cancel, Progress(quiet=False) as bar:
        reranking = rerank_by_crops(
            store,
            answer,
            most=most,
            captioner=model,
            embedder=asking.embedder,
            progress=partial(bar.advance, "Looking closer"),
            cancel=cancel,
        )
    status = "cancelled" if reranking.cancelled else "partial" if reranking.failures else "done"
    return reranking.answer, status


def _verified(store: Catalog, answer: Answer, model: Captioner, *, most: int) -> Answer:
    from tilescribe.cli.progress import Progress
    from tilescribe.searching import verify_hits

    with Progress(quiet=False) as bar:
        verification = verify_hits(
            store, answer, captioner=model, most=most, progress=partial(bar.advance, "Verifying hits")
        )
    for tile_id, reason in verification.failures[:_REASONS_SHOWN]:
        warn(f"Not verified: tile {tile_id}: {reason}")
    if len(verification.failures) > _REASONS_SHOWN:
        warn(f"… and {len(verification.failures) - _REASONS_SHOWN:,} more")
    return verification.answer
