"""Is it English? Set aside only on firm evidence: a short headline full of names says nothing of its language."""

import re
import unicodedata
from functools import cache
from typing import Any

# Words that carry English grammar and that no neighbouring language spells the same way.
ENGLISH = frozenset(
    word
    for line in (
        "the and that with has have had said says from which by not his her their they been would were this will",
        "about are for who after over its it's than into more when what there against because before could should did",
        "does you your our we'll don't being between while where",
    )
    for word in line.split()
)
SAMPLE = 6000  # characters that are looked at
ENOUGH = 0.12  # share of such words above which text is English and the model is not asked
SOME = 0.05  # share above which the model's doubt is not enough
FIRM = 0.85  # the model's probability that sets a text aside
WORDS = 6  # fewer words in Latin script are never set aside
_NOISE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LIKE_ENGLISH = frozenset({"en", "pcm", "zxx"})  # Nigerian Pidgin and "no language" are English to our reader


def language(text: str) -> str | None:
    """The ISO 639 code of a text's language; None when there is too little to tell."""
    sample = _NOISE.sub(" ", text[:SAMPLE])
    words = [w.lower().replace("’", "'") for w in _WORD.findall(sample)]
    if not words:
        return None
    foreign = _foreign_script(sample)
    if foreign:
        return _guess(sample)[0]
    share = sum(w in ENGLISH for w in words) / len(words)
    if share >= ENOUGH and len(words) >= 8:
        return "en"
    return _latin(sample, len(words), share)


def _latin(sample: str, count: int, share: float) -> str | None:
    code, probability = _guess(sample)
    if code in _LIKE_ENGLISH:
        return "en" if probability >= 0.5 or share >= SOME else None
    if count >= WORDS and share < SOME and probability >= (FIRM if count < 40 else 0.5):
        return code
    return "en" if share >= SOME and count >= 8 else None


def _foreign_script(sample: str) -> bool:
    """Most letters are not Latin."""
    letters = [c for c in sample[:2000] if c.isalpha()]
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return latin * 2 < len(letters)


def _guess(sample: str) -> tuple[str, float]:
    code, probability = _model().classify(sample)
    return str(code), float(probability)


@cache
def _model() -> Any:
    """The identifier's weights take a second to unpack: only when a text needs them."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def aside(code: str | None) -> str | None:
    """Why a text in that language is kept but not read; None when it is read."""
    return None if code in (None, "en") else f"language: {code} (only English is read)"
