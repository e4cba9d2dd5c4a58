"""A real desk on loopback over a case made from the shipped example and a hostile article; a real browser."""

import json
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tocsin import workbench
from tocsin.web import create_app
from tocsin.web.desk import PreparingError

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "belarus-2022")
WATCH = "ally-enters-war-belarus"
PATIENCE = 120_000  # milliseconds: a loaded machine is slow, and no speed is asserted here
HOSTILE = {
    "published": "2022-12-09", "first_seen": "2022-12-09T10:00:00Z", "outlet": "=cmd|' /C calc'!A0",
    "title": "<script>document.title='owned'</script>", "url": "javascript:alert(1)",
    "text": "=HYPERLINK(\"x\") <img src=x onerror=\"document.title='owned'\"> Defence Minister Viktor Khrenin said on Friday that "
    "Belarus was not preparing an attack on Ukraine <svg onload=\"document.title='owned'\"></svg>.",
}  # fmt: skip


@pytest.fixture(scope="session")
def case(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("case")
    hostile = folder / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE))
    path = str(folder / "c.db")
    with workbench.open_case(path) as ledger:
        workbench.add(ledger, workbench.gather([EXAMPLE, str(hostile)], None, backfill=True))
        workbench.read_new(ledger, 1)
    return path


@pytest.fixture
def own_case(case, tmp_path) -> str:
    """A copy of the case that a test may write to."""
    path = str(tmp_path / "own.db")
    with sqlite3.connect(case) as known, sqlite3.connect(path) as copy:
        known.backup(copy)
    return path


def ready(app) -> None:
    """Wait until the desk has its picture."""
    for _ in range(30):
        try:
            app.state.desk.shown()
            return
        except PreparingError:
            continue
    raise AssertionError("the desk has no picture after minutes")


@contextmanager
def running(case: str, hosts: list[str] | None = None) -> Iterator[str]:
    """A desk on a real server; its address."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(case, (WATCH,), hosts)
    ready(app)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def address(case) -> Iterator[str]:
    """One desk for tests that only read."""
    with running(case) as there:
        yield there


@pytest.fixture
def own_address(own_case) -> Iterator[str]:
    """A desk of its own for a test that writes."""
    with running(own_case) as there:
        yield there


@pytest.fixture
def client(own_case) -> Iterator[TestClient]:
    """The application without a network, on a case of its own."""
    app = create_app(own_case, (WATCH,))
    with TestClient(app, follow_redirects=False) as made:
        ready(app)
        yield made


@pytest.fixture
def judge(client) -> Callable[..., int]:
    """Send the form of a judgement; the status that comes back."""

    def send(verb: str, target: str, **more: str) -> int:
        client.get("/board", headers={"accept": "text/html"})
        token = client.cookies.get("tocsin_form")
        return client.post("/judge", data={"token": token, "verb": verb, "target": target, **more}).status_code

    return send


@pytest.fixture(scope="session")
def browser():
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        if os.environ.get("TOCSIN_REQUIRE_BROWSER"):
            pytest.fail("a real Chromium is required and /usr/bin/chromium is missing")
        pytest.skip("needs /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    opened = browser.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()
