"""Warning problems: load, show, check, start."""

from __future__ import annotations

from tocsin.nouns.watch import Indicator, Watch


def watch(name: str) -> Watch:
    """A warning problem by name or file; ``:key=value,key=value`` behind either sets its parameters."""
    from tocsin import packs

    return packs.load(name)


def watch_names() -> list[str]:
    """The warning problems that come with tocsin."""
    from tocsin import packs

    return packs.names()


def new_watch(name: str) -> str:
    """A commented YAML file to fill in."""
    from tocsin import packs

    return packs.new(name)


def describe_watch(problem: Watch) -> str:
    """A watch as text for people."""
    rate = problem.question.base_rate
    lines = [
        f"{problem.id} (version {problem.version})",
        problem.question.text,
        f"Resolves: {problem.question.resolves}",
        f"Base rate: {rate.probability:.2%} in {rate.days} days ({rate.low:.2%} to {rate.high:.2%}): {rate.source}",
        f"Horizons: {', '.join(map(str, problem.question.horizons))} days",
        "",
        "Hypotheses",
    ]
    lines += [
        f"  {h.id:<18} {h.prior:>6.1%}  {h.text}{'  (the warned-of event)' if h.target else ''}"
        for h in problem.hypotheses
    ]
    lines += ["", "Indicators"]
    for indicator in problem.indicators:
        lines += indicator_lines(indicator)
    return "\n".join(lines)


def indicator_lines(indicator: Indicator) -> list[str]:
    """One indicator: what it is, and how likely under each hypothesis."""
    words = "; ".join(f"{h}: {word}" for h, word in indicator.likelihood.items())
    group = f", moves with group {indicator.group}" if indicator.group else ""
    soft = ", soft: follows the fear and not the deed" if indicator.soft else ""
    return [
        f"  {indicator.id}: {indicator.text}",
        f"      {words}",
        f"      half-life {indicator.half_life:g} days{group}{soft}",
    ]


def lint_watch(name: str) -> tuple[list[str], bool]:
    """What is wrong with a watch, and how well each indicator tells; True when an error is found."""
    from tocsin import packs, read, resolve

    problem = packs.load(name)
    found = packs.lint(problem, resolve.fires, read.sides())
    lines = [
        f"{d.verdict:<7} {d.indicator:<28} lit {d.lit:4.2f}  absent {d.absent:4.2f}"
        for d in packs.diagnosticity(problem)
    ]
    lines += [f"{p.level}: {p.where}: {p.what}" for p in found]
    return lines, any(p.level == "error" for p in found)
