"""An analyst's morning in a real browser, and what tools get from the same addresses."""

import csv
import io
import json

import httpx
import pytest

pytestmark = pytest.mark.browser
PATIENCE = 120_000  # milliseconds: a loaded machine is slow, and no speed is asserted here
PAGES = (
    "board",
    "statements",
    "contradictions",
    "timeline",
    "hypotheses",
    "sources",
    "documents",
    "review",
    "judgements",
)


@pytest.fixture
def page(browser):
    opened = browser.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def test_board_to_source_in_two_clicks(page, address) -> None:
    page.goto(address)
    assert "Will Belarus" in page.inner_text("h1")
    page.locator("summary", has_text="report").first.click()
    page.locator("details[open] li a").first.click()
    assert "/at/" in page.url and page.locator("mark").count() >= 1


def test_a_decision_in_review_is_signed_and_acts(page, address) -> None:
    page.goto(f"{address}/review")
    before = page.locator("tbody tr").count()
    first = page.locator("tbody tr").first.inner_text()
    page.locator("tbody tr").first.get_by_role("button", name="Wrong").click()
    page.wait_for_url("**/review")
    assert page.locator("tbody tr").first.inner_text() != first
    assert before >= 2
    page.goto(f"{address}/judgements")
    assert "reject" in page.inner_text("table")


def test_correcting_a_polarity_changes_the_statement(page, address) -> None:
    page.goto(f"{address}/review")
    button = page.get_by_role("button", name="Make it").first
    target = button.locator("xpath=../input[@name='target']").get_attribute("value")
    wanted = button.inner_text().removeprefix("Make it ")
    button.click()
    page.wait_for_url("**/review")
    rows = []
    for number in range(1, 9):
        rows += httpx.get(
            f"{address}/statements.json", params={"polarity": wanted, "page": number}, timeout=120
        ).json()["rows"]
    assert any(r["id"] == target for r in rows)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_pages_hold_on_desktop_and_phone_in_light_and_dark(browser, address, scheme, size) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for name in ("", "contradictions", "hypotheses", "documents"):
        assert page.goto(f"{address}/{name}").status == 200
    context.close()
    context = browser.new_context(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    context.close()


def test_hostile_text_stays_text(page, address) -> None:
    alerts = []
    page.on("dialog", lambda d: (alerts.append(d.message), d.dismiss()))
    for name in (*PAGES, "brief"):
        page.goto(f"{address}/{name}")
        assert page.title() != "owned" and not alerts


def test_keyboard_reaches_the_content(page, address) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"


def test_every_page_has_a_json_twin_and_a_harmless_csv(address) -> None:
    for name in PAGES:
        assert httpx.get(f"{address}/{name}", timeout=120).status_code == 200
        assert "rows" in httpx.get(f"{address}/{name}.json", timeout=120).json()
        table = list(csv.reader(io.StringIO(httpx.get(f"{address}/{name}.csv", timeout=120).text)))
        assert all(cell[:1] not in ("=", "@") for row in table for cell in row)


def test_filters_find_what_they_say(address) -> None:
    rows = httpx.get(f"{address}/statements.json", params={"polarity": "negated", "q": "attack"}, timeout=120).json()[
        "rows"
    ]
    assert rows and all(r["polarity"] == "negated" for r in rows)


def test_writing_needs_the_forms_own_token(address) -> None:
    answer = httpx.post(f"{address}/judge", data={"token": "x", "verb": "reject", "target": "st-1"}, timeout=120)
    assert answer.status_code == 403


def test_another_host_name_is_refused(address) -> None:
    assert httpx.get(address, headers={"Host": "evil.example"}, timeout=120).status_code == 400


def test_what_does_not_exist_is_404_and_never_a_trace(address) -> None:
    for path in ("/nothing", "/documents/d-0", "/at/d-0/0/5", "/statements.xml"):
        answer = httpx.get(address + path, timeout=120)
        assert answer.status_code == 404 and "Traceback" not in answer.text
    assert httpx.get(f"{address}/board?as_of=never", timeout=120).status_code == 422
    assert json.loads(httpx.get(f"{address}/board?watch=other", timeout=120).text)["detail"]
