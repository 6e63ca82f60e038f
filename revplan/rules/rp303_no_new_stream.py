"""Nothing is planned from a new stream.

What it checks
  The lines of `new_streams` come to zero, or there are none.

Why it matters
  A year that wants 50% more from the same offer wants it all from the same sales team. A stream
  that does not exist yet, such as workshops, a second product or a partner, needs a start month
  and an owner now if it is to bring anything by autumn.

Fails
    revplan: 1
    name: Quarry Lane Studios
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 3M}
    target: {growth: 30%}
    churn: {rate: 20%}

Passes
    revplan: 1
    name: Quarry Lane Studios
    fiscal_year: 2027
    currency: EUR
    prior_year: {revenue: 3M}
    target: {growth: 30%}
    churn: {rate: 20%}
    new_streams:
      licensing: {monthly: 15k, starts: 2027-06, owner: product}

How to waive
    waivers:
      - {rule: RP303, because: "a year of consolidation, decided by the board"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome

CODE = "RP303"
NAME = "no-new-stream"
SEVERITIES = (Severity.info,)
OF_SEGMENTS = True


def check(outcome: Outcome) -> Iterator[Problem]:
    """A year in which no new stream brings anything."""
    if outcome.bridge.new_streams == 0:
        yield Problem(
            CODE,
            "nothing is planned from a new stream",
            "add a line under `new_streams:` for what the company will sell besides",
            Severity.info,
            ("new_streams",) if outcome.plan.new_streams else (),
        )
