"""Admiralty letters and the accuracy we read into them; F is unknown, which is not the same as 50%."""

from dataclasses import dataclass
from functools import cache

from tocsin.scales.tables import table


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often such a source reports rightly: the mean of a Beta distribution worth ``worth`` observations."""

    mean: float
    worth: float


@cache
def accuracy(letter: str) -> Accuracy:
    """The accuracy of an Admiralty reliability letter; anything else is read as F, unknown."""
    rows = table("admiralty")["accuracy"]
    row = rows.get(letter.upper(), rows["F"])
    return Accuracy(row["mean"], row["worth"])


def letter_for(mean: float, low: float, n: int) -> str:
    """The letter a track record suggests: F below five resolved claims, else by mean with a floor on the interval."""
    if n < 5:
        return "F"
    for letter, least, floor in (("A", 0.93, 0.85), ("B", 0.82, 0.70), ("C", 0.70, 0.55), ("D", 0.57, 0.40)):
        if mean >= least and low >= floor:
            return letter
    return "E"
