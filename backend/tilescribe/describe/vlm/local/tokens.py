"""How many tokens a tile becomes: the main cost of a vision-language model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tilescribe.describe.vlm.local.prompt_style import PromptStyle

__all__ = ["image_tokens", "why_not_several"]


def image_tokens(processor: Any, config: Any, style: PromptStyle, *, side_px: int) -> int:
    """Of a square tile of `side_px`, counted in what the processor makes of one.

    Models that look at the picture from the side (BLIP, GIT) have no tokens for it in their text; for them it is the
    number of patches that they look at.
    """
    return _counted(processor, config, style, side_px=side_px, pictures=1) or _patches(config)


def why_not_several(processor: Any, config: Any, style: PromptStyle, *, side_px: int, pictures: int) -> str | None:
    """Why the model cannot be asked about so many pictures at once, or None where it can.

    Its template and its processor are tried, which takes no weights: either may refuse, and of each picture there must
    be as many tokens. A template that leaves the second one out would otherwise make a model tell of a change that it
    has not seen.
    """
    if not style.takes_prompt:
        return "it writes captions of one picture and is asked nothing"

    def counted(number: int) -> int:
        return _counted(processor, config, style, side_px=side_px, pictures=number)

    try:
        one, several = counted(1), counted(pictures)
        # LLaVA-OneVision has fewer for each of several than for a single one, and as many for each of two as of three.
        alike = several == pictures * one or several * (pictures + 1) == pictures * counted(pictures + 1)
    # Templates and processors are other people's code, and each refuses with an exception of its own.
    except Exception as error:  # noqa: BLE001
        return f"its processor refuses {pictures}: {' '.join(str(error).split())[:200] or type(error).__name__}"
    if not several:
        return "nothing in its text stands for a picture"
    return None if alike else f"it gets {several} image tokens of {pictures}, and {one} of one"


def _counted(processor: Any, config: Any, style: PromptStyle, *, side_px: int, pictures: int) -> int:
    """Image tokens in what the processor makes; 0 where the model has none."""
    from PIL import Image

    token = _image_token(processor, config)
    text = style.render(processor, "A", pictures=pictures)
    if text is None or token is None:
        return 0
    images = [[Image.new("RGB", (side_px, side_px))] * pictures]
    made = processor(images=images, text=[text], return_tensors="pt")
    return int((made["input_ids"] == token).sum())


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
