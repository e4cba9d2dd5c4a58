"""An analyst's morning, start to end, in a real browser; and a check by axe that nobody is shut out."""

import re

import httpx
import pytest

from tests.web.conftest import PATIENCE
from tocsin.web.tables import TABLES

pytestmark = pytest.mark.browser
PAGES = (*TABLES, "briefs", "briefs/diff?a=2022-12-03", "downloads", "alerts", "audit", "whatif?without=NATO", "people",
         "api", "hypotheses?kind=rows&without=NATO", "indicators/strike-group", "nothing")  # fmt: skip


@pytest.mark.parametrize(("size", "scheme"), [((1280, 900), "light"), ((390, 844), "dark")])
def test_an_analysts_morning(browser, own_address, size, scheme, tmp_path) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)

    def number() -> float:
        return httpx.get(f"{own_address}/board.json", timeout=120).json()["head"]["p"]

    # the board, and what changed
    page.goto(f"{own_address}/?since=2022-11-25")
    assert "Will Belarus" in page.inner_text("h1")
    assert page.locator(".changes li").count() >= 2
    before = number()
    # from the number to its source
    page.locator(".number a").click()
    page.locator("ol.reports li", has=page.locator(".move")).first.get_by_role("link", name="Details").click()
    assert "/statements/st-" in page.url
    # correct a polarity, watch the probability move
    choice = page.get_by_label("Polarity")
    other = "affirmed" if choice.input_value() == "negated" else "negated"
    choice.select_option(other)
    page.locator("form", has=choice).get_by_role("button", name="Set").click()
    page.wait_for_load_state()
    assert page.get_by_label("Polarity").input_value() == other
    assert number() != before
    assert "polarity" in page.locator(".past").inner_text()
    # decide in the queue, and approve what is right
    page.goto(f"{own_address}/review")
    first = page.locator("table.queue tbody tr").first
    words = first.locator("td a").first.inner_text()
    first.get_by_role("button", name="Right").click()
    page.wait_for_load_state()
    assert page.locator("table.queue tbody tr").first.locator("td a").first.inner_text() != words
    # publish the brief, compare it with now
    page.goto(f"{own_address}/briefs")
    page.get_by_role("button", name="Publish this brief").click()
    page.wait_for_load_state()
    version = page.locator(".past li").first
    assert "analyst" in version.inner_text()
    version.get_by_role("link", name="compare with now").click()
    assert "Nothing." in page.inner_text("main")
    # hand it over
    page.goto(f"{own_address}/downloads")
    with page.expect_download() as taken:
        page.get_by_role("link", name="STIX 2.1 bundle").click()
    path = tmp_path / "bundle.json"
    taken.value.save_as(path)
    assert '"type": "bundle"' in path.read_text() or '"type":"bundle"' in path.read_text()
    # and be told tomorrow
    page.goto(f"{own_address}/alerts")
    assert re.search(r"\d+ alerts?|no alerts", page.inner_text("main"))
    context.close()


def serious(page) -> list[str]:
    """What axe finds that shuts people out."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize(("scheme", "size"), [("light", (1280, 900)), ("dark", (390, 844))])
def test_axe_finds_nothing_serious(browser, address, scheme, size) -> None:
    page = browser.new_context(
        color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, bypass_csp=True
    ).new_page()  # the policy would keep axe itself out
    page.set_default_timeout(PATIENCE)
    statement = httpx.get(f"{address}/statements.json", timeout=120).json()["rows"][0]
    faults = []
    single = [f"statements/{statement['id']}", f"documents/{statement['document']}", f"sources/{statement['outlet']}"]
    few = ["", "review", "hypotheses", "events", *single[:2]]
    for name in [*PAGES, *single] if scheme == "light" else few:
        page.goto(f"{address}/{name}")
        faults += [f"{name}: {fault}" for fault in serious(page)]
    page.context.close()
    assert faults == []
