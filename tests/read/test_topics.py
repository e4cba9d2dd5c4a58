"""What is spoken about stands in the cue, and what is said of it in the content."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.nouns.document import Document
from tocsin.read import Reader


@pytest.mark.parametrize(
    ("text", "cue", "begins"),
    [
        ("The mayor of Lisbon commented on the strike “We have no plan to call the army, and the port stays open. There is no danger.”",
         "commented on the strike", "“We have no plan"),
        ("The mayor of Lisbon spoke of a “wave” of strikes.", "spoke of", "a “wave”"),
    ],
)  # fmt: skip
def test_a_quotation_begins_behind_what_it_is_about(reader: Reader, text: str, cue: str, begins: str) -> None:
    (reading,) = reader.read([Document("d", text, datetime(2031, 5, 6, tzinfo=UTC))])
    found = next(s for s in reading.statements if s.source and s.source.text == "The mayor of Lisbon")
    assert found.cue is not None
    assert (found.cue.text, found.text[: len(begins)]) == (cue, begins)
