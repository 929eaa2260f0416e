"""docs/service.md names every route, option, limit and code there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.unit.service.golden import NAMES, load

from tilescribe.raster.pictures import MAX_PICTURE_PX
from tilescribe.service.engine import Engine
from tilescribe.service.http import refusals
from tilescribe.service.http.app import make_app
from tilescribe.service.http.guard import Guard, Limits
from tilescribe.service.jobs.manager import MAX_WAITING
from tilescribe.service.jobs.record import EVENTS_KEPT
from tilescribe.service.schemas.problems import Problem
from tilescribe.service.schemas.searching import MAX_K, MAX_PICTURE_BYTES

DOCS = (Path(__file__).parents[3] / "docs" / "service.md").read_text(encoding="utf-8")


def documented() -> set[tuple[str, str]]:
    found = set()
    for cell in re.findall(r"^\| (`(?:GET|PUT|POST|PATCH|DELETE)[^|]*) \|", DOCS, re.MULTILINE):
        methods = re.findall(r"GET|PUT|POST|PATCH|DELETE", cell)
        path = cell.replace("`", "").split()[-1].partition("?")[0].replace("…", "/v1/catalogs/{id}")
        found |= {(method, path.removeprefix("/v1")) for method in methods}
    return found


def test_every_route_is_documented_and_no_other(engine: Engine) -> None:
    guard = make_app(engine, token="-", host_ok=lambda _: True)
    assert isinstance(guard, Guard)
    paths = guard._app.openapi()["paths"]  # type: ignore[attr-defined]
    names = {"catalog_id": "id", "job_id": "id", "tile_id": "tile"}
    real = {
        (method.upper(), re.sub(r"\{(\w+)\}", lambda part: "{" + names[part[1]] + "}", path).removeprefix("/v1"))
        for path, item in paths.items()
        for method in item
    }
    assert documented() == real | {("GET", "/openapi.json")}


def test_every_golden_refusal_and_every_refusal_of_the_guard_is_documented() -> None:
    told = [load(name)["response"]["body"]["type"] for name in NAMES if name.startswith("problem-")]
    told += [value.type for value in vars(refusals).values() if isinstance(value, Problem)]
    for kind in told:
        assert f"`{kind.rpartition(':')[2]}`" in DOCS


@pytest.mark.parametrize(
    "words",
    [
        f"Body {Limits().body_bytes // 2**20} MiB",
        f"picture {MAX_PICTURE_BYTES // 2**20} MiB and {MAX_PICTURE_PX // 10**6} million pixels",
        f"`k` {MAX_K:,}",
        f"{Limits().at_once} requests at a time",
        f"{Limits().followers} followers",
        f"{MAX_WAITING} waiting jobs",
        f"{EVENTS_KEPT:,} events kept",
    ],
)
def test_limits_are_documented_as_they_are(words: str) -> None:
    assert words in DOCS


def test_every_option_of_the_command_is_documented() -> None:
    import inspect

    from tilescribe.cli.serve import serve

    for name in inspect.signature(serve).parameters:
        assert f"--{name.replace('_', '-')}" in DOCS
