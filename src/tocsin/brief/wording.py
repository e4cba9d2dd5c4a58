"""How a brief puts things: verbs for acts, dates, percentages, quotations. English lives here and in the templates."""

import re
from datetime import date

from tocsin.nouns.document import Interval
from tocsin.nouns.reading import Statement

VERBS = {
    "assert": "said",
    "deny": "denied",
    "warn": "warned",
    "threaten": "threatened",
    "promise": "promised",
    "demand": "demanded",
    "predict": "predicted",
    "estimate": "estimated",
    "doubt": "doubted",
    "other": "is quoted",
}
STATES = {
    "lit": "reported as seen",
    "absent": "looked for and not seen",
    "overdue": "expected by now, looked for and not seen",
    "dark": "no information",
}
RELATIONS = {
    "contradicts": "contradicts",
    "denies": "denies",
    "confirms": "confirms",
    "repeats": "repeats",
    "changes": "updates",
    "differs_in_number": "gives another number than",
    "unrelated": "is unrelated to",
}
NOT_VERBS = frozenset({"according", "by", "per", "to", "from", "in", "on", "with", "for", "of", "as"})
HEARD = frozenset({"told", "tell", "tells", "informed", "informs"})  # wants a hearer, and the cue does not hold him
LONGEST_CUE = 60  # characters
LONGEST_QUOTE = 420  # characters; longer statements are cut at a word and end in an ellipsis outside the quotation


PASSIVE = frozenset({"is", "are", "was", "were", "been"})
NOUNS = frozenset(
    {"report", "reports", "claim", "claims", "assertion", "assertions", "warning", "warnings", "statement"}
)


def day(when: date) -> str:
    """3 December 2022."""
    return f"{when.day} {when:%B %Y}"


def days(interval: Interval | None) -> str:
    """An interval in words: "3 December 2022", "between … and …", "since …", "" when unknown."""
    if interval is None or (interval.start is None and interval.end is None):
        return ""
    if interval.start is None:
        return f"until {day(interval.end)}" if interval.end else ""
    if interval.end is None:
        return f"since {day(interval.start)}"
    if interval.start == interval.end:
        return day(interval.start)
    return f"between {day(interval.start)} and {day(interval.end)}"


def percent(p: float) -> str:
    """Whole percent; never 0 or 100, which no scale has a word for."""
    return "under 1%" if p < 0.01 else "over 99%" if p > 0.99 else f"{round(100 * p)}%"


def count(n: int, one: str, many: str | None = None) -> str:
    """ "1 article", "7 articles"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def quoted(text: str) -> str:
    """A passage between “ and ”, inner quotation marks made single, cut at a word when very long."""
    plain = " ".join(text.translate({ord(c): "’" for c in '“”„«»"'}).split())
    if len(plain) <= LONGEST_QUOTE:
        return f"“{plain}”"
    return f"“{plain[:LONGEST_QUOTE].rsplit(' ', 1)[0]}” …"


def sentence(text: str) -> str:
    """First letter capital, ends in a full stop: for texts that packs or reasons bring."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?…" else ".")


def sides(why: str) -> str:
    """A relation's reason where both statements are shown: "the first", and no list of speakers."""
    plain = re.sub(r"\s*\(a: .*?; b: .*?\)", "", why)
    return re.sub(r"\b([ab]) (?=affirms|negates|says)", lambda m: {"a": "the first ", "b": "the second "}[m[1]], plain)


def listed(items: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""


def said(statement: Statement, speaker: str, outlet: str) -> str:
    """One statement as a factual sentence: who, how, when, the words themselves, who carried it."""
    when = days(statement.said)
    on = f" ({when})" if when else ""
    via = f", as passed on by {listed(list(statement.via))}" if statement.via else ""
    if statement.source is None:
        return f"Without a named source{on}{via}: {quoted(statement.text)} ({outlet})."
    return f"{speaker} {verb(statement)}{on}{via}: {quoted(statement.text)} ({outlet})."


def verb(statement: Statement) -> str:
    """The article's own cue where it reads as a verb (so that "refuted" stays "refuted"), else a verb for the act."""
    cue = " ".join(statement.cue.text.split()) if statement.cue else ""
    first, last = (cue.split()[0], cue.split()[-1]) if cue else ("", "")
    done_to = first in PASSIVE or last.endswith("ing") or last in NOUNS  # "was refuted", "rejecting", "assertions"
    unfit = (done_to or last in HEARD) and "not" not in cue  # "is not saying" must keep its "not"
    usable = cue[:1].islower() and first not in NOT_VERBS and len(cue) <= LONGEST_CUE and not unfit
    return cue if usable else VERBS[statement.act]
