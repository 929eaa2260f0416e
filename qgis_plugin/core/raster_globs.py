"""Globs that stand for a choice of rasters in a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from glob import escape

from .files import file_name
from .raster_names import folder_of

__all__ = ["MAX_GLOBS", "globs_for", "living", "matching"]

MAX_GLOBS = 1000
"""The engine takes no more in one question."""


def matching(paths: Sequence[str], globs: Iterable[str]) -> set[int]:
    """Positions of the paths that any glob stands for, by the path or by the file name."""
    return set().union(*_found(paths, globs).values())


def living(paths: Sequence[str], globs: Iterable[str]) -> tuple[str, ...]:
    """Those globs that stand for any of the paths."""
    return tuple(glob for glob, places in _found(paths, globs).items() if places)


def globs_for(paths: Sequence[str], chosen: set[int]) -> tuple[str, ...]:
    """The fewest globs, one for each folder of which all is chosen and one for each other raster, that stand for these.

    Empty where all are chosen, or none: then nothing is left out. A folder's glob also takes what is added to it later.
    """
    if not chosen or len(chosen) == len(paths):
        return ()
    folders: dict[str, list[int]] = {}
    for place, path in enumerate(paths):
        folders.setdefault(folder_of(path), []).append(place)
    globs: list[str] = []
    for folder, places in folders.items():
        picked = [place for place in places if place in chosen]
        if len(picked) == len(places) > 1 and folder and _whole(folder, folders, chosen):
            globs.append(f"{escape(folder)}{_separator(paths[places[0]], folder)}*")
        else:
            globs += [escape(paths[place]) for place in picked]
    return tuple(globs)


def _found(paths: Sequence[str], globs: Iterable[str]) -> dict[str, set[int]]:
    """For each glob the positions of the paths that it stands for."""
    single = {escape(path): place for place, path in enumerate(paths)}
    found = {}
    for glob in dict.fromkeys(globs):
        if glob in single:
            found[glob] = {single[glob]}
            continue
        # Brackets stand for a set of characters, or for themselves: the engine takes both.
        patterns = [re.compile(translate(form)) for form in {glob, glob.replace("[", "[[]")}]
        found[glob] = {
            place
            for place, path in enumerate(paths)
            if any(pattern.match(path) or pattern.match(file_name(path)) for pattern in patterns)
        }
    return found


def _whole(folder: str, folders: dict[str, list[int]], chosen: set[int]) -> bool:
    """Whether also all that lies deeper is chosen, for a star takes that, too."""
    below = [places for other, places in folders.items() if other.startswith((folder + "/", folder + "\\"))]
    return all(place in chosen for places in below for place in places)


def _separator(path: str, folder: str) -> str:
    return path[len(folder)]
