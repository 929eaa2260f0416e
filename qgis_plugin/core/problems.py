"""Problems on the plugin's side of the HTTP interface: a sentence and a next step for each.

What the engine itself reports comes with its own sentence. Programs tell problems apart by `Problem.code`.
"""

from __future__ import annotations

from typing import Optional

from .protocol import Problem
from .words import tr

__all__ = [
    "engine_ended",
    "engine_kept_ending",
    "engine_outdated",
    "engine_stopped",
    "invalid_response",
    "no_engine",
    "not_started",
    "timed_out",
    "unreachable",
    "version_mismatch",
    "wrong_token",
]

NEEDS_SETUP = frozenset({"no-engine", "engine-outdated", "other-version"})
"""Codes that the set-up page can mend: show it."""


def no_engine() -> Problem:
    return Problem.local("no-engine", tr("The engine is not set up yet."), remedy=tr("Set it up; this is needed once."))


def engine_outdated(installed: str, needed: str) -> Problem:
    return Problem.local(
        "engine-outdated",
        tr("The plugin was updated to {needed}; the engine is still {installed}.").format(
            needed=needed, installed=installed
        ),
        remedy=tr("Update the engine; catalogs stay as they are."),
    )


def version_mismatch(theirs: int, ours: int, *, version: str = "") -> Problem:
    """The engine speaks another version of the interface. Whichever is older must be updated."""
    which = tr("Update the plugin.") if theirs > ours else tr("Update the engine.")
    said = tr("The engine{version} speaks version {theirs} of the interface, this plugin version {ours}.")
    named = f" {version}" if version else ""
    return Problem.local("other-version", said.format(version=named, theirs=theirs, ours=ours), remedy=which)


def not_started(reason: str, *, log: str = "") -> Problem:
    """The process ended, or said nothing, before it could answer."""
    said = tr("The engine did not start: {reason}.").format(reason=reason)
    return Problem.local(
        "not-started",
        f"{said} {tr('It said: {log}').format(log=log)}" if log else said,
        remedy=tr("Start it again; if it fails again, make the diagnostics report or set the engine up anew."),
    )


def engine_ended(how: str, *, log: str = "", restarting: bool) -> Problem:
    """It ran and then was gone: killed, out of memory, crashed."""
    said = tr("The engine ended unexpectedly ({how}).").format(how=how)
    if log:
        said = f"{said} {tr('Its last words: {log}').format(log=log)}"
    again, by_hand = tr("It is being started again; ask again in a moment."), tr("Start it again from the dock.")
    return Problem.local("engine-ended", said, remedy=again if restarting else by_hand)


def engine_kept_ending(times: int, last: Problem) -> Problem:
    said = tr("The engine ended unexpectedly {times} times in a few minutes and is not started again. {last}")
    return Problem.local(
        "engine-kept-ending",
        said.format(times=times, last=last.detail),
        remedy=tr("Make the diagnostics report, or set the engine up anew."),
    )


def engine_stopped() -> Problem:
    return Problem.local(
        "stopped", tr("The engine was stopped before it could answer."), remedy=tr("Ask again to start it.")
    )


def unreachable(reason: str) -> Problem:
    return Problem.local(
        "unreachable",
        tr("The engine cannot be reached: {reason}.").format(reason=reason),
        remedy=tr("Try again; if that fails, restart the engine on the set-up page."),
    )


def timed_out(timeout_s: float) -> Problem:
    return Problem.local(
        "silent",
        tr("The engine has not answered for {count} seconds.").format(count=round(timeout_s)),
        remedy=tr("It may be busy; try again, or restart it on the set-up page."),
    )


def wrong_token() -> Problem:
    return Problem.local(
        "wrong-token",
        tr("The engine at this address does not accept the token."),
        remedy=tr("Check the token on the set-up page, or let the plugin start an engine of its own."),
    )


def invalid_response(reason: str, *, status: Optional[int] = None) -> Problem:
    numbered = tr("The answer (status {status}) was not understood: {reason}.")
    plain = tr("The answer was not understood: {reason}.")
    return Problem.local(
        "not-understood",
        (plain if status is None or not status else numbered).format(status=status, reason=reason),
        remedy=tr("Something else may be listening at this address; restart the engine on the set-up page."),
    )
