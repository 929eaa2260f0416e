"""The two towers of a model in memory, whatever its files look like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch
    from PIL.Image import Image

__all__ = ["OPENAI_MEAN", "OPENAI_STD", "Preparation", "Towers"]

OPENAI_MEAN = (0.48145466, 0.4578275, 0.40821073)
OPENAI_STD = (0.26862954, 0.26130258, 0.27577711)
"""Of red, green and blue, 0 to 1, in the pictures that CLIP was trained on; RemoteCLIP and GeoRSCLIP kept them."""

Inputs = Mapping[str, "torch.Tensor"]


@dataclass(frozen=True, slots=True)
class Preparation:
    """How pictures and words become what the towers take; read off small files, without the weights."""

    side_px: int
    """Of the square picture that the model looks at."""
    pictures: Callable[[Sequence[Image]], Inputs]
    """From pictures of `side_px` by `side_px`."""
    words: Callable[[Sequence[str]], Inputs]
    """From texts, cut at the last token that the model takes."""


@dataclass(frozen=True, slots=True)
class Towers:
    """Both towers, on their device."""

    model: Any
    """Of transformers, with `get_image_features` and `get_text_features`."""
    device: torch.device

    def see(self, inputs: Inputs) -> torch.Tensor:
        """(n, dim) float32 on the processor, of any length."""
        return self._features(self.model.get_image_features, inputs)

    def read(self, inputs: Inputs) -> torch.Tensor:
        """(n, dim) float32 on the processor, of any length."""
        return self._features(self.model.get_text_features, inputs)

    def _features(self, tower: Callable[..., Any], inputs: Inputs) -> torch.Tensor:
        import torch

        placed = {
            name: value.to(self.device, dtype=self.model.dtype if value.is_floating_point() else None)
            for name, value in inputs.items()
        }
        with torch.inference_mode():
            found = tower(**placed)
        # Versions of transformers return the projected vector alone, or as the pooled output beside the others.
        vectors: torch.Tensor = found if isinstance(found, torch.Tensor) else found.pooler_output
        return vectors.float().cpu()
