"""Alerts: each with its reason; told once, sent by the outlets asked for, and less when people call them useless."""

import json
import shutil
import ssl
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import feedparser
import pytest
from aiosmtpd.smtp import AuthResult

from tests.brief.made import assessment
from tests.exchange.made import picture
from tests.exchange.servers import hook, mail_server
from tocsin import workbench
from tocsin.errors import InputError, UsageError
from tocsin.exchange import Alert, Mailbox, Memory, alerts, silent, to_atom
from tocsin.gather.health import Health
from tocsin.nouns.picture import Picture

NOW = datetime(2031, 5, 8, 12, tzinfo=UTC)
DAY = date(2031, 5, 8)


def shown(threshold_passed: bool = True) -> Picture:
    """From day 6 to day 8 a lamp went on, the 90-day figure went from 10% to 60%, and a marshal was contradicted."""
    days = (assessment(6, 0.1, "dark"), assessment(8, 0.6 if threshold_passed else 0.1, "lit"))
    return replace(picture(), since=date(2031, 5, 5), history=days)


def keys(found: list[Alert]) -> list[str]:
    return [a.key for a in found]


def test_each_alert_has_a_key_and_a_reason() -> None:
    found = {a.key: a for a in alerts(shown(), 0.5)}
    assert set(found) == {"threshold:90d", "lamp:sails", "contradicted:person:ito"}
    assert found["threshold:90d"].text == "The probability within 90 days rose above 50%"
    assert found["threshold:90d"].why == "10.0% on 2031-05-06, 60.0% now"
    assert found["lamp:sails"].text == "The fleet leaves port: dark to lit"
    contradicted = found["contradicted:person:ito"]
    assert "the northern fleet had left port" in contradicted.text and "no ship had sailed" in contradicted.why


def test_a_lamp_or_figure_that_came_and_went_is_told_as_it_went() -> None:
    days = (
        assessment(5, 0.1, "dark"),
        assessment(6, 0.6, "lit"),
        assessment(7, 0.1, "dark"),
        assessment(8, 0.1, "dark"),
    )
    found = {a.key: a for a in alerts(replace(shown(), history=days), 0.5)}
    assert found["lamp:sails"].text == "The fleet leaves port: lit to dark"
    assert found["threshold:90d"].text == "The probability within 90 days fell below 50%"
    assert found["threshold:90d"].why == "60.0% on 2031-05-06, 10.0% now"


def test_nothing_changed_is_no_alert() -> None:
    quiet = replace(shown(), since=DAY, history=(assessment(6, 0.1, "lit"), assessment(8, 0.1, "lit")))
    assert alerts(quiet, 0.5) == []


def test_an_indicator_whose_day_has_passed_is_overdue() -> None:
    late = shown()
    indicators = (late.watch.indicators[0], replace(late.watch.indicators[1], expected_by=date(2031, 5, 7)))
    found = {a.key: a for a in alerts(replace(late, watch=replace(late.watch, indicators=indicators)), 0.5)}
    assert found["overdue:stores"].why == "expected by 2031-05-07 and not seen"


def health(**fields: object) -> Health:
    return replace(Health("https://a.example/feed", "Wire", checked=NOW.isoformat(), state="well"), **fields)  # type: ignore[arg-type]


def ago(**time: float) -> str:
    return (NOW - timedelta(**time)).isoformat()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (health(well=ago(minutes=5), brought=ago(hours=3)), None),
        (health(state="failing", why="did not answer", well=ago(hours=3)), None),
        (health(state="failing", why="did not answer", well=ago(days=2)), "Wire has fallen silent"),
        (health(state="failing", why="did not answer"), "Wire has fallen silent"),
        (health(state="gone", why="answered with status 410", well=ago(days=2)), "Wire is gone"),
        (health(well=ago(minutes=5), brought=ago(days=9)), "Wire brings nothing new"),
        (health(checked=ago(days=2), well=ago(days=2), brought=ago(days=2)), "The collector has stopped"),
        (Health("https://new.example/"), None),
    ],
)
def test_a_collector_that_falls_silent(place: Health, said: str | None) -> None:
    found = silent([place], NOW)
    assert [a.text for a in found] == ([said] if said else [])
    assert all(a.why for a in found)


def told(memory: Memory, *found: Alert, cool_down: int = 0) -> list[str]:
    new = memory.new(found, cool_down)
    memory.note(new)
    return [a.text for a in new]


def alert(text: str, day: int = 8, key: str = "lamp:x", once: bool = False) -> Alert:
    return Alert(key, date(2031, 5, day), text, "because", once)


def test_a_state_is_told_when_it_changes_and_again_when_it_returns() -> None:
    memory = Memory()
    assert told(memory, alert("lit")) == ["lit"]
    assert told(memory, alert("lit", 9)) == []
    assert told(memory, alert("dark", 10)) == ["dark"]
    assert told(memory, alert("lit", 11)) == ["lit"]


def test_an_occurrence_is_told_once_however_many_follow() -> None:
    memory = Memory()
    first, second = alert("said A", once=True), alert("said B", once=True)
    assert told(memory, first, second) == ["said A", "said B"]
    assert told(memory, replace(first, day=date(2031, 6, 1)), alert("said C", 20, once=True)) == ["said C"]


def test_a_key_cools_down_without_being_forgotten() -> None:
    memory = Memory()
    assert told(memory, alert("lit"), cool_down=3) == ["lit"]
    assert told(memory, alert("dark", 9), cool_down=3) == []
    assert told(memory, alert("dark", 11), cool_down=3) == ["dark"]


def test_what_is_called_useless_gets_quiet_then_muted_and_a_yes_lifts_both(tmp_path: Path) -> None:
    state = tmp_path / "alerts.json"
    assert [workbench.answer_alert(state, "lamp:x", useful) for useful in (True, False, False)] == [
        "loud",
        "quiet",
        "muted",
    ]
    assert Memory.load(state).new([alert("lit")], 0) == []
    assert workbench.answer_alert(state, "lamp:x", True) == "loud"
    assert Memory.load(state).new([alert("lit")], 0) == [alert("lit")]
    workbench.mute_alert(state, "lamp:x", True)
    assert Memory.load(state).standing("lamp:x") == "muted"
    workbench.mute_alert(state, "lamp:x", False)
    assert Memory.load(state).standing("lamp:x") == "loud"


def test_a_damaged_record_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"sent": 3}')
    with pytest.raises(InputError, match=r"a\.json: is no record of sent alerts"):
        Memory.load(tmp_path / "a.json")


def test_a_webhook_takes_new_alerts_once_and_quiet_ones_never(tmp_path: Path) -> None:
    state = tmp_path / "alerts.json"
    workbench.answer_alert(state, "lamp:sails", False)
    with hook() as server:
        found = workbench.send_alerts(shown(), 0.5, workbench.Outlets(server.url, state=state))
        again = workbench.send_alerts(shown(), 0.5, workbench.Outlets(server.url, state=state))
    assert keys(found)[-1] == "lamp:sails" and again == []
    ((kind, body),) = server.taken
    sent = [json.loads(line)["key"] for line in body.splitlines()]
    assert kind == "application/x-ndjson" and sorted(sent) == ["contradicted:person:ito", "threshold:90d"]


@pytest.mark.parametrize(("status", "location"), [(500, ""), (302, "/elsewhere"), (307, "/elsewhere")])
def test_a_webhook_that_fails_or_redirects_is_tried_again(tmp_path: Path, status: int, location: str) -> None:
    out = workbench.Outlets(state=tmp_path / "alerts.json")
    with hook() as server:
        server.status, server.location = status, location
        with pytest.raises(UsageError, match="the webhook did not take the alerts"):
            workbench.send_alerts(shown(), 0.5, replace(out, webhook=server.url))
        assert len(server.taken) == 1
        server.status, server.location = 200, ""
        assert len(workbench.send_alerts(shown(), 0.5, replace(out, webhook=server.url))) == 3


@pytest.mark.parametrize("url", ["ftp://x", "file:///etc/passwd", "http://[", "http://127.0.0.1:1/"])
def test_a_webhook_that_cannot_be_reached_is_one_sentence(url: str) -> None:
    with pytest.raises(UsageError, match="webhook"):
        workbench.send_alerts(shown(), 0.5, workbench.Outlets(url))


def test_a_mail_server_takes_them() -> None:
    with mail_server() as (host, port, taken):
        box = Mailbox(host, port, "bell@tower.example")
        workbench.send_alerts(
            shown(), 0.5, workbench.Outlets(mail_to=("ann@desk.example", "bob@desk.example"), mailbox=box)
        )
    (envelope,) = taken
    assert envelope.rcpt_tos == ["ann@desk.example", "bob@desk.example"]
    message = message_from_bytes(envelope.content, policy=policy.default)
    assert message["Subject"] == "tocsin: Will the fleet attack?" and message["From"] == "bell@tower.example"
    assert "because 10.0% on 2031-05-06, 60.0% now  [threshold:90d]" in message.get_content()


def test_a_subject_cannot_smuggle_in_a_header() -> None:
    question = replace(shown().watch.question, text="Will it?\r\nBcc: everyone@evil.example\x00")
    attack = replace(shown(), watch=replace(shown().watch, question=question))
    with mail_server() as (host, port, taken):
        workbench.send_alerts(
            attack, 0.5, workbench.Outlets(mail_to=("ann@desk.example",), mailbox=Mailbox(host, port))
        )
    message = message_from_bytes(taken[0].content, policy=policy.default)
    assert message["Bcc"] is None and taken[0].rcpt_tos == ["ann@desk.example"]


def test_a_password_is_never_sent_over_an_open_line() -> None:
    with mail_server() as (host, port, taken):
        box = Mailbox(host, port, user="ann", password="secret")
        with pytest.raises(UsageError, match=f"the mail server {host}:{port} did not take the alerts"):
            workbench.send_alerts(shown(), 0.5, workbench.Outlets(mail_to=("ann@desk.example",), mailbox=box))
    assert taken == []


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody has signed, and its key."""
    made, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", made]
    subprocess.run([*command, *subject], check=True, capture_output=True)
    return made, key


@pytest.mark.parametrize("trusted", [True, False])
def test_a_password_is_sent_over_tls_to_a_server_that_proves_who_it_is(
    certificate: tuple[Path, Path], trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    given = list[bytes]()

    def login(_server: object, _session: object, _envelope: object, _mechanism: object, auth: Any) -> AuthResult:
        given.append(auth.password)
        return AuthResult(success=auth.password == b"secret")

    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with mail_server(tls_context=context, authenticator=login, auth_required=True) as (host, port, taken):
        out = workbench.Outlets(
            mail_to=("ann@desk.example",), mailbox=Mailbox(host, port, user="ann", password="secret")
        )
        if trusted:
            workbench.send_alerts(shown(), 0.5, out)
        else:
            with pytest.raises(UsageError, match="certificate"):
                workbench.send_alerts(shown(), 0.5, out)
    assert (len(taken), given) == ((1, [b"secret"]) if trusted else (0, []))


def test_the_atom_feed_is_read_by_feedparser_and_keeps_its_ids() -> None:
    found = alerts(shown(), 0.5)
    one, two = (feedparser.parse(to_atom(found, "fleet", "Will the fleet attack?", DAY)) for _ in "ab")
    assert not one.bozo and one.feed.title == "Will the fleet attack?"
    assert [e.title for e in one.entries] == [a.text for a in found]
    assert [e.id for e in one.entries] == [e.id for e in two.entries]
    assert {t.term for e in one.entries for t in e.tags} == set(keys(found))


def test_a_page_lists_what_was_told_and_what_is_muted_too(tmp_path: Path) -> None:
    state = tmp_path / "alerts.json"
    workbench.send_alerts(shown(), 0.5, workbench.Outlets(state=state))
    workbench.mute_alert(state, "lamp:sails", True)
    listed = {s.alert.key: (s.told, s.standing) for s in workbench.shown_alerts(shown(), 0.5, state)}
    assert listed["lamp:sails"] == (True, "muted") and listed["threshold:90d"] == (True, "loud")
