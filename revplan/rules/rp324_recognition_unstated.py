"""Nobody said when what is signed becomes revenue.

What it checks
  Basis revenue, new business is wanted, and `new_business.recognition` is not set. The message
  says what would have to be signed if it were sold as subscriptions. A company is asked about what
  no segment has of its target, where a segment sells by contracts.

Why it matters
  Eight million of new business are eight million of contracts only when each is delivered and
  billed at once. Sold as yearly subscriptions through the year, a contract earns half of itself
  by December on average: the same eight million take sixteen of bookings. Sales quotas laid from
  the wrong one are off by a factor of two.

Fails
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}

Passes
    revplan: 1
    name: Acme
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    new_business: {recognition: immediate}

How to waive
  Better state it: `recognition: immediate`, `subscription`, or `{months: 6, delay: 1}`.
    waivers:
      - {rule: RP324, because: "delivered and billed on the day"}
"""

from collections.abc import Iterator

from revplan.base.problem import CannotWorkOut, Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.model.plan import Plan
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text
from revplan.rules.where_to_write import key_place
from revplan.sections.new_business import contracts
from revplan.sections.signing import YEAR, contract_value

CODE = "RP324"
NAME = "recognition-unstated"
SEVERITIES = (Severity.info,)


def check(outcome: Outcome) -> Iterator[Problem]:
    """New business whose recognition nobody stated."""
    plan, needed = outcome.plan, outcome.bridge.new_business
    stated = plan.new_business is not None and plan.new_business.recognition is not None
    if plan.basis != "revenue" or stated or needed <= 0:
        return
    if plan.segments:
        yield from _uncovered(outcome)
        return
    try:
        with exactly():
            signed = plan.q(contract_value(needed, YEAR, outcome.year.sigma))
        if_so = f"sold as subscriptions it takes {amount_text(signed)} of bookings"
    except CannotWorkOut:
        if_so = "sold as subscriptions none of it would be earned in the year"
    yield Problem(
        CODE,
        f"new business of {amount_text(needed)} counts as earned when it is signed; {if_so}",
        _recognised(plan, "immediate", "subscription"),
        Severity.info,
        ("new_business",),
    )


def _recognised(plan: Plan, *words: str) -> str:
    """How to say when contracts count as earned."""
    first, *others = words
    return f"write {key_place(plan, 'new_business', f'recognition: {first}', *others)}"


def _uncovered(outcome: Outcome) -> Iterator[Problem]:
    """What no segment has, where it counts otherwise than what a segment sells."""
    spare = outcome.year.unallocated
    sold = any(contracts(it.own.plan.new_business) is not None for it in outcome.segments)
    if spare is None or spare <= 0 or not sold:
        return
    yield Problem(
        CODE,
        f"the {amount_text(spare)} that no segment has counts as earned when it is signed, and "
        "what segments sell by contracts does not",
        _recognised(outcome.plan, "subscription", "immediate"),
        Severity.info,
        ("new_business",),
    )
