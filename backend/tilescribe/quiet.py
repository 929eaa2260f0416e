"""Keep the model libraries from writing to the terminal while they work for us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

__all__ = ["quiet"]


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bars and no log lines below errors from the Hugging Face libraries within; then as it was before."""
    from huggingface_hub.utils import logging as hub_logging
    from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
    from transformers.utils import logging as transformers_logging

    with ExitStack() as restore:
        for library in (hub_logging, transformers_logging):
            restore.callback(library.set_verbosity, library.get_verbosity())
            library.set_verbosity_error()
        # The switch of transformers turns the hub's too, so the hub's is restored after it.
        restore.callback(disable_progress_bars if are_progress_bars_disabled() else enable_progress_bars)
        disable_progress_bars()
        if transformers_logging.is_progress_bar_enabled():
            restore.callback(transformers_logging.enable_progress_bar)
            transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        yield
