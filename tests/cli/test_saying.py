"""Text from strangers is shown and never obeyed, whichever verb prints it; records for tools keep their values."""

import ast
import json
from pathlib import Path

import pytest

import tocsin.cli
from tocsin.nouns.codes import CODES, visible

WATCH = "ally-enters-war-belarus"
EVIL = "\x1b[2J\x1b]0;x\x07\x9b31m\u202e"
TURN = "\x9b\u202e"
SAID = f"Belarus{EVIL}ian Defence Minister Viktor Khrenin{EVIL} said on Friday"
ARTICLES = [
    {"outlet": f"Gazette{EVIL}", "title": f"One{EVIL}", "published": "2022-12-01", "url": "https://a.example/1",
     "text": f"{SAID} that Belarus had not sent {TURN}troops to Ukraine. President Alexander Lukashenko promised to send 500{EVIL} soldiers to Ukraine on Friday."},
    {"outlet": f"Herald{EVIL}", "title": f"Two{EVIL}", "published": "2022-12-02", "url": "https://b.example/2",
     "text": f"{SAID} that Belarus had sent {TURN}troops to Ukraine. Russian troops{EVIL} arrived in Belarus on Thursday."},
]  # fmt: skip


@pytest.fixture
def case(tocsin) -> str:
    """A case with hostile articles, one of them edited, and a judgement on one of their statements."""
    edited = {**ARTICLES[1], "text": ARTICLES[1]["text"] + f" The minister{EVIL} left.", "published": "2022-12-03"}
    Path("in.jsonl").write_text("\n".join(map(json.dumps, [*ARTICLES, edited])))
    assert tocsin("add", "in.jsonl", "--case", "c.db", "--backfill").code == 0
    first = json.loads(tocsin("read", "in.jsonl", "--format", "jsonl").out.splitlines()[0])
    statement = first["statements"][0]["id"]
    assert tocsin("resolve", statement, "confirmed", "--case", "c.db", "--analyst", f"Mira{EVIL}").code == 0
    return "c.db"


@pytest.mark.parametrize(
    ("arguments", "shows"),
    [
        ("read in.jsonl --format text", "Gazette"),
        ("read in.jsonl --format jsonl", "Khrenin"),
        ("relations --case c.db", r"sent \u009b\u202etroops"),
        ("relations in.jsonl", r"sent \u009b\u202etroops"),
        (f"brief --case c.db --watch {WATCH} --format terminal", "Gazette"),
        (f"brief --case c.db --watch {WATCH} --format md", "Gazette"),
        (f"brief --case c.db --watch {WATCH} --format json", "Gazette"),
        (f"brief --case c.db --watch {WATCH} --format html", "Gazette"),
        (f"whatif --case c.db --watch {WATCH} --without person:viktor-khrenin", "fall away"),
        (f"replay --case c.db --watch {WATCH}", "%"),
        (f"alerts --case c.db --watch {WATCH} --all", "because"),
        ("resolve --case c.db", "st-"),
        ("records --case c.db", "1 of 1 held"),
        ("edits --case c.db", "left"),
        ("audit --case c.db", "head"),
        (f"watch show {EVIL}", "unknown watch"),
        (f"score missing{EVIL}.jsonl", "does not exist"),
    ],
)
def test_no_verb_lets_a_code_through(tocsin, case, arguments, shows) -> None:
    ran = tocsin(*arguments.split(" "))
    assert shows in ran.out + ran.err and not CODES.search(ran.out + ran.err)


def test_records_for_tools_keep_their_values(tocsin, case) -> None:
    ran = tocsin("read", "in.jsonl", "--format", "jsonl")
    documents = [json.loads(line)["document"] for line in ran.out.splitlines()]
    assert "\u202e" in documents[0]["text"] and documents[0]["outlet"] == ARTICLES[0]["outlet"]
    assert tocsin("read", "in.jsonl", "--format", "jsonl", "--out", "out.jsonl").code == 0
    assert Path("out.jsonl").read_text(encoding="utf-8") == ran.out


def test_colours_of_our_own_live(tocsin, case, monkeypatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    ran = tocsin("brief", "--case", "c.db", "--watch", WATCH, "--format", "terminal")
    assert "\x1b[1;31m" in ran.out and "\x1b[2J" not in ran.out and "\u202e" not in ran.out


@pytest.mark.parametrize("module", sorted(Path(tocsin.cli.__file__).parent.glob("*.py")), ids=lambda p: p.stem)
def test_only_one_module_prints(module) -> None:
    if module.stem == "saying":
        return
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        called = node.func if isinstance(node, ast.Call) else None
        name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
        assert name not in ("print", "echo", "secho", "write_text", "write_bytes"), f"line {called and called.lineno}"


def test_what_is_obeyed_is_written_as_json_writes_it() -> None:
    every = "".join(map(chr, range(0x3000))) + "\ud800\ufeff"
    shown = visible(every)
    assert not CODES.search(shown) and "\n" in shown and "\t" in shown
    assert json.loads(f'"{visible(CODES.search(every)[0])}"') == "\x00"
    assert json.loads(visible(json.dumps(every, ensure_ascii=False))) == every
    assert visible("Łódź, 5\u00a0000 \U0001f6a2") == "Łódź, 5\u00a0000 \U0001f6a2"
