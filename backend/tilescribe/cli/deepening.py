"""A deeper look with progress, for `index --deepen` and `search --deepen`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.cli.running import run_to_end

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable

    from tilescribe.describe import Captioner
    from tilescribe.domain.events import Event, RunFinished
    from tilescribe.embed.base import Embedder
    from tilescribe.indexing import Deepening

__all__ = ["run_deepen"]


def run_deepen(
    catalog: str,
    *,
    captioner: str | Captioner,
    deepening: Deepening,
    prompt: str | None = None,
    paths: list[str] | None = None,
    embedder: Embedder | None = None,
    json: bool = False,
    summary: bool = True,
) -> RunFinished:
    """Deepen with progress on standard error; Ctrl-C cancels after the batch in flight.

    Args:
        catalog: The catalog's location.
        captioner: Name or instance.
        deepening: Which tiles.
        prompt: For a captioner given by name.
        paths: Only the rasters under these.
        embedder: Default is the one used last.
        json: Events as JSON lines on standard output, and no bars.
        summary: The sentence at the end is the command's result and goes to standard output.
    """
    from tilescribe import indexing

    def start(cancel: threading.Event) -> Iterable[Event]:
        return indexing.deepen(
            catalog,
            captioner=captioner,
            deepening=deepening,
            paths=paths,
            prompt=prompt,
            embedder=embedder,
            cancel=cancel,
        )

    return run_to_end(start, json=json, summary=summary)
