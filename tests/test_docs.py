"""The documentation is tested: its commands run, its settings are the settings, its links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

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


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text()
    for s in SETTINGS:
        assert f"| `{s.variable}` | `{s.default}` | {s.help} |" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page) -> None:
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
