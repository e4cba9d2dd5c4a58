"""What one place of a name leaves open, its other places decide."""

from typing import Any

import numpy as np
import pytest

from tocsin.read import languages
from tocsin.read.agreement import agreed, places
from tocsin.read.languages import table
from tocsin.read.network import NAME_KINDS

PER, ORG, LOC = (1 + 2 * NAME_KINDS.index(kind) for kind in ("PER", "ORG", "LOC"))
LABELS = 1 + 2 * len(NAME_KINDS)


def scores(words: list[str], **given: dict[int, float]) -> np.ndarray:
    table = np.full((len(words), LABELS), -9, np.float32)
    table[:, 0] = -1
    for place, row in given.items():
        for label, value in row.items():
            table[int(place[1:]), label] = value
    return table


def names(*rows: tuple[int, int, str]) -> np.ndarray:
    return np.array([(a, z, NAME_KINDS.index(kind)) for a, z, kind in rows]).reshape(-1, 3)


def best(table: np.ndarray) -> list[int]:
    return table.argmax(1).tolist()


def test_two_sure_places_carry_a_doubtful_third() -> None:
    words = "Orvo said so . Orvo left . Orvo fell .".split()
    given = scores(words, w0={PER: 2}, w4={PER: 2}, w7={LOC: 0, PER: -1})
    after = agreed(words, names((0, 1, "PER"), (4, 5, "PER"), (7, 8, "LOC")), given)
    assert [best(given)[i] for i in (0, 4, 7)] == [PER, PER, LOC]
    assert [best(after)[i] for i in (0, 4, 7)] == [PER, PER, PER]


def test_a_place_that_was_missed_is_found_but_not_inside_another_name() -> None:
    words = "Ilm won . Then Ilm lost to New Ilm Bank .".split()
    found = places(words, names((0, 1, "ORG"), (7, 10, "ORG")))
    assert found == {("Ilm",): [0, 4], ("New", "Ilm", "Bank"): [7]}


def test_a_surname_follows_the_full_name() -> None:
    words = "Ana Riga spoke . Riga left .".split()
    given = scores(words, w0={PER: 3}, w1={PER + 1: 3}, w4={LOC: 1, PER: -1})
    assert best(agreed(words, names((0, 2, "PER"), (4, 5, "LOC")), given))[4] == PER


def test_an_acronym_follows_the_name_before_it() -> None:
    words = "Harbour Workers Union ( HWU ) met . HWU won .".split()
    given = scores(words, w0={ORG: 3}, w4={PER: 1, ORG: 0}, w8={PER: 1, ORG: 0})
    after = agreed(words, names((0, 3, "ORG"), (4, 5, "PER"), (8, 9, "PER")), given)
    assert best(after)[4] == best(after)[8] == ORG


def test_words_in_small_letters_and_lone_names_stay_as_they_were() -> None:
    words = "the may of may and Oslo".split()
    given = scores(words, w1={LOC: 2}, w5={LOC: 1})
    assert np.array_equal(agreed(words, names((1, 2, "LOC"), (5, 6, "LOC")), given), given)


def test_many_names_that_begin_alike_take_no_longer() -> None:
    words = [w for i in range(15_000) for w in ("Al", f"N{i}")]
    found = places(words, names(*((2 * i, 2 * i + 2, "PER") for i in range(15_000))))
    assert len(found) == 15_000


@pytest.mark.parametrize("row", table("names")["examples"], ids=lambda row: row["text"])
def test_an_office_in_letters_alone_is_no_name(row: dict[str, Any]) -> None:
    words = row["text"].split()
    found = [(words.index(name[0]), words.index(name[0]) + len(name), "ORG") for name in map(str.split, row["found"])]
    given = scores(words, **{f"w{first}": {ORG: 3} for first, _, _ in found})
    after = agreed(words, names(*found), given, offices=languages.words("names", "letters"))
    kept = [row["found"][i] for i, (first, _, _) in enumerate(found) if best(after)[first]]
    assert kept == row["names"]
