"""Where work runs: here, or on every core. Work does not know which."""

from tocsin.engines.run import run, workers_for

__all__ = ["run", "workers_for"]
