"""The first tables. Written once, never changed: a case made then must still be brought up to date."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "annotation",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("reader", SORTED, nullable=False),
        sa.Column("document", SORTED, nullable=False),
        sa.Column("kind", SORTED, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", SORTED, nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("document", "reader", "kind", "place", name="annotation_once"),
    )
    op.create_index("annotation_id", "annotation", ["id"], unique=False)
    op.create_index("annotation_kind", "annotation", ["reader", "kind"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", SORTED, nullable=False),
        sa.Column("watch", SORTED, nullable=False),
        sa.Column("day", SORTED, nullable=False),
        sa.Column("method", SORTED, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("assessment_day", "assessment", ["watch", "day"], unique=False)
    op.create_table(
        "document",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", SORTED, nullable=False),
        sa.Column("first_seen", SORTED, nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("aside", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("document_place", "document", ["place"], unique=False)
    op.create_index("document_seen", "document", ["first_seen", "n"], unique=False)
    op.create_table(
        "finding",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", SORTED, nullable=False),
        sa.Column("id", SORTED, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("kind", "id", name="finding_once"),
    )
    op.create_table(
        "hangs_on",
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("document", SORTED, nullable=False),
        sa.PrimaryKeyConstraint("finding", "document"),
    )
    op.create_index("hangs_on_document", "hangs_on", ["document"], unique=False)
    op.create_table(
        "held",
        sa.Column("kind", SORTED, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "round", "finding"),
    )
    op.create_table(
        "judgement",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", SORTED, nullable=False),
        sa.Column("at", SORTED, nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("judgement_target", "judgement", ["target"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", SORTED, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "reading",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document", SORTED, nullable=False),
        sa.Column("reader", SORTED, nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("document", "reader", name="reading_once"),
    )
    op.create_table(
        "trouble",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", SORTED, nullable=False),
        sa.Column("at", SORTED, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    _words()


CONFIGURE = (
    "CREATE TEXT SEARCH DICTIONARY tocsin_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION tocsin (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION tocsin ALTER MAPPING REPLACE english_stem WITH tocsin_stem",
)


def _words() -> None:
    for step in CONFIGURE if op.get_bind().dialect.name == "postgresql" else ():
        op.execute(step)
    for table in ("document_words", "annotation_words"):
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, words tsvector NOT NULL)")
            op.execute(f"CREATE INDEX {table}_gin ON {table} USING gin (words)")
        else:
            tokens = "tokenize='porter unicode61 remove_diacritics 2'"
            op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', {tokens})")
