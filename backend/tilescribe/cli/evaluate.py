"""`tilescribe evaluate`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tilescribe import config
from tilescribe.cli.exit_status import INTERRUPTED, PARTIAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tilescribe.evaluate.events import EvaluationFinished
    from tilescribe.evaluate.options import EvaluateOptions
    from tilescribe.searching import Output

__all__ = ["evaluate"]

STANDARD_OUTPUT = Path("-")


def evaluate(
    images: Annotated[
        Path, typer.Argument(metavar="IMAGES", help="A folder or zip of pictures or GeoTIFFs.", show_default=False)
    ],
    captions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What people said of them, or their scene classes.",
            show_default="with --pairs: LevirCCcaptions.json in IMAGES",
        ),
    ] = None,
    pairs: Annotated[
        bool,
        typer.Option("--pairs", help="Pairs of two dates and what has changed: LEVIR-CC's layout, or labels as JSON."),
    ] = False,
    split: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this split, such as test.", show_default="all")
    ] = None,
    captioner: Annotated[
        str, typer.Option(metavar="NAME", help="What describes the pictures; see `tilescribe models`.")
    ] = config.DEFAULT_CAPTIONER,
    embedder: Annotated[
        str, typer.Option(metavar="NAME", help="What turns texts into vectors: a name or a folder.")
    ] = config.DEFAULT_EMBEDDER,
    queries: Annotated[
        str, typer.Option(metavar="short|rich|both", help="Ask every caption, one long text a picture, or both.")
    ] = "short",
    rich: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The long texts, as JSON lines.", show_default="captions joined")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", help="At most so many pictures, evenly spread.", show_default="all")
    ] = None,
    descriptions: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|captions",
            help="Judge descriptions made elsewhere (JSON lines), or let the captions stand in for them.",
            show_default=False,
        ),
    ] = None,
    labels_from_names: Annotated[
        bool, typer.Option("--labels-from-names", help="Take scene classes from file names: airport_12.jpg.")
    ] = False,
    catalog: Annotated[
        str | None,
        typer.Option(
            "--catalog",
            "-c",
            metavar="FILE",
            help="Keep descriptions in this GeoPackage, and go on with it.",
            show_default="deleted in the end",
        ),
    ] = None,
    robustness: Annotated[bool, typer.Option("--robustness", help="Also under haze, blur, noise and more.")] = False,
    localisation: Annotated[bool, typer.Option("--localisation", help="Also on a map made of the pictures.")] = False,
    logic: Annotated[
        bool, typer.Option("--logic", help="Also questions such as: fields without trees, made from the captions.")
    ] = False,
    visual: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A visual encoder, such as clip:MODEL, that looks at the pictures as well; may be repeated.",
            show_default=False,
        ),
    ] = None,
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrate",
            help="Fit the scores of --visual and --embedder to the captions, and keep the fit for searches.",
        ),
    ] = False,
    json: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the report for programs; - is standard output.", show_default=False),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the report for people.", show_default=False)
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace reports that exist. Never an input.")] = False,
) -> None:
    """Measure how well the search finds pictures by their captions or scene classes.

    Recall as the papers report it, for each channel and fused. Exit status 3 says that something was left out.

    Example: tilescribe evaluate pictures --captions captions.json --split test

    Example: tilescribe evaluate pictures.zip --captions captions.json --catalog run.gpkg --html report.html

    Example: tilescribe evaluate LEVIR-CC --pairs --split val

    Example: tilescribe evaluate pictures --captions captions.json --visual clip:models/tiny-clip --calibrate
    """
    from tilescribe.evaluate.options import EvaluateOptions

    options = EvaluateOptions(
        split=split,
        limit=limit,
        captioner=captioner,
        embedder=embedder,
        queries=queries,
        descriptions=descriptions,
        rich=None if rich is None else str(rich),
        labels_from_names=labels_from_names,
        robustness=robustness,
        localisation=localisation,
        logic=logic,
        visual=tuple(visual or ()),
        calibrate=calibrate,
        pairs=pairs,
    )
    reports = _reports(json, html, overwrite=overwrite, inputs=[images, captions, catalog, descriptions, rich])
    finished = _run(images, captions, catalog=catalog, options=options, json=reports[0], html=reports[1])
    if finished.status != "done":
        raise typer.Exit(INTERRUPTED if finished.status == "cancelled" else PARTIAL)


def _run(
    images: Path,
    captions: Path | None,
    *,
    catalog: str | None,
    options: EvaluateOptions,
    json: Output | None,
    html: Output | None,
) -> EvaluationFinished:
    from tilescribe.cli.evaluation_progress import EvaluationProgress
    from tilescribe.cli.evaluation_tables import print_report
    from tilescribe.cli.interrupting import interruptible
    from tilescribe.evaluate.events import EvaluationFinished
    from tilescribe.evaluate.run import evaluate as measure

    last: EvaluationFinished | None = None
    with interruptible() as cancel, EvaluationProgress() as progress:
        for event in measure(images, captions, catalog=catalog, options=options, cancel=cancel):
            progress.show(event)
            if isinstance(event, EvaluationFinished):
                last = event
    assert last is not None, "every evaluation ends with EvaluationFinished or an exception"
    report = last.report
    if report is not None:
        if html is not None:
            from tilescribe.evaluate.report import write_html

            write_html(report, html)
        if json is not None:
            _write_json(report.to_json(), json)
        if json is None or json.path != STANDARD_OUTPUT:
            print_report(report)
    progress.conclude(last, kept=catalog is not None)
    return last


def _write_json(content: dict[str, object], output: Output) -> None:
    import json

    text = json.dumps(content, ensure_ascii=False, indent=1)
    if output.path == STANDARD_OUTPUT:
        print(text)
        return
    with output.writing() as draft:
        # Half a character, as file names can hold, becomes the escape by which JSON writes it.
        draft.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _reports(*paths: Path | None, overwrite: bool, inputs: Sequence[object]) -> list[Output | None]:
    """A report that must not be written shall fail before an hour of describing, not after."""
    from tilescribe.searching import Output

    read = tuple(str(one) for one in inputs if one is not None)
    outputs = [None if path is None else Output(path, overwrite=overwrite, inputs=read) for path in paths]
    for output in outputs:
        if output is not None and output.path != STANDARD_OUTPUT:
            output.check()
    return outputs
