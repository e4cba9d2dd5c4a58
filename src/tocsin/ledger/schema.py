"""The tables. Append-only: rows are added and never changed, and their ids come from their content.

Two kinds of table are not evidence and do change: ``kept`` (what can be worked out again) and the people of a team.

``body`` is the whole noun as JSON; the columns beside it are what queries ask for. Times are UTC
text that sorts as time. ``n`` counts rows in the order they came and keys the full-text index.
"""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, UniqueConstraint

HEAD = "0004"  # the newest migration; a test holds it to the scripts

# Text that sorts by code point everywhere; a Postgres server would sort by its locale.
Sorted = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Sorted, primary_key=True), Column("value", Text, nullable=False))

document = Table(
    "document",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Sorted, nullable=False, unique=True),
    Column("first_seen", Sorted, nullable=False),
    Column("place", Text),  # the address without what does not change the page
    Column("outlet", Text),
    Column("aside", Text),
    Column("body", Text, nullable=False),
    Index("document_seen", "first_seen", "n"),
    Index("document_place", "place"),
)

reading = Table(
    "reading",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("document", Sorted, nullable=False),
    Column("reader", Sorted, nullable=False),
    UniqueConstraint("document", "reader", name="reading_once"),
)

annotation = Table(
    "annotation",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("reader", Sorted, nullable=False),
    Column("document", Sorted, nullable=False),
    Column("kind", Sorted, nullable=False),
    Column("place", Integer, nullable=False),  # its place among those of its kind, so that readings come back whole
    Column("id", Sorted),
    Column("start", Integer),
    Column("end", Integer),
    Column("body", Text, nullable=False),
    UniqueConstraint("document", "reader", "kind", "place", name="annotation_once"),
    Index("annotation_id", "id"),
    Index("annotation_kind", "reader", "kind"),
)

finding = Table(
    "finding",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("kind", Sorted, nullable=False),
    Column("id", Sorted, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "id", name="finding_once"),
)

hangs_on = Table(  # a finding is visible when every document it hangs on is
    "hangs_on",
    metadata,
    Column("finding", Integer, primary_key=True),
    Column("document", Sorted, primary_key=True),
    Index("hangs_on_document", "document"),
)

held = Table(  # which round of work last upheld a finding: of rivals the newer stands
    "held",
    metadata,
    Column("kind", Sorted, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("finding", Integer, primary_key=True),
    Index("held_finding", "finding", "round"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Sorted, nullable=False, unique=True),
    Column("at", Sorted, nullable=False),
    Column("target", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("judgement_target", "target"),
)

assessment = Table(
    "assessment",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Sorted, nullable=False, unique=True),
    Column("watch", Sorted, nullable=False),
    Column("day", Sorted, nullable=False),
    Column("method", Sorted, nullable=False),
    Column("body", Text, nullable=False),
    Index("assessment_day", "watch", "day"),
)

trouble = Table(
    "trouble",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Sorted, nullable=False, unique=True),
    Column("at", Sorted, nullable=False),
    Column("path", Text, nullable=False),
    Column("line", Integer),
    Column("reason", Text, nullable=False),
)

log = Table(  # what was accepted, in order, each entry chained to the one before
    "log",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", Sorted, nullable=False),
    Column("kind", Sorted, nullable=False),
    Column("thing", Sorted, nullable=False),
    Column("digest", Sorted, nullable=False),
    Column("link", Sorted, nullable=False),
)

publication = Table(  # briefs as they were handed over
    "publication",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", Sorted, nullable=False, unique=True),
    Column("watch", Sorted, nullable=False),
    Column("at", Sorted, nullable=False),
    Column("body", Text, nullable=False),
    Index("publication_watch", "watch", "at"),
)

kept = Table(  # what was worked out from the case, with what it was worked out from
    "kept",
    metadata,
    Column("name", Sorted, primary_key=True),
    Column("stamp", Sorted, nullable=False),
    Column("body", Text, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("name", Sorted, primary_key=True),
    Column("role", Sorted, nullable=False),
    Column("secret", Text, nullable=False),  # argon2id, never the password
    Column("made", Sorted, nullable=False),
    Column("closed", Sorted),
)

pass_ = Table(  # sessions and tokens: who holds the secret whose hash this is may enter
    "pass",
    metadata,
    Column("hash", Sorted, primary_key=True),  # SHA-256 of the secret
    Column("kind", Sorted, nullable=False),  # session or token
    Column("account", Sorted, nullable=False),
    Column("role", Sorted, nullable=False),
    Column("label", Text, nullable=False),
    Column("made", Sorted, nullable=False),
    Column("until", Sorted, nullable=False),
    Index("pass_account", "account"),
)
