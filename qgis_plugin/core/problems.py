"""Problems on the plugin's side of the HTTP interface: a sentence and a next step for each.

What the engine itself reports comes with its own sentence. Programs tell problems apart by `Problem.code`.
"""

from __future__ import annotations

from typing import Optional

from .protocol import Problem

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
    return Problem.local("no-engine", "The engine is not set up yet.", remedy="Set it up; this is needed once.")


def engine_outdated(installed: str, needed: str) -> Problem:
    return Problem.local(
        "engine-outdated",
        f"The plugin was updated to {needed}; the engine is still {installed}.",
        remedy="Update the engine; catalogs stay as they are.",
    )


def version_mismatch(theirs: int, ours: int, *, version: str = "") -> Problem:
    """The engine speaks another version of the interface. Whichever is older must be updated."""
    which = "Update the plugin." if theirs > ours else "Update the engine."
    named = f" {version}" if version else ""
    return Problem.local(
        "other-version",
        f"The engine{named} speaks version {theirs} of the interface, this plugin version {ours}.",
        remedy=which,
    )


def not_started(reason: str, *, log: str = "") -> Problem:
    """The process ended, or said nothing, before it could answer."""
    said = f" It said: {log}" if log else ""
    return Problem.local(
        "not-started",
        f"The engine did not start: {reason}.{said}",
        remedy="Start it again; if it fails again, make the diagnostics report or set the engine up anew.",
    )


def engine_ended(how: str, *, log: str = "", restarting: bool) -> Problem:
    """It ran and then was gone: killed, out of memory, crashed."""
    said = f" Its last words: {log}" if log else ""
    remedy = "It is being started again; ask again in a moment." if restarting else "Start it again from the dock."
    return Problem.local("engine-ended", f"The engine ended unexpectedly ({how}).{said}", remedy=remedy)


def engine_kept_ending(times: int, last: Problem) -> Problem:
    return Problem.local(
        "engine-kept-ending",
        f"The engine ended unexpectedly {times} times in a few minutes and is not started again. {last.detail}",
        remedy="Make the diagnostics report, or set the engine up anew.",
    )


def engine_stopped() -> Problem:
    return Problem.local("stopped", "The engine was stopped before it could answer.", remedy="Ask again to start it.")


def unreachable(reason: str) -> Problem:
    return Problem.local(
        "unreachable",
        f"The engine cannot be reached: {reason}.",
        remedy="Try again; if that fails, restart the engine on the set-up page.",
    )


def timed_out(timeout_s: float) -> Problem:
    return Problem.local(
        "silent",
        f"The engine has not answered for {timeout_s:.0f} seconds.",
        remedy="It may be busy; try again, or restart it on the set-up page.",
    )


def wrong_token() -> Problem:
    return Problem.local(
        "wrong-token",
        "The engine at this address does not accept the token.",
        remedy="Check the token on the set-up page, or let the plugin start an engine of its own.",
    )


def invalid_response(reason: str, *, status: Optional[int] = None) -> Problem:
    numbered = f" (status {status})" if status else ""
    return Problem.local(
        "not-understood",
        f"The answer{numbered} was not understood: {reason}.",
        remedy="Something else may be listening at this address; restart the engine on the set-up page.",
    )
