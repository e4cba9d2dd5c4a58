"""A picture handed over to other tools."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.nouns.judgement import Judgement
from tocsin.nouns.picture import Picture


def export(shown: Picture, judgements: Sequence[Judgement], form: str, scale: str, table: str = "statements") -> bytes:
    """The bytes of one form; the brief is composed and checked first."""
    from tocsin import brief, exchange, scales

    made = brief.compose(shown, lambda p: scales.phrase(scale, p))
    brief.check(made, {d.id: d for d in shown.documents})
    page = brief.render(made, shown, "html") if form == "pdf" else ""
    return exchange.export(exchange.Shipment(shown, made, tuple(judgements), table, page), form)


def export_media() -> dict[str, str]:
    """Every form with its media type."""
    from tocsin.exchange import MEDIA

    return dict(MEDIA)
