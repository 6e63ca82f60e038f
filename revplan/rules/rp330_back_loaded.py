"""A year that is won in its last weeks.

What it checks
  More than the first threshold of new business, or of bookings, falls in the last two months; or in
  a quarter that holds more than a tenth of the year, its last month has more than the second.
  Months below zero count as nothing. Silent where last year had no revenue, and where last year's
  months are known (`prior_year.monthly`, or twelve of `new_business.last_year`) and were so too.

Why it matters
  What is to be won in November and December cannot be made up for any more: the first miss that
  anyone sees is the year's. A last month that carries its quarter hides for eight weeks whether the
  quarter is on its way.

Fails
    revplan: 1
    name: Larch Systems
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 2M}
    target: {revenue: 10M, path: [4, 4, 20, 8, 8, 8, 8, 8, 8, 8, 34, 40]}
    churn: {rate: 10%}

Passes
    revplan: 1
    name: Larch Systems
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 2M}
    target: {revenue: 10M, path: rising}
    churn: {rate: 10%}

How to waive
    waivers:
      - {rule: RP330, because: "public buyers spend what is left of their budgets in December"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.base.words import listing
from revplan.engine.outcome import Outcome
from revplan.numbers.acts import larger
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.number import Months
from revplan.numbers.write import percent
from revplan.rules.threshold import Threshold

CODE = "RP330"
NAME = "back-loaded"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True

LAST_TWO = Threshold("0.4", "of the year in its last two months")
LAST_MONTH = Threshold("0.7", "of a quarter in its last month")
QUARTER = Threshold("0.1", "of the year: a quarter that holds less is not asked about")


def check(outcome: Outcome) -> Iterator[Problem]:
    """New business, or else bookings, in the last months."""
    if not outcome.bridge.prior_year or outcome.segments:
        return
    with exactly():
        late = {} if _late(_last_year(outcome)) else {
            what: _late(outcome.monthly[path])
            for what, path in (("new business", "new_business"), ("bookings", "bookings"))
        }  # fmt: skip
    what, found = next(((what, found) for what, found in late.items() if found), ("", []))
    if found:
        yield Problem(
            CODE,
            f"of the {what}, {listing(found, 'and')}",
            "begin earlier, or say why it can only come then: what is late cannot be made up for",
            Severity.warning,
            ("target",),
        )


def _last_year(outcome: Outcome) -> Months:
    """Last year's months, where they are known; else none."""
    plan = outcome.plan
    stated = plan.new_business.last_year if plan.new_business is not None else None
    if isinstance(stated, tuple):
        return tuple(month.value for month in stated)
    return tuple(month.value for month in plan.prior_year.monthly or ())


def _late(months: Months) -> list[str]:
    """How much falls in which last months, in words; nothing where it does not."""
    asked = tuple(larger(month, ZERO) for month in months)
    year = sum(asked, ZERO)
    if not year:
        return []
    told = []
    if sum(asked[10:], ZERO) > LAST_TWO.value * year:
        told.append(f"{percent(sum(asked[10:]) / year)} of the year is left to its last two months")
    for place in range(4):
        *_, last = quarter = asked[3 * place : 3 * place + 3]
        whole = sum(quarter, ZERO)
        if whole > QUARTER.value * year and last > LAST_MONTH.value * whole:
            told.append(f"{percent(last / whole)} of Q{place + 1} to the last month of it")
            break
    return told
