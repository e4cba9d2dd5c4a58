"""The brief as JSON: sentences with spans, numbers as numbers."""

import json
from dataclasses import asdict
from typing import Any

from tocsin.brief.cite import Citations
from tocsin.brief.index import Index
from tocsin.nouns.brief import Brief, Fact, Sentence
from tocsin.nouns.picture import Picture


def to_json(brief: Brief, picture: Picture) -> str:
    """One indented object, keys in a fixed order, ending in a newline."""
    return json.dumps(as_record(brief, picture), ensure_ascii=False, indent=1, default=str) + "\n"


def as_record(brief: Brief, picture: Picture) -> dict[str, Any]:
    """The brief as plain dicts and lists."""
    index, citations = Index(picture), Citations(brief)
    return {
        "question": brief.title,
        "as_of": picture.day.isoformat(),
        "since": picture.since.isoformat(),
        "headline": brief.headline,
        "confidence": brief.confidence,
        "assessment": asdict(index.now),
        "history": [{"day": a.day.isoformat(), "p": {f"{f.days}d": f.p for f in a.forecasts}} for a in picture.history],
        "sections": [
            {
                "kind": section.kind,
                "title": section.title,
                "sentences": [spoken(s, index) for s in section.sentences],
                "clashes": [
                    {
                        "relation": c.kind,
                        "score": c.score,
                        "why": c.why,
                        "a": spoken(c.a, index),
                        "b": spoken(c.b, index),
                    }
                    for c in section.clashes
                ],
            }
            for section in brief.sections
        ],
        "citations": len(citations.numbers),
    }


def spoken(sentence: Sentence, index: Index) -> dict[str, Any]:
    """One sentence with its spans, each with the words it covers."""
    return {
        "kind": "fact" if isinstance(sentence, Fact) else "judgement",
        "lead": sentence.lead,
        "text": sentence.text,
        "spans": [
            {
                "document": s.document,
                "outlet": index.outlet(s.document),
                "start": s.start,
                "end": s.end,
                "text": index.documents[s.document].quote(s.start, s.end),
            }
            for s in sentence.spans
        ],
    }
