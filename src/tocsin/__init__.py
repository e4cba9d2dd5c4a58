"""tocsin: open-source indications and warning. The bell that warns a town, with its work shown."""

__version__ = "0.1.0"
