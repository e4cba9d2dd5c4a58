"""A log of everything accepted, each entry chained to the one before; what is there already is entered first."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create and begin it."""
    op.create_table(
        "log",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", SORTED, nullable=False),
        sa.Column("kind", SORTED, nullable=False),
        sa.Column("thing", SORTED, nullable=False),
        sa.Column("digest", SORTED, nullable=False),
        sa.Column("link", SORTED, nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    from tocsin.ledger import log

    log.begin(op.get_bind(), ("document", "reading", "judgement"))
