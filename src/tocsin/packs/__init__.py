"""Warning problems as YAML data: each with hypotheses, indicators, words of probability and a cited base rate."""

from tocsin.packs.lint import Problem, diagnosticity, lint
from tocsin.packs.load import load, names
from tocsin.packs.template import new

__all__ = ["Problem", "diagnosticity", "lint", "load", "names", "new"]
