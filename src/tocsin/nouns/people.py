"""People of a team: "This person may do that, and proved who they are with this." """

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["reader", "analyst", "editor", "administrator"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "editor", "administrator")  # each may do what those before it may


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the desk."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the person's role reaches that far."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Account:
    """A person with the argon2 hash of their password; ``closed`` accounts let nobody in and free no name."""

    name: str
    role: Role
    secret: str
    made: datetime
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """A session or token: whoever holds the secret with this SHA-256 is that person, until then, up to that role."""

    hash: str
    kind: Literal["session", "token"]
    account: str
    role: Role
    label: str
    made: datetime
    until: datetime
