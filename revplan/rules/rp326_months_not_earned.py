"""Months that ask for more than the contracts signed until then can earn.

What it checks
  Under basis revenue, where new business is sold by contracts: at the end of each quarter, what the
  contracts signed so far have earned is held against the new business that the months asked for so
  far. The first quarter is named in which it is behind by more than the threshold.

Why it matters
  A contract of a year that is signed in March earns in March a twenty-fourth of itself. A plan that
  signs evenly and asks every month for the same revenue is behind in March, in June and in
  September while it is exactly on plan: everyone who reads the months decides on a miss that is
  none, and the fourth quarter makes up for it in silence.

Fails
    revplan: 1
    name: Tern Analytics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%}
    churn: {rate: 30%}
    new_business: {recognition: subscription}

Passes
    revplan: 1
    name: Tern Analytics
    fiscal_year: 2027
    currency: USD
    prior_year: {revenue: 10M}
    target: {growth: 50%, path: as_signed}
    churn: {rate: 30%}
    new_business: {recognition: subscription}

How to waive
    waivers:
      - {rule: RP326, because: "the board wants even months and knows that the first are missed"}
"""

from collections.abc import Iterator

from revplan.base.problem import Problem, Severity
from revplan.engine.outcome import Outcome
from revplan.numbers.exact import ZERO, exactly
from revplan.numbers.write import amount_text
from revplan.rules.threshold import Threshold

CODE = "RP326"
NAME = "months-not-earned"
SEVERITIES = (Severity.warning,)
OF_SEGMENTS = True

BEHIND = Threshold("0.05", "of the target so far: what may be missing at a quarter's end")


def check(outcome: Outcome) -> Iterator[Problem]:
    """The first quarter at whose end too little is earned."""
    monthly = outcome.monthly
    if "earned" not in monthly or outcome.segments:
        return
    with exactly():
        for quarter, end in enumerate((3, 6, 9, 12), start=1):
            asked, earned = (sum(monthly[it][:end], ZERO) for it in ("new_business", "earned"))
            if asked - earned > BEHIND.value * sum(monthly["target"][:end]):
                message = (
                    f"by the end of Q{quarter} the months ask for {amount_text(asked)} of new "
                    f"business, and contracts signed until then have earned {amount_text(earned)}"
                )
                path = ("target", "path") if outcome.plan.target.path else ("target",)
                yield Problem(CODE, message, _way_out(outcome), Severity.warning, path)
                return


def _way_out(outcome: Outcome) -> str:
    """What makes the months such as contracts can earn; nothing that another rule refuses."""
    plan = outcome.plan
    if not plan.phasing.late_start or outcome.figure("late_start_cost") is not None:
        return "write path: as_signed under target, and the months ask for what the signings earn"
    return (
        "a late start holds the target, not what is signed: bring a pipeline that is signed before "
        "the year (carry_over), or write late_start: false under phasing and path: as_signed "
        "under target"
    )
