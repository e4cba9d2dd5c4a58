"""Quality, measured: every scorer is a function from an optional data folder to named figures."""
