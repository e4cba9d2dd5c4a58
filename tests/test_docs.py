"""The documentation is tested: its commands run, its settings are the settings, its links lead somewhere."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest

import tocsin as tocsin_
from tests.cli.conftest import tocsin  # noqa: F401 - the fixture
from tocsin.settings import SETTINGS

ROOT = Path(__file__).parents[1]
OTHERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md", "training/README.md")
PAGES = [*ROOT.glob("docs/**/*.md"), *(ROOT / name for name in OTHERS)]
SHOWN = re.compile(r"^(?:\$ |    )tocsin (.+)$", re.M)  # in a console or an indented block


def test_the_tutorial_runs_from_top_to_bottom(tocsin, tmp_path) -> None:  # noqa: F811 - the fixture
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    commands = re.findall(r"^\$ tocsin (.+)$", (ROOT / "docs/tutorial.md").read_text(), re.M)
    assert len(commands) >= 9
    for command in commands:
        ran = tocsin(*shlex.split(command))
        assert ran.code == 0, f"tocsin {command}: {ran.err}"


def test_the_python_page_runs_from_top_to_bottom(tmp_path, monkeypatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.+?)^```$", (ROOT / "docs/reference/python.md").read_text(), re.M | re.S)
    assert len(blocks) >= 6
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/reference/python.md", "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_shown_exists_with_its_options(page) -> None:
    import click

    from tocsin.cli.root import root

    for line in SHOWN.findall(page.read_text()):
        words = shlex.split(line, comments=True)
        command, context = root, click.Context(root)
        while isinstance(command, click.Group) and words:
            found = command.get_command(context, words.pop(0))
            assert found is not None, f"{page.name}: tocsin {line}"
            command = found
        options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
        assert {w for w in words if w.startswith("--")} <= options, f"{page.name}: tocsin {line}"


def test_every_public_name_and_verb_is_on_the_python_page() -> None:
    page = (ROOT / "docs/reference/python.md").read_text()
    named = re.findall(r"`(\w+)`", page.split("## All public names")[1].split("Every error")[0])
    assert named == tocsin_.__all__
    verbs = [name for name in vars(tocsin_.Case) if not name.startswith("_") and name != "close"]
    assert [v for v in verbs if f"`{v}(" not in page and f"{v}(" not in page] == []


def test_the_export_page_lists_every_form() -> None:
    from tocsin.exchange import FORMS

    page = (ROOT / "docs/how-to/exchange.md").read_text()
    listed = {form for row in re.findall(r"^\| (`.+?`) \|", page, re.M) for form in re.findall(r"`([\w-]+)`", row)}
    assert listed == set(FORMS)


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text()
    for s in SETTINGS:
        assert f"| `{s.variable}` | `{s.default}` | {s.help} |" in page


def test_every_setting_is_read_somewhere() -> None:
    readers = [text for path in (ROOT / "src").rglob("*.py") if "tocsin.settings import" in (text := path.read_text())]
    assert [s.name for s in SETTINGS if not any(f'"{s.name}"' in text for text in readers)] == []


def test_every_page_is_linked_from_the_first_and_stands_in_the_menu() -> None:
    docs = ROOT / "docs"
    pages = {str(p.relative_to(docs)) for p in docs.glob("**/*.md")} - {"index.md"}
    pages = {p for p in pages if not p.startswith("decisions/0")}
    linked = set(re.findall(r"\]\((.+?\.md)\)", (docs / "index.md").read_text()))
    menu = set(re.findall(r"^ +- (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.M)) - {"index.md"}
    assert linked == pages
    assert menu == pages


def test_the_plan_of_the_house_names_every_room() -> None:
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = {room for layer in layers for room in re.findall(r"tocsin\.(\w+)", layer)}
    plan = (ROOT / "docs/why/house.md").read_text()
    assert {room for room in rooms if not re.search(rf"^\| `{room}` \|", plan, re.M)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page) -> None:
    text = page.read_text()
    for target in [*re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text), *re.findall(r'<img src="([^":]+)"', text)]:
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
