"""Capacity: what holds for every plan, in every kind of number, and the command that shows it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
import pytest
from conftest import Revplan
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import to_yaml

from revplan import Outcome, read_text, work_out
from revplan.base.year import Month, PlanYear
from revplan.model.plan import Plan as ReadPlan
from revplan.model.values import numbers, trace, vectors, with_values
from revplan.numbers.acts import Quantiser, apportion, settle
from revplan.numbers.exact import ONE, exactly
from revplan.numbers.traced import constant, value_of
from revplan.numbers.vector import in_places, two_places
from revplan.numbers.write import plain_count
from revplan.sections.capacity import RepGroup, productivity
from revplan.sections.hires import hires_needed
from revplan.sections.territories import GroupFigures
from revplan.studies.explanation import explain
from revplan.views.capacity.data import data_of, hires
from revplan.views.capacity.tables import round_heads

modest = examples(15)
Raw = dict[str, Any]


# Plans

MONTHS = ["2026-07", "2026-12", "2027-01", "2027-02", "2027-06", "2027-09", "2027-12", "2020-01"]
SHARES = ["0%", "12.5%", "33.3%", "50%", "75%", "100%"]


@st.composite
def groups(draw: st.DrawFn) -> Raw:
    group: Raw = {
        "count": draw(st.sampled_from(["0", "1", "2", "3", "7", "2.5", "40"])),
        "starts": draw(st.sampled_from(MONTHS)),
    }
    if draw(st.booleans()):
        group["territory"] = draw(st.sampled_from(["West", "East", "Nord-Sued"]))
    if draw(st.integers(0, 3)) == 0:
        group["quota_per_rep"] = draw(st.sampled_from(["1", "900k", "1_234_567.5", "3M"]))
    return group


@st.composite
def capacities(draw: st.DrawFn, least: int = 0) -> Raw:
    section: Raw = {"productivity": draw(st.sampled_from(["800k", "1.2M", "999_999.99", "7", "1"]))}
    if draw(st.integers(0, 3)) == 0:
        section = {"quota": draw(st.sampled_from(["1M", "333_333"]))}
        if draw(st.booleans()):
            section["attainment"] = draw(st.sampled_from(["80%", "66.7%", "100%"]))
    if draw(st.booleans()):
        section["ramp"] = draw(st.lists(st.sampled_from(SHARES), min_size=1, max_size=15))
    if draw(st.booleans()):
        section["attrition"] = draw(st.sampled_from(["0%", "10%", "15%", "7.3%", "100%"]))
    if draw(st.booleans()):
        section["over_assignment"] = draw(st.sampled_from(["0%", "20%", "12.34%", "100%"]))
    names = st.sampled_from(["a", "b", "c", "field", "Zed", "new_hires"])
    section["reps"] = draw(st.dictionaries(names, groups(), min_size=least, max_size=4))
    return section


@st.composite
def plans(draw: st.DrawFn, least: int = 0) -> Raw:
    plan: Raw = {"revplan": "1", "name": "Acme", "fiscal_year": "2027", "currency": "EUR"}
    plan["prior_year"] = {"revenue": draw(st.sampled_from(["10M", "1_000_003", "77_777"]))}
    plan["target"] = {"growth": draw(st.sampled_from(["50%", "7%", "-20%", "0%"]))}
    plan["churn"] = {"rate": draw(st.sampled_from(["30%", "0%", "11.1%"]))}
    if draw(st.booleans()):
        season = draw(st.sampled_from(["445", "days", ["0", *["1"] * 10, "9.5"]]))
        plan["new_business"] = {"seasonality": season}
    rounding = draw(st.sampled_from(["1", "0.01", "1000"]))
    plan["phasing"] = {"rounding": rounding}
    return plan | {"capacity": draw(capacities(least))}


def read(plan: Raw) -> ReadPlan:
    file = read_text(to_yaml(plan))
    assert file.plan is not None, file.problems
    return file.plan


def worked(plan: Raw) -> Outcome:
    return work_out(read(plan))


def figures(outcome: Outcome) -> dict[str, Any]:
    made = outcome.work.figures.items()
    return {path: figure.value for path, figure in made if path.startswith("capacity.")}


# The same again in fractions, from the spec alone


def share(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def amount(text: str) -> Fraction:
    times = {"k": 1000, "M": 10**6}.get(text[-1], 1)
    return Fraction(text.rstrip("kM").replace("_", "")) * times


def rounded(x: Fraction, quantum: Fraction) -> Fraction:
    quanta = abs(x) / quantum
    return floor(quanta + Fraction(1, 2)) * quantum * (-1 if x < 0 else 1)


def rep_months(section: Raw, starts: str) -> list[Fraction]:
    year, month = map(int, starts.split("-"))
    hired = (year - 2027) * 12 + month - 1
    ramp = [share(text) for text in section.get("ramp", [])]
    leaving = share(section.get("attrition", "0%"))
    found = []
    for m in range(12):
        age, j = m - hired, m - max(hired, 0) + 1
        ramped = Fraction(0) if age < 0 else ramp[age] if age < len(ramp) else Fraction(1)
        found.append(ramped * (1 - leaving * (2 * j - 1) / 24))
    return found


def in_fractions(plan: Raw, outcome: Outcome) -> dict[str, Fraction]:
    """Every figure of capacity that is an amount or a count, by path."""
    sigma = [Fraction(w) for w in outcome.year.sigma]
    bookings = Fraction(outcome.bridge.bookings)
    by_month = [Fraction(it) for it in outcome.monthly["bookings"]]
    section, quantum = plan["capacity"], Fraction(plan["phasing"]["rounding"])
    productivity = amount(section.get("productivity") or section["quota"])
    productivity *= share(section.get("attainment", "100%"))
    heads = {
        name: [Fraction(group["count"]) * x for x in rep_months(section, group["starts"])]
        for name, group in section["reps"].items()
    }
    found: dict[str, Fraction] = {}
    weights: list[Fraction] = []
    for m in range(12):
        at = f"capacity.months.2027-{m + 1:02d}"
        reps = sum((months[m] for months in heads.values()), Fraction(0))
        found[f"{at}.ramped_reps"] = reps
        weights.append(reps * sigma[m])
    until = Fraction(0)
    for m in range(12):
        after = rounded(productivity * sum(weights[: m + 1]) / sum(sigma), quantum)
        at = f"capacity.months.2027-{m + 1:02d}"
        found[f"{at}.capacity"] = after - until
        found[f"{at}.short"] = max(by_month[m] - found[f"{at}.capacity"], Fraction(0))
        until = after
    for place in range(4):
        names = [
            f"capacity.months.2027-{m + 1:02d}.capacity" for m in range(3 * place, 3 * place + 3)
        ]
        lacks = sum(by_month[3 * place : 3 * place + 3]) - sum(found[name] for name in names)
        found[f"capacity.quarters.Q{place + 1}.short"] = max(lacks, Fraction(0))
    found["capacity.year"] = until
    found["capacity.short"] = max(bookings - found["capacity.year"], Fraction(0))
    found["capacity.to_spare"] = found["capacity.year"] - bookings
    first = rep_months(section, "2027-01")
    brings = productivity * sum(h * w for h, w in zip(first, sigma, strict=True)) / sum(sigma)
    short = found["capacity.short"]
    found["capacity.hires.reps"] = Fraction(ceil(short / brings) if brings else 0)
    over = share(section.get("over_assignment", "0%"))
    wanted = found["capacity.quotas_wanted"] = rounded(bookings * (1 + over), quantum)
    quotas = {
        name: rounded(amount(group["quota_per_rep"]) * Fraction(group["count"]), quantum)
        for name, group in section["reps"].items()
        if "quota_per_rep" in group
    }
    left = max(wanted - sum(quotas.values()), Fraction(0))
    others = [name for name in section["reps"] if name not in quotas]
    years = {
        name: sum(h * w for h, w in zip(months, sigma, strict=True)) / sum(sigma)
        for name, months in heads.items()
    }
    shares = {name: years[name] for name in others}
    if not any(shares.values()):
        shares = {name: Fraction(section["reps"][name]["count"]) for name in others}
    quotas |= {name: Fraction(0) for name in others}
    if any(shares.values()):
        exact = {n: left / quantum * w / sum(shares.values()) for n, w in shares.items()}
        quotas |= {name: floor(x) * quantum for name, x in exact.items()}
        rest = left / quantum - sum(floor(x) for x in exact.values())
        order = sorted(exact, key=lambda name: (floor(exact[name]) - exact[name], name))
        for name in order[: int(rest)]:
            quotas[name] += quantum
    for name in section["reps"]:
        found[f"capacity.groups.{name}.rep_years"] = years[name]
        found[f"capacity.groups.{name}.capacity"] = rounded(productivity * years[name], quantum)
        found[f"capacity.quotas.{name}"] = quotas[name]
        if count := Fraction(section["reps"][name]["count"]):
            found[f"capacity.quotas.{name}.per_rep"] = rounded(quotas[name] / count, quantum)
    for name, group in section["reps"].items():
        if "territory" in group:
            at = f"capacity.territories.{group['territory']}"
            told = {"reps": Fraction(group["count"]), "quota": quotas[name]}
            told["capacity"] = found[f"capacity.groups.{name}.capacity"]
            for key, amount_of in told.items():
                found[f"{at}.{key}"] = found.get(f"{at}.{key}", Fraction(0)) + amount_of
    found["capacity.quotas_total"] = sum(quotas.values(), Fraction(0))
    return found


@examples(50)
@given(plans())
def test_every_figure_is_what_fractions_give(plan: Raw) -> None:
    outcome = worked(plan)
    expected = in_fractions(plan, outcome)
    found = figures(outcome)
    assert set(expected) <= set(found)
    assert [p for p in found.keys() - expected if "over_assignment_of_" not in p] == []
    for path, wanted in expected.items():
        near = Fraction(1, 10**100) if path.endswith(("ramped_reps", "rep_years")) else 0
        assert abs(Fraction(found[path]) - wanted) <= near, path


TOLD = [Fraction(1, 10_000), Fraction(1, 10)]
"""The last digits in which heads are told: in JSON, and for display."""


@modest
@given(plans())
def test_heads_are_told_as_their_exact_fraction_is_rounded(plan: Raw) -> None:
    outcome = worked(plan)
    for path, exact in in_fractions(plan, outcome).items():
        if path.endswith(("ramped_reps", "rep_years")):
            assert Fraction(plain_count(outcome.figure(path))) == rounded(exact, TOLD[0]), path
            assert Fraction(round_heads(outcome.figure(path))) == rounded(exact, TOLD[1]), path
            assert Fraction(outcome.printed(path) or 0) == rounded(exact, TOLD[0]), path


def test_an_exact_half_of_a_head_is_told_up() -> None:
    """28 * 33% * (1 - 11% * 11/24) is 8.77415."""
    section = {"productivity": "1M", "attrition": "11%", "ramp": ["0%"] * 5 + ["33%"]}
    reps = {"a": {"count": "28", "starts": "2027-01"}}
    plan = {"revplan": "1", "name": "Acme", "fiscal_year": "2027", "currency": "EUR",
            "prior_year": {"revenue": "10M"}, "target": {"growth": "50%"},
            "capacity": section | {"reps": reps}}  # fmt: skip
    told = data_of(worked(plan))["months"][5]
    assert told["ramped_reps"] == "8.7742"


@modest
@given(plans())
def test_every_figure_of_an_exact_plan_is_a_decimal(plan: Raw) -> None:
    assert {type(figure) for figure in figures(worked(plan)).values()} == {Decimal}


# What holds for every plan


@modest
@given(plans())
def test_no_rep_closes_more_than_the_productivity(plan: Raw) -> None:
    outcome = worked(plan)
    for name, group in outcome.plan.capacity.reps.items():
        rep_years = outcome.figure(f"capacity.groups.{name}.rep_years")
        assert 0 <= rep_years <= group.count.value
    heads = sum(group.count.value for group in outcome.plan.capacity.reps.values())
    most = productivity(outcome.plan.capacity) * heads
    assert outcome.figure("capacity.year") <= outcome.plan.q(most)


@modest
@given(plans(least=1), st.data())
def test_more_heads_never_close_less(plan: Raw, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(plan["capacity"]["reps"])))
    before, read_ = worked(plan), read(plan)
    path = ("capacity", "reps", name, "count")
    after = work_out(with_values(read_, {path: numbers(read_)[path] + 1}))
    for at in before.work.figures:
        if at.endswith((".ramped_reps", "capacity.year")) or at.startswith("capacity.groups."):
            assert after.figure(at) >= before.figure(at), at
    assert after.figure("capacity.short") <= before.figure("capacity.short")


@modest
@given(plans())
def test_twice_the_heads_are_twice_the_ramped_reps(plan: Raw) -> None:
    read_ = read(plan)
    counts = {path: x * 2 for path, x in numbers(read_).items() if path[-1] == "count"}
    once, twice = figures(work_out(read_)), figures(work_out(with_values(read_, counts)))
    with exactly():
        for path in once:
            if path.endswith(("ramped_reps", "rep_years")):
                assert settle(twice[path]) == settle(2 * once[path])


@modest
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_groups_changes_no_figure(plan: Raw, random: Any) -> None:
    names = list(plan["capacity"]["reps"])
    random.shuffle(names)
    turned = {name: plan["capacity"]["reps"][name] for name in names}
    other = worked(plan | {"capacity": plan["capacity"] | {"reps": turned}})
    outcome = worked(plan)
    with exactly():
        one, two = figures(outcome), figures(other)
        assert {k: settle(x) for k, x in one.items()} == {k: settle(x) for k, x in two.items()}
    assert [row["group"] for row in data_of(other)["quotas"]] == names


@modest
@given(plans())
def test_quotas_months_quarters_and_territories_foot(plan: Raw) -> None:
    data, outcome = data_of(worked(plan)), worked(plan)
    quotas = sum(Decimal(row["quota"]) for row in data["quotas"])
    assert quotas == outcome.figure("capacity.quotas_total")
    stated = [g for g in plan["capacity"]["reps"].values() if "quota_per_rep" in g]
    others = [g for g in plan["capacity"]["reps"].values() if "quota_per_rep" not in g]
    wanted = outcome.figure("capacity.quotas_wanted")
    if not stated and any(g["count"] != "0" for g in others):
        assert quotas == max(wanted, 0)
    assert sum(Decimal(row["capacity"]) for row in data["months"]) == Decimal(data["year"])
    assert sum(Decimal(row["capacity"]) for row in data["quarters"]) == Decimal(data["year"])
    assert sum(Decimal(row["bookings"]) for row in data["months"]) == Decimal(data["bookings"])
    for row in data["territories"]:
        of_it = [it for it in data["quotas"] if it.get("territory") == row["territory"]]
        assert sum(Decimal(it["quota"]) for it in of_it) == Decimal(row["quota"])


def test_territories_are_told_as_their_section_added_them_up() -> None:
    outcome = work_out(read_text(PLAN).plan)
    odd = GroupFigures("West", Decimal(7), Decimal(8), Decimal(9))
    work = outcome.work._replace(found={**outcome.work.found, "territories": {"West": odd}})
    told = data_of(replace(outcome, work=work))["territories"]
    assert told == [{"territory": "West", "reps": "7", "quota": "8", "capacity": "9"}]


@modest
@given(plans())
def test_the_hires_close_the_year_and_one_fewer_does_not(plan: Raw) -> None:
    outcome, section = worked(plan), plan["capacity"]
    needed, short = hires(outcome), Fraction(outcome.figure("capacity.short"))
    assert (needed is None) == (short == 0)
    if needed is None:
        return
    productivity = amount(section.get("productivity") or section["quota"])
    productivity *= share(section.get("attainment", "100%"))
    sigma = [Fraction(w) for w in outcome.year.sigma]

    def brings(month: Month) -> Fraction:
        months = zip(rep_months(section, str(month)), sigma, strict=True)
        return productivity * sum((x * w for x, w in months), Fraction(0)) / sum(sigma)

    first = outcome.plan.year.first
    if brings(first):
        assert needed.reps == ceil(short / brings(first))
        enough = [m for m in outcome.plan.year.months if needed.reps * brings(m) >= short]
        assert needed.by == enough[-1]
        assert needed.too_late_after is None
        return
    assert (needed.reps, needed.by) == (0, None)
    helpful = [k for k in range(1, 61) if brings(first.plus(-k))]
    late = needed.too_late_after
    assert late == (first.plus(-helpful[0]) if helpful else None)


def test_a_month_of_hire_may_be_a_month_already() -> None:
    assert RepGroup(count="1", starts=Month(2027, 3)) == RepGroup(count="1", starts="2027-03")


def test_a_rep_who_never_brings_anything_has_no_month_to_be_hired_in() -> None:
    found = hires_needed(Decimal(1), lambda place: Decimal(0), PlanYear(Month(2027, 1)))
    assert found is not None
    assert (found.reps, found.by, found.too_late_after, found.last) == (0, None, None, None)


def test_a_month_within_the_year_may_bring_what_its_first_does_not() -> None:
    year = PlanYear(Month(2027, 1))
    found = hires_needed(Decimal(5), lambda place: Decimal(place in (1, 3, -2)), year)
    assert found is not None
    assert (found.reps, found.last) == (0, Month(2027, 4))
    assert found.too_late_after == Month(2026, 11)


# Every kind of number


def varied(plan: ReadPlan) -> dict[tuple[str | int, ...], list[Decimal]]:
    """The numbers of capacity, and the growth, each as it is and moved a little."""
    return {
        path: [x, x * Decimal("0.75"), x * Decimal("0.5")]
        for path, x in numbers(plan).items()
        if path[0] == "capacity" or path == ("target", "growth")
    }


def at(x: Any, place: int) -> Any:
    return x[place] if isinstance(x, np.ndarray) and x.ndim else x


def one_by_one(plan: ReadPlan) -> Iterator[tuple[int, dict[str, Any]]]:
    moved = varied(plan)
    for place in range(3):
        variant = with_values(plan, {path: values[place] for path, values in moved.items()})
        yield place, figures(work_out(variant))


def of_nothing(path: str) -> bool:
    """Whether a figure may be a share of nothing, which an array has no number for."""
    return "over_assignment" in path or path.endswith(".per_rep")


@modest
@given(plans())
def test_an_array_of_decimals_is_exact_plan_by_plan(plan: Raw) -> None:
    read_ = read(plan)
    arrays = {path: np.array(values, dtype=object) for path, values in varied(read_).items()}
    found = figures(work_out(with_values(read_, arrays)))
    for place, exact in one_by_one(read_):
        for path, wanted in exact.items():
            assert at(found[path], place) == wanted, path
        for path in found.keys() - exact:
            assert of_nothing(path)
            assert at(found[path], place) != at(found[path], place)


@modest
@given(plans())
def test_a_batch_of_floats_is_near_plan_by_plan(plan: Raw) -> None:
    read_ = read(plan)
    quantum = read_.phasing.rounding
    arrays = {path: np.array([float(x) for x in v]) for path, v in varied(read_).items()}
    found = figures(work_out(vectors(read_, arrays)))
    groups_ = len(plan["capacity"]["reps"]) + 1
    for place, exact in one_by_one(read_):
        for path, wanted in exact.items():
            if of_nothing(path):
                continue
            got = Decimal(float(at(found[path], place)))
            assert abs(got - wanted) <= (12 + groups_) * quantum, (path, got, wanted)


@modest
@given(plans(least=1))
def test_numbers_along_axes_of_their_own_are_every_combination(plan: Raw) -> None:
    read_ = read(plan)
    name = next(iter(plan["capacity"]["reps"]))
    paths = [("target", "growth"), ("capacity", "reps", name, "count")]
    values = [(numbers(read_)[path], numbers(read_)[path] + 1) for path in paths]
    axes = {p: two_places(*v, k, 2) for k, (p, v) in enumerate(zip(paths, values, strict=True))}
    found = figures(work_out(with_values(read_, axes)))
    for k in range(4):
        given_ = {p: v[k >> bit & 1] for bit, (p, v) in enumerate(zip(paths, values, strict=True))}
        for path, wanted in figures(work_out(with_values(read_, given_))).items():
            everywhere = in_places(found[path], 2)
            assert everywhere is None or everywhere[k] == wanted, path
            assert everywhere is not None or of_nothing(path)


@modest
@given(plans())
def test_numbers_that_remember_their_names_have_the_same_values(plan: Raw) -> None:
    read_ = read(plan)
    telling = figures(work_out(trace(read_)))
    assert {path: value_of(x) for path, x in telling.items()} == figures(work_out(read_))
    assert all(x.name == path for path, x in telling.items() if not constant(x))


PLAN = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
capacity:
  productivity: 800k
  ramp: [0%, 50%]
  attrition: 15%
  over_assignment: 20%
  reps:
    northeast: {count: 6, starts: 2024-05, territory: Northeast, quota_per_rep: 1.1M}
    west: {count: 4, starts: 2025-09, territory: West, label: "West, field"}
    spring: {count: 3, starts: 2027-04}
"""


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("capacity.year", "q(capacity.productivity * (capacity.months.2027-01.ramped_reps + "),
        ("capacity.short", "max(bookings - capacity.year, 0)"),
        ("capacity.months.2027-05.capacity",
         "capacity.months.2027-05.ramped_reps) / 12) - q(capacity.productivity * "),
        ("capacity.months.2027-05.ramped_reps",
         "capacity.reps.spring.count * capacity.ramp[2] * (1 - capacity.attrition * 3 / 24)"),
        ("capacity.groups.west.capacity",
         "q(capacity.productivity * capacity.groups.west.rep_years)"),
        ("capacity.quotas.northeast",
         "q(capacity.reps.northeast.quota_per_rep * capacity.reps.northeast.count)"),
        ("capacity.quotas.west",
         "* capacity.groups.west.rep_years / (capacity.groups.west.rep_years + "
         "capacity.groups.spring.rep_years))"),
        ("capacity.over_assignment_of_capacity", "capacity.quotas_total / capacity.year"),
    ],
)  # fmt: skip
def test_a_figure_of_capacity_explains_itself(path: str, told: str) -> None:
    file = read_text(PLAN)
    assert file.plan is not None
    explained = explain(file.plan, path)
    assert explained is not None
    assert told in explained.formula


def test_every_figure_of_capacity_explains_itself_down_to_the_plan() -> None:
    file = read_text(PLAN)
    assert file.plan is not None
    for path, figure in work_out(file.plan).work.figures.items():
        told = explain(file.plan, path)
        assert told is not None
        assert told.value == figure.value
        assert told.label == figure.label


# Largest remainders


@modest
@given(
    st.integers(0, 10**6),
    st.dictionaries(st.text("abcd", min_size=1, max_size=3), st.integers(0, 50), max_size=6),
)
def test_parts_add_up_and_none_is_a_quantum_off(total: int, weights: dict[str, int]) -> None:
    quantum = Decimal("0.01")
    whole, summed = total * quantum, sum(weights.values())
    with exactly():
        parts = apportion(whole, weights, Quantiser(quantum), {})
        assert list(parts) == list(weights)
        assert sum(parts.values()) == (whole if summed else 0)
        for name, part in parts.items():
            assert abs(part * summed - whole * weights[name]) < quantum * max(summed, 1)


def test_quotients_that_end_at_some_digit_do_not_decide_a_tie() -> None:
    with exactly():
        weights = {"b": Decimal(11) / 24, "a": Decimal(13) / 24}
        parts = apportion(Decimal(12), weights, Quantiser(ONE), {})
    assert parts == {"a": 7, "b": 5}


def test_a_place_without_an_answer_leaves_the_others_theirs() -> None:
    totals = np.array([Decimal(3), np.nan], dtype=object)
    with exactly():
        parts = apportion(totals, {"a": 1, "b": 1}, Quantiser(ONE), {})
    assert [parts["a"][0], parts["b"][0]] == [2, 1]
    assert all(part[1] != part[1] for part in parts.values())


# The command


@pytest.fixture
def planned(revplan: Revplan) -> Revplan:
    (revplan.folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return revplan


def test_the_document_says_everything_key_by_key(planned: Revplan) -> None:
    ran = planned("capacity", "plan.yaml", "--format", "json", "--set", "target.growth=70%")
    assert ran.code == 0
    result = ran.document["result"]
    assert ran.document["command"] == "capacity"
    assert list(result) == [
        "plan", "year", "bookings", "short", "to_spare", "quotas_total", "quotas_wanted", "months",
        "quarters", "quotas", "territories", "over_assignment", "hires",
    ]  # fmt: skip
    assert result["plan"]["set"] == ["target.growth=70%"]
    assert result["bookings"] == "10000000"
    assert list(result["months"][0]) == ["month", "ramped_reps", "capacity", "bookings", "short"]
    assert result["months"][0] == {
        "month": "2027-01",
        "ramped_reps": "9.9375",
        "capacity": "662500",
        "bookings": "833334",
        "short": "170834",
    }
    assert [row["quarter"] for row in result["quarters"]] == ["Q1", "Q2", "Q3", "Q4"]
    assert list(result["quarters"][0]) == ["quarter", "capacity", "bookings", "short"]
    assert [list(row) for row in result["quotas"]] == [
        ["group", "territory", "quota", "per_rep", "capacity", "rep_years"],
        ["group", "territory", "quota", "per_rep", "capacity", "rep_years"],
        ["group", "quota", "per_rep", "capacity", "rep_years"],
    ]
    assert [row["territory"] for row in result["territories"]] == ["Northeast", "West"]
    assert list(result["territories"][0]) == ["territory", "reps", "quota", "capacity"]
    assert result["over_assignment"]["of_plan"] == "1.2"
    assert list(result["hires"]) == ["reps", "by"]


def test_nothing_short_needs_no_hires(planned: Revplan) -> None:
    result = planned("capacity", "plan.yaml", "-f", "json").document["result"]
    assert result["short"] == "0"
    assert "hires" not in result


def test_people_read_what_is_short_whom_to_hire_and_what_quotas_are(planned: Revplan) -> None:
    ran = planned("capacity", "plan.yaml", "--set", "target.growth=70%")
    assert ran.code == 0
    result = planned("capacity", "plan.yaml", "--set", "target.growth=70%", "-f", "json").document[
        "result"
    ]
    year, short = f"{int(result['year']):,}", f"{int(result['short']):,}"
    said = f"can close {year} of the 10,000,000 that must be signed: short by {short}."
    assert said in ran.out
    assert f"{result['hires']['reps']} more reps would close it" in ran.out
    assert f"hired by {result['hires']['by']}." in ran.out
    assert "West, field" in ran.out
    assert "no territory" in ran.out
    assert "120.0% of what must be signed (over-assignment of the plan)" in ran.out


def told(revplan: Revplan, **changes: str) -> str:
    text = PLAN
    for old, new in changes.items():
        text = text.replace({"ramp": "[0%, 50%]", "growth": "50%}", "west": "4,"}[old], new)
    (revplan.folder / "plan.yaml").write_text(text, encoding="utf-8")
    ran = revplan("capacity", "plan.yaml")
    assert ran.code == 0, ran.err
    return ran.out


def test_a_hire_that_comes_too_late_is_said(revplan: Revplan) -> None:
    out = told(revplan, ramp=f"[{', '.join(['0%'] * 14)}]", growth="90%}")
    assert (
        "No hire can close it: a rep hired in the year's first month brings nothing in it." in out
    )
    assert "The last month to hire anyone who would have is 2026-10." in out


def test_a_quarter_that_is_short_in_a_year_that_is_not_is_said(revplan: Revplan) -> None:
    covered = "The year as a whole is covered, but "
    assert f"{covered}Q1 falls short by 37,500." in told(revplan)
    out = told(revplan, growth="58%}")
    assert f"{covered}Q1 falls short by 237,500 and Q2 by 20,625." in out


def test_a_year_with_nothing_to_sign_is_said(revplan: Revplan) -> None:
    out = told(revplan, growth="-30%}")
    assert "Nothing has to be signed; the reps on board can close " in out
    assert "of what must be signed" not in out


def test_one_more_rep_is_no_plural(revplan: Revplan) -> None:
    out = told(revplan, growth="59%}")
    assert "1 more rep would close it, hired by 2027-" in out


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "txt"])
def test_the_answer_is_written_to_a_file_in_the_format_of_its_suffix(
    planned: Revplan, suffix: str
) -> None:
    ran = planned("capacity", "plan.yaml", "--output", f"answer.{suffix}")
    assert (ran.code, ran.out) == (0, "")
    text = (planned.folder / f"answer.{suffix}").read_text(encoding="utf-8")
    if suffix == "json":
        assert json.loads(text)["result"]["plan"]["name"] == "Acme"
    if suffix == "csv":
        head, *rows = text.splitlines()
        assert head == (
            "plan,currency,level,name,ramped_reps,capacity,bookings,short,territory,reps,quota,"
            "per_rep"
        )
        assert len(rows) == 12 + 4 + 1 + 3 + 2
        assert "Acme,USD,group,northeast,,4440000,,,Northeast,6,6600000,1100000" in rows
    if suffix == "md":
        assert "| Group | Territory | Reps | Capacity | Quota | Quota per rep |" in text


def test_a_label_gives_no_orders_to_a_terminal(revplan: Revplan) -> None:
    text = PLAN.replace('"West, field"', r'"=cmd\e[31m"')
    (revplan.folder / "plan.yaml").write_text(text, encoding="utf-8")
    ran = revplan("capacity", "plan.yaml")
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plans/acme-2027.yaml"], "plans/acme-2027.yaml has no capacity; write what a rep brings"),
        (["nowhere.yaml"], "there is no file nowhere.yaml"),
        (["plans"], "plans is a folder; give a plan's file"),
        (["plan.yaml", "--set", "capacity.nope=1"], "nope"),
        (["plan.yaml", "--set", "capacity.attrition=200%"], "200%"),
        (["plan.yaml", "--set", "churn.rate=110%"], "110%"),
        (["plan.yaml", "--format", "xml"], 'there is no format "xml" here'),
        ([], "PLAN"),
        (["plan.yaml", "plan.yaml"], "plan.yaml"),
    ],
)
def test_what_cannot_be_answered_is_said_with_exit_2(
    planned: Revplan, arguments: list[str], said: str
) -> None:
    ran = planned("capacity", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_what_to_write_for_a_plan_without_capacity_can_be_written(planned: Revplan) -> None:
    ran = planned("capacity", "plans/acme-2027.yaml", "-f", "json")
    assert ran.code == 2
    said = ran.document["diagnostics"][0]["message"]
    text = (planned.folder / "plans/acme-2027.yaml").read_text(encoding="utf-8")
    written = said[said.index("capacity: {") :]
    (planned.folder / "more.yaml").write_text(f"{text}\n{written}\n", encoding="utf-8")
    assert planned("capacity", "more.yaml").code == 0


@pytest.mark.parametrize("count", ["999_999_999_999_999_999", "0.00000000000000000001"])
@pytest.mark.parametrize("productivity", ["999_999_999_999_999_999", "0.00000000000000000001"])
def test_the_largest_and_the_smallest_numbers_have_an_answer(
    planned: Revplan, count: str, productivity: str
) -> None:
    sets = [f"capacity.reps.west.count={count}", f"capacity.productivity={productivity}"]
    asked = [word for one in sets for word in ("--set", one)]
    for format_ in ("text", "json", "csv", "markdown"):
        ran = planned("capacity", "plan.yaml", *asked, "-f", format_)
        assert (ran.code, ran.err) == (0, "")


def test_no_reps_close_nothing_and_have_no_quotas(planned: Revplan) -> None:
    text = PLAN[: PLAN.index("  reps:")] + "  reps: {}\n"
    (planned.folder / "plan.yaml").write_text(text, encoding="utf-8")
    ran = planned("capacity", "plan.yaml")
    assert ran.code == 0
    assert "The reps on board can close 0 of the 8,000,000 that must be signed" in ran.out
    assert "Quota" not in ran.out
    data = planned("capacity", "plan.yaml", "-f", "json").document["result"]
    assert (data["quotas"], data["territories"]) == ([], [])
    assert data["over_assignment"] == {"of_plan": "0"}
