"""Which round last upheld a finding is asked for each one: an index, without which ten thousand take seconds."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it."""
    op.create_index("held_finding", "held", ["finding", "round"])
