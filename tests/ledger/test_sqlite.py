"""The contract on SQLite, in memory and in a file, and what only a file can suffer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.contract import LedgerContract
from tocsin.ledger import Ledger


class TestMemory(LedgerContract):
    """In this process's memory."""

    @pytest.fixture
    def ledger(self) -> Iterator[Ledger]:
        with Ledger.in_memory() as ledger:
            yield ledger


class TestFile(LedgerContract):
    """In a file."""

    @pytest.fixture
    def ledger(self, tmp_path: Path) -> Iterator[Ledger]:
        with Ledger.open(str(tmp_path / "case.db")) as ledger:
            yield ledger
