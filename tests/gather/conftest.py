"""The misbehaving server, one for each test."""

from collections.abc import Iterator

import pytest

from tests.gather.misbehaving import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A fresh server."""
    with serving() as running:
        yield running
