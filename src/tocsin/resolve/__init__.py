"""Statements and articles put in relation: what is one text, one utterance, a denial, a contradiction."""

from tocsin.resolve.copies import copies
from tocsin.resolve.relate import relate

__all__ = ["copies", "relate"]
