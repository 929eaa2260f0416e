"""The last step of a run: what questions need is made before one waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe.domain.events import Notice
from tilescribe.errors import TilescribeError

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import CatalogReader

__all__ = ["Preparation", "prepare_for_questions"]


@dataclass(frozen=True, slots=True)
class Preparation:
    """How it went. Whatever happened, all that the run has found is written, and questions make what is missing."""

    notices: tuple[Notice, ...] = ()
    interrupted: bool = False
    """By Ctrl-C, which is to be passed on once the run has told how it ended."""


def prepare_for_questions(catalog: CatalogReader) -> Preparation:
    """Make what questions need, unless something is in the way."""
    try:
        catalog.prepare()
    except (TilescribeError, OSError, MemoryError) as error:
        return Preparation((Notice("Preparing for questions", f"{type(error).__name__}: {error}"),))
    except KeyboardInterrupt:
        return Preparation(interrupted=True)
    return Preparation()
