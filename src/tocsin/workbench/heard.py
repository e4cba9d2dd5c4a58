"""What the networks said of a case's texts, kept in the case: a second brief on it asks about what is new only.

Kept are digests of what was asked and the answers, in the table of what can be worked out again. Other weights make
them void.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from tocsin.errors import LedgerError
from tocsin.read.network import WEIGHTS
from tocsin.workbench.casework import open_case
from tocsin.workbench.networks import Remembered, glance, kinds, pair

if TYPE_CHECKING:
    from tocsin.ledger import Ledger

NETWORKS = {"pair": pair, "kinds": kinds, "glance": glance}
NAME = "heard"
MOST = 1 << 15  # answers of one network that are kept: some two megabytes
WORTH = 30  # new answers from which on it is worth writing them: a second of work
FILES = ("closely.*", "pairing.int8.onnx", "words.int8.bin", "tokenizer.json")

Kept = dict[str, dict[str, str]]
"""Of each network the answers, four bytes a number, by the digests of what was asked."""


@contextmanager
def remembering(ledger: Ledger) -> Iterator[None]:
    """Answers that the case keeps are known within; what is asked anew is kept. Nothing fails where that cannot be."""
    before = ledger.view().kept(NAME, mark(), Kept) or {}
    for name, network in NETWORKS.items():
        _recall(network, before.get(name, {}))
    asked = _asked()
    yield
    if _asked() - asked >= WORTH and not ledger.read_only:
        with suppress(LedgerError):  # somebody else is writing, or the disk is full: it can be worked out again
            ledger.keep(NAME, mark(), {name: _newest(network) for name, network in NETWORKS.items()})


@contextmanager
def remembered(case: str) -> Iterator[None]:
    """The same of a case by where it lies; nothing for none."""
    if not case:
        yield
        return
    with open_case(case, create=False) as ledger, remembering(ledger):
        yield


def _recall(network: Remembered, kept: dict[str, str]) -> None:
    with network.asking:
        for key, answer in kept.items():
            network.known[b64decode(key)] = np.frombuffer(b64decode(answer), np.float32)


def _newest(network: Remembered) -> dict[str, str]:
    with network.asking:
        newest = list(islice(reversed(network.known.items()), MOST))
    return {_text(key): _text(np.asarray(answer, np.float32).tobytes()) for key, answer in reversed(newest)}


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _asked() -> int:
    return sum(network.asked for network in NETWORKS.values())


@cache
def mark() -> str:
    """Which weights answer."""
    found = blake2b(digest_size=12)
    for path in sorted(path for pattern in FILES for path in WEIGHTS.glob(pattern)):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()
