"""Short codes of vectors: the nearest of a question are told from them, without a look at the vectors themselves.

Each vector becomes a code of product quantization (Jégou, Douze and Schmid 2011, *Product Quantization for Nearest
Neighbor Search*): four bits for every four of its main axes, learned from a sample of the vectors. Codes stand in lists
of neighbours, and only the lists near the question are gone through. FAISS does all of it, in registers (André,
Kermarrec and Le Scouarnec 2015, *Cache Locality Is Not Enough*). Sign bits and ITQ of as many bytes leave several times
as many of the best out (docs/benchmarks.md).

What comes out are candidates. Whoever asks scores them from the vectors.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

__all__ = [
    "CodeIndex",
    "bytes_a_vector",
    "deserialized",
    "emptied",
    "extended",
    "probed",
    "sample_size",
    "serialized",
    "train",
]

SAMPLE_A_LIST = 40
"""Vectors for each list from which its centre is learned; FAISS asks for 39 at least."""
LEAST_SAMPLE = 10_000
"""The codes of four numbers need no more, however few the lists are."""
LIST_ROWS = 2_400
"""About how many vectors share a list."""
ID_BYTES = 8
"""Of the row number that stands beside each code."""
COARSE_DIM = 64
"""Main axes by which lists are told apart: a sixth of the work for 384 numbers, and as many neighbours are found."""
SHARE_PROBED = 0.2
"""Of the lists, those that are gone through, up to `MANY_LISTS`."""
MANY_LISTS = 512
"""Beyond, a smaller share: their number grows with the power `PROBES_GROWTH` of the lists."""
PROBES_GROWTH = 2 / 3
LEAST_PROBED = 32
"""Or all, where there are fewer."""
ROUNDS = 8
"""Of k-means."""
PIECE = 32_768
"""Vectors encoded together."""


@dataclass(frozen=True, slots=True, eq=False)
class CodeIndex:
    """Codes of the first `rows` rows of a matrix, in indexes of FAISS that are not changed any more. Safe to use from
    any thread."""

    parts: tuple[Any, ...]
    """`faiss.IndexPreTransform`, whose ids are positions of rows."""
    rows: int
    """How many rows the parts hold together."""
    trained_rows: int
    """How many there were when the codes were learned."""

    def nearest(self, query: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(positions of the rows with the highest inner products with `query` ((dim,) float32), in any order, about
        `count` of each part; those products, as far as codes tell)."""
        found = [_searched(part, query, count) for part in self.parts]
        scores = np.concatenate([scores for scores, _ in found])
        rows = np.concatenate([rows for _, rows in found])
        # What is damaged in a file must not lead out of the matrix.
        sound = (rows >= 0) & (rows < self.rows)
        return rows[sound], scores[sound]


def bytes_a_vector(dim: int) -> int:
    """What a code takes, row number included: 48 for 384 numbers."""
    return (_quantizers(dim) + 1) // 2 + ID_BYTES


def lists_of(rows: int) -> int:
    """How many lists serve so many rows: a power of two."""
    return int(2 ** max(0, round(math.log2(max(rows, 1) / LIST_ROWS))))


def train(vectors: NDArray[np.float32], *, rows: int) -> Any:
    """An empty index for vectors like these.

    Args:
        vectors: (n, dim) float32 with dim at least 4, a sample of those to come, best `sample_size`.
        rows: How many are to come.
    """
    import faiss

    dim = vectors.shape[1]
    quantizers = _quantizers(dim)
    kept = 4 * quantizers
    rng = np.random.default_rng(0)
    # Without the mean taken off, for inner products must stay what they are. The rotation gives all axes their share of
    # what tells vectors apart.
    axes = _main_axes(vectors, kept) @ _rotation(rng, kept)
    transform = _linear(axes)
    turned = np.ascontiguousarray(vectors @ axes)
    coarse = _linear(_main_axes(turned, min(COARSE_DIM, kept)))
    quantizer = faiss.IndexPreTransform(coarse, faiss.IndexFlatL2(coarse.d_out))
    lists = min(lists_of(rows), max(1, len(vectors) // SAMPLE_A_LIST))
    clustering = faiss.Clustering(kept, lists)
    clustering.niter, clustering.min_points_per_centroid, clustering.seed = ROUNDS, 1, 1
    clustering.train(turned, quantizer)
    codes = faiss.IndexIVFPQFastScan(quantizer, kept, lists, quantizers, 4, faiss.METRIC_INNER_PRODUCT)
    codes.by_residual = False
    codes.pq.cp.min_points_per_centroid = 1
    with _one_thread():
        codes.train(turned)
    index = faiss.IndexPreTransform(transform, codes)
    return deserialized(serialized(index))  # which owns its parts, as those from a file do


def sample_size(rows: int) -> int:
    """How many vectors to learn from."""
    return min(rows, max(LEAST_SAMPLE, SAMPLE_A_LIST * lists_of(rows)))


def extended(index: Any, pieces: Iterable[NDArray[np.float32]], *, first_row: int) -> Any:
    """`index`, changed, with more rows, whose positions begin with `first_row`."""
    row = first_row
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            part = np.ascontiguousarray(piece[start : start + PIECE], dtype=np.float32)
            index.add_with_ids(part, np.arange(row, row + len(part)))
            row += len(part)
    return index


def serialized(index: Any) -> NDArray[np.uint8]:
    """As FAISS writes it to a file."""
    import faiss

    written: NDArray[np.uint8] = faiss.serialize_index(index)
    return written


def deserialized(written: NDArray[np.uint8]) -> Any:
    """The index of `serialized`.

    Raises:
        ValueError: these bytes are none.
    """
    import faiss

    try:
        index = faiss.deserialize_index(np.ascontiguousarray(written))
    except (RuntimeError, MemoryError, AssertionError) as error:
        raise ValueError("FAISS cannot read the codes") from error
    if not isinstance(index, faiss.IndexPreTransform):
        raise ValueError("these are no codes")  # noqa: TRY004  # it is what the bytes hold that is wrong
    return index


def emptied(index: Any) -> Any:
    """A copy without rows, that codes as `index` does."""
    copy = deserialized(serialized(index))
    copy.reset()
    return copy


def _searched(index: Any, query: NDArray[np.float32], count: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    import faiss

    if not index.ntotal:
        return np.empty(0, dtype=np.float32), np.empty(0, dtype=np.int64)
    lists = faiss.extract_index_ivf(index).nlist
    probes, chosen = faiss.SearchParametersIVF(), faiss.SearchParametersPreTransform()
    probes.nprobe = probed(lists)
    chosen.index_params = probes
    scores, rows = index.search(np.ascontiguousarray(query[None], dtype=np.float32), count, params=chosen)
    return scores[0], rows[0]


def probed(lists: int) -> int:
    """How many of so many lists are gone through."""
    many = min(lists, MANY_LISTS)
    return max(LEAST_PROBED, round(SHARE_PROBED * many * float((lists / many) ** PROBES_GROWTH)))


@contextmanager
def _one_thread() -> Iterator[None]:
    """For k-means of a few numbers at a time, where threads wait for one another longer than they work."""
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def _quantizers(dim: int) -> int:
    """Of four bits and four main axes each, which leave out the last sixth of the axes."""
    return max(1, dim * 5 // 24)


def _main_axes(vectors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """(dim, count) orthonormal: the directions in which the vectors have most."""
    moments = (vectors.T @ vectors).astype(np.float64)
    axes: NDArray[np.float32] = np.linalg.eigh(moments)[1][:, ::-1][:, :count].astype(np.float32)
    return axes


def _rotation(rng: np.random.Generator, dim: int) -> NDArray[np.float32]:
    rotation: NDArray[np.float32] = np.linalg.qr(rng.standard_normal((dim, dim)))[0].astype(np.float32)
    return rotation


def _linear(axes: NDArray[np.float32]) -> Any:
    """FAISS's `vectors @ axes`."""
    import faiss

    transform = faiss.LinearTransform(axes.shape[0], axes.shape[1], False)
    faiss.copy_array_to_vector(np.ascontiguousarray(axes.T).ravel(), transform.A)
    transform.is_trained = True
    return transform
