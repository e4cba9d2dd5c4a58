"""The brief as a Word document: headings, sentences with numbers, numbered sources. Judgements are in italics."""

from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tocsin.exchange.known import Shipment, clean
from tocsin.nouns.brief import Judged, Sentence

STATES = ("lit", "absent", "overdue", "dark")
BOARD = ("State", "Indicator", "Origins for / against", "Last seen")
WIDTHS = (2.0, 7.6, 2.6, 3.2)  # centimetres


def to_docx(shipment: Shipment) -> bytes:
    """One file; text is only ever text: nothing in it is a field, a link or a macro."""
    import docx

    made = docx.Document()
    day = datetime.combine(shipment.picture.day, time.min)
    core = made.core_properties
    core.title, core.author, core.created, core.modified = clean(shipment.brief.title)[:255], "tocsin", day, day
    made.add_heading(clean(shipment.brief.title), 0)
    made.add_paragraph(f"As of {shipment.picture.day}. Judgements are in italics; [n] are the sources at the end.")
    for section in shipment.brief.sections:
        if section.sentences or section.clashes:
            made.add_heading(clean(section.title), 1)
        if section.kind == "indicators":
            board(made, shipment)
        for sentence in section.sentences:
            said(made.add_paragraph(style="List Bullet"), sentence, shipment)
        for clash in section.clashes:
            said(made.add_paragraph(style="List Bullet"), clash.a, shipment)
            made.add_paragraph(f"{clash.kind.replace('_', ' ')} ({clash.score:.2f}: {clean(clash.why)})")
            said(made.add_paragraph(), clash.b, shipment)
    made.add_heading("Sources cited", 1)
    for span, number in shipment.cited.items():
        source = shipment.documents[span.document]
        words = clean(source.quote(span.start, span.end))
        when = shipment.printed(source.id) or f"undated, gathered {source.first_seen:%Y-%m-%d}"
        where = f" {clean(source.url)}" if source.url else ""
        made.add_paragraph(f"[{number}] {shipment.outlet(source.id)}, {when}: “{words}”{where}")
    out = BytesIO()
    made.save(out)
    return timeless(out.getvalue())


def board(made: Any, shipment: Shipment) -> None:
    """The lamps as a table, the lit ones first; origins are independent voices."""
    from docx.shared import Cm

    lamps = shipment.picture.history[-1].lamps
    names = {i.id: clean(i.text) for i in shipment.picture.watch.indicators}
    table = made.add_table(rows=1, cols=len(BOARD), style="Light Grid Accent 1")
    for cell, title in zip(table.rows[0].cells, BOARD, strict=True):
        cell.text = title
    for lamp in sorted(lamps, key=lambda lamp: STATES.index(lamp.state)):
        seen = str(lamp.last_seen or "never")
        values = (lamp.state, names[lamp.indicator], f"{lamp.origins_for} / {lamp.origins_against}", seen)
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    made.add_paragraph()


def said(paragraph: Any, sentence: Sentence, shipment: Shipment) -> None:
    """One sentence with its lead and the numbers of what bears it."""
    if sentence.lead:
        paragraph.add_run(clean(sentence.lead) + " ").bold = True
    paragraph.add_run(clean(sentence.text)).italic = isinstance(sentence, Judged)
    numbers = sorted({shipment.cited[s] for s in sentence.spans})
    paragraph.add_run("".join(f" [{n}]" for n in numbers))


def timeless(archive: bytes) -> bytes:
    """The same archive without the clock in its entries, so that a second run gives the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), ZIP_DEFLATED)
    return out.getvalue()
