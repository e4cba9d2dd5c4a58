"""What the decision looks at: a few named figures about two statements, each readable by a person.

Products stand for "and": a conflict counts for more where the two speak of the same matter, and for less where
they speak of different days or places, or where one of them only asks or supposes.
"""

from __future__ import annotations

from tocsin.resolve.align import Alignment, Conflict
from tocsin.resolve.frames import Frame, once

NAMES: tuple[str, ...] = (
    "cover_low", "cover_high", "shared_names", "lone_names", "polarity", "polarity_event", "contrary",
    "weak_contrary", "conflict", "conflict_cover", "polarity_cover", "contrary_cover", "quiet_cover", "double",
    "agreeing", "number", "number_cover", "same_number", "agent", "agent_cover", "time_clash", "time_meet",
    "place_clash", "place_meet", "conflict_time", "conflict_place", "hedge_one", "hedge_both", "conflict_hedge",
    "question", "conflict_question", "conditional", "conflict_conditional", "tense", "conflict_tense", "update",
    "conflict_update", "denial", "denial_cover", "quantifier", "doers_same", "doers_differ", "things_same",
    "things_differ", "sorts", "conflict_sorts", "wish", "conflict_wish", "asking", "conflict_asking", "able",
    "conflict_able", "number_time", "number_names", "read", "read_polarity", "read_polarity_cover",
    "unreal_one", "unreal_both", "conflict_unreal", "certainty_gap", "conflict_gap", "one_speaker",
    "conflict_speaker",
)  # fmt: skip

READ: tuple[str, ...] = (  # what only a reading can tell
    "read", "read_polarity", "read_polarity_cover", "unreal_one", "unreal_both", "conflict_unreal", "certainty_gap",
    "conflict_gap", "one_speaker", "conflict_speaker",
)  # fmt: skip
_CONDITIONAL = frozenset({"if", "unless"})
UNREAL = frozenset({"demand", "doubt", "predict", "threaten", "promise", "warn", "other"})  # not said to be so now


def features(found: Alignment) -> dict[str, float]:
    """The figures of one pair."""
    a, b = found.a, found.b
    best = {kind: _strength(found, kind) for kind in ("polarity", "contrary", "weak contrary")}
    conflict = max(best["polarity"], best["contrary"], 0.5 * best["weak contrary"])
    moods, tense = _moods(found), _tense(found)
    shared_names, lone = _names(found)
    time_clash, place_clash = float(a.times.clash(b.times)), float(apart(a.places, b.places))
    asked = float(a.question or b.question)
    cover = found.cover_low
    number, agent = float(found.numbers is not None), float(found.agents is not None)
    denial = float(a.denial != b.denial)
    doers = found.conflict.doers if found.conflict else 0.0
    things = found.conflict.things if found.conflict else 0.0
    return {
        "cover_low": cover, "cover_high": found.cover_high, "shared_names": shared_names, "lone_names": lone,
        "polarity": best["polarity"], "polarity_event": _strength(found, "polarity", True),
        "contrary": best["contrary"], "weak_contrary": best["weak contrary"],
        "conflict": conflict, "conflict_cover": conflict * cover,
        "polarity_cover": best["polarity"] * found.cover_high, "contrary_cover": best["contrary"] * found.cover_high,
        "quiet_cover": float(conflict == 0) * cover, "double": float(found.double),
        "agreeing": min(found.agreeing, 3) / 3, "number": number, "number_cover": number * cover,
        "same_number": float(found.same_numbers), "agent": agent, "agent_cover": agent * cover,
        "time_clash": time_clash, "time_meet": float(a.times.meet(b.times)), "place_clash": place_clash,
        "place_meet": float(any(_one_place(p, q) for p in a.places for q in b.places)),
        "conflict_time": conflict * time_clash, "conflict_place": conflict * place_clash,
        "hedge_one": moods["one"], "hedge_both": moods["both"], "conflict_hedge": conflict * moods["one"],
        "question": asked, "conflict_question": conflict * asked,
        "conditional": moods["conditional"], "conflict_conditional": conflict * moods["conditional"],
        "tense": tense, "conflict_tense": conflict * tense, "update": moods["update"],
        "conflict_update": conflict * moods["update"], "denial": denial, "denial_cover": denial * found.cover_high,
        "quantifier": _quantifiers(found), "doers_same": conflict * float(doers > 0),
        "sorts": float(found.sorts), "conflict_sorts": conflict * float(found.sorts),
        "things_same": conflict * float(things > 0), "things_differ": conflict * float(things < 0),
        "doers_differ": conflict * float(doers < 0), "wish": moods["wish"], "conflict_wish": conflict * moods["wish"],
        "asking": moods["asking"], "conflict_asking": conflict * moods["asking"],
        "able": moods["able"], "conflict_able": conflict * moods["able"],
        "number_time": number * time_clash, "number_names": number * lone,
        **_read(found, conflict),
    }  # fmt: skip


def _read(found: Alignment, conflict: float) -> dict[str, float]:
    """What the reader says of both: polarity, act, certainty, speaker."""
    a, b = found.a, found.b
    known = a.negated is not None and b.negated is not None
    turned = float(known and a.negated != b.negated)
    unreal = [f.act in UNREAL for f in (a, b)]
    gap = abs((a.certainty or 0.9) - (b.certainty or 0.9))
    one = float(a.speaker is not None and a.speaker == b.speaker)
    return {
        "read": float(known), "read_polarity": turned, "read_polarity_cover": turned * found.cover_low,
        "unreal_one": float(unreal[0] != unreal[1]), "unreal_both": float(all(unreal)),
        "conflict_unreal": conflict * float(unreal[0] != unreal[1]), "certainty_gap": gap,
        "conflict_gap": conflict * gap, "one_speaker": one, "conflict_speaker": conflict * one,
    }  # fmt: skip


def _strength(found: Alignment, kind: str, event: bool = False) -> float:
    return max(
        (0.2 + 0.8 * c.context for c in found.conflicts if c.kind == kind and (c.event or not event)), default=0.0
    )


def _names(found: Alignment) -> tuple[float, float]:
    """Share of names in common, and whether each side names what the other does not."""
    a, b = found.a.names, found.b.names
    shared = len(a & b) / max(1, min(len(a), len(b)))
    return shared, float(bool(a - b) and bool(b - a))


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Has each text places, and is none of the one (part of) one of the other?"""
    return bool(a and b) and not any(_one_place(p, q) for p in a for q in b)


def _one_place(p: str, q: str) -> bool:
    one, two = set(p.split()), set(q.split())
    return one <= two or two <= one


def _marks(found: Alignment) -> tuple[frozenset[str], frozenset[str]]:
    """The marks that matter: of the clauses in conflict, or of all."""
    best: Conflict | None = found.conflict
    if best:
        return found.a.mood_of(best.a), found.b.mood_of(best.b)
    return found.a.all_moods, found.b.all_moods


def _moods(found: Alignment) -> dict[str, float]:
    a, b = _marks(found)
    hedged = [("possible" in m) for m in (a, b)]
    return {
        "one": float(hedged[0] != hedged[1]),
        "both": float(all(hedged)),
        "conditional": float("conditional" in (a | b)) / 2 + float(_supposes(found.a) or _supposes(found.b)) / 2,
        "wish": float(("wish" in a) != ("wish" in b)),
        "able": float(("able" in a) != ("able" in b)),
        "asking": float(("asking" in a) != ("asking" in b)),
        "update": float("update" in found.a.all_moods) / 2 + float("update" in found.b.all_moods) / 2,
    }


@once
def _supposes(shown: Frame) -> bool:
    return any(w.low in _CONDITIONAL for w in shown.words)


def _tense(found: Alignment) -> float:
    """One speaks of what was, the other of what will be."""
    a, b = _marks(found)
    return float(
        ("past" in a and "future" in b and "past" not in b) or ("past" in b and "future" in a and "past" not in a)
    )


def _quantifiers(found: Alignment) -> float:
    a, b = found.a.all_moods, found.b.all_moods
    return float(("universal" in a and "partial" in b) or ("universal" in b and "partial" in a))
