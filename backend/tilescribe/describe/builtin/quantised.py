"""Weights in 8 bits: a quarter of their size, and small enough for the package."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

__all__ = ["LEAST_SIZE", "quantised", "restored"]

LEAST_SIZE = 16_384
"""Numbers of a tensor from which it is worth it; smaller ones stay float16."""
_SCALE = ":scale"
"""Ends the name of what a tensor's rows are multiplied with. No parameter's name holds a colon."""
_LARGEST = 127


def quantised(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Large tensors as int8 with a float32 factor for each row (first axis), other floats as float16."""
    tensors: dict[str, Tensor] = {}
    for name, value in state.items():
        if not value.dtype.is_floating_point:
            tensors[name] = value
        elif value.ndim < 2 or value.numel() < LEAST_SIZE or len(value) == 1:
            tensors[name] = value.half().contiguous()
        else:
            scale = (value.float().abs().flatten(1).amax(1) / _LARGEST).clamp(min=1e-12)
            rows = value.float() / _rows(scale, value)
            tensors[name] = rows.round().clamp(-_LARGEST, _LARGEST).to(torch.int8).contiguous()
            tensors[f"{name}{_SCALE}"] = scale
    return tensors


def restored(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """float32 of what `quantised` gave."""
    state = {}
    for name, value in tensors.items():
        if not name.endswith(_SCALE):
            scale = tensors.get(f"{name}{_SCALE}")
            state[name] = value.float() if scale is None else value.float() * _rows(scale, value)
    return state


def _rows(scale: Tensor, value: Tensor) -> Tensor:
    return scale.view(-1, *(1,) * (value.ndim - 1))
