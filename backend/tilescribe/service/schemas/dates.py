"""Dates and labels that people give to rasters."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from tilescribe.service.schemas.base import Reply, Request

__all__ = ["EditRasters", "EditedRasters"]


class EditRasters(Request):
    """What a person says of rasters. A field that is left out stays as it is."""

    raster_ids: list[int] = Field(min_length=1, max_length=100_000)
    acquired: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(
        default=None,
        description="When they were acquired: an ISO 8601 year, month, date or time, or a range of two with a slash "
        "between; null: as the file tells by its tags and its name.",
        examples=["2011-05-22", "2011-05", "2011", "2011-05-22/2011-05-24"],
    )
    label: str | None = Field(
        default=None,
        max_length=200,
        description="before, after, or any word; empty for none.",
        examples=["after"],
    )

    @property
    def dated(self) -> bool:
        """Whether anything is said of the date; null says something."""
        return "acquired" in self.model_fields_set

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.dated and self.label is None:
            raise ValueError("give acquired, label or both")
        return self


class EditedRasters(Reply):
    changed: int = Field(description="Rasters that differ from before.")
    notices: list[str] = Field(
        default=[],
        description="A sentence each: whose file tells no date, and that dates have to be compared again.",
    )
