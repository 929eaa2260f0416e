"""Small findings about models (hashes, timings) that later starts need not make again."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from pathlib import Path

from tilescribe import config

__all__ = ["recall", "remember"]


def recall(topic: str, key: str) -> str | None:
    """What was remembered under `key`, or None. A memory that cannot be read is an empty one."""
    return _read(_path(topic)).get(key)


def remember(topic: str, key: str, value: str) -> None:
    """Keep `value` for later processes.

    A cache that cannot be written costs the time to find out again and nothing else, so it is no error. Of two
    processes that write at once one is forgotten, which costs the same.
    """
    path = _path(topic)
    content = _read(path) | {key: value}
    draft = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(content, indent=1), encoding="utf-8")
        # A reader sees the old file or the new one, never half of it.
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _path(topic: str) -> Path:
    return config.cache_dir() / "embed" / f"{topic}.json"


def _read(path: Path) -> dict[str, str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in content.items()} if isinstance(content, dict) else {}
