"""The storage boundary: nouns in, nouns out; nobody else speaks SQL."""

from tocsin.ledger.ledger import Ledger

__all__ = ["Ledger"]
