"""From a document to who said what, what happened, when: ``Reader.load().read(documents)``."""

from tocsin.read.actors.register import sides
from tocsin.read.reader import Reader

__all__ = ["Reader", "sides"]
