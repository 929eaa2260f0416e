"""Questions are answered, and rightly, while a catalog is being filled and people write to it."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e.service.conftest import Filled
from tests.e2e.service.served import PATIENCE_S, Service
from tests.scenes import draw

CLIENTS, QUESTIONS = 16, 1000


@dataclass
class Tally:
    wrong: list[object] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    begun: threading.Event = field(default_factory=threading.Event)
    """The first answers are there."""
    filled: threading.Event = field(default_factory=threading.Event)
    """The job has ended; each client asks once more."""


def known_tiles(service: Service, catalog: str) -> dict[str, int]:
    """Summaries that one tile alone has, with the tile."""
    hits = service.post(f"/catalogs/{catalog}/search", {"question": "a picture", "k": 1000, "merge_places": False})
    return {one["properties"]["summary"]: one["id"] for one in hits["features"]}


def best(found: dict[str, Any]) -> set[int]:
    """Tiles with the highest score; the quick embedder may take two numbers for one."""
    hits = found["features"]
    return {one["id"] for one in hits if one["properties"]["score"] > hits[0]["properties"]["score"] - 1e-4}


def client(service: Service, catalog: str, known: dict[str, int], number: int, tally: Tally) -> None:
    """Asks for tiles by what is said of them; marks one now and then."""
    connection = service.connect()
    path, names = f"/catalogs/{catalog}/search", list(known)
    for at in itertools.count():
        last = tally.filled.is_set() and at >= QUESTIONS // CLIENTS
        summary = names[(number * 7 + at) % len(names)]
        body: dict[str, Any] = {"question": summary, "k": 10}
        reply = service.ask("POST", path, body, connection=connection)
        found = reply.body if reply.status == 200 else {}
        with tally.lock:
            tally.candidates.append(found.get("candidates", 0))
            if reply.status != 200 or known[summary] not in best(found):
                tally.wrong.append((summary, known[summary], reply.status, found))
        tally.begun.set()
        if at % 20 == number % 20:
            mark = {"question": summary, "verdict": "confirmed"}
            marked = service.ask("PUT", f"/catalogs/{catalog}/tiles/{known[summary]}/mark", mark, connection=connection)
            if marked.status != 200:
                with tally.lock:
                    tally.wrong.append((marked.status, marked.data[:500]))
        if last:
            break
    connection.close()


def test_a_thousand_questions_of_sixteen_clients_while_indexing(filled: Filled, tmp_path: Path) -> None:
    service, catalog = filled.service, filled.catalog
    known = known_tiles(service, catalog)
    assert len(known) == 27
    more = tmp_path / "more"
    for number in range(3):
        draw(more / f"more_{number}.tif", seed=20 + number, west=410_000.0 + 1_000 * number)
    tally = Tally()
    threads = [
        threading.Thread(target=client, args=(service, catalog, known, number, tally)) for number in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    assert tally.begun.wait(PATIENCE_S)
    ended = service.finish(service.index(catalog, more, captioner="slow-fake"))
    tally.filled.set()
    for thread in threads:
        thread.join()
    assert tally.wrong == []
    assert len(tally.candidates) >= QUESTIONS
    assert (min(tally.candidates), max(tally.candidates)) == (27, 54), "it was filled meanwhile"
    assert ended["state"] == "done"
    assert service.get(f"/catalogs/{catalog}")["tiles"]["done"] == 27 + 27
