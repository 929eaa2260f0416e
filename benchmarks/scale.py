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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Result, at_least, at_most
from benchmarks.searching import WORDS, fill
from benchmarks.spectrum import MadeUp
from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import code_cache, code_index
from tilescribe.catalog.geopackage.shortlist import candidates_among, first_count
from tilescribe.catalog.query import Page, TileQuery
from tilescribe.testing import HashEmbedder

SIZES = (100_000, 1_000_000)
CATALOG = 200_000
"""Tiles of the catalog in which texts, pictures and words count together."""
GRAPHS_UP_TO = 100_000
"""Vectors of which graphs are made: of a million it takes the better part of an hour on two cores."""
DIM = 384
K = 100
QUESTIONS = 40
CANDIDATES = 1_000
LEARNED_FROM = 20_000
"""Vectors, by ITQ."""
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
    processor_s: float
    """The same of all cores together, which other work on the machine does not lengthen."""


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


def measure_codes(size: int = GRAPHS_UP_TO) -> list[Result]:
    """What codes of several kinds leave among a thousand candidates, at about as many bytes."""
    made_up = MadeUp.of_seed(1)
    vectors = made_up.draw_texts(np.random.default_rng(7), size)
    questions = made_up.draw_texts(np.random.default_rng(99), QUESTIONS)
    true, _ = _flat(vectors, questions)
    index = _codes(vectors)
    ours = [code_index.CodeIndex((index,), size, size).nearest(one, CANDIDATES)[0] for one in questions]
    name = f"{size / 1e6:g} M: share of the best {K} among {CANDIDATES:,} candidates"
    bits = _code_bytes(DIM)
    found = {f"sign bits of {DIM} turned axes": _by_bits(_turned, DIM, vectors, questions)}
    found[f"sign bits by ITQ of {8 * bits} axes"] = _by_bits(_itq, 8 * bits, vectors, questions)
    return [
        at_least(f"{name}, product quantization ({bits} bytes)", _share(true, ours), 0.98),
        *(
            Result(f"{name}, {kind} ({count // 8} bytes)", _share(true, rows), "beside", True)
            for (kind, rows), count in zip(found.items(), (DIM, 8 * bits), strict=True)
        ),
    ]


def _code_bytes(dim: int) -> int:
    return code_index.bytes_a_vector(dim) - code_index.ID_BYTES


def _by_bits(
    axes: Callable[[NDArray[np.float32], int], NDArray[np.float32]],
    bits: int,
    vectors: NDArray[np.float32],
    questions: NDArray[np.float32],
) -> NDArray[np.int64]:
    """(questions, CANDIDATES) rows with the least Hamming distance."""
    import faiss

    mean = vectors.mean(axis=0)
    turned = axes(vectors[:LEARNED_FROM] - mean, bits)
    index = faiss.IndexBinaryFlat(bits)
    index.add(np.packbits((vectors - mean) @ turned > 0, axis=1))
    rows: NDArray[np.int64] = index.search(np.packbits((questions - mean) @ turned > 0, axis=1), CANDIDATES)[1]
    return rows


def _turned(vectors: NDArray[np.float32], bits: int) -> NDArray[np.float32]:
    """Axes at random."""
    rng = np.random.default_rng(0)
    return np.linalg.qr(rng.standard_normal((vectors.shape[1], bits)))[0].astype(np.float32)


def _itq(vectors: NDArray[np.float32], bits: int) -> NDArray[np.float32]:
    """Main axes, turned so that signs lose least (Gong and Lazebnik 2011, *Iterative Quantization*)."""
    import faiss

    main = np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1][:, :bits].astype(np.float32)
    projected = vectors @ main
    learned = faiss.ITQMatrix(bits)
    learned.max_iter = 20
    learned.train(projected / np.linalg.norm(projected, axis=1, keepdims=True))
    turned: NDArray[np.float32] = main @ faiss.vector_to_array(learned.A).reshape(bits, bits).T.astype(np.float32)
    return turned


def _share(true: NDArray[np.int64], found: Sequence[NDArray[np.int64]]) -> float:
    return math.fsum(np.isin(best, rows).mean() for best, rows in zip(true, found, strict=True)) / len(true)


def measure_catalog(size: int = CATALOG) -> list[Result]:
    """Whole questions, with words that have nothing to do with the vectors, against those that score every tile."""
    code_cache.CODES_FROM = min(code_cache.CODES_FROM, size - 1)
    made_up, rng = MadeUp.of_seed(1), np.random.default_rng(7)
    texts, pictures = (vectors.astype("<f2") for vectors in made_up.draw(rng, size))
    embedder = HashEmbedder(name="made-up", dim=DIM)
    space = embedder.fingerprint
    asked = np.random.default_rng(99)
    recalls, ratios, ours = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "area.gpkg"
        fill(path, embedder, texts, rng, pictures=pictures)
        with open_catalog(path) as catalog:
            _, build_s = _timed(lambda: catalog.search(_question(made_up, asked, space)))
            for _ in range(QUESTIONS):
                query = _question(made_up, asked, space)
                for one in (query, replace(query, exact=True)):
                    catalog.search(one)
                found, ours_s = _timed(lambda query=query: catalog.search(query))  # type: ignore[misc]
                exact, exact_s = _timed(lambda query=query: catalog.search(replace(query, exact=True)))  # type: ignore[misc]
                least = exact.tiles[-1].score - 1e-6
                recalls.append(sum(one.score >= least for one in found.tiles) / K)
                ratios.append(ours_s / exact_s)
                ours.append(ours_s)
    name = f"{size / 1e6:g} M tiles, texts, pictures and words"
    detail = (
        f"the worst of {QUESTIONS} {min(recalls):.2f}; the first question, which makes the cache, took {build_s:.0f} s"
    )
    return [
        at_least(f"{name}: recall@{K} of the whole answer", math.fsum(recalls) / len(recalls), 0.99, detail=detail),
        at_most(
            f"{name}: time of a question against scoring every tile",
            statistics.median(ratios),
            1.0,
            detail=f"{1e3 * statistics.median(ours):.0f} ms",
        ),
    ]


def _question(made_up: MadeUp, rng: np.random.Generator, space: str) -> TileQuery:
    vector = made_up.draw_texts(rng, 1)[0]
    words = " ".join(f"word{word}" for word in np.minimum(rng.zipf(1.3, 3), WORDS))
    return TileQuery(space, vector[None], {space: vector}, words=words, page=Page(K, merge_places=False))


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
        at_most(
            f"{name}, codes and exact scores: time of a question",
            1e3 * ours.question_s,
            20,
            detail=f"{1e3 * ours.processor_s:.1f} ms of processor time, all cores together",
            unit=" ms",
        ),
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
    count = candidates_among(first_count(Page(K)), len(vectors))
    rows = np.sort(codes.nearest(question, count)[0])
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
    recalls, seconds, processor_s = [], [], []
    for question, best in zip(questions, true, strict=True):
        search(question)
        before = time.process_time()
        found, took = _timed(lambda question=question: search(question))  # type: ignore[misc]
        processor_s.append(time.process_time() - before)
        recalls.append(np.isin(best, found).mean())
        seconds.append(took)
    return _Measured(math.fsum(recalls) / len(recalls), statistics.median(seconds), statistics.median(processor_s))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


if __name__ == "__main__":
    from benchmarks.__main__ import table

    sizes = tuple(int(size) for size in sys.argv[1:])
    print(table(measure(sizes or SIZES) + ([] if sizes else measure_codes() + measure_catalog())))
