"""What a denial answers: whose claim is meant, and when "it" is no saying at all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Statement
from tocsin.read import Reader


def read(reader: Reader, text: str) -> tuple[Statement, ...]:
    """The statements of a text."""
    day = date(2031, 5, 6)
    given = Published(day, day, "given")
    (reading,) = reader.read([Document("d", text, datetime(2031, 5, 6, tzinfo=UTC), given)])
    return reading.statements


def answered(reader: Reader, text: str, denier: str) -> Statement | None:
    """The statement that the last word of whoever denies answers."""
    found = read(reader, text)
    denial = next(s for s in reversed(found) if s.source and s.source.text == denier)
    return next((s for s in found if s.id == denial.answers), None)


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("General Ona Vey said that the bridge had fallen. Peru has refused to condemn it.", "Peru"),
        ("General Ona Vey said that the bridge had fallen. Peru rejected it.", "Peru"),
        ("Kenya announced a new tax on salt. Chad's envoy declined to support it during talks on Friday.", "Chad's envoy"),
        ("Zambia said that it would send grain. Those who reject them will pay, Malawi warned.", "Malawi"),
        ("Chad warned that the dam was cracked. Kenya denied that it had won, and ruled it out.", "Kenya"),
    ],
)  # fmt: skip
def test_a_bare_it_behind_a_verb_of_deeds_is_no_saying(reader: Reader, text: str, denier: str) -> None:
    assert answered(reader, text, denier) is None


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Moldova said that two drones had crossed the border. Russia denied it.", "Russia"),
        ("Moldova said that two drones had crossed the border. Russia rejected it as untrue.", "Russia"),
        ("Moldova said that two drones had crossed the border. Russia called it a lie.", "Russia"),
        ("Moldova said that two drones had crossed the border. Russia calls that a bogus story.", "Russia"),
        ("Moldova claimed that two drones had crossed the border, which Russian officials denied.", "Russian officials"),
    ],
)  # fmt: skip
def test_what_rejects_a_saying_answers_the_one_before(reader: Reader, text: str, denier: str) -> None:
    found = answered(reader, text, denier)
    assert found is not None and "two drones had crossed the border" in found.text


@pytest.mark.parametrize(
    ("text", "denier", "told"),
    [
        ("Chad said that it had won. Kenya said grain was short. Peru’s army dismissed Chad’s claims.", "Peru’s army", "it had won"),
        ("Russia’s defence ministry said the strikes had hit tanks. A miller said that flour was short. "
         "Oleksandr Bondar, the mayor, said the Russian claims were false.", "Oleksandr Bondar, the mayor", "had hit tanks"),
        ("Chad said that it had won. Kenya’s envoy claimed that its ships had sailed. Chad withdrew its claim.", "Chad", "it had won"),
        ("Peru said that its mines were open. Bolivia’s consul claimed that its roads were shut. Peru retracted its statement.", "Peru", "mines were open"),
        ("Kenya said that its ships had left the port. Chad rejected this interpretation.", "Chad", "had left the port"),
        ("Peru said that its mills were shut because of “a broken wheel” – an argument the German government dismissed as a pretext.",
         "the German government", "its mills were shut"),
    ],
)  # fmt: skip
def test_a_claim_is_answered_as_the_one_whom_it_is_said_to_be_by(
    reader: Reader, text: str, denier: str, told: str
) -> None:
    found = answered(reader, text, denier)
    assert found is not None and told in found.text


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Kenya’s envoy claimed that its ships had sailed. Chad retracted its claims.", "Chad"),
        ("Kenya’s envoy claimed that its ships had sailed. Chad dismissed Peru’s claims.", "Chad"),
        ("Kenya’s envoy claimed that its ships had sailed. Chad denied Kenya’s claims of a massacre.", "Chad"),
    ],
)
def test_no_other_speaker_is_answered_for_it(reader: Reader, text: str, denier: str) -> None:
    assert answered(reader, text, denier) is None


def test_who_denies_in_the_passive_stands_behind_by(reader: Reader) -> None:
    text = "Amnesty said the army had shot at a school, in a report rejected by Peruvian government officials."
    found = answered(reader, text, "Peruvian government officials")
    assert found is not None and "shot at a school" in found.text


def test_a_verdict_on_somebodys_claim_answers_it(reader: Reader) -> None:
    text = "Ida Brandt, the mayor, says the Russian report that gunmen were killed on the island is untrue."
    found = answered(reader, text, "Ida Brandt, the mayor")
    assert found is not None and found.text == "that gunmen were killed on the island"
    assert found.source is not None and "Russian" in found.source.text


def test_the_media_claims_that_one_refutes_are_not_ones_own(reader: Reader) -> None:
    text = "The Peruvian Defence Ministry refuted Kremlin-sponsored media claims that its guns had shelled a post."
    found = answered(reader, text, "The Peruvian Defence Ministry")
    assert found is not None and found.source is None


@pytest.mark.parametrize(
    ("text", "denier", "told"),
    [
        ("The union accused Chad’s army of shelling a school. A weekly reported that rents had risen. Chad rejected the accusations.",
         "Chad", "shelling a school"),
        ("The opposition accused the minister of taking bribes, but the minister has denied any wrongdoing.", "the minister", "taking bribes"),
        ("Kenya accused Chad of burning the bridge. Chad denied responsibility.", "Chad", "burning the bridge"),
        ("The envoy complained that the count had been rigged, a charge that the council denied.", "the council", "had been rigged"),
        ("Kenya said that Chad had burnt the bridge. Chad rejected the allegations as absurd and baseless.", "Chad", "had burnt the bridge"),
    ],
)  # fmt: skip
def test_who_denies_a_charge_answers_who_laid_it(reader: Reader, text: str, denier: str, told: str) -> None:
    found = answered(reader, text, denier)
    assert found is not None and told in found.text


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Ida Brandt, the mayor, said that rents had risen in the port. Chad denied these allegations.", "Chad"),
        ("Kenya said that grain was short. Chad denied any involvement.", "Chad"),
        ("The council said it had asked the Ministry of Fisheries, which denied the news.", "the Ministry of Fisheries, which"),
        ("The mill denied that it would close. The bank also denied the rumours.", "The bank"),
    ],
)  # fmt: skip
def test_no_statement_is_denied_that_lays_no_charge_or_only_speaks_of_the_denier(
    reader: Reader, text: str, denier: str
) -> None:
    assert answered(reader, text, denier) is None


def test_two_who_deny_one_claim_deny_it_and_not_each_other(reader: Reader) -> None:
    text = "Kenya said that Chad had burnt the bridge. Chad denied the claim. Its envoy, Ona Vey, denied it, too."
    found = answered(reader, text, "Its envoy, Ona Vey")
    assert found is None or (found.source is not None and found.source.text == "Kenya")


def test_a_denial_answers_what_it_goes_on_to_speak_of(reader: Reader) -> None:
    text = (
        "Chad says that its army holds the whole port of Thessen. Its ministry had said earlier that a road was cut. "
        "Kenya denied the claims, saying that the army of Chad held no part of the port."
    )
    (reading,) = reader.read([Document("d", text, datetime(2031, 5, 6, tzinfo=UTC))])
    (denial,) = (s for s in reading.statements if s.answers)
    found = next(s for s in reading.statements if s.id == denial.answers)
    assert denial.text == "the claims" and "holds the whole port" in found.text


def test_notes_in_which_something_is_claimed_are_no_claim(reader: Reader) -> None:
    text = "The miller disputed notes in which the court claims that he had confessed to the theft."
    assert answered(reader, text, "The miller") is None


def test_a_claim_made_by_somebody_is_theirs(reader: Reader) -> None:
    text = "Kenya rejected claims made by Chad’s envoy that the ships had sailed."
    found = answered(reader, text, "Kenya")
    assert found is not None and found.source is not None and found.source.text == "Chad’s envoy"


def test_what_one_backs_away_from_was_ones_own(reader: Reader) -> None:
    text = "The mayor backed away from a suggestion that she might pay for the bridge."
    assert answered(reader, text, "The mayor") is None


def test_criticism_in_a_clause_is_a_claim(reader: Reader) -> None:
    text = "The mayor denied parents’ criticism that the school had been lax."
    found = answered(reader, text, "The mayor")
    assert found is not None and found.source is not None and found.source.text.startswith("parents")


def test_a_plan_called_absurd_is_not_denied(reader: Reader) -> None:
    text = "The mayor said that the council would sell the park. Ida Brandt attacked the plan, calling it absurd."
    assert answered(reader, text, "Ida Brandt") is None


@pytest.mark.parametrize(
    "text",
    [
        "Officials in Zambia, eager to rebut foreign criticism of their mines abroad, hailed the sale.",
        "The queen appeared to accept a fishing treaty that she had rejected in talks last year.",
    ],
)
def test_what_criticism_is_of_and_a_treaty_once_rejected_are_nothing_told(reader: Reader, text: str) -> None:
    assert not [s for s in read(reader, text) if s.answers]


def test_who_denies_it_behind_his_name_answers(reader: Reader) -> None:
    text = "Chad said that Kenya had shelled the town. The mayor of Kisumu, who denied it, left the hall."
    (found,) = (s for s in read(reader, text) if s.answers)
    assert "shelled" in next(s for s in read(reader, text) if s.id == found.answers).text
