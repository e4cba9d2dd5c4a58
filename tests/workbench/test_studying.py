"""What is studied is studied once, however often and in whatever order it is given."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from tocsin import workbench
from tocsin.nouns.document import Document
from tocsin.workbench.studying import once

EXAMPLE = Path(__file__).parents[2] / "examples" / "belarus-2022"
EARLY, LATE = datetime(2022, 1, 1, tzinfo=UTC), datetime(2022, 1, 2, tzinfo=UTC)


def test_a_document_given_twice_is_there_once_as_early_as_it_was_seen() -> None:
    a, b = Document("d1", "a", LATE), Document("d2", "b", EARLY)
    again, other = replace(a, first_seen=EARLY), replace(a, first_seen=EARLY, sha256="1")
    found = {tuple(once(given)) for given in permutations([a, b, again, other, b])}
    assert len(found) == 1 and [(d.id, d.first_seen) for d in found.pop()] == [("d1", EARLY), ("d2", EARLY)]


@pytest.mark.parametrize("study", [
    lambda paths: workbench.study_paths(paths, None, 1),
    lambda paths: workbench.stream_study(paths, "", None, 1),
])  # fmt: skip
def test_the_same_paths_twice_and_backwards_are_the_same_study(study) -> None:
    files = sorted(str(p) for p in EXAMPLE.glob("2022-11-*"))
    plain, twice = study(files), study([*files[::-1], *files])
    assert plain.documents and plain == twice
