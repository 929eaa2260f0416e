"""One table from exception to status, and the object in which both tell a client what went wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tilescribe import errors
from tilescribe.service.schemas.problems import FieldProblem, Problem

__all__ = ["STATUSES", "code_of", "problem", "problem_of"]

STATUSES: Mapping[type[errors.TilescribeError], int] = {
    errors.UsageError: 422,
    errors.UnknownTileError: 404,
    errors.RasterError: 422,
    errors.RasterNotFoundError: 404,
    errors.NoRastersFoundError: 404,
    errors.NoPairsError: 404,
    errors.CatalogError: 409,
    errors.CatalogNotFoundError: 404,
    errors.NotACatalogError: 422,
    errors.CatalogFullError: 507,
    errors.CatalogReadOnlyError: 403,
    errors.ModelError: 409,
    errors.ModelNotFoundError: 422,
    errors.CaptionerFailedError: 502,
    errors.DatasetError: 422,
    errors.ServiceError: 409,
    errors.UnknownCatalogError: 404,
    errors.UnknownJobError: 404,
    errors.JobDiedError: 500,
    errors.TooLargeError: 413,
    errors.TooBusyError: 429,
    errors.OutputError: 507,
    errors.TilescribeError: 500,
}
"""The status of an exception is that of its nearest ancestor here."""


def problem_of(error: Exception) -> Problem:
    """What a client is told of an exception.

    Of one that was not foreseen only the kind is told: its message may hold anything, paths of others included.
    """
    known = errors.explain(error)
    if type(known) is errors.TilescribeError:
        return problem(
            "unexpected",
            500,
            what=f"Something that Tilescribe did not expect: {type(error).__name__}",
            remedy="Look at the log of the service, and report it with the output of `tilescribe doctor`",
        )
    status = next(STATUSES[kind] for kind in type(known).__mro__ if kind in STATUSES)
    return problem(code_of(type(known)), status, what=known.what, remedy=known.remedy)


def problem(code: str, status: int, *, what: str, remedy: str, fields: Sequence[FieldProblem] = ()) -> Problem:
    """As RFC 9457 has it; `what` and `remedy` come without full stop, as with exceptions."""
    return Problem(
        type=f"urn:tilescribe:problem:{code}",
        title=code.replace("-", " ").capitalize(),
        status=status,
        detail=f"{what}. {remedy}.",
        remedy=f"{remedy}.",
        errors=list(fields),
    )


def code_of(kind: type[errors.TilescribeError]) -> str:
    """`CatalogLockedError` is `catalog-locked`."""
    name = kind.__name__.removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
