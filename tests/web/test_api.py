"""The REST API does what the command line does, and is what its description says."""

import json
import time

import pytest

CALLS = (
    "watches", "statements", "events", "contradictions", "documents", "sources", "judgements", "actors", "relations",
    "origins", "sightings", "assessment", "assessments", "whatif?without=NATO", "brief", "briefs", "export/stix",
)  # fmt: skip


@pytest.fixture
def get(client):
    return lambda path, **asked: client.get(f"/api/v1/{path}", params=asked or None)


def test_every_call_is_described_and_answers(client, get) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.") and described["components"]["securitySchemes"]
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    for call in CALLS:
        assert get(call).status_code == 200, call
        assert f"/api/v1/{call.partition('?')[0]}".replace("stix", "{form}") in described["paths"], call
    page = client.get("/api", headers={"accept": "text/html"}).text
    assert all(path in page.replace("&#123;", "{") for path in described["paths"])


def test_rows_are_paged_and_filtered(get) -> None:
    body = get("statements", polarity="negated").json()
    assert len(body["rows"]) <= 50 and body["total"] >= len(body["rows"])
    assert {r["polarity"] for r in body["rows"]} == {"negated"}
    assert get("relations", kind="repeats").json()["rows"][0]["kind"] == "repeats"
    assert get("actors", q="lukashenko").json()["total"] >= 1
    assert get("statements", page=10**6).json()["rows"] == []


def test_single_things(get) -> None:
    id = get("statements").json()["rows"][0]["id"]
    one = get(f"statements/{id}").json()
    assert one["id"] == id and "relations" in one
    document = get(f"documents/{one['document']}").json()
    assert document["text"][one["start"] : one["end"]].startswith(document["text"][one["start"]])
    assert any(s["id"] == id for s in document["statements"])
    for path in ("statements/st-0", "documents/d-0", "export/tea"):
        assert get(path).status_code == 404 and get(path).json()["detail"]


def test_documents_go_in_are_read_and_twice_is_once(client, get) -> None:
    text = "MINSK, 20 December 2022. Viktor Khrenin said on Tuesday that a strike group had been formed near Brest."
    sent = [{"text": text, "outlet": "Test Wire", "title": "A strike group", "published": "2022-12-20"}]
    assert client.post("/api/v1/documents", json=sent).json() == {"new": 1, "read": 1, "troubles": []}
    assert client.post("/api/v1/documents", json=sent).json()["new"] == 0
    deadline = time.monotonic() + 60  # the desk studies the case anew in the background
    while not (found := get("statements", outlet="Test Wire").json())["total"]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert found["rows"][0]["source"] == "Viktor Khrenin"


def test_a_judgement_acts_and_is_in_the_history(client, get) -> None:
    before = get("assessment").json()["head"]["p"]
    first = get("sightings").json()["rows"][0]
    made = client.post("/api/v1/judgements", json={"verb": "reject", "target": first["id"], "reason": "no"})
    assert made.status_code == 201 and made.json()["analyst"] == "analyst"
    assert get("assessment").json()["head"]["p"] != before
    assert get(f"history/{first['id']}").json()[0]["reason"] == "no"


def test_a_wrong_request_is_one_sentence(client) -> None:
    for body in ({}, {"verb": "reject"}, {"verb": "eat", "target": "x"}, {"verb": "reject", "target": "x", "more": 1}, [], "x"):  # fmt: skip
        answer = client.post("/api/v1/judgements", json=body)
        assert answer.status_code == 422 and isinstance(answer.json()["detail"], str), body
        assert client.post("/api/v1/documents", json=body).status_code == 422, body


NASTY = (
    "",
    "\x00",
    "\ud800",
    "%00",
    "'; DROP TABLE document; --",
    "<script>",
    "9" * 190,
    "-1",
    "1e999",
    "NaN",
    "\u202e",
    "../../x",
    "2022-02-30",
)


def test_no_call_falls_over_whatever_it_is_sent(client) -> None:
    from urllib.parse import quote

    paths = client.get("/api/openapi.json").json()["paths"]
    for path, methods in paths.items():
        if "get" not in methods or "export" in path:
            continue
        names = [p["name"] for p in methods["get"].get("parameters", ()) if p["in"] == "query"]
        for value in NASTY:
            sent = quote(value.encode("utf-8", "surrogatepass"))
            filled = path.replace("{id}", sent or "x")
            query = "&".join(f"{n}={sent}" for n in names if n not in ("as_of", "watch", "page", "since", "until"))
            for asked in (f"{filled}?{query}", f"{filled}?as_of={sent}", f"{filled}?page={sent}&watch={sent}"):
                answer = client.get(asked)
                assert answer.status_code < 500, asked
                assert answer.status_code == 200 or answer.json()["detail"], asked
    for value in NASTY:
        body = {"verb": "correct", "target": value, "value": {value: value}, "reason": value}
        safe = json.dumps(body)
        answer = client.post("/api/v1/judgements", content=safe, headers={"content-type": "application/json"})
        assert 400 <= answer.status_code < 500
