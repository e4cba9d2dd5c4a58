"""Reading at the desk in a real browser, and what tools get from the same addresses."""

import csv
import io
import json

import httpx
import pytest

from tests.web.conftest import PATIENCE
from tocsin.web.tables import TABLES

pytestmark = pytest.mark.browser
SINGLE = ("briefs", "downloads", "alerts", "audit", "whatif", "people", "api", "briefs/diff?a=2022-12-03&b=2022-12-10")


def get(address: str, path: str, **more):
    return httpx.get(f"{address}/{path}", timeout=120, **more)


def test_from_a_number_to_its_passage_in_two_clicks(page, address) -> None:
    page.goto(address)
    page.locator(".number a").click()
    page.locator("ol.reports .words a").first.click()
    assert "/at/" in page.url and page.locator("mark#here").count() == 1


def test_a_lamp_unfolds_to_its_reports(page, address) -> None:
    page.goto(address)
    page.locator("summary", has_text="report").first.click()
    page.locator("details[open] li a").first.click()
    assert "/at/" in page.url and page.locator("mark#here").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_pages_hold_without_script_on_desktop_and_phone_in_light_and_dark(browser, address, scheme, size) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for name in (
        "",
        "statements",
        "contradictions",
        "timeline",
        "events",
        "hypotheses",
        "documents",
        "review",
        "briefs",
    ):
        assert page.goto(f"{address}/{name}").status == 200
        box = page.locator("html").bounding_box()
        assert page.locator("body").bounding_box()["width"] <= box["width"] <= size[0]
    context.close()


def test_nothing_is_wider_than_a_phone(browser, address) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    wide = []
    for name in (*TABLES, *SINGLE):
        page.goto(f"{address}/{name}")
        if page.evaluate("document.documentElement.scrollWidth") > 391:
            wide.append(name)
    context.close()
    assert wide == []


def test_hostile_text_stays_text(page, address) -> None:
    alerts = []
    page.on("dialog", lambda d: (alerts.append(d.message), d.dismiss()))
    rows = get(address, "documents.json").json()["rows"]
    hostile = next(r["id"] for r in rows if "owned" in r["title"])
    statement = get(address, f"documents/{hostile}.json").json()["statements"][0]["id"]
    for name in (*TABLES, *SINGLE, "brief", f"documents/{hostile}", f"statements/{statement}", f"at/{hostile}/0/40",
                 "sources/=cmd%7C' /C calc'!A0", f"whatif?without={hostile}", f"history/{hostile}"):  # fmt: skip
        answer = page.goto(f"{address}/{name}")
        assert answer.status == 200, name
        assert page.title() != "owned" and not alerts
        assert page.locator("img[src='x'], main svg[onload], a[href^='javascript']").count() == 0, name


def test_keyboard_reaches_the_content(page, address) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"


def test_kinds_of_annotation_are_switched_without_script(browser, address) -> None:
    rows = get(address, "documents.json").json()["rows"]
    id = max(rows, key=lambda r: r["statements"])["id"]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/documents/{id}")
    weight = "el => getComputedStyle(el).fontWeight"
    assert page.locator(".text .k-ac").first.evaluate(weight) == "400"
    page.locator("label[for=show-ac]").click()
    assert page.locator(".text .k-ac").first.evaluate(weight) == "700"
    context.close()


def test_every_table_has_a_json_twin_and_a_harmless_csv_of_all_of_it(address) -> None:
    for name in TABLES:
        body = get(address, f"{name}.json").json()
        assert len(body["rows"]) <= body["total"]
        table = list(csv.reader(io.StringIO(get(address, f"{name}.csv").text)))
        assert len(table) == body["total"] + 1
        assert all(cell[:1] not in ("=", "@", "\t", "\r") for row in table for cell in row)


def test_filters_find_what_they_say(address) -> None:
    def rows(**asked):
        return get(address, "statements.json", params=asked).json()["rows"]

    found = rows(polarity="negated", q="attack")
    assert found and all(r["polarity"] == "negated" and "attack" in r["text"].lower() for r in found)
    assert {r["act"] for r in rows(act="deny")} == {"deny"}
    assert {r["outlet"] for r in rows(outlet="Dnipro Wire")} == {"Dnipro Wire"}
    assert all("2022-12-03" <= r["first_seen"] <= "2022-12-05" for r in rows(since="2022-12-03", until="2022-12-05"))
    assert all("lukashenko" in r["source"].lower() for r in rows(source="lukashenko")) and rows(source="lukashenko")
    assert not rows(q="zyzzyva")


def test_pages_of_a_table_do_not_overlap_and_reach_the_end(address) -> None:
    seen: list[str] = []
    for number in range(1, 20):
        rows = get(address, "statements.json", params={"page": number}).json()["rows"]
        seen += [r["id"] for r in rows]
        if not rows:
            break
    assert len(seen) == len(set(seen)) == get(address, "statements.json").json()["total"]


def test_a_board_of_a_past_day_knows_nothing_later(address) -> None:
    body = get(address, "board.json", params={"as_of": "2022-11-20"}).json()
    assert body["head"]["day"] == "2022-11-20"
    documents = get(address, "documents.json", params={"as_of": "2022-11-20"}).json()["rows"]
    assert documents and all(r["first_seen"][:10] <= "2022-11-20" for r in documents)


def test_what_changed_is_told_since_the_day_asked_for(address) -> None:
    body = get(address, "board.json", params={"since": "2022-11-20"}).json()
    assert body["since"] == "2022-11-20"
    kinds = {c["kind"] for c in body["changes"]}
    assert kinds & {"up", "down", "level"} and "new" in kinds and kinds & {"lit", "absent", "dark"}


def test_unticking_a_row_weighs_the_matrix_again(page, address) -> None:
    page.goto(f"{address}/hypotheses")
    page.locator("table.ach input[type=checkbox]").nth(1).check()
    page.get_by_role("button", name="Weigh again").click()
    assert "without=" in page.url and page.locator("tr.out").count() >= 1
    assert "fall" in page.locator("p[role=status]").inner_text()
    page.get_by_role("link", name="in rows").click()
    assert page.locator("th.out").count() >= 1 and page.locator("table.ach input:checked").count() == 1


def test_leaving_out_a_source_moves_numbers_as_the_command_says(address) -> None:
    body = get(address, "whatif.json", params={"without": "Andriy Demchenko"}).json()
    assert body["removed"] >= 1 and body["fell"] and body["before"] != body["after"]
    assert get(address, "whatif.json", params={"without": "nobody"}).json()["removed"] == 0


def test_the_map_shows_places_and_leads_to_their_events(page, address) -> None:
    page.goto(f"{address}/events")
    page.locator("svg.map a[aria-label^='Minsk']").click()
    rows = page.locator("main table tbody tr").count()
    assert "outlet=" in page.url and rows >= 1
    told = get(address, "events.json").json()
    assert rows in {p["events"] for p in told["places"]}
    assert {p["precision"] for p in told["places"]} >= {"town", "country"}
    minsk = next(p for p in told["places"] if p["name"] == "Minsk")
    assert (round(minsk["lat"]), round(minsk["lon"]), minsk["country"]) == (54, 28, "BLR")
    assert sum(told["countries"].values()) == sum(p["events"] for p in told["places"])


def test_events_of_a_country_are_those_of_all_its_places(address) -> None:
    told = get(address, "events.json").json()
    found = get(address, "events.json", params={"outlet": "BLR"}).json()
    assert found["total"] == told["countries"]["BLR"]


def test_two_days_of_a_brief_are_compared(address) -> None:
    body = get(address, "briefs/diff.json", params={"a": "2022-12-03", "b": "2022-12-10"}).json()
    assert any(s["gone"] or s["new"] for s in body["sections"])
    same = get(address, "briefs/diff.json", params={"a": "2022-12-10", "b": "2022-12-10"}).json()
    assert not any(s["gone"] or s["new"] for s in same["sections"])


def test_followed_places_show_how_they_are(client, own_case) -> None:
    from tocsin import workbench
    from tocsin.gather.health import Health, Memory

    memory = Memory(workbench.beside(own_case, ".follow.jsonl"))
    memory.put(Health("https://feed.example/rss", "<b>A feed</b>", "failing", "HTTP 429", failures=3))
    page = client.get("/collector", headers={"accept": "text/html"}).text
    assert "HTTP 429" in page and "&lt;b&gt;A feed" in page
    (row,) = client.get("/collector.json").json()["rows"]
    assert (row["state"], row["failures"]) == ("failing", 3)


def test_every_download_comes(address) -> None:
    for form in ("stix", "geojson", "bibtex", "ics", "claimreview", "jsonl", "parquet", "docx"):
        answer = get(address, f"export/{form}")
        assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"], form
    assert get(address, "export/stix").json()["type"] == "bundle"
    assert get(address, "alerts.atom").text.startswith("<?xml")


def test_another_host_name_is_refused(address) -> None:
    assert get(address, "", headers={"Host": "evil.example"}).status_code == 400


def test_what_does_not_exist_is_404_and_never_a_trace(address) -> None:
    for path in ("nothing", "documents/d-0", "at/d-0/0/5", "statements.xml", "statements/st-0", "indicators/x",
                 "sources/x", "history/x", "briefs/b-0", "export/x"):  # fmt: skip
        for accept in ("*/*", "text/html"):
            answer = get(address, path, headers={"accept": accept})
            assert answer.status_code == 404 and "Traceback" not in answer.text, path
    for path in ("board?as_of=never", "board?as_of=9999-12-31", "statements?page=0", "board?watch=other"):
        assert get(address, path).status_code == 422, path
    assert json.loads(get(address, "board?watch=other").text)["detail"]


def test_headers_keep_pages_inert(address) -> None:
    headers = get(address, "").headers
    assert (
        "default-src 'none'" in headers["content-security-policy"]
        and "script-src" not in headers["content-security-policy"]
    )
    assert headers["x-content-type-options"] == "nosniff"
