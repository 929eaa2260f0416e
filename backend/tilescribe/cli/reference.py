"""Write the command line reference from the commands themselves: `python -m tilescribe.cli.reference`."""

from __future__ import annotations

__all__ = ["reference"]

_HEAD = """# Command line reference

Made from the commands themselves by `make docs`; a test holds the two equal.

Standard output carries the result and nothing else; progress and messages go to standard error.

| exit status | meaning |
| --- | --- |
| 0 | done |
| 1 | failed |
| 2 | wrong usage |
| 3 | done, but some rasters or tiles failed; each is named with its reason |
| 130 | stopped with Ctrl-C; the same command goes on |
"""


def reference() -> str:
    """The whole reference as Markdown: one section a command, holding its `--help`."""
    from typer.main import get_command

    from tilescribe.cli.app import app

    root = get_command(app)
    commands = root.commands  # type: ignore[attr-defined]
    sections = [_section("tilescribe", _help(root, "tilescribe", None))]
    for name, command in commands.items():
        sections.append(_section(f"tilescribe {name}", _help(command, name, root)))
        for inner, subcommand in getattr(command, "commands", {}).items():
            sections.append(_section(f"tilescribe {name} {inner}", _help(subcommand, f"{name} {inner}", root)))
    return "\n".join([_HEAD, *sections])


def _help(command: object, name: str, root: object) -> str:
    from typer import Context

    parent = Context(root, info_name="tilescribe") if root else None  # type: ignore[arg-type]
    context = Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)  # type: ignore[arg-type]
    return context.get_help()


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    print(reference(), end="")
