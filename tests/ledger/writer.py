"""A process of its own that writes into a case, to be killed or to compete."""

import subprocess
import sys
from pathlib import Path

from tests.ledger.nouns import document
from tocsin.ledger import Ledger


def writer(address: str, name: str, batches: int) -> "subprocess.Popen[str]":
    """A process that adds batches of twenty documents and says so after each."""
    command = [sys.executable, "-m", "tests.ledger.writer", address, name, str(batches)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def main(address: str, name: str, batches: str) -> None:
    """What that process does."""
    with Ledger.open(address) as ledger:
        for batch in range(int(batches)):
            ledger.add_documents(document(f"{name}-{batch}-{n}") for n in range(20))
            print(batch, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
