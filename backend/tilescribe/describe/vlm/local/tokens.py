"""How many tokens a tile becomes: the main cost of a vision-language model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tilescribe.describe.vlm.local.prompt_style import PromptStyle

__all__ = ["image_tokens"]


def image_tokens(processor: Any, config: Any, style: PromptStyle, *, side_px: int) -> int:
    """Of a square tile of `side_px`, counted in what the processor makes of one.

    Models that look at the picture from the side (BLIP, GIT) have no tokens for it in their text; for them it is the
    number of patches that they look at.
    """
    from PIL import Image

    picture = Image.new("RGB", (side_px, side_px))
    token = _image_token(processor, config)
    text = style.render(processor, "A")
    if text is None or token is None:
        return _patches(config)
    made = processor(images=[[picture]], text=[text], return_tensors="pt")
    return int((made["input_ids"] == token).sum()) or _patches(config)


def _image_token(processor: Any, config: Any) -> int | None:
    for owner in (processor, config):
        for name in ("image_token_id", "image_token_index"):
            number = getattr(owner, name, None)
            if isinstance(number, int):
                return number
    return None


def _patches(config: Any) -> int:
    """(side / patch)² of the picture encoder and one for the whole; 0 where it does not say."""
    vision = getattr(config, "vision_config", None)
    side, patch = getattr(vision, "image_size", None), getattr(vision, "patch_size", None)
    return (side // patch) ** 2 + 1 if isinstance(side, int) and isinstance(patch, int) else 0
