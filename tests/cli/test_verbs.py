"""Each verb does its job on the shipped example, twice the same, and never sees the future."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE
from tocsin.cli.root import VERBS

WATCH = "ally-enters-war-belarus"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_explains_itself(tocsin, verb) -> None:
    ran = tocsin(verb, "--help")
    assert ran.code == 0 and "Usage: tocsin" in ran.out


def test_help_imports_no_room() -> None:
    code = "import sys, tocsin.cli; print(sorted(m for m in sys.modules if m.split('.')[0] in ('numpy','sqlalchemy','onnxruntime','trafilatura')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_brief_writes_the_page_and_prints(tocsin) -> None:
    ran = tocsin("brief", EXAMPLE, "--watch", WATCH, "--as-of", "2022-12-10")
    assert ran.code == 0, ran.err
    assert "Bottom line" not in ran.out and "within 30 days" in ran.out
    page = Path("brief.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "<script" not in page
    assert "set aside" in ran.err and "2022-11-30-damaged.txt" in ran.err


def test_brief_twice_is_the_same_bytes_and_blind_to_later_documents(tocsin) -> None:
    first, second = (
        tocsin("brief", EXAMPLE, "--watch", WATCH, "--as-of", "2022-12-10", "--format", "json") for _ in "ab"
    )
    assert first.out == second.out
    assert "2022-12-13" not in first.out and "Surprise inspection" not in first.out
    later = tocsin("brief", EXAMPLE, "--watch", WATCH, "--as-of", "2022-12-20", "--format", "json")
    assert "Surprise inspection" in later.out or "2022-12-13" in later.out


def test_read_keeps_the_contract(tocsin) -> None:
    ran = tocsin("read", EXAMPLE, "--format", "jsonl")
    assert ran.code == 0
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert len(records) >= 20
    for record in records:
        text = record["document"]["text"]
        assert list(record) == ["document", "reader", "statements", "events", "actors", "times", "quantities"]
        for statement in record["statements"]:
            for piece in [*statement["content"], statement["source"], statement["cue"]]:
                assert piece is None or text[piece["start"] : piece["end"]] == piece["text"]


def test_add_twice_changes_nothing_and_the_case_gives_a_brief(tocsin) -> None:
    first = tocsin("add", EXAMPLE, "--backfill", "--case", "c.db")
    assert first.code == 0, first.err
    again = tocsin("add", EXAMPLE, "--backfill", "--case", "c.db")
    assert " 0 new" in again.err
    ran = tocsin("brief", "--case", "c.db", "--watch", WATCH, "--as-of", "2022-12-10", "--format", "md")
    assert ran.code == 0 and "# Will Belarus" in ran.out


def test_relations_name_both_statements(tocsin) -> None:
    ran = tocsin("relations", EXAMPLE)
    for line in ran.out.splitlines():
        record = json.loads(line)
        assert record["a"]["text"] and record["b"]["text"] and 0 <= record["score"] <= 1


def test_relate_judges_pairs_in_order(tocsin) -> None:
    Path("p.jsonl").write_text(
        '{"a": "The bridge over the Tana was destroyed on Monday.", "b": "The bridge over the Tana was not destroyed on Monday."}\n'
        '{"a": "The minister arrived in Nairobi.", "b": "Wheat prices fell in Chicago."}\n'
    )
    ran = tocsin("relate", "--pairs", "p.jsonl")
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [set(r) for r in records] == [{"relation", "score", "why"}] * 2
    assert records[0]["relation"] == "contradicts" and records[1]["relation"] == "unrelated"


def test_replay_prints_a_day_a_line_then_scores(tocsin) -> None:
    ran = tocsin("replay", EXAMPLE, "--watch", WATCH, "--from", "2022-11-20", "--to", "2022-11-30", "--format", "jsonl")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [x["day"] for x in lines[:-1]] == [f"2022-11-{d}" for d in range(20, 31)]
    assert all(x["p"]["7d"] <= x["p"]["30d"] for x in lines[:-1]) and "brier" in lines[-1]["scores"]
    Path("r.jsonl").write_text(ran.out)
    scored = tocsin("score", "r.jsonl")
    assert json.loads(scored.out) == lines[-1]["scores"] and scored.err == "" and lines[-1]["scores"]["days"] == 11
    del lines[-1]["base_rate"]  # as older replays were
    Path("old.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines))
    old = tocsin("score", "old.jsonl")
    assert json.loads(old.out)["base_rate"] == lines[0]["p"]["30d"] and "carries no base rate" in old.err
    none = tocsin("score", "r.jsonl", "--outcome", "2020-01-01")
    assert json.loads(none.out)["brier"] is None and "nothing is scored" in none.err


def test_a_replay_that_cannot_be_scored_says_so(tocsin) -> None:
    days = ("--from", "2022-11-20", "--to", "2022-11-21", "--outcome", "2022-11-20")
    ran = tocsin("replay", EXAMPLE, "--watch", WATCH, *days)
    assert "Nothing is scored" in ran.out and "Brier" not in ran.out
    ran = tocsin("replay", EXAMPLE, "--watch", WATCH, *days, "--format", "jsonl")
    assert json.loads(ran.out.splitlines()[-1])["scores"]["brier"] is None and "nothing is scored" in ran.err


def test_a_replay_reads_only_what_can_matter_and_loses_nothing_by_it() -> None:
    from tocsin import workbench

    problem = workbench.watch(WATCH)
    every = workbench.stream_study([EXAMPLE], "", None, 1)
    few = workbench.stream_study([EXAMPLE], "", None, 1, problem)
    assert few.documents == every.documents and len(few.readings) < len(every.readings)
    assert workbench.replay(few, problem, None, None) == workbench.replay(every, problem, None, None)


def test_whatif_names_what_moves(tocsin) -> None:
    day = ("--watch", WATCH, "--as-of", "2022-12-10")
    ran = tocsin("whatif", EXAMPLE, *day, "--without", "Dnipro Wire")
    assert ran.code == 0 and "Russian troops arrive and a joint grouping is built up" in ran.out
    assert all(part in ran.out for part in ("Reports that fall away", "Lamps", "Numbers", "Matrix:", "Brief: of"))
    ran = tocsin("whatif", EXAMPLE, *day, "--without", "Dnipro Wirre")
    assert ran.code == 2 and "did you mean 'dnipro wire'?" in ran.err


def test_judging_is_signed_and_retractable(tocsin) -> None:
    tocsin("add", EXAMPLE, "--backfill", "--case", "c.db")
    from tocsin import workbench

    with workbench.open_case("c.db") as ledger:
        target = next(s.id for r in ledger.view().readings() for s in r.statements)
    ran = tocsin("resolve", target, "confirmed", "--case", "c.db", "--analyst", "Mira")
    assert ran.code == 0, ran.err
    assert "1 of 1 held" in tocsin("records", "--case", "c.db").out
    tocsin("resolve", "--retract", ran.err.split(":")[0], "--case", "c.db")
    assert "F / 6, unknown" in tocsin("records", "--case", "c.db").out
    tocsin("users", "second-person", "on", "--case", "c.db")
    ran = tocsin("resolve", target, "confirmed", "--case", "c.db", "--analyst", "Mira")
    assert ran.code == 0 and "counts once somebody else has approved it" in ran.err
    assert "F / 6, unknown" in tocsin("records", "--case", "c.db").out


def test_the_page_on_judging_a_source_runs_as_written(tocsin, tmp_path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    page = (ROOT / "docs/how-to/judge-a-source.md").read_text()
    id = ""
    for command in re.findall(r"^\$ tocsin (.+)$", page, re.M):
        words = [id if w == "st-0123…" else w for w in shlex.split(command, comments=True)]
        ran = tocsin(*words)
        assert ran.code == 0, f"{command}: {ran.err}"
        if words == ["resolve"]:
            id, what = ran.out.split(maxsplit=2)[:2]
            assert id.startswith("st-") and what == "refuted?" and "denies it" in ran.out
        if words == ["records"]:
            assert "F  0 of 1 held (25%" in ran.out and "F is unknown" in ran.out
    assert "2031-03-04: 4 claimed, 5 confirmed – refuted" in ran.out


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "date,ships\n2031-03-01,two\n", "in 'ships', not 'two'"),
        ("a.csv", 'date,ships\n2031-03-01,"1,5"\n', "a.csv:2: expected a number such as 1500"),
        ("a.csv", 'date,ships\n2031-03-01,"0,125"\n', "not '0,125'"),
        ("a.csv", "date,ships\n2031-03-01,1,5\n", "a.csv:2: has 3 cells, the header has 2"),
        ("a.csv", "date,ships\n2031-03-01,nan\n", "not 'nan'"),
        ("a.csv", "date,ships\n2031-03-01,inf\n", "not 'inf'"),
        ("a.csv", "date,ships\n2031-03-01,1e999\n", "not '1e999'"),
        ("a.csv", "date,ships\n2031-03-01,-4\n", "not '-4'"),
        ("a.csv", "date,ships\n2031-03-01,1_0\n", "not '1_0'"),
        ("a.csv", 'date,ships\n\n"2031-03-01","1"\n\n2031-03-02,x\n', "a.csv:5: expected a number"),
        ("a.csv", "date,ships\nMonday,2\n", "a.csv:2: expected a day"),
        ("a.csv", "day,ships\n1,2\n", "a.csv:1: has no column whose name begins with 'date'"),
        ("a.csv", "date,boats\n2031-03-01,2\n", "a.csv:1: has no 'ships'; it has date, boats"),
        ("a.csv", "date,boats\n", "a.csv:1: has no 'ships'; it has date, boats"),
        ("a.csv", "date,ships,ships\n2031-03-01,2,3\n", "a.csv:1: has 'ships' more than once"),
        ("a.csv", "", "a.csv:1: is empty, expected a header"),
        ("a.csv", f"date,ships\n2031-03-01,{'x' * 200_000}\n", "a.csv:2: is not CSV: field larger than field limit"),
        ("a.csv", 'date,ships\n2031-03-01,"2\n2031-03-02,3\n', "a.csv:2: is not CSV"),
        ("a.csv", "date,ships\n2031-03-01,\udcff\n", "a.csv:2: is not UTF-8 text"),
        ("a.json", "{}", "a.json: expected a list of objects"),
        ("a.json", "[1", "is not JSON"),
        ("a.json", "[" * 200_000, "a.json: is JSON nested too deeply"),
        ("a.json", '[{"date": "2031-03-01", "ships": NaN}]', "not 'nan'"),
        ("a.json", '[{"date": "2031-03-01", "ships": 2}, {"date": "2031-03-02"}]', "a.json:2: has no 'ships'"),
    ],
)
def test_a_count_that_makes_no_sense_gets_one_sentence(tocsin, tmp_path, name, text, says) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    ran = tocsin("floor", name, name, "--claim", "ships", "--count", "ships")
    assert ran.code == 2 and says in ran.err and ran.err.count("\n") == 1 and len(ran.err) < 200


def test_commas_between_thousands_count(tocsin, tmp_path) -> None:
    (tmp_path / "a.csv").write_text('date,ships\n2031-03-01,"1,234,500"\n')
    (tmp_path / "b.csv").write_text("date,ships\n2031-03-01,1234500.0\n")
    ran = tocsin("floor", "a.csv", "b.csv", "--claim", "ships", "--count", "ships")
    assert ran.code == 0 and "was 1.0 to 1.0 times" in ran.out


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (["sied=Orvane"], "neither file has a column 'sied'; they have date, side, kind, ships"),
        (["side=orvane"], "a.csv: no row has side=orvane; in 'side' there is 'Orvane', 'Tessaly'"),
        (["side=Orvane", "kind=tugs"], "a.csv: no row with side=Orvane has kind=tugs; in 'kind' there is 'ferries'"),
    ],
)
def test_rows_that_are_asked_for_and_not_there_are_said(tocsin, tmp_path, where, says) -> None:
    rows = "date,side,kind,ships\n2031-03-01,Orvane,ferries,2\n2031-03-01,Tessaly,tugs,3\n"
    (tmp_path / "a.csv").write_text(rows)
    asked = [word for each in where for word in ("--where", each)]
    ran = tocsin("floor", "a.csv", "a.csv", "--claim", "ships", "--count", "ships", *asked)
    assert ran.code == 2 and says in ran.err and ran.err.count("\n") == 1


def test_watches_can_be_listed_shown_checked_and_started(tocsin) -> None:
    assert WATCH in tocsin("watch", "list").out
    assert "Hypotheses" in tocsin("watch", "show", WATCH).out
    assert tocsin("watch", "lint", WATCH).code == 0
    Path("mine.yaml").write_text(tocsin("watch", "new", "mine").out)
    assert tocsin("watch", "show", "mine.yaml").code == 0
    assert tocsin("watch", "lint", "mine.yaml:attacker=CHN,target=TWN").code == 0
    text = Path("mine.yaml").read_text()
    Path("mine.yaml").write_text(text.replace('places: ["{target}"]', "places: [ZZZ]"))
    ran = tocsin("watch", "lint", "mine.yaml")
    assert ran.code == 1 and "error: evacuates-embassy: places: expected the code of a state" in ran.out
    Path("mine.yaml").write_text(text.replace("{attacker}.{0,60}", "{atacker}.{0,60}"))
    ran = tocsin("watch", "lint", "mine.yaml")
    assert ran.code == 2 and "mine.yaml:42: indicator 'evacuates-embassy'" in ran.err


def test_settings_show_no_password(tocsin, monkeypatch) -> None:
    monkeypatch.setenv("TOCSIN_CASE", "postgresql://desk:hunter2@db.example/case")
    shown = tocsin("settings").out
    assert "hunter2" not in shown and "postgresql://desk:…@db.example/case" in shown
