"""Who did what to whom: PLOVER events from syntax, a lexicon and the cast of a text."""

from tocsin.read.events.find import find

__all__ = ["find"]
