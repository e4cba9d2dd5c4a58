"""How the shipped weights were made. Needs the data folder and torch; never imported by the package."""
