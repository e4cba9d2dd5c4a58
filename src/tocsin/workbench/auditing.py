"""A case checked against itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.exchange import Audit
    from tocsin.ledger import Ledger


def audit(ledger: Ledger) -> Audit:
    """Chains over all documents and all judgements, retracted ones too; readings are the newest of each document."""
    from tocsin import exchange

    view = ledger.view()
    return exchange.audit(view.documents(), view.readings(), view.judgements(retracted=True))
