"""Relations that hold for every plan, whatever its figures are."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any

import oracle
import pytest
from examples import examples
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import SECTIONS, Plan, plans, styles, to_yaml, weights

from revplan import Outcome, read_text, replace, work_out
from revplan.engine.definitions import definitions
from revplan.model.plan import Plan as ReadPlan
from revplan.model.values import assumptions
from revplan.reading.validate import validate
from revplan.views.gap.data import gap_data

modest = examples(10)
LOST = ("churn", "contraction")
ADDED = {"carried_over": "carry_over", "upsell": "upsell", "new_streams": "new_streams"}
AMOUNTS = {"revenue", "arr", "monthly", "one_off", "amount", "last_year", "rounding"}
COMMITTED = {"new_business", "bookings", "carry_over", "upsell", "new_streams", "churn"}


def read(plan: Plan, **style: Any) -> ReadPlan:
    file = read_text(to_yaml(plan, **style))
    assert file.plan is not None, file.problems
    return file.plan


def outcome_of(plan: Plan) -> Outcome:
    return work_out(read(plan))


def told(plan: ReadPlan) -> dict[str, Any]:
    """What `gap --definitions` answers in JSON."""
    outcome = work_out(plan)
    return gap_data(outcome, "plan.yaml", definitions(outcome))


def changed(plan: Plan, section: str, **keys: Any) -> Plan:
    """The plan with other keys in a section; a key of None goes."""
    part = {k: v for k, v in (plan.get(section, {}) | keys).items() if v is not None}
    return {k: v for k, v in plan.items() if k != section} | ({section: part} if part else {})


def wanting(plan: Plan, amount: Decimal | Fraction) -> Plan:
    """The plan with this target, laid over the months by the season alone."""
    own = "arr" if plan.get("basis") == "arr" else "revenue"
    text = oracle.digits(Fraction(amount), 9)
    plan = changed(plan, "target", **{"growth": None, "path": None, own: text})
    return changed(plan, "phasing", late_start=None)


def lines_of(plan: Plan) -> list[tuple[str, str]]:
    return [(section, name) for section in SECTIONS for name in plan.get(section, {})]


def with_line(plan: Plan, section: str, name: str, line: Plan) -> Plan:
    return plan | {section: plan.get(section, {}) | {name: line}}


def years(outcome: Outcome) -> dict[str, Any]:
    """The figures of the year, lines included, but those that follow the months of signing."""
    bridge, apart = outcome.bridge, {"bookings", "recognised_revenue"}
    names = [name for name in type(bridge).__slots__ if name not in apart]
    return {name: getattr(bridge, name) for name in names} | {
        line.path: line.amount for line in outcome.lines
    }


def figures(outcome: Outcome) -> Iterator[tuple[str, Decimal]]:
    """Every amount that is told, months, quarters and readings included."""
    yield from years(outcome).items()
    yield "bookings", outcome.bridge.bookings
    for key in outcome.monthly:
        yield from ((f"{key} {i}", x) for i, x in enumerate(outcome.monthly[key]))
        yield from ((f"{key} Q{i}", x) for i, x in enumerate(outcome.quarterly[key]))
    for line in outcome.lines:
        yield from ((f"{line.path} {i}", x) for i, x in enumerate(line.months))
    yield from ((f"reading {it.id}", it.required) for it in definitions(outcome))


@modest
@given(plans())
def test_months_and_quarters_foot(plan: Plan) -> None:
    outcome = outcome_of(plan)
    standing = {"opening", "closing"} | ({"target"} if outcome.plan.basis == "arr" else set())
    for key in outcome.monthly.keys() - standing:
        months, year = outcome.monthly[key], outcome.figure("repeatable" if key == "base" else key)
        if key == "earned":
            year = max(outcome.bridge.new_business, 0)
        assert sum(months) == sum(outcome.quarterly[key]) == year, key
        assert tuple(sum(months[i : i + 3]) for i in (0, 3, 6, 9)) == outcome.quarterly[key]


@modest
@given(plans())
def test_lines_add_up_to_their_section_in_the_year_and_in_every_month(plan: Plan) -> None:
    outcome = outcome_of(plan)
    assert all(sum(line.months) == line.amount for line in outcome.lines)
    for figure, section in ADDED.items():
        lines = [line for line in outcome.lines if line.path.startswith(f"{section}.")]
        assert sum(line.amount for line in lines) == outcome.figure(figure)
        by_month = tuple(sum(line.months[i] for line in lines) for i in range(12))
        assert by_month == tuple(outcome.monthly[figure])


@modest
@given(plans())
def test_the_bridge_closes_in_the_year_and_in_every_month(plan: Plan) -> None:
    outcome = outcome_of(plan)
    bridge, monthly = outcome.bridge, outcome.monthly
    assert bridge.churned + bridge.contracted + bridge.retained == outcome.year.repeatable
    assert bridge.prior_year - (bridge.one_off or 0) == outcome.year.repeatable
    assert bridge.retained + bridge.gap == bridge.target
    assert sum(getattr(bridge, key) for key in (*ADDED, "new_business")) == bridge.gap
    for i in range(12):
        m = {key: months[i] for key, months in monthly.items()}
        won = sum(m[key] for key in (*ADDED, "new_business"))
        if outcome.plan.basis == "arr":
            assert m["opening"] == (monthly["closing"][i - 1] if i else bridge.prior_year)
            assert m["opening"] - m["churned"] - m["contracted"] + won == m["closing"]
        else:
            assert m["base"] - m["churned"] - m["contracted"] == m["retained"]
            assert m["retained"] + won == m["target"]
    if outcome.plan.basis == "arr":
        assert monthly["closing"][11] == bridge.target


@modest
@given(plans())
def test_the_year_to_date_is_within_half_a_quantum_of_exact(plan: Plan) -> None:
    plan = changed(plan, "phasing", late_start=None)
    outcome, year = outcome_of(plan), oracle.Year(plan)
    laid = {"new_business": year.sigma}
    if not year.arr:
        prior = year.monthly or year.s
        laid = {"base": year.s, "prior_year": prior, "target": year.target_weights()}
    for key, by in laid.items():
        total = Fraction(sum(outcome.monthly[key]))
        for done, part in zip(accumulate(outcome.monthly[key]), accumulate(by), strict=True):
            exact = total * part / sum(by) if total else 0
            assert abs(Fraction(done) - exact) <= year.quantum / 2, key


@modest
@given(plans())
def test_no_zero_has_a_sign(plan: Plan) -> None:
    zeros = [(key, x) for key, x in figures(outcome_of(plan)) if x is not None and x == 0]
    assert [key for key, x in zeros if x.is_signed()] == []


@modest
@given(plans())
def test_nothing_lost_and_no_growth_ask_for_twelve_exact_zeros(plan: Plan) -> None:
    gone = {*LOST, *SECTIONS, "commitments"}
    plan = changed({k: v for k, v in plan.items() if k not in gone}, "prior_year", one_off=None)
    data = told(read(wanting(plan, oracle.Year(plan).prior)))
    zeros = {"0", "0.0", "0.00", "0.000"}
    assert {data["bridge"]["gap"], data["bridge"]["new_business"]} <= zeros
    assert {row[key] for row in data["months"] for key in ("new_business", "bookings")} <= zeros


@modest
@given(plans(), st.integers(1, 10**6))
def test_a_higher_target_raises_new_business_by_as_much(plan: Plan, steps: int) -> None:
    before = outcome_of(plan)
    x = steps * before.plan.phasing.rounding
    after = outcome_of(wanting(plan, before.bridge.target + x)).bridge
    assert after.gap - before.bridge.gap == x
    assert after.new_business - before.bridge.new_business == x


@modest
@given(plans())
def test_a_target_of_what_is_retained_leaves_no_gap(plan: Plan) -> None:
    bridge = outcome_of(wanting(plan, outcome_of(plan).bridge.retained)).bridge
    assert bridge.gap == 0
    assert bridge.new_business == -sum(getattr(bridge, key) for key in ADDED)


@modest
@given(plans(), st.sampled_from(["rate", "annual_rate", "monthly_rate"]), st.data())
def test_more_churn_never_asks_for_less(plan: Plan, key: str, data: st.DataObject) -> None:
    two = sorted(data.draw(st.integers(0, 299)) for _ in range(2))
    low, high = (outcome_of(plan | {"churn": {key: f"0.{rate:03d}"}}).bridge for rate in two)
    assert low.churned <= high.churned
    assert low.new_business <= high.new_business


@modest
@given(plans(), st.sampled_from(["annual_rate", "monthly"]), st.data())
def test_a_later_start_never_brings_more(plan: Plan, key: str, data: st.DataObject) -> None:
    assume(key == "monthly" or plan.get("basis") != "arr")
    names = oracle.Year(plan).names
    starts = sorted(data.draw(st.sampled_from(names)) for _ in range(2))
    line = {key: "7%" if key == "annual_rate" else "7919", "ramp_months": "3"}
    soon, late = (
        outcome_of(with_line(plan, "upsell", "more", line | {"starts": month})).bridge
        for month in starts
    )
    assert late.upsell <= soon.upsell
    assert late.new_business >= soon.new_business


def scaled(part: Any, path: tuple[str, ...], k: int) -> Any:
    """A part of a plan with every amount k times as large, the rounding too."""
    if isinstance(part, dict):
        return {key: scaled(x, (*path, key), k) for key, x in part.items()}
    if isinstance(part, list):
        return [scaled(x, path, k) for x in part]
    key = next(key for key in reversed(path) if key not in ("value", "low", "high"))
    rate = path[0] in LOST and key == "last_year"
    if rate or key not in (COMMITTED if path[0] == "commitments" else AMOUNTS):
        return part
    return oracle.digits(oracle.number(part) * k, 12)


@modest
@given(plans(), st.sampled_from([10, 1000]))
def test_amounts_and_rounding_scale_every_figure(plan: Plan, k: int) -> None:
    rounding = plan.get("phasing", {}).get("rounding", "1")
    larger = scaled(changed(plan, "phasing", rounding=rounding), (), k)
    before, after = dict(figures(outcome_of(plan))), dict(figures(outcome_of(larger)))
    shares = {"grr", "nrr"}
    assert {key: after[key] for key in shares} == {key: before[key] for key in shares}
    for key in before.keys() - shares:
        assert after[key] == (None if before[key] is None else before[key] * k), key


def everywhere(part: Any, key: str, change: Callable[[str, Any], Any]) -> Any:
    """The plan with every value changed that is no mapping; `change` knows its key."""
    if isinstance(part, dict):
        return {name: everywhere(x, name, change) for name, x in part.items()}
    return change(key, part)


@modest
@given(plans(), st.sampled_from([7, 1000]))
def test_weights_are_relative(plan: Plan, k: int) -> None:
    def heavier(key: str, part: Any) -> Any:
        if key not in ("timing", "path", "seasonality") or not isinstance(part, list):
            return part
        return [oracle.digits(oracle.number(x) * k, 6) for x in part]

    assert dict(figures(outcome_of(everywhere(plan, "", heavier)))) == dict(
        figures(outcome_of(plan))
    )


@modest
@given(plans())
def test_even_is_twelve_equal_weights_and_the_default(plan: Plan) -> None:
    assume("monthly" not in plan["prior_year"])
    named = [changed(plan, "phasing", seasonality=s) for s in ("even", ["1"] * 12, None)]
    one, two, three = (dict(figures(outcome_of(each))) for each in named)
    assert one == two == three


@modest
@given(plans(), styles())
def test_the_way_a_plan_is_written_changes_nothing(plan: Plan, style: dict[str, Any]) -> None:
    plain, other = read(plan), read(plan, **style)
    assert other == plain
    assert told(other) == told(plain)


@pytest.mark.parametrize(
    "text", ["10_000_000", "10000000", "1e7", "1.0E+7", "10M", "10000k", "10000000.00", "0.01B"]
)
@pytest.mark.parametrize("rate", ["30%", "0.30", "0.3", "30.0%"])
def test_one_number_may_be_written_in_many_ways(text: str, rate: str) -> None:
    plan = {
        "revplan": "1",
        "name": "Acme",
        "fiscal_year": "2027",
        "currency": "USD",
        "prior_year": {"revenue": text},
        "target": {"growth": "50%"},
        "churn": {"rate": rate},
    }
    assert told(read(plan))["bridge"]["new_business"] == "8000000"
    assert told(read(plan)) == told(read(plan | {"prior_year": {"revenue": "10M"}}))


@modest
@given(plans())
def test_the_order_of_lines_moves_rows_and_no_total(plan: Plan) -> None:
    turned = plan | {s: dict(reversed(plan[s].items())) for s in SECTIONS if s in plan}
    before, after = told(read(plan)), told(read(turned))
    rows = [sorted(data.pop("lines"), key=lambda line: line["path"]) for data in (before, after)]
    assert rows[0] == rows[1]
    assert before == after


@modest
@given(plans(), st.data())
def test_the_name_of_a_line_is_only_a_name(plan: Plan, data: st.DataObject) -> None:
    assume(lines_of(plan))
    section, name = data.draw(st.sampled_from(lines_of(plan)))
    assume("renamed" not in plan[section])
    lines = {("renamed" if key == name else key): line for key, line in plan[section].items()}
    before, after = told(read(plan)), told(read(plan | {section: lines}))
    for line in before["lines"]:
        if line["path"] == f"{section}.{name}":
            line["path"] = f"{section}.renamed"
            line["label"] = plan[section][name].get("label", "renamed")
    assert before == after


@modest
@given(plans(), st.sampled_from(SECTIONS))
def test_a_line_of_nothing_changes_its_own_row_alone(plan: Plan, section: str) -> None:
    assume("nothing" not in plan.get(section, {}))
    before = told(read(plan))
    after = told(read(with_line(plan, section, "nothing", {"amount": "0"})))
    own = [line for line in after["lines"] if line["path"] == f"{section}.nothing"]
    assert [Decimal(line["amount"]) for line in own] == [0]
    after["lines"] = [line for line in after["lines"] if line not in own]
    assert before == after


@modest
@given(plans(), st.integers(0, 999), st.integers(0, 999))
def test_a_line_in_two_parts_comes_to_the_same_year(plan: Plan, one: int, two: int) -> None:
    quantum = oracle.Year(plan).quantum
    texts = [oracle.digits(steps * quantum, 4) for steps in (one + two, one, two)]
    whole, first, second = ({"amount": text} for text in texts)
    split = with_line(with_line(plan, "upsell", "one", first), "upsell", "two", second)
    apart, together = (
        years(outcome_of(split)),
        years(outcome_of(with_line(plan, "upsell", "one", whole))),
    )
    assert apart.pop("upsell.one") + apart.pop("upsell.two") == together.pop("upsell.one")
    assert apart == together


@modest
@given(plans("revenue"), st.data())
def test_weight_moved_between_months_moves_their_target_alone(
    plan: Plan, data: st.DataObject
) -> None:
    by = [int(oracle.number(x) * 1000) for x in data.draw(weights())]
    i, j = data.draw(st.lists(st.integers(0, 11), min_size=2, max_size=2, unique=True))
    moved = [*by]
    moved[i], moved[j] = by[i] - by[i] // 2, by[j] + by[i] // 2
    plan = changed(plan, "phasing", late_start=None)
    before, after = (
        outcome_of(changed(plan, "target", path=[str(x) for x in path])) for path in (by, moved)
    )
    q = before.plan.phasing.rounding
    steps = [b - a for a, b in zip(*(o.monthly["target"] for o in (before, after)), strict=True)]
    assert steps[i] <= q
    assert steps[j] >= -q
    assert all(abs(step) <= q for k, step in enumerate(steps) if k not in (i, j))


def given_outright(plan: Plan) -> bool:
    """Whether a rate of the year, an amount or full months give every figure of the year."""
    parts = [line for section in SECTIONS for line in plan.get(section, {}).values()]
    if plan.get("basis") != "arr":
        parts += [plan.get(key, {}) for key in LOST]
    return not any({"annual_rate", "monthly_rate"} & part.keys() for part in parts)


@modest
@given(plans().filter(given_outright), st.data())
def test_path_timing_and_season_leave_the_year_as_it_is(plan: Plan, data: st.DataObject) -> None:
    other = changed(plan, "phasing", late_start=None, seasonality=data.draw(weights()))
    if plan.get("basis") != "arr":
        other = changed(other, "target", path=data.draw(weights()))
    for section, name in lines_of(plan):
        line = plan[section][name]
        if not {"monthly", "month"} & line.keys():
            season = {"seasonality": data.draw(weights())}
            other = with_line(other, section, name, line | season)
    for key in LOST:
        if key in plan and "monthly_rate" not in plan[key]:
            timing = data.draw(st.one_of(st.sampled_from(["start", "even"]), weights()))
            other = changed(other, key, timing=timing)
    # Who is there at the year's end depends on when they leave: what a year misses of a loss that
    # begins in June is half of what is gone by December.
    at_the_end = ("grr", "nrr") if plan.get("basis") != "arr" else ()
    now, before = years(outcome_of(other)), years(outcome_of(plan))
    for figure in at_the_end:
        now.pop(figure, None)
        before.pop(figure, None)
    assert now == before


@modest
@given(plans().filter(given_outright), st.integers(1, 11))
def test_the_first_month_of_the_year_changes_no_figure_of_the_year(plan: Plan, n: int) -> None:
    names = oracle.Year(plan).names
    month = int(names[0][:4]) * 12 + int(names[0][5:]) - 1 + n
    later = [f"{m // 12}-{m % 12 + 1:02d}" for m in range(month, month + 12)]
    name = dict(zip(names, later, strict=True))

    def rotated(key: str, part: Any) -> Any:
        return name[part] if key in ("starts", "month") else part

    other = everywhere(plan, "", rotated) | {"starts": later[0], "fiscal_year": later[0][:4]}
    before, after = years(outcome_of(plan)), years(outcome_of(other))
    if "days" in to_yaml(plan):
        # What a loss through the year comes to in a full one depends on the order of the months.
        assert {**after, "grr": before["grr"], "nrr": before["nrr"]} == before
    else:
        assert after == before
        assert dict(figures(outcome_of(other))) == dict(figures(outcome_of(plan)))


@modest
@given(plans())
def test_a_plan_equals_itself_through_export_and_reload(plan: Plan) -> None:
    one = read(plan)
    again, problems = validate(one.export())
    assert (again, problems) == (one, [])
    assert again.export() == one.export()
    assert told(again) == told(one)


@modest
@given(plans(), styles())
def test_an_export_is_texts_that_a_plan_file_can_hold(plan: Plan, style: dict[str, Any]) -> None:
    one = read(plan)
    assert read(one.export(), **style) == one


@pytest.mark.parametrize(
    ("number", "exported"),
    [
        (
            {"growth": {"value": "90%", "low": "0.0000001", "high": "150.1%"}},
            ["0.00001%", "150.1%"],
        ),
        ({"revenue": {"value": "9M", "low": "0.5", "high": "1e7"}}, ["0.5", "10000000"]),
    ],
)
def test_an_export_writes_bounds_as_a_plan_file_may(number: Plan, exported: list[str]) -> None:
    plan = {"revplan": "1", "name": "A", "fiscal_year": "2027", "currency": "USD",
            "prior_year": {"revenue": "5M"}, "target": number}  # fmt: skip
    one = read(plan)
    bounds = next(iter(one.export()["target"].values()))
    assert [bounds["low"], bounds["high"]] == exported
    assert read(one.export()) == one


@modest
@given(plans())
def test_a_value_replaced_by_itself_changes_nothing(plan: Plan) -> None:
    one = read(plan)
    for path, number in assumptions(one).items():
        same, problems = replace(one, {path: number.text})
        assert (same, problems) == (one, []), path
