"""The Postgres server that the marked tests share."""

import os
from collections.abc import Iterator

import pytest

from tests.ledger import server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a private server; without its programs the tests are skipped, unless that is forbidden."""
    if server.programs() is None:
        if os.environ.get("TOCSIN_REQUIRE_POSTGRES") == "1":
            pytest.fail("TOCSIN_REQUIRE_POSTGRES is set, but initdb and pg_ctl are not installed")
        pytest.skip("no Postgres server is installed")
    with server.running() as address:
        yield address
