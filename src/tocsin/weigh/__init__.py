"""Weighing: from sightings to a probability that shows its work. Pure functions of nouns; no I/O, no clock."""

from tocsin.weigh.assess import METHOD, assess, weigh
from tocsin.weigh.columns import Columns, Credibility, columns, served, voice
from tocsin.weigh.floors import Floor, against_floor
from tocsin.weigh.leverage import Leverage, leverage
from tocsin.weigh.matrix import inconsistency
from tocsin.weigh.records import FEWEST, Record, Resolved, credibility, records, resolved
from tocsin.weigh.replay import replay
from tocsin.weigh.ripple import Moved, Ripple, without
from tocsin.weigh.scoring import Alarm, Bin, Scores, score

__all__ = [
    "FEWEST",
    "METHOD",
    "Alarm",
    "Bin",
    "Columns",
    "Credibility",
    "Floor",
    "Leverage",
    "Moved",
    "Record",
    "Resolved",
    "Ripple",
    "Scores",
    "against_floor",
    "assess",
    "columns",
    "credibility",
    "inconsistency",
    "leverage",
    "records",
    "replay",
    "resolved",
    "score",
    "served",
    "voice",
    "weigh",
    "without",
]
