"""Scales of words as data with an id and a version: probability words, yardsticks, Admiralty grades, STIX mappings.

Door: ``scales.load("icd203").term(0.3)``, ``scales.number("unlikely")``, ``scales.quantiles("unlikely", …)``,
``scales.accuracy("C")``. Nothing here is a constant in code: each table is one YAML file with its source.
"""

from tocsin.scales.grades import Accuracy, accuracy, letter_for
from tocsin.scales.words import known, number, quantiles
from tocsin.scales.yardstick import Band, Yardstick, load, names, phrase

__all__ = [
    "Accuracy",
    "Band",
    "Yardstick",
    "accuracy",
    "known",
    "letter_for",
    "load",
    "names",
    "number",
    "phrase",
    "quantiles",
]
