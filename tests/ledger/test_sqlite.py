"""The contract on SQLite, in memory and in a file, and what only a file can suffer."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.ledger.contract import LedgerContract
from tests.ledger.nouns import document
from tests.ledger.writer import writer
from tocsin.errors import LedgerError
from tocsin.ledger import Ledger, opening, schema
from tocsin.ledger.engine import Place, engine
from tocsin.ledger.migrations import scripts


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


def case(tmp_path: Path, *names: str) -> str:
    """A case in a file that holds some documents."""
    path = str(tmp_path / "case.db")
    with Ledger.open(path) as ledger:
        ledger.add_documents(document(name) for name in names)
    return path


def test_what_was_added_is_there_after_closing(tmp_path: Path) -> None:
    with Ledger.open(case(tmp_path, "a"), create=False) as ledger:
        assert [d.id for d in ledger.view().documents()] == ["d-a"]


def test_a_missing_case_is_not_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no case at"):
        Ledger.open(str(tmp_path / "none.db"), create=False)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [b"not a database " * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_case_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(LedgerError, match=r"x\.db is (not a tocsin case|damaged)"):
        Ledger.open(str(tmp_path / "x.db"))
    assert (tmp_path / "x.db").read_bytes() == content


def test_a_database_with_other_things_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(LedgerError, match="not a tocsin case"):
        Ledger.open(str(tmp_path / "x.db"))


def test_a_folder_or_a_place_that_is_not_there_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(str(tmp_path))
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(str(tmp_path / "no" / "such" / "case.db"))


def test_a_case_of_a_newer_tocsin_is_refused(tmp_path: Path) -> None:
    path = case(tmp_path, "a")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer tocsin"):
        Ledger.open(path)


def test_opened_for_reading_nothing_can_be_added(tmp_path: Path) -> None:
    with Ledger.open(case(tmp_path, "a"), read_only=True) as ledger:
        assert len(ledger.view().documents()) == 1
        with pytest.raises(LedgerError, match="is read-only"):
            ledger.add_documents([document("b")])


def test_a_read_only_file_says_so(tmp_path: Path) -> None:
    path = Path(case(tmp_path, "a"))
    with sqlite3.connect(path) as connection:  # as a file without permission to write does, also for root
        connection.execute("PRAGMA journal_mode = DELETE")
    with Ledger.open(str(path)) as ledger:
        sa.event.listen(ledger._engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = 1"))
        with pytest.raises(LedgerError, match=r"case\.db is read-only"):
            ledger.add_documents([document("b")])


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_without_permission_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    path = case(tmp_path, "a")
    if os.geteuid() == 0:  # nothing is forbidden to root
        monkeypatch.setattr(os, "access", lambda *_: False)
    Path(path).chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with Ledger.open(path, read_only=read_only) as ledger:
            assert len(ledger.view().documents()) == 1
            with pytest.raises(LedgerError, match=r"case\.db is read-only"):
                ledger.add_documents([document("b")])
        assert [p.name for p in tmp_path.iterdir()] == ["case.db"]
    finally:
        tmp_path.chmod(0o755)


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    path = case(tmp_path, "a")
    with Ledger.open(path) as ledger:
        sa.event.listen(ledger._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 60"))
        with pytest.raises(LedgerError, match="disk is full; what was added before is safe"):
            ledger.add_documents(document(f"big{n}", 0, f"{n} said " + "x" * 100_000) for n in range(50))
        assert [d.id for d in ledger.view().documents()] == ["d-a"]
    with Ledger.open(path) as ledger:
        assert ledger.add_documents([document("b")]) == 1


def test_killed_at_any_moment_nothing_accepted_is_lost(tmp_path: Path) -> None:
    path = str(tmp_path / "case.db")
    process = writer(path, "w", 10_000)
    assert process.stdout
    accepted = [process.stdout.readline() for _ in range(4)]
    process.kill()
    accepted += process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    with Ledger.open(path) as ledger:
        kept = len(ledger.view().documents())
        assert kept >= 20 * len(accepted)
        assert kept % 20 == 0
        assert ledger.add_documents([document("after")]) == 1


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "case.db")
    processes = [writer(path, name, 10) for name in ("one", "two")]
    for process in processes:
        process.communicate(timeout=200)
        assert process.returncode == 0
    with Ledger.open(path) as ledger:
        assert len(ledger.view().documents()) == 400
        assert len({d.id for d in ledger.view().search("ministry", 1000)}) == 400


def test_the_migrations_lead_to_the_same_schema() -> None:
    made, grown = engine(Place(":memory:")), engine(Place(":memory:"))
    opening.prepare(made, Place(":memory:"), create=True)
    opening.upgrade(grown)
    shapes = []
    for one in (made, grown):
        with one.connect() as connection:
            assert opening.version(connection) == schema.HEAD
            found = connection.exec_driver_sql("SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2")
            columns = {t: sa.inspect(connection).get_columns(t) for t in sorted(schema.metadata.tables)}
            shapes.append((found.fetchall(), str(columns)))
    assert shapes[0] == shapes[1]
    assert scripts().get_current_head() == schema.HEAD


def test_a_case_of_an_older_tocsin_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "case.db"))
    opening.upgrade(engine(place), "0001")
    with sqlite3.connect(place.address) as connection:
        connection.execute("INSERT INTO trouble VALUES (1, 'tr-1', '2022-12-01', 'a.txt', NULL, 'is empty')")
    with pytest.raises(LedgerError, match="of an older tocsin"):
        Ledger.open(place.address, read_only=True)
    with Ledger.open(place.address) as ledger:
        assert str(ledger.view().troubles()[0]) == "a.txt: is empty"
        assert ledger.add_documents([document("a")]) == 1
    with sqlite3.connect(place.address) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(schema.HEAD,)]


def test_importing_the_door_does_not_load_the_database_library() -> None:
    code = "import sys, tocsin.ledger; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_case_without_a_log_gets_one_that_begins_with_what_it_holds(tmp_path: Path) -> None:
    path = case(tmp_path, "a", "b")
    with sqlite3.connect(path) as connection:
        for table in ("log", "publication", "kept", "account", "pass"):  # all that came with or after the log
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    with Ledger.open(path) as ledger:
        found = ledger.audit()
        assert (found.counts["document"], found.faults) == (2, ())
        ledger.add_documents([document("c")])
        assert ledger.audit().holds(found.head)


def test_two_writers_share_one_chain(tmp_path: Path) -> None:
    path = str(tmp_path / "case.db")
    for process in [writer(path, name, 5) for name in ("one", "two")]:
        process.communicate(timeout=200)
    with Ledger.open(path) as ledger:
        found = ledger.audit()
        assert (found.counts["document"], found.faults, len(found.links)) == (200, (), 201)
