"""What each kind of job does, in the worker's process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from tilescribe import config
from tilescribe.service.jobs.messages import Ended, Happened, Message
from tilescribe.service.jobs.meter import Meter
from tilescribe.service.schemas import jobs as schemas

if TYPE_CHECKING:
    from tilescribe.domain.events import Event
    from tilescribe.indexing import IndexOptions
    from tilescribe.service.loaders import Loaders

__all__ = ["perform"]


TOP_HITS = 50
"""Of a question, where a deeper look names no limit."""


def perform(
    request: dict[str, Any], *, catalog: str | None, loaders: Loaders, cancel: threading.Event
) -> Iterator[Message]:
    """Do a job and tell of it; the last message is `Ended`, unless an exception ends it.

    Args:
        request: A `JobRequest`.
        catalog: Path of the catalog it is about.
        loaders: How names become models.
        cancel: When it is set, the batch in flight is finished, and no other begun.
    """
    job: schemas.JobRequest = TypeAdapter(schemas.JobRequest).validate_python(request)
    work = _WORK[job.kind]
    yield from work(job, catalog or "", loaders, cancel)


def _index(job: schemas.IndexJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    yield Meter().step("loading", 0, None)
    from tilescribe.indexing import index

    options = _options(job, _embedder_of(catalog, job.embedder))
    captioner, embedder = loaders.captioner(job.captioner, job.prompt), loaders.embedder(options.embedder)
    encoders = [loaders.encoder(name) for name in dict.fromkeys(job.visual)]
    paths = job.paths or _known_paths(catalog)
    yield from _told(
        index(
            paths,
            catalog=catalog,
            options=options,
            captioner=captioner,
            embedder=embedder,
            encoders=encoders,
            cancel=cancel,
        )
    )


def _options(job: schemas.IndexJob, embedder: str) -> IndexOptions:
    from tilescribe.domain.period import parse_acquisition, parse_period
    from tilescribe.indexing import IndexOptions

    return IndexOptions(
        captioner=job.captioner,
        prompt=job.prompt,
        visual=tuple(job.visual),
        embedder=embedder,
        levels_m=tuple(sorted(set(job.levels_m))) if isinstance(job.levels_m, list) else None,
        auto_levels=job.levels_m == "auto",
        overlap=job.overlap,
        profile=job.profile,
        acquired=parse_acquisition(job.acquired) if job.acquired is not None else None,
        label=job.label,
        nodata=job.nodata,
        since=parse_period(job.since).start if job.since is not None else None,
        prune=job.prune,
        force=job.force,
        build_overviews=job.build_overviews,
    )


def _compare(job: schemas.CompareJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    yield Meter().step("loading", 0, None)
    from tilescribe.comparing import CompareOptions, check_comparison, compare

    options = CompareOptions(
        before=job.before,
        after=job.after,
        captioner=job.captioner,
        prompt=job.prompt,
        embedder=_embedder_of(catalog, job.embedder),
    )
    check_comparison(catalog, options)  # before a model is waited for
    captioner = loaders.change_captioner(job.captioner, job.prompt)
    embedder = loaders.embedder(str(options.embedder))
    yield from _told(compare(catalog, options=options, captioner=captioner, embedder=embedder, cancel=cancel))


def _deepen(job: schemas.DeepenJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    from tilescribe.catalog import open_catalog
    from tilescribe.indexing import Deepening, deepen
    from tilescribe.service.exporting import answer_of
    from tilescribe.service.schemas.searching import Filtered, SearchRequest
    from tilescribe.service.search_requests import embedder_name, filters_of

    place: dict[str, Any] = {"bbox": job.bbox, "area": job.area}
    tile_ids = None
    yield Meter().step("loading", 0, None)
    with open_catalog(catalog) as store:
        embedder = loaders.embedder(embedder_name(store))
        if job.question is not None:
            asked = SearchRequest(question=job.question, k=job.limit or TOP_HITS, **place)
            tile_ids = tuple(hit.tile_id for hit in answer_of(store, asked, loaders).hits)
    deepening = Deepening(filters=filters_of(Filtered(**place)), most=job.limit, tile_ids=tile_ids)
    captioner = loaders.captioner(job.captioner, job.prompt)
    yield from _told(deepen(catalog, captioner=captioner, deepening=deepening, embedder=embedder, cancel=cancel))


def _reembed(job: schemas.ReembedJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    from tilescribe.indexing import reembed

    meter, done = Meter(), 0
    yield meter.step("loading", 0, None)
    embedder = loaders.embedder(job.embedder)
    for event in reembed(catalog, embedder=embedder, cancel=cancel):
        done = event.done
        yield from meter.messages(event)
    yield Ended("cancelled" if cancel.is_set() else "done", {"texts": done, "embedder": embedder.name})


def _verify(job: schemas.VerifyJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    from tilescribe.catalog import open_catalog

    yield Meter().step("checking", 0, None)
    with open_catalog(catalog, mode="w" if job.repair else "r") as store:
        findings = store.verify(repair=job.repair)
        left = store.verify() if job.repair and findings else findings
    yield Ended("done", {"findings": findings, "left": left, "sound": not left})


def _export(job: schemas.ExportJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    from tilescribe.catalog import open_catalog
    from tilescribe.searching import Output, format_for, write_answer
    from tilescribe.service.catalog_registry import absolute
    from tilescribe.service.exporting import answer_of, everything

    path = absolute(job.path)
    kind = format_for(path, None)
    meter = Meter()
    with open_catalog(catalog) as store:
        output = Output(path, overwrite=job.overwrite, inputs=tuple(raster.path for raster in store.rasters()))
        output.check()
        yield meter.step("writing", 0, None)
        found = everything(store) if job.search is None else answer_of(store, job.search, loaders)
        if not cancel.is_set():
            write_answer(found, output, kind=kind)
    state = "cancelled" if cancel.is_set() else "done"
    yield Ended(state, {"path": str(path), "features": len(found.hits)})  # type: ignore[arg-type]  # one of two words


def _heat_map(job: schemas.HeatMapJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    from tilescribe.service.heat_mapping import Drawing, check_drawable, told

    check_drawable(job.search)  # before a model is waited for
    meter = Meter()
    yield meter.step("loading", 0, None)
    with Drawing(job, catalog, loaders, cancel) as drawing:
        for done, total in drawing.blocks():
            yield meter.step("writing", done, total)
        drawn = drawing.result()
    yield Ended("cancelled") if drawn is None else Ended("done", told(drawn))


def _download(job: schemas.DownloadJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> Iterator[Message]:
    yield Meter().step("downloading", 0, None)
    family, colon, model = job.model.partition(":")
    if colon and family == "transformers":
        from tilescribe.describe.vlm.local.downloading import download, look_up

        offer = look_up(model)
        download(offer)
        told = {"name": job.model, "source": "download", "licence": offer.licence, "size_bytes": offer.size_bytes}
        yield Ended("done", told)
    else:
        from tilescribe.embed import fetch_embedder

        name, source = fetch_embedder(job.model)
        yield Ended("done", {"name": name, "source": source})


def _told(happenings: Iterator[Event]) -> Iterator[Message]:
    """The events of a run as messages, with its end."""
    from tilescribe.domain.events import RunFinished

    meter = Meter()
    for event in happenings:
        if isinstance(event, RunFinished):
            yield Happened("progress", progress=meter.progress)
            counts = asdict(event)
            status, _ = counts.pop("status"), counts.pop("run_id")
            yield Ended(status, counts)
        else:
            yield from meter.messages(event)


def _known_paths(catalog: str) -> list[str]:
    from tilescribe.catalog import open_catalog

    with open_catalog(catalog) as store:
        return [raster.path for raster in store.rasters()]


def _embedder_of(catalog: str, chosen: str | None) -> str:
    """The one asked for, else the one that the catalog's vectors are of."""
    from tilescribe.catalog import is_catalog, open_catalog
    from tilescribe.embed import embedder_in_use

    if chosen is not None:
        return chosen
    if not is_catalog(catalog):
        return config.DEFAULT_EMBEDDER
    with open_catalog(catalog) as store:
        return embedder_in_use(store.embedders())


_WORK: dict[str, Callable[[Any, str, Any, threading.Event], Iterator[Message]]] = {
    "index": _index,
    "compare": _compare,
    "deepen": _deepen,
    "reembed": _reembed,
    "verify": _verify,
    "export": _export,
    "heatmap": _heat_map,
    "download": _download,
}
