"""The local service with quick stand-ins for models, for tests of its clients.

    python -m tilescribe.testing.service        options as `tilescribe serve`

Every embedder is a `HashEmbedder` of the name asked for. The captioner `fake` is instant and sees colours,
`slow-fake` takes a twentieth of a second a tile; all others are the real ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tilescribe.config import DEFAULT_EMBEDDER
from tilescribe.testing.captioners import ColourCaptioner, FakeCaptioner
from tilescribe.testing.embedders import HashEmbedder

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.service.http.guard import Limits
    from tilescribe.service.loaders import Loaders

__all__ = ["CAPTIONERS", "main"]

CAPTIONERS: Mapping[str, Callable[[], Captioner]] = {
    "fake": lambda: ColourCaptioner(HashEmbedder(name=DEFAULT_EMBEDDER)),
    "slow-fake": lambda: FakeCaptioner(batch_size=1, delay_s=0.05),
}
_WORKER = "--worker"


def main(
    *,
    captioners: Mapping[str, Callable[[], Captioner]] = CAPTIONERS,
    embedder: Callable[[str], HashEmbedder] | None = None,
    limits: Limits | None = None,
    itself: Sequence[str] = (sys.executable, "-m", "tilescribe.testing.service"),
) -> None:
    """Be the service, or one of its workers: as `sys.argv` says.

    Args:
        captioners: By name; they go before the real ones.
        embedder: Instead of a `HashEmbedder`.
        limits: Of the service.
        itself: The command that runs this again, in a process of its own.
    """
    loaders = _loaders(captioners, embedder or (lambda name: HashEmbedder(name=name)))
    if _WORKER in sys.argv:
        from tilescribe.service.jobs.worker import main as work

        work(loaders)
        return
    from tilescribe.cli import main as run
    from tilescribe.service import serving

    def serve(options: serving.ServeOptions) -> None:
        real(options, loaders=loaders, worker=(*itself, _WORKER), limits=limits)

    real, serving.serve = serving.serve, serve  # type: ignore[assignment]  # the seam of the command line
    run(["serve", *sys.argv[1:]])


def _loaders(captioners: Mapping[str, Callable[[], Captioner]], embedder: Callable[[str], HashEmbedder]) -> Loaders:
    from tilescribe.describe import load_captioner
    from tilescribe.describe.change_registry import load_change_captioner
    from tilescribe.service.loaders import Loaders

    def captioner(name: str, prompt: str | None) -> Captioner:
        return captioners[name]() if name in captioners else load_captioner(name, prompt=prompt)

    def change_captioner(name: str, prompt: str | None) -> Captioner:
        return captioners[name]() if name in captioners else load_change_captioner(name, prompt=prompt)

    return Loaders(captioner=captioner, embedder=embedder, change_captioner=change_captioner)


if __name__ == "__main__":
    main()
