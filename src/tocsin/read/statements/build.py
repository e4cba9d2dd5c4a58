"""Drafts to statements: act, polarity, certainty, quoted, said and about, each from its own table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.nouns.document import Document, Interval, Published
from tocsin.nouns.ids import content_id
from tocsin.nouns.reading import Piece, Polarity, Source, Statement, When
from tocsin.read.actors import Cast
from tocsin.read.languages import table
from tocsin.read.statements import acts, certainty, denials, polarity, quotes
from tocsin.read.statements.draft import Draft
from tocsin.read.statements.moments import Moments
from tocsin.read.statements.page import Page, Span

_ENOUGH = 40  # words of a piece tell what it does
_NOBODY = ("no", "nobody", "none", "neither", "nothing", "few")
_PRONOUNS = ("he", "she", "it", "they", "who", "which", "that")


@dataclass(frozen=True, slots=True)
class _Look:
    """What a draft looks like before its act and polarity are settled."""

    pieces: list[range]
    main: int | None
    cue: str
    sense: acts.CueSense
    source: Source | None
    quoted: bool
    verdict: denials.Verdict | None


@dataclass(slots=True)
class Builder:
    """Everything that turning drafts into statements needs to know about one document."""

    document: Document
    page: Page
    quotes: list[Span]
    times: Sequence[When]
    published: Published
    cast: Cast

    def all(self, drafts: list[Draft]) -> list[Statement]:
        """Finished statements in the order of the text; each draft's own comes once."""
        moments = Moments(self.times, self.published, [c for d in drafts for c in d.contents])
        said = self._said(drafts, moments)
        made: dict[str, Statement] = {}
        ids: dict[int, str] = {}
        for draft in drafts:
            statement = self._one(draft, moments, said[id(draft)])
            ids[id(draft)] = statement.id
            made.setdefault(statement.id, statement)
        for draft in drafts:
            if draft.answers is not None and id(draft.answers) in ids:
                own = ids[id(draft)]
                made[own] = replace(made[own], answers=ids[id(draft.answers)])
        return list(made.values())

    def _said(self, drafts: list[Draft], moments: Moments) -> dict[int, Interval | None]:
        """When each was uttered: by the time beside its cue, the sentence it goes on from, or the page's date."""
        found: dict[int, Interval | None] = {}
        last: tuple[int, Interval] | None = None
        for draft in sorted(drafts, key=lambda d: d.anchor):
            words = self.page.words(draft.anchor, draft.anchor + 1)
            here = self.page.sentence(words[0]) if words else 0
            named = moments.said(self.page, draft)
            if named and named.start and self.published.end and named.start > self.published.end:
                named = None  # "as the new year will bring": nobody has said it after it was printed
            if named is not None:
                last = (here, named)
            elif last is not None and (last[0] == here or self._goes_on(last[0], here)):
                named = last[1]
            found[id(draft)] = named or moments.published
        return found

    def _goes_on(self, before: int, here: int) -> bool:
        """Whether a sentence follows another in its paragraph and points back to it."""
        first = self.page.sentences[here][0]
        points = self.page.lower[first] in table("constructions")["goes_on"].split()
        return here - before == 1 and points and not self.page.new_paragraph(here)

    def _one(self, draft: Draft, moments: Moments, said: Interval | None) -> Statement:
        look = self._look(draft)
        act, stance = self._stance(draft, look)
        return Statement(
            id=content_id("st", self.document.id, draft.source, draft.cue, draft.contents),
            document=self.document.id,
            source=look.source,
            cue=self._piece(draft.cue) if draft.cue else None,
            content=tuple(self._piece(c) for c in draft.contents),
            act=act,  # type: ignore[arg-type]
            polarity=stance,
            certainty=certainty.certainty(self.page, look.pieces, look.main, self._firmness(draft, look.sense)),
            quoted=look.quoted,
            via=tuple(self._name(v) for v in draft.via if v.source),
            said=said,
            about=moments.about(draft),
        )

    def _look(self, draft: Draft) -> _Look:
        pieces = [self.page.words(*c) for c in draft.contents]
        cue = self._cue_text(draft)
        return _Look(
            pieces=pieces,
            main=polarity.main_predicate(self.page, pieces),
            cue=cue,
            sense=self._sense(draft, cue),
            source=self._source(draft),
            quoted=quotes.in_quotes(self.page.text, draft.contents, self.quotes),
            verdict=denials.verdict(" ".join(self.page.text[slice(*c)] for c in draft.contents)),
        )

    def _stance(self, draft: Draft, look: _Look) -> tuple[str, Polarity]:
        """Act and polarity, which lean on each other."""
        act = draft.act or self._act(draft, look)
        own = self._negated(look, draft)
        if draft.negated is not None:
            negated = draft.negated
        elif act == "deny" and look.sense.sign == -1 and own and (look.quoted or not self._is_clause(draft)):
            negated = True  # “It is not true,” he denied
        else:
            negated = own ^ (look.sense.sign == -1 or draft.act == "deny")
        if act == "threaten" and look.sense.act == "promise" and negated:
            act = "promise"  # assures everyone that it will never attack
        return act, "negated" if negated else "affirmed"

    def _negated(self, look: _Look, draft: Draft) -> bool:
        """Whether the content, as it is put, denies what it speaks of."""
        if look.verdict is not None:
            return look.verdict.denied
        return polarity.negated(self.page, look.pieces, look.main) and not self._undoes(draft, look)

    def _is_clause(self, draft: Draft) -> bool:
        """A content that is told in a clause of its own: "that the convoy had not been inspected"."""
        return bool(draft.contents) and draft_text(self.page, draft).startswith("that ")

    def _undoes(self, draft: Draft, look: _Look) -> bool:
        """ "refused" + "to rule out the use of force": the denial is what was refused."""
        first = draft_text(self.page, draft).split()[:2]
        return (
            look.sense.sign == 1 and first[:1] == ["to"] and bool(set(first[1:]) & {*table("cues")["undone"].split()})
        )

    def _piece(self, span: Span) -> Piece:
        return Piece(self.document.text[slice(*span)], *span)

    def _source(self, draft: Draft) -> Source | None:
        if draft.source is None:
            return None
        actor = self.cast.actor_at(*(draft.speaker or draft.source))
        return Source(self.document.text[slice(*draft.source)], *draft.source, actor)

    def _name(self, draft: Draft) -> str:
        """What an outer speaker is called in ``via``: as written, or by its actor's name where a pronoun stands."""
        source = self._source(draft)
        if source is None:
            return ""
        words = [self.page.lower[w] for w in self.page.words(source.start, source.end)]
        if source.actor and len(words) == 1 and words[0] in _PRONOUNS:
            return next((a.name for a in self.cast.actors if a.id == source.actor), source.text)
        text = " ".join(source.text.split())
        return text[4:] if text.lower().startswith("the ") else text

    def _cue_text(self, draft: Draft) -> str:
        """The cue's words with the helpers of its verb ("did", "not") and a source that is nobody."""
        if draft.cue is None:
            return ""
        page, words = self.page, self.page.words(*draft.cue)
        helpers = {k for w in words for k in page.kids[w] if k < w and _helps(page, k)}
        text = " ".join(page.lower[w] for w in sorted({*words, *helpers}))
        return f"not {text}" if self._nobody(draft) else text

    def _nobody(self, draft: Draft) -> bool:
        """ "Few", "neither the navy nor …": a source that says nobody says it."""
        inside = self.page.words(*draft.source) if draft.source else range(0)
        first = [self.page.lower[w] for w in inside[:1]]
        before = self.page.lower[inside[0] - 1 : inside[0]] if inside and inside[0] else []
        return bool({*first} & {*_NOBODY}) or before == ["neither"]

    def _sense(self, draft: Draft, cue: str) -> acts.CueSense:
        content = draft_text(self.page, draft)
        if draft.cue and acts.names_false(cue, content):
            return acts.CueSense("deny", -1, 0.9)
        asks = cue.startswith(("ask", "want")) or " ask" in cue or " want" in cue
        start = " ".join(content.split()[: 5 if asks else 3]) if asks or content.startswith("to ") else ""
        return denials.sense(f"{cue} {start}" if start else cue, content[len(start) :])

    def _act(self, draft: Draft, look: _Look) -> str:
        """The cue's act, or what the content does when the cue is neutral."""
        page, sense, main = self.page, look.sense, look.main
        if look.verdict is not None and look.verdict.denied and sense.act in ("assert", "other") and sense.sign == 1:
            return "deny"
        if sense.act in ("promise", "threaten") and look.source is None:
            return "assert"
        if sense.act == "promise" and acts.hostile(draft_text(page, draft)):
            return "threaten"
        if not sense.neutral or main is None or sense.sign != 1:
            return sense.act
        helpers = [page.lower[k] for k in page.kids[main] if page.rel[k] == "aux"]
        if acts.fears(look.cue, helpers):
            return "predict"
        if acts.announces(look.cue):
            return sense.act
        return self._content_act(look, main, helpers) or self._plain_act(draft, sense)

    def _content_act(self, look: _Look, main: int, helpers: list[str]) -> str | None:
        """What a clause with "will" or "must" does, and whose doing it speaks of."""
        page = self.page
        subject = next((k for k in page.kids[main] if page.rel[k] in ("nsubj", "nsubj:pass")), None)
        own = subject is not None and look.source is not None and self._same(subject, look.source)
        word = page.lower[subject] if subject is not None else ""
        content = page.text[slice(*page.chars(*page.reach(main)))]
        return acts.from_content(helpers, word, page.lower[main], content, own)

    def _plain_act(self, draft: Draft, sense: acts.CueSense) -> str:
        """An unknown cue asserts when what it takes is a clause or a quotation."""
        first = self.page.text[draft.contents[0][0] : draft.contents[0][1]].lower()
        return "assert" if sense.act == "other" and first.startswith(("that ", "“", '"', "how ", "why ")) else sense.act

    def _same(self, subject: int, source: Source) -> bool:
        """Whether the content's subject is the speaker, or the body the speaker speaks for ("its chairman")."""
        view = self.cast.view
        inside = view.between(source.start, source.end)
        top = view.top(inside)
        words = [w for w in inside if w == top or view.head[w] == top]  # not "familiar with its thinking"
        spoken_for = {source.actor, *(actor for w in words for actor in self.cast.at_word(w))}
        return any(actor in spoken_for for actor in self.cast.at_word(subject))

    def _firmness(self, draft: Draft, sense: acts.CueSense) -> float:
        if draft.source is None and draft.cue is not None:
            return min(sense.certainty, float(table("hedges")["unsourced"]))
        return sense.certainty


def _helps(page: Page, word: int) -> bool:
    """ "did", "not", and the "neither" of a subject."""
    return page.rel[word] in ("aux", "advmod") or page.lower[word] == "neither"


def draft_text(page: Page, draft: Draft) -> str:
    """The first words of the content's pieces in lower case."""
    return " ".join(page.lower[w] for piece in draft.contents for w in page.words(*piece)[:_ENOUGH])
