"""Weights in 8 bits come back as near as 8 bits allow."""

from __future__ import annotations

import torch

from tilescribe.describe.builtin.quantised import LEAST_SIZE, quantised, restored


def test_each_row_comes_back_within_half_a_step_of_its_own_scale() -> None:
    torch.manual_seed(1)
    weight = torch.randn(64, LEAST_SIZE // 64) * torch.logspace(-6, 2, 64)[:, None]
    tensors = quantised({"a.weight": weight})
    assert tensors["a.weight"].dtype == torch.int8
    found = restored(tensors)["a.weight"]
    assert ((found - weight).abs().amax(1) <= weight.abs().amax(1) / 127 * 0.501).all()


def test_kernels_keep_their_shape_and_rows_of_zeros_stay_zero() -> None:
    kernels = torch.randn(16, 4, 16, 16)
    kernels[3] = 0
    found = restored(quantised({"k": kernels}))
    assert list(found) == ["k"]
    assert found["k"].shape == kernels.shape
    assert not found["k"][3].any()


def test_small_tensors_and_single_rows_stay_half_floats() -> None:
    small, places = torch.randn(8, 8), torch.randn(1, LEAST_SIZE)
    tensors = quantised({"small": small, "places": places, "count": torch.tensor([3])})
    assert {name: value.dtype for name, value in tensors.items()} == {
        "small": torch.float16,
        "places": torch.float16,
        "count": torch.int64,
    }
    torch.testing.assert_close(restored(tensors)["places"], places, atol=1e-2, rtol=1e-3)
