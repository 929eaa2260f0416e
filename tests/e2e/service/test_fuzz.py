"""Whatever the OpenAPI document allows is answered as it documents, and never with a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.e2e.runs import run
from tests.e2e.service.conftest import draw_imagery
from tests.e2e.service.served import TOKEN, Service

EXAMPLES = 8
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A service whose jobs do nothing, and a catalog that is filled."""
    home = tmp_path_factory.mktemp("fuzz")
    imagery, path = draw_imagery(home / "tifs"), home / "area.gpkg"
    run([imagery], path)
    with Service(home / "state", env={"IDLE_WORKERS": "1"}) as service:
        yield service, service.make(path)


def ask(case: Any, service: Service, catalog: str) -> None:
    # Ids that exist reach further than ids that are made up.
    for parameters in (case.path_parameters, case.body if isinstance(case.body, dict) else {}):
        for name in ("catalog_id", "catalog"):
            if str(parameters.get(name) or "x") < "g":
                parameters[name] = catalog
    if case.method.upper() == "DELETE" and case.path.endswith("/{catalog_id}"):
        case.path_parameters["catalog_id"] = "000000000000"  # the others still need it
    response = case.call(base_url=service.ready["url"], headers={"Authorization": f"Bearer {TOKEN}"})
    case.validate_response(response, checks=CHECKS)


def test_every_answer_is_a_documented_one(fuzzed: tuple[Service, str]) -> None:
    service, catalog = fuzzed
    api = schemathesis.openapi.from_dict(service.get("/openapi.json"))
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) == sum(len(item) for item in api.raw_schema["paths"].values())
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def fuzz(case: Any) -> None:
            ask(case, service, catalog)

        fuzz()


def test_the_document_is_complete(fuzzed: tuple[Service, str]) -> None:
    service, _ = fuzzed
    document = service.get("/openapi.json")
    assert document["openapi"].startswith("3.1")
    assert document["security"] == [{"token": []}]
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            assert operation["description"], where
            assert {"401", "403", "422", "429", "500"} <= set(operation["responses"]), where
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert set(response["content"]) == {"application/problem+json"}, where
                elif status not in ("204", "304"):
                    assert response["content"], where
    references = set(json.dumps(document).split('"#/components/schemas/')[1:])
    assert {one.partition('"')[0] for one in references} <= set(schemas)
    without = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, told in schema.get("properties", {}).items()
        if not told.get("description") and name in ("SearchRequest", "SimilarRequest", "IndexJob", "Problem")
    ]
    assert not [one for one in without if one.split(".")[1] in ("k", "offset", "threshold", "paths", "type")]


def test_the_client_of_the_document_needs_nothing_else(fuzzed: tuple[Service, str], tmp_path: Path) -> None:
    """Every example in the document is a valid request or answer by its own schema."""
    import jsonschema_rs

    service, _ = fuzzed
    document = service.get("/openapi.json")
    for name, schema in document["components"]["schemas"].items():
        validator = jsonschema_rs.validator_for({"$ref": f"#/components/schemas/{name}", **document})
        for example in schema.get("examples", []):
            validator.validate(example)
