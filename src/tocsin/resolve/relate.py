"""Two bare sentences: how do they bear on each other? Symmetric in what contradicts what."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Relation, RelationKind
from tocsin.resolve import reasons
from tocsin.resolve.align import Alignment, align
from tocsin.resolve.asking import Networks, asked
from tocsin.resolve.claims import sentence_frame
from tocsin.resolve.features import features
from tocsin.resolve.model import decision

SURE = {"text": 0.5, "read": 0.5, "asked": 0.55}  # below these no opposition is claimed
LIKELY = 0.5  # nor any other relation below this
ALIKE = 0.85  # share of the words in common from which two texts are one utterance


def relate(
    a: str,
    b: str,
    reading_a: Reading | None = None,
    reading_b: Reading | None = None,
    networks: Networks | None = None,
) -> Relation:
    """The relation of sentence ``a`` to sentence ``b``; ``unrelated`` where nothing can be said with confidence.

    Without the reader's ``networks``, frames alone decide.
    """
    found = align(sentence_frame(a, reading_a), sentence_frame(b, reading_b))
    said = asked([(found.a.text, found.b.text)], networks)[0] if networks else {}
    kind, score, why = judge(found, said)
    return Relation(content_id("r", kind, a, b), kind, a, b, round(score, 4), why)


def opposition(found: Alignment) -> tuple[RelationKind, str]:
    """Whether two frames that oppose each other deny or contradict, and why in words."""
    why = reasons.opposition(found)
    return ("denies", f"One of them denies it. {why}") if found.a.denial != found.b.denial else ("contradicts", why)


def help_at_hand(found: Alignment, said: Mapping[str, float]) -> str:
    """Which coefficients to use: with the network's word, for sentences that were read, or for the bare text."""
    if found.a.negated is None or found.b.negated is None:
        return "text"
    return "asked" if said else "read"


def judge(found: Alignment, said: Mapping[str, float] | None = None) -> tuple[RelationKind, float, str]:
    """Kind, score and reason of two frames side by side; ``said`` is what the network says of them."""
    if found.a.text == found.b.text:
        return "repeats", 1.0, "They are the same sentence."
    said = said or {}
    help = help_at_hand(found, said)
    p = decision(help).probabilities(features(found) | dict(said))
    best = max(("oppose", "number", "change", "agree"), key=lambda k: (p[k], k))
    if p[best] < (SURE[help] if best == "oppose" else LIKELY):
        return "unrelated", p["other"], reasons.nothing(found)
    if best == "oppose":
        kind, why = opposition(found)
        return kind, p[best], why
    if best == "number":
        return "differs_in_number", p[best], reasons.number(found)
    if best == "change":
        return "changes", p[best], reasons.change(found, "An update")
    if found.cover_low >= ALIKE:
        return "repeats", p[best], reasons.agreement(found, "One utterance in much the same words")
    return "confirms", p[best], reasons.agreement(found, "Two utterances say one thing")


def turn(found: Alignment, said: Mapping[str, float] | None = None) -> tuple[float, str]:
    """P(one speaker says otherwise than before), be that an opposition or an update; and why in words."""
    said = said or {}
    p = decision(help_at_hand(found, said)).probabilities(features(found) | dict(said))
    return p["oppose"] + p["change"], reasons.change(found, "Another word on it")
