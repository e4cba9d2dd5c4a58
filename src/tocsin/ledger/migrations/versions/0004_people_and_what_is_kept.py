"""Published briefs, what is kept ready, and the people of a team."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "publication",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", SORTED, nullable=False),
        sa.Column("watch", SORTED, nullable=False),
        sa.Column("at", SORTED, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("publication_watch", "publication", ["watch", "at"], unique=False)
    op.create_table(
        "kept",
        sa.Column("name", SORTED, nullable=False),
        sa.Column("stamp", SORTED, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "account",
        sa.Column("name", SORTED, nullable=False),
        sa.Column("role", SORTED, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made", SORTED, nullable=False),
        sa.Column("closed", SORTED, nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "pass",
        sa.Column("hash", SORTED, nullable=False),
        sa.Column("kind", SORTED, nullable=False),
        sa.Column("account", SORTED, nullable=False),
        sa.Column("role", SORTED, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("made", SORTED, nullable=False),
        sa.Column("until", SORTED, nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index("pass_account", "pass", ["account"], unique=False)
