"""What comes when: the program and a second calculation agree, and what holds of every plan."""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any

import pytest
from examples import examples
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle_time import InTime, NoAnswer, Reach, Signed, Time
from strategies import Plan, as_yaml, to_yaml
from strategies_time import bridge_of, supplied_plans, timed_plans, with_key, without

from revplan import CannotWorkOut, Outcome, read_text, work_out
from revplan.views.gap.data import gap_data

Answer = dict[str, Any]
COLUMNS = ("target", "new_business", "bookings", "earned")
TENTH_OF_MILLE = Fraction(1, 10_000)
modest = examples(8)


def outcome_of(plan: Plan) -> Outcome:
    file = read_text(to_yaml(plan))
    assert file.plan is not None, file.problems
    return work_out(file.plan)


def told(outcome: Outcome) -> Answer:
    """What the program answers, in numbers, as far as it says when something comes."""
    data = gap_data(outcome, "plan.yaml", None)
    answer: Answer = {"bookings": Fraction(data["bridge"]["bookings"])}
    for key in COLUMNS:
        for of in ("months", "quarters"):
            if key in data[of][0]:
                answer[f"{key} by {of}"] = row(data[of], key)
    cost = outcome.figure("late_start_cost")
    answer |= {} if cost is None else {"late_start_cost": Fraction(cost)}
    if "funnel" in data:
        found = data["funnel"]["lead_value"]
        for key in ("asked", "in_time", "short", "too_late", "of_last_year", "leads_in_time"):
            answer |= {key: Fraction(found[key])} if key in found else {}
        for key in ("in_time", "asked"):
            answer[f"{key} by months"] = row(found["in_time_months"], key)
        for source in data["funnel"]["sources"]:
            answer[f"in_time of {source['source']}"] = Fraction(source["in_time"])
    if "capacity" in data:
        answer["capacity"] = Fraction(data["capacity"]["year"])
        answer["capacity by months"] = row(data["capacity"]["months"], "capacity")
    for key, value in data.get("reach", {}).items():
        if key not in ("months", "quarters"):
            answer[f"reach.{key}"] = value if key == "held_by" else Fraction(value)
    for key in ("by_leads", "by_reps", "bookings"):
        if key in data.get("reach", {}):
            answer[f"reach.{key} by months"] = row(data["reach"]["months"], key)
    return answer


def row(rows: list[dict[str, str]], key: str) -> list[Fraction]:
    return [Fraction(it[key]) for it in rows]


def expected(plan: Plan) -> Answer:
    """The same by the second calculation."""
    time = Time(plan, bridge_of(plan))
    signed = time.signed()
    answer = of_signed(signed, time)
    in_time = time.in_time(signed) if "funnel" in plan else None
    reps = time.capacity() if "capacity" in plan else None
    if in_time:
        answer |= of_leads(in_time)
    if reps:
        answer |= {"capacity": reps[0], "capacity by months": reps[1]}
    if in_time or reps:
        answer |= of_reach(time.reach(in_time, reps))
        for key, months in (
            ("by_leads", in_time and in_time.months),
            ("by_reps", reps and reps[1]),
        ):
            answer |= {f"reach.{key} by months": months} if months else {}
    return answer


def of_signed(signed: Signed, time: Time) -> Answer:
    answer: Answer = {"bookings": signed.bookings}
    rows = {"new_business": signed.new_m, "bookings": signed.months, "earned": signed.earned}
    rows |= {"target": None if time.arr else signed.target_m}
    for key, months in rows.items():
        if months is not None:
            answer[f"{key} by months"] = months
            quarters = (months[i : i + 3] for i in range(0, 12, 3))
            answer[f"{key} by quarters"] = [sum(quarter, Fraction(0)) for quarter in quarters]
    if signed.late_start_costs is not None:
        answer["late_start_cost"] = signed.late_start_costs
    return answer


def of_leads(found: InTime) -> Answer:
    answer: Answer = {f"in_time of {name}": value for name, value in found.of.items()}
    answer |= {"asked": found.asked, "in_time": found.year, "short": found.short}
    answer |= {"too_late": found.too_late, "of_last_year": found.of_last_year}
    answer |= {"in_time by months": found.months, "asked by months": found.asked_m}
    if found.leads is not None:
        steps = (found.leads / TENTH_OF_MILLE + Fraction(1, 2)) // 1
        answer["leads_in_time"] = steps * TENTH_OF_MILLE
    return answer


def of_reach(found: Reach) -> Answer:
    answer = {"bookings": found.bookings, "new_business": found.new, "total": found.total}
    answer |= {"short": found.short, "held_by": found.held_by, "bookings by months": found.months}
    both = {"by_leads": found.by_leads, "by_reps": found.by_reps}
    answer |= {key: value for key, value in both.items() if value is not None}
    return {f"reach.{key}": value for key, value in answer.items()}


@pytest.mark.parametrize("basis", ["revenue", "arr"])
@examples(20)
@given(data=st.data())
def test_the_program_and_the_second_calculation_agree_on_what_comes_when(
    basis: str, data: st.DataObject
) -> None:
    agree_on(data.draw(timed_plans(basis)), data)


@examples(60)
@given(data=st.data())
def test_they_agree_on_leads_in_time_and_on_what_is_within_reach(data: st.DataObject) -> None:
    agree_on(data.draw(supplied_plans()), data)


def agree_on(plan: Plan, data: st.DataObject) -> None:
    file = read_text(data.draw(as_yaml(plan)))
    try:
        answer = expected(plan)
    except NoAnswer:
        assert_no_answer(file)
        return
    assert file.plan is not None, file.problems
    found = told(work_out(file.plan))
    if plan.get("basis") == "arr":
        found = {key: x for key, x in found.items() if not key.startswith("target")}
    assert found == answer


def assert_no_answer(file: Any) -> None:
    if file.plan is None:
        assert {problem.code for problem in file.problems} <= {"RP114", "RP123"}, file.problems
        return
    with pytest.raises(CannotWorkOut):
        work_out(file.plan)


# What holds of every plan


@modest
@given(timed_plans("revenue", supplied=False))
def test_what_contracts_earn_by_month_is_the_new_business(plan: Plan) -> None:
    outcome = outcome_or_none(plan)
    assume(outcome is not None and "earned" in outcome.monthly)
    assert sum(outcome.monthly["earned"]) == max(outcome.bridge.new_business, 0)


@modest
@given(timed_plans("revenue", supplied=False))
def test_a_target_as_signed_leaves_the_year_alone(plan: Plan) -> None:
    plan = without(plan, "phasing.late_start", "target.path")
    level, signed = map(outcome_or_none, (plan, with_key(plan, "target", path="as_signed")))
    assume(level is not None and signed is not None)
    for name in ("target", "new_business", "bookings", "gap"):
        assert getattr(signed.bridge, name) == getattr(level.bridge, name), name
    assert sum(signed.monthly["target"]) == level.bridge.target
    if signed.bridge.new_business > 0 and "earned" in signed.monthly:
        assert signed.monthly["new_business"] == signed.monthly["earned"]


@modest
@given(timed_plans())
def test_no_month_has_bookings_below_zero_and_the_gap_is_growth_and_replacement(plan: Plan) -> None:
    outcome = outcome_or_none(plan)
    assume(outcome is not None)
    assert all(month >= 0 for month in outcome.monthly["bookings"])
    assert sum(outcome.monthly["bookings"]) == outcome.bridge.bookings
    bridge = gap_data(outcome, "plan.yaml", None)["bridge"]
    assert Fraction(bridge["naive"]) + Fraction(bridge["replacement"]) == Fraction(bridge["gap"])


@modest
@given(supplied_plans(both=True))
def test_no_more_comes_in_time_than_was_created(plan: Plan) -> None:
    answer = answer_or_none(plan)
    assume(answer is not None)
    time = Time(plan, bridge_of(plan))
    sources = plan["funnel"]["sources"].values()
    stated = any("last_year" in source for source in sources)
    created = Fraction(0)
    for source in sources:
        leads = [*time.leads(source), *time.last_leads(source, stated)]
        created += sum(leads, Fraction(0)) * time.value(source)
    assert answer["in_time"] <= created + len(sources) * time.quantum / 2


@modest
@given(supplied_plans(both=True))
def test_no_more_is_within_reach_than_leads_bring_and_reps_can_close(plan: Plan) -> None:
    answer = answer_or_none(plan)
    assume(answer is not None)
    assert answer["reach.bookings"] <= min(answer["reach.by_leads"], answer["reach.by_reps"])
    assert answer["reach.new_business"] <= answer["reach.bookings"]
    pairs = [answer[f"reach.{key} by months"] for key in ("bookings", "by_leads", "by_reps")]
    signed, came, can = pairs
    assert all(0 <= a <= b for a, b in zip(signed, can, strict=True))
    assert all(a <= b for a, b in zip(accumulate(signed), accumulate(came), strict=True))


@modest
@given(supplied_plans(both=True), st.booleans(), st.integers(1, 12))
def test_more_leads_or_more_reps_never_take_from_reach(
    plan: Plan, of_leads: bool, more: int
) -> None:
    """But for the rounding of months: each source, and the reps, may be half a quantum off."""
    below = answer_or_none(plan)
    assume(below is not None)
    above = told(outcome_of(with_leads(plan, more) if of_leads else with_reps(plan, more)))
    time = Time(plan, bridge_of(plan))
    slack = (len(plan["funnel"]["sources"]) + 4) * time.quantum
    for name in ("bookings", "new_business", "total"):
        assert above[f"reach.{name}"] >= below[f"reach.{name}"] - slack, name


def with_leads(plan: Plan, more: int) -> Plan:
    """The plan with so many times as many leads on top of each source's, in every month alike."""
    sources = {}
    for name, source in plan["funnel"]["sources"].items():
        given = source["leads"]
        alone = isinstance(given, str)
        each = [str(Decimal(x) * (1 + more)) for x in ([given] if alone else given)]
        sources[name] = source | {"leads": each[0] if alone else each}
    return with_key(plan, "funnel", sources=sources)


def with_reps(plan: Plan, more: int) -> Plan:
    """The plan with a group of so many reps more, on board in its first month."""
    first = plan.get("starts", plan["fiscal_year"] + "-01")
    reps = plan["capacity"]["reps"] | {"on-top": {"count": str(more), "starts": first}}
    return with_key(plan, "capacity", reps=reps)


def outcome_or_none(plan: Plan) -> Outcome | None:
    """The plan worked out, or none where it has no answer."""
    file = read_text(to_yaml(plan))
    try:
        return None if file.plan is None else work_out(file.plan)
    except CannotWorkOut:
        return None


def answer_or_none(plan: Plan) -> Answer | None:
    outcome = outcome_or_none(plan)
    return None if outcome is None else told(outcome)
