"""CLIP-like models as transformers keeps them: CLIP, SigLIP, SigLIP 2, Chinese-CLIP, AltCLIP, MetaCLIP 2, ALIGN."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tilescribe.describe.encoders.files import EncoderFiles, read_json
from tilescribe.describe.encoders.towers import Inputs, Preparation
from tilescribe.errors import ModelDamagedError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["ARCHITECTURES", "load_model", "load_preparation", "model_type_of", "settings_of"]

ARCHITECTURES = ("align", "altclip", "chinese_clip", "clip", "metaclip_2", "siglip", "siglip2")
"""Values of `model_type`: what transformers has with one tower for pictures and one for words."""
_PADDED = ("siglip", "siglip2")
"""Trained with padding up to the last token, which the tower reads, and on lower-case letters."""
_MOST_TOKENS = 77
"""What CLIP reads; towers that began as language models would take more than they were trained on with pictures."""
_NO_SETTINGS = frozenset({"_name_or_path", "transformers_version", "torch_dtype", "dtype", "architectures"})
"""What in `config.json` says nothing of the network."""


def model_type_of(files: EncoderFiles) -> str:
    """Raises ModelDamagedError where the model has no two towers."""
    found = str(read_json(files.folder / "config.json").get("model_type"))
    if found not in ARCHITECTURES:
        raise ModelDamagedError(
            f"The model {files.name!r} in {files.folder} is of the kind {found!r}, which does not bring pictures and "
            "words into one space",
            remedy=f"Choose a model of one of the kinds {', '.join(ARCHITECTURES)}; see docs/models.md",
        )
    return found


def settings_of(files: EncoderFiles) -> dict[str, Any]:
    """What decides a picture's vector besides the weights, as JSON."""
    config = {k: v for k, v in read_json(files.folder / "config.json").items() if k not in _NO_SETTINGS}
    pictures = read_json(files.folder / "preprocessor_config.json") or read_json(
        files.folder / "processor_config.json"
    ).get("image_processor", {})
    kept = ("size", "crop_size", "image_mean", "image_std", "resample", "rescale_factor", "max_num_patches")
    return {"config": config, "pictures": {key: pictures.get(key) for key in kept}}


def load_preparation(files: EncoderFiles) -> Preparation:
    """Raises ModelDamagedError where the files do not make it."""
    from tilescribe.quiet import quiet

    kind = model_type_of(files)
    try:
        from transformers import AutoConfig, AutoImageProcessor, AutoTokenizer
        from transformers.models.auto.modeling_auto import MODEL_FOR_ZERO_SHOT_IMAGE_CLASSIFICATION_MAPPING

        with quiet():
            here: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
            config = AutoConfig.from_pretrained(files.folder, **here)
            pictures = AutoImageProcessor.from_pretrained(files.folder, **here)  # type: ignore[no-untyped-call]
            tokenizer = AutoTokenizer.from_pretrained(files.folder, **here)
            tower: Any = MODEL_FOR_ZERO_SHOT_IMAGE_CLASSIFICATION_MAPPING[type(config)]
            side_px = _side_px(pictures, config)
            taken = frozenset(inspect.signature(tower.get_image_features).parameters)
            longest = int(getattr(config.text_config, "max_position_embeddings", _MOST_TOKENS))
    # A dozen classes read these files, and each has exceptions of its own.
    except Exception as error:
        raise _damaged(files, "has files that cannot be read", error) from error
    words = partial(_words, tokenizer, kind=kind, longest=min(longest, _MOST_TOKENS))
    return Preparation(side_px, partial(_pictures, pictures, taken=taken), words)


def load_model(files: EncoderFiles, *, dtype: Any) -> Any:
    """Raises ModelDamagedError where the files do not make the model."""
    from tilescribe.quiet import quiet

    try:
        from transformers import AutoModel

        with quiet():
            return AutoModel.from_pretrained(
                files.folder, dtype=dtype, local_files_only=True, trust_remote_code=False, use_safetensors=True
            ).eval()
    # Four libraries read these files, and each has exceptions of its own.
    except Exception as error:
        raise _damaged(files, "cannot be loaded", error) from error


def _pictures(processor: Any, pictures: Sequence[Image], *, taken: frozenset[str]) -> Inputs:
    prepared = processor(images=list(pictures), return_tensors="pt")
    return {name: value for name, value in prepared.items() if name in taken}


def _words(tokenizer: Any, texts: Sequence[str], *, kind: str, longest: int) -> Inputs:
    padded = kind in _PADDED
    asked = [text.lower() for text in texts] if padded else list(texts)
    found = tokenizer(
        asked,
        padding="max_length" if padded else True,
        truncation=True,
        max_length=longest,
        return_tensors="pt",
    )
    names = ("input_ids",) if padded else ("input_ids", "attention_mask", "token_type_ids")
    return {name: found[name] for name in names if name in found}


def _side_px(processor: Any, config: Any) -> int:
    """Of the square picture that the model looks at."""
    patches = getattr(processor, "max_num_patches", None)
    if patches:  # SigLIP 2 of any size: as many patches as it takes at most, in a square
        return int(patches**0.5) * int(processor.patch_size)
    crop = processor.crop_size if getattr(processor, "do_center_crop", False) else None
    for size in (crop, getattr(processor, "size", None)):
        lengths = size.values() if isinstance(size, dict) else vars(size).values() if size is not None else ()
        found = [length for length in lengths if isinstance(length, int)]
        if found:
            return max(found)
    return int(config.vision_config.image_size)


def _damaged(files: EncoderFiles, how: str, error: Exception) -> ModelDamagedError:
    return ModelDamagedError(
        f"The model {files.name!r} in {files.folder} {how} "
        f"({type(error).__name__}: {' '.join(str(error).split())[:300]})",
        remedy="Download or copy it again, or choose another; models that need code of their own are not run",
    )
