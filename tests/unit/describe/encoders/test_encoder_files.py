"""Names of models, and what on the machine they lead to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.unit.describe.encoders.conftest import EncoderFolder
from tests.unit.describe.encoders.models import save_open_clip

from tilescribe.describe.encoders import is_encoder_name, load_encoder
from tilescribe.describe.encoders.files import Form, find_encoder
from tilescribe.errors import ModelDamagedError, ModelNotFoundError, UnknownEncoderError

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the hub."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def test_a_folder_is_known_by_its_name_and_its_content(encoder_folder: EncoderFolder) -> None:
    folder = encoder_folder("clip")
    found = find_encoder(str(folder))
    assert (found.name, found.asked, found.form) == ("clip", str(folder), Form.TRANSFORMERS)
    assert found.revision.startswith("files-")


def test_a_model_of_the_cache_is_known_by_its_commit(cache: Path, encoder_folder: EncoderFolder) -> None:
    snapshot = cache / "models--someone--tiny-clip" / "snapshots" / COMMIT
    shutil.copytree(encoder_folder("clip"), snapshot)
    found = find_encoder("someone/tiny-clip")
    assert (found.name, found.asked, found.revision) == ("someone/tiny-clip", "someone/tiny-clip", COMMIT[:12])
    assert find_encoder(f"someone/tiny-clip@{COMMIT[:8]}").folder == snapshot
    with pytest.raises(ModelNotFoundError, match="hf download someone/tiny-clip --revision 9999999"):
        find_encoder("someone/tiny-clip@9999999")


def test_the_same_weights_fill_one_space_wherever_they_lie(cache: Path, encoder_folder: EncoderFolder) -> None:
    folder = encoder_folder("clip")
    shutil.copytree(folder, cache / "models--someone--tiny-clip" / "snapshots" / COMMIT)
    here, there = load_encoder(f"clip:{folder}"), load_encoder("clip:someone/tiny-clip")
    assert here.space == there.space
    assert here.family != there.family
    assert load_encoder(f"clip:{encoder_folder('siglip')}").space != here.space


def test_other_preparation_is_another_space(tmp_path: Path, encoder_folder: EncoderFolder) -> None:
    folder = tmp_path / "other"
    shutil.copytree(encoder_folder("clip"), folder)
    settings = json.loads((folder / "preprocessor_config.json").read_text())
    settings["image_mean"] = [0.5, 0.5, 0.5]
    (folder / "preprocessor_config.json").write_text(json.dumps(settings))
    assert load_encoder(f"clip:{folder}").space != load_encoder(f"clip:{encoder_folder('clip')}").space


def test_a_checkpoint_is_a_file_or_one_of_a_folder_or_of_the_cache(cache: Path, tmp_path: Path) -> None:
    path = save_open_clip(tmp_path / "models", name="RemoteCLIP-ViT-B-32.pt")
    assert find_encoder(str(path)).name == "RemoteCLIP-ViT-B-32"
    assert find_encoder(f"{path.parent}#{path.name}").name == f"models#{path.name}"
    snapshot = cache / "models--chendelong--RemoteCLIP" / "snapshots" / COMMIT
    shutil.copytree(path.parent, snapshot)
    found = find_encoder("chendelong/RemoteCLIP#RemoteCLIP-ViT-B-32.pt")
    assert (found.form, found.revision) == (Form.OPEN_CLIP, COMMIT[:12])
    with pytest.raises(ModelNotFoundError, match=r"RemoteCLIP-ViT-B-32\.pt"):
        find_encoder("chendelong/RemoteCLIP")
    with pytest.raises(ModelNotFoundError, match=r"no file 'RemoteCLIP-ViT-L-14\.pt'"):
        find_encoder("chendelong/RemoteCLIP#RemoteCLIP-ViT-L-14.pt")


@pytest.mark.parametrize("name", ["a/b/c", "no spaces/please", "../up", "x" * 5000, "\0", "a@"])
def test_what_can_be_no_model_is_refused(cache: Path, name: str) -> None:
    with pytest.raises(UnknownEncoderError, match="clip:ORGANISATION/MODEL"):
        load_encoder(f"clip:{name}")


@pytest.mark.parametrize("name", ["clip", "clip:", "cilp:x", ""])
def test_a_name_without_a_family_is_no_encoder(name: str) -> None:
    assert not is_encoder_name(name)
    with pytest.raises(UnknownEncoderError, match="clip:MODEL"):
        load_encoder(name)


def test_a_model_without_safe_weights_is_refused(tmp_path: Path, encoder_folder: EncoderFolder) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(encoder_folder("clip"), folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelNotFoundError, match="no safetensors weights"):
        load_encoder(f"clip:{folder}")


def test_a_model_with_one_tower_is_refused(tmp_path: Path, encoder_folder: EncoderFolder) -> None:
    folder = tmp_path / "bert"
    shutil.copytree(encoder_folder("clip"), folder)
    (folder / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ModelDamagedError, match="'bert', which does not bring pictures and words into one space"):
        load_encoder(f"clip:{folder}")


def test_a_damaged_model_says_so_with_the_first_question(tmp_path: Path, encoder_folder: EncoderFolder) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(encoder_folder("clip"), folder)
    (folder / "model.safetensors").write_bytes(b"nothing of the kind")
    encoder = load_encoder(f"clip:{folder}")
    with pytest.raises(ModelDamagedError, match="cannot be loaded"):
        encoder.encode_questions(["ships"])
