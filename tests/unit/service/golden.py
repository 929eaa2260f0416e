"""The golden requests and answers that the engine and the plugin share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from tilescribe.service.schemas import catalogs, dates, features, health, jobs, marks, problems, searching

FOLDER = Path(__file__).parents[2] / "contract"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json") if path.stem not in ("ready", "job-stream"))

_MODULES = (catalogs, dates, features, health, jobs, marks, problems, searching)


def load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


def adapter(schema: str) -> TypeAdapter[Any]:
    """What a golden file calls by name."""
    (found,) = {getattr(module, schema) for module in _MODULES if schema in module.__all__}
    return TypeAdapter(found)


def through(schema: str, body: object) -> object:
    """`body` parsed and emitted again."""
    kind = adapter(schema)
    return json.loads(kind.dump_json(kind.validate_json(json.dumps(body)), exclude_unset=True))


def shape(value: object) -> object:
    """Names and kinds without values: what must stay as it is within a version. Empty lists say nothing."""
    if isinstance(value, dict):
        return {key: shape(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value and isinstance(value[0], dict) else "list"
    if isinstance(value, bool) or value is None:
        return type(value).__name__
    return "number" if isinstance(value, int | float) else type(value).__name__
