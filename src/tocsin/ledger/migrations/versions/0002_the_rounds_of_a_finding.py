"""Which round last upheld each finding is asked by every view: an index that answers it in one pass."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it."""
    op.create_index("held_finding", "held", ["finding", "round"])
