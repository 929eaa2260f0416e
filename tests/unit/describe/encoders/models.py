"""Tiny models of real architectures with random weights, made with transformers' own classes and saved like any."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from tests.unit.describe.vlm.zoo import SENTENCES

__all__ = ["ARCHITECTURES", "build", "save_merges", "save_open_clip", "tile"]

TEXT = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2}
VISION = {**TEXT, "image_size": 28, "patch_size": 14}
CONTEXT = 40
"""Tokens of a text."""


def build(name: str, folder: Path, *, seed: int = 0) -> Path:
    """Save the tiny model called `name` in `folder`, with all that its picture and word processors need."""
    import torch

    torch.manual_seed(seed)
    words = tokenizer()
    model, pictures = ARCHITECTURES[name](words)
    with torch.no_grad():
        for weights in model.parameters():
            if weights.ndim > 1:  # far enough from zero for picture and words to matter
                weights.mul_(8)
    model.eval().save_pretrained(folder)
    pictures.save_pretrained(folder)
    words.save_pretrained(folder)
    return folder


def tokenizer() -> Any:
    """Byte pairs; a text begins with <s> and ends with </s>, which has the highest number, as in CLIP."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokens = Tokenizer(models.BPE(unk_token="<unk>"))
    tokens.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=320,
        special_tokens=["<pad>", "<unk>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokens.train_from_iterator([*SENTENCES * 3], trainer)
    tokens.add_special_tokens(["<s>", "</s>"])
    first, last = tokens.token_to_id("<s>"), tokens.token_to_id("</s>")
    tokens.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", first), ("</s>", last)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokens,
        pad_token="<pad>",
        unk_token="<unk>",
        bos_token="<s>",
        eos_token="</s>",
        model_max_length=CONTEXT,
    )


def _ids(words: Any) -> dict[str, int]:
    return {
        "vocab_size": len(words),
        "bos_token_id": words.bos_token_id,
        "eos_token_id": words.eos_token_id,
        "pad_token_id": words.pad_token_id,
    }


def _clip(words: Any) -> tuple[Any, Any]:
    from transformers import CLIPConfig, CLIPModel
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    text = {**TEXT, "max_position_embeddings": CONTEXT, **_ids(words)}
    config = CLIPConfig(text_config=text, vision_config=VISION, projection_dim=16)
    return CLIPModel(config), CLIPImageProcessorPil(size={"shortest_edge": 28}, crop_size={"height": 28, "width": 28})


def _siglip(words: Any) -> tuple[Any, Any]:
    from transformers import SiglipConfig, SiglipModel
    from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

    text = {**TEXT, "max_position_embeddings": CONTEXT, **_ids(words)}
    config = SiglipConfig(text_config=text, vision_config=VISION)
    return SiglipModel(config), SiglipImageProcessorPil(size={"height": 28, "width": 28})


def _siglip2(words: Any) -> tuple[Any, Any]:
    from transformers import Siglip2Config, Siglip2Model
    from transformers.models.siglip2.image_processing_pil_siglip2 import Siglip2ImageProcessorPil

    text = {**TEXT, "max_position_embeddings": CONTEXT, **_ids(words)}
    config = Siglip2Config(text_config=text, vision_config={**TEXT, "num_patches": 4, "patch_size": 14})
    return Siglip2Model(config), Siglip2ImageProcessorPil(max_num_patches=4, patch_size=14)


def _chinese_clip(words: Any) -> tuple[Any, Any]:
    from transformers import ChineseCLIPConfig, ChineseCLIPModel
    from transformers.models.chinese_clip.image_processing_pil_chinese_clip import ChineseCLIPImageProcessorPil

    text = {**TEXT, "max_position_embeddings": 512, **_ids(words)}
    config = ChineseCLIPConfig(text_config=text, vision_config=VISION, projection_dim=16)
    return ChineseCLIPModel(config), ChineseCLIPImageProcessorPil(
        size={"height": 28, "width": 28}, crop_size={"height": 28, "width": 28}
    )


def _metaclip_2(words: Any) -> tuple[Any, Any]:
    from transformers import MetaClip2Config, MetaClip2Model
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    text = {**TEXT, "max_position_embeddings": CONTEXT, **_ids(words)}
    config = MetaClip2Config(text_config=text, vision_config=VISION, projection_dim=16)
    return MetaClip2Model(config), CLIPImageProcessorPil(
        size={"shortest_edge": 28}, crop_size={"height": 28, "width": 28}
    )


ARCHITECTURES: dict[str, Callable[[Any], tuple[Any, Any]]] = {
    "clip": _clip,
    "siglip": _siglip,
    "siglip2": _siglip2,
    "chinese_clip": _chinese_clip,
    "metaclip_2": _metaclip_2,
}


# --- OpenCLIP ---------------------------------------------------------------------------------------------------------

SHAPE = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 28, "layers": 2, "width": 32, "head_width": 16, "patch_size": 14},
    "text_cfg": {"context_length": CONTEXT, "vocab_size": 0, "width": 32, "heads": 2, "layers": 2},
}


def open_clip_state(*, words: int, seed: int = 0) -> dict[str, Any]:
    """Random weights by OpenCLIP's names, in OpenCLIP's shapes."""
    import torch

    generator = torch.Generator().manual_seed(seed)

    def random(*shape: int, scale: float = 0.3) -> Any:
        return torch.randn(*shape, generator=generator) * scale

    width = 32
    state = {
        "logit_scale": torch.tensor(2.0),
        "token_embedding.weight": random(words, width),
        "positional_embedding": random(CONTEXT, width),
        "text_projection": random(width, 16),
        "visual.class_embedding": random(width),
        "visual.conv1.weight": random(width, 3, 14, 14, scale=0.05),
        "visual.positional_embedding": random(5, width),
        "visual.proj": random(width, 16),
    }
    norms = ["ln_final", "visual.ln_pre", "visual.ln_post"]
    for tower in ("", "visual."):
        for layer in range(2):
            block = f"{tower}transformer.resblocks.{layer}"
            norms += [f"{block}.ln_1", f"{block}.ln_2"]
            state |= {
                f"{block}.attn.in_proj_weight": random(3 * width, width),
                f"{block}.attn.in_proj_bias": random(3 * width),
                f"{block}.attn.out_proj.weight": random(width, width),
                f"{block}.attn.out_proj.bias": random(width),
                f"{block}.mlp.c_fc.weight": random(48, width),
                f"{block}.mlp.c_fc.bias": random(48),
                f"{block}.mlp.c_proj.weight": random(width, 48),
                f"{block}.mlp.c_proj.bias": random(width),
            }
    for norm in norms:
        state |= {f"{norm}.weight": 1 + random(width), f"{norm}.bias": random(width)}
    return state


def save_open_clip(
    folder: Path, *, name: str = "tiny.safetensors", described: bool = True, quick_gelu: bool = False, seed: int = 0
) -> Path:
    """A checkpoint with words beside it; the file."""
    import torch
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    words = save_merges(folder)
    state = open_clip_state(words=words, seed=seed)
    path = folder / name
    if path.suffix == ".safetensors":
        save_file(state, path)
    else:
        torch.save(state, path)
    if described:
        shape = {**SHAPE, "quick_gelu": quick_gelu, "text_cfg": {**SHAPE["text_cfg"], "vocab_size": words}}
        path.with_suffix(".json").write_text(json.dumps(shape))
    return path


def save_merges(folder: Path) -> int:
    """A file of the form of CLIP's words, with few pairs; how many words there are."""
    pairs = ["t h", "th e</w>", "a n", "an d</w>", "s h", "i p", "sh ip", "ship s</w>", "i n", "in g</w>"]
    text = "\n".join(["#version: 0.2", *pairs])
    (folder / "bpe_simple_vocab_16e6.txt.gz").write_bytes(gzip.compress(text.encode()))
    return 512 + len(pairs) + 2


# --- tiles ------------------------------------------------------------------------------------------------------------


def tile(seed: int = 0, *, height: int = 28, width: int = 28) -> Any:
    """A tile of random colours."""
    from tests.unit.describe.made_up import tile_of

    values = np.random.default_rng(seed).integers(0, 255, (height // 4 + 1, width // 4 + 1, 3))
    picture = np.kron(values, np.ones((4, 4, 1)))[:height, :width].astype(np.uint8)
    return tile_of(np.ascontiguousarray(picture.transpose(2, 0, 1)))
