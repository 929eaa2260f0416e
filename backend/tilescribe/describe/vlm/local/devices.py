"""Where a model runs, in which precision, and how many tiles at once."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    import torch

__all__ = [
    "batch_that_fits",
    "choose_device",
    "choose_dtype",
    "free_bytes",
    "holds_weights",
    "is_out_of_memory",
    "release",
]

_WORTHWHILE = 1.15
"""Below this speed-up the difference is within the noise of the probe."""
_ROUNDS = 3
_SHARE = 0.7
"""Of the free memory that batches may fill: generation allocates in pieces, and fragments."""
_MOST = {"cuda": 32, "mps": 8, "cpu": 8}
"""Tiles at once: decoding reads all weights for each token, whether for one tile or for many."""
_WORKING_COPIES = 12
"""Activations of one layer in the first pass, in hidden sizes: queries, keys, values, the widened layer, residuals."""


def choose_device(wanted: str | None = None) -> torch.device:
    """The one wanted, or the quickest there is.

    Raises:
        InvalidOptionError: this machine has no such device.
    """
    import torch

    if wanted is None:
        return torch.device(
            "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        )
    try:
        torch.ones(1, device=wanted).item()
    # Torch built without an accelerator says so with an AssertionError.
    except (RuntimeError, AssertionError) as error:
        raise InvalidOptionError(
            f"There is no device {wanted!r} on this machine", remedy="Use cpu, or leave the device out"
        ) from error
    return torch.device(wanted)


def choose_dtype(device: torch.device, *, hidden_size: int, weight_bytes: int) -> torch.dtype:
    """bfloat16 where it is quicker or where float32 would not fit, else float32 (float16 on older NVIDIA cards).

    Args:
        device: Where the model will run.
        hidden_size: Width of its language model, for a probe of some milliseconds on a CPU.
        weight_bytes: Of the files, taken as 16-bit numbers.
    """
    import torch

    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    if device.type != "cpu":
        # The range of float16 is too small for some families; bfloat16 came to Apple's GPUs with macOS 14.
        return torch.bfloat16 if torch.backends.mps.is_macos_or_newer(14, 0) else torch.float32
    if 2 * weight_bytes > _SHARE * _physical_bytes():
        return torch.bfloat16
    return torch.bfloat16 if _half_gains(hidden_size) else torch.float32


def batch_that_fits(device: torch.device, config: Any, *, tokens: int, free: int, dtype_bytes: int) -> int:
    """Tiles at once, from the keys and values kept for each token and the activations of the first pass.

    Args:
        device: Its kind sets the most.
        config: Of the model.
        tokens: Of one tile: picture, prompt and answer.
        free: Bytes of memory once the weights are loaded.
        dtype_bytes: Of one number.
    """
    text = config.get_text_config()
    layers = getattr(text, "num_hidden_layers", 0)
    hidden = getattr(text, "hidden_size", 0)
    heads = getattr(text, "num_attention_heads", None) or 1
    kept = getattr(text, "num_key_value_heads", None) or heads
    head_dim = getattr(text, "head_dim", None) or hidden // heads
    tile_bytes = tokens * dtype_bytes * (2 * layers * kept * head_dim + _WORKING_COPIES * hidden)
    return max(1, min(_MOST.get(device.type, 1), int(_SHARE * free / max(1, tile_bytes))))


def free_bytes(device: torch.device) -> int:
    """Memory that can be had on `device` now."""
    import torch

    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0]
    if device.type == "mps":
        return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
    return _available_bytes()


def holds_weights(device: torch.device, weight_bytes: int) -> bool:
    """Whether weights of so many bytes would fit into what is free, and leave some for batches.

    They are taken as 16-bit numbers, which may be widened to 32 on a processor, as far as `choose_dtype` lets them.
    """
    widened = device.type == "cpu" and 2 * weight_bytes <= _SHARE * _physical_bytes()
    return (2 if widened else 1) * weight_bytes <= _SHARE * free_bytes(device)


def is_out_of_memory(error: BaseException) -> bool:
    """Only CUDA has a class of its own for it."""
    import torch

    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    text = str(error)
    return isinstance(error, RuntimeError) and ("out of memory" in text or "can't allocate memory" in text)


def release(device: torch.device) -> None:
    """Give what was cached back, so that a smaller batch finds room in one piece."""
    import gc

    import torch

    gc.collect()
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def _physical_bytes() -> int:
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 8 * 2**30  # Windows does not say without more libraries: what a small laptop has.


def _available_bytes() -> int:
    # Linux: what is free grows by the file cache that the system gives up when asked, which is most of memory.
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("MemAvailable:")).split()[1]) * 1024
    if hasattr(os, "sysconf") and "SC_AVPHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return _physical_bytes() // 4


def _half_gains(hidden_size: int) -> bool:
    """Time the two shapes that generation is made of: many tokens at once (reading), and one (writing)."""
    import torch

    with torch.inference_mode():
        gains = []
        for rows in (256, 1):
            seconds = {}
            for dtype in (torch.float32, torch.bfloat16):
                # Filled from a formula: the state of the global generator is the caller's.
                weight = (
                    torch.linspace(-1, 1, 4 * hidden_size * hidden_size).view(4 * hidden_size, hidden_size).to(dtype)
                )
                x = torch.linspace(-1, 1, rows * hidden_size).view(rows, hidden_size).to(dtype)
                seconds[dtype] = min(_seconds(x, weight) for _ in range(_ROUNDS))
            gains.append(seconds[torch.float32] / seconds[torch.bfloat16])
    return min(gains) >= 1 and max(gains) >= _WORTHWHILE


def _seconds(x: torch.Tensor, weight: torch.Tensor) -> float:
    import torch

    start = time.perf_counter()
    torch.nn.functional.linear(x, weight)
    return time.perf_counter() - start
