"""From YAML to a Watch: ``load("cross-border-invasion:attacker=CHN,target=TWN")`` or the same of one's own file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tocsin.errors import WatchError
from tocsin.nouns.watch import BaseRate, Hypothesis, Indicator, Look, Question, Watch
from tocsin.packs.countries import countries
from tocsin.packs.fill import Filling, Steps, circular, unfilled, value_of
from tocsin.packs.near import near
from tocsin.packs.rates import base_rate
from tocsin.packs.schema import BaseRatePart, IndicatorPart, LookPart, WatchPart
from tocsin.packs.source import line_of, tree

FOLDER = Path(__file__).parent / "watches"


def names() -> list[str]:
    """The packs that are shipped."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load(name_or_path: str | Path, **parameters: str) -> Watch:
    """A watch by pack name or from a YAML file, either with ``:key=value,…`` or keyword parameters.

    Raises WatchError: unknown pack or parameter (with near names), or a file that makes no sense (file, line, field).
    """
    name, given = _split(str(name_or_path))
    path = _path(name)
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WatchError(f"cannot be read: {error.__class__.__name__}", path=str(path)) from None
    return parse(tree(source, str(path)), source, str(path), {**given, **parameters})


def parse(raw: dict[str, Any], source: str, path: str, parameters: dict[str, str]) -> Watch:
    """A watch from a parsed file; ``source`` is only used to name the line of a mistake."""
    part = _validated(raw, source, path)
    values = _values(part, path, parameters)
    if circle := circular(part.define):
        what = f"define.{circle[0]}: is defined in terms of itself ({' → '.join(circle)})"
        raise WatchError(what, path=path, line=line_of(source, ("define", circle[0])))
    whole = Filling(values, part.define).into(raw)
    for where, wrong in unfilled(whole, [*values, *part.define]):
        raise WatchError(f"{_field(raw, where)}: {wrong}", path=path, line=line_of(source, where))
    filled = _validated(whole, source, path)
    return _watch(filled, {key: value.code for key, value in values.items()}, values, path)


def _split(text: str) -> tuple[str, dict[str, str]]:
    """A name or path, and the parameters behind its last colon; a file that is so called in full has none."""
    match = re.fullmatch(r"(.+):([\w-]+=[^:/\\]*)", text)
    if match is None or (match[1] not in names() and Path(text).is_file()):
        return text, {}
    pairs = [pair.partition("=") for pair in match[2].split(",") if pair.strip()]
    return match[1], {key.strip(): value.strip() for key, _, value in pairs}


def _path(name: str) -> Path:
    if name in names():
        return FOLDER / f"{name}.yaml"
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or "/" in name:
        if path.is_file():
            return path
        raise WatchError("no such file", path=name)
    raise WatchError(f"unknown watch {name!r}{near(name, names()) or '; the packs are ' + ', '.join(names())}")


def _values(part: WatchPart, path: str, parameters: dict[str, str]) -> dict[str, Any]:
    for key in parameters:
        if key not in part.parameters:
            known = ", ".join(part.parameters) or "none"
            raise WatchError(f"unknown parameter {key!r} (it has {known}){near(key, part.parameters)}", path=part.id)
    return {key: value_of(p.kind, parameters.get(key, p.default), part.id) for key, p in part.parameters.items()}


def _validated(raw: dict[str, Any], source: str, path: str) -> WatchPart:
    try:
        return WatchPart.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = tuple(first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise WatchError(f"{_field(raw, where)}: {message}", path=path, line=line_of(source, where)) from None


def _field(raw: dict[str, Any], where: Steps) -> str:
    """A field as dotted steps, behind the indicator or hypothesis that it is of by name."""
    dotted = ".".join(map(str, where))
    if len(where) < 3 or where[0] not in ("indicators", "hypotheses"):
        return dotted
    part = raw[str(where[0])][where[1]]
    if not isinstance(part, dict) or not isinstance(part.get("id"), str):
        return dotted
    kind = "indicator" if where[0] == "indicators" else "hypothesis"
    return f"{kind} {part['id']!r}: {'.'.join(map(str, where[2:]))}"


def _watch(part: WatchPart, codes: dict[str, str], values: dict[str, Any], path: str) -> Watch:
    watch = Watch(
        id=":".join(filter(None, [part.id, ",".join(f"{k}={v}" for k, v in sorted(codes.items()))])),
        version=part.version,
        question=Question(
            part.question.text,
            part.question.resolves,
            tuple(sorted(set(part.question.horizons))),
            _rate(part.question.base_rate, path),
        ),
        hypotheses=tuple(Hypothesis(**h.model_dump()) for h in part.hypotheses),
        indicators=tuple(_indicator(i, part.avoid, path) for i in part.indicators),
        scale=part.scale,
        tau=part.tau,
        parameters=codes,
        sources=tuple(part.sources),
        aliases={**_names(part, values), **part.aliases},
        interests=dict(part.interests),
        called={v.code: v.short for v in values.values() if v.called},
    )
    _coherent(watch, path)
    return watch


def _names(part: WatchPart, values: dict[str, Any]) -> dict[str, str]:
    """The names of every side the pack speaks of, so that a bare headline can be placed without a reader."""
    looks = [look for indicator in part.indicators for look in indicator.looks]
    codes = {code for look in looks for code in (*look.agents, *look.patients, *look.places)}
    codes = {code.partition(":")[0] for code in codes}
    sides = {**{code: c for code in codes if (c := countries().get(code))}, **{v.code: v for v in values.values()}}
    return {name: f"state:{code}" for code in sorted(sides) for name in sides[code].names}


def _rate(part: BaseRatePart, path: str) -> BaseRate:
    if part.rate is not None:
        return base_rate(part.rate, part.days, path)
    if part.probability is None or part.low is None or part.high is None or not part.source:
        raise WatchError("question.base_rate: give either rate, or probability, low, high and source", path=path)
    return BaseRate(part.probability, part.days, part.low, part.high, part.source)


def _indicator(part: IndicatorPart, avoid: list[str], path: str) -> Indicator:
    data = part.model_dump(exclude={"looks"})
    looks = tuple(_look(look, avoid, f"{path}: indicator {part.id!r}") for look in part.looks)
    data.update(looks=looks, examples=tuple(part.examples), counter_examples=tuple(part.counter_examples))
    return Indicator(**data)


def _look(part: LookPart, avoid: list[str], where: str) -> Look:
    for pattern in (*part.terms, *part.avoid, *avoid):
        try:
            re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            raise WatchError(f"{pattern!r} is not a regular expression: {error}", path=where) from None
    if not part.events and not part.terms:
        raise WatchError("a look needs events or terms", path=where)
    return Look(
        events=tuple(part.events),
        agents=tuple(part.agents),
        patients=tuple(part.patients),
        places=tuple(part.places),
        terms=tuple(part.terms),
        avoid=(*part.avoid, *avoid),
        talk=part.talk,
    )


def _coherent(watch: Watch, path: str) -> None:
    """What a schema cannot say: ids are unique, every cell is filled, priors sum to one."""
    hypotheses = [h.id for h in watch.hypotheses]
    for kind, ids in (("hypothesis", hypotheses), ("indicator", [i.id for i in watch.indicators])):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise WatchError(f"{kind} {twice[0]!r} is given twice", path=path)
    total = sum(h.prior for h in watch.hypotheses)
    if abs(total - 1.0) > 0.005:
        raise WatchError(f"hypotheses: priors sum to {total:.3f}, expected 1", path=path)
    if not any(h.target for h in watch.hypotheses):
        raise WatchError("hypotheses: none is marked target: true, so there is nothing to warn of", path=path)
    for indicator in watch.indicators:
        odd = sorted(set(indicator.likelihood) ^ set(hypotheses))
        if odd:
            raise WatchError(f"indicator {indicator.id!r}: likelihood and hypotheses differ in {odd[0]!r}", path=path)
