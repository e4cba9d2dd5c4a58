"""Bytes to characters that every database, terminal and span can live with.

One-for-one where a character is replaced, so that offsets taken elsewhere still hold.
"""

import codecs
import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and what we had to assume (None: nothing)."""

    text: str
    encoding: str
    doubt: str | None = None


def normal(text: str) -> str:
    """NUL and lone surrogates become U+FFFD one for one; line ends become LF; a leading byte-order mark goes."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSTORABLE.sub(REPLACEMENT, text)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """UTF-8, else what the source declares, else UTF-16 by its zero bytes, else Windows-1252; never fails."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(normal(data[len(mark) :].decode(encoding, "replace")), encoding)
    wide = _wide(data)
    if wide:
        return Decoded(normal(data.decode(wide, "replace")), wide, f"has no encoding mark; read as {wide.upper()}")
    try:
        return Decoded(normal(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    encoding = _known(declared)
    if encoding:
        return Decoded(normal(data.decode(encoding, "replace")), encoding)
    text = data.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    good = sum(1 for character in text if character > "\x7f") - bad
    if good > bad:
        return Decoded(normal(text), "utf-8", f"has {bad} damaged characters, now shown as {REPLACEMENT}")
    return Decoded(normal(data.decode("cp1252", "replace")), "cp1252", "is not UTF-8; read as Windows-1252")


def _known(name: str | None) -> str | None:
    """The codec's own name if Python has a text codec of that name other than UTF-8."""
    try:
        info = codecs.lookup(name) if name else None
        "".encode(info.name) if info else None
    except (LookupError, ValueError, TypeError):
        return None
    return info.name if info and info.name != "utf-8" else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    head = data[:4096]
    if len(head) < 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None
