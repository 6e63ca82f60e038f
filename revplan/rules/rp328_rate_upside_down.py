"""An exchange rate that was written the wrong way round.

What it checks
  A rate under `fx` is more than ten times off what the currency is roughly worth, and turned round
  it is not. What currencies are roughly worth is known to one digit, as of the middle of 2025; for
  rarer ones, and for two currencies that are worth about the same, nothing is asked.

Why it matters
  Banks quote yen and won per dollar, and a plan asks what one of the segment's units is worth in
  the plan's. Typed as it is quoted, 150, a branch in Osaka of 600 million yen becomes 90 billion
  dollars, and the company's target is the branch's.

Fails
    revplan: 1
    name: Northwind Instruments
    fiscal_year: 2027
    currency: USD
    fx: {JPY: 150}
    segments:
      osaka:
        {currency: JPY, prior_year: {revenue: 600M}, target: {growth: 20%}, churn: {rate: 10%}}

Passes
    revplan: 1
    name: Northwind Instruments
    fiscal_year: 2027
    currency: USD
    fx: {JPY: {per: 150}}
    segments:
      osaka:
        {currency: JPY, prior_year: {revenue: 600M}, target: {growth: 20%}, churn: {rate: 10%}}

How to waive
    waivers:
      - {rule: RP328, because: "the currency was redenominated in January, by a thousand to one"}
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.fields.assumption import Assumption
from revplan.fields.exchange import Quoted
from revplan.rules.rough_worths import rough_worth
from revplan.rules.threshold import Threshold

CODE = "RP328"
NAME = "rate-upside-down"
SEVERITIES = (Severity.warning,)
ABOUT = "fx"

TIMES = Threshold("10", "times off what the currency is roughly worth, and turned round it is not")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Rates that are far off as they stand and near when they are turned round."""
    plan = outcome.plan
    for currency, rate in plan.fx.items():
        rough = rough_worth(currency, plan.currency)
        number = Fraction(rate.per.value if isinstance(rate, Quoted) else rate.value)
        stated = 1 / number if isinstance(rate, Quoted) else number
        if rough is not None and _far(stated, rough) and not _far(1 / stated, rough):
            yield _problem(currency, plan.currency, rate, rough)


def _far(rate: Fraction, rough: Fraction) -> bool:
    return max(rate / rough, rough / rate) > Fraction(TIMES.value)


def _problem(currency: str, own: str, rate: Assumption | Quoted, rough: Fraction) -> Problem:
    quoted = isinstance(rate, Quoted)
    text = rate.per.text if isinstance(rate, Quoted) else rate.text
    of, told_in = (own, currency) if quoted else (currency, own)
    path: Path = ("fx", currency, "per") if quoted else ("fx", currency)
    better = f"fx: {{{currency}: {text}}}" if quoted else f"fx: {{{currency}: {{per: {text}}}}}"
    return Problem(
        CODE,
        f"the rate says that one {of} is worth {text} {told_in}; one {currency} is roughly worth "
        f"{_short(rough)} {own}",
        f"write {better}, if one {told_in} is worth {text} {of}",
        Severity.warning,
        path,
    )


def _short(rough: Fraction) -> str:
    """To one digit."""
    return f"{Decimal(f'{float(rough):.1g}'):f}"
