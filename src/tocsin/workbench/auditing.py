"""A case checked against its log and against itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.nouns.audit import Audit

if TYPE_CHECKING:
    from tocsin.ledger import Ledger


def audit(ledger: Ledger) -> Audit:
    """The chain of everything accepted with what no longer fits it, and contents that do not fit their own ids."""
    from tocsin import exchange

    found, view = ledger.audit(), ledger.view()
    slips = exchange.misfits(view.documents(), view.readings(), view.judgements(retracted=True))
    return replace(found, faults=(*found.faults, *slips))
