"""`tilescribe models`, `tilescribe models show`, `tilescribe models download`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tilescribe.describe.vlm.local.downloading import Offer

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)
ModelName = Annotated[
    str,
    typer.Argument(metavar="MODEL", help="ORGANISATION/MODEL or ORGANISATION/MODEL@REVISION.", show_default=False),
]


@app.callback()
def models(context: typer.Context) -> None:
    """List captioners, prompts, models on this machine, visual encoders, embedders and sensor profiles.

    Example: tilescribe models
    """
    if context.invoked_subcommand is None:
        _list()


@app.command()
def show(
    model: Annotated[
        str, typer.Argument(metavar="MODEL", help="A model on this machine, or a folder.", show_default=False)
    ],
) -> None:
    """Show what a vision-language model of this machine needs.

    Its size and licence, the picture it looks at, and the image tokens of a tile, which are the main cost.

    Example: tilescribe models show models/tiny-vlm
    """
    from tilescribe.cli.modelling import facts_of

    _print_pairs(facts_of(model.removeprefix("transformers:")))


@app.command()
def download(
    model: ModelName,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Download a vision-language model from the Hugging Face hub.

    Its size and licence are shown first. Settings and safetensors weights of one commit are fetched; never code.

    Example: tilescribe models download HuggingFaceTB/SmolVLM2-500M-Video-Instruct
    """
    from tilescribe.cli.modelling import describe_offer
    from tilescribe.cli.screen import errors
    from tilescribe.describe.vlm.local.downloading import download as fetch
    from tilescribe.describe.vlm.local.downloading import look_up

    offer = look_up(model.removeprefix("transformers:"))
    for name, value in describe_offer(offer):
        errors().print(f"{name}: {value}", markup=False)
    if not yes and not _agreed(offer):
        raise typer.Abort
    fetched = fetch(offer)
    typer.echo(fetched.folder)
    errors().print(f"Use it: tilescribe index PATH --catalog FILE --captioner transformers:{model}", markup=False)


def _agreed(offer: Offer) -> bool:
    import sys

    from tilescribe.errors import InvalidOptionError

    if not sys.stdin.isatty():
        raise InvalidOptionError(
            f"Nobody is there to agree to the download of {offer.repository!r}", remedy="Add --yes"
        )
    return typer.confirm("Download it?", err=True)


def _list() -> None:
    from tilescribe import config
    from tilescribe.cli.screen import warn
    from tilescribe.describe import captioner_extensions, captioner_names
    from tilescribe.describe.encoders import encoder_extensions, encoder_names
    from tilescribe.describe.vlm import AnswerKind, load_prompt, prompt_names
    from tilescribe.describe.vlm.local.files import cached_models
    from tilescribe.embed import embedder_extensions, known_embedders
    from tilescribe.raster import PROFILES

    _table("Captioners: --captioner NAME", list(captioner_names()), config.DEFAULT_CAPTIONER)
    local = [
        (f"transformers:{one.name}@{one.revision}", f"{one.weight_bytes / 2**30:.1f} GiB") for one in cached_models()
    ]
    if local:
        _table("Vision-language models on this machine", local)
    prompts = [(load_prompt(name), what) for name, what in prompt_names()]
    describing = [(one, what) for one, what in prompts if one.answer is not AnswerKind.YES_NO]
    for pictures, whose in ((1, "vision-language models"), (2, "tilescribe compare")):
        named = [(one.name, what) for one, what in describing if one.pictures == pictures]
        _table(f"Prompts of {whose}: --prompt NAME", named)
    _table("Visual encoders: --visual NAME", list(encoder_names()))
    _table("Embedders: --embedder NAME", list(known_embedders()), config.DEFAULT_EMBEDDER)
    _table(
        "Sensor profiles: --profile NAME",
        [(name, f"{profile.title}: {', '.join(profile.roles)}") for name, profile in PROFILES.items()],
    )
    for found in (captioner_extensions(), embedder_extensions(), encoder_extensions()):
        for problem in found.problems:
            warn(problem)


def _table(title: str, rows: list[tuple[str, str]], default: str = "") -> None:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    from tilescribe.cli.screen import output

    drawn = Table("name", "what it is", box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for name, what in rows:
        drawn.add_row(escape(f"{name} (default)" if name == default else name), escape(what))
    output().print(drawn)


def _print_pairs(pairs: list[tuple[str, str]]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from tilescribe.cli.screen import output

    drawn = Table.grid(padding=(0, 2))
    for name, value in pairs:
        drawn.add_row(escape(name), escape(value))
    output().print(drawn)
