"""Planted streams: the same seed gives the same world, copies share an origin, and the truth is recoverable."""

import numpy as np

from tests.weigh.made import watch
from tocsin import weigh
from tocsin.weigh import scoring, synthetic


def worlds(count: int, seed: int = 7) -> tuple[dict[str, object], list[synthetic.World]]:
    rng = np.random.default_rng(seed)
    corps = synthetic.voices(6, rng)
    believed = synthetic.known(corps, 40, rng)
    return dict(believed), [synthetic.plant(watch(), corps, rng) for _ in range(count)]


def test_the_same_seed_plants_the_same_world() -> None:
    assert worlds(3)[1] == worlds(3)[1]


def test_copies_share_an_origin_and_a_source() -> None:
    for world in worlds(5)[1]:
        by_origin: dict[str, set[str | None]] = {}
        for s in world.sightings:
            by_origin.setdefault(world.origins[s.id], set()).add(s.source)
        assert all(len(sources) == 1 for sources in by_origin.values())
        assert len(by_origin) < len(world.sightings)


def test_forecasts_of_planted_worlds_are_calibrated_and_sharper_than_the_base_rate() -> None:
    from datetime import timedelta

    believed, planted = worlds(250)
    pairs = []
    for world in planted:
        table = weigh.columns(watch(), world.sightings, believed)  # type: ignore[arg-type]
        answer = weigh.weigh(watch(), table, world.day, draws=2, full=False)
        came = world.outcome is not None and world.outcome <= world.day + timedelta(30)
        pairs.append((answer.forecasts[1].p, came))
    rate = sum(y for _, y in pairs) / len(pairs)
    assert scoring.brier(pairs) < 0.9 * scoring.brier([(rate, y) for _, y in pairs])
    assert scoring.ece(scoring.calibration(pairs)) <= 0.08  # few worlds: gold measures many
