"""What leaves the desk: the brief and its versions, exports, alerts, and the audit of the case."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tocsin import workbench
from tocsin.errors import UsageError
from tocsin.nouns.publication import Publication
from tocsin.web.access import Analyst, Editor, OwnForm, back_to
from tocsin.web.ask import Ask, Asked, day
from tocsin.web.desk import Desk
from tocsin.web.frame import Frame
from tocsin.web.shown import Shown

FORMS = {"html": "text/html", "md": "text/markdown", "json": "application/json", "terminal": "text/plain"}
SCALES = ("icd203", "phia")
MEANING = {
    "stix": "STIX 2.1 bundle", "stix-plain": "STIX 2.1 without our extension", "geojson": "Events as GeoJSON",
    "bibtex": "Cited sources as BibTeX", "ics": "Days that indicators are due, as a calendar",
    "claimreview": "Resolved and denied claims as ClaimReview", "csv": "Rows as CSV", "jsonl": "Rows as JSON lines",
    "parquet": "Rows as Parquet", "docx": "The brief for Word", "pdf": "The brief as PDF",
}  # fmt: skip
ENDINGS = {"stix": "json", "stix-plain": "json", "bibtex": "bib", "claimreview": "jsonld"}


def routes(desk: Desk, frame: Frame) -> APIRouter:
    """Briefs, downloads, alerts, audit."""
    router = APIRouter(include_in_schema=False)
    memory = workbench.beside(desk.case, ".alerts.json")

    @router.get("/brief", response_class=HTMLResponse)
    def brief(ask: Asked, form: str = "html", scale: str = "icd203") -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        return Response(brief_text(shown, form, scale).encode("utf-8", "replace"), media_type=f"{FORMS[form]}; charset=utf-8")  # fmt: skip  # noqa: E501

    @router.get("/briefs", response_class=HTMLResponse)
    @router.get("/briefs.json")
    def briefs(request: Request, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        versions = desk.ledger.view().publications(shown.picture.watch.id)[::-1]
        if request.url.path.endswith(".json"):
            return json_of({"title": "Briefs", "rows": [plain(p) for p in versions], "total": len(versions)})
        sections = json.loads(brief_text(shown, "json", "icd203"))["sections"]
        return frame.page(request, ask, "briefs", shown, versions=versions, sections=sections)

    @router.post("/briefs", dependencies=[OwnForm])
    def publish(person: Editor, watch: Annotated[str, Form(max_length=300)] = "", as_of: Annotated[str, Form(max_length=10)] = "") -> Response:  # fmt: skip  # noqa: E501
        shown = desk.shown(watch or None, day("as_of", as_of))
        made = workbench.publish(desk.ledger, shown.picture, person.name, shown.picture.watch.scale)
        return RedirectResponse(f"/briefs{Ask(watch or None, day('as_of', as_of)).parameters()}#{made.id}", 303)

    @router.get("/briefs/diff", response_class=HTMLResponse)
    @router.get("/briefs/diff.json")
    def diff(request: Request, ask: Asked, a: Annotated[str, Query(max_length=40)] = "", b: Annotated[str, Query(max_length=40)] = "") -> Response:  # fmt: skip  # noqa: E501
        shown = desk.shown(ask.watch, ask.as_of)
        one, two = (version(x, shown, ask) for x in (a, b))
        found = workbench.differences(one[1], two[1])
        if request.url.path.endswith(".json"):
            return json_of({"a": one[0], "b": two[0], "sections": [asdict(d) for d in found]})
        return frame.page(request, ask, "diff", shown, one=one[0], two=two[0], found=found, a=a, b=b)

    def version(name: str, shown: Shown, ask: Ask) -> tuple[str, str]:
        """A published brief by its id, or the brief of a day; "" is today's. Its name and its JSON."""
        if name.startswith("b-"):
            known = published(name)
            return f"published by {known.analyst}, {known.at:%Y-%m-%d %H:%M} UTC, as of {known.day}", known.record
        when = day("a and b", name)
        there = desk.shown(ask.watch, when) if when else shown
        return f"as of {there.picture.day}", brief_text(there, "json", "icd203")

    def published(id: str) -> Publication:
        known = [p for name in desk.problems for p in desk.ledger.view().publications(name) if p.id == id]
        if not known:
            raise HTTPException(404, "there is no such published brief")
        return known[0]

    @router.get("/briefs/{id}.json")
    def record(id: str) -> Response:
        return Response(published(id).record.encode("utf-8", "replace"), media_type="application/json")

    @router.get("/briefs/{id}", response_class=HTMLResponse)
    def version_page(id: str) -> Response:
        return HTMLResponse(published(id).html.encode("utf-8", "replace"))

    @router.get("/downloads", response_class=HTMLResponse)
    def downloads(request: Request, ask: Asked) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        forms = [(f, MEANING.get(f, f), media) for f, media in workbench.export_media().items()]
        return frame.page(request, ask, "downloads", shown, forms=forms)

    @router.get("/export/{form}")
    def export(form: str, ask: Asked, table: Annotated[str, Query(max_length=20)] = "statements") -> Response:
        return exported(desk.shown(ask.watch, ask.as_of), form, table)

    @router.get("/alerts", response_class=HTMLResponse)
    @router.get("/alerts.atom")
    @router.get("/alerts.json")
    def alerts(request: Request, ask: Asked, threshold: Annotated[float, Query(ge=0, le=1)] = 0.5) -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        listed = workbench.shown_alerts(shown.picture, threshold, memory, workbench.followed(desk.case, None))
        found = [x.alert for x in listed]
        if request.url.path.endswith(".atom"):
            text = workbench.alerts_as(found, shown.picture, "atom")
            return Response(text.encode("utf-8", "replace"), media_type="application/atom+xml")
        if request.url.path.endswith(".json"):
            rows = [{**asdict(x.alert), "told": x.told, "standing": x.standing} for x in listed]
            return json_of({"title": "Alerts", "rows": rows, "total": len(rows)})
        return frame.page(request, ask, "alerts", shown, alerts=listed, threshold=threshold)

    @router.post("/alerts", dependencies=[OwnForm])
    def answer(person: Analyst, key: Annotated[str, Form(max_length=200)], what: Annotated[str, Form(max_length=10)], back: Annotated[str, Form(max_length=500)] = "/alerts") -> Response:  # fmt: skip  # noqa: E501
        if what in ("useful", "useless"):
            workbench.answer_alert(memory, key, what == "useful")
        elif what in ("mute", "unmute"):
            workbench.mute_alert(memory, key, what == "mute")
        else:
            raise HTTPException(422, "an alert is useful, useless, muted or unmuted")
        return RedirectResponse(back_to(back, "/alerts"), 303)

    @router.get("/audit", response_class=HTMLResponse)
    @router.get("/audit.json")
    def audit(request: Request, ask: Asked, expect: Annotated[str, Query(max_length=80)] = "") -> Response:
        shown = desk.shown(ask.watch, ask.as_of)
        found = shown.once(("audit", desk.ledger.stamp()), lambda: workbench.audit(desk.ledger))
        holds = found.holds(expect.strip()) if expect.strip() else None
        body = {"head": found.head, "counts": found.counts, "faults": list(found.faults), "expected_holds": holds}
        if request.url.path.endswith(".json"):
            return json_of(body)
        return frame.page(request, ask, "audit", shown, audit=body, expect=expect)

    return router


def brief_text(shown: Shown, form: str, scale: str) -> str:
    """The brief in a form, written once."""
    if form not in FORMS or scale not in SCALES:
        raise UsageError(f"a brief comes as {', '.join(FORMS)} in the words of {' or '.join(SCALES)}")
    write = shown.once(("brief", scale), lambda: workbench.write_brief(shown.picture, scale))
    return str(shown.once(("brief", scale, form), lambda: write(form)))


def exported(shown: Shown, form: str, table: str) -> Response:
    """A hand-over, as a download."""
    media = workbench.export_media()
    if form not in media:
        raise HTTPException(404, f"an export comes as {', '.join(media)}")
    scale = shown.picture.watch.scale
    data = shown.once(
        ("export", form, table), lambda: workbench.export(shown.picture, shown.judgements, form, scale, table)
    )  # fmt: skip
    name = f"{table if form in ('csv', 'jsonl', 'parquet') else 'tocsin'}-{shown.picture.day}.{ENDINGS.get(form, form)}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media[form], headers=headers)


def plain(p: Publication) -> dict[str, Any]:
    """A published brief without its text."""
    return {"id": p.id, "watch": p.watch, "day": p.day, "at": p.at, "analyst": p.analyst, "headline": p.headline}


def json_of(body: Any) -> Response:
    """Plain values as JSON."""

    def other(value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    return Response(json.dumps(body, ensure_ascii=False, default=other).encode("utf-8", "replace"), media_type="application/json")  # fmt: skip  # noqa: E501
