"""The stand-in keeps the promises of a real embedder."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.embed import Embedder
from tilescribe.testing import HashEmbedder

texts = st.lists(st.text(max_size=80), max_size=8)


@given(texts)
def test_vectors_are_unit_rows_of_float32(some: list[str]) -> None:
    vectors = HashEmbedder().embed(some)
    assert (vectors.shape, vectors.dtype) == ((len(some), 64), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@given(st.lists(st.sampled_from(["lake", "river", "forest", "town"]), min_size=1))
def test_order_and_case_of_words_do_not_matter(words: list[str]) -> None:
    first, second = HashEmbedder().embed([" ".join(words), " ".join(reversed(words)).upper()])
    np.testing.assert_array_equal(first, second)


def test_texts_that_share_words_are_nearer() -> None:
    question, near, far = HashEmbedder().embed(["a lake", "a lake and a forest", "rows of houses"])
    assert question @ near > question @ far + 0.3


def test_another_name_is_another_embedder() -> None:
    one, other = HashEmbedder(), HashEmbedder(name="other")
    assert one.fingerprint != other.fingerprint
    assert not np.array_equal(one.embed(["a lake"]), other.embed(["a lake"]))


def test_it_is_an_embedder_that_counts_its_batches() -> None:
    embedder = HashEmbedder(dim=8)
    assert isinstance(embedder, Embedder)
    embedder.embed(["a", "b"])
    embedder.embed(["c"], query=True)
    assert embedder.batches == [2, 1]
