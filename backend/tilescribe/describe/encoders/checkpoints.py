"""The names and shapes of OpenCLIP's weights, and those of transformers' `CLIPModel`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["LAYERS", "to_transformers"]

_OF_A_LAYER = {
    "ln_1.weight": "layer_norm1.weight",
    "ln_1.bias": "layer_norm1.bias",
    "attn.out_proj.weight": "self_attn.out_proj.weight",
    "attn.out_proj.bias": "self_attn.out_proj.bias",
    "ln_2.weight": "layer_norm2.weight",
    "ln_2.bias": "layer_norm2.bias",
    "mlp.c_fc.weight": "mlp.fc1.weight",
    "mlp.c_fc.bias": "mlp.fc1.bias",
    "mlp.c_proj.weight": "mlp.fc2.weight",
    "mlp.c_proj.bias": "mlp.fc2.bias",
}
_JOINED = ("attn.in_proj_weight", "attn.in_proj_bias")
"""Of queries, keys and values in one, in this order."""
LAYERS = (*_OF_A_LAYER, *_JOINED)
"""Names within each layer of either tower of OpenCLIP."""
_ALONE = {
    "logit_scale": "logit_scale",
    "token_embedding.weight": "text_model.embeddings.token_embedding.weight",
    "positional_embedding": "text_model.embeddings.position_embedding.weight",
    "ln_final.weight": "text_model.final_layer_norm.weight",
    "ln_final.bias": "text_model.final_layer_norm.bias",
    "visual.class_embedding": "vision_model.embeddings.class_embedding",
    "visual.conv1.weight": "vision_model.embeddings.patch_embedding.weight",
    "visual.positional_embedding": "vision_model.embeddings.position_embedding.weight",
    "visual.ln_pre.weight": "vision_model.pre_layrnorm.weight",
    "visual.ln_pre.bias": "vision_model.pre_layrnorm.bias",
    "visual.ln_post.weight": "vision_model.post_layernorm.weight",
    "visual.ln_post.bias": "vision_model.post_layernorm.bias",
}
_TURNED = {"text_projection": "text_projection.weight", "visual.proj": "visual_projection.weight"}
"""Multiplied from the other side."""
_LAYER = re.compile(r"(visual\.)?transformer\.resblocks\.(\d+)\.(.+)")


def to_transformers(state: Mapping[str, Any]) -> dict[str, Any]:
    """The weights of OpenCLIP's `CLIP` by the names that transformers' `CLIPModel` has for them; exact, nothing is
    rounded."""
    return dict(pair for name, value in state.items() for pair in _renamed(name, value))


def _renamed(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    layer = _LAYER.fullmatch(name)
    if layer is None:
        if name in _TURNED:
            yield _TURNED[name], value.T.contiguous()
        else:
            yield _ALONE[name], value
        return
    visual, number, part = layer.groups()
    prefix = f"{'vision' if visual else 'text'}_model.encoder.layers.{number}"
    if part in _JOINED:
        for short, third in zip("qkv", value.chunk(3), strict=True):
            yield f"{prefix}.self_attn.{short}_proj.{part.rpartition('_')[2]}", third.contiguous()
    else:
        yield f"{prefix}.{_OF_A_LAYER[part]}", value
