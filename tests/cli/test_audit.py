"""Whatever is done to the file of a case behind tocsin's back, the audit says it, and says nothing else."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

ARTICLE = {
    "published": "2030-02-01", "outlet": "Gazette", "title": "At the river", "url": "https://gazette.example/river",
    "text": "Defence Minister Ana Ruiz said on Friday that no troops had crossed the river.",
}  # fmt: skip


@pytest.fixture
def case(tocsin) -> Path:
    Path("in.jsonl").write_text(json.dumps(ARTICLE) + "\n" + json.dumps({**ARTICLE, "title": "Again"}) + "\n")
    assert tocsin("add", "in.jsonl", "--case", "c.db").code == 0
    with sqlite3.connect("c.db") as connection:
        (statement,) = connection.execute("SELECT id FROM annotation WHERE kind = 'statements' LIMIT 1").fetchone()
    assert tocsin("resolve", statement, "confirmed", "--case", "c.db", "--analyst", "Mira").code == 0
    return Path("c.db")


def head(ran) -> str:
    found = re.search(r"^head +([0-9a-f]{64})$", ran.out, re.M)
    assert found, ran.out
    return found[1]


def tamper(case: Path, *steps: str) -> None:
    with sqlite3.connect(case) as connection:
        for step in steps:
            assert connection.execute(step).rowcount > 0, step


def test_an_untouched_case_passes_and_its_head_stays_in_the_chain(tocsin, case) -> None:
    first = tocsin("audit", "--case", case)
    assert first.code == 0 and "accepted  2 documents, 2 readings, 1 judgement" in first.out
    assert head(tocsin("audit", "--case", case)) == head(first)
    Path("more.jsonl").write_text(json.dumps({**ARTICLE, "title": "Third", "first_seen": "2020-01-01T00:00:00Z"}))
    tocsin("add", "more.jsonl", "--case", case)
    again = tocsin("audit", "--case", case, "--expect", head(first))
    assert again.code == 0 and head(again) != head(first)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (["UPDATE document SET body = replace(body, 'no troops', 'two brigades')"], "is not as it was accepted"),
        (["UPDATE annotation SET body = replace(body, 'no troops', 'six troops') WHERE kind = 'statements'"], "its words are not at"),
        (["UPDATE judgement SET body = replace(body, 'confirmed', 'refuted')"], "its analyst, time, verb, target or value"),
        (["DELETE FROM document WHERE n = 1"], "is gone"),
        (["DELETE FROM judgement", "DELETE FROM log WHERE kind = 'judgement'"], None),
    ],
)  # fmt: skip
def test_what_was_changed_is_named(tocsin, case, steps, said) -> None:
    noted = head(tocsin("audit", "--case", case))
    tamper(case, *steps)
    ran = tocsin("audit", "--case", case, "--expect", noted)
    assert ran.code == 3 and "Traceback" not in ran.err
    if said is None:  # the end of the chain was cut off with what it spoke of: only the noted head can tell
        assert tocsin("audit", "--case", case).code == 0
        assert "rewritten or cut off" in ran.err
    else:
        assert said in ran.out


def test_a_case_rewritten_from_the_start_is_found_by_the_noted_head(tocsin, case) -> None:
    noted = head(tocsin("audit", "--case", case))
    case.unlink()
    Path("in.jsonl").write_text(json.dumps({**ARTICLE, "text": ARTICLE["text"].replace("no troops", "two brigades")}))
    tocsin("add", "in.jsonl", "--case", case)
    assert tocsin("audit", "--case", case).code == 0
    assert tocsin("audit", "--case", case, "--expect", noted).code == 3


def test_a_case_that_is_not_there_is_said(tocsin) -> None:
    ran = tocsin("audit", "--case", "none.db")
    assert ran.code == 3 and "there is no case at none.db" in ran.err
