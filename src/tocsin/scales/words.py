"""Words of probability as people read them: the median reading and its spread, measured (CAPphrase, CC BY 4.0)."""

from functools import cache

from tocsin.scales.tables import table

FLOOR, CEILING = 0.005, 0.995  # no report is worth an infinite amount of log-odds


def known() -> list[str]:
    """Every word a watch may use, sorted."""
    data = table("words")
    return sorted([*data["measured"], *data["as"]])


def number(word: str) -> float | None:
    """The median reading of a word of probability (0..1), or None when it is not one of ours."""
    curve = quantiles(word)
    return None if curve is None else curve[1][curve[0].index(0.5)]


@cache
def quantiles(word: str) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """The measured quantile curve of a word: (levels, readings), ready for linear interpolation."""
    data, name = table("words"), " ".join(word.lower().split())
    readings = data["measured"].get(data["as"].get(name, name))
    if readings is None:
        return None
    return tuple(data["quantiles"]), tuple(min(CEILING, max(FLOOR, r / 100)) for r in readings)
