"""OpenCLIP's checkpoints as transformers' `CLIPModel`, which computes the same: no dependency is added.

Checkpoints of two transformers (ViT-B-32, ViT-B-16, ViT-L-14, ViT-H-14, …) as OpenCLIP, RemoteCLIP and GeoRSCLIP
publish them. What the weights alone do not say, the activation and the number of heads, comes from a description of the
network beside them (`open_clip_config.json`, or `NAME.json` beside `NAME.pt`, in OpenCLIP's own form), else from what
is known of published files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tilescribe.describe.encoders.checkpoints import LAYERS, to_transformers
from tilescribe.describe.encoders.files import OPEN_CLIP_CONFIG, EncoderFiles, read_json
from tilescribe.describe.encoders.towers import OPENAI_MEAN, OPENAI_STD, Inputs, Preparation
from tilescribe.describe.encoders.vocabulary import load_tokenizer
from tilescribe.errors import ModelDamagedError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["load_model", "load_preparation", "notices_of", "settings_of"]

_QUICK_GELU = re.compile(r"RemoteCLIP-ViT|RS5M_ViT-B-32|RS5M_ViT-L-14|-quickgelu|openai", re.IGNORECASE)
"""Published files that began from OpenAI's weights, which were trained with x σ(1.702 x): RemoteCLIP's retrieval script
and GeoRSCLIP's inference script load them into `pretrained="openai"`; the only L-14-336 is OpenAI's."""
_GELU = re.compile(r"RS5M_ViT-H-14|laion|datacomp|commonpool", re.IGNORECASE)
"""Published files that began from OpenCLIP's own weights."""
_EPSILON = 1e-5
_HEAD_WIDTH = 64
_MOST_BY_WIDTH = 1024
"""Vision towers up to this width have one head for each 64 numbers; wider ones (H-14, g-14, bigG-14) have 16."""
_WIDE_HEADS = 16
_LAST_TOKEN = 49_407
"""`<|endoftext|>`, at which the text tower is read."""
_UNLIKE_CLIP = {
    "text_cfg": ("hf_model_name", "no_causal_mask", "embed_cls", "pool_type"),
    "vision_cfg": ("timm_model_name", "attentional_pool", "no_ln_pre", "ls_init_value", "pool_type", "pos_embed_type"),
}
"""Settings that make another network of it."""
_NO_WEIGHTS = frozenset({"input_resolution", "context_length", "vocab_size", "attn_mask", "logit_bias"})


def settings_of(files: EncoderFiles) -> dict[str, Any]:
    """What decides a picture's vector besides the weights, as JSON."""
    mean, std = _normalisation(files)
    return {"model": _described(files), "quick_gelu": _quick_gelu(files), "mean": mean, "std": std}


def notices_of(files: EncoderFiles) -> tuple[str, ...]:
    """What the user should know: which activation was taken, where nothing tells."""
    if _described(files) or _QUICK_GELU.search(files.weights[0].name) or _GELU.search(files.weights[0].name):
        return ()
    checkpoint = files.weights[0]
    told = (
        f"Nothing tells whether {checkpoint.name} was trained with GELU or QuickGELU; GELU is taken. Where it began "
        f'from the weights of OpenAI, put {checkpoint.stem}.json beside it: {{"quick_gelu": true}}.'
    )
    return (told,)


def load_preparation(files: EncoderFiles) -> Preparation:
    """Raises ModelDamagedError where the files do not make it, ModelNotFoundError where no vocabulary is here."""
    state = _state(files)
    config = _config(files, state)
    mean, std = _normalisation(files)
    tokenizer = load_tokenizer(files)
    words = partial(_words, tokenizer, context=int(config.text_config.max_position_embeddings))
    return Preparation(int(config.vision_config.image_size), partial(_pictures, mean=mean, std=std), words)


def load_model(files: EncoderFiles, *, dtype: Any) -> Any:
    """Raises ModelDamagedError where the checkpoint is of another network, or cannot be read."""
    from transformers import CLIPModel

    from tilescribe.quiet import quiet

    state = _state(files)
    config = _config(files, state)
    with quiet():
        model: Any = CLIPModel.from_pretrained(None, config=config, state_dict=to_transformers(state), dtype=dtype)
        return model.eval()


# --- what is prepared -------------------------------------------------------------------------------------------------


def _pictures(pictures: Sequence[Image], *, mean: Sequence[float], std: Sequence[float]) -> Inputs:
    import numpy as np
    import torch

    stacked = np.stack([np.asarray(one.convert("RGB"), dtype=np.float32) for one in pictures]) / np.float32(255)
    normal = (stacked - np.array(mean, np.float32)) / np.array(std, np.float32)
    return {"pixel_values": torch.from_numpy(np.ascontiguousarray(normal.transpose(0, 3, 1, 2)))}


def _words(tokenizer: Any, texts: Sequence[str], *, context: int) -> Inputs:
    import torch

    rows = tokenizer(list(texts), truncation=True, max_length=context)["input_ids"]
    # The tower reads no further than the last token of a text, so that what fills up the row does not matter.
    return {"input_ids": torch.tensor([row + [0] * (context - len(row)) for row in rows])}


# --- what kind of network it is ---------------------------------------------------------------------------------------


def _described(files: EncoderFiles) -> dict[str, Any]:
    """The description of the network beside the checkpoint, of OpenCLIP's own form; empty where there is none."""
    whole = _description(files)
    found = whole.get("model_cfg", whole)
    return {key: found[key] for key in ("embed_dim", "quick_gelu", "vision_cfg", "text_cfg") if key in found}


def _description(files: EncoderFiles) -> dict[str, Any]:
    beside = read_json(files.weights[0].with_suffix(".json"))
    return beside or read_json(files.folder / OPEN_CLIP_CONFIG)


def _normalisation(files: EncoderFiles) -> tuple[tuple[float, ...], tuple[float, ...]]:
    stated = _description(files).get("preprocess_cfg", {})
    return tuple(stated.get("mean", OPENAI_MEAN)), tuple(stated.get("std", OPENAI_STD))


def _quick_gelu(files: EncoderFiles) -> bool:
    described = _described(files)
    if described:
        return bool(described.get("quick_gelu", False))
    return bool(_QUICK_GELU.search(files.weights[0].name))


def _config(files: EncoderFiles, state: Mapping[str, Any]) -> Any:
    """The settings of transformers' `CLIPModel` that are those of the checkpoint."""
    from transformers import CLIPConfig

    from tilescribe.quiet import quiet

    described = _described(files)
    for part, names in _UNLIKE_CLIP.items():
        odd = [name for name in names if described.get(part, {}).get(name) not in (None, False, "tok", "learnable")]
        if odd:
            raise _other_network(files, f"its {part} has {odd[0]}")
    _check(files, state)
    width, _, patch_px, _ = state["visual.conv1.weight"].shape
    grid = round((len(state["visual.positional_embedding"]) - 1) ** 0.5)
    words, text_width = state["token_embedding.weight"].shape
    head_width = described.get("vision_cfg", {}).get("head_width")
    heads = width // (head_width or _HEAD_WIDTH) if head_width or width <= _MOST_BY_WIDTH else _WIDE_HEADS
    activation = {"hidden_act": "quick_gelu" if _quick_gelu(files) else "gelu", "layer_norm_eps": _EPSILON}
    last = min(_LAST_TOKEN, words - 1)
    with quiet():
        return CLIPConfig(
            projection_dim=state["text_projection"].shape[1],
            vision_config={
                "hidden_size": width,
                "intermediate_size": len(state["visual.transformer.resblocks.0.mlp.c_fc.weight"]),
                "num_hidden_layers": _depth(state, "visual.transformer."),
                "num_attention_heads": max(1, heads),
                "image_size": grid * patch_px,
                "patch_size": patch_px,
                **activation,
            },
            text_config={
                "vocab_size": words,
                "hidden_size": text_width,
                "intermediate_size": len(state["transformer.resblocks.0.mlp.c_fc.weight"]),
                "num_hidden_layers": _depth(state, "transformer."),
                "num_attention_heads": described.get("text_cfg", {}).get("heads") or max(1, text_width // _HEAD_WIDTH),
                "max_position_embeddings": len(state["positional_embedding"]),
                "bos_token_id": last - 1,
                "eos_token_id": last,
                "pad_token_id": 0,
                **activation,
            },
        )


def _check(files: EncoderFiles, state: Mapping[str, Any]) -> None:
    """Raises ModelDamagedError where it is not a checkpoint of two transformers, whole and with nothing besides."""
    if "visual.conv1.weight" not in state or "visual.class_embedding" not in state:
        raise _other_network(files, "its vision tower is no plain vision transformer (a ResNet, say)")
    needed = {"positional_embedding", "text_projection", "token_embedding.weight", "ln_final.weight", "ln_final.bias"}
    needed |= {f"visual.{name}" for name in ("conv1.weight", "positional_embedding", "proj", "class_embedding")}
    needed |= {f"visual.{name}.{part}" for name in ("ln_pre", "ln_post") for part in ("weight", "bias")}
    for prefix in ("", "visual."):
        depth = _depth(state, f"{prefix}transformer.")
        needed |= {f"{prefix}transformer.resblocks.{layer}.{name}" for layer in range(depth) for name in LAYERS}
        if not depth:
            raise _other_network(files, "a tower has no layers")
    missing, odd = sorted(needed - state.keys()), sorted(state.keys() - needed - {"logit_scale"})
    if missing or odd:
        raise _other_network(files, f"{missing[0]} is missing" if missing else f"it has {odd[0]}")


def _depth(state: Mapping[str, Any], prefix: str) -> int:
    found = {re.match(rf"{re.escape(prefix)}resblocks\.(\d+)\.", name) for name in state}
    return 1 + max((int(one[1]) for one in found if one), default=-1)


def _other_network(files: EncoderFiles, why: str) -> ModelDamagedError:
    return ModelDamagedError(
        f"The checkpoint {files.name!r} ({files.weights[0]}) is not of a network that can be run here: {why}",
        remedy="Choose one of two plain transformers, such as ViT-B-32 or ViT-L-14, or a model of transformers; see "
        "docs/models.md",
    )


# --- what is read -----------------------------------------------------------------------------------------------------


def _state(files: EncoderFiles) -> dict[str, Any]:
    """The weights by OpenCLIP's names, mapped into memory and not read yet.

    Raises:
        ModelDamagedError: the file cannot be read, or holds other things than weights.
    """
    path = files.weights[0]
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            found: Any = load_file(path)
        else:
            import torch

            # Nothing but tensors and plain values: a pickle can run code when it is loaded.
            found = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
    # Two libraries read these files, and each has exceptions of its own.
    except Exception as error:
        raise ModelDamagedError(
            f"The checkpoint {path} cannot be read as weights alone "
            f"({type(error).__name__}: {' '.join(str(error).split())[:300]})",
            remedy="Download or copy it again; files that need code of their own, such as TorchScript, are not run",
        ) from error
    if isinstance(found, dict) and isinstance(found.get("state_dict"), dict):  # of a training run, with its optimiser
        found = found["state_dict"]
    if not isinstance(found, dict) or not all(hasattr(one, "shape") for one in found.values()):
        raise _other_network(files, "it holds other things than named weights")
    return {_plain(name): value for name, value in found.items() if _plain(name) not in _NO_WEIGHTS}


def _plain(name: str) -> str:
    """Without what training on several GPUs (`module.`) and OpenCLIP's other class (`text.`) put before it."""
    return name.removeprefix("module.").removeprefix("text.")
