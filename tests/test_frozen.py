"""What a traced number says of itself is true near its plan: its live inputs move it as its formula
says, and where an act chose by value it says so, and under which condition.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, DivisionByZero
from typing import Any

import pytest
from examples import examples
from hypothesis import given, reject
from hypothesis import strategies as st
from strategies import plans, to_yaml
from test_capacity import plans as capacity_plans
from test_funnel import funnel_plans

from revplan import CannotWorkOut, Outcome, Plan, read_text, work_out
from revplan.base.paths import path_text
from revplan.model.values import numbers, trace, with_values
from revplan.numbers import acts, exact
from revplan.numbers.exact import exactly
from revplan.numbers.history import frozen_inputs, made_of
from revplan.numbers.number import Number
from revplan.numbers.traced import Traced, value_of


def read(text: str) -> Plan:
    file = read_text(text)
    assert file.plan is not None, file.problems
    return file.plan


def replayed(x: Number, quantum: Decimal, given_: Mapping[str, Decimal]) -> Decimal:
    """What a number's own history comes to with other inputs: its acts done again, chosen constants
    as they were. A plain number has none, and stays.
    """
    if not isinstance(x, Traced):
        return Decimal(x)
    found: dict[int, Decimal] = {}
    for it in made_of(x):
        parts = [found.get(id(part), part) for part in it.parts]
        found[id(it)] = _act(it, parts, quantum, given_)
    return found[id(x)]


def _act(it: Traced, parts: list[Any], quantum: Decimal, given_: Mapping[str, Decimal]) -> Decimal:
    if it.op == "input":
        return given_.get(it.name, it.value)
    if it.op == "chosen" or it.op == "largest_remainder":
        return it.value
    if it.op == "same":
        return Decimal(parts[0])
    if it.op.startswith("phase "):
        total, *weights = parts
        months = exact.phase(total, weights, quantum, it.name or "a month")
        return Decimal(months[int(it.op.split()[1]) - 1])
    done = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: Decimal(a) / b,
        "^": lambda a, b: a**b,
        # A history leaves out that the noise of quotients is settled: it counts at halves alone.
        "q": lambda a: exact.quantise(exact.settle(a), quantum),
        "min": min,
        "max": max,
        "ceil": exact.upwards,
        "root12": acts.twelfth_root,
    }
    return Decimal(done[it.op](*parts))


def figures(outcome: Outcome) -> dict[str, Number]:
    paths = outcome.figure_paths()
    return {path: outcome.figure(path) for path in paths if outcome.figure(path) is not None}


MOVES = (("1.0009", "0"), ("0.993", "0"), ("1.1", "0"), ("1", "0.001"), ("1", "0.02"), ("1", "5"))


@examples(12)
@given(plan=plans() | funnel_plans() | capacity_plans(), data=st.data())
def test_a_live_input_moves_a_figure_as_the_formula_of_the_figure_says(
    plan: dict[str, Any], data: st.DataObject
) -> None:
    stated = read(to_yaml(plan))
    inputs = numbers(stated)
    path = data.draw(st.sampled_from(sorted(inputs, key=path_text)))
    factor, more = data.draw(st.sampled_from(MOVES))
    with exactly():
        moved = inputs[path] * Decimal(factor) + Decimal(more)
    told = figures(work_out(trace(stated)))
    try:
        anew = figures(work_out(with_values(stated, {path: moved})))
    except CannotWorkOut:
        reject()
    with exactly():
        for name, figure in told.items():
            if isinstance(figure, Traced) and path_text(path) in frozen_inputs(figure):
                continue
            try:
                again = replayed(figure, stated.phasing.rounding, {path_text(path): moved})
            except DivisionByZero:  # The quotient was told as such since its divisor was not 0.
                assert anew[name] == 0, (name, path)
                continue
            apart = abs(again - Decimal(anew[name]))
            assert apart < Decimal("1e-40"), (name, path, again, anew[name])


LAG = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
prior_year: {revenue: 10M}
target: {growth: 50%}
churn: {rate: 30%}
funnel:
  average_deal: 40k
  stages: {lead: {conversion: 5%, days: DAYS}}
"""


@pytest.mark.parametrize(
    ("days", "condition"),
    [
        ("50", "the lag is between 1 and 2 months"),
        ("365", "the lag is 12 months"),
    ],
)
def test_the_months_of_a_lag_are_chosen_by_its_days(days: str, condition: str) -> None:
    outcome = work_out(trace(read(LAG.replace("DAYS", days))))
    due = outcome.figure("funnel.stages.lead.due_before_year")
    passed = frozen_inputs(due)
    assert passed["funnel.stages.lead.days"] == (condition,)
    assert "target.growth" not in passed
    assert "target.growth" in {it.name for it in made_of(due)}


def test_whom_the_last_quanta_go_to_is_chosen_by_all_that_the_shares_are_made_of() -> None:
    plan = LAG.replace("DAYS", "0") + (
        "capacity:\n  productivity: 800k\n  reps: {a: {count: 1, starts: 2026-01},"
        " b: {count: 3, starts: 2026-01}}\n"
    )
    outcome = work_out(trace(read(plan)))
    passed = frozen_inputs(outcome.figure("capacity.quotas.a"))
    assert {"target.growth", "capacity.reps.a.count", "capacity.reps.b.count"} <= set(passed)
    assert set(passed.values()) == {("the last rounding steps go to the same parts",)}


def test_a_share_of_itself_is_one_as_long_as_it_is_something() -> None:
    some = Traced(Decimal(3), "input", name="whole")
    share = acts.ratio_or(some, some, 0)
    assert (share.op, share.value) == ("chosen", 1)
    assert frozen_inputs(share) == {"whole": ("the share is of some",)}


def test_a_share_of_nothing_was_chosen_and_says_so() -> None:
    nothing = Traced(Decimal(0), "input", name="whole")
    share = acts.ratio_or(Traced(Decimal(0), "input", name="part"), nothing, 1)
    assert value_of(share) == 1
    assert frozen_inputs(share) == dict.fromkeys(
        ("whole", "part"), ("what the share is of is nothing",)
    )


def test_what_a_chosen_constant_leaves_as_it_is_stays_live() -> None:
    one = acts.as_weights((Traced(Decimal(0), "input", name="month"),) * 12)[0]
    amount = Traced(Decimal(7), "input", name="amount")
    assert frozen_inputs(amount * one) == {"month": ("the months add up to nothing",)}
    assert frozen_inputs(amount + 0 * amount) == {}
