"""Where models are found, what is fetched, and that nothing else asks the network."""

from __future__ import annotations

import json
import os
import shutil
import socket
from pathlib import Path

import pytest
from huggingface_hub import constants
from tests.unit.describe.vlm.conftest import ModelFolder
from tests.unit.embed.hub import COMMIT, hub

from tilescribe.cli import main
from tilescribe.describe import load_captioner
from tilescribe.describe.vlm.local.downloading import download, look_up
from tilescribe.describe.vlm.local.files import Source, cached_models, find_model, split_revision
from tilescribe.errors import ModelDamagedError, ModelNotFoundError, UnknownCaptionerError

OLD, NEW = "a" * 40, "b" * 40


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty hub cache."""
    folder = tmp_path / "hub"
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder))
    return folder


def keep(cache: Path, model: Path, *, commit: str, branch: str = "", age_s: int = 0) -> Path:
    """Put `model` into the cache as a commit of org/tiny."""
    root = cache / "models--org--tiny"
    snapshot = Path(shutil.copytree(model, root / "snapshots" / commit))
    os.utime(snapshot, (snapshot.stat().st_mtime - age_s,) * 2)
    if branch:
        (root / "refs").mkdir(exist_ok=True)
        (root / "refs" / branch).write_text(commit)
    return snapshot


def online(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", address)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", address + "/{repo_id}/resolve/{revision}/{filename}")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails the test."""

    def refuse(*_args: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_a_folder_is_known_by_its_name_and_its_content(tmp_path: Path, model_folder: ModelFolder) -> None:
    first = find_model(str(model_folder("smolvlm")))
    assert (first.name, first.source) == ("smolvlm", Source.FOLDER)
    moved = Path(shutil.copytree(model_folder("smolvlm"), tmp_path / "elsewhere" / "smolvlm"))
    assert find_model(str(moved)).revision == first.revision
    config = moved / "generation_config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"top_k": 7}))
    assert find_model(str(moved)).revision != first.revision


def test_large_weights_are_told_apart_by_samples(
    tmp_path: Path, model_folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilescribe.describe.vlm.local.files._SMALL_BYTES", 1000)
    monkeypatch.setattr("tilescribe.describe.vlm.local.files._SAMPLE_BYTES", 50)
    folder = Path(shutil.copytree(model_folder("smolvlm"), tmp_path / "large"))
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    before = find_model(str(folder)).revision
    content[-1] ^= 1
    weights.write_bytes(content)
    assert find_model(str(folder)).revision != before


def test_without_a_revision_the_newest_complete_one_of_the_cache_is_taken(
    cache: Path, model_folder: ModelFolder
) -> None:
    keep(cache, model_folder("blip"), commit=OLD, branch="main", age_s=100)
    newest = keep(cache, model_folder("git"), commit=NEW)
    assert find_model("org/tiny").revision == NEW[:12]
    (newest / "model.safetensors").unlink()
    assert find_model("org/tiny").revision == OLD[:12]


@pytest.mark.parametrize("revision", [OLD, OLD[:8], "main"])
def test_a_revision_is_a_commit_the_beginning_of_one_or_a_branch(
    revision: str, cache: Path, model_folder: ModelFolder
) -> None:
    keep(cache, model_folder("blip"), commit=OLD, branch="main", age_s=100)
    keep(cache, model_folder("git"), commit=NEW)
    assert find_model(f"org/tiny@{revision}").folder.name == OLD


def test_a_revision_that_is_not_here_is_not_replaced_by_another(cache: Path, model_folder: ModelFolder) -> None:
    keep(cache, model_folder("blip"), commit=OLD)
    with pytest.raises(ModelNotFoundError, match=r"models download org/tiny@v2"):
        find_model("org/tiny@v2")


def test_a_half_fetched_model_is_told_from_none(cache: Path, model_folder: ModelFolder) -> None:
    snapshot = keep(cache, model_folder("blip"), commit=OLD)
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (snapshot / "model.safetensors.index.json").write_text(json.dumps(index))
    with pytest.raises(ModelDamagedError, match=r"model-00001-of-00002\.safetensors is missing"):
        find_model("org/tiny")


def test_a_missing_model_says_how_to_have_it_and_asks_no_network(no_network: None) -> None:
    with pytest.raises(ModelNotFoundError, match="tilescribe models download org/tiny"):
        load_captioner("transformers:org/tiny")


def test_a_model_in_the_cache_is_loaded_without_the_network(
    cache: Path, model_folder: ModelFolder, no_network: None
) -> None:
    keep(cache, model_folder("smolvlm"), commit=NEW)
    author = load_captioner("transformers:org/tiny", device="cpu").author
    assert (author.captioner, author.model) == ("transformers:org/tiny", NEW[:12])


def test_weights_that_can_run_code_are_refused(tmp_path: Path, model_folder: ModelFolder) -> None:
    folder = Path(shutil.copytree(model_folder("blip"), tmp_path / "pickled"))
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelNotFoundError, match="no safetensors weights"):
        load_captioner(f"transformers:{folder}")


@pytest.mark.parametrize("file", ["config.json", "processor_config.json"])
def test_code_in_a_model_is_never_run(file: str, tmp_path: Path, model_folder: ModelFolder) -> None:
    folder = Path(shutil.copytree(model_folder("blip"), tmp_path / "coded"))
    ran = tmp_path / "ran"
    (folder / "code.py").write_text(f"open({str(ran)!r}, 'w')")
    for name in ("config.json", "processor_config.json"):
        content = json.loads((folder / name).read_text())
        content.pop("processor_class", None)
        content["model_type"] = "unheard-of"
        content["auto_map"] = {"AutoConfig": "code.Config", "AutoProcessor": "code.Processor"}
        (folder / name).write_text(json.dumps(content))
    with pytest.raises(ModelDamagedError):
        load_captioner(f"transformers:{folder}")
    assert not ran.exists()


def test_a_model_that_takes_no_pictures_is_refused(tmp_path: Path, model_folder: ModelFolder) -> None:
    folder = Path(shutil.copytree(model_folder("blip"), tmp_path / "words"))
    (folder / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ModelDamagedError, match="'bert', which does not turn pictures into text"):
        load_captioner(f"transformers:{folder}")


@pytest.mark.parametrize("name", ["", " ", "a/b/c", "a b", "org/model@", "/nowhere/at/all", "models--a"])
def test_what_cannot_be_a_model_is_refused(name: str) -> None:
    with pytest.raises(UnknownCaptionerError):
        find_model(name)


def test_a_revision_is_split_off() -> None:
    assert split_revision("org/model@v1.0") == ("org/model", "v1.0")
    assert split_revision("org/model") == ("org/model", None)


def served(tmp_path: Path, model_folder: ModelFolder) -> Path:
    """What a repository of the hub holds: more than is wanted."""
    folder = Path(shutil.copytree(model_folder("smolvlm"), tmp_path / "served"))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Tiny\n")
    (folder / "modelling.py").write_text("raise SystemExit")
    (folder / "pytorch_model.bin").write_bytes(b"0" * 10_000)
    (folder / "consolidated.safetensors").write_bytes(b"0" * 10_000)
    (folder / "onnx").mkdir()
    (folder / "onnx" / "config.json").write_text("{}")
    return folder


def test_a_download_is_pinned_and_has_neither_code_nor_weights_twice(
    tmp_path: Path, model_folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = served(tmp_path, model_folder)
    with hub("org/tiny", folder) as address:
        online(monkeypatch, address)
        offer = look_up("org/tiny")
        fetched = download(offer)
    assert (offer.commit, offer.licence) == (COMMIT, "apache-2.0")
    names = {path.relative_to(fetched.folder).as_posix() for path in fetched.folder.rglob("*") if path.is_file()}
    assert names == {name for name, _ in offer.files}
    assert {"model.safetensors", "README.md", "tokenizer.json", "chat_template.jinja"} <= names
    assert not names & {"modelling.py", "pytorch_model.bin", "consolidated.safetensors", "onnx/config.json"}
    assert offer.size_bytes == sum((folder / name).stat().st_size for name in names)
    assert fetched.revision == COMMIT[:12]
    assert [one.name for one in cached_models()] == ["org/tiny"]
    assert find_model("org/tiny@main").folder == fetched.folder


def test_a_download_by_tag_is_found_by_that_tag(
    tmp_path: Path, model_folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("org/tiny", served(tmp_path, model_folder)) as address:
        online(monkeypatch, address)
        fetched = download(look_up("org/tiny@refs/pr/23"))
    assert find_model("org/tiny@refs/pr/23") == fetched


@pytest.mark.parametrize(
    ("name", "reason"),
    [("org/other", "no public model of that name"), ("org/tiny", "no safetensors weights")],
)
def test_what_the_hub_cannot_give_is_one_sentence(
    name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "pytorch_model.bin").write_bytes(b"0")
    with hub("org/tiny", folder) as address:
        online(monkeypatch, address)
        with pytest.raises(ModelNotFoundError, match=reason):
            look_up(name)


def test_a_hub_that_cannot_be_reached_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    online(monkeypatch, "http://127.0.0.1:9")
    with pytest.raises(ModelNotFoundError, match="cannot be downloaded"):
        look_up("org/tiny")


def test_the_command_shows_size_and_licence_and_fetches_only_with_consent(
    tmp_path: Path,
    model_folder: ModelFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    cache: Path,
) -> None:
    with hub("org/tiny", served(tmp_path, model_folder), licence="gemma") as address:
        online(monkeypatch, address)
        with pytest.raises(SystemExit) as refused:
            main(["models", "download", "org/tiny"])
        told = capsys.readouterr()
        assert refused.value.code == 2
        assert "Licence: gemma" in told.err
        assert f"Revision: {COMMIT}" in told.err
        assert "MiB in " in told.err
        assert "Add --yes" in told.err
        assert not (cache / "models--org--tiny").exists()
        with pytest.raises(SystemExit) as done:
            main(["models", "download", "org/tiny", "--yes"])
    assert done.value.code == 0
    told = capsys.readouterr()
    assert Path(told.out.strip()).name == COMMIT
    assert "--captioner transformers:org/tiny" in told.err


def test_the_command_tells_what_a_model_costs(
    cache: Path, model_folder: ModelFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(cache, model_folder("qwen2_5_vl"), commit=NEW)
    with pytest.raises(SystemExit) as done:
        main(["models", "show", "org/tiny"])
    assert done.value.code == 0
    lines = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines() if "  " in line)
    assert {name: value.strip() for name, value in lines.items()} | {
        "Image tokens": "256 a tile",
        "Picture": "448 by 448 pixels a tile",
        "Can verify": "yes",
        "Can compare dates": "yes",
        "Licence": "not stated in its folder",
    } == {name: value.strip() for name, value in lines.items()}


def test_the_list_names_models_of_this_machine_and_prompts(
    cache: Path, model_folder: ModelFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(cache, model_folder("smolvlm"), commit=NEW)
    with pytest.raises(SystemExit):
        main(["models"])
    out = capsys.readouterr().out
    assert f"transformers:org/tiny@{NEW[:12]}" in out
    assert "disaster" in out
