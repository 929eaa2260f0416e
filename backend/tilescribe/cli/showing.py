"""The main job from beginning to end, for people who look on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.cli.index import run_index
from tilescribe.cli.screen import errors, output
from tilescribe.cli.tables import answer_table

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

_K = 5


def show_demo(imagery: list[str], *, questions: list[str], folder: Path, size_px: int) -> bool:
    """Draw or take imagery, index it, ask, and write the answers; True when nothing failed."""
    from tilescribe import open_catalog, search
    from tilescribe.demo import draw_scenes
    from tilescribe.indexing import IndexOptions

    folder.mkdir(parents=True, exist_ok=True)
    errors().rule("1. Imagery")
    if not imagery:
        errors().print(f"Drawing three scenes in {folder / 'imagery'} …")
        imagery = [str(path) for path in draw_scenes(folder / "imagery", size_px=size_px).paths]
    for path in imagery:
        errors().print(path, style="dim")
    errors().rule("2. Index")
    catalog = folder / "catalog.gpkg"
    finished = run_index(imagery, catalog=catalog, options=IndexOptions())
    errors().rule("3. Search")
    with open_catalog(catalog) as store:
        for question in questions or QUESTIONS:
            answer = search(store, question, k=_K)
            answer_table(answer, path=None)
            _write(answer, folder)
    errors().rule("4. Open")
    for file in sorted(path for path in folder.iterdir() if path.suffix in (".gpkg", ".geojson", ".png")):
        output().print(str(file), soft_wrap=True)
    return finished.status == "done"


def _write(answer: Answer, folder: Path) -> None:
    """The hits as GeoJSON and GeoPackage, and one picture."""
    from tilescribe.demo import draw_hits
    from tilescribe.searching import write_answer

    name = re.sub(r"\W+", "-", answer.question.lower()).strip("-")[:60]
    write_answer(answer, folder / f"{name}.geojson", kind="geojson")
    write_answer(answer, folder / f"{name}.gpkg", kind="gpkg")
    if answer.hits:
        rasters = list(dict.fromkeys(hit.path for hit in answer.hits))
        draw_hits(rasters, answer.hits, folder / f"{name}.png", title=answer.question)
