import gc
import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperCommand
from typer.main import get_command
from typer.testing import CliRunner

from tilescribe.cli.app import app
from tilescribe.cli.quick import PlainValues, uncollected


class Plainly(PlainValues, TyperCommand):
    pass


def outcome(cls: type[TyperCommand], arguments: list[str]) -> Any:
    """(values that the command was given, exit status, what was said)"""
    taken: dict[str, Any] = {}
    one = typer.Typer(add_completion=False, rich_markup_mode=None)

    @one.command(cls=cls)
    def command(
        place: Path,
        word: str,
        count: Annotated[int, typer.Option("--count")] = 20,
        port: Annotated[int | None, typer.Option("--port", min=0, max=10)] = None,
        share: Annotated[float | None, typer.Option("--share")] = None,
        names: Annotated[list[str] | None, typer.Option("--name")] = None,
        sides: Annotated[list[float] | None, typer.Option("--side")] = None,
        yes: Annotated[bool, typer.Option("--yes")] = False,
    ) -> None:
        taken.update(locals())

    result = CliRunner().invoke(one, arguments)
    taken.pop("taken", None)
    return {name: (type(value), value) for name, value in taken.items()}, result.exit_code, result.output


VALUES = st.one_of(
    st.sampled_from(["5", "-3", "0.5", ".5", "5.", ".", "1e3", "nan", "inf", "", " 7", "1_000", "٣", "³", "é", "007"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4),
    st.integers().map(str),
    st.floats().map(str),
)
OPTIONS = ["--count", "--port", "--share", "--name", "--side"]


@given(
    arguments=st.lists(VALUES, min_size=0, max_size=3),
    options=st.lists(st.tuples(st.sampled_from(OPTIONS), VALUES), max_size=4),
    flags=st.lists(st.sampled_from(["--yes", "--help"]), max_size=1),
)
def test_values_become_what_typer_makes_of_them(
    arguments: list[str], options: list[tuple[str, str]], flags: list[str]
) -> None:
    line = [*flags, *(f"{name}={value}" for name, value in options), "--", *arguments]
    ours, theirs = outcome(Plainly, line), outcome(TyperCommand, line)
    assert repr(ours) == repr(theirs)  # a NaN is not equal to itself


def test_a_path_that_may_not_be_read_is_refused_as_by_typer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("os.access", lambda *_: False)
    line = [str(tmp_path / "file"), "word"]
    assert outcome(Plainly, line) == outcome(TyperCommand, line)
    assert "not readable" in outcome(Plainly, line)[2]


def test_a_command_is_imported_when_it_is_asked_for() -> None:
    code = (
        "import sys, json\n"
        "from tilescribe.cli.app import app\n"
        "from typer.main import get_command\n"
        "group = get_command(app)\n"
        "names = list(group.commands)\n"
        "before = [name for name in sys.modules if name.startswith('tilescribe.cli.')]\n"
        "group.commands['info']\n"
        "print(json.dumps([names, before, [name for name in sys.modules if name.startswith('tilescribe.cli.')]]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names, before, after = json.loads(done.stdout)
    assert {"index", "search", "models"} <= set(names)
    assert "tilescribe.cli.search" not in before
    assert "tilescribe.cli.info" in after
    assert "tilescribe.cli.index" not in after


def test_every_command_that_is_named_can_be_made() -> None:
    group: Any = get_command(app)
    assert all(command.callback is not None for command in group.commands.values())
    assert len(group.commands) == len(set(group.commands))


def test_an_unknown_command_is_told_the_near_ones() -> None:
    result = CliRunner().invoke(app, ["serach"])
    assert result.exit_code == 2
    assert "Did you mean 'search'" in result.output


def test_garbage_is_looked_for_again_afterwards() -> None:
    def fail() -> None:
        with uncollected():
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()
    gc.unfreeze()
