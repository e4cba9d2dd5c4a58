"""Speed, always beside a peer or a limit in the same run."""
