"""What went wrong, as RFC 9457 has it (`application/problem+json`)."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from tilescribe.service.schemas.base import Reply

__all__ = ["FieldProblem", "Problem"]


class FieldProblem(Reply):
    field: str = Field(description="Path of the field in the body, or the name of the parameter.", examples=["k"])
    message: str


class Problem(Reply):
    """The sentence of `detail` is the one that the command line prints."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:tilescribe:problem:unknown-tile",
                    "title": "Unknown tile",
                    "status": 404,
                    "detail": "The catalog has no tile 4711. Take a tile's number from a search.",
                    "remedy": "Take a tile's number from a search.",
                    "errors": [],
                }
            ]
        },
    )

    type: str = Field(description="urn:tilescribe:problem:CODE; programs tell problems apart by it.")
    title: str
    status: int
    detail: str = Field(description="What is wrong, with which value, and what to do.")
    remedy: str = Field(description="The last part of it: what to do.")
    errors: list[FieldProblem] = Field(description="What is wrong with which field, where the request is malformed.")
