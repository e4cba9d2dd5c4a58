"""Packs load, their samples fire, and mistakes in one's own file get a sentence with its line."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tocsin import packs
from tocsin.errors import WatchError
from tocsin.packs.countries import countries, country
from tocsin.packs.fill import Filling, classes, straits
from tocsin.packs.rates import base_rate, rates
from tocsin.read import sides
from tocsin.resolve.sightings import fires
from tocsin.weigh.horizon import by, main_horizon
from tocsin.weigh.posterior import model, moves, posterior

ELSEWHERE = {
    "ally-enters-war": "ally-enters-war:ally=PRK,belligerent=CHN,target=KOR",
    "ceasefire-collapse": "ceasefire-collapse:side_a=AZE,side_b=ARM",
    "coup-attempt": "coup-attempt:country=MLI",
    "cross-border-invasion": "cross-border-invasion:attacker=CHN,target=TWN",
    "mass-displacement": "mass-displacement:country=ETH",
    "strait-closure": "strait-closure:strait=taiwan,actor=CHN",
}


@pytest.mark.parametrize("name", sorted([*packs.names(), *ELSEWHERE.values()]))
def test_every_pack_passes_its_own_lint_here_and_elsewhere(name: str) -> None:
    assert [p for p in packs.lint(packs.load(name), fires) if p.level != "note"] == []


@pytest.mark.parametrize("name", packs.names())
def test_every_pack_has_what_an_analyst_needs(name: str) -> None:
    watch = packs.load(name)
    assert len(watch.indicators) >= 12 and watch.question.base_rate.source and watch.question.resolves
    assert any(h.id == "none" or "none of these" in h.text or h.id == "holds" for h in watch.hypotheses)
    assert all(i.examples and i.counter_examples for i in watch.indicators)
    assert watch.question.horizons == tuple(sorted(watch.question.horizons))


def test_parameters_reach_texts_sides_and_names() -> None:
    watch = packs.load("cross-border-invasion", attacker="China", target="twn")
    assert watch.parameters == {"attacker": "CHN", "target": "TWN"}
    assert "China" in watch.question.text and watch.aliases["Taipei"] == "state:TWN"
    assert watch.interests == {"CHN": "calm"}
    assert packs.load("cross-border-invasion:attacker=CHN,target=TWN") == watch


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("cross-border-invasoin", "did you mean 'cross-border-invasion'"),
        ("cross-border-invasion:atacker=RUS", "did you mean 'attacker'"),
        ("cross-border-invasion:attacker=Rusia", "did you mean 'Russia'"),
        ("strait-closure:strait=hormus", "did you mean 'hormuz'"),
        ("no/such/file.yaml", "no such file"),
    ],
)
def test_what_is_not_known_gets_near_names(asked: str, says: str) -> None:
    with pytest.raises(WatchError, match=says):
        packs.load(asked)


def broken(tmp_path: Path, old: str, new: str) -> str:
    text = packs.new("mine")
    assert old in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("attack: likely, pressure", "attack: quite likely, pressure", "not a word of probability"),
        ("prior: 0.02", "prior: 0.22", "priors sum to 1.2"),
        ("prior: 0.02", "prior: lots", "prior"),
        ("half_life: 14", "half_life: 0", "half_life"),
        ("half_life: 14", "half_life: .inf", "half_life: Input should be a finite number"),
        ("hazard: 0.05", "hazard: .nan", "hazard: Input should be"),
        ("hypotheses:", "tau: .inf\nhypotheses:", "tau: Input should be a finite number"),
        ("hazard: 0.05, target: true", "hazard: 0.05", "none is marked target"),
        ("id: medical", "id: buildup", "given twice"),
        ("'field hospital\\w*'", "'field (hospital'", "not a regular expression"),
        ("pressure: unlikely, none: almost no chance}", "none: almost no chance}", "likelihood and hypotheses differ"),
        ("rate: crisis_to_full_war_post1945", "rate: crisis_to_full_wra_post1945", "did you mean"),
        ("question:", "question: [", "not readable as YAML"),
        ("indicators:", "indicatorz:", "indicators"),
        (
            "agents: [",
            "events: [ASSAULTT]\n        agents: [",
            "indicator 'buildup': looks.0.events.0: there is no class",
        ),
        (
            "agents: [",
            "events: ['MOBILIZE:trops']\n        agents: [",
            "MOBILIZE has no mode 'trops', expected police, tr",
        ),
        (
            "{attacker}.{0,60}",
            "{atacker}.{0,60}",
            "looks.0.terms.0: unknown placeholder {atacker}.*did you mean 'attacker'",
        ),
        ("{attacker} masses", "{Attacker} masses", "indicator 'buildup': text: unknown placeholder {Attacker}"),
        ("{attacker:adj} side", "{attacker:adjective} side", "there is no form 'adjective' of a name"),
        ("{attacker:adj} troops", "{attacker:adj} {forces}", "is a piece of 'define', expected only in terms"),
        ("forces: troops", "forces: '{forces}|x'\n  other: troops", "define.forces: is defined in terms of itself"),
        ("forces: troops", "forces: '{b1}'\n  b1: '{forces}'\n  c: troops", "forces → b1 → forces"),
        (
            "rate: crisis_to_full_war_post1945",
            "probability: 0.02\n    low: 0.5\n    high: 0.1\n    source: a book",
            "question.base_rate: expected low, probability and high in this order, not 0.5, 0.02, 0.1",
        ),
        ("days: 30", "days: 99999999", "question.base_rate.days"),
        ("id: medical", "id: medical\n    id: aid", "'id' is given twice, first in line 47"),
        ("{id: pressure", "{id: attack", "hypothesis 'attack' is given twice"),
        (
            "why: A state",
            "expected_by: 2022-02-30 # ",
            "'evacuates-embassy': expected_by: expected a day such as 2022-03-19",
        ),
        ("half_life: 14", "half_life: 0x_", "not readable as YAML"),
    ],
)
def test_a_mistake_gets_one_sentence(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(WatchError, match=says) as caught:
        packs.load(broken(tmp_path, old, new))
    assert "\n" not in str(caught.value) and "mine" in str(caught.value)


def test_a_mistake_in_a_field_names_its_line(tmp_path: Path) -> None:
    path = broken(tmp_path, "attack: likely, pressure", "attack: quite likely, pressure")
    line = next(n for n, row in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1) if "quite" in row)
    with pytest.raises(WatchError) as caught:
        packs.load(path)
    assert caught.value.line == line


def test_a_pattern_may_name_a_shared_class_and_a_watch_of_ones_own_goes_before_it(tmp_path: Path) -> None:
    look = "'field hospital\\w*'"
    (medical,) = (i for i in packs.load(broken(tmp_path, look, "'{soldiers} dig'")).indicators if i.id == "medical")
    assert re.search(medical.looks[0].terms[0], "two commandos dig in") and "{" not in medical.looks[0].terms[0]
    assert Filling({}, {"soldiers": "hussars"}).into("{soldiers}", "terms") == "(?:hussars)"
    assert Filling({"soldiers": country("MLI")}).into("{soldiers:name}", "terms") == "Mali"
    assert Filling({}).into("{soldiers} of old", "text") == "{soldiers} of old"


def test_a_class_stands_for_whole_words_and_names_only_classes() -> None:
    for name in classes():
        pattern = Filling({}).into(f"{{{name}}}", "terms")
        assert re.compile(pattern, re.IGNORECASE) and not re.search(r"\{[a-z_]+\}", pattern), name
        assert not re.fullmatch(pattern, "", re.IGNORECASE), name


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("soldiers", "the armed forces", True),
        ("soldiers", "army officers", True),
        ("soldiers", "prison guards", False),
        ("soldiers", "customs officers", False),
        ("seats_of_power", "near the national assembly", True),
        ("seats_of_power", "a congresswoman", False),
        ("taking", "gained control of the port", True),
        ("ten_on", "twenty-six farmers", True),
        ("ten_on", "1,200 farmers", True),
        ("ten_on", "9 farmers", False),
        ("ten_on", "tension", False),
        ("two_on", "seven farmers", True),
        ("two_on", "one farmer", False),
        ("ten_thousand_on", "sixty thousand people", True),
        ("ten_thousand_on", "25,400 people", True),
        ("ten_thousand_on", "2,540 people", False),
        ("sacking", "the dismissal of a general", True),
        ("sacked", "was taken into custody", True),
        ("called_up", "were called up", True),
        ("fleeing", "driven out of the valley", True),
        ("weather", "closed by a storm", True),
        ("weather", "soldiers storm the palace", False),
        ("weather", "a hail of bullets", False),
        ("walkout", "a strike of crane drivers", True),
        ("walkout", "an air strike on the airport", False),
        ("mishap", "struck a reef", True),
        ("mishap", "struck a hospital", False),
    ],
)
def test_what_the_classes_hold(name: str, text: str, found: bool) -> None:
    assert bool(re.search(Filling({}).into(f"{{{name}}}", "terms"), text, re.IGNORECASE)) is found


def test_the_island_is_not_the_strait() -> None:
    watch = packs.load("strait-closure:strait=taiwan,actor=CHN")
    lit = {i.id for i in watch.indicators if fires(watch, i, "Traffic in Taiwan fell by a third and premiums rose")}
    assert not lit and "Taiwan" not in watch.aliases
    assert any(fires(watch, i, "China begins a blockade of Taiwan") for i in watch.indicators)


@pytest.mark.parametrize("text", ["", "[]", "just words", "id: [1", "id: " + "[" * 200_000])
def test_a_file_that_is_no_watch(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WatchError):
        packs.load(str(path))


def test_the_template_is_a_watch_that_passes(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(packs.new("mine"), encoding="utf-8")
    watch = packs.load(str(path), attacker="AZE", target="ARM")
    assert not [p for p in packs.lint(watch, fires) if p.level == "error"]
    with pytest.raises(WatchError, match="not a good id"):
        packs.new("../mine")


@pytest.mark.parametrize("name", ["mine.yaml", "./mine.yaml", "a:b/mine.yaml", "mine:x=1.yaml"])
def test_a_file_of_one_s_own_takes_parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(packs.new("mine"), encoding="utf-8")
    assert packs.load(name).parameters == {"attacker": "RUS", "target": "UKR"}
    assert packs.load(f"{name}:attacker=CHN,target=Taiwan").parameters == {"attacker": "CHN", "target": "TWN"}
    assert not [p for p in packs.lint(packs.load(f"{name}:attacker=CHN,target=TWN"), fires) if p.level == "error"]
    with pytest.raises(WatchError, match=r"unknown parameter 'atacker'.*did you mean 'attacker'"):
        packs.load(f"{name}:atacker=CHN")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("gone.yaml:attacker=CHN", "^gone.yaml: no such file"),
        ("C:\\gone.yaml:attacker=CHN", r"^C:\\gone.yaml: no such file"),
        ("C:\\gone.yaml", r"^C:\\gone.yaml: no such file"),
        ("a:b=c/gone.yaml", "^a:b=c/gone.yaml: no such file"),
    ],
)
def test_a_file_that_is_not_there_is_named_without_its_parameters(asked: str, says: str) -> None:
    with pytest.raises(WatchError, match=says):
        packs.load(asked)


def test_lint_finds_what_cannot_tell_and_what_counts_twice(tmp_path: Path) -> None:
    same = "likelihood: {attack: likely, pressure: likely, none: likely}"
    path = broken(tmp_path, "likelihood: {attack: almost certain, pressure: very likely, none: unlikely}", same)
    whats = [p.what for p in packs.lint(packs.load(path))]
    assert any("cannot tell the hypotheses apart" in what for what in whats)
    path = broken(tmp_path, "'blood (?:supplies|bank)']", "'(?:mass\\w*|amass\\w*|concentrat\\w+).{0,60}{forces}']")
    text = Path(path).read_text(encoding="utf-8").replace("group: logistics\n    looks", "looks", 1)
    Path(path).write_text(text, encoding="utf-8")
    assert any("count twice" in p.what for p in packs.lint(packs.load(path)))
    assert any("does not fire" in p.what for p in packs.lint(packs.load(path), lambda *_: False))


def test_titles_of_works_days_and_pieces_of_patterns_stand_as_they_are(tmp_path: Path) -> None:
    works = 'sources: ["{NATO} and its critics"]\ndefine:\n  sign: "\\\\N{SEMICOLON}"'
    path = broken(tmp_path, "define:", works)
    text = Path(path).read_text(encoding="utf-8").replace("half_life: 14", "expected_by: 2022-02-20\n    half_life: 14")
    Path(path).write_text(text, encoding="utf-8")
    watch = packs.load(path)
    assert watch.sources == ("{NATO} and its critics",) and watch.indicators[0].expected_by == date(2022, 2, 20)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('places: ["{target}"]', "places: [ZZZ]", "places: expected the code of a state .*, not 'ZZZ'"),
        ('places: ["{target}"]', "places: ['(']", "places: expected the code of a state"),
        ('agents: ["{attacker}"]', "agents: [RUSS]", "agents: .*, not 'RUSS'; did you mean 'RUS'"),
        ('"{attacker}": calm', "ZZZ: calm", "sides: .*, not 'ZZZ'"),
    ],
)
def test_lint_finds_sides_that_nobody_goes_by(tmp_path: Path, old: str, new: str, says: str) -> None:
    problems = packs.lint(packs.load(broken(tmp_path, old, new)), sides=sides())
    assert [p.level for p in problems if re.match(says, p.what)] == ["error"]


def test_lint_knows_states_blocs_waters_towns_abroad_and_one_s_own_names(tmp_path: Path) -> None:
    own = "agents: [BLR, HKG, NATO, GUF, 'org:red-guard', 'person:a-b', BAND]"
    path = broken(tmp_path, 'agents: ["{attacker}"]', own)
    text = Path(path).read_text(encoding="utf-8")
    Path(path).write_text(f"{text}\naliases: {{The Band: 'state:BAND'}}\n", encoding="utf-8")
    for watch in (packs.load(path), packs.load("strait-closure")):
        assert [p for p in packs.lint(watch, sides=sides()) if p.level == "error"] == []


@pytest.mark.parametrize("name", packs.names())
def test_a_silent_board_forecasts_about_the_base_rate_and_a_full_one_rings(name: str) -> None:
    """Nothing reported: at most 2.5 times the base rate. All that speaks for the event firmly reported: an even chance."""
    problem = packs.load(name)
    rate, place = problem.question.base_rate, main_horizon(problem)
    assert rate.days == sorted(problem.question.horizons)[place]
    shape = model(problem)
    silent = by(problem, shape.prior)[place]
    assert 0.8 * rate.probability < silent < 2.5 * rate.probability
    speaks = shape.words[:, shape.target].max(axis=1) > shape.words[:, ~shape.target].max(axis=1)
    full = posterior(np.log(shape.prior), moves(shape, np.where(speaks, 3.0, 0.0)))
    assert by(problem, full)[place] > 0.5


def test_lint_says_when_a_watch_is_loud_before_anything_is_reported(tmp_path: Path) -> None:
    loud = broken(tmp_path, "hazard: 0.0003", "hazard: 0.003")
    assert any("with nothing reported it forecasts" in p.what for p in packs.lint(packs.load(loud)))
    for quiet in (packs.load("cross-border-invasion"), packs.load(broken(tmp_path, "half_life: 14", "half_life: 15"))):
        assert not any("with nothing reported" in p.what for p in packs.lint(quiet))


def test_diagnosticity_is_ordered_and_names_whom_it_speaks_for() -> None:
    rows = packs.diagnosticity(packs.load("cross-border-invasion"))
    powers = [max(r.lit, r.absent) for r in rows]
    assert powers == sorted(powers, reverse=True)
    assert {r.indicator: r.best_for for r in rows}["attacker-leaves"] == "invades"


def test_base_rates_carry_counts_interval_and_source() -> None:
    for name, row in rates()["rates"].items():
        rate = base_rate(name, 30, "here")
        assert 0 <= rate.low < rate.probability < rate.high < 1 and str(row["n"]) in rate.source
        assert abs(row["k"] / row["n"] - row["rate"]) < 0.0006


def test_countries_have_codes_and_no_name_means_two_states() -> None:
    table = countries()
    assert all(len(code) == 3 and code.isupper() for code in table)
    names = [c.name for c in table.values()]
    assert len(names) == len(set(names)) and country("belarus") is table["BLR"]
    assert all({"code", "name", "also", "states"} == set(row) for row in straits().values())


def test_a_look_may_be_set_in_the_capital_alone() -> None:
    (look,) = next(i for i in packs.load("coup-attempt:country=CIV").indicators if i.id == "shots-in-capital").looks
    assert look.places == ("CIV:Yamoussoukro/Abidjan",)
    assert packs.load("coup-attempt:country=CIV").aliases["Abidjan"] == "state:CIV"


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("SDN", "fled to Sudan on foot", True),
        ("SDN", "fled South Sudan on foot", False),
        ("SSD", "the South Sudanese army", True),
        ("GIN", "soldiers in Guinea-Bissau", False),
        ("USA", "Latin American presidents", False),
        ("SYR", "shelling in Northern Syria", True),
        ("LBN", "villages of South Lebanon", True),
        ("COD", "the Republic of the Congo", False),
        ("BLR", "under Minsk II", False),
        ("BLR", "Minsk is calm", True),
    ],
)
def test_a_name_inside_a_longer_one_is_another_s(code: str, text: str, found: bool) -> None:
    assert bool(re.search(country(code).pattern, text)) is found
