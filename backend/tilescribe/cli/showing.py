"""The main job from beginning to end, for people who look on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.cli.index import run_index
from tilescribe.cli.screen import errors, output
from tilescribe.cli.tables import answer_table
from tilescribe.errors import OutputError

if TYPE_CHECKING:
    from tilescribe.domain.hit import Answer

__all__ = ["QUESTIONS", "show_demo"]

QUESTIONS = (
    "buildings surrounded by flood water",
    "a residential area with houses and gardens",
    "a dense forest",
    "farmland",
    "white clouds",
)
"""What is answered rightly on the drawn scenes."""

CHANGE, WAS = "flooded houses", "a residential area with houses and gardens"
"""What is asked of both dates of the drawn valley."""

_K = 5
_PLACES = 6
"""Of the answer about changes: two rows of pairs."""
_CATALOG = "catalog.gpkg"
_MARKER = ".tilescribe-demo"
"""Name of the file by which a later demo knows the folder."""


def show_demo(imagery: list[str], *, questions: list[str], folder: Path, size_px: int, overwrite: bool) -> bool:
    """Draw or take imagery, index it, ask, and write the answers; True when nothing failed.

    Raises:
        OutputError: the folder holds what no earlier demo has written.
    """
    from tilescribe import open_catalog, search
    from tilescribe.demo import draw_scenes
    from tilescribe.indexing import IndexOptions

    _take_folder(folder, overwrite=overwrite)
    errors().rule("1. Imagery")
    drawn = not imagery
    if drawn:
        errors().print(f"Drawing three scenes in {folder / 'imagery'} …")
        imagery = [str(path) for path in draw_scenes(folder / "imagery", size_px=size_px).paths]
    for path in imagery:
        errors().print(path, style="dim")
    errors().rule("2. Index")
    catalog = folder / _CATALOG
    finished = run_index(imagery, catalog=str(catalog), options=IndexOptions())
    errors().rule("3. Search")
    with open_catalog(catalog) as store:
        for question in questions or QUESTIONS:
            answer = search(store, question, k=_K)
            answer_table(answer, output=None)
            _write(answer, folder)
    complete = finished.status == "done"
    if drawn:
        errors().rule("4. Before and after")
        complete &= _show_changes(catalog, folder)
    errors().rule(f"{5 if drawn else 4}. Open")
    for file in sorted(path for path in folder.iterdir() if path.suffix in (".gpkg", ".geojson", ".png")):
        output().print(str(file), soft_wrap=True)
    return complete


def _show_changes(catalog: Path, folder: Path) -> bool:
    """Compare the two dates of the valley, ask what has changed, and write the answer; True when nothing failed."""
    from tilescribe import open_catalog
    from tilescribe.cli.compare import run_compare
    from tilescribe.comparing import CompareOptions, open_changes, search_changes
    from tilescribe.demo import draw_pairs

    finished = run_compare(str(catalog), options=CompareOptions())
    with open_catalog(catalog) as store, open_changes(catalog) as changes:
        answer = search_changes(store, changes, CHANGE, was=WAS, k=_PLACES)
    for notice in answer.notices:
        errors().print(notice)
    answer_table(answer, output=None)
    files = _files(answer, folder)
    if answer.hits:
        draw_pairs(answer.hits, folder / f"{files}.png", title=f"{answer.question}, was: {WAS}")
    return finished.status == "done"


def _take_folder(folder: Path, *, overwrite: bool) -> None:
    """Make the folder, or go on in one that is empty or that an earlier demo has made."""
    marker = folder / _MARKER
    try:
        if (folder / _CATALOG).exists() and not marker.exists():
            raise OutputError(
                f"{folder / _CATALOG} is there already, and is not the demo's", remedy="Name a new folder"
            )
        if folder.exists() and not overwrite and not marker.exists() and any(folder.iterdir()):
            raise OutputError(
                f"The folder {folder} holds files that no earlier demo has written",
                remedy="Name a new folder, or agree to files of the same names being replaced: --overwrite",
            )
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text("Written by `tilescribe demo`, which may replace what is here.\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be written ({error.strerror or error})", remedy="Name a folder of your own"
        ) from error


def _write(answer: Answer, folder: Path) -> None:
    """The hits as GeoJSON and GeoPackage, and one picture."""
    from tilescribe.demo import draw_hits

    name = _files(answer, folder)
    if answer.hits:
        rasters = list(dict.fromkeys(hit.path for hit in answer.hits))
        draw_hits(rasters, answer.hits, folder / f"{name}.png", title=answer.question)


def _files(answer: Answer, folder: Path) -> str:
    """Write the hits as GeoJSON and GeoPackage; what the files are called, without their endings."""
    from tilescribe.searching import Output, write_answer

    name = re.sub(r"\W+", "-", answer.question.lower()).strip("-")[:60]
    for kind in ("geojson", "gpkg"):
        write_answer(answer, Output(folder / f"{name}.{kind}", overwrite=True), kind=kind)
    return name
