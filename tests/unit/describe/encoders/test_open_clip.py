"""OpenCLIP's checkpoints, against a second and independent way to compute them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from tests.unit.describe.encoders.models import CONTEXT, save_merges, save_open_clip, tile
from torch.nn import functional

from tilescribe.describe.encoders import load_encoder
from tilescribe.describe.encoders.local import LocalEncoder
from tilescribe.errors import ModelDamagedError, ModelNotFoundError

State = Mapping[str, torch.Tensor]


def transformer(state: State, prefix: str, x: torch.Tensor, *, quick: bool, causal: bool) -> torch.Tensor:
    """(1, tokens, 32) through both layers, as the paper's `ResidualAttentionBlock` has it."""
    mask = torch.full((x.shape[1], x.shape[1]), float("-inf")).triu(1) if causal else None
    for layer in range(2):
        block = {
            name.removeprefix(f"{prefix}resblocks.{layer}."): value
            for name, value in state.items()
            if name.startswith(f"{prefix}resblocks.{layer}.")
        }
        y = functional.layer_norm(x, (32,), block["ln_1.weight"], block["ln_1.bias"])
        attended, _ = functional.multi_head_attention_forward(
            *[y.transpose(0, 1)] * 3,
            embed_dim_to_check=32,
            num_heads=2,
            in_proj_weight=block["attn.in_proj_weight"],
            in_proj_bias=block["attn.in_proj_bias"],
            bias_k=None,
            bias_v=None,
            add_zero_attn=False,
            dropout_p=0,
            out_proj_weight=block["attn.out_proj.weight"],
            out_proj_bias=block["attn.out_proj.bias"],
            training=False,
            attn_mask=mask,
        )
        x = x + attended.transpose(0, 1)
        y = functional.layer_norm(x, (32,), block["ln_2.weight"], block["ln_2.bias"])
        y = y @ block["mlp.c_fc.weight"].T + block["mlp.c_fc.bias"]
        y = y * torch.sigmoid(1.702 * y) if quick else functional.gelu(y)
        x = x + y @ block["mlp.c_proj.weight"].T + block["mlp.c_proj.bias"]
    return x


def seen(state: State, picture: np.ndarray[Any, Any], *, quick: bool) -> np.ndarray[Any, Any]:
    mean, std = torch.tensor([0.48145466, 0.4578275, 0.40821073]), torch.tensor([0.26862954, 0.26130258, 0.27577711])
    pixels = ((torch.from_numpy(picture).float() / 255 - mean) / std).permute(2, 0, 1)[None]
    patches = functional.conv2d(pixels, state["visual.conv1.weight"], stride=14).flatten(2).transpose(1, 2)
    x = torch.cat([state["visual.class_embedding"][None, None], patches], 1) + state["visual.positional_embedding"]
    x = functional.layer_norm(x, (32,), state["visual.ln_pre.weight"], state["visual.ln_pre.bias"])
    x = transformer(state, "visual.transformer.", x, quick=quick, causal=False)[:, 0]
    x = functional.layer_norm(x, (32,), state["visual.ln_post.weight"], state["visual.ln_post.bias"])
    return functional.normalize(x @ state["visual.proj"])[0].numpy()


def read(state: State, ids: list[int], *, quick: bool) -> np.ndarray[Any, Any]:
    row = torch.tensor([ids + [0] * (CONTEXT - len(ids))])
    x = state["token_embedding.weight"][row] + state["positional_embedding"]
    x = transformer(state, "transformer.", x, quick=quick, causal=True)
    x = functional.layer_norm(x, (32,), state["ln_final.weight"], state["ln_final.bias"])
    return functional.normalize(x[:, int(row.argmax())] @ state["text_projection"])[0].numpy()


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("name", ["tiny.safetensors", "tiny.pt"])
def test_a_checkpoint_computes_what_open_clip_computes(tmp_path: Path, name: str, *, quick: bool) -> None:
    from tilescribe.describe.builtin.pictures import picture_of

    path = save_open_clip(tmp_path, name=name, quick_gelu=quick)
    state = load_file(path) if name.endswith(".safetensors") else torch.load(path, weights_only=True)
    encoder = load_encoder(f"clip:{path}", templates=("{}",), dtype="float32")
    assert encoder.encode_pictures([tile(3)])[0] == pytest.approx(
        seen(state, picture_of(tile(3)), quick=quick), abs=1e-5
    )
    # By hand: <start>, "the", "ship" and its rest without an end of a word, "and", <end>; 512 letters come first.
    first, last = 512 + 10, 512 + 11
    ids = [first, 512 + 1, 512 + 7, 512 + 3, last]
    assert encoder.encode_questions(["The ships and"])[0] == pytest.approx(read(state, ids, quick=quick), abs=1e-5)
    other = seen(state, picture_of(tile(3)), quick=not quick)
    assert encoder.encode_pictures([tile(3)])[0] != pytest.approx(other, abs=1e-3)


def test_the_activation_of_published_files_is_known(tmp_path: Path) -> None:
    spaces = {}
    path = save_open_clip(tmp_path, name="any.pt", described=False)
    for name in ("RemoteCLIP-ViT-B-32.pt", "RS5M_ViT-B-32.pt", "RS5M_ViT-H-14.pt", "of_my_own.pt"):
        spaces[name] = LocalEncoder(str(shutil.copy(path, tmp_path / name)), dtype="float32")
    assert spaces["RemoteCLIP-ViT-B-32.pt"].space == spaces["RS5M_ViT-B-32.pt"].space
    assert spaces["RS5M_ViT-H-14.pt"].space == spaces["of_my_own.pt"].space != spaces["RS5M_ViT-B-32.pt"].space
    assert not spaces["RS5M_ViT-H-14.pt"].notices
    assert "QuickGELU" in spaces["of_my_own.pt"].notices[0]


def test_a_file_beside_it_overrules_what_is_known_of_a_name(tmp_path: Path) -> None:
    path = save_open_clip(tmp_path, name="of_my_own.pt", described=False)
    gelu = LocalEncoder(str(path)).space
    path.with_suffix(".json").write_text(json.dumps({"quick_gelu": True}))
    described = LocalEncoder(str(path))
    assert described.space != gelu
    assert not described.notices


def test_the_hubs_form_of_a_folder_is_read(tmp_path: Path) -> None:
    path = save_open_clip(tmp_path, name="open_clip_model.safetensors")
    shape = json.loads(path.with_suffix(".json").read_text())
    path.with_suffix(".json").unlink()
    whole = {"model_cfg": shape, "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.5] * 3}}
    (tmp_path / "open_clip_config.json").write_text(json.dumps(whole))
    encoder = LocalEncoder(str(tmp_path))
    other = LocalEncoder(str(save_open_clip(tmp_path / "other")))
    assert encoder.encode_pictures([tile(1)])[0] != pytest.approx(other.encode_pictures([tile(1)])[0], abs=1e-3)


@pytest.mark.parametrize("wrapped", ["state_dict", "module", "text"])
def test_weights_of_a_training_run_are_found(tmp_path: Path, wrapped: str) -> None:
    plain = LocalEncoder(str(save_open_clip(tmp_path / "plain", name="tiny.pt")), dtype="float32")
    path = save_open_clip(tmp_path / "wrapped", name="tiny.pt")
    state = torch.load(path, weights_only=True)
    if wrapped == "state_dict":
        torch.save({"epoch": 3, "state_dict": {f"module.{name}": value for name, value in state.items()}}, path)
    elif wrapped == "module":
        torch.save({f"module.{name}": value for name, value in state.items()}, path)
    else:
        named = {name if name.startswith(("visual.", "logit")) else f"text.{name}": v for name, v in state.items()}
        torch.save(named, path)
    again = LocalEncoder(str(path), dtype="float32")
    assert again.encode_pictures([tile(1)]) == pytest.approx(plain.encode_pictures([tile(1)]), abs=1e-6)
    assert again.encode_questions(["ships"]) == pytest.approx(plain.encode_questions(["ships"]), abs=1e-6)


def test_a_pickle_that_would_run_code_is_not_run(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "was run",)

    path = tmp_path / "evil.pt"
    save_merges(tmp_path)
    torch.save({"visual.proj": Evil()}, path)
    with pytest.raises(ModelDamagedError, match="as weights alone"):
        LocalEncoder(str(path)).encode_questions(["ships"])
    assert not (tmp_path / "was run").exists()


def test_another_network_is_refused_with_what_is_odd(tmp_path: Path) -> None:
    path = save_open_clip(tmp_path)
    state = load_file(path)
    save_file({**state, "visual.attnpool.c_proj.weight": torch.zeros(2)}, path)
    with pytest.raises(ModelDamagedError, match=r"it has visual\.attnpool"):
        LocalEncoder(str(path)).encode_questions(["ships"])
    save_file({name: value for name, value in state.items() if name != "visual.ln_post.bias"}, path)
    with pytest.raises(ModelDamagedError, match=r"visual\.ln_post\.bias is missing"):
        LocalEncoder(str(path)).encode_questions(["ships"])
    save_file({"visual.layer1.0.conv1.weight": torch.zeros(2)}, path)
    with pytest.raises(ModelDamagedError, match="ResNet"):
        LocalEncoder(str(path)).encode_questions(["ships"])


@pytest.mark.parametrize(("part", "setting"), [("text_cfg", "hf_model_name"), ("vision_cfg", "timm_model_name")])
def test_a_description_of_another_network_is_refused(tmp_path: Path, part: str, setting: str) -> None:
    path = save_open_clip(tmp_path)
    shape = json.loads(path.with_suffix(".json").read_text())
    shape[part][setting] = "something/else"
    path.with_suffix(".json").write_text(json.dumps(shape))
    with pytest.raises(ModelDamagedError, match=setting):
        LocalEncoder(str(path)).encode_questions(["ships"])


def test_without_clips_words_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tilescribe.describe.encoders.vocabulary._PACKAGES", ())
    monkeypatch.setattr("tilescribe.describe.encoders.vocabulary._REPOSITORIES", ())
    path = save_open_clip(tmp_path)
    (tmp_path / "bpe_simple_vocab_16e6.txt.gz").unlink()
    with pytest.raises(ModelNotFoundError, match="open_clip_torch"):
        LocalEncoder(str(path)).encode_questions(["ships"])
