"""Every verb that the desk offers acts on the picture, is signed, and can be taken back."""

import time

import pytest

from tests.web.conftest import ready

HTML = {"accept": "text/html"}


@pytest.fixture
def data(client):
    """A page's JSON twin."""
    return lambda path, **asked: client.get(f"/{path}", params=asked).json()


def probability(data) -> float:
    return data("board.json")["head"]["p"]


def report(data, **wanted):
    """The report that carries most among those that are as wanted."""
    rows = data("review.json")["rows"]
    return next(r for r in rows if all(bool(r[k]) == v for k, v in wanted.items()))


def test_the_queue_begins_with_what_moves_most_and_says_how_it_is_estimated(client, data) -> None:
    rows = data("review.json")["rows"]
    assert [r["moves"] for r in rows] == sorted((r["moves"] for r in rows), reverse=True) and rows[0]["moves"] > 0
    assert "weighed anew" in client.get("/review", headers=HTML).text


def test_rejecting_a_report_does_what_the_queue_said(data, judge) -> None:
    before, first = probability(data), report(data)
    assert judge("reject", first["id"]) == 303
    assert probability(data) - before == pytest.approx(first["if_rejected"] / 100, abs=2e-4)
    assert first["id"] not in {r["id"] for r in data("review.json")["rows"]}


def test_turning_a_report_round_does_what_the_queue_said(data, judge) -> None:
    before, first = probability(data), report(data)
    judge("correct", first["id"], field="present", value="false" if first["present"] else "true")
    now = next(r for r in data("reports.json")["rows"] if r["id"] == first["id"])
    assert now["present"] != first["present"] and now["score"] == 1.0
    assert (probability(data) - before) * first["if_turned"] > 0


def test_accepting_a_report_makes_its_match_certain_and_clears_it_from_the_queue(data, judge) -> None:
    first = next(r for r in data("review.json")["rows"] if r["score"] < 1)
    judge("accept", first["id"])
    now = next(r for r in data("reports.json", kind=first["indicator"])["rows"] if r["id"] == first["id"])
    assert now["score"] == 1.0 and first["id"] not in {r["id"] for r in data("review.json")["rows"]}


def test_correcting_a_polarity_turns_the_report_and_moves_the_probability(data, judge) -> None:
    first = report(data, statement=True, polarity=True)
    before = probability(data)
    other = "affirmed" if first["polarity"] == "negated" else "negated"
    judge("correct", first["statement"], field="polarity", value=other)
    after = data(f"statements/{first['statement']}.json")
    assert after["polarity"] == other and after["reports"][0]["present"] != first["present"]
    assert probability(data) - before == pytest.approx(first["if_turned"] / 100, abs=2e-3)
    (made,) = data("judgements.json")["rows"]
    judge("retract", made["id"])
    assert probability(data) == pytest.approx(before) and data("judgements.json")["total"] == 2
    moved = probability(data)
    judge("retract", data("judgements.json")["rows"][0]["id"])
    assert probability(data) != pytest.approx(moved)
    assert [r["state"] for r in data("judgements.json")["rows"]] == ["acts", "taken back", "acts"]


def test_a_statement_is_corrected_field_by_field(data, judge) -> None:
    id = next(r["id"] for r in data("statements.json")["rows"] if r["actor"])
    for field, value, shown in (
        ("act", "doubt", "doubt"), ("certainty", "0.25", 0.25), ("actor", "state:POL", "state:POL"),
        ("said", "2022-12-02", "2 Dec 2022"),
    ):  # fmt: skip
        assert judge("correct", id, field=field, value=value) == 303
        assert data(f"statements/{id}.json")[field] == shown


def test_a_rejected_statement_is_gone_with_its_reports_and_its_history_stays(client, data, judge) -> None:
    first = report(data, statement=True)
    judge("reject", first["statement"], reason="a headline, not a statement")
    assert client.get(f"/statements/{first['statement']}").status_code == 404
    assert all(r["statement"] != first["statement"] for r in data("reports.json")["rows"])
    (told,) = data(f"history/{first['statement']}.json")["history"]
    assert (told["verb"], told["reason"], told["state"]) == ("reject", "a headline, not a statement", "acts")


def test_a_relation_is_rejected_and_accepted(data, judge) -> None:
    one, two = data("api/v1/relations")["rows"][-2:]
    judge("reject", one["id"])
    judge("accept", two["id"])
    now = {r["id"]: r for r in data("api/v1/relations")["rows"]}
    assert one["id"] not in now and now[two["id"]]["score"] == 1.0 > two["score"]


def test_an_event_is_rejected(data, judge) -> None:
    first = data("events.json")["rows"][0]
    judge("reject", first["id"])
    assert first["id"] not in {r["id"] for r in data("events.json")["rows"]}


def test_origins_are_split_and_merged(data, judge) -> None:
    first = next(r for r in data("statements.json")["rows"] if r["reports"] > 1)
    judge("split", first["id"])
    alone = data(f"statements/{first['id']}.json")
    assert alone["members"] == [] and "of its own" in alone["origin_why"]
    other = next(r for r in data("statements.json")["rows"] if r["reports"] == 1 and r["id"] != first["id"])
    judge("merge", first["id"], value=other["id"])
    assert other["id"] in {m["id"] for m in data(f"statements/{first['id']}.json")["members"]}


def test_actors_are_merged_and_split(data, judge) -> None:
    rows = [r for r in data("sources.json")["rows"] if r["kind"] != "outlet"]
    one, two = rows[0], rows[1]
    judge("merge", two["id"], value=one["id"])
    now = {r["id"]: r for r in data("sources.json")["rows"]}
    assert two["id"] not in now and now[one["id"]]["statements"] == one["statements"] + two["statements"]
    statement = next(
        r for r in data("statements.json", source=now[one["id"]]["name"])["rows"] if r["actor"] == one["id"]
    )
    judge("split", one["id"], value=statement["document"])
    assert data(f"statements/{statement['id']}.json")["actor"].startswith(one["id"] + "~")


def test_a_grade_moves_what_a_source_weighs(data, judge) -> None:
    first = report(data)
    before = probability(data)
    source = next(r for r in data("sources.json")["rows"] if r["name"] == (first["source"] or first["outlet"]))
    judge("grade", source["id"], field="reliability", value="A")
    assert probability(data) != before
    now = next(r for r in data("sources.json")["rows"] if r["id"] == source["id"])
    assert (now["grade"], now["grade_basis"]) == ("A", "a person's grade")


def test_a_doubtful_report_weighs_less(data, judge) -> None:
    first = report(data, statement=True)
    judge("grade", first["statement"], field="credibility", value="5")
    now = next(r for r in data("reports.json")["rows"] if r["id"] == first["id"])
    assert now["certainty"] < first["certainty"] / 2 and abs(now["if_rejected"]) < abs(first["if_rejected"])


def test_resolved_statements_make_a_record(data, judge) -> None:
    outlet = "Dnipro Wire"
    rows = data("statements.json", outlet=outlet)["rows"][:6]
    for r in rows:
        assert judge("resolve", r["id"], value="confirmed") == 303
    source = next(r for r in data("sources.json")["rows"] if r["id"] == outlet)
    assert source["resolved"] >= 5 and source["held"] == source["resolved"] and source["grade"] != "F"


def test_judgements_survive_a_re_reading(client, data, judge) -> None:
    from dataclasses import replace

    first = report(data, statement=True, polarity=True)
    other = "affirmed" if first["polarity"] == "negated" else "negated"
    judge("correct", first["statement"], field="polarity", value=other)
    desk = client.app.state.desk
    (old,) = desk.ledger.view().readings(documents=[first["document"]])
    renamed = replace(old, reader="other.v9", statements=tuple(replace(s, id=f"{s.id}x") for s in old.statements))
    renamed = replace(renamed, events=tuple(replace(e, holder=e.holder and f"{e.holder}x") for e in old.events))
    desk.ledger.add_readings([renamed])
    desk.refresh()
    deadline = time.monotonic() + 60  # the desk studies the case anew in the background
    while client.get(f"/statements/{first['statement']}x.json").status_code != 200:
        assert time.monotonic() < deadline
        ready(client.app)
        time.sleep(0.1)
    assert data(f"statements/{first['statement']}x.json")["polarity"] == other


def test_a_second_person_is_asked_where_the_case_says_so(client, data, judge, monkeypatch) -> None:
    before, first = probability(data), report(data)
    judge("rule", "case", field="second_person", value="true")
    judge("reject", first["id"])
    assert probability(data) == before
    (waits,) = data("review.json")["waiting"]
    assert judge("approve", waits["id"]) == 422
    monkeypatch.setenv("TOCSIN_ANALYST", "second")
    assert judge("approve", waits["id"]) == 303
    assert probability(data) != before and data("review.json")["waiting"] == []
    assert [h["verb"] for h in data(f"history/{first['id']}.json")["history"]] == ["reject", "approve"]


def test_what_makes_no_sense_is_one_sentence(judge) -> None:
    for verb, target, more in (
        ("reject", "st-0", {}),
        ("merge", "state:BLR", {"value": "nobody"}),
        ("split", "state:BLR", {"value": "d-0"}),
        ("correct", "state:BLR", {"field": "act", "value": "deny"}),
        ("grade", "state:BLR", {"field": "credibility", "value": "2"}),
        ("publish", "b-1", {}),
        ("explode", "st-1", {}),
    ):
        assert judge(verb, target, **more) == 422, verb


def test_publishing_keeps_the_brief_as_it_was(client, data, judge) -> None:
    client.get("/briefs", headers=HTML)
    token = {"token": client.cookies.get("tocsin_form")}
    assert client.post("/briefs", data=token).status_code == 303
    (first,) = data("briefs.json")["rows"]
    page = client.get(f"/briefs/{first['id']}").text
    judge("reject", report(data)["id"])
    client.post("/briefs", data=token)
    assert data("briefs.json")["total"] == 2 and client.get(f"/briefs/{first['id']}").text == page
    body = data("briefs/diff.json", a=first["id"])
    assert any(s["gone"] or s["new"] for s in body["sections"])
    assert {r["verb"] for r in data("judgements.json")["rows"]} == {"publish", "reject"}
    assert data("audit.json")["faults"] == []


ALARMED = {"as_of": "2022-12-09"}  # a day on which a lamp of the example has changed


def test_an_alert_is_called_useless_and_muted(client, data) -> None:
    client.get("/alerts", headers=HTML)
    token = client.cookies.get("tocsin_form")
    first = data("alerts.json", **ALARMED)["rows"][0]
    for what in ("useful", "mute"):
        assert client.post("/alerts", data={"token": token, "key": first["key"], "what": what}).status_code == 303
    assert next(r for r in data("alerts.json", **ALARMED)["rows"] if r["key"] == first["key"])["standing"] == "muted"
    assert client.post("/alerts", data={"token": token, "key": "x", "what": "eat"}).status_code == 422
