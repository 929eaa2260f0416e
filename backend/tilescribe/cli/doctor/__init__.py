"""Look at everything Tilescribe stands on, and say what does not bear."""

from __future__ import annotations

from tilescribe.cli.doctor import environment, geodata, models, system
from tilescribe.cli.doctor.report import Check, Report, Section, Status, as_json, as_text, examine
from tilescribe.cli.doctor.scrubbing import scrubbed

__all__ = ["Check", "Report", "Section", "Status", "as_json", "as_text", "diagnose"]

_SECTIONS = (
    ("System", system.PROBES),
    # Often the cause of what follows.
    ("Environment variables", environment.PROBES),
    ("Geodata", geodata.PROBES),
    ("Models", models.PROBES),
)


def diagnose() -> Report:
    """Try every part that Tilescribe uses. Takes some seconds, because the embedder is loaded and used.

    Nothing is asked of the network, and nothing is left behind but what the embedder keeps in the cache. No broken part
    raises: each is a `Check` that says what is wrong and what helps. Home directories, user names and secrets are not
    in it.
    """
    return scrubbed(Report(tuple(examine(title, probes) for title, probes in _SECTIONS)))
