"""When half precision is chosen. The clock is made up, so that nothing here depends on the machine's speed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from tilescribe.embed import precision
from tilescribe.embed.precision import choose_precision, computing_in, recalled_precision

CPU = torch.device("cpu")
Work = Callable[[], None]


@pytest.fixture
def taking(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Work]:
    """Makes work that takes the given seconds in each precision."""
    now_s = [0.0]
    monkeypatch.setattr(precision.time, "perf_counter", lambda: now_s[0])

    def make(*, single_s: float, half_s: float) -> Work:
        def work() -> None:
            now_s[0] += half_s if torch.is_autocast_enabled("cpu") else single_s

        return work

    return make


@pytest.mark.parametrize(
    ("single_s", "half_s", "expected"),
    [
        (1.0, 0.5, "bfloat16"),
        (1.0, 0.8, "bfloat16"),
        (1.0, 0.9, "float32"),
        (1.0, 1.0, "float32"),
        (1.0, 9.0, "float32"),
    ],
)
def test_half_precision_is_chosen_where_it_gains(
    taking: Callable[..., Work], single_s: float, half_s: float, expected: str
) -> None:
    assert choose_precision(CPU, fingerprint="a", work=taking(single_s=single_s, half_s=half_s)) == expected


def test_the_finding_is_remembered_for_this_model(taking: Callable[..., Work]) -> None:
    assert recalled_precision(CPU, fingerprint="a") is None
    choose_precision(CPU, fingerprint="a", work=taking(single_s=2.0, half_s=1.0))
    choose_precision(CPU, fingerprint="b", work=taking(single_s=1.0, half_s=1.0))
    assert recalled_precision(CPU, fingerprint="a") == "bfloat16"
    assert recalled_precision(CPU, fingerprint="b") == "float32"
    assert recalled_precision(CPU, fingerprint="c") is None


def test_the_finding_is_forgotten_with_another_number_of_threads(taking: Callable[..., Work]) -> None:
    choose_precision(CPU, fingerprint="a", work=taking(single_s=2.0, half_s=1.0))
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(threads + 1)
        assert recalled_precision(CPU, fingerprint="a") is None
    finally:
        torch.set_num_threads(threads)


def test_a_slow_first_round_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds_s = iter([9.0, 1.0, 1.0, 9.0, 0.5, 0.5])
    now_s = [0.0]
    monkeypatch.setattr(precision.time, "perf_counter", lambda: now_s[0])

    def work() -> None:
        now_s[0] += next(rounds_s)

    assert choose_precision(CPU, fingerprint="a", work=work) == "bfloat16"


def test_apple_gpus_stay_in_single_precision() -> None:
    assert recalled_precision(torch.device("mps"), fingerprint="a") == "float32"


@pytest.mark.parametrize(("chosen", "dtype"), [("float32", torch.float32), ("bfloat16", torch.bfloat16)])
def test_products_are_computed_in_the_chosen_precision(chosen: str, dtype: torch.dtype) -> None:
    with computing_in(chosen, CPU):
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == dtype
