"""Statements and articles put in relation: what is one text, one utterance, a denial, a contradiction."""

from tocsin.resolve.copies import copies

__all__ = ["copies"]
