"""Questions about changes, as the options of `search` say them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from tilescribe.cli.answering import Asking, Looks
    from tilescribe.domain.hit import Answer

__all__ = ["AskedOfChanges", "answer_about_changes"]


@dataclass(frozen=True, slots=True)
class AskedOfChanges:
    """What is asked beside the question."""

    changed: bool
    was: str | None
    changes: str | None


def answer_about_changes(
    catalog: str,
    asking: Asking,
    asked: AskedOfChanges,
    *,
    captioner: str | None,
    prompt: str | None,
    looks: Looks,
) -> Answer:
    """The answer with both dates of every place.

    Raises:
        InvalidOptionError: the options do not go together.
        CatalogNotFoundError: nothing has been compared yet.
    """
    from tilescribe import open_catalog
    from tilescribe.cli.answering import tell_of_loading
    from tilescribe.cli.screen import warn
    from tilescribe.comparing import open_changes, search_changes, search_was
    from tilescribe.comparing.dating import count_outdated, outdated_notice
    from tilescribe.embed import embedder_in_use

    if looks.any or prompt is not None:
        raise InvalidOptionError(
            "--deepen, --closer, --verify and --prompt look at pictures of one date",
            remedy="Leave them out with --changed and --was",
        )
    if not asked.changed and asked.was is None:
        raise InvalidOptionError(
            f"--changes {asked.changes} needs --changed or --was", remedy="Add one of them, or leave it out"
        )
    options: dict[str, Any] = {
        "k": asking.k,
        "offset": asking.offset,
        "threshold": asking.threshold,
        "filters": asking.filters,
        "embedder": asking.embedder,
        "merge_levels": asking.merge_levels,
        "merge_places": asking.merge_places,
        "captioner": captioner,
        "exact": asking.exact,
        "channels": asking.channels,
        "reading": "plain" if asking.plain else "auto",
    }
    with open_catalog(catalog) as store, open_changes(catalog, asked.changes) as pairs:
        if asking.embedder is None:
            tell_of_loading(embedder_in_use((pairs if asked.changed else store).embedders()))
        outdated = count_outdated(store.rasters(), pairs.rasters())
        if outdated:
            warn(outdated_notice(outdated))
        if asked.changed:
            return search_changes(store, pairs, asking.question, was=asked.was, **options)
        assert asked.was is not None, "one of them is given"
        return search_was(store, pairs, asking.question, was=asked.was, **options)
