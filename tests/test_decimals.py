"""Every number of an answer is a decimal at its plan's rounding, also where it is nothing.

Formats count on it: a bare 0 among decimals has no decimals to show, or cannot be written.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import pytest

from revplan import Outcome, read_text, work_out
from revplan.model.plan import Plan

HEAD = """
revplan: 1
name: Acme
fiscal_year: 2027
currency: USD
phasing: {rounding: 0.01}
"""
GROWN = "target: {growth: 50%}\n"
REVENUE = f"{HEAD}prior_year: {{revenue: 10M}}\n{GROWN}"
PLANS = {
    "of nothing but a target": REVENUE,
    "on recurring revenue": f"{HEAD}{GROWN}basis: arr\nprior_year: {{arr: 10M}}\n",
    "whose budget falls due once": REVENUE + "budget: {launch: {amount: 80k, month: 2027-05}}\n",
    "whose budget comes again": REVENUE + "budget: {crm: {amount: 24k, every: year}}\n",
    "without a rep": REVENUE + "capacity: {productivity: 1M, reps: {}}\n",
    "with a rep to spare": REVENUE
    + "capacity: {productivity: 9M, reps: {all: {count: 1, starts: 2026-01}}}\n",
    "without leads": REVENUE + "funnel: {average_deal: 40k, stages: {lead: {conversion: 5%}}}\n",
    "of one segment": HEAD
    + "segments: {emea: {prior_year: {revenue: 4M}, target: {growth: 40%}}}\n",
    "of a segment in thousands": HEAD
    + "segments: {emea: {phasing: {rounding: 1000}, prior_year: {revenue: 4M}, "
    "target: {growth: 40%}}}\n",
}
SHARES = {"grr", "nrr"}
NO_MONEY = SHARES | {"ramped", "of_plan", "of_capacity"}


def numbers(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number of an answer, by where it stands; of plans and labels nothing."""
    below: dict[str, Any] = {}
    if is_dataclass(part):
        below = {field.name: getattr(part, field.name) for field in fields(part)}
    elif hasattr(part, "_asdict"):
        below = part._asdict()
    elif isinstance(part, dict):
        below = {str(key): value for key, value in part.items()}
    elif isinstance(part, (tuple, list)):
        below = {str(place): value for place, value in enumerate(part)}
    elif isinstance(part, (Decimal, int)):
        yield path, part
    for key, value in below.items():
        if key not in ("plan", "year", "s", "sigma") and not isinstance(value, Plan):
            yield from numbers(value, f"{path}.{key}".lstrip("."))


def told(outcome: Outcome) -> dict[str, Any]:
    """What the answers show of an outcome."""
    work = outcome.work
    found = dict(
        numbers(
            {
                "bridge": outcome.bridge,
                "lines": outcome.lines,
                "months": outcome.monthly,
                "quarters": outcome.quarterly,
                "budget": work.budget,
                "capacity": work.capacity,
                "figures": {path: figure.value for path, figure in work.figures.items()},
            }
        )
    )
    assert "bridge.target" in found
    return found


@pytest.mark.parametrize("text", PLANS.values(), ids=PLANS)
def test_every_number_is_a_decimal(text: str) -> None:
    plan = read_text(text).plan
    assert plan is not None
    wrong = {path: x for path, x in told(work_out(plan)).items() if type(x) is not Decimal}
    assert wrong == {}


@pytest.mark.parametrize("text", PLANS.values(), ids=PLANS)
def test_every_amount_is_at_the_rounding_of_the_plan(text: str) -> None:
    plan = read_text(text).plan
    assert plan is not None
    amounts = {
        path: x
        for path, x in told(work_out(plan)).items()
        if not path.startswith("figures") and not NO_MONEY & set(path.split("."))
    }
    assert {path: x for path, x in amounts.items() if x.as_tuple().exponent != -2} == {}
