"""Relation and Origin: how statements bear on each other, and how many utterances the articles go back to."""

from dataclasses import dataclass
from typing import Literal

RelationKind = Literal["contradicts", "denies", "confirms", "repeats", "changes", "differs_in_number", "unrelated"]


@dataclass(frozen=True, slots=True)
class Relation:
    """ "Statement a denies / contradicts / confirms / repeats / changes statement b, because …"

    ``a`` is the later or the active side (the denier, the update); ``score`` in 0..1 is calibrated:
    of relations scored 0.9, nine in ten are right.
    """

    id: str
    kind: RelationKind
    a: str
    b: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """ "These n articles go back to this one utterance." Corroboration counts origins, never articles.

    ``members`` are statement ids; ``documents`` the articles that carry them; ``root`` the earliest member.
    """

    id: str
    root: str
    members: tuple[str, ...]
    documents: tuple[str, ...]
    actor: str | None
    why: str
    circular: bool = False
    suspicious: str | None = None  # why it may be an information operation
    links: tuple[tuple[str, str], ...] = ()  # the pairs of members by which it was put together: earlier, later


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents that are the same text passed on (``copy``) or edited in place (``version``)."""

    id: str
    kind: Literal["copy", "version"]
    documents: tuple[str, ...]  # earliest first
    score: float
    why: str
    suspicious: str | None = None  # why it may be an information operation
