"""Load a model's processor and set it so that a tile is one picture."""

from __future__ import annotations

from typing import Any

from tilescribe.describe.vlm.local.files import LocalModel
from tilescribe.errors import ModelDamagedError

__all__ = ["load_processor", "one_picture"]

_FREE_SIDE_PX = 448
"""For models that take any size: 16 by 16 = 256 tokens of 28 pixels (Qwen2.5-VL), as many as one part of InternVL."""


def load_processor(model: LocalModel) -> Any:
    """The tokenizer with the picture processor, padding where generation needs it.

    Raises:
        ModelDamagedError: the files do not make a processor.
    """
    from tilescribe.describe.vlm.local.videos import pictures_only
    from tilescribe.quiet import quiet

    try:
        from transformers import AutoProcessor

        with quiet(), pictures_only():
            processor = AutoProcessor.from_pretrained(  # type: ignore[no-untyped-call]
                model.folder, local_files_only=True, trust_remote_code=False
            )
    # A dozen classes read these files, and each has exceptions of its own.
    except Exception as error:
        raise ModelDamagedError(
            f"The processor of {model.name!r} in {model.folder} cannot be loaded "
            f"({type(error).__name__}: {' '.join(str(error).split())[:300]})",
            remedy="Download or copy it again, or choose another; models that need code of their own are not run",
        ) from error
    if getattr(processor, "image_processor", None) is None or getattr(processor, "tokenizer", None) is None:
        raise ModelDamagedError(
            f"The model {model.name!r} in {model.folder} takes no pictures, or gives no text",
            remedy="Choose a vision-language model; see docs/models.md",
        )
    if processor.tokenizer.pad_token is None:
        processor.tokenizer.pad_token = processor.tokenizer.eos_token
    # What is generated begins at the end of the prompt, so that end must be at the same place in every row.
    processor.tokenizer.padding_side = "left"
    return processor


def one_picture(processor: Any, config: Any) -> int:
    """Set `processor`, and `config` where the model must agree, to look at a tile once; the side it looks at in pixels.

    Left to themselves, SmolVLM cuts a picture into 17 parts, InternVL into 12, LLaVA-NeXT into 5, and Qwen-VL takes
    every pixel there is: that many times the tokens, for a tile that was cut to the right size already.
    """
    pictures = processor.image_processor
    if hasattr(pictures, "do_image_splitting"):  # SmolVLM, Idefics
        side_px = int(_largest(pictures.max_image_size))
        pictures.do_image_splitting = False
        pictures.size = (
            type(pictures.size)(longest_edge=side_px)
            if not isinstance(pictures.size, dict)
            else {"longest_edge": side_px}
        )
        return side_px
    if hasattr(pictures, "image_grid_pinpoints"):  # LLaVA-NeXT, LLaVA-OneVision: the whole and one part, the same
        side_px = _fixed_side(pictures)
        pictures.image_grid_pinpoints = config.image_grid_pinpoints = [[side_px, side_px]]
        return side_px
    if hasattr(pictures, "temporal_patch_size"):  # Qwen-VL
        grain_px = int(pictures.patch_size * pictures.merge_size)
        side_px = int(max(1, _FREE_SIDE_PX // grain_px) * grain_px)
        pictures.size = {"shortest_edge": grain_px**2, "longest_edge": side_px**2}
        return side_px
    if hasattr(pictures, "crop_to_patches"):  # InternVL
        pictures.crop_to_patches = False
        pictures.min_patches = pictures.max_patches = 1
    return _fixed_side(pictures)


def _fixed_side(pictures: Any) -> int:
    """Of the square that pictures are cropped or scaled to."""
    crop = getattr(pictures, "crop_size", None) if getattr(pictures, "do_center_crop", True) else None
    return int(_largest(crop) or _largest(pictures.size) or _FREE_SIDE_PX)


def _largest(size: Any) -> int:
    """Of the named lengths in a `size`, which is a dictionary or a class like one."""
    if size is None:
        return 0
    if isinstance(size, int):
        return size
    lengths = size.values() if isinstance(size, dict) else vars(size).values()
    return max((length for length in lengths if isinstance(length, int)), default=0)
