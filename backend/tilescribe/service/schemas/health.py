"""How the service is, and what it can use."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tilescribe.service.schemas.base import Reply

__all__ = ["Health", "JobCounts", "LoadedModel", "Model", "Models", "Profile", "Ready"]


class Ready(Reply):
    """The one line on standard output: the service answers now."""

    url: str = Field(description="Where it answers, without a slash at the end.", examples=["http://127.0.0.1:49152"])
    pid: int
    api_version: int
    version: str = Field(description="Of the engine.", examples=["0.1.0"])


class LoadedModel(Reply):
    """A model that the service has loaded, is loading, or could not load."""

    kind: Literal["embedder", "captioner", "encoder"]
    name: str
    state: Literal["loading", "ready", "failed"]
    seconds: float = Field(description="That loading took, or has taken so far.")
    message: str = Field(description="Why it failed, and what to do; empty otherwise.")


class JobCounts(Reply):
    running: int
    waiting: int


class Health(Reply):
    """Answers at once, whatever is being loaded or indexed."""

    status: Literal["ok", "stopping"]
    api_version: int
    version: str
    pid: int
    started: str = Field(description="ISO 8601, UTC.")
    models: list[LoadedModel]
    jobs: JobCounts
    answer_timeout_s: float = Field(
        description="How long the service works at an answer; clients wait a little longer."
    )


class Model(Reply):
    """A name that a request may use."""

    name: str = Field(description="As it is typed; words in capitals stand for something.")
    what: str = Field(description="One line for people.")
    default: bool


class Profile(Reply):
    name: str
    title: str
    roles: list[str] = Field(description="Of the bands, in their order.")


class Models(Reply):
    """What can describe and embed, and the sensors that are known."""

    captioners: list[Model]
    local_models: list[Model] = Field(
        default=[], description="Vision-language models on this machine; names that can be used as they are."
    )
    prompts: list[Model] = Field(default=[], description="What vision-language models can be asked.")
    embedders: list[Model]
    encoders: list[Model] = Field(default=[], description="What can look at tiles beside captioners.")
    profiles: list[Profile]
