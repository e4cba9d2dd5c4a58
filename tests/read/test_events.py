"""Who did what to whom, and how real it is – from syntax written by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.cast_by_hand import events_of, told
from tests.read.hand import blank
from tocsin.nouns.plover import EVENTS, unknown
from tocsin.read import actors, events
from tocsin.read.events.kinds import VERBAL, mode_of
from tocsin.read.events.lexicon import lexicon, meaning, pattern, singulars
from tocsin.read.forms import inflect
from tocsin.read.languages import table


def test_the_lexicon_speaks_plover_only() -> None:
    lex = lexicon()
    verbs = [v for found in lex.verbs.values() for v in found]
    said = [v.default for v in verbs] + [v.back_default for v in verbs]
    tables = [t for v in verbs for t in (v.by_head, v.back_head, v.by_prep, v.back_prep, v.by_subject)]
    said += [p.meaning for each in tables for ps in each.values() for p in ps]
    said += [m for entries in lex.nouns.values() for _, m in entries]
    kinds = {(m.type, m.mode) for m in said if m is not None}
    kinds |= {(kind, mode_of(kind, content)) for kind in VERBAL - {"ACCUSE"} for content in EVENTS}
    assert {kind for kind, _ in kinds} == EVENTS.keys()
    assert [f"{kind}:{mode}" for kind, mode in kinds if mode and unknown(f"{kind}:{mode}")] == []
    assert len({(v.lemma, v.rest) for v in verbs}) + sum(map(len, lex.nouns.values())) > 2_000


def test_every_set_named_in_a_pattern_exists() -> None:
    own, back = table("events_verbs"), table("events_cameo")
    known = {*own["sets"], *back["sets"]}
    used = {w for data in (own, back) for w in data["verbs"].replace(";", " ").split() if w.startswith(("@", "~@"))}
    assert {w.lstrip("~@") for w in used} <= known


def test_a_pattern_is_read_as_it_is_written() -> None:
    made = pattern("military aid /to @STATES > AID:military")
    assert (made.head, made.modifiers, made.preps) == ("aid", ("military",), (("to", "@STATES"),))
    assert meaning("AID:military<") is not None and meaning("AID:military<").turned  # type: ignore[union-attr]
    assert meaning("NONE") is None


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("deny", "deny denies denied denying"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("ban", "ban bans banned banning"),
        ("seize", "seize seizes seized seizing"),
        ("visit", "visit visits visited visiting"),
    ],
)
def test_verbs_are_inflected(verb: str, forms: str) -> None:
    assert inflect(verb) == forms.split()


def test_plans_are_not_planes() -> None:
    assert "plan" not in singulars("planes")
    assert {"plane"} <= set(singulars("planes"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Norway/PROPN/2/nsubj met/VERB/0/root Chad/PROPN/2/obj",
            ("CONSULT", "NOR", "TCD", "occurred"),
        ),
        (
            "Norway/PROPN/3/nsubj may/AUX/3/aux impose/VERB/0/root sanctions/NOUN/3/obj on/ADP/6/case Chad/PROPN/3/obl",
            ("SANCTION:discontinue", "NOR", "TCD", "possible"),
        ),
        (
            "Norway/PROPN/3/nsubj will/AUX/3/aux send/VERB/0/root food/NOUN/3/obj to/ADP/6/case Chad/PROPN/3/obl",
            ("AGREE:aid", "NOR", "TCD", "planned"),
        ),
        (
            "Chad/PROPN/2/nsubj received/VERB/0/root 98/NUM/4/nummod tanks/NOUN/2/obj from/ADP/6/case Mali/PROPN/2/obl",
            ("AID:military", "MLI", "TCD", "occurred"),
        ),
        (
            "Two/NUM/2/nummod Chadians/PROPN/4/nsubj:pass were/AUX/4/aux:pass killed/VERB/0/root by/ADP/7/case "
            "Malian/ADJ/7/amod gunmen/NOUN/4/obl:agent",
            ("ASSAULT", "MLI", "TCD", "occurred"),
        ),
        (
            "Chad/PROPN/2/nsubj threatened/VERB/0/root Mali/PROPN/2/obj with/ADP/6/case air/NOUN/6/compound "
            "strikes/NOUN/2/obl",
            ("THREATEN:violence", "TCD", "MLI", "occurred"),
        ),
        (
            "Chad/PROPN/2/nsubj urged/VERB/0/root Mali/PROPN/2/obj to/PART/5/mark withdraw/VERB/2/xcomp "
            "its/PRON/7/nmod:poss soldiers/NOUN/5/obj",
            ("REQUEST:yield", "TCD", "MLI", "occurred"),
        ),
        (
            "There/PRON/2/expl are/VERB/0/root no/DET/4/det signs/NOUN/2/nsubj that/SCONJ/8/mark Chad/PROPN/8/nsubj "
            "is/AUX/8/aux preparing/VERB/4/acl an/DET/10/det invasion/NOUN/8/obj of/ADP/12/case Mali/PROPN/10/nmod",
            ("ASSAULT", "TCD", "MLI", "denied"),
        ),
        (
            "Chad/PROPN/2/nsubj plans/VERB/0/root to/PART/4/mark call/VERB/2/xcomp up/ADP/4/compound:prt "
            "reservists/NOUN/4/obj",
            ("MOBILIZE:troops", "TCD", "", "planned"),
        ),
        (
            "If/SCONJ/3/mark Chad/PROPN/3/nsubj attacks/VERB/6/advcl Mali/PROPN/3/obj we/PRON/6/nsubj leave/VERB/0/root",
            ("ASSAULT", "TCD", "MLI", "hypothetical"),
        ),
        (
            "Talks/NOUN/6/nsubj between/ADP/3/case Chad/PROPN/1/nmod and/CCONJ/5/cc Mali/PROPN/3/conj "
            "collapsed/VERB/0/root",
            ("CONSULT", "TCD", "MLI", "occurred"),
        ),
        (
            "Chad/PROPN/4/nmod:poss 's/PART/1/case military/ADJ/4/amod invasion/NOUN/7/nsubj of/ADP/6/case "
            "Mali/PROPN/4/nmod continued/VERB/0/root",
            ("ASSAULT", "TCD", "MLI", "occurred"),
        ),
        (
            "Chad/PROPN/4/nsubj will/AUX/4/aux not/PART/4/advmod release/VERB/0/root the/DET/7/det Malian/ADJ/7/amod "
            "prisoners/NOUN/4/obj",
            ("REJECT:yield", "TCD", "MLI", "occurred"),
        ),
        (
            "Chad/PROPN/2/nsubj warned/VERB/0/root that/SCONJ/6/mark Mali/PROPN/6/nsubj may/AUX/6/aux attack/VERB/2/ccomp "
            "Niger/PROPN/6/obj",
            ("ASSAULT", "MLI", "NER", "possible"),
        ),
        (
            "Chad/PROPN/2/nsubj withdrew/VERB/0/root its/PRON/4/nmod:poss forces/NOUN/2/obj from/ADP/6/case "
            "Mali/PROPN/2/obl",
            ("RETREAT:withdraw", "TCD", "MLI", "occurred"),
        ),
    ],
)
def test_one_event_a_sentence(sentence: str, expected: tuple[str, str, str, str]) -> None:
    assert told(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad/PROPN/2/nsubj said/VERB/0/root so/ADV/2/advmod",
        "Chad/PROPN/2/nsubj struck/VERB/0/root a/DET/5/det high/ADJ/5/amod note/NOUN/2/obj",
        "It/PRON/2/nsubj rained/VERB/0/root in/ADP/4/case Chad/PROPN/2/obl",
    ],
)
def test_no_event_where_nothing_is_done(sentence: str) -> None:
    assert told(sentence) == []


def test_where_it_happened_is_not_whom_it_was_done_to() -> None:
    found, cast = events_of(
        "Chad/PROPN/4/nsubj and/CCONJ/3/cc Mali/PROPN/1/conj met/VERB/0/root in/ADP/6/case Geneva/PROPN/4/obl",
        ("LOC", "Geneva"),
    )
    assert [(e.where, [cast.side(a) for a in e.patients]) for e in found] == [("Geneva", ["MLI"])]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from("Chad attacked Mali and talks with Iran , no would not sign - 's".split()), max_size=30)
)
def test_any_text_is_survived_and_triggers_quote_it(words: list[str]) -> None:
    text = " ".join(words)
    tagged = blank(text)
    cast = actors.resolve(text, tagged)
    for event in events.find(text, tagged, cast):
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text


def test_a_second_run_gives_the_same_events() -> None:
    sentence = "Norway/PROPN/2/nsubj met/VERB/0/root Chad/PROPN/2/obj"
    assert events_of(sentence)[0] == events_of(sentence)[0]
