"""Wrong input gets one clear sentence with file and line; everything else is still done."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import EXAMPLE

GOOD = {
    "published": "2030-02-01",
    "outlet": "A",
    "text": "The minister said on Friday that no troops had crossed the river. " * 3,
}
WATCH = "ally-enters-war-belarus"


def one_sentence(err: str) -> bool:
    lines = [line for line in err.splitlines() if line]
    return (
        len(lines) >= 1
        and all(line.startswith("tocsin: ") or "document" in line for line in lines)
        and "Traceback" not in err
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 40),
        ("wrong.txt", "Привет, мир. ".encode("utf-16")[:41]),
        ("bomb.html", b"<div>" * 200_000),
        ("line.jsonl", b'{"text": "' + b"x" * 50_000_000 + b'"}'),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_the_rest_is_read(tocsin, name, content) -> None:
    Path("in").mkdir()
    Path("in", name).write_bytes(content)
    Path("in", "good.jsonl").write_text(json.dumps(GOOD))
    ran = tocsin("read", "in", "--format", "jsonl")
    assert ran.code == 0
    assert any("no troops had crossed" in json.loads(line)["document"]["text"] for line in ran.out.splitlines())
    if name not in ("wrong.txt", "bomb.html"):
        assert name in ran.err and one_sentence(ran.err)


def test_a_path_that_is_named_twice_is_read_once(tocsin) -> None:
    Path("good.jsonl").write_text(json.dumps(GOOD))
    ran = tocsin("read", "good.jsonl", "good.jsonl", "--format", "jsonl")
    assert ran.code == 0 and len(ran.out.splitlines()) == 1


def test_nothing_usable_is_a_failure(tocsin) -> None:
    Path("empty.txt").write_text("")
    ran = tocsin("read", "empty.txt", "--format", "jsonl")
    assert ran.code == 2 and "empty.txt" in ran.err


def test_a_json_line_without_text_is_named_by_line(tocsin) -> None:
    Path("f.jsonl").write_text(json.dumps(GOOD) + '\n{"published": "2030-02-02"}\nnot json\n')
    ran = tocsin("read", "f.jsonl", "--format", "jsonl")
    assert ran.code == 0 and len(ran.out.splitlines()) == 1
    assert "f.jsonl:2" in ran.err and "f.jsonl:3" in ran.err


def test_a_date_in_the_year_3000_is_not_believed(tocsin) -> None:
    Path("f.jsonl").write_text(json.dumps({**GOOD, "published": "3000-01-01"}))
    ran = tocsin("read", "f.jsonl", "--format", "jsonl")
    record = json.loads(ran.out)
    assert not (record["document"]["published"]["start"] or "").startswith("3000")
    assert "f.jsonl:1: the date “3000-01-01” lies in the future; it counts as undated" in ran.err


def test_a_missing_file_is_named(tocsin) -> None:
    ran = tocsin("read", "nowhere.txt", "--format", "jsonl")
    assert ran.code != 0 and "nowhere.txt" in ran.err and "Traceback" not in ran.err


def test_an_unknown_pack_suggests_a_near_one(tocsin) -> None:
    ran = tocsin("brief", EXAMPLE, "--watch", "ally-enters-war-belrus")
    assert ran.code != 0 and "ally-enters-war-belarus" in ran.err and "Traceback" not in ran.err


def test_a_pack_whose_probabilities_make_no_sense(tocsin) -> None:
    text = tocsin("watch", "new", "mine").out
    Path("mine.yaml").write_text(text.replace("likely", "purple", 1))
    ran = tocsin("watch", "show", "mine.yaml")
    assert ran.code != 0 and "mine.yaml" in ran.err and "Traceback" not in ran.err


def test_a_case_that_is_no_case(tocsin) -> None:
    Path("c.db").write_bytes(b"this is not a database" * 100)
    ran = tocsin("brief", "--case", "c.db", "--watch", WATCH)
    assert ran.code == 3 and "c.db" in ran.err and "Traceback" not in ran.err


def test_a_read_only_case(tocsin, monkeypatch) -> None:
    tocsin("add", EXAMPLE, "--case", "c.db", "--backfill")
    Path("c.db").chmod(0o400)
    if os.geteuid() == 0:  # nothing is forbidden to root
        monkeypatch.setattr(os, "access", lambda *_: False)
    Path("new.jsonl").write_text(json.dumps(GOOD))
    ran = tocsin("add", "new.jsonl", "--case", "c.db")
    assert ran.code == 3 and "c.db is read-only: nothing can be added to it" in ran.err and one_sentence(ran.err)
    assert tocsin("audit", "--case", "c.db").code == 0
    ran = tocsin("brief", "--case", "c.db", "--watch", WATCH, "--as-of", "2022-12-10", "--format", "md")
    assert ran.code == 0 and "# Will Belarus" in ran.out


def started(*arguments: str, largest: int | None = None, **options: Any) -> "subprocess.Popen[str]":
    """The command as a process of its own, in a group of its own, whose files may not grow beyond ``largest``."""

    def limit() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    command = [sys.executable, "-m", "tocsin", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(command, text=True, start_new_session=True, preexec_fn=limit, **pipes)


def many(n: int, size: int = 1) -> None:
    """A file of so many different articles."""
    lines = (
        json.dumps({**GOOD, "text": f"Report {i}. {GOOD['text'] * size}", "url": f"https://e.example/{i}"})
        for i in range(n)
    )
    Path("many.jsonl").write_text("\n".join(lines))


def test_a_full_disk_keeps_what_was_added(tocsin) -> None:
    many(1000, 60)
    process = started("add", "many.jsonl", "--case", "c.db", "--no-read", largest=6_000_000)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 3 and "the case c.db cannot" in err and "Traceback" not in err
    ran = tocsin("audit", "--case", "c.db")
    assert ran.code == 0 and not ran.out.startswith("accepted  0 documents")
    assert tocsin("add", "many.jsonl", "--case", "c.db", "--no-read").code == 0
    assert "accepted  1,000 documents" in tocsin("audit", "--case", "c.db").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_does_not_fit_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        process = started("read", EXAMPLE, "--format", "jsonl", "--workers", "1", stdout=full)
        _, err = process.communicate(timeout=120)
    assert process.returncode == 1 and "the disk is full" in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["add", "many.jsonl", "--case", "c.db", "--no-read"], 0),
        (["add", "many.jsonl", "--case", "c.db"], 0),
        (["read", "many.jsonl", "--format", "jsonl", "--workers", "2"], 3),
        (["read", "many.jsonl", "--format", "jsonl", "--workers", "1"], 3),
    ],
)
def test_ctrl_c_in_the_middle_keeps_what_is_done(tocsin, arguments, lines) -> None:
    many(4000)
    process = started(*arguments)
    assert process.stdout
    for _ in range(lines):
        process.stdout.readline()
    deadline = time.monotonic() + 60
    while not lines and not holds("c.db", 200):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in err
    assert [line for line in err.splitlines() if line] == ["tocsin: interrupted; what was gathered so far is kept"]
    assert lines or tocsin("audit", "--case", "c.db").code == 0


def holds(case: str, documents: int) -> bool:
    """Whether so many documents are in the case by now."""
    try:
        with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as connection:
            return bool(connection.execute("SELECT count(*) FROM document").fetchone()[0] >= documents)
    except sqlite3.OperationalError:
        return False


def test_a_link_that_leads_nowhere_is_said(tocsin) -> None:
    Path("in").mkdir()
    Path("in", "lost.txt").symlink_to("nowhere")
    Path("in", "good.jsonl").write_text(json.dumps(GOOD))
    ran = tocsin("read", "in", "--format", "jsonl")
    assert ran.code == 0 and "in/lost.txt: is a link that leads nowhere" in ran.err and len(ran.out.splitlines()) == 1


def test_a_missing_case_is_said_so(tocsin) -> None:
    ran = tocsin("brief", "--case", "none.db", "--watch", WATCH)
    assert ran.code == 3 and "none.db" in ran.err and not Path("none.db").exists()


@pytest.mark.parametrize("words", ["relate --pairs {}", "score {}", "floor {} {} --claim n --count n"])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[" * 200_000, "is JSON nested too deeply"),
        (b"[" + b"9" * 5000 + b"]", "with a number too long"),
        (b'{"a": "\xff"}', "is not UTF-8 text"),
        (b"{not json", "is not JSON"),
    ],
)
def test_what_is_handed_in_and_is_no_json_is_one_sentence_with_its_line(tocsin, words, content, says) -> None:
    Path("x.json").write_bytes(content if "floor" in words else b"\n" + content)
    ran = tocsin(*words.format("x.json", "x.json").split())
    where = "x.json:" if "floor" in words else "x.json:2:"
    assert ran.code == 2 and ran.err.startswith(f"tocsin: {where}") and says in ran.err and one_sentence(ran.err)


@pytest.mark.parametrize("words", ["alerts --state x.json --useful key yes", "follow --status --memory x.json"])
def test_a_memory_nested_too_deeply_is_said(tocsin, words) -> None:
    Path("x.json").write_text("[" * 200_000 + "\n")
    ran = tocsin(*words.split())
    assert ran.code == 2 and "x.json" in ran.err and one_sentence(ran.err)


def test_a_cell_that_no_table_holds_is_said(tocsin) -> None:
    Path("x.csv").write_text("date,n\n2031-01-01," + "9" * 200_000)
    ran = tocsin("floor", "x.csv", "x.csv", "--claim", "n", "--count", "n")
    assert ran.code == 2 and "x.csv:2: is not CSV" in ran.err and one_sentence(ran.err)


@pytest.mark.parametrize("value", ["abc", "", "-1", "1.5", "9" * 30])
@pytest.mark.parametrize("setting", ["TOCSIN_WORKERS", "TOCSIN_MAX_BYTES"])
def test_a_setting_that_is_no_number_is_said(tocsin, monkeypatch, setting, value) -> None:
    monkeypatch.setenv(setting, value)
    for words in (
        ["relations", EXAMPLE],
        ["add", EXAMPLE, "--case", "c.db"],
        ["follow", "https://e.example", "--once"],
    ):
        ran = tocsin(*words)
        assert ran.code == 2 and f"{setting} has to be a whole number" in ran.err and one_sentence(ran.err)


def test_a_width_that_is_no_number_is_passed_over(tocsin, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "wide")
    Path("f.jsonl").write_text(json.dumps(GOOD))
    assert tocsin("brief", "f.jsonl", "--watch", WATCH, "--format", "terminal").code == 0


@pytest.mark.parametrize("verb", ["whatif --without x", "replay", "relations", "export --format csv"])
def test_paths_and_a_case_are_not_taken_together_where_one_would_go_unheard(tocsin, verb) -> None:
    name, *options = verb.split()
    watch = [] if name == "relations" else ["--watch", WATCH]
    ran = tocsin(name, EXAMPLE, *watch, *options, "--case", "none.db")
    assert ran.code == 2 and "give PATHs or --case, not both" in ran.err and one_sentence(ran.err) and not ran.out
    said = " ".join(tocsin(name, "--help").out.split())
    assert "[PATH…]" in said and "tocsin.db, without PATHs" in said


def test_a_kind_that_is_none_gets_the_list_of_kinds(tocsin) -> None:
    ran = tocsin("relations", EXAMPLE, "--kind", "contradict")
    assert ran.code == 2 and "'contradicts', 'denies', 'confirms', 'repeats'" in ran.err and not ran.out


def test_a_judgement_is_made_or_taken_back_and_signed(tocsin) -> None:
    ran = tocsin("resolve", "st-1", "refuted", "--retract", "j-2")
    assert ran.code == 2 and "one at a time" in ran.err
    Path("f.jsonl").write_text(json.dumps(GOOD))
    tocsin("add", "f.jsonl", "--case", "c.db")
    statement = json.loads(tocsin("read", "f.jsonl", "--format", "jsonl").out)["statements"][0]["id"]
    for words in (["resolve", statement, "refuted"], ["users", "second-person", "on"]):
        ran = tocsin(*words, "--analyst", " ", "--case", "c.db")
        assert ran.code == 2 and "signed with a name" in ran.err and one_sentence(ran.err)


def test_a_watch_that_somebody_wrote_is_not_written_over(tocsin) -> None:
    Path("mine.yaml").write_text("my work")
    ran = tocsin("watch", "new", "mine", "--out", "mine.yaml")
    assert ran.code == 2 and "mine.yaml is there already" in ran.err and Path("mine.yaml").read_text() == "my work"
    assert tocsin("watch", "new", "mine", "--out", "mine.yaml", "--force").code == 0
    assert tocsin("watch", "show", "mine.yaml").code == 0


def test_pairs_that_are_no_pairs(tocsin) -> None:
    Path("p.jsonl").write_text('{"a": "x", "b": "y"}\n{"a": "x"}\n')
    ran = tocsin("relate", "--pairs", "p.jsonl")
    assert ran.code == 2 and "p.jsonl:2" in ran.err


DAY = b'{"day": "2022-12-01", "p": {"30d": %b}, "low": {"30d": 0.1}, "high": {"30d": 0.2}}\n'
NUMBERS = "expected a day of a replay with p, low and high for 30d, each a number from 0 to 1"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (DAY % b"0.1" + DAY % b"7", f"r.jsonl:2: {NUMBERS}"),
        (DAY % b"-3", f"r.jsonl:1: {NUMBERS}"),
        (DAY % b"NaN", NUMBERS),
        (DAY % b"Infinity", NUMBERS),
        (DAY % b"true", NUMBERS),
        (DAY % b"0.1" + b'{"scores": {}, "base_rate": {"30d": 2}}', "r.jsonl:2: expected a base_rate for 30d"),
        (b"[" * 200_000, "r.jsonl:1: is JSON nested too deeply"),
        (b"\xff\xfe{", "r.jsonl:1: is not UTF-8 text"),
        (b"\n", "r.jsonl: holds no day of a replay"),
    ],
)
def test_a_replay_that_makes_no_sense_gets_one_sentence(tocsin, content, says) -> None:
    Path("r.jsonl").write_bytes(content)
    ran = tocsin("score", "r.jsonl")
    assert ran.code == 2 and ran.out == "" and says in ran.err and one_sentence(ran.err)


def test_a_verb_that_does_not_exist_suggests_one(tocsin) -> None:
    ran = tocsin("breif")
    assert ran.code == 2 and "brief" in ran.err


def test_terminal_escapes_in_file_names_and_texts_are_shown_not_obeyed(tocsin) -> None:
    Path("e.jsonl").write_text(json.dumps({**GOOD, "outlet": "\x1b[2JEvil", "title": "\x1b]0;x\x07"}))
    ran = tocsin("brief", "e.jsonl", "--watch", WATCH, "--format", "terminal")
    assert "\x1b" not in ran.out + ran.err
