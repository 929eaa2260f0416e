"""One table from exception to status, and one sentence for the command line and the service."""

from __future__ import annotations

import errno

import pytest

from tilescribe import errors
from tilescribe.service.problems import STATUSES, code_of, problem_of


def kinds(root: type[errors.TilescribeError]) -> list[type[errors.TilescribeError]]:
    return [root, *(kind for below in root.__subclasses__() for kind in kinds(below))]


@pytest.mark.parametrize("kind", kinds(errors.UsageError) + kinds(errors.RasterError) + kinds(errors.CatalogError))
def test_what_a_request_can_cause_is_no_fault_of_the_service(kind: type[errors.TilescribeError]) -> None:
    told = problem_of(kind("The lake is dry", remedy="Wait for rain"))
    assert told.status < 500 or kind is errors.CatalogFullError
    assert told.detail == str(kind("The lake is dry", remedy="Wait for rain"))
    assert told.type == f"urn:tilescribe:problem:{code_of(kind)}"


def test_codes_are_unique_and_plain() -> None:
    codes = [code_of(kind) for kind in kinds(errors.TilescribeError)]
    assert len(set(codes)) == len(codes)
    assert code_of(errors.NotARasterError) == "not-a-raster"
    assert code_of(errors.JobDiedError) == "job-died"


def test_the_nearest_ancestor_decides() -> None:
    assert problem_of(errors.UnknownTileError("a", remedy="b")).status == 404
    assert problem_of(errors.EmptyQuestionError("a", remedy="b")).status == STATUSES[errors.UsageError] == 422


def test_of_what_was_not_foreseen_only_the_kind_is_told() -> None:
    told = problem_of(KeyError("/home/somebody/secret.tif"))
    assert (told.status, told.type) == (500, "urn:tilescribe:problem:unexpected")
    assert "KeyError" in told.detail
    assert "somebody" not in told.model_dump_json()


def test_a_full_disk_is_told_as_the_command_line_tells_it() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/data/hits.gpkg")
    told = problem_of(full)
    assert told.status == 507
    assert (
        told.detail
        == str(errors.explain(full))
        == ("Nothing more can be written: the disk of /data/hits.gpkg is full. Free some space and run again.")
    )
