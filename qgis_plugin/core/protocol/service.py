"""The state of the engine, and the models that it can use."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["API_VERSION", "BUILTIN", "Health", "JobCounts", "LoadedModel", "Model", "Models", "Profile", "Ready"]

API_VERSION = 1
"""The version of the contract that this plugin speaks."""


BUILTIN = "builtin"
"""Name of the captioner that comes with the engine."""


@dataclass(frozen=True)
class Ready:
    """The one line that the engine writes to standard output once it answers."""

    url: str
    pid: int
    api_version: int
    version: str


@dataclass(frozen=True)
class LoadedModel:
    """A model that the engine has loaded, is loading or could not load."""

    kind: str
    name: str
    state: str
    """loading, ready or failed"""
    seconds: float = 0.0
    message: str = ""


@dataclass(frozen=True)
class JobCounts:
    """Jobs that have not ended."""

    running: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Health:
    """The state of the engine; answered at once, whatever is being loaded."""

    status: str
    api_version: int
    version: str
    pid: int
    started: str
    models: tuple[LoadedModel, ...] = ()
    jobs: JobCounts = JobCounts()
    answer_timeout_s: float = 660.0
    """How long the engine works at an answer before it gives up and says so."""

    @property
    def loading(self) -> tuple[str, ...]:
        """Names of the models that are still being loaded."""
        return tuple(model.name for model in self.models if model.state == "loading")


@dataclass(frozen=True)
class Model:
    """A captioner or an embedder by name. Words in capitals stand for something the user fills in."""

    name: str
    what: str
    default: bool = False


@dataclass(frozen=True)
class Profile:
    """A sensor whose bands are known."""

    name: str
    title: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Models:
    """Captioners, embedders, prompts and sensor profiles that can be chosen."""

    captioners: tuple[Model, ...] = ()
    local_models: tuple[Model, ...] = ()
    """Vision-language models on this machine, as captioners: names that can be used as they are."""
    prompts: tuple[Model, ...] = ()
    """What vision-language models can be asked."""
    embedders: tuple[Model, ...] = ()
    encoders: tuple[Model, ...] = ()
    """What can look at tiles beside captioners."""
    profiles: tuple[Profile, ...] = ()
