"""The verb patterns of CAMEO as PLOVER classes, the reader's back-off lexicon: `python -m training.verbs --data DIR`.

Adapts the CAMEO 2.0 verb dictionary of the Open Event Data Alliance (MIT) through PLOVER's own conversion table
(CC BY-SA 4.0, facts only). Written as one line a block: verbs | class | complement > class ; … where a complement is
an object noun (with its modifiers before it, a set marked @) and / preposition noun. Patterns that need words before
the verb are left out: the reader has a syntax for that.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

SOURCE = "events/petrarch2/dictionaries/CAMEO.2.0.txt"
TABLE = "events/plover/CAMEO2PLOVER-2021.txt"
TARGET = Path(__file__).parents[1] / "src/tocsin/read/languages/en/events_cameo.yaml"
HEADER = """\
# Verb patterns of CAMEO as PLOVER classes. Adapted from the CAMEO 2.0 verb dictionary for PETRARCH,
# Copyright (c) 2015 Open Event Data Alliance, MIT License; made by training/verbs.py, not by hand.
"""
_WORDS = """ABOUT ABOVE ACROSS AFTER AGAINST ALONG AMONG AROUND AS AT BEFORE BEHIND BETWEEN BY DURING FOR FROM IN INSIDE
INTO NEAR OF OFF ON ONTO OUT OVER THROUGH TO TOWARD TOWARDS UNDER UNTIL UPON WITH WITHIN WITHOUT"""
_PREPS = set(_WORDS.split())
OVERRIDE = {"163": "SANCTION:discontinue", "0813": "CONCEDE", "0814": "CONCEDE", "055": "CONCEDE", "056": "CONCEDE"}


def conversion(text: str) -> dict[str, str]:
    """CAMEO code → PLOVER class, with mode where there is one."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = re.match(r"(\d{2,4}): ([A-Z]+) *, *([\w-]*)", line)
        if match:
            mode = match[3] if match[3] not in ("return", "ease", "pro_autocracy", "political", "ban") else ""
            found[match[1]] = f"{match[2]}:{mode}" if mode else match[2]
    return {**found, **OVERRIDE}


def plover(code: str, table: dict[str, str]) -> str:
    """The class of a code such as 042:043; NONE for comments and appeals and for what is no event."""
    code = code.split(":")[0].strip()
    if code.startswith("02"):
        return "REQUEST"
    while len(code) > 2 and code not in table:
        code = code[:-1]
    return table.get(code, "NONE")


def word(token: str) -> str:
    """A dictionary token as a lower-case word, a set with @ before it."""
    token = token.strip("{}").rstrip("_")
    return ("@" + token[1:] if token.startswith("&") else token.lower()).replace("_", " ")


def complement(pattern: str) -> str | None:
    """``* {HUMAN RIGHTS} (IN &TOWN)`` as ``human rights /in @TOWN``; None for what cannot be said that way."""
    before, _, after = pattern.partition("*")
    if before.strip() or "%" in after or "$" in after or "+" in after:
        return None
    preps = re.findall(r"\(([^()]*)\)", after)
    if "(" in re.sub(r"\([^()]*\)", "", after):
        return None
    tokens = re.sub(r"\([^()]*\)", " ", after).replace("{", " ").replace("}", " ").split()
    parts = []
    if tokens and tokens[0] in _PREPS | {"BACK", "AWAY", "DOWN", "UP"}:
        parts.append("/" + " ".join(word(t) for t in tokens))
    elif tokens:
        parts.append(" ".join(word(t) for t in tokens))
    for prep in preps:
        inner = prep.replace("{", " ").replace("}", " ").split()
        if not inner or inner[0] not in _PREPS:
            return None
        parts.append("/" + " ".join(word(t) for t in inner))
    return " ".join(parts) or None


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    table = conversion((data / TABLE).read_text(encoding="utf-8"))
    lines = (data / SOURCE).read_text(encoding="latin-1").splitlines()
    sets, blocks = read(lines, table)
    out = [HEADER, "sets:\n"]
    out += [f"  {name}: {'; '.join(dict.fromkeys(nouns))}\n" for name, nouns in sorted(sets.items()) if nouns]
    out += ["verbs: |\n"]
    out += [f"  {'; '.join(v)}|{c}|{'; '.join(f'{a} > {b}' for a, b in p.items())}\n" for v, c, p in blocks]
    TARGET.write_text("".join(out), encoding="utf-8")
    print(
        len(blocks),
        "blocks,",
        sum(len(v) for v, _, _ in blocks),
        "verbs,",
        sum(len(p) for _, _, p in blocks),
        "patterns",
    )


Block = tuple[list[str], str, dict[str, str]]


def read(lines: list[str], table: dict[str, str]) -> tuple[dict[str, list[str]], list[Block]]:
    """The sets of nouns and the blocks of verbs."""
    sets: dict[str, list[str]] = {}
    blocks: list[Block] = []
    current: list[str] | None = None
    for line in lines:
        bare = line.split("#")[0].strip()
        if line.startswith("######## TRANS"):
            break
        if head := re.match(r"---\s+(\S+)\s+\[([^\]]*)\]\s+---", bare):
            blocks.append(([], plover(head[2], table), {}))
            current = None
        elif bare.startswith("&") and not blocks:
            current = sets.setdefault(bare[1:], [])
        elif bare.startswith("+") and current is not None and not blocks:
            current.append(word(bare[1:]))
        elif bare.startswith("- ") and blocks:
            pattern, _, code = bare[2:].partition("[")
            said = complement(pattern.strip())
            if said and len(said) < 60:
                blocks[-1][2].setdefault(said, plover(code.rstrip("] "), table))
        elif bare and blocks and not bare.startswith("-"):
            verb = re.split(r"[{\[]", bare)[0].strip().rstrip("_").lstrip("+").lower().replace("_", " ")
            if re.fullmatch(r"[a-z -]{2,30}", verb):
                blocks[-1][0].append(verb)
    known = {f"@{name}" for name, nouns in sets.items() if nouns}
    for _, _, patterns in blocks:
        for said in [p for p in patterns if not {w for w in p.split() if w.startswith("@")} <= known]:
            del patterns[said]
    return sets, [b for b in blocks if b[0]]


if __name__ == "__main__":
    main()
