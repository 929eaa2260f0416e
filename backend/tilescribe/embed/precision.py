"""Whether embedding in half precision is quicker on this machine."""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from tilescribe.embed.memory import recall, remember

if TYPE_CHECKING:
    import torch

__all__ = ["Precision", "choose_precision", "computing_in", "recalled_precision"]

Precision = str
"""`float32`, `bfloat16` or `float16`."""

_WORTHWHILE = 1.15
"""Below this speed-up the difference is within the noise of the probe."""
_ROUNDS = 3
"""The first warms up; the best of the others counts."""


def recalled_precision(device: torch.device, *, fingerprint: str) -> Precision | None:
    """What was found for this model on this machine earlier, or None. Only float32 is reliable on `mps`."""
    if device.type not in ("cpu", "cuda"):
        return "float32"
    found = recall("precision", _machine(device, fingerprint))
    return found if found in ("float32", "bfloat16", "float16") else None


def choose_precision(device: torch.device, *, fingerprint: str, work: Callable[[], object]) -> Precision:
    """Time `work` in single and in half precision, and remember which is quicker here.

    Args:
        device: Where the model is.
        fingerprint: Of the model.
        work: Embeds a few sentences; called some six times.
    """
    half = _half(device)
    single_s = _best_time(work, device, "float32")
    half_s = _best_time(work, device, half)
    chosen = half if single_s / half_s >= _WORTHWHILE else "float32"
    remember("precision", _machine(device, fingerprint), chosen)
    return chosen


def computing_in(precision: Precision, device: torch.device) -> AbstractContextManager[Any]:
    """Run what is within in `precision`.

    Mixed precision (`torch.autocast`): weights, normalisation layers and softmax stay in float32, which on
    all-MiniLM-L6-v2 is as quick as casting the whole model and five times closer to the float32 vectors.
    """
    if precision == "float32":
        return contextlib.nullcontext()
    import torch

    return torch.autocast(device.type, getattr(torch, precision))


def _half(device: torch.device) -> Precision:
    import torch

    # Before Ampere, CUDA only imitates bfloat16.
    if device.type == "cuda" and not torch.cuda.is_bf16_supported(including_emulation=False):
        return "float16"
    return "bfloat16"


def _best_time(work: Callable[[], object], device: torch.device, precision: Precision) -> float:
    times_s = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        with computing_in(precision, device):
            work()
        times_s.append(time.perf_counter() - started)
    return min(times_s[1:])


def _machine(device: torch.device, fingerprint: str) -> str:
    """A key for the memory: home directories are shared between machines, so the processor is part of it."""
    import torch

    if device.type == "cuda":
        processor = torch.cuda.get_device_name(device)
    else:
        # Older versions of torch than 2.10 cannot name the processor's instruction sets one by one.
        capabilities: Callable[[], Mapping[str, object]] = getattr(torch.cpu, "get_capabilities", dict)
        processor = json.dumps(dict(capabilities()), sort_keys=True) + platform.processor()
    parts = (processor, device.type, str(torch.get_num_threads()), torch.__version__, fingerprint)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
