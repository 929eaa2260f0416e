"""Candidates out of codes, scored exactly, beside flat FAISS, HNSW and usearch: time, memory and recall by size.

`python -m benchmarks.scale 100000 10000000` takes other sizes than `make bench`. 10 million vectors need 8 GB of disk.
"""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Result, at_least, at_most
from benchmarks.spectrum import MadeUp
from tilescribe.catalog.geopackage import code_index
from tilescribe.catalog.geopackage.shortlist import first_count
from tilescribe.catalog.query import Page

SIZES = (100_000, 1_000_000)
GRAPHS_UP_TO = 100_000
"""Vectors of which graphs are made: of a million it takes the better part of an hour on two cores."""
DIM = 384
K = 100
QUESTIONS = 40
PIECE = 50_000
LINKS = 32
"""Of a vector in a graph; its lists while building and searching have `WIDTH`."""
WIDTH = 256

Vectors = NDArray[Any]
Nearest = Callable[[NDArray[np.float32]], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class _Measured:
    recall: float
    """Mean share of the true best `K`."""
    question_s: float
    """Median."""


def measure(sizes: tuple[int, ...] = SIZES) -> list[Result]:
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            made_up = MadeUp.of_seed(1)
            vectors = _written(Path(folder) / "vectors.bin", made_up, size)
            questions = made_up.draw_texts(np.random.default_rng(99), QUESTIONS)
            results += _measured(vectors, questions)
            del vectors
    return results


def _measured(vectors: Vectors, questions: NDArray[np.float32]) -> list[Result]:
    name = f"{len(vectors) / 1e6:g} M"
    true, flat_s = _flat(vectors, questions)
    index, build_s = _timed(lambda: _codes(vectors))
    size = len(code_index.serialized(index)) / len(vectors)
    codes = code_index.CodeIndex((index,), len(vectors), len(vectors))
    ours = _asked(lambda question: _rescored(vectors, codes, question), questions, true)
    results = [
        at_least(
            f"{name}, codes and exact scores: recall@{K}",
            ours.recall,
            0.99,
            detail=f"built in {build_s:.0f} s; float32 vectors are scored, which the system may drop from memory",
        ),
        at_most(f"{name}, codes: memory for a vector", size, 50 + 1e6 / len(vectors), unit=" bytes"),
        at_most(f"{name}, codes and exact scores: time of a question", 1e3 * ours.question_s, 20, unit=" ms"),
        Result(
            f"{name}, flat FAISS: time of a question",
            1e3 * flat_s,
            "beside",
            True,
            f"recall 1; {4 * DIM} bytes a vector; {flat_s / ours.question_s:.1f} times as long as codes",
            " ms",
        ),
    ]
    for kind, build in (("HNSW of FAISS", _hnsw), ("usearch", _usearch)) if len(vectors) <= GRAPHS_UP_TO else ():
        try:
            (search, bytes_a_vector), build_s = _timed(lambda build=build: build(vectors))  # type: ignore[misc]
        except ImportError as error:
            print(f"{kind} is left out: {error}", file=sys.stderr)
            continue
        graph = _asked(search, questions, true)
        detail = f"recall {graph.recall:.3f}; {bytes_a_vector:.0f} bytes a vector; built in {build_s:.0f} s"
        results.append(
            Result(f"{name}, {kind}: time of a question", 1e3 * graph.question_s, "beside", True, detail, " ms")
        )
    return results


def _written(path: Path, made_up: MadeUp, size: int) -> Vectors:
    """(size, DIM) float16 on disk, mapped: half of what float32 takes, and what a catalog keeps."""
    vectors = np.memmap(path, dtype=np.float16, mode="w+", shape=(size, DIM))
    rng = np.random.default_rng(7)
    for start in range(0, size, PIECE):
        vectors[start : start + PIECE] = made_up.draw_texts(rng, min(PIECE, size - start))
    return vectors


def _pieces(vectors: Vectors) -> Iterator[NDArray[np.float32]]:
    for start in range(0, len(vectors), PIECE):
        yield vectors[start : start + PIECE].astype(np.float32)


def _flat(vectors: Vectors, questions: NDArray[np.float32]) -> tuple[NDArray[np.int64], float]:
    """(the true best (questions, K); seconds of a question over all of them, reading and widening aside)."""
    import faiss

    best = faiss.ResultHeap(len(questions), K, keep_max=True)
    seconds, start = 0.0, 0
    for piece in _pieces(vectors):
        flat = faiss.IndexFlatIP(DIM)
        flat.add(piece)
        scores, rows = flat.search(questions, K)
        best.add_result(scores, rows + start)
        seconds += min(_timed(lambda flat=flat: flat.search(questions[:1], K))[1] for _ in range(3))  # type: ignore[misc]
        start += len(piece)
    best.finalize()
    return best.I, seconds


def _codes(vectors: Vectors) -> Any:
    size = code_index.sample_size(len(vectors))
    sample = vectors[np.linspace(0, len(vectors) - 1, size).astype(np.int64)].astype(np.float32)
    return code_index.extended(code_index.train(sample, rows=len(vectors)), _pieces(vectors), first_row=0)


def _rescored(vectors: Vectors, codes: code_index.CodeIndex, question: NDArray[np.float32]) -> NDArray[np.int64]:
    rows = np.sort(codes.nearest(question, first_count(Page(K)))[0])
    scores = vectors[rows].astype(np.float32) @ question
    return rows[np.argsort(-scores)[:K]]


def _hnsw(vectors: Vectors) -> tuple[Nearest, float]:
    import faiss

    index = faiss.IndexHNSWFlat(DIM, LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction, index.hnsw.efSearch = WIDTH, WIDTH
    for piece in _pieces(vectors):
        index.add(piece)
    size = len(faiss.serialize_index(index)) / len(vectors)
    return lambda question: index.search(question[None], K)[1][0], size


def _usearch(vectors: Vectors) -> tuple[Nearest, float]:
    from usearch.index import Index

    index = Index(ndim=DIM, metric="ip", dtype="f16", connectivity=LINKS, expansion_add=WIDTH, expansion_search=WIDTH)
    start = 0
    for piece in _pieces(vectors):
        index.add(np.arange(start, start + len(piece)), piece, threads=os.cpu_count() or 1)
        start += len(piece)
    return lambda question: index.search(question, K).keys.astype(np.int64), index.memory_usage / len(vectors)


def _asked(search: Nearest, questions: NDArray[np.float32], true: NDArray[np.int64]) -> _Measured:
    """Each question twice, the second time by the clock: what it reads from disk is in memory then."""
    recalls, seconds = [], []
    for question, best in zip(questions, true, strict=True):
        search(question)
        found, took = _timed(lambda question=question: search(question))  # type: ignore[misc]
        recalls.append(np.isin(best, found).mean())
        seconds.append(took)
    return _Measured(math.fsum(recalls) / len(recalls), statistics.median(seconds))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


if __name__ == "__main__":
    from benchmarks.__main__ import table

    print(table(measure(tuple(int(size) for size in sys.argv[1:]) or SIZES)))
