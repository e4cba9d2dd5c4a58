"""What lights a lamp and what does not: stance, sides, places, sources, origins."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import packs
from tocsin.nouns.actor import Actor, Mention
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Event, Piece, Reading, Source, Statement
from tocsin.nouns.relation import Copies, Origin
from tocsin.nouns.watch import Sighting
from tocsin.resolve.bylines import byline
from tocsin.resolve.looks import stems
from tocsin.resolve.sightings import sightings, wanted
from tocsin.resolve.towns import Towns

WATCH = packs.load("cross-border-invasion:attacker=AZE,target=ARM")
COUP = packs.load("coup-attempt:country=GHA")


def document(text: str, title: str | None = None, kind: str = "headline", outlet: str = "a.example") -> Document:
    moment = datetime(2031, 3, 15, tzinfo=UTC)
    return Document("d1", text, moment, title=title, kind=kind, outlet=outlet)  # type: ignore[arg-type]


def found(text: str, indicator: str, **other: str) -> Sighting | None:
    hits = [s for s in sightings(WATCH, [document(text, **other)]) if s.indicator == indicator]
    return hits[0] if hits else None


@pytest.mark.parametrize(
    ("text", "indicator", "present", "status"),
    [
        ("Azerbaijan evacuates diplomats from Yerevan", "attacker-leaves", True, "reported"),
        ("Azerbaijan will evacuate diplomats from Yerevan next week", "attacker-leaves", True, "planned"),
        ("Azerbaijan could evacuate diplomats from Yerevan", "attacker-leaves", True, "possible"),
        ("Azerbaijan has not evacuated diplomats from Yerevan", "attacker-leaves", False, "reported"),
        ("Azerbaijan denies that it evacuates diplomats from Yerevan", "attacker-leaves", False, "reported"),
        ("Azerbaijan masses tanks near the border with Armenia", "build-up", True, "reported"),
        ("Doctors Without Borders says Azerbaijan masses tanks near Armenia", "build-up", True, "reported"),
        ("There is no sign that Azerbaijan masses tanks near Armenia", "build-up", False, "reported"),
        ("Reports that Azerbaijan moved troops to the Armenian border are false", "build-up", False, "reported"),
        ("Fears that Azerbaijan masses tanks near Armenia grow", "build-up", True, "possible"),
        ("Azerbaijani troops crossed into Armenia near Goris", "inside", True, "reported"),
        ("Azerbaijani troops did not cross into Armenia", "inside", False, "reported"),
        ("Reports that Azerbaijan masses tanks near Armenia are inventions", "build-up", False, "reported"),
        ("Azerbaijan has not backed off and also massed tanks near Armenia", "build-up", True, "reported"),
        ("Yerevan did not say when Azerbaijan began naval drills near Armenia", "exercises", True, "reported"),
        ("Azerbaijan massed tanks near Armenia and no sign of its troops leaving", "build-up", True, "reported"),
        ("A distributed denial of service (DDoS) attack hits banks in Armenia", "cyber", True, "reported"),
        ("Yerevan dismisses the threat: Azerbaijan threatens Armenia in vain", "threats", True, "reported"),
        ("Yerevan warns that Azerbaijan has massed tanks near Armenia", "build-up", True, "reported"),
        ("Shells continue to be fired as Azerbaijan masses tanks near Armenia", "build-up", True, "reported"),
        ("A build-up of Azerbaijani tanks near Armenia could come within days", "build-up", True, "possible"),
        (
            "“Nobody fights for us,” he said, adding that Azerbaijan massed tanks near Armenia",
            "build-up",
            True,
            "reported",
        ),
        ("Azerbaijan seems to have massed tanks near Armenia", "build-up", True, "reported"),
        ("Germany urges its citizens to leave Armenia", "others-leave", True, "reported"),
    ],
)
def test_stance(text: str, indicator: str, present: bool, status: str) -> None:
    hit = found(text, indicator)
    assert hit is not None and (hit.present, hit.status) == (present, status)


@pytest.mark.parametrize(
    "text",
    [
        "Is Azerbaijan massing tanks near Armenia?",
        "If Azerbaijan masses tanks near Armenia, prices will rise",
        "I think Azerbaijan masses tanks near Armenia lol",
        "The union said it had not confirmed reports that Azerbaijan massed tanks near Armenia",
        "Observers could not independently verify that Azerbaijan massed tanks near Armenia",
        "In 1993 Azerbaijan massed tanks near Armenia",
        "Armenia masses tanks near Azerbaijan",
        "Azerbaijan masses tanks",
        "In 2029 Azerbaijan massed tanks near Armenia",
        "Armenia hopes to prevent Azerbaijan massing tanks near Armenia",
        "Azerbaijan should mass tanks near Armenia, paper says",
        "Azerbaijan massed tanks near Armenia in early November",
        "Last month Azerbaijan massed tanks near Armenia",
        "Tehran asked Azerbaijan to mass tanks near Armenia",
        "In the first days of the war Azerbaijan massed tanks near Armenia",
        "The minister demanded that Azerbaijan mass tanks near Armenia",
        "Azerbaijan’s concentration on seizing towns in Armenia goes on",
        "Azerbaijani tanks destroyed near Armenia",
        "Azerbaijani paratroopers will not force Armenia to give in",
    ],
)
def test_questions_ifs_musing_history_and_other_sides_light_nothing(text: str) -> None:
    assert found(text, "build-up") is None


def test_what_is_itself_a_not_is_seen_and_what_is_sought_is_not() -> None:
    watch = packs.load("ally-enters-war-belarus")
    texts = {
        "no-will": "Belarusians do not want to fight in Ukraine, the president said",
        "medical": "What they will be looking for in Belarus is fuel, blood supplies and bridges",
        "threats": "The president said that Belarus threatens no one in Ukraine",
    }
    hits = {(s.indicator, s.present) for text in texts.values() for s in sightings(watch, [document(text)])}
    assert ("no-will", True) in hits and not {"medical", "threats"} & {name for name, _ in hits}


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("Soldiers in Ghana refused orders on Monday", True),
        ("Troops in Ghana are not protesting over pay", False),
        ("Soldiers of Ghana had not revolted, a trader said", False),
    ],
)
def test_a_not_counts_unless_it_is_the_one_that_is_looked_for(text: str, present: bool) -> None:
    assert [s.present for s in sightings(COUP, [document(text)]) if s.indicator == "mutiny"] == [present]


def test_the_place_may_stand_in_the_title_or_just_before() -> None:
    text = "It is tense. Azerbaijan moved its tanks to the border on Monday."
    assert found(text, "build-up", title="Armenia braces", kind="article") is not None
    assert found(text, "build-up", title="Georgia votes", kind="article") is None
    assert found(f"Armenia is tense. {text}", "build-up", kind="article") is not None


def test_a_place_from_before_does_not_carry_into_a_sentence_about_another_state() -> None:
    watch = packs.load("ally-enters-war:ally=BLR,belligerent=RUS,target=UKR")
    before = "Belarus held an election. "
    own, other = "Field hospitals were put up on Monday.", "Field hospitals were put up in Ukraine on Monday."
    hits = [sightings(watch, [document(before + text, kind="article")]) for text in (own, other)]
    assert ["medical" in {s.indicator for s in found} for found in hits] == [True, False]


def test_a_term_and_what_follows_a_gap_begin_a_word() -> None:
    watch = packs.load("mass-displacement:country=UKR")
    texts = ("It was announced that Ukraine evacuates a museum", "UN agencies evacuate staff from Ukraine")
    hits = [{s.indicator for s in sightings(watch, [document(text)])} for text in texts]
    assert ["aid-leaves" in found for found in hits] == [False, True]


def test_another_states_soldiers_are_not_those_of_the_state_that_is_watched() -> None:
    watch = packs.load("coup-attempt:country=MLI")
    texts = ("Soldiers mutiny in Mali", "French soldiers mutiny in Mali", "Soldiers from the north revolt in Mali")
    hits = [{s.indicator for s in sightings(watch, [document(text)])} for text in texts]
    assert ["mutiny" in found for found in hits] == [True, False, True]


def test_to_tell_somebody_to_do_it_is_not_to_report_it() -> None:
    watch = packs.load("strait-closure:strait=bosporus,actor=TUR")
    texts = ("Close the Bosporus to warships", "Turkey closes the Bosporus to warships")
    hits = [{s.indicator for s in sightings(watch, [document(text)])} for text in texts]
    assert ["closure-declared" in found for found in hits] == [False, True]


def test_a_message_that_names_and_quotes_nobody_is_what_a_reader_thinks() -> None:
    text = "Azerbaijan masses tanks near the border with Armenia"
    assert found(text, "build-up", kind="relay") is None
    for passed_on in (f"> {text}", f"{text}, officials say", f"BREAKING: {text}", f"{text} https://wire.example/1"):
        assert found(passed_on, "build-up", kind="relay") is not None


def test_talk_among_readers_is_no_report() -> None:
    text = "Azerbaijan masses tanks near the border with Armenia"
    assert found(f"Honestly {text}, we all saw it", "build-up", kind="relay") is None
    assert found(f"“We saw it”: {text}", "build-up", kind="relay") is not None


def test_what_a_text_and_its_copies_report_is_one_origin() -> None:
    texts = (
        "Azerbaijan masses tanks near the border with Armenia",
        "Azerbaijan masses its tanks near the Armenian border",
    )
    moment = datetime(2031, 3, 15, tzinfo=UTC)
    items = [Document(f"d{k}", t, moment, outlet=f"{k}.example", kind="headline") for k, t in enumerate(texts)]
    group = Copies("c1", "copy", ("d0", "d1"), 0.9, "the same words")
    hits = [s for s in sightings(WATCH, items, copies=[group]) if s.indicator == "build-up"]
    assert len(hits) == 2 and len({s.origin for s in hits}) == 1
    assert len({s.origin for s in sightings(WATCH, items) if s.indicator == "build-up"}) == 2


def test_a_line_without_a_verb_reports_nothing_in_an_article() -> None:
    text = "What would change my mind about Armenia and Azerbaijan? Azerbaijani field hospitals."
    assert found(text, "medical", kind="article") is None


def test_every_sighting_points_at_its_own_sentence() -> None:
    text = "Rain fell.  Azerbaijan massed tanks near Armenia.  The sun came out."
    hit = found(text, "build-up", kind="article")
    assert hit is not None and text[hit.start : hit.end] == "Azerbaijan massed tanks near Armenia."


def test_copies_of_a_sentence_are_one_origin_and_sources_differ() -> None:
    text = "Azerbaijan masses tanks near the border with Armenia"
    first, second = document(text), document(text.upper().title(), outlet="b.example")
    made = sightings(WATCH, [first, Document("d2", second.text, first.first_seen, outlet="b.example", kind="headline")])
    hits = [s for s in made if s.indicator == "build-up"]
    assert {s.source for s in hits} == {"a.example", "b.example"} and len({s.origin for s in hits}) == 1


def read(text: str, **statement: object) -> tuple[Document, Reading]:
    """A reading made by hand: the office of KES says the part after the colon."""
    start = text.index(":") + 2
    piece = Piece(text[start:], start, len(text))
    fields = {"act": "assert", "polarity": "affirmed", "certainty": 0.8, **statement}
    said = Statement("st1", "d1", Source("Baku", 0, 4, "org:ministry"), Piece("says", 5, 9), (piece,), **fields)  # type: ignore[arg-type]
    actors = (Actor("org:ministry", "ministry", "organisation", "AZE", (Mention("Baku", 0, 4),)),)
    return document(text), Reading("d1", "hand", (said,), (), actors)


@pytest.mark.parametrize(
    ("act", "present", "status"),
    [
        ("assert", True, "reported"),
        ("deny", False, "reported"),
        ("threaten", True, "planned"),
        ("predict", True, "possible"),
    ],
)
def test_the_speaker_and_the_act_come_from_the_reader(act: str, present: bool, status: str) -> None:
    page, reading = read("Baku says: Azerbaijan calls up reservists against Armenia", act=act)
    hits = [s for s in sightings(WATCH, [page], [reading]) if s.indicator == "call-up"]
    assert [(s.source, s.side, s.present, s.status) for s in hits] == [("org:ministry", "AZE", present, status)]


def test_what_is_taken_for_granted_is_not_to_come_because_of_what_is_said() -> None:
    """The whole is a prediction to the reader; behind "as" the deed is a fact."""
    for deed, status in (
        ("it will grow worse, as Azerbaijan masses tanks", "reported"),
        ("Azerbaijan masses tanks", "possible"),
    ):
        made, reading = read(f"Baku says: {deed} near Armenia", act="predict")
        hits = [s.status for s in sightings(WATCH, [made], [reading]) if s.indicator == "build-up"]
        assert hits == [status]


def test_a_demand_reports_nothing() -> None:
    page, reading = read("Baku says: Azerbaijan calls up reservists against Armenia", act="demand")
    assert not [s for s in sightings(WATCH, [page], [reading]) if s.indicator == "call-up"]


def test_the_origin_is_the_utterance_where_it_is_known() -> None:
    page, reading = read("Baku says: Azerbaijan calls up reservists against Armenia")
    origin = Origin("o-1", "st1", ("st1", "st9"), ("d1", "d9"), None, "same words")
    hit = next(s for s in sightings(WATCH, [page], [reading], [origin]) if s.indicator == "call-up")
    assert hit.origin == "o-1" and hit.statement == "st1"


def test_an_event_reported_as_denied_or_supposed_is_not_seen() -> None:
    text = "Azerbaijan masses tanks near the border with Armenia"
    for status, expected in (("denied", [False]), ("hypothetical", []), ("occurred", [True])):
        event = Event("e1", "d1", "MOBILIZE", Piece("masses", 11, 17), ("state:AZE",), status=status)  # type: ignore[arg-type]
        reading = Reading("d1", "hand", events=(event,), sentences=((0, len(text)),))
        hits = [s for s in sightings(WATCH, [document(text)], {"d1": reading}) if s.indicator == "build-up"]
        assert [s.present for s in hits] == expected


def test_who_passed_it_on() -> None:
    assert byline("JUST IN https://twitter.com/x/status/1 https://www.reuters.com/a") == "reuters.com"
    assert (
        byline("Border closed - AFP") == "afp.com"
        and byline("look https://t.co/x") == byline("https://youtu.be/x") == "social media"
    )
    assert byline("my guess") is None and byline("http://[broken") is None


def test_an_unsourced_message_counts_less_than_a_cited_one() -> None:
    text = "> Azerbaijan masses tanks near the border with Armenia"
    bare = found(text, "build-up", kind="relay", outlet="thread")
    cited = found(f"{text} - Reuters", "build-up", kind="relay", outlet="thread")
    assert bare is not None and cited is not None
    assert bare.source == "thread" and cited.source == "reuters.com" and bare.certainty < cited.certainty


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"field hospitals?", ("field hospital",)),
        (r"(?:mass\w*|amass\w*).{0,9}troops", ("troops",)),
        (r"\b(?:drills|manoeuvres)\b", ("drills", "manoeuvres")),
        (r"(?:a|b)?", ()),
        (r"[xy]z", ()),
    ],
)
def test_stems_are_what_a_pattern_cannot_match_without(pattern: str, needed: tuple[str, ...]) -> None:
    assert stems(pattern) == needed


TEXTS = st.lists(
    st.sampled_from(
        ["Azerbaijan", "Armenia", "masses", "troops", "near the border", "evacuates", "embassy", "not", "could", "if",
         "field hospitals", "drills", "shelling intensifies", "cyberattack", ".", "?", "\n", "Reuters", "’", "İ", "\u200b"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(TEXTS | st.text(max_size=80))
def test_the_prefilter_loses_nothing_and_spans_lie_inside(text: str) -> None:
    page = document(text)
    hits = sightings(WATCH, [page])
    assert not hits or wanted(WATCH)(page)
    assert all(0 <= s.start < s.end <= len(text) and text[s.start : s.end].strip() for s in hits)


def read_as(text: str, *places: tuple[str, str], title: str | None = None) -> tuple[Document, Reading]:
    """An article with the states that the reader found for places named in it."""
    page = document(text, title, kind="article")
    actors = [
        Actor(f"place:{name.lower()}", name, "place", side, (Mention(name, at, at + len(name)),))
        for name, side in places
        if (at := text.find(name)) >= 0
    ]
    cuts = tuple((m.start(), m.end()) for m in re.finditer(r"[^.]+\.", text))
    return page, Reading("d1", "r", actors=tuple(actors), sentences=cuts)


def lit(page: Document, reading: Reading) -> set[str]:
    return {s.indicator for s in sightings(COUP, [page], [reading]) if s.present}


def test_a_mutiny_in_a_town_lights_the_lamp_of_its_state() -> None:
    text = "Soldiers in Tamale mutinied over unpaid bonuses."
    page, reading = read_as(text, ("Tamale", "GHA"))
    assert "mutiny" in lit(page, reading)
    assert wanted(COUP)(page)
    assert lit(page, replace(reading, actors=())) == set()


def test_a_town_just_before_or_in_the_title_sets_the_scene() -> None:
    text = "Tamale was tense on Monday. Soldiers mutinied over unpaid bonuses."
    assert "mutiny" in lit(*read_as(text, ("Tamale", "GHA")))
    far = f"Tamale was tense. {'Nothing else was heard of it all day. ' * 20}Soldiers mutinied over unpaid bonuses."
    assert lit(*read_as(far, ("Tamale", "GHA"))) == set()
    assert "mutiny" in lit(*read_as(far, ("Tamale", "GHA"), title="Mutiny in Tamale"))


def test_a_town_of_another_state_keeps_the_scene_from_carrying_on() -> None:
    text = "Tamale was calm. Soldiers mutinied in Bouake over unpaid bonuses."
    assert lit(*read_as(text, ("Tamale", "GHA"), ("Bouake", "CIV"))) == set()


def test_an_open_place_lights_nothing() -> None:
    page, reading = read_as("Soldiers in Tamale mutinied over unpaid bonuses.", ("Tamale", "GHA"))
    unknown = tuple(replace(a, side=None) for a in reading.actors)
    assert lit(page, replace(reading, actors=unknown)) == set()


@pytest.mark.parametrize(
    ("text", "state", "named"),
    [
        ("Shots were heard in Tamale.", "GHA", True), ("Kumasi’s barracks", "GHA", True), ("in al-Hasakah", "SYR", True),
        ("the Upper East Region", "GHA", True), ("Shots were heard in tamale.", "GHA", False), ("", "GHA", False),
        ("Deir ez-Zor fell.", "SYR", True), ("Accrington won.", "GHA", False), ("Shots in Nzérékoré", "GIN", True),
        ("Odessa was hit", "UKR", True), ("It rained. Here too.", "GHA", False),
    ],
)  # fmt: skip
def test_unread_texts_are_known_by_the_names_of_towns(text: str, state: str, named: bool) -> None:
    assert Towns([state]).named(text) is named
