"""What the networks for pairs and for sentences said of a case's texts, kept in the case.

A second brief on it asks them about what is new only. Kept are digests of what was asked and the answers, in the table
of what can be worked out again. Other weights make them void.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin import __version__
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
    before = _kept(ledger)
    for name, network in NETWORKS.items():
        network.recall({b64decode(key): _numbers(answer) for key, answer in before.get(name, {}).items()})
        network.used.clear()
    asked = _asked()
    try:
        yield
    finally:
        if _asked() - asked >= WORTH and not ledger.read_only:
            with suppress(LedgerError):  # somebody else is writing, or the disk is full: it can be worked out again
                ledger.keep(NAME, mark(), {n: _newest(one, before.get(n, {})) for n, one in NETWORKS.items()})


@contextmanager
def remembered(case: str) -> Iterator[None]:
    """The same of a case by where it lies; nothing for none."""
    if not case:
        yield
        return
    with open_case(case, create=False) as ledger, remembering(ledger):
        yield


def _kept(ledger: Ledger) -> Kept:
    with suppress(LedgerError, ValueError, TypeError):  # a damaged row is worth nothing, and costs nothing
        found: Kept = ledger.view().kept(NAME, mark(), Kept) or {}
        for answers in found.values():
            for answer in answers.values():
                _numbers(answer)
        return found
    return {}


def _newest(network: Remembered, before: dict[str, str]) -> dict[str, str]:
    """What the case kept, and what was asked about its texts: not what was asked about other cases."""
    used = {_text(key): _text(_raw(network.known[key])) for key in list(network.used) if key in network.known}
    return dict(list({**before, **used}.items())[-MOST:])


def _raw(answer: Any) -> bytes:
    return np.asarray(answer, np.float32).tobytes()


def _numbers(answer: str) -> Any:
    return np.frombuffer(b64decode(answer, validate=True), np.float32)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _asked() -> int:
    return sum(network.asked for network in NETWORKS.values())


@cache
def mark() -> str:
    """Which weights and which tocsin answer."""
    found = blake2b(__version__.encode(), digest_size=12)
    for path in sorted(path for pattern in FILES for path in WEIGHTS.glob(pattern)):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()
