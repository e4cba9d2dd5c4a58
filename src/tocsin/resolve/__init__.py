"""Statements and articles put in relation: what is one text, one utterance, a denial, a contradiction."""

from tocsin.resolve.asking import Networks
from tocsin.resolve.copies import copies
from tocsin.resolve.likeness import LOOKING, Likeness
from tocsin.resolve.model import method
from tocsin.resolve.origins import origins
from tocsin.resolve.relate import relate
from tocsin.resolve.relations import relations
from tocsin.resolve.sightings import fires, looked, sightings, voiced, wanted
from tocsin.resolve.speakers import independent

__all__ = [
    "LOOKING",
    "Likeness",
    "Networks",
    "copies",
    "fires",
    "independent",
    "looked",
    "method",
    "origins",
    "relate",
    "relations",
    "sightings",
    "voiced",
    "wanted",
]
