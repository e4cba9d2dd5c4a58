"""What a person gives to be followed – addresses, OPML files, plain lists – as places for the collector."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tocsin.gather import lists, sniff
from tocsin.gather.characters import decode
from tocsin.gather.files import said
from tocsin.nouns.trouble import Trouble

LONGEST = 5_000_000  # bytes of a list


def places(arguments: Sequence[str]) -> tuple[list[lists.Place], list[Trouble]]:
    """Every place once, in the order given, and what could not be understood."""
    found: dict[str, lists.Place] = {}
    troubles = []
    for argument in arguments:
        held = _held(argument)
        if isinstance(held, Trouble):
            troubles.append(held)
            continue
        for place in held:
            found.setdefault(place.url, place)
    return list(found.values()), troubles


def _held(argument: str) -> Iterable[lists.Place] | Trouble:
    if argument.startswith(("http://", "https://")):
        return [lists.Place(argument)]
    try:
        data = Path(argument).read_bytes()[:LONGEST]
    except (OSError, ValueError) as error:
        return Trouble(argument, None, said(error))
    text = decode(data).text
    held = lists.opml(text) if sniff.form(data[: sniff.HEAD]) == "opml" else lists.addresses(text)
    return held or Trouble(argument, None, "names no place to follow: an OPML file or one address a line is expected")
