"""Read pictures in parallel, one batch ahead of their processing."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.errors import PictureReadError
from tilescribe.evaluate.datasets import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Loaded", "Reader", "read_ahead"]

Reader = Callable[[Picture], "NDArray[np.uint8]"]
"""Opens a picture as (height, width, 3) uint8, or raises PictureReadError. Called from several threads."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A picture with its pixels, or with the reason why there are none."""

    position: int
    """In the data set."""
    picture: Picture
    pixels: NDArray[np.uint8] | None
    reason: str
    seconds: float
    """That reading took."""


def read_ahead(batches: Sequence[Sequence[tuple[int, Picture]]], *, read: Reader) -> Iterator[list[Loaded]]:
    """Batches of (position, picture), in order, each read while the one before it is worked on."""
    with ThreadPoolExecutor(config.reader_threads()) as pool:
        waiting: deque[list[Future[Loaded]]] = deque()
        try:
            for batch in batches:
                waiting.append([pool.submit(_load, at, picture, read) for at, picture in batch])
                if len(waiting) > 1:
                    yield [future.result() for future in waiting.popleft()]
            while waiting:
                yield [future.result() for future in waiting.popleft()]
        finally:
            pool.shutdown(cancel_futures=True)


def _load(position: int, picture: Picture, read: Reader) -> Loaded:
    started = time.perf_counter()
    try:
        pixels, reason = read(picture), ""
    except PictureReadError as error:
        pixels, reason = None, error.what
    return Loaded(position, picture, pixels, reason, time.perf_counter() - started)
