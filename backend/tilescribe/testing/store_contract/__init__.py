"""What every form of the catalog promises, as tests.

A package that brings a form of its own derives one class from `StoreContract` and gives it a fixture `location` that
yields an address at which nothing is, in a module that pytest collects (docs/extending.md):

    class TestMyStore(StoreContract):
        @pytest.fixture
        def location(self) -> Iterator[str]: ...
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tilescribe.catalog.opening import open_catalog
from tilescribe.catalog.protocols import Catalog
from tilescribe.testing.store_contract.dates import DatesContract
from tilescribe.testing.store_contract.marks import MarksContract
from tilescribe.testing.store_contract.pairs import PairContract
from tilescribe.testing.store_contract.questions import QuestionContract
from tilescribe.testing.store_contract.rasters import RasterContract
from tilescribe.testing.store_contract.work import WorkContract
from tilescribe.testing.store_contract.writing import WritingContract

__all__ = ["StoreContract"]


class StoreContract(
    RasterContract, WorkContract, QuestionContract, PairContract, MarksContract, DatesContract, WritingContract
):
    """Tests of one form of the catalog; see the module."""

    @pytest.fixture
    def location(self) -> str:
        """An address at which nothing is."""
        raise NotImplementedError("give the class a fixture `location`")

    @pytest.fixture
    def catalog(self, location: str) -> Iterator[Catalog]:
        """A new catalog, open for writing."""
        with open_catalog(location, mode="a") as opened:
            yield opened
