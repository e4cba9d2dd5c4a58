"""What networks said of a case's texts is kept in the case, and taken for what it is: something that can be worked out again."""

from pathlib import Path

import numpy as np
import pytest

from tocsin import workbench
from tocsin.workbench import heard, networks

EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus-2022"
WATCH = "ally-enters-war-belarus"


@pytest.fixture
def case(tmp_path) -> str:
    path = str(tmp_path / "c.db")
    with workbench.open_case(path) as ledger:
        files = sorted(map(str, EXAMPLE.glob("2022-12-0*")))[:8]
        workbench.add(ledger, workbench.gather(files, None, backfill=True))
        workbench.read_new(ledger, 1)
    return path


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch) -> None:
    """Networks of a new process."""
    made = {name: networks.Remembered(network._ask) for name, network in heard.NETWORKS.items()}
    monkeypatch.setattr(heard, "NETWORKS", made)
    for name, network in made.items():
        monkeypatch.setattr(networks, name, network)


def forget() -> int:
    """How much was asked; a new process knows nothing."""
    asked = heard._asked()
    for network in heard.NETWORKS.values():
        network.known.clear()
        network.asked = 0
    return asked


def brief(case: str) -> str:
    picture = workbench.picture(workbench.study_case(case, None), workbench.watch(WATCH), None, None)
    return workbench.write_brief(picture, "icd203")("json")


def test_a_second_brief_on_a_case_asks_nothing_and_says_the_same(case, monkeypatch) -> None:
    first = brief(case)
    assert forget() > heard.WORTH
    assert brief(case) == first and forget() == 0
    monkeypatch.setattr(heard, "mark", lambda: "other weights")
    assert brief(case) == first and forget() > heard.WORTH


def test_a_case_that_cannot_be_written_is_briefed_all_the_same(case, monkeypatch) -> None:
    from tocsin.errors import LedgerError
    from tocsin.ledger import Ledger

    def full(*_: object) -> None:
        raise LedgerError("the disk is full")

    monkeypatch.setattr(Ledger, "keep", full)
    assert brief(case) == brief(case)


def test_a_case_keeps_what_was_asked_about_its_own_texts(case) -> None:
    pair = heard.NETWORKS["pair"]
    asked = [(f"The bridge {n} is open.", "The bridge is shut.") for n in range(heard.WORTH)]
    pair([("What another case says.", "Nobody here may know.")])
    with workbench.open_case(case) as ledger:
        with pytest.raises(KeyError), heard.remembering(ledger):
            pair(asked)
            raise KeyError  # what was asked until then is kept
        assert len(heard._kept(ledger)["pair"]) == heard.WORTH
        ledger.keep(heard.NAME, heard.mark(), {"pair": {"damaged": "!"}})
        with heard.remembering(ledger):  # a damaged row is none
            assert len(pair(asked)) == heard.WORTH


def test_what_is_known_stands_and_the_oldest_goes() -> None:
    known = networks.Remembered(lambda asked: [np.zeros(1, np.float32) for _ in asked], size=2)
    (first,) = known([("a",)])
    known.recall({key: np.ones(1, np.float32) for key in (*known.known, b"x", b"y")})
    assert len(known.known) == 2 and known([("a",)])[0] == first


def test_answers_come_back_as_they_were(case) -> None:
    pair = heard.NETWORKS["pair"]
    asked = [(f"The bridge {n} is open.", "The bridge is shut.") for n in range(heard.WORTH)]
    with workbench.open_case(case) as ledger:
        with heard.remembering(ledger):
            said = pair(asked)
        forget()
        with heard.remembering(ledger):
            again = pair(asked)
    assert forget() == 0 and np.array_equal(said, again) and {a.dtype for a in again} == {np.dtype(np.float32)}
