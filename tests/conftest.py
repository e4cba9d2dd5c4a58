"""What tests in more than one room share."""

import pytest

from tocsin.errors import ReaderError
from tocsin.read import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader as it is shipped; without its weights, the tests that need it are skipped."""
    try:
        return Reader.load()
    except ReaderError as error:
        pytest.skip(str(error))
