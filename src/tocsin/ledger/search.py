"""Full-text search: the same three questions with one body per database.

SQLite keeps the words in contentless FTS5 tables, Postgres as tsvectors. Both stem English. A query
is words that must all be there, "words in a row", -without and OR.
"""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

TABLES = ("document_words", "annotation_words")
LONGEST = 400_000  # characters of one text that are indexed; a tsvector holds no more
# Postgres' own "english" drops "at", "the" and "not", and then a phrase matches without them.
CONFIGURE = (
    "CREATE TEXT SEARCH DICTIONARY tocsin_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION tocsin (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION tocsin ALTER MAPPING REPLACE english_stem WITH tocsin_stem",
)
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def create(connection: Connection) -> None:
    """The index tables of this database."""
    if connection.dialect.name == "postgresql":
        for step in CONFIGURE:
            connection.execute(sa.text(step))
    for table in TABLES:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, words tsvector NOT NULL)"))
            connection.execute(sa.text(f"CREATE INDEX {table}_gin ON {table} USING gin (words)"))
        else:
            tokens = "tokenize='porter unicode61 remove_diacritics 2'"
            connection.execute(sa.text(f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', {tokens})"))


def index(connection: Connection, table: str, rows: Sequence[tuple[int, str]]) -> None:
    """Add texts under their row numbers."""
    if not rows:
        return
    values = [{"n": n, "words": _clean(words)} for n, words in rows]
    if connection.dialect.name == "postgresql":
        insert = f"INSERT INTO {table} (n, words) VALUES (:n, to_tsvector('tocsin', :words))"
    else:
        insert = f"INSERT INTO {table} (rowid, words) VALUES (:n, :words)"
    connection.execute(sa.text(insert), values)


def hits(connection: Connection, table: str, query: str, limit: int) -> list[int]:
    """Row numbers, best match first."""
    if connection.dialect.name == "postgresql":
        sql = (
            f"SELECT n FROM {table}, websearch_to_tsquery('tocsin', :query) AS asked WHERE words @@ asked "
            "ORDER BY ts_rank(words, asked) DESC, n LIMIT :limit"
        )
        parameters: dict[str, object] = {"query": _clean(query), "limit": limit}
    else:
        asked = fts5(query)
        if not asked:
            return []
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH :query ORDER BY rank, rowid LIMIT :limit"
        parameters = {"query": asked, "limit": limit}
    return [int(row[0]) for row in connection.execute(sa.text(sql), parameters)]


def ids(connection: Connection, query: str, limit: int) -> list[str]:
    """Ids of the annotations whose words match, in one pass and in no order."""
    parameters: dict[str, object] = {"query": _clean(query), "limit": limit}
    if connection.dialect.name == "postgresql":
        where = "w.words @@ websearch_to_tsquery('tocsin', :query)"
        sql = f"SELECT a.id FROM annotation_words w JOIN annotation a ON a.n = w.n WHERE {where} LIMIT :limit"
    else:
        parameters["query"] = fts5(query)
        if not parameters["query"]:
            return []
        where = "annotation_words MATCH :query"
        sql = f"SELECT a.id FROM annotation_words JOIN annotation a ON a.n = annotation_words.rowid WHERE {where} LIMIT :limit"  # noqa: E501 - one query
    return [str(row[0]) for row in connection.execute(sa.text(sql), parameters)]


def fts5(query: str) -> str:
    """The query in FTS5's language; every term is quoted, so nothing a person types is an operator by accident."""
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for minus, phrase, word in _TERM.findall(_clean(query)):
        if word == "OR" and wanted and not minus:
            either = True
            continue
        term = '"' + (phrase or word).replace('"', " ").strip() + '"'
        if not re.search(r"\w", term):
            continue
        if minus:
            unwanted.append(term)
        elif either:
            wanted[-1] += f" OR {term}"
        else:
            wanted.append(term)
        either = False
    if not wanted:
        return ""
    return " AND ".join(f"({w})" for w in wanted) + "".join(f" NOT {u}" for u in unwanted)


def _clean(words: str) -> str:
    """No NUL and no lone surrogate: Postgres takes neither."""
    return words[:LONGEST].replace("\x00", " ").encode("utf-8", "replace").decode()
