"""Run the command in this process, with its exit code, output and complaints."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin.cli import main

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "belarus-2022")


@dataclass
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def tocsin(capfdbinary, tmp_path, monkeypatch) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: object) -> Ran:
        try:
            main([str(a) for a in arguments])
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run
