"""Set aside only on firm evidence."""

import pytest

from tests.gather.help import ENGLISH, of_bytes
from tocsin.gather.language import language

GERMAN = "Der Grenzschutz teilte am Montag mit, dass sich an der Grenze nichts geändert habe und alles ruhig sei."
RUSSIAN = "Пограничная служба сообщила в понедельник, что на границе ничего не изменилось."
FRENCH = "Les gardes-frontières ont déclaré lundi que rien n'avait changé et que la situation restait calme."
POLISH = "Straż graniczna poinformowała w poniedziałek, że na granicy nic się nie zmieniło i jest spokojnie."


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (RUSSIAN, "ru"), (FRENCH, "fr"), (POLISH, "pl")])
def test_another_language_is_kept_but_set_aside_with_the_reason(text: str, code: str) -> None:
    (document,), troubles = of_bytes(text.encode())
    assert (document.language, document.aside) == (code, f"language: {code} (only English is read)")
    assert document.text == text
    assert troubles == []


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "Minister warns",
        "Lukashenko, Putin meet in Minsk",
        "Russia masses troops",
        "Macron in Moskau",
        "Ukraine – Russia – NATO – live",
        "Kyiv",
        f"{GERMAN} That is what the guard said to us on Monday. {ENGLISH} {ENGLISH} {ENGLISH}",
        "https://example.org/a/b?c=d @someone #there The guard said that it was quiet.",
    ],
)
def test_english_and_what_is_too_short_to_tell_is_read(text: str) -> None:
    assert of_bytes(text.encode())[0][0].aside is None


def test_nothing_to_tell_by_is_unknown() -> None:
    assert language("123 — 456") is None
    assert language("") is None


def test_a_quotation_in_another_script_does_not_make_it_foreign() -> None:
    assert language(f"{ENGLISH} “Пограничная служба”, it wrote.") == "en"
