"""Files written beside their place and put there when they are whole: what was there before survives a failure."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

__all__ = ["StagedFile"]


class StagedFile:
    """`write` to `staged`, then `put` it in its place, with what a format writes beside it; or `discard` it."""

    def __init__(self, path: str):
        """Makes a folder beside the place, so that putting it there is a rename. Raises OSError."""
        self._place = Path(path)
        self._folder = Path(tempfile.mkdtemp(dir=self._place.parent, prefix=".tilescribe-"))

    @property
    def staged(self) -> str:
        """Where to write."""
        return str(self._folder / self._place.name)

    def put(self) -> None:
        """Replace what is in the place. Raises OSError; then as much of the old is left as could be."""
        try:
            # What belongs to the file first: whoever sees the file finds all of it.
            for part in sorted(self._folder.iterdir(), key=lambda part: part.name == self._place.name):
                part.replace(self._place.parent / part.name)
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing of it."""
        shutil.rmtree(self._folder, ignore_errors=True)
