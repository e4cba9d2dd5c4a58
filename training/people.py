"""Heads of state and government since 1945, as the register's table of people: `python -m training.people --data DIR`.

Adapts the Phoenix country dictionary of the Open Event Data Alliance (MIT): entries with a dated period of rule
become one line a state, ``ISO: Name;Name``. Anything else in that file (ministers, misspellings, aliases) is left out.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

SOURCE = "events/petrarch2/dictionaries/Phoenix.Countries.actors.txt"
TARGET = Path(__file__).parents[1] / "src/tocsin/read/languages/en/actors_people.yaml"
HEADER = """\
# Heads of state and government since 1945 by state. Adapted from the Phoenix country actor dictionary,
# Copyright (c) 2014 Open Event Data Alliance, MIT License; made by training/people.py, not by hand.
people:
"""
_CODE = re.compile(r"\[([A-Z]{3})(GOV|ELI)[A-Z]* ?([^\]]*)\]")
_TITLE = re.compile(r"PRESIDENT|SECRETARY|LEADER|MINISTER|PREMIER|GENERAL_|KING_|PRINCE|QUEEN|CHANCELLOR")
_SMALL = {"de", "da", "dos", "van", "von", "der", "bin", "ibn", "al", "el", "la", "du", "y", "e"}
_RETIRED = {"TMP": "TLS", "ROM": "ROU", "KSV": "XKX", "ZAR": "COD", "PAL": "PSE"}


def entries(text: str) -> list[tuple[str, str]]:
    """Each main entry with all its codes in one string."""
    found: list[tuple[str, str]] = []
    for line in text.split("\n"):
        bare = line.split("#")[0].rstrip()
        if not bare or bare[0] == "+":
            continue
        if bare[0] not in " \t":
            found.append((bare.split("[")[0].strip(" _\t"), ""))
        if found and "[" in bare:
            found[-1] = (found[-1][0], found[-1][1] + bare[bare.index("[") :])
    return found


def ruled(codes: str) -> str | None:
    """The state somebody ruled after 1945, or None."""
    matched = _CODE.findall(codes)
    if not any(kind == "ELI" for _, kind, _ in matched):
        return None
    for state, kind, when in matched:
        years = re.findall(r"\b(\d{2})\d{4}", when)
        if kind == "GOV" and years and (when.startswith(">") or any(int(y) >= 45 or int(y) <= 25 for y in years)):
            return _RETIRED.get(state, state)
    return None


def shown(name: str) -> str:
    """``ROH_MOO_HYUN`` as ``Roh Moo Hyun``."""
    words = [w.lower() for w in re.split(r"[_ ]+", name) if w]
    return " ".join(w if w in _SMALL and i else w.capitalize() for i, w in enumerate(words))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    text = (parser.parse_args().data / SOURCE).read_text(encoding="latin-1")
    people: dict[str, set[str]] = {}
    for name, codes in entries(text):
        state = ruled(codes)
        named = "_" in name and re.fullmatch(r"[A-Z][A-Z_.' -]{4,40}", name)
        if state and named and not _TITLE.search(name):
            people.setdefault(state, set()).add(shown(name))
    lines = [f"  {state}: {';'.join(sorted(people[state]))}\n" for state in sorted(people)]
    TARGET.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(sum(map(len, people.values())), "people of", len(people), "states")


if __name__ == "__main__":
    main()
