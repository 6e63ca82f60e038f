"""Upsell, or a new stream, is to bring far more than last year.

What it checks
  A line of `upsell` or `new_streams` brings more than 1.5 times its `last_year`, and neither a note
  nor a `because` nor an initiative of `strategy` says what changes; a source alone says only where
  the number comes from. Or net revenue retention is above 125%, and the `last_year` of churn,
  contraction and upsell do not give that much; losses by name count in this year's retention, and
  not in last year's. A line whose `last_year` is zero or none is new.

Why it matters
  Upsell is the cheapest line of a plan to raise: nobody has to be hired for it, and every unit of
  it is one that nobody has to win. Customers who added 300,000 last year add 600,000 when there is
  something new to buy, or somebody new who asks them. What that is has a name.

Fails
    revplan: 1
    name: Halyard Insurance Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 25%}
    churn: {rate: 8%}
    upsell:
      premium_tier: {amount: 600k, last_year: 300k}

Passes
    revplan: 1
    name: Halyard Insurance Software
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 25%}
    churn: {rate: 8%}
    upsell:
      premium_tier: {amount: 600k, last_year: 300k, because: "every renewal is offered it"}

How to waive
  Better say what changes: `because`, or an initiative whose `supports` names the line.
    waivers:
      - {rule: RP307, because: "the tier was sold from October on only"}
"""

from collections.abc import Iterator
from decimal import Decimal

from revplan.base.problem import Problem, Severity
from revplan.base.words import escape
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import exactly
from revplan.numbers.write import amount_text, percent, tell_apart
from revplan.rules.reasons import added_up, leaps, named_in
from revplan.rules.threshold import Threshold
from revplan.sections.churn import lost_arr
from revplan.sections.lines import Line
from revplan.sections.retention import full_year_loss

CODE = "RP307"
NAME = "line-leap"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True

LEAP = Threshold("1.5", "times what the line brought last year, and more is a leap")
NRR = Threshold("1.25", "net revenue retention, and more has to have been there last year")


def check(outcome: Outcome) -> Iterator[Problem]:
    """Lines far above last year's, and customers who are to add more than any do."""
    named = named_in(outcome)
    for section in ("upsell", "new_streams"):
        for name, line in getattr(outcome.plan, section).items():
            if not named.supports(f"{section}.{name}.{line.measure()[0]}"):
                yield from _leap(outcome, section, name, line)
    yield from _retention(outcome)


def _leap(outcome: Outcome, section: str, name: str, line: Line) -> Iterator[Problem]:
    """A line that brings far more than last year, where nothing says why."""
    path = f"{section}.{name}"
    key, stated = line.measure()
    brings = outcome.figure(path)
    if line.last_year is None or brings is None or line.because or line.note or stated.note:
        return
    before = added_up(line.last_year)
    if leaps(brings, before, LEAP.value):
        with exactly():
            more = percent(brings / before - 1)
        yield Problem(
            CODE,
            f"{escape(name)} is to bring {amount_text(brings)}, {more} more than last "
            f"year's {amount_text(before)}, and nothing says what changes",
            'say it beside the number, because: "...", or name it in an initiative: '
            f"supports: [{path}]",
            Severity.warning,
            (section, name, key),
        )


def _retention(outcome: Outcome) -> Iterator[Problem]:
    """Net retention above what customers give, unless they gave it last year."""
    nrr = outcome.bridge.nrr
    if nrr is None or nrr <= NRR.value:
        return
    before = _last_years(outcome)
    if before is not None and before > NRR.value:
        return
    told, _ = tell_apart(nrr, NRR.value, share=True)
    gave = ""
    if before is not None:
        gave = f"; last year's figures give {tell_apart(before, NRR.value, share=True)[0]}"
    yield Problem(
        CODE,
        f"net revenue retention is to be {told}, and few companies reach "
        f"{percent(NRR.value, 0)}{gave}",
        "plan for less upsell, or state last_year beside churn, contraction and every upsell line",
        Severity.warning,
        ("upsell",),
        on_key=True,
    )


def _last_years(outcome: Outcome) -> Decimal | None:
    """Net retention as last year's losses and upsell would make it [share of one]; None where a
    loss does not say what it was.
    """
    plan, base = outcome.plan, outcome.year.repeatable
    kept: Decimal = base
    with exactly():
        for loss in (plan.churn, plan.contraction):
            if loss is None:
                continue
            if loss.last_year is None:
                return None
            before = loss.model_copy(update={loss.measure()[0]: loss.last_year})
            arr = plan.basis == "arr"
            kept -= lost_arr(before, base) if arr else full_year_loss(before, base, outcome.year.s)
        lines = (line for line in plan.upsell.values() if line.last_year is not None)
        kept += sum((added_up(line.last_year) for line in lines if line.last_year), Decimal(0))
        share: Decimal = kept / base
    return share
