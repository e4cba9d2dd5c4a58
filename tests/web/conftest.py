"""A real desk on loopback over a case made from the shipped example and a hostile article; a real browser."""

import json
import os
import socket
import threading
import time
from pathlib import Path

import pytest

from tocsin import workbench

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "belarus-2022")
WATCH = "ally-enters-war-belarus"
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


@pytest.fixture(scope="session")
def address(case) -> str:
    import uvicorn

    from tocsin.web import create_app

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(case, (WATCH,))
    app.state.desk.shown()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


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
