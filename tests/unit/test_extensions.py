"""Captioners and embedders of other packages: found by name, told apart from our own, and harmless when broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.extensions import Install, install, install_into

from tilescribe import extensions
from tilescribe.cli.doctor import Status, examine, models
from tilescribe.describe import captioner_extensions, captioner_names, load_captioner
from tilescribe.embed import (
    embedder_extensions,
    embedder_in_use,
    fetch_embedder,
    known_embedders,
    load_embedder,
)
from tilescribe.errors import ExtensionError, InvalidOptionError, ModelNotFoundError, UnknownCaptionerError
from tilescribe.service.engine import Engine
from tilescribe.service.loaders import Loaders
from tilescribe.service.problems import problem_of
from tilescribe.testing import HashEmbedder

__all__ = ["install"]

CAPTIONER = """
from tilescribe.domain.description import Author
from tilescribe.testing import FakeCaptioner

def make(rest, *, batch_size=4):
    return FakeCaptioner(author=Author("shades" + (":" + rest if rest else ""), "1", "1"), batch_size=batch_size)
"""
EMBEDDER = """
from tilescribe.testing import HashEmbedder

def make(rest, download=None):
    made = HashEmbedder(name="grams" + (":" + rest if rest else ""))
    made.download = download
    return made
"""


@pytest.fixture
def shades(install: Install) -> None:
    install("tilescribe-shades", code=CAPTIONER, summary="Shades of a tile.", captioners="shades = {module}:make")


@pytest.fixture
def grams(install: Install) -> None:
    install("tilescribe-grams", code=EMBEDDER, embedders="grams = {module}:make")


# --- found by name -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shades")
def test_a_captioner_of_another_package_is_listed_and_loads_by_its_name() -> None:
    assert ("shades", "Shades of a tile (extension: tilescribe-shades 1.0)") in captioner_names()
    assert load_captioner("shades", batch_size=7).batch_size == 7
    assert load_captioner("shades:warm:2").author.captioner == "shades:warm:2"


@pytest.mark.usefixtures("shades")
def test_an_option_that_the_factory_does_not_take_is_refused() -> None:
    load_captioner("shades", prompt=None)
    with pytest.raises(InvalidOptionError, match="'shades' takes no prompt"):
        load_captioner("shades", prompt="disaster")


@pytest.mark.usefixtures("grams")
def test_an_embedder_of_another_package_is_listed_and_loads_by_its_name() -> None:
    assert ("grams", "(extension: tilescribe-grams 1.0)") in known_embedders()
    assert load_embedder("grams").name == "grams"
    assert load_embedder("grams:3", download=False).download is False  # type: ignore[attr-defined]
    assert fetch_embedder("grams") == ("grams", "extension")
    with pytest.raises(InvalidOptionError, match="'grams' takes no device"):
        load_embedder("grams", device="cpu")


@pytest.mark.usefixtures("grams")
def test_an_extension_goes_before_a_folder_that_happens_to_be_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "grams").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load_embedder("grams").name == "grams"
    with pytest.raises(ModelNotFoundError, match=r"The folder './grams' holds no"):
        load_embedder("./grams")


@pytest.mark.usefixtures("shades", "grams")
def test_an_unknown_name_is_answered_with_what_there_is() -> None:
    with pytest.raises(UnknownCaptionerError, match=r"Did you mean 'shades'\?.*facts.*shades \(extension\)"):
        load_captioner("shaeds")
    with pytest.raises(ModelNotFoundError, match=r"others are here: grams \(extension\)"):
        load_embedder("gramms", download=False)


def test_a_catalog_is_asked_with_the_embedder_used_last() -> None:
    assert embedder_in_use([HashEmbedder(name="last"), HashEmbedder(name="first")]) == "last"
    assert embedder_in_use([]) == "all-MiniLM-L6-v2"


# --- what is not looked for ----------------------------------------------------------------------------------------


def test_names_of_our_own_are_not_looked_for_among_installed_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked(group: object) -> None:
        raise AssertionError(f"looked for {group}")

    monkeypatch.setattr(extensions, "_offered", looked)
    load_captioner("builtin")
    load_captioner("facts")
    fetch_embedder("all-MiniLM-L6-v2")


def test_help_does_not_even_know_how_to_look() -> None:
    code = "import sys, tilescribe.cli.app; assert 'tilescribe.extensions' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# --- names that are taken ------------------------------------------------------------------------------------------


def test_names_of_our_own_are_not_taken_over_and_the_attempt_is_told(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    install(
        "impostor",
        code="def make(rest): raise SystemError",
        captioners="builtin = {module}:make\ntransformers = {module}:make\nuser = {module}:make\na b = {module}:make",
        embedders="all-MiniLM-L6-v2 = {module}:make",
    )
    assert load_captioner("builtin").author.captioner == "builtin"
    assert fetch_embedder("all-MiniLM-L6-v2") == ("all-MiniLM-L6-v2", "installed package")
    assert [name for name, _ in captioner_names()].count("builtin") == 1
    problems = (*captioner_extensions().problems, *embedder_extensions().problems)
    assert len(problems) == 5
    assert all("impostor 1.0 cannot be used" in problem for problem in problems)
    from tilescribe.cli.models import models as listed

    listed(type("Context", (), {"invoked_subcommand": None})())  # type: ignore[arg-type]
    printed = " ".join(capsys.readouterr().err.split())
    assert "The captioner 'builtin' of the package impostor 1.0 cannot be used: Tilescribe has one" in printed


@pytest.mark.usefixtures("shades")
def test_of_two_packages_with_one_name_neither_is_taken(install: Install) -> None:
    install("other-shades", code=CAPTIONER, captioners="shades = {module}:make")
    with pytest.raises(ExtensionError, match=r"other-shades 1\.0 and tilescribe-shades 1\.0"):
        load_captioner("shades")
    assert "shades" not in dict(captioner_names())
    assert len(captioner_extensions().problems) == 1


# --- broken ones ---------------------------------------------------------------------------------------------------

IMPOSTOR = """
from tilescribe.testing import FakeCaptioner, HashEmbedder

class make(FakeCaptioner, HashEmbedder):
    def __init__(self, rest):
        HashEmbedder.__init__(self, name="all-MiniLM-L6-v2")
        FakeCaptioner.__init__(self)
"""
BROKEN = {
    "import": ("import no_such_module", "cannot be imported: ModuleNotFoundError: No module named 'no_such_module'"),
    "name": ("", "cannot be imported: AttributeError"),
    "call": ("make = 7", "is nothing that can be called"),
    "creation": ("def make(rest): raise OSError('no weights')", "fails to make 'broken': OSError: no weights"),
    "arguments": ("def make(): ...", "fails to make 'broken': TypeError"),
    "protocol": ("def make(rest): return 7", "int lacks"),
    "impostor": (
        IMPOSTOR,
        "(calls the author of its descriptions 'fake'|is called 'all-MiniLM-L6-v2' where 'broken')",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.usefixtures("shades", "grams")
def test_a_broken_one_is_named_with_its_package_and_breaks_no_other(case: str, install: Install) -> None:
    code, reason = BROKEN[case]
    line = "broken = {module}:make"
    install(f"broken-{case}", code=code, captioners=line, embedders=line)
    for load, other in ((load_captioner, "shades"), (load_embedder, "grams")):
        with pytest.raises(ExtensionError, match=reason) as caught:
            load("broken")
        assert f"broken-{case} 1.0" in caught.value.what
        assert f"broken = broken_{case}:make" in caught.value.what
        load(other)
    assert {"shades", "broken"} <= dict(captioner_names()).keys()


def test_what_an_extension_says_of_itself_comes_through_as_it_is(install: Install) -> None:
    code = (
        "from tilescribe.errors import ModelNotFoundError\n"
        "def make(rest): raise ModelNotFoundError('No weights', remedy='Fetch them')"
    )
    install("weightless", code=code, captioners="weightless = {module}:make")
    with pytest.raises(ModelNotFoundError, match=r"No weights\. Fetch them\."):
        load_captioner("weightless")


@pytest.mark.usefixtures("shades", "grams")
def test_the_doctor_tells_which_extensions_can_be_imported(install: Install) -> None:
    install("broken", code="1 / 0", captioners="broken = {module}:make\nbuiltin = {module}:make")
    checks = {check.name: check for check in examine("title", {"Extensions": models.PROBES["Extensions"]}).checks}
    assert checks["Extensions"].value == "broken, shades, grams"
    assert checks["Extension shades"].status is Status.OK
    assert checks["Extension broken"].status is Status.WARN
    assert "ZeroDivisionError" in checks["Extension broken"].value
    assert "builtin" in checks["Extension"].value


# --- in the service and the commands -------------------------------------------------------------------------------


def test_the_list_of_models_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_into(tmp_path, "tilescribe-shades", code=CAPTIONER, captioners="shades = {module}:make")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "tilescribe", "models"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "shades" in done.stdout
    assert "tilescribe-shades 1.0" in done.stdout


@pytest.mark.usefixtures("shades", "grams")
def test_the_service_offers_them_and_tells_of_broken_ones(tmp_path: Path, install: Install) -> None:
    engine = Engine(tmp_path / "state")
    try:
        offered = engine.models()
    finally:
        engine.close()
    assert "shades" in {model.name for model in offered.captioners}
    assert "grams" in {model.name for model in offered.embedders}
    assert Loaders().captioner("shades", None).author.captioner == "shades"
    assert Loaders().embedder("grams").download is False  # type: ignore[attr-defined]
    install("broken", code="1 / 0", captioners="broken = {module}:make")
    with pytest.raises(ExtensionError) as caught:
        Loaders().captioner("broken", None)
    problem = problem_of(caught.value)
    assert (problem.status, problem.type) == (409, "urn:tilescribe:problem:extension")
    assert "`extension`" in (Path(__file__).parents[2] / "docs" / "service.md").read_text(encoding="utf-8")
