"""Mentions → actors: names, descriptions, capitals that speak, agencies with many names, pronouns.

Invariant: an actor's id is made from what the text and the register say, never from the order of documents,
so the same party has the same id in every document as far as rules can tell. ``resolve_key`` is what two ids share
when one text knew the surname only.
"""

from tocsin.read.actors.cast import Cast, resolve
from tocsin.read.actors.names import name_key, resolve_key

__all__ = ["Cast", "name_key", "resolve", "resolve_key"]
