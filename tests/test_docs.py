"""The documentation is tested: its commands run, its settings are the settings, its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

import tocsin as tocsin_
from tests.cli.conftest import tocsin  # noqa: F401 - the fixture
from tocsin.settings import SETTINGS

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


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

    for line in re.findall(r"^\$ tocsin (.+)$", page.read_text(), re.M):
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


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page) -> None:
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
