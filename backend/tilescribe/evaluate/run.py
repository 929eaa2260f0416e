"""One evaluation from pictures and captions to a report, as a generator of events."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.catalog import open_catalog
from tilescribe.describe import with_facts
from tilescribe.describe.change_registry import with_change_facts
from tilescribe.describe.encoders import close_encoder, load_encoder
from tilescribe.embed import load_embedder
from tilescribe.evaluate.events import EvaluationFinished, EvaluationStarted
from tilescribe.evaluate.inputs import Inputs, load_inputs
from tilescribe.evaluate.measurements import Measurements
from tilescribe.evaluate.options import EvaluateOptions
from tilescribe.evaluate.pair_measurements import PairMeasurements
from tilescribe.evaluate.results import EvaluationReport
from tilescribe.evaluate.score import check_calibration
from tilescribe.searching import require_scores
from tilescribe.searching.own_calibrations import check_writable

if TYPE_CHECKING:
    from os import PathLike

    from tilescribe.describe.base import Captioner
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder

__all__ = ["evaluate"]


def evaluate(
    images: str | PathLike[str],
    captions: str | PathLike[str] | None = None,
    *,
    catalog: str | PathLike[str] | None = None,
    options: EvaluateOptions | None = None,
    captioner: Captioner | None = None,
    embedder: Embedder | None = None,
    encoders: Sequence[VisualEncoder] | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[Event]:
    """Measure how well the search finds pictures by their captions or classes.

    Every picture becomes one tile of a catalog, described and embedded as in an index; every question goes through the
    formulas of `search`. The run is a generator; nothing happens before the first event is asked for, and closing it
    (or setting `cancel`) keeps all that was described.

    Args:
        images: Folder or zip of pictures or GeoTIFFs.
        captions: Captions or labels, in a format of `load_dataset`; with `options.pairs` of `load_pairs`.
        catalog: The GeoPackage to create or continue, for descriptions of this captioner only. None makes one that is
            deleted in the end.
        options: What the user decided; defaults serve.
        captioner: An instance to use instead of `options.captioner`.
        embedder: An instance to use instead of `options.embedder`.
        encoders: Instances to use instead of `options.visual`.
        cancel: Set it from any thread to stop at the next event.

    Yields:
        Events in order; the last one is always `EvaluationFinished`, unless an exception ends the run.

    Raises:
        DatasetError: Pictures, captions or descriptions cannot be used, or nothing is left to measure.
        InvalidOptionError: Options that contradict each other, or a catalog with another captioner's descriptions
            or of a form that cannot score all tiles at once; with `calibrate` also where nothing is to be calibrated.
        TooFewCaptionsError: Too few captions to calibrate with.
        OutputError: A calibration cannot be kept.
        CatalogError, ModelError: As in `index`.
    """
    options = options or EvaluateOptions()
    cancel = cancel or threading.Event()
    inputs = load_inputs(
        Path(images), None if captions is None else Path(captions), options=options, captioner=captioner
    )
    yield EvaluationStarted(
        dataset=inputs.dataset.name,
        pictures=len(inputs.pictures),
        captions=sum(len(picture.captions) for picture in inputs.pictures),
        labelled=sum(picture.scene is not None for picture in inputs.pictures),
        problems=inputs.problems,
        pairs=options.pairs,
    )
    work = _work(inputs, catalog, options, embedder, encoders, cancel)
    report: EvaluationReport | None = None
    while True:
        try:
            event = next(work)
        except StopIteration as finished:
            report = finished.value
            break
        yield event
        if cancel.is_set():
            work.close()
            break
    yield EvaluationFinished(_status(report), report)


def _work(
    inputs: Inputs,
    catalog: str | PathLike[str] | None,
    options: EvaluateOptions,
    embedder: Embedder | None,
    encoders: Sequence[VisualEncoder] | None,
    cancel: threading.Event,
) -> Generator[Event, None, EvaluationReport | None]:
    started, clock = datetime.now(UTC), time.monotonic()
    # As in an index: what is measured goes with every captioner.
    captioners = (with_change_facts if options.pairs else with_facts)(inputs.captioner)
    embedder = embedder or load_embedder(options.embedder)
    with ExitStack() as stack:
        if encoders is None:
            encoders = [_loaded(name, stack) for name in dict.fromkeys(options.visual)]
        if options.calibrate:
            captioned = sum(bool(picture.captions) for picture in inputs.pictures)
            check_calibration(captioned, embedder=embedder, encoders=encoders)
            check_writable()
        if catalog is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tilescribe-evaluate-"))
            catalog = Path(folder) / "evaluation.gpkg"
        store = stack.enter_context(open_catalog(catalog, mode="a"))
        require_scores(store)
        kind = PairMeasurements if options.pairs else Measurements
        measurements = kind(inputs, options, store, captioners, embedder, encoders, cancel)
        yield from measurements.take()
        return measurements.report(
            started=started.isoformat(timespec="seconds"), duration_s=round(time.monotonic() - clock, 3)
        )


def _loaded(name: str, stack: ExitStack) -> VisualEncoder:
    encoder = load_encoder(name)
    stack.callback(close_encoder, encoder)
    return encoder


def _status(report: EvaluationReport | None) -> str:
    if report is None:
        return "cancelled"
    refused = report.calibration is not None and report.calibration.refused is not None
    return "partial" if report.dataset.problems or refused else "done"
