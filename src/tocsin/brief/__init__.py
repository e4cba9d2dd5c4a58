"""Assessment and ledger view in, cited brief out: compose, check, render."""

from tocsin.brief.check import check
from tocsin.brief.compose import compose
from tocsin.brief.render import FORMATS, render

__all__ = ["FORMATS", "check", "compose", "render"]
