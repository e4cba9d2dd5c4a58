"""What a reader may ask of a page: the same parameters on every page, its JSON twin and its CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query, Request

PAGE = 50
FIRST, LAST = 1900, 2200  # years
LONGEST = 200  # characters of a word that is searched for


@dataclass(frozen=True, slots=True)
class Ask:
    """One request's parameters; empty ones ask nothing."""

    watch: str | None = None
    as_of: date | None = None
    q: str = ""
    act: str = ""
    polarity: str = ""
    outlet: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""
    without: tuple[str, ...] = ()
    page: int = 1

    def rows(self) -> slice:
        """The rows of the page asked for."""
        return slice((self.page - 1) * PAGE, self.page * PAGE)

    def parameters(self, **changes: Any) -> str:
        """The query string of this request with some things changed; "" when nothing is asked."""
        given = {name: getattr(self, name) for name in self.__dataclass_fields__} | changes
        if given["page"] == 1:
            given["page"] = None
        pairs = [(k, v) for k, values in given.items() for v in (values if isinstance(values, tuple) else (values,))]
        text = urlencode([(k, v) for k, v in pairs if v not in (None, "")])
        return f"?{text}" if text else ""

    def keeping(self, **changes: Any) -> str:
        """The query string that keeps only the watch and the day, for a link to another page."""
        return Ask(self.watch, self.as_of).parameters(**changes)


def day(name: str, given: str) -> date | None:
    """A date as a form sends it; "" is none. Raises a 422 in one sentence."""
    try:
        found = date.fromisoformat(given) if given else None
    except ValueError as error:
        raise HTTPException(422, f"{name} is a day such as 2022-12-10") from error
    if found and not FIRST <= found.year <= LAST:
        raise HTTPException(422, f"{name} is a day between {FIRST} and {LAST}")
    return found


Text = Annotated[str, Query(max_length=LONGEST)]
DAY = r"^((19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$"
Day = Annotated[str, Query(pattern=DAY, description="A day such as 2022-12-10")]


def asked(
    request: Request,
    watch: Text = "",
    as_of: Day = "",
    q: Text = "",
    act: Annotated[str, Query(max_length=20)] = "",
    polarity: Annotated[str, Query(max_length=20)] = "",
    outlet: Text = "",
    source: Text = "",
    since: Day = "",
    until: Day = "",
    kind: Annotated[str, Query(max_length=40)] = "",
    without: Annotated[list[str] | None, Query(max_length=100)] = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Ask:
    """The parameters that every page understands."""
    return Ask(
        watch or None, day("as_of", as_of), q, act, polarity, outlet, source,
        day("since", since), day("until", until), kind, tuple(w[:LONGEST] for w in without or () if w), page,
    )  # fmt: skip


Asked = Annotated[Ask, Depends(asked)]
