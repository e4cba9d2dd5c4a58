"""An edit is told word by word, and from its parts both texts can be made again."""

import time

from hypothesis import given
from hypothesis import strategies as st

from tocsin.exchange import Part, compared, edit_text

texts = st.text(alphabet="ab é.\n“", max_size=60)


@given(texts, texts)
def test_both_texts_can_be_made_again(old: str, new: str) -> None:
    parts = compared(old, new)
    assert "".join(p.text for p in parts if p.kind != "in") == old
    assert "".join(p.text for p in parts if p.kind != "out") == new


def test_only_the_words_that_changed_are_marked() -> None:
    parts = compared("First.\n\nWe saw 12 ships go.\n\nLast.", "First.\n\nWe saw 21 ships go.\n\nLast.")
    assert parts == (
        Part("same", "First.\n\nWe saw "), Part("out", "12"), Part("in", "21"), Part("same", " ships go.\n\nLast."),
    )  # fmt: skip
    assert edit_text(parts) == "First. We saw [-12-]{+21+} ships go. Last."


def test_a_terminal_is_not_obeyed_and_long_texts_do_not_take_for_ever() -> None:
    assert "\x1b" not in edit_text(compared("a \x1b[2J b", "a c"))
    begun = time.process_time()
    long = " ".join(f"word{n}" for n in range(200_000))
    assert len(compared(long, long.replace("word7", "wort7"))) == 2
    assert time.process_time() - begun < 60  # a hang, not a speed
