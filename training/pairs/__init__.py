"""Pairs of statements written for this project, one file per warning problem, and a generator of variations."""
