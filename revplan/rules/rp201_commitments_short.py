"""What the owners signed up for does not cover the plan.

What it checks
  For every source that somebody commits to under `commitments`, the owners' amounts are added up
  and held against the plan's figure: new business, bookings, carried over, upsell and new streams
  must be covered, and so must the leads and the lead value that the funnel asks for, and the budget
  by the money that is granted. Leads are held against whole ones. For churn it is the other way
  round: the loss that the owners still accept may not be larger than the one planned. A source that
  nobody commits to is not checked.

Why it matters
  A plan is a sum of promises. Where the promises add up to 7.2 million and the year needs 8, the
  missing 0.8 million is nobody's, and nobody will look for it before October.

Fails
    revplan: 1
    name: Harbour Freight Analytics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    commitments:
      marketing:      {new_business: 4.2M}
      outbound_sales: {new_business: 3M}

Passes
    revplan: 1
    name: Harbour Freight Analytics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    commitments:
      marketing:      {new_business: 5M}
      outbound_sales: {new_business: 3M}

How to fix
  Find an owner for the difference, or plan for less. The rule cannot be waived.
"""

from collections.abc import Iterator

from revplan.base.paths import Path
from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ONE, exactly, to_step
from revplan.numbers.figure import Unit
from revplan.numbers.write import amount_text
from revplan.sections.commitments import SOURCES, commitment_total

CODE = "RP201"
NAME = "commitments-short"
SEVERITIES = (Severity.error,)
ABOUT = "commitments"


def check(outcome: Outcome) -> Iterator[Problem]:
    """Each source that somebody commits to, against the plan's figure."""
    plan = outcome.plan
    if not plan.commitments:
        return
    for source, figure in SOURCES.items():
        with exactly():
            promised = commitment_total(plan.commitments, source, plan.q)
            needed = outcome.printed(figure)
            if promised is None:
                continue
            if needed is None:
                yield _nothing_to_hold(outcome, source, figure)
                continue
            if outcome.unit(figure) is Unit.count:
                promised, needed = (to_step(x, ONE) for x in (promised, outcome.figure(figure)))
            short = promised - needed if source == "churn" else needed - promised
        if short <= 0:
            continue
        label = _CALLED.get(source, outcome.label(figure).lower())
        label = label if outcome.unit(figure) is Unit.count else f"of {label}"
        if source == "churn":
            message = (
                f"the owners still accept a loss of {amount_text(promised)}, "
                f"{amount_text(short)} more than the churn planned, {amount_text(needed)}"
            )
            hint = f"agree on a loss of at most {amount_text(needed)}, or plan for a larger one"
        else:
            message = (
                f"the owners commit to {amount_text(promised)} {label}, "
                f"{amount_text(short)} less than the plan's {amount_text(needed)}"
            )
            hint = f"find an owner for {amount_text(short)}, or plan for less"
            if source == "budget":
                hint = f"spend {amount_text(short)} less, or have the higher budget approved"
        yield Problem(CODE, message, hint, Severity.error, _last_owner(outcome, source))


_CALLED = {"new_business": "new business", "leads": "leads", "lead_value": "lead value"}


def _nothing_to_hold(outcome: Outcome, source: str, figure: str) -> Problem:
    """A commitment that the plan has no figure for."""
    section = figure.partition(".")[0]
    message = f"there is a commitment to {source.replace('_', ' ')}, and the plan has no {section}"
    hint = f"add {section}:, or remove the commitment"
    return Problem(CODE, message, hint, Severity.error, _last_owner(outcome, source))


def _last_owner(outcome: Outcome, source: str) -> Path:
    owners = [
        name
        for name, commitment in outcome.plan.commitments.items()
        if getattr(commitment, source) is not None
    ]
    return ("commitments", owners[-1], source)
