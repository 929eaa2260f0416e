"""What a worker tells the service: one JSON object a line on its standard output."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from tilescribe.service.schemas.jobs import EventType, JobState
from tilescribe.service.schemas.jobs import Progress as ProgressReply

__all__ = ["FINISHED", "Ended", "Happened", "JobProgress", "Message", "Stage", "as_dict", "from_dict"]

Stage = Literal[
    "starting",
    "discovering",
    "loading",
    "planning",
    "embedding",
    "describing",
    "checking",
    "writing",
    "downloading",
    "finished",
]
FINISHED = frozenset({"done", "partial", "failed", "cancelled", "interrupted"})
"""States that a job does not leave."""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is; see `tilescribe.service.schemas.jobs.Progress`."""

    stage: Stage = "starting"
    done: int = 0
    total: int | None = None
    failed: int = 0
    blank: int = 0
    reused: int = 0
    rate_per_s: float | None = None
    seconds_left: float | None = None
    raster: str | None = None

    def reply(self) -> ProgressReply:
        return ProgressReply(**asdict(self))

    def at_rest(self, *, stage: Stage | None = None) -> JobProgress:
        """Of a job that does not go on."""
        return replace(self, stage=stage or self.stage, rate_per_s=None, seconds_left=None)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that a follower is told at once."""

    type: EventType
    message: str = ""
    path: str | None = None
    tile_id: int | None = None
    progress: JobProgress = field(default_factory=JobProgress)


@dataclass(frozen=True, slots=True)
class Ended:
    """The last message of a worker that came to an end of its own."""

    state: JobState
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None


Message = Happened | Ended


def as_dict(message: Message) -> dict[str, Any]:
    return {"kind": type(message).__name__, **asdict(message)}


def from_dict(content: dict[str, Any]) -> Message:
    """Raises ValueError where it is no message."""
    try:
        kind = content.pop("kind")
        if kind == "Ended":
            ended = Ended(**content)
            if ended.state not in FINISHED:
                raise ValueError(f"a job does not end in the state {ended.state!r}")
            return ended
        if kind == "Happened":
            progress = JobProgress(**content.pop("progress"))
            progress.reply()  # raises where it is none that a client could be given
            return Happened(progress=progress, **content)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a message of a worker") from error
    raise ValueError(f"a worker has no message {kind!r}")
