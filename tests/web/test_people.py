"""Who gets in, what each role may do, and what keeps strangers and other sites out."""

import json
import re
import sqlite3

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import WATCH, ready
from tocsin import workbench
from tocsin.cli import main
from tocsin.errors import UsageError
from tocsin.web import create_app
from tocsin.web.access import OPEN, TRIES, back_to

HTML = {"accept": "text/html"}
PASSWORD = "a long enough password"
ROLES = ("reader", "analyst", "editor", "administrator")


def with_accounts(case: str):
    """A desk whose case has one account of each role, named like it, and one of somebody who will leave."""
    with workbench.open_case(case) as ledger:
        for role in ROLES:
            workbench.add_user(ledger, role, role, PASSWORD)
        workbench.add_user(ledger, "leaver", "analyst", PASSWORD)
    app = create_app(case, (WATCH,))
    ready(app)
    return app


@pytest.fixture(scope="module")
def team(case, tmp_path_factory):
    """One desk for the tests that leave it as it was."""
    path = str(tmp_path_factory.mktemp("team") / "team.db")
    with sqlite3.connect(case) as known, sqlite3.connect(path) as copy:
        known.backup(copy)
    app = with_accounts(path)
    yield app
    app.state.desk.close()


@pytest.fixture
def own_team(own_case):
    """A desk of its own for a test that changes what others look at."""
    app = with_accounts(own_case)
    yield app
    app.state.desk.close()


def visitor(app) -> TestClient:
    return TestClient(app, follow_redirects=False)


def log_in(app, name: str, password: str = PASSWORD) -> TestClient:
    client = visitor(app)
    client.get("/login", headers=HTML)
    token = client.cookies.get("tocsin_form")
    client.post("/login", data={"name": name, "password": password, "token": token, "back": "/review"})
    return client


def form(client: TestClient, **more: str) -> dict[str, str]:
    """Fields with the token that a page of this session carries."""
    page = client.get("/people", headers=HTML).text
    return {"token": re.search(r'name="token" value="([^"]+)"', page)[1], **more}


def routes(app):
    """Every route with its methods, those of included routers too."""
    found = []
    for route in app.routes:
        inner = getattr(getattr(route, "original_router", None), "routes", None)
        found += inner if inner is not None else [route]
    return [(r.path, sorted(r.methods - {"HEAD"})) for r in found if hasattr(r, "methods")]


def test_every_route_is_shut_to_strangers(team) -> None:
    client, seen = visitor(team), 0
    for path, methods in routes(team):
        if path in OPEN:
            continue
        filled = re.sub(r"\{[^}]+\}", "1", path)
        for method in methods:
            seen += 1
            answer = client.request(method, filled, headers=HTML)
            assert answer.status_code in (303, 401), (method, path)
            assert answer.headers.get("location", "/login").startswith("/login"), (method, path)
    assert seen > 45


def test_every_writing_route_is_shut_to_readers(team) -> None:
    client = log_in(team, "reader")
    assert client.get("/review").status_code == 200
    token, first = form(client)["token"], client.get("/review.json").json()["rows"][0]["id"]
    for path, data in (
        ("/judge", {"verb": "reject", "target": first}), ("/briefs", {}), ("/alerts", {"key": "k", "what": "mute"}),
        ("/people", {"name": "x", "role": "reader", "password": PASSWORD}), ("/people/close", {"name": "editor"}),
    ):  # fmt: skip
        assert client.post(path, data={"token": token, **data}).status_code == 403, path
    assert client.post("/api/v1/judgements", json={"verb": "reject", "target": first}).status_code == 403
    assert client.post("/api/v1/documents", json=[{"text": "x"}]).status_code == 403
    assert client.get("/judgements.json").json()["total"] == 0
    assert 'name="verb" value="reject"' not in client.get("/review", headers=HTML).text


def test_analysts_judge_editors_approve_and_administrators_rule(own_team) -> None:
    analyst, editor, administrator = (log_in(own_team, name) for name in ("analyst", "editor", "administrator"))
    first = analyst.get("/review.json").json()["rows"][0]["id"]
    rule = {"verb": "rule", "target": "case", "field": "second_person", "value": "true"}
    assert editor.post("/judge", data=form(editor, **rule)).status_code == 403
    assert administrator.post("/judge", data=form(administrator, **rule)).status_code == 303
    assert analyst.post("/judge", data=form(analyst, verb="reject", target=first)).status_code == 303
    (waits,) = editor.get("/review.json").json()["waiting"]
    assert waits["analyst"] == "analyst"
    assert analyst.post("/judge", data=form(analyst, verb="approve", target=waits["id"])).status_code == 403
    assert editor.post("/judge", data=form(editor, verb="approve", target=waits["id"])).status_code == 303
    assert analyst.post("/briefs", data=form(analyst)).status_code == 403
    assert editor.post("/briefs", data=form(editor)).status_code == 303


def test_logging_in_leads_back_and_logging_out_ends_the_session(team) -> None:
    client = visitor(team)
    assert client.get("/review?page=1", headers=HTML).headers["location"] == "/login?back=/review%3Fpage%3D1"
    client = log_in(team, "analyst")
    session = client.cookies.get("tocsin_session")
    assert session and client.get("/review").status_code == 200
    assert client.post("/logout", data=form(client)).status_code == 303
    client.cookies.set("tocsin_session", session)
    assert client.get("/review", headers=HTML).status_code == 303


def test_a_wrong_password_a_wrong_name_and_too_many_tries(own_team) -> None:
    for name, password in (("analyst", "wrong password"), ("nobody", PASSWORD), ("../x", PASSWORD)):
        assert log_in(own_team, name, password).cookies.get("tocsin_session") is None
    client = visitor(own_team)
    client.get("/login", headers=HTML)
    token = client.cookies.get("tocsin_form")
    codes = [client.post("/login", data={"name": "analyst", "password": "wrong", "token": token}).status_code for _ in range(TRIES)]  # fmt: skip
    assert codes[0] == 403 and codes[-1] == 429
    right = client.post("/login", data={"name": "analyst", "password": PASSWORD, "token": token})
    assert right.status_code == 429 and int(right.headers["retry-after"]) > 0


def test_forms_need_the_sessions_own_token_and_the_same_site(team) -> None:
    one, two = log_in(team, "analyst"), log_in(team, "editor")
    target = one.get("/review.json").json()["rows"][0]["id"]
    fields = {"verb": "reject", "target": target}
    assert one.post("/judge", data=fields).status_code == 403
    assert one.post("/judge", data={**form(two), **fields}).status_code == 403
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert one.post("/judge", data={**form(one), **fields}, headers=headers).status_code == 403
        assert one.post("/api/v1/judgements", json=fields, headers=headers).status_code == 403
    assert one.get("/judgements.json").json()["total"] == 0


def test_a_token_is_shown_once_works_with_its_role_and_can_be_ended(team) -> None:
    client = log_in(team, "analyst")
    page = client.post("/tokens", data=form(client, label="a script", role="reader")).text
    secret = re.search(r"tocsin_[\w-]+", page)[0]
    assert secret not in client.get("/people", headers=HTML).text
    program = visitor(team)
    bearer = {"authorization": f"Bearer {secret}"}
    assert program.get("/api/v1/statements", headers=bearer).status_code == 200
    assert program.post("/api/v1/documents", json=[{"text": "x"}], headers=bearer).status_code == 403
    assert program.get("/api/v1/statements", headers={"authorization": "Bearer tocsin_x"}).status_code == 401
    assert client.post("/tokens", data=form(client, role="administrator")).status_code == 422
    hash = re.search(r'a script.*?name="hash" value="([0-9a-f]+)"', client.get("/people", headers=HTML).text, re.S)[1]
    assert log_in(team, "reader").post("/tokens/end", data=form(log_in(team, "reader"), hash=hash)).status_code in (
        403,
        404,
    )
    assert client.post("/tokens/end", data=form(client, hash=hash)).status_code == 303
    assert program.get("/api/v1/statements", headers=bearer).status_code == 401


def test_a_closed_account_is_out_at_once_and_the_last_administrator_stays(team) -> None:
    leaver, administrator = log_in(team, "leaver"), log_in(team, "administrator")
    assert administrator.post("/people/close", data=form(administrator, name="leaver")).status_code == 303
    assert leaver.get("/review", headers=HTML).status_code == 303
    assert team.state.desk.ledger.people.passes("leaver") == ()
    assert administrator.post("/people/close", data=form(administrator, name="administrator")).status_code == 422


def test_the_case_holds_no_password_and_no_secret(team) -> None:
    client = log_in(team, "analyst")
    page = client.post("/tokens", data=form(client, label="x", role="reader")).text
    secrets = [PASSWORD, client.cookies.get("tocsin_session"), re.search(r"tocsin_[\w-]+", page)[0]]
    people = team.state.desk.ledger.people
    held = json.dumps([repr(people.accounts()), repr(people.passes())])
    assert "$argon2id$" in held and not any(s in held for s in secrets)


def test_one_person_on_this_machine_needs_no_password(client) -> None:
    assert client.get("/", headers=HTML).status_code == 200
    client.get("/people", headers=HTML)
    token = client.cookies.get("tocsin_form")
    first = {"token": token, "name": "ann", "password": PASSWORD}
    assert client.post("/people", data={**first, "role": "reader"}).status_code == 422
    assert client.post("/people", data={**first, "role": "administrator"}).status_code == 303
    assert client.get("/", headers=HTML).status_code == 303


def test_another_address_needs_accounts(own_case, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", "--case", own_case, "--watch", WATCH, "--host", "0.0.0.0"])
    assert stopped.value.code == 2 and "needs accounts" in capsys.readouterr().err


def test_accounts_by_command(own_case, capsys, monkeypatch) -> None:
    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as stopped:
            main(["users", *arguments, "--case", own_case])
        assert not stopped.value.code
        return capsys.readouterr().out

    monkeypatch.setenv("TOCSIN_PASSWORD", PASSWORD)
    run("add", "ann", "--role", "editor")
    assert "ann  editor" in run("list")
    secret = run("token", "ann", "--role", "reader", "--label", "x").strip()
    run("second-person", "on", "--analyst", "ann")
    with workbench.open_case(own_case) as ledger:
        assert (
            workbench.who(ledger, secret, "token").role == "reader" and workbench.who(ledger, secret, "session") is None
        )
        assert ledger.view().judgements()[-1].verb == "rule"
        with pytest.raises(UsageError, match="at least 10"):
            workbench.add_user(ledger, "bob", "reader", "short")
    run("close", "ann")
    assert "closed" in run("list")


def test_nobody_is_sent_to_another_site() -> None:
    for path in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""):
        assert back_to(path, "/") == "/"
    assert back_to("/review?page=2", "/") == "/review?page=2"
