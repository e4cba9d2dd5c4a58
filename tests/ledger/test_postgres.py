"""The contract on a real Postgres server, and what only a server can suffer."""

from collections.abc import Iterator

import pytest

from tests.ledger.contract import LedgerContract
from tests.ledger.nouns import document
from tests.ledger.writer import writer
from tocsin.errors import LedgerError
from tocsin.ledger import Ledger

psycopg = pytest.importorskip("psycopg")
pytestmark = pytest.mark.postgres


@pytest.fixture
def case(postgres: str) -> Iterator[str]:
    """The address of an empty database."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute('DROP DATABASE IF EXISTS "case" WITH (FORCE)')
        connection.execute('CREATE DATABASE "case"')
    yield postgres.replace("/postgres?", "/case?")


class TestPostgres(LedgerContract):
    """In a team's database."""

    @pytest.fixture
    def ledger(self, case: str) -> Iterator[Ledger]:
        with Ledger.open(case) as ledger:
            yield ledger


def test_opening_again_finds_what_was_added(case: str) -> None:
    with Ledger.open(case) as ledger:
        ledger.add_documents([document("a")])
    with Ledger.open(case, read_only=True) as ledger:
        assert len(ledger.view().documents()) == 1
        with pytest.raises(LedgerError, match="is read-only"):
            ledger.add_documents([document("b")])


def test_a_database_with_other_things_is_left_alone(case: str) -> None:
    with psycopg.connect(case) as connection:
        connection.execute("CREATE TABLE theirs (x int)")
    with pytest.raises(LedgerError, match="not a tocsin case"):
        Ledger.open(case)


def test_a_server_that_does_not_answer_gets_one_sentence_without_the_password() -> None:
    with pytest.raises(LedgerError, match="does not answer") as caught:
        Ledger.open("postgresql://ann:secret@127.0.0.1:1/case")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_database_gets_one_sentence(postgres: str) -> None:
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger.open(postgres.replace("/postgres?", "/nowhere?"))


def test_two_writers_at_once_lose_nothing(case: str) -> None:
    processes = [writer(case, name, 5) for name in ("one", "two")]
    for process in processes:
        process.communicate(timeout=200)
        assert process.returncode == 0
    with Ledger.open(case) as ledger:
        assert len(ledger.view().documents()) == 200


def test_a_killed_writer_leaves_whole_batches(case: str) -> None:
    process = writer(case, "w", 10_000)
    assert process.stdout
    accepted = [process.stdout.readline() for _ in range(3)]
    process.kill()
    accepted += process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    with Ledger.open(case) as ledger:
        kept = len(ledger.view().documents())
        assert kept >= 20 * len(accepted)
        assert kept % 20 == 0
        assert ledger.add_documents([document("after")]) == 1
