"""Codes: "what a terminal or a page obeys instead of showing it" – in text from strangers they are made visible."""

import re

# Control codes but line ends and tabs, marks that turn the direction of what follows, ends of lines that only some
# readers know, halves of characters and what is none.
CODES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def visible(text: str) -> str:
    r"""The text with its codes written out, as ``\u001b``: in JSON still the same value, elsewhere seen by people."""
    return CODES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
