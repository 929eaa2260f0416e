"""Every refusal is reached by a test, and says what to do."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from tilescribe import errors

TESTS = Path(__file__).parents[1]


def leaves(root: type[Exception]) -> list[type[Exception]]:
    below = root.__subclasses__()
    return [leaf for kind in below for leaf in (leaves(kind) or [kind])]


@pytest.mark.parametrize("leaf", leaves(errors.TilescribeError), ids=lambda leaf: leaf.__name__)
def test_a_test_reaches_every_error(leaf: type[Exception]) -> None:
    texts = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != Path(__file__))
    name = leaf.__name__
    # Named in `raises(...)`, or in a list of cases that a `raises(...)` in the same file is fed from.
    assert any(
        re.search(rf"raises\(\s*{name}\b", text) or ("raises(" in text and len(re.findall(rf"\b{name}\b", text)) > 1)
        for text in texts
    ), f"no test expects {name}"


def test_the_list_of_names_is_complete() -> None:
    defined = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert set(errors.__all__) == defined | {"explain"}


def test_the_tree_in_the_documentation_is_the_real_one() -> None:
    assert errors.__doc__ is not None
    drawn = set(re.findall(r"\b\w+Error\b", errors.__doc__))
    assert drawn == set(errors.__all__) - {"explain"}


def test_a_message_says_what_and_what_to_do() -> None:
    error = errors.NotARasterError("'a.txt' is no raster", remedy="Give a GeoTIFF")
    assert str(error) == "'a.txt' is no raster. Give a GeoTIFF."


def test_errors_cross_process_borders() -> None:
    error = errors.CatalogFullError("The disk is full", remedy="Make room")
    copied = pickle.loads(pickle.dumps(error))
    assert type(copied) is errors.CatalogFullError
    assert str(copied) == str(error)
