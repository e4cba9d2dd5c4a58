"""Characters: one for one, whatever comes."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.gather.characters import decode, normal
from tocsin.gather.markup import text_of


@given(st.text(st.characters(exclude_characters="\r\ufeff")))
def test_what_is_replaced_is_replaced_one_for_one(text: str) -> None:
    clean = normal(text)
    assert len(clean) == len(text)
    assert all(a == b or a == "\x00" or "\ud800" <= a <= "\udfff" for a, b in zip(text, clean, strict=True))
    clean.encode()


@given(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_decode(data: bytes) -> None:
    for declared in (None, "windows-1251", "utf-16", "no-such", "base64", "\x00"):
        decode(data, declared).text.encode()


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "<p>", "</p>", "<!--", "-->", "<script>", "</script>", "&amp;", "word", " ", "\n", "<b x='"]
        )
    )
)
def test_any_markup_gives_text_without_scripts(pieces: list[str]) -> None:
    text_of("".join(pieces))
    assert (
        text_of("<p>before</p><script>" + "".join(p for p in pieces if "script" not in p) + "</script><p>after</p>")
        == "before\n\nafter"
    )


def test_markup_to_text() -> None:
    html = "<h1>A &amp; B</h1><p>One <b>two</b>\nthree<br>four</p><!-- no --><style>x{}</style><ul><li>5 < 6</li></ul>"
    assert text_of(html) == "A & B\n\nOne two three\n\nfour\n\n5 < 6"
