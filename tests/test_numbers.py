"""The kinds of number: thousands of plans at once, arrays of decimals, and numbers with a name."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from examples import examples
from hypothesis import given, reject
from hypothesis import strategies as st
from strategies import Plan, plans, to_yaml

from revplan import CannotWorkOut, Outcome, read_text, work_out
from revplan.base.paths import Path
from revplan.engine.definitions import definitions
from revplan.model.plan import Plan as ReadPlan
from revplan.model.values import assumptions, numbers, trace, vectors, with_values
from revplan.numbers.acts import (
    Quantiser,
    apportion,
    as_weights,
    parts_before,
    phase,
    quotient,
    ratio,
    twelfth_root,
)
from revplan.numbers.exact import ONE
from revplan.numbers.formula import formula
from revplan.numbers.history import Histories, made_of
from revplan.numbers.traced import Traced, tag, value_of
from revplan.numbers.vector import anywhere, in_places, two_places

modest = examples(8)
VARIANTS = 21
RATES = {"rate", "annual_rate", "monthly_rate", "growth", "confidence"}

SUBSCRIPTION = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {monthly: [790k, 760k, 850k, 820k, 830k, 860k, 800k, 780k, 870k, 880k, 890k, 870k]}
target: {growth: 50%}
churn: {annual_rate: 30%}
upsell: {tier: {rate: 5%, starts: 2027-03, ramp_months: 3, confidence: 80%}}
new_business: {recognition: subscription}
phasing: {late_start: true}
"""


def read(text: str) -> ReadPlan:
    file = read_text(text)
    assert file.plan is not None, file.problems
    return file.plan


ASIDE = ("naive", "replacement", "known", "retained_in_year", "churn_point")
SHARES = ("grr", "nrr", "known", "retained_in_year")


def told(outcome: Outcome) -> Iterator[tuple[str, Any]]:
    """Every figure by its name: year, lines, months, quarters, readings."""
    for name in (*type(outcome.bridge).__slots__, *ASIDE):
        yield name, outcome.figure(name)
    for key, months in outcome.monthly.items():
        yield from ((f"{key} {i}", x) for i, x in enumerate(months))
        yield from ((f"{key} Q{i}", x) for i, x in enumerate(outcome.quarterly[key]))
    for line in outcome.lines:
        yield from ((f"{line.path} {i}", x) for i, x in enumerate((line.amount, *line.months)))
    yield from ((f"reading {it.id}", it.required) for it in definitions(outcome))


def varied(path: Path, value: Decimal) -> list[Decimal]:
    """Values around a plan's own: rates in steps of a thousandth, amounts of a fortieth more."""
    if path[-1] in RATES:
        down = value > Decimal("0.5")
        return [value + k * Decimal("0.001") * (-1 if down else 1) for k in range(VARIANTS)]
    return [value * (40 + k) / 40 for k in range(VARIANTS)]


def places(plan: ReadPlan) -> list[Path]:
    """What can vary: every assumption that enters a figure and leaves a base to the plan."""
    apart = {"commitments", "one_off"}
    return [path for path in assumptions(plan) if not apart & {path[0], path[-1]}]


def batch(plan: ReadPlan, data: st.DataObject) -> dict[Path, list[Decimal]]:
    """Some places of the plan, each with its value in every variant."""
    found = places(plan)
    chosen = data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=3, unique=True))
    return {path: varied(path, Decimal(str(numbers(plan)[path]))) for path in chosen}


def one_by_one(plan: ReadPlan, given: dict[Path, list[Decimal]]) -> list[dict[str, Any]]:
    """The exact figures of every variant; an example with one that has none counts for nothing."""
    count = len(next(iter(given.values())))
    variants = [{path: all_[i] for path, all_ in given.items()} for i in range(count)]
    try:
        return [dict(told(work_out(with_values(plan, variant)))) for variant in variants]
    except CannotWorkOut:
        reject()


def repeats(plan: Plan) -> bool:
    """Something of last year can repeat (the plan without a base has a test of its own)."""
    return work_out(read(to_yaml(plan))).year.repeatable > 0


def small_enough(plan: Plan) -> bool:
    """Amounts stay well below 10^14 quanta, as `vectors` asks."""
    outcome = work_out(read(to_yaml(plan)))
    return repeats(plan) and outcome.bridge.target < 10**12 * outcome.plan.phasing.rounding


def at(x: Any, i: int) -> Any:
    """The place of a variant; what no variant touches is the same in all."""
    return x[i] if isinstance(x, np.ndarray) and x.ndim else x


def assert_within(found: dict[str, Any], exact: list[dict[str, Any]], most: Decimal) -> None:
    """Every figure of every variant is as near to the exact one as that."""
    for i, variant in enumerate(exact):
        assert found.keys() == variant.keys()
        for name, wanted in variant.items():
            got = at(found[name], i)
            assert (wanted is None) == (got is None or bool(got != got)), (name, i, got, wanted)
            if wanted is not None:
                near = Decimal("1e-9") if name in SHARES else most
                assert abs(Decimal(float(got)) - wanted) <= near, (name, i, got, wanted)


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@modest
@given(data=st.data())
def test_a_batch_of_floats_gives_every_variant_to_a_quantum(
    basis: str, data: st.DataObject
) -> None:
    plan = read(to_yaml(data.draw(plans(basis).filter(small_enough))))
    given_ = batch(plan, data)
    exact = one_by_one(plan, given_)
    arrays = {path: np.array([float(x) for x in values]) for path, values in given_.items()}
    found = dict(told(work_out(vectors(plan, arrays))))
    q = plan.phasing.rounding
    assert_within(found, exact, q + q / 1000)


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@modest
@given(data=st.data())
def test_an_array_of_decimals_is_exact(basis: str, data: st.DataObject) -> None:
    plan = read(to_yaml(data.draw(plans(basis).filter(repeats))))
    given_ = {path: values[::5] for path, values in batch(plan, data).items()}
    exact = one_by_one(plan, given_)
    arrays = {path: np.array(values, dtype=object) for path, values in given_.items()}
    found = dict(told(work_out(with_values(plan, arrays))))
    for i, variant in enumerate(exact):
        for name, wanted in variant.items():
            got = at(found[name], i)
            nothing = wanted is None and got != got  # a share of nothing is not a number there
            assert nothing or got == wanted, (name, i)


@pytest.mark.parametrize("dtype", [float, object])
def test_a_variant_without_a_base_is_read_by_the_rate_that_it_states(dtype: type) -> None:
    plan = read(SUBSCRIPTION.replace("monthly: [", "revenue: 10M} # ").replace("30%", "24%"))
    given_ = {("prior_year", "revenue"): [Decimal(0), Decimal(10_000_000)]}
    given_ |= {("target", "growth"): [Decimal(0), Decimal("0.5")]}
    put = vectors if dtype is float else with_values
    arrays = {
        path: np.array([dtype(x) if dtype is float else x for x in values], dtype=dtype)
        for path, values in given_.items()
    }
    found = dict(told(work_out(put(plan, arrays))))
    assert_within(found, one_by_one(plan, given_), Decimal(1))


def test_a_thousand_plans_at_once_are_a_thousand_plans() -> None:
    plan = read(SUBSCRIPTION)
    rates = [Decimal(k) / 2000 for k in range(1000)]
    january = [Decimal(700_000 + 211 * k) for k in range(1000)]
    given_ = {("churn", "annual_rate"): rates, ("prior_year", "monthly", 0): january}
    arrays = {path: np.array([float(x) for x in values]) for path, values in given_.items()}
    found = dict(told(work_out(vectors(plan, arrays))))
    assert found["new_business"].shape == (1000,)
    some = range(0, 1000, 37)
    exact = one_by_one(plan, {path: [v[i] for i in some] for path, v in given_.items()})
    picked = {name: x[list(some)] if np.ndim(x) else x for name, x in found.items()}
    assert_within(picked, exact, Decimal(1))


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@modest
@given(data=st.data())
def test_numbers_that_remember_their_names_have_the_same_values(
    basis: str, data: st.DataObject
) -> None:
    plan = read(to_yaml(data.draw(plans(basis))))
    plain, telling = dict(told(work_out(plan))), dict(told(work_out(trace(plan))))
    assert {k: None if x is None else value_of(x) for k, x in telling.items()} == plain
    assert isinstance(telling["new_business"], Traced)


def test_a_formula_cannot_branch_on_a_number_that_remembers_its_name() -> None:
    rate = numbers(trace(read(SUBSCRIPTION)))["churn", "annual_rate"]
    assert isinstance(rate, Traced)
    with pytest.raises(TypeError):
        bool(rate)
    for compared in (lambda: rate < 1, lambda: rate > 0, lambda: max(rate, 0), lambda: not rate):
        with pytest.raises(TypeError):
            compared()


def test_a_plan_is_not_changed_by_numbers_put_into_a_copy() -> None:
    plan = read(SUBSCRIPTION)
    other = with_values(plan, {("target", "growth"): Decimal("0.1")})
    assert plan == read(SUBSCRIPTION)
    assert int(work_out(other).bridge.target) == 11_000_000
    assert with_values(plan, numbers(plan)) == plan


def test_numbers_that_came_about_alike_have_one_history() -> None:
    """Names of steps make no difference; another input, another act or another order does."""
    base, rate = (Traced(Decimal(x), "input", name=n) for x, n in ((10, "base"), (10, "rate")))
    known = Histories()
    told = [known.of(x) for x in (tag("kept", base * 2) + rate, base * 2 + rate)]
    assert told[0] == told[1]
    others = [rate + base * 2, rate * 2 + rate, base * 3 + rate, base * 2 - rate, base, 30]
    assert len({told[0], *map(known.of, others)}) == 1 + len(others)
    assert known.inputs(tag("kept", base * 2) + 1) == {"base"}


# What a kind does where a number is nothing, or is none


def test_an_array_has_no_month_for_what_falls_in_none() -> None:
    total, weights = np.array([12.0, 12.0, 0.0]), [np.array([1.0, 0.0, 0.0])] * 12
    months = phase(total, weights, Quantiser(ONE), "upsell.tier")
    assert [months[0][0], months[11][0]] == [1, 1]
    assert all(np.isnan(month[1]) for month in months)
    assert [month[2] for month in months] == [0] * 12
    assert months[0].dtype == float


def test_an_array_of_quotients_has_none_where_something_is_divided_by_nothing() -> None:
    parts, wholes = np.array([6.0, 0.0, 6.0]), np.array([2.0, 0.0, 0.0])
    found = quotient(parts, wholes, "churn")
    assert [found[0], found[1]] == [3, 0]
    assert np.isnan(found[2])
    shares = ratio(parts, wholes)
    assert shares[0] == 3
    assert np.isnan(shares[1:]).all()


def test_a_place_without_a_number_is_seen() -> None:
    known, unknown = (
        two_places(Decimal(3), Decimal(5), 0, 1),
        np.array([Decimal(3), Decimal("NaN")]),
    )
    assert in_places(known, 1) == [3, 5]
    assert in_places(unknown, 1) is None
    assert [anywhere(np.array(x)) for x in ([False, True], [False, False])] == [True, False]


def test_roots_of_arrays_are_those_of_their_places() -> None:
    assert twelfth_root(np.array([4096.0, 1.0]))[0] == pytest.approx(2)
    exact = twelfth_root(np.array([Decimal("0.7"), Decimal(0)], dtype=object))
    assert exact.tolist() == [twelfth_root(Decimal("0.7")), 0]


def test_a_lag_of_whole_months_is_one_part_however_it_is_traced() -> None:
    year = Traced(Decimal(365), "input", name="days")
    assert {months: value_of(part) for months, part in parts_before(year).items()} == {12: 365}
    whole = parts_before(Traced(Decimal(73), "input", name="days"))
    assert {months: value_of(part) for months, part in whole.items()} == {2: 219, 3: 146}


def test_traced_numbers_say_how_they_came_about() -> None:
    rate = Traced(Decimal("0.7"), "input", name="churn.rate")
    assert formula(1 - twelfth_root(1 - rate)) == "1 - root12(1 - churn.rate)"
    assert rate * 0 == 0 * rate == 0
    nothing = (rate - rate,) * 12
    assert [value_of(it) for it in as_weights(nothing)] == [1] * 12
    assert as_weights((rate,) * 12) == (rate,) * 12
    twice = rate + rate
    assert [it.op for it in made_of(twice * twice)] == ["input", "+", "*"]


def test_a_list_is_told_by_its_name_where_all_of_it_is_added_up() -> None:
    listed = [Traced(Decimal(k), "input", name=f"last_year[{k}]", among=3) for k in (1, 2, 3)]
    assert formula(sum(listed)) == "sum(last_year)"
    assert formula(sum(listed[:2])) == "last_year[1] + last_year[2]"
    assert formula(sum(listed[1:])) == "last_year[2] + last_year[3]"
    assert formula(sum(reversed(listed))) == "last_year[3] + last_year[2] + last_year[1]"
    q = Quantiser(Decimal(1))
    assert formula(sum(map(q, listed))) == "sum(q(last_year))"
    assert formula(q(listed[0]) + listed[1] + listed[2]) == (
        "q(last_year[1]) + last_year[2] + last_year[3]"
    )


def test_a_total_laid_on_traced_weights_knows_the_weights_that_counted() -> None:
    one, two, none = (Traced(Decimal(n), "input", name=f"w{n}") for n in (1, 2, 0))
    total = Traced(Decimal(9), "input", name="total")
    laid = apportion(total, {"a": one, "b": two}, Quantiser(ONE), {"a": two, "b": two})
    assert [formula(part) for part in laid.values()] == [
        "largest_remainder(total * w1 / (w1 + w2))",
        "largest_remainder(total * w2 / (w1 + w2))",
    ]
    second = apportion(total, {"a": none, "b": none}, Quantiser(ONE), {"a": one, "b": two})
    assert [value_of(part) for part in second.values()] == [3, 6]
    assert formula(second["a"]) == "largest_remainder(total * w1 / (w1 + w2))"
