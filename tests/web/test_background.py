"""Work happens behind the pages: once, never twice at a time, and never in a reader's time."""

import threading
import time

import pytest
from starlette.testclient import TestClient

from tests.ledger import server
from tests.web.conftest import WATCH, ready
from tocsin import workbench
from tocsin.web import create_app

HTML = {"accept": "text/html"}
NEW = {"text": "MINSK, 20 December 2022. Viktor Khrenin said on Tuesday that a strike group had been formed near Brest.",
       "outlet": "Test Wire", "title": "A strike group", "published": "2022-12-20"}  # fmt: skip


@pytest.fixture
def slow(monkeypatch):
    """Working a case out takes as long as we like; counts how often and how many at a time."""
    real, gate, counted = workbench.find, threading.Event(), {"runs": 0, "at once": 0, "most": 0}

    def find(ledger):
        counted["runs"] += 1
        counted["at once"] += 1
        counted["most"] = max(counted["most"], counted["at once"])
        gate.wait(60)
        try:
            return real(ledger)
        finally:
            counted["at once"] -= 1

    monkeypatch.setattr(workbench, "find", find)
    return gate, counted


def eventually(true) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about within a minute")


def test_a_case_being_prepared_says_so_and_the_page_comes(own_case, slow, monkeypatch) -> None:
    gate, counted = slow
    monkeypatch.setattr("tocsin.web.desk.PATIENCE", 0.2)
    with TestClient(create_app(own_case, (WATCH,)), follow_redirects=False) as client:
        answer = client.get("/statements", headers=HTML)
        assert answer.status_code == 503 and "being prepared" in answer.text and answer.headers["retry-after"]
        assert client.get("/statements.json").json()["detail"].startswith("the case is being prepared")
        gate.set()
        eventually(lambda: client.get("/statements").status_code == 200)
        assert counted["most"] == 1


def test_new_documents_are_worked_in_while_the_old_picture_is_shown(client, slow) -> None:
    gate, counted = slow
    before = client.get("/statements.json").json()["total"]
    for number in range(3):
        assert client.post("/api/v1/documents", json=[{**NEW, "text": f"{NEW['text']} {number}"}]).json()["new"] == 1
        page = client.get("/board", headers=HTML)
        assert page.status_code == 200 and "being worked in" in page.text
    assert client.get("/statements.json").json()["total"] == before
    gate.set()
    eventually(lambda: client.get("/statements.json").json()["total"] > before)
    eventually(lambda: "being worked in" not in client.get("/board", headers=HTML).text)
    assert counted["most"] == 1 and counted["runs"] <= 4


def test_the_next_start_shows_the_board_before_everything_is_loaded(own_case, slow, monkeypatch) -> None:
    gate, _ = slow
    gate.set()
    monkeypatch.setattr("tocsin.web.desk.LONG", 0.0)
    with TestClient(create_app(own_case, (WATCH,))) as client:
        ready(client.app)
        number = client.get("/board.json").json()["head"]["p"]
        with workbench.open_case(own_case) as ledger:
            eventually(lambda: workbench.kept_history(ledger, workbench.watch(WATCH)) is not None)
    gate.clear()
    with TestClient(create_app(own_case, (WATCH,))) as client:
        page = client.get("/", headers=HTML)
        assert page.status_code == 200 and "as it last stood" in page.text
        assert client.get("/board.json").json()["head"]["p"] == number
        gate.set()


def test_what_takes_long_is_kept_for_the_next_start(own_case, monkeypatch) -> None:
    monkeypatch.setattr("tocsin.workbench.keeping.LONG", -1.0)
    with workbench.open_case(own_case) as ledger:
        problem = workbench.watch(WATCH)
        first = workbench.find(ledger)
        workbench.sighted(ledger, first, problem)
        monkeypatch.setattr("tocsin.workbench.keeping.related", None)
        monkeypatch.setattr("tocsin.workbench.keeping.look", None)
        again = workbench.find(ledger)
        workbench.sighted(ledger, again, problem)
        assert again.study == first.study and again.sightings == first.sightings


def test_a_failure_behind_the_pages_is_one_sentence(own_case, monkeypatch) -> None:
    monkeypatch.setattr(workbench, "find", lambda ledger: 1 / 0)
    monkeypatch.setattr("tocsin.web.desk.PATIENCE", 5.0)
    with TestClient(create_app(own_case, (WATCH,))) as client:
        answer = client.get("/statements", headers=HTML)
        assert answer.status_code == 422 and "see its log" in answer.text and "ZeroDivision" not in answer.text


@pytest.mark.postgres
def test_a_team_works_on_a_server(case) -> None:
    import os

    psycopg = pytest.importorskip("psycopg")
    if server.programs() is None:
        assert os.environ.get("TOCSIN_REQUIRE_POSTGRES") != "1", "initdb and pg_ctl are required"
        pytest.skip("no Postgres server is installed")
    with server.running() as place:
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute('CREATE DATABASE "team"')
        address = place.replace("/postgres?", "/team?")
        with workbench.open_case(case) as known, workbench.open_case(address) as ledger:
            ledger.add_documents(known.view().documents())
            ledger.add_readings(known.view().readings())
            workbench.add_user(ledger, "ann", "analyst", "a long enough password")
            secret = workbench.add_token(ledger, "ann", None, "a test")
        app = create_app(address, (WATCH,))
        with TestClient(app, headers={"authorization": f"Bearer {secret}"}) as client:
            ready(app)
            assert client.get("/api/v1/statements", params={"q": "attack"}).json()["total"] >= 1
            first = client.get("/api/v1/sightings").json()["rows"][0]
            before = client.get("/api/v1/assessment").json()["head"]["p"]
            assert client.post("/api/v1/judgements", json={"verb": "reject", "target": first["id"]}).status_code == 201
            assert client.get("/api/v1/assessment").json()["head"]["p"] != before
            assert client.get("/audit.json").json()["faults"] == []
