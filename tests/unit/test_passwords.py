"""Passwords in URLs stay out of what is shown."""

from __future__ import annotations

import pytest

from tilescribe.errors import CatalogError, explain
from tilescribe.passwords import without_passwords


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://me:se:cr@et@host:5432/db", "postgresql://me:***@host:5432/db"),
        ("postgresql://:secret@host", "postgresql://:***@host"),
        ("at a://me:x@h and 'b://you:y@h/p'", "at a://me:***@h and 'b://you:***@h/p'"),
        ("postgresql:///db?user=me&password=secret&sslmode=require", "postgresql:///db?user=me&password=***&sslmode=require"),
        ("/vsicurl/https://host/a.tif?sv=1&sig=abc%3D", "/vsicurl/https://host/a.tif?sv=1&sig=***"),
        ("https://host/a.tif?X-Amz-Signature=abc", "https://host/a.tif?X-Amz-Signature=***"),
        ("postgresql://me@host/db", "postgresql://me@host/db"),
        ("http://localhost:8000/v1#model@revision", "http://localhost:8000/v1#model@revision"),
        ("C:\\data\\me:you@here.gpkg, of 3 tokens = all", "C:\\data\\me:you@here.gpkg, of 3 tokens = all"),
    ],
)  # fmt: skip
def test_a_password_is_hidden_and_the_rest_is_as_it_was(text: str, shown: str) -> None:
    assert without_passwords(text) == shown


def test_no_error_says_a_password() -> None:
    error = CatalogError("There is no a://me:secret@h", remedy="Make a://me:secret@h")
    assert str(error) == "There is no a://me:***@h. Make a://me:***@h."
    assert (error.what, error.remedy) == ("There is no a://me:***@h", "Make a://me:***@h")
    assert "secret" not in str(explain(ValueError("a://me:secret@h")))
