"""Heat maps as jobs: drawn in a thread of their own, so that each block is told of, and the map can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from tilescribe.domain.heat_raster import HeatRaster
from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from tilescribe.service.loaders import Loaders
    from tilescribe.service.schemas.jobs import HeatMapJob
    from tilescribe.service.schemas.searching import SearchRequest

__all__ = ["Drawing", "check_drawable", "told"]


def check_drawable(request: SearchRequest) -> None:
    """A map has one value a place, from one question.

    Raises:
        InvalidOptionError: the request asks for more than that.
    """
    names = [name for name in ("like", "unlike", "was", "closer", "verify") if getattr(request, name)]
    if names:
        raise InvalidOptionError(
            f"A heat map is drawn of one question, not of {', '.join(names)}",
            remedy="Ask in words only, or what has changed",
        )


class Drawing:
    """A map that is drawn in a thread of its own while the block lasts; it is stopped where that ends early."""

    def __init__(self, job: HeatMapJob, catalog: str, loaders: Loaders, cancel: threading.Event) -> None:
        self._job, self._catalog, self._loaders = job, catalog, loaders
        self._cancel = cancel
        self._left = threading.Event()
        self._steps: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
        self._drawn: HeatRaster | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._work, name="tilescribe-heat-map")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._left.set()
        self._thread.join()

    def blocks(self) -> Iterator[tuple[int, int]]:
        """(done, of how many) as the work goes on, until it has ended."""
        while (step := self._steps.get()) is not None:
            yield step

    def result(self) -> HeatRaster | None:
        """What was drawn, once `blocks` has ended; None where it was cancelled, and nothing is left of the map then.

        Raises:
            TilescribeError: as `tilescribe.heat_map` and `tilescribe.searching.change_map`.
        """
        if self._error is not None:
            raise self._error
        return self._drawn

    def _work(self) -> None:
        try:
            if not self._cancel.is_set():
                self._drawn = _drawn(self._job, self._catalog, self._loaders, self._advance)
        except _StoppedError:
            self._drawn = None
        except Exception as error:  # noqa: BLE001 - raised again in the thread of the job
            self._error = error
        finally:
            self._steps.put(None)

    def _advance(self, done: int, total: int) -> None:
        self._steps.put((done, total))
        if self._cancel.is_set() or self._left.is_set():
            raise _StoppedError


def told(drawn: HeatRaster) -> dict[str, Any]:
    """The result of the job, as JSON."""
    return {**asdict(drawn), "path": str(drawn.path), "style": str(drawn.style)}


class _StoppedError(Exception):
    """The map is no longer wanted."""


def _drawn(job: HeatMapJob, catalog: str, loaders: Loaders, advance: Callable[[int, int], None]) -> HeatRaster:
    from tilescribe.catalog import open_catalog
    from tilescribe.comparing import open_changes
    from tilescribe.searching import change_map, heat_map
    from tilescribe.service.catalog_registry import absolute
    from tilescribe.service.search_requests import embedder_name, filters_of

    asked, path = job.search, absolute(job.path)
    common: dict[str, Any] = {
        "resolution_m": job.resolution_m,
        "crs": job.crs,
        "filters": filters_of(asked),
        "overwrite": job.overwrite,
        "progress": advance,
    }
    with open_changes(catalog) if asked.changed else open_catalog(catalog) as store:
        if asked.changed and not asked.question.strip():
            return change_map(store, path, **common)
        return heat_map(
            store,
            asked.question,
            path,
            embedder=loaders.embedder(asked.embedder or embedder_name(store)),
            captioner=asked.captioner,
            reading=asked.reading,
            **common,
        )
